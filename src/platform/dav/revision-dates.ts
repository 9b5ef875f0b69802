// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore, StoredFile } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'

import { nameOf, parentOf } from './paths.ts'

/** A file of a folder, and when it was written. */
export interface DatedFile extends StoredFile {
	/** Milliseconds since 1970; not a number when the server gives no readable date. */
	readonly at: number
}

/** A journal's folder, and the dates that its last listing showed. */
export interface DatedStore extends RevisionStore {
	/** When a file was written, in milliseconds since 1970; not a number when nobody knows. */
	dateOf(file: string): number
	/** Bytes of a file; 0 when it was not listed. */
	sizeOf(file: string): number
}

/**
 * The files of a folder with the dates of the server, by one call. A client can give a file any date: these choose what pruning
 * keeps of old history, and stand in the history for revisions that were not read yet; nothing else.
 */
export async function listDated(client: DavClient, folder: string, options: CallOptions = {}): Promise<readonly DatedFile[]> {
	const rows = await client.propfind(folder, 1, ['modified', 'size'], options)
	return rows
		.filter((row) => row.get('size') !== null && parentOf(row.path) === folder)
		.map((row) => ({ name: nameOf(row.path), size: Number(row.get('size')), at: Date.parse(row.get('modified') ?? '') }))
}

/**
 * A store whose listing also tells dates.
 *
 * @param store - reads, creates and deletes
 * @param list - lists the same folder
 */
export function datedStore(store: RevisionStore, list: () => Promise<readonly DatedFile[]>): DatedStore {
	let files: ReadonlyMap<string, DatedFile> = new Map()
	return {
		async list() {
			const found = await list()
			files = new Map(found.map((file) => [file.name, file]))
			return found
		},
		read: (name) => store.read(name),
		create: (name, bytes) => store.create(name, bytes),
		remove: (name) => store.remove(name),
		dateOf: (file) => files.get(file)?.at ?? Number.NaN,
		sizeOf: (file) => files.get(file)?.size ?? 0,
	}
}
