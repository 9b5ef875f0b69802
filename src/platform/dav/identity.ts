// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore } from '../../journal/store.ts'
import type { CallOptions, DavClient } from './client.ts'
import type { Located } from './locate.ts'

import { locate } from './locate.ts'
import { HOME_FOLDER, IDENTITY_FOLDER, parentOf } from './paths.ts'
import { openRevisionStore } from './revision-store.ts'

/** Where a person's identity lies. */
export interface FoundIdentity {
	readonly store: RevisionStore
	/** The folder holds a key; without one, it was made ready and nothing more. */
	readonly exists: boolean
}

/**
 * The journal of this person's identity, or null when they have none yet. Only in their own files: what somebody
 * shares is never theirs. When several folders hold a key (a copy of the folder of notebooks), the one in the folder of
 * notebooks counts, then the first by path.
 */
export async function readIdentity(client: DavClient, located: Located): Promise<FoundIdentity | null> {
	const folders = [...located.folders.values()]
		.filter(({ name, isShared, isEncrypted }) => name === IDENTITY_FOLDER && !isShared && !isEncrypted)
		.map(({ path }) => path)
		.sort((left, right) => rankOf(left) - rankOf(right) || (left < right ? -1 : 1))
	const found = await Promise.all(folders.map(async (path) => {
		const store = openRevisionStore(client, path)
		return { store, exists: (await store.list()).some(({ name }) => name.endsWith('.identity')) }
	}))
	return found.find(({ exists }) => exists) ?? found[0] ?? null
}

/** The journal of this person's identity, or null; sends no request when there is none. */
export async function findIdentityStore(client: DavClient, options: CallOptions = {}): Promise<RevisionStore | null> {
	return (await readIdentity(client, await locate(client, options)))?.store ?? null
}

/** `Trousseau` before `Trousseau (2)` before any other place. */
function rankOf(path: string): number {
	const parent = parentOf(path)
	return parent === HOME_FOLDER ? 0 : parent.startsWith(`${HOME_FOLDER} (`) ? 1 : 2
}
