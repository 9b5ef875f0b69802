// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { StoredDraft } from './draft-storage.ts'

import { describe, expect, it } from 'vitest'
import { indexedDraftStorage } from './draft-storage.ts'

type Rows = Map<string, StoredDraft>

const draft = (userId: string, id: string): StoredDraft => ({ id, userId, notebookId: 'n', vaultId: 'v', sealed: true, base: [], sentAs: [], refusal: '', at: '', bytes: new Uint8Array([1]) })

/**
 * As much of IndexedDB as is used: requests that succeed later, then a transaction that completes or
 * aborts. What a transaction wrote is kept only when it completes.
 */
class FakeIndexedDb {
	readonly rows: Rows = new Map()
	opened = 0
	upgrades = 0
	abortsNext = false
	failsToOpen = false
	connection: { onclose?: () => void, onversionchange?: () => void, closed: boolean } | null = null

	readonly factory = { open: () => this.#open() } as unknown as IDBFactory

	#open(): unknown {
		this.opened += 1
		const connection = {
			closed: false,
			close: () => { connection.closed = true },
			transaction: () => this.#transaction(),
			createObjectStore: () => { this.upgrades += 1 },
		}
		const request: { result?: unknown, error?: Error, onupgradeneeded?: () => void, onsuccess?: () => void, onerror?: () => void } = {}
		queueMicrotask(() => {
			if (this.failsToOpen) {
				request.error = new Error('SecurityError')
				request.onerror?.()
				return
			}
			request.result = connection
			this.connection = connection
			if (this.opened === 1) {
				request.onupgradeneeded?.()
			}
			request.onsuccess?.()
		})
		return request
	}

	#transaction(): unknown {
		const pending: (() => void)[] = []
		const transaction: { error: Error | null, oncomplete?: () => void, onabort?: () => void, objectStore: () => unknown } = { error: null, objectStore: () => store }
		const later = (work: () => unknown): unknown => {
			const request: { result?: unknown, onsuccess?: () => void } = {}
			queueMicrotask(() => {
				request.result = work()
				request.onsuccess?.()
				setTimeout(() => {
					if (this.abortsNext) {
						this.abortsNext = false
						transaction.error = new Error('QuotaExceededError')
						transaction.onabort?.()
						return
					}
					pending.forEach((write) => write())
					transaction.oncomplete?.()
				})
			})
			return request
		}
		const store = {
			put: (value: StoredDraft) => later(() => { pending.push(() => this.rows.set(`${value.userId}/${value.id}`, structuredClone(value))) }),
			delete: ([userId, id]: readonly string[]) => later(() => { pending.push(() => this.rows.delete(`${userId}/${id}`)) }),
			getAll: () => later(() => [...this.rows.values()]),
		}
		return transaction
	}
}

describe('drafts in IndexedDB', () => {
	it('are stored by person and id, over one connection', async () => {
		const fake = new FakeIndexedDb()
		const storage = indexedDraftStorage(fake.factory)
		await Promise.all([storage.put(draft('anne', '1')), storage.put(draft('anne', '2')), storage.put(draft('bruno', '1'))])
		expect((await storage.all('anne')).map(({ id }) => id)).toEqual(['1', '2'])
		await storage.remove(['anne', '1'])
		expect([...fake.rows.keys()]).toEqual(['anne/2', 'bruno/1'])
		expect([fake.opened, fake.upgrades]).toEqual([1, 1])
	})

	it('are on disk only when the transaction is', async () => {
		const fake = new FakeIndexedDb()
		const storage = indexedDraftStorage(fake.factory)
		fake.abortsNext = true
		await expect(storage.put(draft('anne', '1'))).rejects.toThrow('QuotaExceededError')
		expect(fake.rows.size).toBe(0)
		await storage.put(draft('anne', '1'))
		expect(fake.rows.size).toBe(1)
	})

	it('are refused where there is no IndexedDB, and asked for again after a failure', async () => {
		await expect(indexedDraftStorage(undefined).all('anne')).rejects.toThrow()
		const fake = new FakeIndexedDb()
		const storage = indexedDraftStorage(fake.factory)
		fake.failsToOpen = true
		await expect(storage.all('anne')).rejects.toThrow('SecurityError')
		fake.failsToOpen = false
		expect(await storage.all('anne')).toEqual([])
	})

	it('open again after the browser closed the connection, or a newer version asked for it', async () => {
		const fake = new FakeIndexedDb()
		const storage = indexedDraftStorage(fake.factory)
		await storage.all('anne')
		fake.connection?.onclose?.()
		await storage.all('anne')
		fake.connection?.onversionchange?.()
		expect(fake.connection?.closed).toBe(true)
		await storage.put(draft('anne', '1'))
		expect(fake.opened).toBe(3)
	})
})
