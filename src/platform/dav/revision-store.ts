// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RetryPolicy } from '../../journal/retry.ts'
import type { RevisionStore, StoredFile } from '../../journal/store.ts'
import type { DavClient } from './client.ts'

import { RetryingStore } from '../../journal/retry.ts'
import { joinPath, nameOf, parentOf } from './paths.ts'

/** A journal's folder on the server. One attempt a call. */
export class DavRevisionStore implements RevisionStore {
	readonly #client: DavClient
	readonly #folder: string

	constructor(client: DavClient, folder: string) {
		this.#client = client
		this.#folder = folder
	}

	async list(): Promise<readonly StoredFile[]> {
		const rows = await this.#client.propfind(this.#folder, 1, ['size'])
		return rows.flatMap((row) => {
			// A folder has no length.
			const size = row.get('size')
			return size === null || parentOf(row.path) !== this.#folder ? [] : [{ name: nameOf(row.path), size: Number(size) }]
		})
	}

	read(name: string): Promise<Uint8Array> {
		return this.#client.get(joinPath(this.#folder, name))
	}

	create(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		return this.#client.create(joinPath(this.#folder, name), bytes)
	}

	remove(name: string): Promise<void> {
		return this.#client.remove(joinPath(this.#folder, name))
	}
}

/**
 * A folder of the server as the store of a journal; its `create` tries again what the server refuses for a moment.
 *
 * @param client - whose files
 * @param folder - path of the folder of revisions
 * @param retry - pauses, for tests
 */
export function openRevisionStore(client: DavClient, folder: string, retry: Partial<RetryPolicy> = {}): RevisionStore {
	return new RetryingStore(new DavRevisionStore(client, folder), retry)
}
