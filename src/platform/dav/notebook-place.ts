// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore, StoredFile } from '../../journal/store.ts'
import type { DavClient } from './client.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { RetryingStore } from '../../journal/retry.ts'
import { logCaught } from '../log.ts'
import { joinPath } from './paths.ts'
import { DavRevisionStore } from './revision-store.ts'

/** Ids that tell a notebook's folder from its copies. */
export interface PlaceIdentity {
	readonly notebookId: string
	/** Of its marker: kept by a rename, a move and a transfer to another account. */
	readonly fileId: string
}

/** Where the folder that lay at a path lies now; null when it is nowhere. */
export type FindPlace = (path: string, identity: PlaceIdentity) => Promise<string | null>

/** Result of looking again for a folder that answered `gone`. */
export type Whereabouts = 'here' | 'lost' | 'moved'

/**
 * Current path of a notebook's folder. A folder that is gone is searched by its id: if found, reads and writes continue
 * at the new path; if not, nothing is read nor written, and above all the folder is not created again.
 */
export class NotebookPlace {
	readonly #client: DavClient
	readonly #find: FindPlace
	readonly #observers = new Set<(whereabouts: Whereabouts) => void>()
	#path: string
	#identity: PlaceIdentity | null = null
	#search: Promise<Whereabouts> | null = null

	/**
	 * @param client - whose files
	 * @param path - from the user's files
	 * @param find - where the folder lies now, or null
	 */
	constructor(client: DavClient, path: string, find: FindPlace) {
		this.#client = client
		this.#path = path
		this.#find = find
	}

	/** From the user's files. */
	get path(): string {
		return this.#path
	}

	/** From now on the folder is followed when it moves. */
	identify(identity: PlaceIdentity): void {
		this.#identity = identity
	}

	/** Calls `observer` after each search for the folder. */
	onFound(observer: (whereabouts: Whereabouts) => void): void {
		this.#observers.add(observer)
	}

	/** Looks whether the folder is still there, and for where it went. One search at a time. Rejects with the errors of the server. */
	look(): Promise<Whereabouts> {
		this.#search ??= this.#look().finally(() => { this.#search = null })
		return this.#search
	}

	/** True if a request that failed with `gone` at `path` may be sent again: the folder was found at another path. */
	async leftFrom(path: string): Promise<boolean> {
		if (this.#path !== path) {
			return true
		}
		try {
			return await this.look() === 'moved'
		} catch (error) {
			logCaught('place.look', error)
			return false
		}
	}

	/** The store of a folder of the notebook, with the requests sent to it in advance. */
	store(folder: string, ahead: Ahead = {}): PlacedStore {
		return new PlacedStore(this, (path) => new DavRevisionStore(this.#client, joinPath(path, folder)), ahead)
	}

	async #look(): Promise<Whereabouts> {
		if (this.#identity === null) {
			return 'lost'
		}
		const path = await this.#find(this.#path, this.#identity)
		const whereabouts = path === null ? 'lost' : path === this.#path ? 'here' : 'moved'
		this.#path = path ?? this.#path
		this.#observers.forEach((observer) => observer(whereabouts))
		return whereabouts
	}
}

/** Requests sent in advance; each answer serves once. */
export interface Ahead {
	readonly files?: Promise<readonly StoredFile[]>
	/** The file that a reader will most likely want first, or null. */
	readonly newest?: Promise<{ readonly name: string, readonly bytes: Uint8Array } | null>
}

/** A folder of revisions that follows its notebook. One attempt a call. */
export class PlacedStore implements RevisionStore {
	readonly #place: NotebookPlace
	readonly #at: (path: string) => RevisionStore
	#ahead: Ahead

	constructor(place: NotebookPlace, at: (path: string) => RevisionStore, ahead: Ahead) {
		this.#place = place
		this.#at = at
		this.#ahead = ahead
		// The caller that uses the answer gets the error; an unused answer must not raise an unhandled rejection.
		ahead.files?.catch(() => undefined)
		ahead.newest?.catch(() => undefined)
	}

	/** Drops the requests sent in advance: their answers would show an outdated state. */
	forgetAhead(): void {
		this.#ahead = {}
	}

	list(): Promise<readonly StoredFile[]> {
		return this.#follow((store) => {
			const { files, newest } = this.#ahead
			this.#ahead = newest === undefined ? {} : { newest }
			return files ?? store.list()
		})
	}

	read(name: string): Promise<Uint8Array> {
		return this.#follow(async (store) => {
			const { newest } = this.#ahead
			const file = await newest?.catch(() => null)
			if (file?.name !== name) {
				return store.read(name)
			}
			this.#ahead = {}
			return file.bytes
		})
	}

	create(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		return this.#follow((store) => store.create(name, bytes))
	}

	remove(name: string): Promise<void> {
		return this.#follow((store) => store.remove(name))
	}

	/** The store as journals take it: its `create` tries again what the server refuses for a moment. */
	retrying(): RevisionStore {
		return new RetryingStore(this)
	}

	async #follow<T>(ask: (store: RevisionStore) => Promise<T>): Promise<T> {
		const { path } = this.#place
		try {
			return await ask(this.#at(path))
		} catch (caught) {
			if (asTrousseauError(caught).code !== 'gone' || !(await this.#place.leftFrom(path))) {
				throw caught
			}
			return ask(this.#at(this.#place.path))
		}
	}
}
