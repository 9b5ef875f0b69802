// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PropertyName, Row } from './multistatus.ts'

import { nameOf } from './paths.ts'

/**
 * Whose files a folder lies in: ours, those of somebody who shares it, a team folder, which is nobody's, or another
 * storage that was connected to Nextcloud.
 */
export type FolderPlace = 'external' | 'own' | 'shared' | 'team'

/** A file or folder, as far as its place and rights matter. */
export interface FolderEntry {
	readonly path: string
	readonly name: string
	readonly isFolder: boolean
	/** Letters of `oc:permissions`; empty when the server gave none. */
	readonly permissions: string
	/** In a team folder, the signed-in person. */
	readonly ownerId: string
	/** The id when the server gave no name. */
	readonly ownerName: string
	readonly place: FolderPlace
	/** It lies in somebody else's files, in a team folder or on an external storage. */
	readonly isShared: boolean
	/** Kept by a rename, a move and a transfer to another account; a copy has another one. */
	readonly fileId: string
	/** Nextcloud's end-to-end encryption holds it, as far as the server says so. */
	readonly isEncrypted: boolean
}

/** Properties that a {@link FolderEntry} is made of. */
export const ENTRY: readonly PropertyName[] = ['kind', 'permissions', 'ownerId', 'ownerName', 'mountType', 'fileId', 'encrypted']

/** Kinds of mounts that are neither a share nor somebody's own storage: the team folder, and what resembles it. */
const TEAM_MOUNTS: ReadonlySet<string> = new Set(['circles-folder', 'collective', 'group'])

/** True if files may be added to the folder, by its own `oc:permissions`: those of the share's root say less. */
export function mayCreateIn(folder: FolderEntry): boolean {
	return /[CK]/.test(folder.permissions)
}

/** True if files of the folder may be deleted; pruning is tried only then. */
export function mayDeleteIn(folder: FolderEntry): boolean {
	return folder.permissions.includes('D')
}

/** A row as an entry; its properties are those of {@link ENTRY}. */
export function readEntry(row: Row, userId: string): FolderEntry {
	const ownerId = row.get('ownerId') ?? ''
	const permissions = row.get('permissions') ?? ''
	const place = placeOf(row.get('mountType') ?? '', ownerId !== '' && ownerId !== userId, permissions)
	return {
		path: row.path,
		name: nameOf(row.path),
		isFolder: row.isFolder,
		permissions,
		ownerId,
		ownerName: row.get('ownerName') || ownerId,
		place,
		isShared: place !== 'own',
		fileId: row.get('fileId') ?? '',
		isEncrypted: row.get('encrypted') === '1',
	}
}

function placeOf(mountType: string, isSomebodyElses: boolean, permissions: string): FolderPlace {
	if (TEAM_MOUNTS.has(mountType)) {
		return 'team'
	}
	if (isSomebodyElses || mountType === 'shared' || permissions.includes('S')) {
		return 'shared'
	}
	return mountType === '' ? 'own' : 'external'
}
