// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DavClient } from '../../platform/dav/client.ts'
import type { FoundIdentity } from '../../platform/dav/identity.ts'
import type { NotebookFolder } from '../../platform/dav/notebook-folder.ts'
import type { FoundNotebook, NotebookSearch } from '../../platform/dav/notebooks.ts'

import { readIdentity } from '../../platform/dav/identity.ts'
import { locate } from '../../platform/dav/locate.ts'
import { beginNotebook } from '../../platform/dav/notebook-folder.ts'
import { readNotebooks } from '../../platform/dav/notebooks.ts'
import { parentOf } from '../../platform/dav/paths.ts'

/** Result of the search on arrival, and the listings requested meanwhile. */
export interface Discovery extends NotebookSearch {
	readonly identity: FoundIdentity | null
	/** The folder of a notebook: the one whose listings were asked for, else a new one. */
	readonly folderOf: (notebook: FoundNotebook) => NotebookFolder
}

/**
 * Finds what a person reaches, in two round trips: the search, then the markers, the identity and the listings of the
 * notebook that will most likely be opened, all at once. The place where it lay last time is asked at the same time as
 * the search, so that the next round trip already reads the inventory; what comes from there counts only once the
 * search found that very notebook at that very place.
 *
 * @param client - whose files
 * @param lastPath - where the notebook of last time lay; empty when this browser does not know
 * @param wantedPath - the notebook asked for
 */
export async function discover(client: DavClient, lastPath: string, wantedPath?: string): Promise<Discovery> {
	const early = lastPath !== '' && (wantedPath ?? lastPath) === lastPath ? beginNotebook(client, lastPath) : null
	const located = await locate(client)
	const paths = located.markers.map(({ path }) => parentOf(path))
	const likely = [wantedPath, lastPath, paths.length === 1 ? paths[0] : undefined].find((path) => (
		path !== undefined && path !== '' && paths.includes(path)
	))
	const begun = early?.place.path === likely ? early : likely === undefined ? null : beginNotebook(client, likely)
	const [identity, search] = await Promise.all([readIdentity(client, located), readNotebooks(client, located)])
	return {
		...search,
		identity,
		folderOf: ({ path }) => begun?.place.path === path ? begun : beginNotebook(client, path),
	}
}
