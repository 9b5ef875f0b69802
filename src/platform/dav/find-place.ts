// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DavClient } from './client.ts'
import type { PlaceIdentity } from './notebook-place.ts'
import type { FoundNotebook } from './notebooks.ts'

import { locate } from './locate.ts'
import { readNotebooks } from './notebooks.ts'

/**
 * The notebook in the very folder that lay at a path, as it is now, or null. A copy that bears the same id is another
 * folder: going on there in silence would write into what somebody put aside.
 *
 * @param path - where it lay; still there, it wins over another way that leads to it
 */
export async function findNotebook(client: DavClient, path: string, { notebookId, fileId }: PlaceIdentity): Promise<FoundNotebook | null> {
	const located = await locate(client)
	const markers = located.markers.filter((marker) => marker.fileId === fileId)
	const { notebooks } = await readNotebooks(client, { ...located, markers })
	const found = notebooks.filter((notebook) => notebook.notebookId === notebookId)
	return found.find((notebook) => notebook.path === path || notebook.otherPaths.includes(path)) ?? found[0] ?? null
}

/** Where that folder lies now, or null. */
export async function findPlace(client: DavClient, path: string, identity: PlaceIdentity): Promise<string | null> {
	const found = await findNotebook(client, path, identity)
	return found !== null && found.otherPaths.includes(path) ? path : found?.path ?? null
}
