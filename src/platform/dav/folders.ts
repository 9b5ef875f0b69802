// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'
import type { PropertyName, Row } from './multistatus.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { nameOf } from './paths.ts'

/** A file or folder, as far as its place and rights matter. */
export interface FolderEntry {
	readonly path: string
	readonly name: string
	readonly isFolder: boolean
	/** Letters of `oc:permissions`; empty when the server gave none. */
	readonly permissions: string
	readonly ownerId: string
	/** It lies in somebody else's files, in a team folder or on an external storage. */
	readonly isShared: boolean
	readonly fileId: string
}

/** Properties that a {@link FolderEntry} is made of. */
const ENTRY: readonly PropertyName[] = ['kind', 'permissions', 'ownerId', 'mountType', 'fileId']

/** One resource. Rejects with `gone` when it is not there. */
export async function describe(client: DavClient, path: string, options: CallOptions = {}): Promise<FolderEntry> {
	const [row] = await client.propfind(path, 0, ENTRY, options)
	if (row === undefined) {
		throw new TrousseauError('unexpected-answer', { file: path })
	}
	return readEntry(row, client.userId)
}

/** A folder (first) and what it holds, in no promised order. Rejects with `gone` when it is not there. */
export async function listFolder(client: DavClient, path: string, options: CallOptions = {}): Promise<{ readonly self: FolderEntry, readonly children: readonly FolderEntry[] }> {
	const entries = (await client.propfind(path, 1, ENTRY, options)).map((row) => readEntry(row, client.userId))
	const self = entries.find((entry) => entry.path === path)
	if (self === undefined) {
		throw new TrousseauError('unexpected-answer', { file: path })
	}
	return { self, children: entries.filter((entry) => entry !== self) }
}

/** Whether we may add files to a folder, by its own letters: those of the share's root say less. */
export function mayCreateIn(folder: FolderEntry): boolean {
	return /[CK]/.test(folder.permissions)
}

/** Whether we may delete what a folder holds: only then is pruning worth trying. */
export function mayDeleteIn(folder: FolderEntry): boolean {
	return folder.permissions.includes('D')
}

function readEntry(row: Row, userId: string): FolderEntry {
	const ownerId = row.get('ownerId') ?? ''
	const permissions = row.get('permissions') ?? ''
	return {
		path: row.path,
		name: nameOf(row.path),
		isFolder: row.isFolder,
		permissions,
		ownerId,
		isShared: (ownerId !== '' && ownerId !== userId) || permissions.includes('S') || (row.get('mountType') ?? '') !== '',
		fileId: row.get('fileId') ?? '',
	}
}
