// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'
import type { PropertyName, Row } from './multistatus.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { ENTRY, readEntry } from './folders.ts'
import { nameOf } from './paths.ts'

/** A file or folder of the person, to choose from. */
export interface PersonFile extends FolderEntry {
	/** Bytes; 0 for a folder. */
	readonly size: number
	/** As the server writes it; empty when it says none. */
	readonly modified: string
	/** Changes with the content. */
	readonly etag: string
}

const DETAILS: readonly PropertyName[] = [...ENTRY, 'etag', 'modified', 'size']

function readFile(row: Row, userId: string): PersonFile {
	return {
		...readEntry(row, userId),
		size: Number(row.get('size') ?? 0) || 0,
		modified: row.get('modified') ?? '',
		etag: row.get('etag') ?? '',
	}
}

/** Content of a folder of the person: folders first, then files, by name. Rejects with `gone` when it does not exist. */
export async function listPersonFiles(client: DavClient, path: string, options: CallOptions = {}): Promise<readonly PersonFile[]> {
	const rows = await client.propfind(path, 1, DETAILS, options)
	const order = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })
	return rows
		.filter((row) => row.path !== path)
		.map((row) => readFile(row, client.userId))
		.sort((one, other) => Number(other.isFolder) - Number(one.isFolder) || order.compare(one.name, other.name))
}

/** One file of the person. Rejects with `gone` when it is not there. */
export async function describePersonFile(client: DavClient, path: string, options: CallOptions = {}): Promise<PersonFile> {
	const [row] = await client.propfind(path, 0, DETAILS, options)
	if (row === undefined) {
		throw new TrousseauError('unexpected-answer', { file: path })
	}
	return readFile(row, client.userId)
}

/** Copies of a file that the server keeps elsewhere: former versions, deleted files. */
export interface KeptCopies {
	/** Number of former versions. */
	readonly versions: number
	/** Deleted files that were at the same place, as {@link destroyFile} names them. */
	readonly trashed: readonly string[]
}

/** Rows of an area, none where the server has no such area. */
async function keptRows(list: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
	try {
		return await list()
	} catch (error) {
		if (error instanceof TrousseauError && error.code === 'gone') {
			return []
		}
		throw error
	}
}

async function trashedAt(client: DavClient, path: string, options: CallOptions): Promise<readonly string[]> {
	const rows = await keptRows(() => client.listKept('trashbin', 'trash', ['trashedFrom'], options))
	return rows.filter((row) => row.get('trashedFrom') === path).map((row) => row.path)
}

/** Counts what the server keeps of a file: former versions, and files deleted at its place. */
export async function keptCopiesOf(client: DavClient, file: PersonFile, options: CallOptions = {}): Promise<KeptCopies> {
	const [versions, trashed] = await Promise.all([
		keptRows(() => client.listKept('versions', `versions/${file.fileId}`, ['size'], options)),
		trashedAt(client, file.path, options),
	])
	return { versions: versions.length, trashed }
}

/** Why a file is not destroyed: it is not only this person's, it was changed since, or it is no longer there. */
export type DestroyRefusal = 'changed' | 'gone' | 'not-own'

/**
 * Reason why a file may not be destroyed, or null. A file received by a share is refused: to delete it would only end
 * the share.
 *
 * @param file - as it is now
 * @param etag - of the content that was read
 */
export function destroyRefusal(file: PersonFile, etag: string): DestroyRefusal | null {
	if (file.isShared || !file.permissions.includes('D')) {
		return 'not-own'
	}
	return file.etag === etag ? null : 'changed'
}

/** A version that the server deletes with its file only. */
function goesWithTheFile(error: unknown): void {
	if (!(error instanceof TrousseauError) || error.code !== 'forbidden') {
		throw error
	}
}

/**
 * Deletes a file, its former versions and what lies in the trash from the same place, and looks whether nothing is left.
 * Rejects with `busy` when the server still shows a copy.
 *
 * @param client - of the person
 * @param file - that person's own, as {@link describePersonFile} gave it
 */
export async function destroyFile(client: DavClient, file: PersonFile, options: CallOptions = {}): Promise<void> {
	// Versions first: they go with the file, but not where the file goes to a trash all the same.
	for (const { path } of await keptRows(() => client.listKept('versions', `versions/${file.fileId}`, ['size'], options))) {
		await client.removeKept('versions', path, options).catch(goesWithTheFile)
	}
	await client.remove(file.path, options)
	for (const path of await trashedAt(client, file.path, options)) {
		await client.removeKept('trashbin', path, options)
	}
	if ((await trashedAt(client, file.path, options)).length > 0) {
		throw new TrousseauError('busy', { file: nameOf(file.path) })
	}
}
