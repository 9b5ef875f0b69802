// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Corrections, Notebook, Understanding } from './model.ts'
import type { Refusal } from './refusal.ts'

import { readNotebook, readText } from './read.ts'
import { refusalOf } from './refusal.ts'
import { understand } from './understand.ts'

/** A file as understood, or why it is refused. */
export type Imported = { readonly understanding: Understanding, readonly refused: null } | { readonly understanding: null, readonly refused: Refusal }

/** The calls of the import Worker. It holds one notebook at a time: the last one read. */
export interface ImportApi {
	/** Reads a file whatever its name says. A KeePass file needs its passphrase; it is not kept. */
	read(input: { readonly bytes: Uint8Array, readonly passphrase?: string }): Promise<Imported>
	/** Reads pasted text. */
	paste(input: { readonly text: string }): Promise<Imported>
	/** Understands the last notebook again, with the roles that the user chose. */
	correct(input: { readonly corrections: Corrections }): Promise<Imported>
}

/** A service that holds no notebook yet. */
export function createImportService(): ImportApi {
	let notebook: Notebook | null = null
	const shown = async (read: () => Promise<Notebook> | Notebook, corrections: Corrections = {}): Promise<Imported> => {
		try {
			notebook = await read()
			const understanding = understand(notebook, corrections)
			return understanding.outcomes.length === 0 ? { understanding: null, refused: 'no-account' } : { understanding, refused: null }
		} catch (caught) {
			return { understanding: null, refused: refusalOf(caught) }
		}
	}
	return {
		read: ({ bytes, passphrase }) => shown(() => readNotebook(bytes, passphrase === undefined ? {} : { passphrase })),
		paste: ({ text }) => shown(() => readText(text)),
		correct: async ({ corrections }) => {
			const held = notebook
			return held === null ? { understanding: null, refused: 'empty' } : shown(() => held, corrections)
		},
	}
}

/** Every call; `satisfies` keeps the list whole. */
export const IMPORT_METHODS = Object.keys({ read: true, paste: true, correct: true } satisfies Readonly<Record<keyof ImportApi, true>>) as readonly (keyof ImportApi)[]
