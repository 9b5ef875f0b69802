// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useInventoryStore } from './inventory.ts'
import { addChoice, useToolsStore } from './tools.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const change = { at: '2026-11-22T10:00:00.000Z', by: 'anne' }

describe('addChoice', () => {
	it('adds what is ticked and what is named, each once', () => {
		const choice = { catalogueIds: ['canva'], names: ['Cahier', ' cahier '] }
		const once = addChoice(emptyInventory({ name: 'Essai' }), choice, change)
		expect(Object.values(once.collections.tools).map(({ name }) => name).sort()).toEqual(['Cahier', 'Canva'])
		expect(addChoice(once, choice, change)).toBe(once)
	})
})

describe('the tools store', () => {
	beforeEach(async () => {
		setActivePinia(createPinia())
		await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	})

	it('moves one tool without moving another that stood at the same place', async () => {
		const inventory = useInventoryStore()
		const tools = useToolsStore()
		const [first = '', second = ''] = await tools.add({ catalogueIds: [], names: ['A', 'B'] })
		const answer = { kind: 'host', country: 'FR', knowledge: 'declared', datacentre: '' } as const
		await tools.saveHosting(first, answer)
		await tools.put(second, { hostingId: inventory.record('tools', first)?.hostingId })
		await tools.saveHosting(second, { ...answer, country: 'DE' })
		const countryOf = (id: string) => inventory.record('hostings', inventory.record('tools', id)?.hostingId ?? '')?.countryStorage
		expect(countryOf(first)).toBe('FR')
		expect(countryOf(second)).toBe('DE')
	})

	it('gives two tools of one supplier one record', async () => {
		const inventory = useInventoryStore()
		const tools = useToolsStore()
		const [first = '', second = ''] = await tools.add({ catalogueIds: [], names: ['A', 'B'] })
		const answer = { name: 'Éditeur', kind: 'publisher', country: 'FR', parentCountry: 'unknown' } as const
		await tools.saveSupplier(first, answer)
		await tools.saveSupplier(second, { ...answer, name: ' éditeur ' })
		expect(inventory.count('suppliers')).toBe(1)
	})

	it('writes one form as one revision, whatever collections it touches', async () => {
		const store = new MemoryStore()
		const inventory = useInventoryStore()
		await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
		const tools = useToolsStore()
		const [id = ''] = await tools.add({ catalogueIds: [], names: ['A'] })
		const before = (await store.list()).length
		const written = { name: 'B', note: 'une note', backedUp: 'yes', holderKind: 'supplier' } as const
		await tools.putWithBackup(id, written)
		expect(await store.list()).toHaveLength(before + 1)
		expect(inventory.record('tools', id)).toMatchObject({ name: 'B', note: 'une note', backedUp: 'yes' })
		expect(inventory.sorted('backups').map(({ record }) => record)).toMatchObject([{ label: 'B', toolIds: [id], holderKind: 'supplier' }])
		const touched = { backedUp: 'no', holderKind: undefined } as const
		await tools.putWithBackup(id, touched)
		expect(await store.list()).toHaveLength(before + 2)
		// The holder of the copy is unchanged.
		expect(inventory.count('backups')).toBe(1)
	})

	it('keeps the former cost in the history of its line', async () => {
		const inventory = useInventoryStore()
		const tools = useToolsStore()
		const [id = ''] = await tools.add({ catalogueIds: [], names: ['A'] })
		await tools.saveCost(id, { amountInclTax: 100, period: 'yearly', certainty: 'estimate' })
		await tools.saveCost(id, { amountInclTax: 120, period: 'yearly', certainty: 'invoice' })
		const [cost] = inventory.sorted('costs')
		expect(inventory.count('costs')).toBe(1)
		expect(cost?.record).toMatchObject({ amountInclTax: 120, certainty: 'invoice' })
		expect(cost?.record.history).toContainEqual(expect.objectContaining({ field: 'amountInclTax', value: 100 }))
	})
})
