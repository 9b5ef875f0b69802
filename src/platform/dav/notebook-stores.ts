// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'
import type { OpenNotebook } from './notebooks.ts'

import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { listFolder } from './list-folder.ts'
import { INVENTORY_FOLDER, isVaultId, joinPath, VAULTS_FOLDER } from './paths.ts'
import { openRevisionStore } from './revision-store.ts'

/** The journals of a notebook's folder. A folder of vaults that is missing holds none. */
export async function openNotebook(client: DavClient, path: string, options: CallOptions = {}): Promise<OpenNotebook> {
	const vaults = (await listVaults(client, joinPath(path, VAULTS_FOLDER), options))
		.filter(({ isFolder, name }) => isFolder && isVaultId(name))
		.sort((left, right) => (left.name < right.name ? -1 : 1))
		.map((child) => ({ vaultId: child.name, store: openRevisionStore(client, child.path) }))
	return { inventory: openRevisionStore(client, joinPath(path, INVENTORY_FOLDER)), vaults }
}

/** The store of one vault of a notebook. Rejects with `invalid` when this is no id of a vault. */
export function openVaultStore(client: DavClient, notebookPath: string, vaultId: string): RevisionStore {
	if (!isVaultId(vaultId)) {
		throw new TrousseauError('invalid')
	}
	return openRevisionStore(client, joinPath(notebookPath, VAULTS_FOLDER, vaultId))
}

async function listVaults(client: DavClient, path: string, options: CallOptions): Promise<readonly FolderEntry[]> {
	try {
		return (await listFolder(client, path, options)).children
	} catch (caught) {
		if (asTrousseauError(caught).code === 'gone') {
			return []
		}
		throw caught
	}
}
