// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowReactive } from 'vue'
import { putRecord } from '../../domain/inventory/changes.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useSearchResultsStore } from './search-results.ts'
import { useSearchStore } from './search.ts'

interface Item {
	readonly id: string
	readonly label: string
	readonly login: string
	readonly site: string
	readonly accountId: string
	readonly tags: readonly string[]
}

const vault = vi.hoisted(() => ({ store: { live: [] as readonly object[] } }))

vi.mock('../vault/vault.ts', () => ({ useVaultStore: () => vault.store }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

/** Labels asked for since the test began, in their order. */
const asked: string[] = []

function item(id: string, label: string, accountId = ''): Item {
	return {
		id,
		get label() {
			asked.push(id)
			return label
		},
		login: '',
		site: '',
		accountId,
		tags: [],
	}
}

function found(query: string): readonly string[] {
	useSearchStore().query = query
	return useSearchResultsStore().credentials.map(({ id }) => id)
}

const many = (): readonly Item[] => Array.from({ length: 30 }, (_, index) => item(`${index}`, index === 7 ? 'Cimetière' : `Compte ${index}`))

beforeEach(() => {
	asked.length = 0
	vault.store = shallowReactive({ live: [] })
	setActivePinia(createPinia())
})

afterEach(() => {
	vi.unstubAllGlobals()
	vi.useRealTimers()
})

describe('reading ahead of a search', () => {
	/** A browser with `requestIdleCallback`: `idle` gives it time to read this many items. */
	function idleBrowser() {
		const planned = new Map<number, (deadline: { timeRemaining(): number }) => void>()
		let last = 0
		vi.stubGlobal('requestIdleCallback', (callback: (deadline: { timeRemaining(): number }) => void) => {
			planned.set(last += 1, callback)
			return last
		})
		vi.stubGlobal('cancelIdleCallback', (handle: number) => planned.delete(handle))
		vi.spyOn(performance, 'now').mockReturnValue(0)
		const idle = (items: number): void => {
			const [[handle, callback] = []] = planned
			let left = items
			planned.delete(handle ?? 0)
			callback?.({ timeRemaining: () => left-- })
		}
		return { planned, idle }
	}

	afterEach(() => vi.restoreAllMocks())

	it('happens a little at a time, and a search reads the rest at once', async () => {
		const { planned, idle } = idleBrowser()
		useSearchResultsStore()
		vault.store.live = many()
		await Promise.resolve()
		expect(asked).toEqual([])
		idle(10)
		expect(asked).toHaveLength(10)
		expect(found('cimetiere')).toEqual(['7'])
		expect(asked).toEqual(many().map(({ id }) => id))
		idle(1)
		expect(planned.size).toBe(0)
	})

	it('ends by itself, and leaves nothing to be read for a search', async () => {
		const { planned, idle } = idleBrowser()
		vault.store.live = many()
		useSearchResultsStore()
		for (let slice = 0; planned.size > 0; slice++) {
			expect(slice).toBeLessThan(5)
			idle(10)
		}
		expect(asked).toHaveLength(30)
		expect(found('cimetiere')).toEqual(['7'])
		expect(asked).toHaveLength(30)
	})

	it('is given up when the vault is locked: nothing is read, found or kept', async () => {
		const { planned, idle } = idleBrowser()
		vault.store.live = many()
		useSearchResultsStore()
		idle(3)
		vault.store.live = []
		await Promise.resolve()
		expect(planned.size).toBe(1)
		idle(100)
		expect([asked.length, planned.size]).toEqual([3, 0])
		expect(found('cimetiere')).toEqual([])
	})

	it('happens all the same where the browser does not tell when it is idle', () => {
		vi.useFakeTimers()
		vault.store.live = many()
		useSearchResultsStore()
		expect(asked).toEqual([])
		vi.runAllTimers()
		expect(asked).toHaveLength(30)
	})
})

describe('what is found', () => {
	it('is what the vault says first, then what the names of tools lead to, as they are now', async () => {
		const inventory = useInventoryStore()
		await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
		const rename = (name: string) => inventory.change((current, change) => putRecord(current, 'tools', 't', { name }, change))
		await inventory.change((_current, change) => putRecord(putRecord(emptyInventory({ name: 'Essai' }), 'tools', 't', { name: 'Hélios' }, change), 'accounts', 'a', { toolId: 't', label: 'x' }, change))
		vault.store.live = [item('by-tool', 'Trésorerie', 'a'), item('by-label', 'Compte Hélios'), item('neither', 'Cantine', 'b')]
		expect(found('helios')).toEqual(['by-label', 'by-tool'])
		expect(useSearchResultsStore().first?.id).toBe('by-label')
		await rename('Chorus')
		expect(found('helios')).toEqual(['by-label'])
		expect(found('chorus')).toEqual(['by-tool'])
		expect(useSearchResultsStore().first).toBeNull()
	})
})
