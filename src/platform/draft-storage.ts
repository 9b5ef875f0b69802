// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** A draft as it lies in the browser. */
export interface StoredDraft {
	readonly id: string
	readonly userId: string
	readonly notebookId: string
	readonly vaultId: string
	readonly sealed: boolean
	readonly base: readonly string[]
	readonly at: string
	readonly sentAs: readonly string[]
	readonly refusal: string
	readonly bytes: Uint8Array
}

/** Where drafts are kept. Every method rejects when the browser keeps nothing. */
export interface DraftStorage {
	put(draft: StoredDraft): Promise<void>
	/** Every draft of one person, in no promised order. */
	all(userId: string): Promise<readonly StoredDraft[]>
	/** @param key - user id, then id of the draft; what is not there is removed */
	remove(key: readonly [userId: string, id: string]): Promise<void>
}

const DATABASE = 'trousseau'
const DRAFTS = 'drafts'
const VERSION = 1
const KEY_PATH = ['userId', 'id']

/**
 * Drafts in IndexedDB, by user id and id of the draft. The connection is opened at the first call, and
 * again after the browser closed it.
 *
 * @param factory - `indexedDB`; undefined where there is none
 */
export function indexedDraftStorage(factory: IDBFactory | undefined): DraftStorage {
	let connection: Promise<IDBDatabase> | null = null

	async function connect(): Promise<IDBDatabase> {
		if (factory === undefined) {
			throw new Error('no IndexedDB')
		}
		const opening = factory.open(DATABASE, VERSION)
		opening.onupgradeneeded = () => {
			opening.result.createObjectStore(DRAFTS, { keyPath: KEY_PATH })
		}
		const database = await resultOf(opening)
		const forget = (): void => {
			connection = null
		}
		database.onclose = forget
		// Another tab runs a newer version: it must not wait for this one.
		database.onversionchange = () => {
			database.close()
			forget()
		}
		return database
	}

	async function run<T>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
		connection ??= connect()
		let database: IDBDatabase
		try {
			database = await connection
		} catch (error) {
			connection = null
			throw error
		}
		const transaction = database.transaction(DRAFTS, mode, { durability: 'strict' })
		const done = finished(transaction)
		const [result] = await Promise.all([resultOf(request(transaction.objectStore(DRAFTS))), done])
		return result
	}

	return {
		async put(draft) {
			await run('readwrite', (store) => store.put(draft))
		},
		async all(userId) {
			const drafts: readonly StoredDraft[] = await run('readonly', (store) => store.getAll())
			return drafts.filter((draft) => draft.userId === userId)
		},
		async remove(key) {
			await run('readwrite', (store) => store.delete([...key]))
		},
	}
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result)
		request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
	})
}

/** Only a finished transaction is on disk. */
function finished(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve()
		transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'))
	})
}
