// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'

import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { decodeMarker, MARKER_FILE } from '../../journal/marker.ts'
import { listFolder, mayCreateIn, mayDeleteIn } from './folders.ts'
import { joinPath, nameOf, parentOf } from './paths.ts'
import { openRevisionStore } from './revision-store.ts'

/** Folder, in the user's home, where notebooks are created. */
export const HOME_FOLDER = 'Trousseau'
/** Folders of a notebook. */
export const INVENTORY_FOLDER = 'inventory'
export const VAULTS_FOLDER = 'vaults'

/** A notebook that this person can reach. */
export interface FoundNotebook {
	readonly notebookId: string
	/** Of its folder, from the user's files. It may change at any time: the id is what a notebook is known by. */
	readonly path: string
	readonly communeName: string
	/** Empty when it is not known. */
	readonly insee: string
	/** User id of the owner of the folder. */
	readonly ownerId: string
	/** Letters of `oc:permissions` of the folder. */
	readonly permissions: string
	readonly shared: boolean
	/** Whether we may add revisions. */
	readonly mayWrite: boolean
	/** Whether we may delete revisions, so prune. */
	readonly mayPrune: boolean
	/** Another folder carries the same id: a copy, or a share received twice. */
	readonly duplicate: boolean
}

/** A folder that has a marker and cannot be opened. */
export interface UnreadableNotebook {
	readonly path: string
	/** `altered`, `unsupported-version`, `too-large`. */
	readonly code: ErrorCode
}

/** What {@link findNotebooks} found. */
export interface NotebookSearch {
	/** By name of commune, then by path. */
	readonly notebooks: readonly FoundNotebook[]
	readonly unreadable: readonly UnreadableNotebook[]
}

/** The journals of a notebook. */
export interface OpenNotebook {
	readonly inventory: RevisionStore
	readonly vaults: readonly { readonly vaultId: string, readonly store: RevisionStore }[]
}

/** Rows asked for; a person who reaches more markers than that is unheard of. */
const SEARCH_LIMIT = 1_000
/** Markers read at a time: what a browser sends to one server at once. */
const AT_ONCE = 6
const VAULT_ID = /^[0-9a-f]{32}$/

/** Says that this refusal concerns the one folder, and that the others can be shown. */
const OF_ONE_FOLDER: ReadonlySet<ErrorCode> = new Set(['altered', 'unsupported-version', 'too-large'])

/**
 * Every notebook that this person can reach, own or received, wherever it lies: one SEARCH, or the
 * folder `Trousseau` on a server that refuses it. A marker received alone, without its folder, is ignored.
 */
export async function findNotebooks(client: DavClient, options: CallOptions = {}): Promise<NotebookSearch> {
	const folders = [...new Set(await findMarkedFolders(client, options))].filter((path) => path !== '')
	const found = await mapSome(folders, (path) => inspect(client, path, options))
	const notebooks = found.flatMap((result) => (result !== null && 'notebookId' in result ? [result] : []))
	const unreadable = found.flatMap((result) => (result !== null && 'code' in result ? [result] : []))
	return {
		notebooks: notebooks
			.map((notebook) => ({ ...notebook, duplicate: notebooks.some((other) => other !== notebook && other.notebookId === notebook.notebookId) }))
			.sort((left, right) => left.communeName.localeCompare(right.communeName, 'fr') || (left.path < right.path ? -1 : 1)),
		unreadable: unreadable.sort((left, right) => (left.path < right.path ? -1 : 1)),
	}
}

/** The journals of a notebook's folder, by one listing. A folder of vaults that is missing holds none. */
export async function openNotebook(client: DavClient, path: string, options: CallOptions = {}): Promise<OpenNotebook> {
	const vaults = (await listVaults(client, joinPath(path, VAULTS_FOLDER), options))
		.filter((child) => child.isFolder && VAULT_ID.test(child.name))
		.sort((left, right) => (left.name < right.name ? -1 : 1))
		.map((child) => ({ vaultId: child.name, store: openRevisionStore(client, child.path) }))
	return { inventory: openRevisionStore(client, joinPath(path, INVENTORY_FOLDER)), vaults }
}

async function listVaults(client: DavClient, path: string, options: CallOptions): Promise<readonly FolderEntry[]> {
	try {
		return (await listFolder(client, path, options)).children
	} catch (caught) {
		if (asTrousseauError(caught).code === 'gone') {
			return []
		}
		throw caught
	}
}

async function findMarkedFolders(client: DavClient, options: CallOptions): Promise<readonly string[]> {
	try {
		const rows = await client.searchByName(MARKER_FILE, ['fileId', 'kind'], SEARCH_LIMIT, options)
		return rows.filter((row) => !row.isFolder && nameOf(row.path) === MARKER_FILE).map((row) => parentOf(row.path))
	} catch (caught) {
		const error = asTrousseauError(caught)
		// The search is an extension of the server: it may be refused where everything else works.
		if (error.code !== 'unexpected-answer' && error.code !== 'forbidden' && error.code !== 'gone') {
			throw error
		}
	}
	return foldersBelowHome(client, options)
}

/** The folders that may be notebooks; listed from the home, since asking for what is missing shows as an error in the browser's console. */
async function foldersBelowHome(client: DavClient, options: CallOptions): Promise<readonly string[]> {
	const home = await listFolder(client, '', options)
	if (!home.children.some((child) => child.isFolder && child.name === HOME_FOLDER)) {
		return []
	}
	const { children } = await listFolder(client, HOME_FOLDER, options)
	return children.filter((child) => child.isFolder && !child.name.startsWith('.')).map((child) => child.path)
}

async function inspect(client: DavClient, path: string, options: CallOptions): Promise<FoundNotebook | UnreadableNotebook | null> {
	try {
		const { self, children } = await listFolder(client, path, options)
		const inventory = children.find((child) => child.isFolder && child.name === INVENTORY_FOLDER)
		if (inventory === undefined || !children.some((child) => child.name === MARKER_FILE)) {
			return null
		}
		return describeNotebook(self, inventory, await client.get(joinPath(path, MARKER_FILE), options))
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		// Deleted or no longer shared since the search.
		if (code === 'gone') {
			return null
		}
		if (OF_ONE_FOLDER.has(code)) {
			return { path, code }
		}
		throw caught
	}
}

function describeNotebook(folder: FolderEntry, inventory: FolderEntry, marker: Uint8Array): FoundNotebook {
	return {
		...decodeMarker(marker),
		path: folder.path,
		ownerId: folder.ownerId,
		permissions: folder.permissions,
		shared: folder.isShared,
		mayWrite: mayCreateIn(inventory),
		mayPrune: mayDeleteIn(inventory),
		duplicate: false,
	}
}

async function mapSome<From, To>(items: readonly From[], task: (item: From) => Promise<To>): Promise<To[]> {
	const results: To[] = []
	for (let start = 0; start < items.length; start += AT_ONCE) {
		results.push(...await Promise.all(items.slice(start, start + AT_ONCE).map(task)))
	}
	return results
}

/** The store of one vault of a notebook. Rejects with `invalid` for what is no vault's id. */
export function openVaultStore(client: DavClient, notebookPath: string, vaultId: string): RevisionStore {
	if (!VAULT_ID.test(vaultId)) {
		throw new TrousseauError('invalid')
	}
	return openRevisionStore(client, joinPath(notebookPath, VAULTS_FOLDER, vaultId))
}
