// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { ENTRY, readEntry } from './folders.ts'

/** One resource. Rejects with `gone` when it is not there. */
export async function describe(client: DavClient, path: string, options: CallOptions = {}): Promise<FolderEntry> {
	const [row] = await client.propfind(path, 0, ENTRY, options)
	if (row === undefined) {
		throw new TrousseauError('unexpected-answer', { file: path })
	}
	return readEntry(row, client.userId)
}

/** A folder (first) and what it holds, in no promised order. Rejects with `gone` when it is not there. */
export async function listFolder(
	client: DavClient,
	path: string,
	options: CallOptions = {},
): Promise<{ readonly self: FolderEntry, readonly children: readonly FolderEntry[] }> {
	const entries = (await client.propfind(path, 1, ENTRY, options)).map((row) => readEntry(row, client.userId))
	const self = entries.find((entry) => entry.path === path)
	if (self === undefined) {
		throw new TrousseauError('unexpected-answer', { file: path })
	}
	return { self, children: entries.filter((entry) => entry !== self) }
}
