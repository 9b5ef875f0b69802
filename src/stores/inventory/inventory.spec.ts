// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { putRecord } from '../../domain/inventory/changes.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useSavingStore } from '../saving/saving.ts'
import { useInventoryStore } from './inventory.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

async function open() {
	const store = new MemoryStore()
	const inventory = useInventoryStore()
	await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
	return { store, inventory }
}

const addTool = (id: string) => (current: Parameters<typeof putRecord>[0], change: Parameters<typeof putRecord>[4]) => putRecord(current, 'tools', id, { name: id }, change)

describe('the inventory store', () => {
	beforeEach(() => setActivePinia(createPinia()))

	it('shows a change once it is stored, and not before', async () => {
		const { store, inventory } = await open()
		const saved = inventory.change(addTool('a'))
		expect(inventory.count('tools')).toBe(0)
		await saved
		expect(inventory.record('tools', 'a')?.name).toBe('a')
		expect(store.files.size).toBe(1)
		expect(useSavingStore().state).toBe('saved')
	})

	it('gives back what undoes a change, over what is there by then, and never in another notebook', async () => {
		const { store, inventory } = await open()
		await inventory.change(addTool('a'))
		const undo = await inventory.reversibly((current, change) => putRecord(current, 'tools', 'a', { name: 'b', note: 'n' }, change))
		await inventory.change((current, change) => putRecord(current, 'tools', 'a', { note: 'de Bruno' }, change))
		expect([await undo(), inventory.record('tools', 'a')?.name, inventory.record('tools', 'a')?.note]).toEqual(['partly', 'a', 'de Bruno'])
		const revisions = store.files.size
		expect([await undo(), store.files.size]).toEqual(['changed', revisions])
		await inventory.open({ store: new MemoryStore(), notebookId: 'f'.repeat(32), mayWrite: true })
		await expect(undo()).rejects.toMatchObject({ code: 'gone' })
	})

	it('keeps what it showed when the server refuses, says so, and recovers', async () => {
		const { store, inventory } = await open()
		await inventory.change(addTool('a'))
		store.faults.push({ on: 'create', code: 'quota' })
		await expect(inventory.change(addTool('b'))).rejects.toMatchObject({ code: 'quota' })
		expect(inventory.count('tools')).toBe(1)
		expect(useSavingStore().state).toBe('failed')
		await inventory.change(addTool('b'))
		expect(inventory.count('tools')).toBe(2)
		expect(useSavingStore().state).toBe('saved')
	})

	it('chains changes asked at the same time: none is lost', async () => {
		const { store, inventory } = await open()
		await Promise.all(['a', 'b', 'c'].map((id) => inventory.change(addTool(id))))
		expect(inventory.sorted('tools').map(({ id }) => id)).toEqual(['a', 'b', 'c'])
		expect(store.files.size).toBe(3)
	})

	it('merges what somebody else wrote meanwhile', async () => {
		const { store, inventory } = await open()
		await inventory.change(addTool('a'))
		setActivePinia(createPinia())
		const other = useInventoryStore()
		await other.open({ store, notebookId: NOTEBOOK, mayWrite: true })
		await other.change(addTool('b'))
		await inventory.change(addTool('c'))
		await inventory.refresh()
		expect(inventory.sorted('tools').map(({ id }) => id)).toEqual(['a', 'b', 'c'])
	})
})
