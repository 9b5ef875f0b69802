// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DavClient } from './client.ts'
import type { PlaceIdentity } from './notebook-place.ts'

import { locate } from './locate.ts'
import { readNotebooks } from './notebooks.ts'

/**
 * Where the very folder of a notebook lies now, or null. A copy that bears the same id is another folder: going on
 * there in silence would write into what somebody put aside.
 *
 * @param path - where it lay; still there, it wins over another way that leads to it
 */
export async function findPlace(client: DavClient, path: string, { notebookId, fileId }: PlaceIdentity): Promise<string | null> {
	const located = await locate(client)
	const markers = located.markers.filter((marker) => marker.fileId === fileId)
	const { notebooks } = await readNotebooks(client, { ...located, markers })
	const found = notebooks.filter((notebook) => notebook.notebookId === notebookId).flatMap(({ path: first, otherPaths }) => [first, ...otherPaths])
	return found.find((candidate) => candidate === path) ?? found[0] ?? null
}
