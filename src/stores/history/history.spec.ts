// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { putRecord } from '../../domain/inventory/changes.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useHistoryStore } from './history.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

/** One user's page over a journal. */
async function pageOver(store: MemoryStore) {
	setActivePinia(createPinia())
	const inventory = useInventoryStore()
	await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
	return { inventory, history: useHistoryStore(), add: (id: string) => inventory.change((current, change) => putRecord(current, 'tools', id, { name: id }, change)) }
}

const namesIn = async (store: MemoryStore): Promise<readonly string[]> => (await store.list()).map(({ name }) => name.replace('.inventory', '')).sort()

describe('today’s version', () => {
	let store: MemoryStore

	beforeEach(() => {
		store = new MemoryStore()
	})

	it('is the one head, and each head where several wait for the next save to join them', async () => {
		const [one, two] = [await pageOver(store), await pageOver(store)]
		await one.inventory.change(() => emptyInventory({ name: 'Essai' }))
		const [first = ''] = await namesIn(store)
		expect(one.history.currentOf({ document: 'inventory', name: first })).toBe('whole')
		await two.inventory.refresh()
		// Each saves without having read the other.
		await one.add('a')
		await two.add('b')
		const heads = (await namesIn(store)).filter((name) => name !== first)
		expect(heads).toHaveLength(2)
		await one.inventory.refresh()
		expect(heads.map((name) => one.history.currentOf({ document: 'inventory', name }))).toEqual(['part', 'part'])
		expect(one.history.currentOf({ document: 'inventory', name: first })).toBe('')
		expect(one.history.currentOf({ document: 'vault', name: heads[0] ?? '' })).toBe('')
		await one.add('c')
		expect(heads.map((name) => one.history.currentOf({ document: 'inventory', name }))).toEqual(['', ''])
		expect(one.history.currentOf({ document: 'inventory', name: (await namesIn(store)).at(-1) ?? '' })).toBe('whole')
	})
})
