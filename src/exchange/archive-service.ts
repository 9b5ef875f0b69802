// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { ArchiveList, BackupAuthor, BackupFile } from './backup-archive.ts'
import type { Examined, RevisionPlace } from './examine.ts'

import { asTrousseauError } from '../domain/errors.ts'
import { encodeArchive, listArchive } from './backup-archive.ts'
import { examine } from './examine.ts'

/** Metadata of a file read without a key, or the reason it is invalid; and its bytes, transferred back. */
export type ExaminedFile
	= | { readonly bytes: Uint8Array, readonly examined: Examined, readonly refused: null }
		| { readonly bytes: Uint8Array, readonly examined: null, readonly refused: ErrorCode }

/**
 * API of the archive Worker: long work over the files of a whole notebook that needs no key. Byte arguments are
 * transferred; each call transfers back those still needed. Every call rejects with a `TrousseauError`.
 */
export interface ArchiveApi {
	/** `refused`: one of the codes that {@link examine} throws. */
	examine(input: { readonly place: RevisionPlace, readonly bytes: Uint8Array, readonly notebookId: string }): Promise<ExaminedFile>
	/** The plaintext of a backup. Rejects as `encodeArchive`. */
	encode(input: { readonly at: string, readonly by: BackupAuthor, readonly files: readonly BackupFile[] }): Promise<Uint8Array>
	/** The list of a backup, and its plaintext again. Rejects as `listArchive`. */
	list(input: { readonly archive: Uint8Array }): Promise<ArchiveList & { readonly archive: Uint8Array }>
}

/** Implementation of {@link ArchiveApi} on the current thread. */
export const archiveService: ArchiveApi = {
	async examine({ place, bytes, notebookId }) {
		try {
			return { bytes, examined: examine(place, bytes, notebookId), refused: null }
		} catch (caught) {
			return { bytes, examined: null, refused: asTrousseauError(caught).code }
		}
	},
	encode: async ({ at, by, files }) => encodeArchive(at, by, files),
	list: async ({ archive }) => ({ ...listArchive(archive), archive }),
}

/** Every call; `satisfies` keeps the list whole. */
export const ARCHIVE_METHODS = Object.keys({ encode: true, examine: true, list: true } satisfies Readonly<Record<keyof ArchiveApi, true>>) as readonly (keyof ArchiveApi)[]
