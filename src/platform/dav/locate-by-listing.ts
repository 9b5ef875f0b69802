// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { isHomeName } from './home-folder.ts'
import { listFolder } from './list-folder.ts'

/**
 * Replaces SEARCH by listings: reads the folders of notebooks, and the received shares at
 * the root of the user's files. A notebook that was moved elsewhere is not found.
 */
export async function locateByListing(client: DavClient, options: CallOptions = {}): Promise<readonly FolderEntry[]> {
	const childrenOf = async ({ path }: { readonly path: string }): Promise<readonly FolderEntry[]> => {
		try {
			return (await listFolder(client, path, options)).children
		} catch (caught) {
			if (asTrousseauError(caught).code === 'gone') {
				return []
			}
			throw caught
		}
	}
	const folders = (entries: readonly FolderEntry[]): readonly FolderEntry[] => entries.filter(({ isFolder }) => isFolder)
	const top = await childrenOf({ path: '' })
	const homes = await Promise.all(folders(top).filter(({ name }) => isHomeName(name)).map(childrenOf))
	const places = [...folders(homes.flat()).filter(({ name }) => !name.startsWith('.')), ...folders(top).filter((entry) => entry.isShared)]
	return [...top, ...homes.flat(), ...(await Promise.all(places.map(childrenOf))).flat()]
}
