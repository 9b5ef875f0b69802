// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { MARKER_FILE } from '../../journal/marker.ts'
import { ENTRY, readEntry } from './folders.ts'
import { IDENTITY_FOLDER, INVENTORY_FOLDER, VAULTS_FOLDER } from './paths.ts'

/** Everything that the user reaches and that bears a name of ours, wherever it lies. */
export interface Located {
	readonly markers: readonly FolderEntry[]
	/** Folders that bear the name of a notebook's or of an identity's folder, by path. */
	readonly folders: ReadonlyMap<string, FolderEntry>
}

/** Rows asked for; a person who reaches more than that is unheard of. */
const SEARCH_LIMIT = 5_000

/**
 * One SEARCH for the names of everything that we keep; where the server refuses it, the folders where it usually
 * lies are listed. Asks for nothing that may be missing, which would show as an error in the browser's console.
 */
export async function locate(client: DavClient, options: CallOptions = {}): Promise<Located> {
	try {
		const rows = await client.searchByNames([MARKER_FILE, INVENTORY_FOLDER, VAULTS_FOLDER, IDENTITY_FOLDER], ENTRY, SEARCH_LIMIT, options)
		return sortOut(rows.map((row) => readEntry(row, client.userId)))
	} catch (caught) {
		const error = asTrousseauError(caught)
		// The search is an extension of the server: it may be refused where everything else works.
		if (error.code !== 'unexpected-answer' && error.code !== 'forbidden' && error.code !== 'gone') {
			throw error
		}
	}
	const { locateByListing } = await import(/* webpackChunkName: "home" */ './locate-by-listing.ts')
	return sortOut(await locateByListing(client, options))
}

function sortOut(entries: readonly FolderEntry[]): Located {
	const byPath = new Map(entries.map((entry) => [entry.path, entry]))
	const each = [...byPath.values()]
	return {
		markers: each.filter((entry) => !entry.isFolder && entry.name === MARKER_FILE),
		folders: new Map(each.filter(({ isFolder }) => isFolder).map((entry) => [entry.path, entry])),
	}
}
