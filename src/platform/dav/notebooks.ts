// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry, FolderPlace } from './folders.ts'
import type { Located } from './locate.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { compareFrench } from '../../domain/order.ts'
import { decodeMarker, MARKER_FILE } from '../../journal/marker.ts'
import { mayCreateIn, mayDeleteIn } from './folders.ts'
import { locate } from './locate.ts'
import { INVENTORY_FOLDER, joinPath, parentOf, VAULTS_FOLDER } from './paths.ts'

export { HOME_FOLDER, INVENTORY_FOLDER, VAULTS_FOLDER } from './paths.ts'

/** A notebook that this person can reach. */
export interface FoundNotebook {
	readonly notebookId: string
	/** Of its folder, from the user's files. It may change at any time: the id is what a notebook is known by. */
	readonly path: string
	/** Other ways to the same folder: it was received twice, by itself and inside another. */
	readonly otherPaths: readonly string[]
	/** Of its marker: a rename, a move and a transfer to another account keep it, a copy has another one. */
	readonly fileId: string
	readonly communeName: string
	/** Empty when it is not known. */
	readonly insee: string
	/** User id of the owner of the folder; in a team folder, that of the signed-in person. */
	readonly ownerId: string
	readonly ownerName: string
	readonly place: FolderPlace
	/** Letters of `oc:permissions` of its folder of revisions. */
	readonly permissions: string
	readonly shared: boolean
	/** True if revisions may be added. */
	readonly mayWrite: boolean
	/** True if a vault may be created. */
	readonly mayAddVault: boolean
	/** True if revisions may be deleted, which pruning needs. */
	readonly mayPrune: boolean
	/** The folder of vaults is missing: somebody deleted it, or it is not shared. */
	readonly lacksVaults: boolean
	/** Another folder carries the same id: a copy. */
	readonly duplicate: boolean
}

/** A marker whose notebook cannot be opened. */
export interface UnreadableNotebook {
	/** Of the folder that the marker lies in. */
	readonly path: string
	/**
	 * `altered`, `unsupported-version`, `too-large`: its marker cannot be read. `alone`: somebody shares the marker and
	 * nothing else that we can see. `incomplete`: its inventory is missing. `encrypted`: it lies in a folder that
	 * Nextcloud encrypts from end to end, where a browser can write nothing.
	 */
	readonly code: ErrorCode | 'alone' | 'encrypted' | 'incomplete'
	/** Empty when the marker does not say. */
	readonly communeName: string
	readonly ownerName: string
	/** Of the marker. */
	readonly fileId: string
}

/** Result of {@link findNotebooks}. */
export interface NotebookSearch {
	/** By name of commune, then by path. */
	readonly notebooks: readonly FoundNotebook[]
	readonly unreadable: readonly UnreadableNotebook[]
}

/** A vault of a notebook, and its journal's store. */
export interface StoredVault {
	readonly vaultId: string
	readonly store: RevisionStore
}

/** The journals of a notebook. */
export interface OpenNotebook {
	readonly inventory: RevisionStore
	readonly vaults: readonly StoredVault[]
}

/** Markers read at a time: what a browser sends to one server at once. */
const AT_ONCE = 6

/** Says that this refusal concerns the one folder, and that the others can be shown. */
const OF_ONE_FOLDER: ReadonlySet<ErrorCode> = new Set(['altered', 'unsupported-version', 'too-large'])

/** Every notebook that this person can reach, own or received, wherever it lies. */
export async function findNotebooks(client: DavClient, options: CallOptions = {}): Promise<NotebookSearch> {
	return readNotebooks(client, await locate(client, options), options)
}

/** Reads the markers that were located, all at the same time as far as the browser lets. */
export async function readNotebooks(client: DavClient, located: Located, options: CallOptions = {}): Promise<NotebookSearch> {
	const inspected = await mapSome(located.markers, (marker) => inspect(client, located, marker, options))
	const results = inspected.filter((result) => result !== null)
	const found = withoutTwins(results.filter((result) => 'notebookId' in result))
	return {
		notebooks: found
			.map((notebook) => ({
				...notebook,
				duplicate: found.some((other) => other !== notebook && other.notebookId === notebook.notebookId),
			}))
			.sort((left, right) => compareFrench(left.communeName, right.communeName) || (left.path < right.path ? -1 : 1)),
		unreadable: results
			.filter((result) => 'code' in result)
			// Received by itself besides the folder that holds it.
			.filter(({ code, fileId }) => code !== 'alone' || !found.some((notebook) => notebook.fileId === fileId))
			.sort((left, right) => (left.path < right.path ? -1 : 1)),
	}
}

async function inspect(
	client: DavClient,
	{ folders }: Located,
	entry: FolderEntry,
	options: CallOptions,
): Promise<FoundNotebook | UnreadableNotebook | null> {
	const path = parentOf(entry.path)
	const inventory = folders.get(joinPath(path, INVENTORY_FOLDER))
	const unreadable = { path, communeName: '', ownerName: entry.ownerName, fileId: entry.fileId }
	try {
		const marker = decodeMarker(await client.get(joinPath(path, MARKER_FILE), options))
		if (inventory === undefined || path === '') {
			return { ...unreadable, code: entry.place === 'shared' ? 'alone' : 'incomplete', communeName: marker.communeName }
		}
		if (inventory.isEncrypted) {
			return { ...unreadable, code: 'encrypted', communeName: marker.communeName }
		}
		const vaults = folders.get(joinPath(path, VAULTS_FOLDER))
		return {
			...marker,
			path,
			otherPaths: [],
			fileId: entry.fileId,
			ownerId: inventory.ownerId,
			ownerName: inventory.ownerName,
			place: inventory.place,
			permissions: inventory.permissions,
			shared: inventory.isShared,
			mayWrite: mayCreateIn(inventory),
			mayAddVault: vaults !== undefined && mayCreateIn(vaults),
			mayPrune: mayDeleteIn(inventory),
			lacksVaults: vaults === undefined,
			duplicate: false,
		}
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		// Deleted or no longer shared since the search.
		if (code === 'gone') {
			return null
		}
		if (OF_ONE_FOLDER.has(code)) {
			return { ...unreadable, code }
		}
		throw caught
	}
}

/** Keeps one way to each folder: the one with more rights, then the shorter. */
function withoutTwins(found: readonly FoundNotebook[]): readonly FoundNotebook[] {
	const sorted = [...found].sort((left, right) => (
		Number(right.mayWrite) - Number(left.mayWrite) || left.path.length - right.path.length || (left.path < right.path ? -1 : 1)
	))
	const isTwin = (one: FoundNotebook, other: FoundNotebook): boolean => (
		one.fileId !== '' && one.fileId === other.fileId && one.notebookId === other.notebookId
	)
	return sorted
		.filter((notebook, index) => sorted.findIndex((other) => other === notebook || isTwin(other, notebook)) === index)
		.map((notebook) => ({
			...notebook,
			otherPaths: sorted.filter((other) => other !== notebook && isTwin(other, notebook)).map(({ path }) => path),
		}))
}

async function mapSome<From, To>(items: readonly From[], task: (item: From) => Promise<To>): Promise<To[]> {
	const results: To[] = []
	for (let start = 0; start < items.length; start += AT_ONCE) {
		results.push(...await Promise.all(items.slice(start, start + AT_ONCE).map(task)))
	}
	return results
}
