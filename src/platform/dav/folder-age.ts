// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'

import { INVENTORY_FOLDER, joinPath, parentOf, VAULTS_FOLDER } from './paths.ts'

/** Dates and numbers by which a person tells two copies of one notebook apart. */
export interface FolderAge {
	/** Revisions of the inventory, and of the passwords. */
	readonly inventory: number
	readonly passwords: number
	/** When the newest was written (ISO 8601); empty without a readable date. A client can give a file any date. */
	readonly lastWrittenAt: string
}

/** Lists the revisions of a notebook's folder. Rejects with `gone` when it is not there any more. */
export async function describeAge(client: DavClient, path: string, options: CallOptions = {}): Promise<FolderAge> {
	const [inventory, vaults] = await Promise.all([
		filesBelow(client, joinPath(path, INVENTORY_FOLDER), '.inventory', options),
		filesBelow(client, joinPath(path, VAULTS_FOLDER), '.vault', options),
	])
	const dates = [...inventory, ...vaults].map(({ modified }) => Date.parse(modified)).filter((at) => !Number.isNaN(at))
	return {
		inventory: inventory.length,
		passwords: vaults.length,
		lastWrittenAt: dates.length === 0 ? '' : new Date(Math.max(...dates)).toISOString(),
	}
}

async function filesBelow(
	client: DavClient,
	path: string,
	extension: string,
	options: CallOptions,
): Promise<readonly { readonly modified: string }[]> {
	const rows = await client.propfind(path, 'infinity', ['modified', 'size'], options)
	return rows
		.filter((row) => row.get('size') !== null && row.path.endsWith(extension) && parentOf(row.path).startsWith(path))
		.map((row) => ({ modified: row.get('modified') ?? '' }))
}
