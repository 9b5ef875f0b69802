// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../../domain/inventory/model.ts'

import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { putRecord, removeRecord } from '../../domain/inventory/changes.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { datedStore } from '../../platform/dav/revision-dates.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { interleave } from './history.ts'
import { InventoryPast } from './past-inventory.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const files = (store: MemoryStore) => datedStore(store, async () => [...store.files].map(([name, bytes]) => ({ name, size: bytes.length, at: Number(name.slice(0, 8)) * 1_000 })))

/** An inventory with a past of one tool added, then renamed, then another one added. */
async function open() {
	const store = new MemoryStore()
	const inventory = useInventoryStore()
	await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change((current, change) => putRecord(current, 'tools', 'a', { name: 'A' }, change))
	await inventory.change((current, change) => putRecord(current, 'tools', 'a', { name: 'B' }, change))
	await inventory.change((current, change) => putRecord(current, 'tools', 'c', { name: 'C' }, change))
	const past = new InventoryPast(files(store), NOTEBOOK, { content: () => inventory.inventory, change: inventory.change })
	const names = (await past.list()).map(({ name }) => name)
	return { store, inventory, past, names }
}

const toolNames = (inventory: Inventory) => Object.fromEntries(Object.entries(inventory.collections.tools).map(([id, { name }]) => [id, name]))

describe('the past of an inventory', () => {
	beforeEach(() => setActivePinia(createPinia()))

	it('is listed newest first with dates and sizes, by one listing and the head', async () => {
		const { store, past } = await open()
		store.calls.length = 0
		const listed = await past.list()
		expect(listed.map(({ at }) => at)).toEqual([3_000, 2_000, 1_000])
		expect(listed.every(({ size, document }) => size > 100 && document === 'inventory')).toBe(true)
		expect(store.calls.filter((call) => call.startsWith('read'))).toHaveLength(0)
	})

	it('tells who did what', async () => {
		const { past, names } = await open()
		expect(await past.describe(names[1] ?? '')).toMatchObject({ author: 'Anne', compared: true, parents: 1, changes: [{ id: 'a', label: 'B', kind: 'changed', fields: [{ field: 'name', before: 'A', after: 'B' }] }] })
		expect(await past.describe(names[2] ?? '')).toMatchObject({ parents: 0, compared: true, changes: [{ id: 'a', kind: 'added' }] })
	})

	it('compares with the nearest version that is kept, and says when none is', async () => {
		const { store, past, names } = await open()
		store.files.delete(`${names[1]}.inventory`)
		await past.list()
		const again = new InventoryPast(files(store), NOTEBOOK, { content: () => useInventoryStore().inventory, change: useInventoryStore().change })
		expect((await again.describe(names[0] ?? '')).changes.map(({ id }) => id)).toEqual(['a', 'c'])
		store.files.delete(`${names[2]}.inventory`)
		await again.list()
		expect(await again.describe(names[0] ?? '')).toMatchObject({ compared: false, changes: [] })
	})

	it('puts one record back, touches no other, and undoes it', async () => {
		const { inventory, past, names } = await open()
		const request = { name: names[1] ?? '', side: 'before', places: [{ collection: 'tools', id: 'a' }] } as const
		expect(await past.plan(request)).toMatchObject([{ id: 'a', fields: [{ before: 'B', after: 'A' }] }])
		const undo = await past.restore(request)
		expect(toolNames(inventory.inventory)).toEqual({ a: 'A', c: 'C' })
		expect(inventory.record('tools', 'a')?.history?.map(({ value }) => value)).toEqual(['A', 'B'])
		await expect(past.restore(request)).rejects.toMatchObject({ code: 'invalid' })
		await undo()
		expect(toolNames(inventory.inventory)).toEqual({ a: 'B', c: 'C' })
	})

	it('puts the whole back, and undoing leaves alone what others did meanwhile', async () => {
		const { inventory, past, names } = await open()
		await inventory.change((current) => removeRecord(current, 'tools', 'a'))
		const undo = await past.restore({ name: names[1] ?? '', side: 'after', places: null })
		expect(toolNames(inventory.inventory)).toEqual({ a: 'B' })
		await inventory.change((current, change) => putRecord(current, 'tools', 'd', { name: 'D' }, change))
		await undo()
		expect(toolNames(inventory.inventory)).toEqual({ c: 'C', d: 'D' })
	})

	it('tells what a version held, and what is the same today', async () => {
		const { past, names } = await open()
		expect((await past.records(names[2] ?? '')).filter(({ collection }) => collection === 'tools')).toEqual([{ collection: 'tools', id: 'a', label: 'A', detail: '', trashed: false, same: false }])
		expect((await past.records(names[0] ?? '')).every(({ same }) => same)).toBe(true)
	})
})

describe('two listings as one', () => {
	const line = (document: 'inventory' | 'vault', number: number, at: number) => ({ document, name: `0000000${number}-`, size: 1, at })

	it('keep the order of each, whatever the dates say', () => {
		const mixed = interleave([line('inventory', 3, 30), line('inventory', 2, 90), line('inventory', 1, Number.NaN)], [line('vault', 2, 40), line('vault', 1, 10)])
		expect(mixed.map(({ document, name }) => `${document[0]}${Number(name.slice(0, 8).replace('-', ''))}`)).toEqual(['v2', 'i3', 'i2', 'i1', 'v1'])
	})
})
