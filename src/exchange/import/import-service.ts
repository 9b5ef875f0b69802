// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Corrections, Notebook, Outcome, TableView, Understanding } from './model.ts'
import type { Refusal } from './refusal.ts'

import { readNotebook, readText } from './read.ts'
import { refusalOf } from './refusal.ts'
import { understand } from './understand.ts'

/** Result for a file without its rows, which are asked for in slices so that no message blocks the page. */
export interface ImportHead {
	readonly format: string
	readonly tables: readonly TableView[]
	/** Of all outcomes. */
	readonly total: number
}

/** A file as understood, or why it is refused. */
export type Imported = { readonly head: ImportHead, readonly refused: null } | { readonly head: null, readonly refused: Refusal }

/** The calls of the import Worker. It holds one notebook at a time: the last one read. */
export interface ImportApi {
	/** Reads a file whatever its name says. A KeePass file needs its passphrase; it is not kept. */
	read(input: { readonly bytes: Uint8Array, readonly passphrase?: string }): Promise<Imported>
	/** Reads pasted text. */
	paste(input: { readonly text: string }): Promise<Imported>
	/** Understands the last notebook again, with the roles that the user chose. */
	correct(input: { readonly corrections: Corrections }): Promise<Imported>
	/** Outcomes of the last understanding, in their order. */
	outcomes(input: { readonly from: number, readonly count: number }): Promise<readonly Outcome[]>
}

/** A service that holds no notebook yet. */
export function createImportService(): ImportApi {
	let notebook: Notebook | null = null
	let understanding: Understanding | null = null
	const shown = async (read: () => Promise<Notebook> | Notebook, corrections: Corrections = {}): Promise<Imported> => {
		try {
			const next = await read()
			const understood = understand(next, corrections)
			if (understood.outcomes.length === 0) {
				return { head: null, refused: 'no-account' }
			}
			notebook = next
			understanding = understood
			return { head: { format: understood.format, tables: understood.tables, total: understood.outcomes.length }, refused: null }
		} catch (caught) {
			return { head: null, refused: refusalOf(caught) }
		}
	}
	return {
		read: ({ bytes, passphrase }) => shown(() => readNotebook(bytes, passphrase === undefined ? {} : { passphrase })),
		paste: ({ text }) => shown(() => readText(text)),
		correct: async ({ corrections }) => {
			const held = notebook
			return held === null ? { head: null, refused: 'empty' } : shown(() => held, corrections)
		},
		outcomes: async ({ from, count }) => understanding?.outcomes.slice(from, from + count) ?? [],
	}
}

/** Every call; `satisfies` keeps the list whole. */
export const IMPORT_METHODS = Object.keys({
	correct: true,
	outcomes: true,
	paste: true,
	read: true,
} satisfies Readonly<Record<keyof ImportApi, true>>) as readonly (keyof ImportApi)[]
