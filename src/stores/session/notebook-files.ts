// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JournalKind } from '../../exchange/backup-paths.ts'
import type { RevisionPlace } from '../../exchange/examine.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { FoundNotebook } from '../../platform/dav/notebooks.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { fileOfName, nameOfFile } from '../../domain/lineage/names.ts'
import { findIdentityStore } from '../../platform/dav/identity.ts'
import { openNotebook } from '../../platform/dav/notebook-stores.ts'
import { openRevisionStore } from '../../platform/dav/revision-store.ts'
import { davClient } from '../../platform/nextcloud.ts'

/** Files read at a time: what a browser sends to one server at once. */
const AT_ONCE = 4

/** A journal and the names of its revisions, oldest first. */
export interface ListedJournal {
	readonly kind: JournalKind
	/** Empty but for a vault. */
	readonly vaultId: string
	readonly store: RevisionStore
	readonly names: readonly string[]
	/** Of its revisions, in all. */
	readonly bytes: number
}

/** A notebook's own folder, its stored files and those of this person's key. */
export interface ListedNotebook {
	readonly folder: RevisionStore
	readonly journals: readonly ListedJournal[]
}

async function list(kind: JournalKind, vaultId: string, store: RevisionStore): Promise<ListedJournal> {
	const revisions = (await store.list()).flatMap(({ name: file, size }) => {
		const name = nameOfFile(file, kind)
		return name === null ? [] : [{ name, size }]
	})
	return {
		kind,
		vaultId,
		store,
		names: revisions.map(({ name }) => name).sort(),
		bytes: revisions.reduce((sum, { size }) => sum + size, 0),
	}
}

/** Lists every journal of a notebook, and the key of this person; one listing each. */
export async function listNotebook({ path }: FoundNotebook): Promise<ListedNotebook> {
	const client = davClient()
	const [opened, identity] = await Promise.all([openNotebook(client, path), findIdentityStore(client)])
	return {
		folder: openRevisionStore(client, path),
		journals: await Promise.all([
			list('inventory', '', opened.inventory),
			...opened.vaults.map(({ vaultId, store }) => list('vault', vaultId, store)),
			...identity === null ? [] : [list('identity', '', identity)],
		]),
	}
}

/** The place of one revision of a journal. */
export function placeIn({ kind, vaultId }: Pick<ListedJournal, 'kind' | 'vaultId'>, name: string): RevisionPlace {
	return kind === 'vault' ? { kind, vaultId, name } : { kind, name }
}

/** One file, or null if it was pruned since the listing. */
async function read(store: RevisionStore, file: string): Promise<Uint8Array | null> {
	try {
		return await store.read(file)
	} catch (caught) {
		const error = asTrousseauError(caught)
		if (error.code === 'gone') {
			return null
		}
		throw error
	}
}

/**
 * Revisions of a journal in the order of their names, a few read at a time; one pruned since the listing is left out.
 * Stops when the signal aborts.
 */
export async function* readRevisions(
	{ kind, store }: ListedJournal,
	names: readonly string[],
	signal: AbortSignal,
): AsyncGenerator<{ readonly name: string, readonly bytes: Uint8Array | null }> {
	for (let start = 0; start < names.length && !signal.aborted; start += AT_ONCE) {
		const some = names.slice(start, start + AT_ONCE)
		const contents = await Promise.all(some.map((name) => read(store, fileOfName(name, kind))))
		for (const [index, name] of some.entries()) {
			if (signal.aborted) {
				return
			}
			yield { name, bytes: contents[index] ?? null }
		}
	}
}
