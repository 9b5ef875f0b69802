// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DavClient } from './client.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { MARKER_FILE } from '../../journal/marker.ts'
import { createFolder, writeReadMe } from './create-notebook.ts'
import { safeFolderName } from './folder-names.ts'
import { ensureHomeFolder } from './home-folder.ts'
import { listFolder } from './list-folder.ts'
import { INVENTORY_FOLDER, VAULTS_FOLDER } from './notebooks.ts'
import { joinPath } from './paths.ts'

/** A notebook to put back. */
export interface RestoreDraft {
	readonly communeName: string
	/** Text of `LISEZ-MOI.txt` in the folder of notebooks. */
	readonly readMe: string
	readonly vaultIds: readonly string[]
	/** Path of a folder that an earlier attempt began, or null. */
	readonly begun: string | null
	/** Told of the path as soon as the folder is there, so that a later attempt finds it. */
	readonly onFolder: (path: string) => void
}

/**
 * Makes the folders of a notebook that comes back, or goes on with those of an attempt that was cut. Never takes a
 * folder that is a notebook, or somebody else's. Its path. Rejects with the errors of the server.
 */
export async function restoreFolders(client: DavClient, { communeName, readMe, vaultIds, begun, onFolder }: RestoreDraft): Promise<string> {
	const home = await ensureHomeFolder(client)
	await writeReadMe(client, home, readMe)
	const path = begun !== null && await isUnfinished(client, begun) ? begun : await createFolder(client, home, safeFolderName(communeName))
	onFolder(path)
	for (const folder of [INVENTORY_FOLDER, VAULTS_FOLDER, ...vaultIds.map((id) => joinPath(VAULTS_FOLDER, id))]) {
		await client.makeFolder(joinPath(path, folder))
	}
	return path
}

/** Removes the folder of an attempt that is given up. Touches nothing that is a notebook. */
export async function abandonRestore(client: DavClient, path: string): Promise<void> {
	if (await isUnfinished(client, path)) {
		await client.remove(path)
	}
}

async function isUnfinished(client: DavClient, path: string): Promise<boolean> {
	try {
		const { self, children } = await listFolder(client, path)
		return self.isFolder && !self.isShared && children.every(({ name }) => name !== MARKER_FILE)
	} catch (caught) {
		const error = asTrousseauError(caught)
		if (error.code === 'gone') {
			return false
		}
		throw error
	}
}
