// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore, StoredFile } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'
import type { Row } from './multistatus.ts'
import type { StoredVault } from './notebooks.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { NotebookPlace } from './notebook-place.ts'
import { INVENTORY_FOLDER, isVaultId, joinPath, nameOf, parentOf, VAULTS_FOLDER } from './paths.ts'

/** A notebook's folder whose listings were asked for. */
export interface NotebookFolder {
	readonly place: NotebookPlace
	/** Its listing, then its newest revision, were asked for in advance. */
	readonly inventory: RevisionStore
	/** True if the inventory holds a revision: false only when somebody deleted them. */
	readonly hasInventory: Promise<boolean>
	/** Sorted by id; none where the folder of vaults is missing. The first listing of each was asked for, too. */
	readonly vaults: Promise<readonly StoredVault[]>
	/** To be called once the journals are open: drops the requests sent in advance that nobody used. */
	readonly settle: () => void
}

const REVISION = /\.inventory$/

/** Asks at once for everything that opening a notebook lists, then for the head of its inventory. Nothing may be shown before its marker was read. */
export function beginNotebook(client: DavClient, path: string, options: CallOptions = {}): NotebookFolder {
	const place = new NotebookPlace(client, path, async (from, identity) => (await import(/* webpackChunkName: "home" */ './find-place.ts')).findPlace(client, from, identity))
	const inventoryPath = joinPath(path, INVENTORY_FOLDER)
	const inventoryFiles = client.propfind(inventoryPath, 1, ['size'], options).then((rows) => filesOf(rows, inventoryPath))
	const newest = inventoryFiles.then(async (files) => {
		const name = files.map((file) => file.name).filter((each) => REVISION.test(each)).sort().at(-1)
		return name === undefined ? null : { name, bytes: await client.get(joinPath(inventoryPath, name), options) }
	})
	const inventory = place.store(INVENTORY_FOLDER, { files: inventoryFiles, newest })
	const vaults = listVaults(client, joinPath(path, VAULTS_FOLDER), options).then((rows) => rows
		.filter((row) => row.isFolder && parentOf(row.path) === joinPath(path, VAULTS_FOLDER) && isVaultId(nameOf(row.path)))
		.sort((left, right) => (left.path < right.path ? -1 : 1))
		.map((row) => {
			const files = filesOf(rows, row.path)
			// None listed below it: the vault is empty, or the server lists one level only.
			const ahead = files.length === 0 ? {} : { files: Promise.resolve(files) }
			return { vaultId: nameOf(row.path), placed: place.store(joinPath(VAULTS_FOLDER, nameOf(row.path)), ahead) }
		}))
	const hasInventory = inventoryFiles.then((files) => files.some(({ name }) => REVISION.test(name)))
	const stores = vaults.then((list) => list.map(({ vaultId, placed }) => ({ vaultId, store: placed.retrying() })))
	// Begun in advance, it may turn out that nobody wants to know.
	for (const promise of [hasInventory, stores]) {
		promise.catch(() => undefined)
	}
	return {
		place,
		inventory: inventory.retrying(),
		hasInventory,
		vaults: stores,
		settle() {
			inventory.forgetAhead()
			void vaults.then((list) => list.forEach(({ placed }) => placed.forgetAhead()), () => undefined)
		},
	}
}

async function listVaults(client: DavClient, path: string, options: CallOptions, depth: 1 | 'infinity' = 'infinity'): Promise<readonly Row[]> {
	try {
		return await client.propfind(path, depth, ['kind', 'size'], options)
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		if (code === 'gone') {
			return []
		}
		// A server may refuse to list a whole tree.
		if (depth === 'infinity' && (code === 'forbidden' || code === 'unexpected-answer')) {
			return listVaults(client, path, options, 1)
		}
		throw caught
	}
}

/** The files of one folder among rows; a folder has no length. */
function filesOf(rows: readonly Row[], folder: string): readonly StoredFile[] {
	return rows.flatMap((row) => {
		const size = row.get('size')
		return size === null || parentOf(row.path) !== folder ? [] : [{ name: nameOf(row.path), size: Number(size) }]
	})
}
