// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { StoredDraft } from './draft-storage.ts'

import { describe, expect, it } from 'vitest'
import { FakeCaches } from './cache-testing.ts'
import { keptDraftStorage } from './draft-storage.ts'

const draft = (userId: string, id: string, bytes = new Uint8Array([1])): StoredDraft => ({ id, userId, notebookId: 'n', vaultId: 'v', sealed: true, base: ['é'], sentAs: [], refusal: '', at: '', bytes })

describe('drafts kept beyond the session', () => {
	it('gives back what was kept, to whom it belongs', async () => {
		const caches = new FakeCaches()
		const storage = keptDraftStorage(caches.storage)
		await storage.put(draft('secrétaire/1', 'a', new Uint8Array([0, 255, 13])))
		await storage.put(draft('secrétaire', 'b'))
		await storage.put(draft('secrétaire/1', 'c'))
		await storage.put(draft('secrétaire/1', 'c', new Uint8Array([9])))
		const found = await keptDraftStorage(caches.storage).all('secrétaire/1')
		expect([...found].sort((left, right) => (left.id < right.id ? -1 : 1))).toEqual([draft('secrétaire/1', 'a', new Uint8Array([0, 255, 13])), draft('secrétaire/1', 'c', new Uint8Array([9]))])
		expect(await storage.all('secrétaire')).toEqual([draft('secrétaire', 'b')])
	})

	it('keeps only the bytes of the draft, not those around them', async () => {
		const caches = new FakeCaches()
		const whole = new Uint8Array([7, 1, 2, 7])
		await keptDraftStorage(caches.storage).put(draft('u', 'a', whole.subarray(1, 3)))
		expect((await keptDraftStorage(caches.storage).all('u')).map(({ bytes }) => [...bytes])).toEqual([[1, 2]])
	})

	it('removes, and removes again', async () => {
		const caches = new FakeCaches()
		const storage = keptDraftStorage(caches.storage)
		await storage.put(draft('u', 'a'))
		await storage.remove(['u', 'a'])
		await storage.remove(['u', 'a'])
		expect(await storage.all('u')).toEqual([])
		expect(caches.rows.size).toBe(0)
	})

	it('rejects where the browser keeps nothing', async () => {
		const caches = new FakeCaches()
		caches.isFull = true
		await expect(keptDraftStorage(caches.storage).put(draft('u', 'a'))).rejects.toThrow()
		await expect(keptDraftStorage(undefined).all('u')).rejects.toThrow()
		await expect(keptDraftStorage(undefined).remove(['u', 'a'])).rejects.toThrow()
	})
})
