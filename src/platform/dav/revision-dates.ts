// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'

import { nameOf, parentOf } from './paths.ts'

/**
 * When each file of a folder was written, in milliseconds since 1970, by file name; one call. These dates choose what
 * pruning keeps of old history, and nothing else: a client can give a file any date. A file without a readable date is left out.
 */
export async function listDates(client: DavClient, folder: string, options: CallOptions = {}): Promise<ReadonlyMap<string, number>> {
	const rows = await client.propfind(folder, 1, ['modified', 'size'], options)
	const dates = rows
		.filter((row) => row.get('size') !== null && parentOf(row.path) === folder)
		.map((row) => [nameOf(row.path), Date.parse(row.get('modified') ?? '')] as const)
	return new Map(dates.filter(([, at]) => !Number.isNaN(at)))
}
