// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { putRecord } from '../../domain/inventory/changes.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useTodoStore } from './todo.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const backupItems = () => useTodoStore().items.filter(({ kind }) => kind === 'backup-missing' || kind === 'backup-old')

describe('the reminder of a backup', () => {
	beforeEach(async () => {
		vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00.000Z'), toFake: ['Date'] })
		setActivePinia(createPinia())
		const inventory = useInventoryStore()
		await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
		await inventory.change(() => emptyInventory({ name: 'Essai' }))
	})
	afterEach(async () => {
		// Waits for the lazy chunk of disputed tools: it must not load after the test has ended.
		await vi.dynamicImportSettled()
		vi.useRealTimers()
	})

	const take = (backupAt: string) => useInventoryStore().change((current, change) => putRecord(current, 'commune', Object.keys(current.collections.commune)[0] ?? '', { backupAt, backupBy: 'Anne' }, change))
	const fill = () => useInventoryStore().change((current, change) => putRecord(current, 'tools', 'a', { name: 'A' }, change))

	it('comes with the first thing to lose, leads to the panel, and goes with a backup for three months', async () => {
		expect(backupItems()).toEqual([])
		await fill()
		expect(backupItems()).toMatchObject([{ kind: 'backup-missing', count: 0, screen: 'keeping', id: 'sauvegarde' }])
		await take('2026-11-22T09:00:00.000Z')
		expect(backupItems()).toEqual([])
		await take('2026-08-23T09:00:00.000Z')
		expect(backupItems()).toEqual([])
		await take('2026-08-22T09:00:00.000Z')
		expect(backupItems()).toMatchObject([{ kind: 'backup-old', count: 3, screen: 'keeping', id: 'sauvegarde' }])
		await take('2099-08-22T09:00:00.000Z')
		expect(backupItems().map(({ kind }) => kind)).toEqual(['backup-missing'])
	})
})
