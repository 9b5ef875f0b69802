// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore } from '../../journal/store.ts'
import type { DavClient } from './client.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { encodeMarker, MARKER_FILE } from '../../journal/marker.ts'
import { logAnd } from '../log.ts'
import { freeName, safeFolderName } from './folder-names.ts'
import { ensureHomeFolder } from './home-folder.ts'
import { listFolder } from './list-folder.ts'
import { openVaultStore } from './notebook-stores.ts'
import { INVENTORY_FOLDER, joinPath, VAULTS_FOLDER } from './paths.ts'
import { openRevisionStore } from './revision-store.ts'

/** The commune that a notebook is made for. */
export interface NotebookDraft {
	readonly communeName: string
	/** Empty when it is not known. */
	readonly insee: string
	/** Text of `LISEZ-MOI.txt` in the folder of notebooks. */
	readonly readMe: string
}

/** A folder made ready, which is no notebook as long as its marker is not written. */
export interface NewNotebook {
	readonly notebookId: string
	readonly path: string
	readonly inventory: RevisionStore
	/** Creates the folder of one vault. */
	readonly createVault: (vaultId: string) => Promise<RevisionStore>
	/** The last step: from here on the folder is a notebook. */
	readonly writeMarker: () => Promise<void>
	/** Removes the folder of a creation that failed. Refuses with `not-allowed` once the marker may be there. */
	readonly abandon: () => Promise<void>
}

const READ_ME = 'LISEZ-MOI.txt'
/** Somebody may take the name between the listing and the creation; a folder's creation has one winner only. */
const ATTEMPTS = 20

/**
 * Makes the folders of a new notebook: `Trousseau/<Commune>/` with `inventory` and `vaults`. Its first revisions are
 * the caller's, then its marker. Rejects with `invalid` for a commune that no marker can name, before anything is
 * created; a failure leaves no folder of the notebook behind. Rejects with `quota`, `forbidden` and the other errors of
 * the server.
 */
export async function createNotebook(client: DavClient, draft: NotebookDraft): Promise<NewNotebook> {
	const notebookId = randomId()
	const marker = encodeMarker({ notebookId, communeName: draft.communeName, insee: draft.insee })
	const home = await ensureHomeFolder(client)
	await writeReadMe(client, home, draft.readMe)
	const path = await createFolder(client, home, safeFolderName(draft.communeName))
	try {
		await client.makeFolder(joinPath(path, INVENTORY_FOLDER))
		await client.makeFolder(joinPath(path, VAULTS_FOLDER))
	} catch (error) {
		// The folder is ours alone and holds nothing yet; if it stays, it is no notebook.
		await client.remove(path).catch(logAnd('notebook.remove-begun', undefined))
		throw error
	}
	let mayBeMarked = false
	return {
		notebookId,
		path,
		inventory: openRevisionStore(client, joinPath(path, INVENTORY_FOLDER)),
		async createVault(vaultId) {
			const store = openVaultStore(client, path, vaultId)
			await client.makeFolder(joinPath(path, VAULTS_FOLDER, vaultId))
			return store
		},
		async writeMarker() {
			mayBeMarked = true
			await openRevisionStore(client, path).create(MARKER_FILE, marker)
		},
		async abandon() {
			if (mayBeMarked) {
				throw new TrousseauError('not-allowed', { file: path })
			}
			await client.remove(path)
		},
	}
}

/** Writes `LISEZ-MOI.txt` in the folder of notebooks, unless it is there. */
export async function writeReadMe(client: DavClient, home: string, text: string): Promise<void> {
	const { children } = await listFolder(client, home)
	if (!children.some((child) => child.name === READ_ME)) {
		await client.create(joinPath(home, READ_ME), new TextEncoder().encode(text))
	}
}

/** Creates a folder of this name, or of the next free one; its path. */
export async function createFolder(client: DavClient, home: string, name: string): Promise<string> {
	const taken = new Set((await listFolder(client, home)).children.map((child) => child.name))
	for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
		const candidate = freeName(name, taken)
		const path = joinPath(home, candidate)
		if (await client.makeFolder(path) === 'created') {
			return path
		}
		taken.add(candidate)
	}
	throw new TrousseauError('exists', { file: joinPath(home, name) })
}

/** 16 random bytes, as 32 hexadecimal digits. */
function randomId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
