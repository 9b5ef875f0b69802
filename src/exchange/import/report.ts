// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ImportedEntry, Understanding } from './model.ts'
import type { ReadOptions } from './read.ts'

import { readNotebook } from './read.ts'
import { refusalOf } from './refusal.ts'
import { understand } from './understand.ts'
import { DOUBT_WORDS, LEFT_WORDS, REFUSAL_WORDS } from './words.ts'

/** An entry as `npm run import:read` prints it; `flag` is absent when nothing is doubtful. */
export type ReportedEntry = ImportedEntry & { readonly flag?: string }

/** Output of `npm run import:read` for one file. */
export type ImportReport
	= | { readonly entries: readonly ReportedEntry[], readonly notImported: readonly { readonly reason: string, readonly text: string }[] }
		| { readonly refused: string }

/**
 * The content of the wizard, in words.
 *
 * @param understanding - of a notebook
 */
export function reportOf(understanding: Understanding): ImportReport {
	const { outcomes } = understanding
	const entries = outcomes.flatMap((outcome): ReportedEntry[] => outcome.kind === 'entry'
		? [{ ...outcome.entry, ...(outcome.doubts.length === 0 ? {} : { flag: outcome.doubts.map((doubt) => DOUBT_WORDS[doubt]).join(' ') }) }]
		: [])
	const notImported = outcomes.flatMap((outcome) => outcome.kind === 'left' ? [{ reason: LEFT_WORDS[outcome.reason], text: outcome.text }] : [])
	return entries.length === 0 && notImported.length === 0 ? { refused: REFUSAL_WORDS['no-account'] } : { entries, notImported }
}

/**
 * Reads a file and says what would be imported. Never rejects.
 *
 * @param bytes - the whole file
 * @param options - passphrase of a KeePass file
 */
export async function reportFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<ImportReport> {
	try {
		return reportOf(understand(await readNotebook(bytes, options)))
	} catch (error) {
		return { refused: REFUSAL_WORDS[refusalOf(error)] }
	}
}
