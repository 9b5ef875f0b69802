// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'

import { listFolder } from './folders.ts'
import { ensureHomeFolder, ownHomeFolders } from './home-folder.ts'
import { joinPath } from './paths.ts'
import { openRevisionStore } from './revision-store.ts'

/** Folder of a person's identity, in their own folder of notebooks. */
export const IDENTITY_FOLDER = '.identity'

/**
 * The journal of this person's identity, or null when they have none yet.
 * Asks only for what is there: a first visit leaves no error in the browser's console.
 */
export async function findIdentityStore(client: DavClient, options: CallOptions = {}): Promise<RevisionStore | null> {
	const { own } = await ownHomeFolders(client, options)
	for (const folder of own) {
		const { children } = await listFolder(client, folder.path, options)
		const identity = children.find((child) => child.isFolder && child.name === IDENTITY_FOLDER)
		if (identity !== undefined) {
			return openRevisionStore(client, identity.path)
		}
	}
	return null
}

/** The journal of this person's identity, its folder created when it is missing. */
export async function createIdentityStore(client: DavClient): Promise<RevisionStore> {
	const known = await findIdentityStore(client)
	if (known !== null) {
		return known
	}
	const path = joinPath(await ensureHomeFolder(client), IDENTITY_FOLDER)
	await client.makeFolder(path)
	return openRevisionStore(client, path)
}
