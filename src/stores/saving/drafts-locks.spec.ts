// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { Change } from '../../domain/inventory/changes.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import type * as draftsModule from '../../platform/drafts.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { Channels, fakeLocks, MemoryDrafts } from '../../platform/draft-testing.ts'
import { Drafts } from '../../platform/drafts.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useDraftsStore } from './drafts.ts'
import { useSavingStore } from './saving.ts'

let disk: MemoryDrafts
let inventoryFiles: MemoryStore
let isOnline = true

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('../identity/crypto.ts', () => ({ cryptoClient: () => ({}) }))
vi.mock('../../platform/drafts.ts', async (original) => ({ ...await original<typeof draftsModule>(), browserDrafts: () => new Drafts('anne', disk) }))

const putTool = (id: string, name: unknown) => (current: Inventory, change: Change) => putRecord(current, 'tools', id, { name: name as string }, change)

/** A page of the app on the notebook, as after a reload. */
async function openTab() {
	const channelsBefore = Channels.open.length
	setActivePinia(createPinia())
	const [inventory, saving, drafts] = [useInventoryStore(), useSavingStore(), useDraftsStore()]
	await inventory.open({ store: inventoryFiles, notebookId: NOTEBOOK, mayWrite: true })
	await drafts.wake()
	const channel = Channels.open[channelsBefore]
	return { inventory, saving, drafts, close: () => channel?.close() }
}

const onDisk = () => [...disk.rows.values()]

/** A tab that sleeps while it holds the lock of this notebook. */
const sleepOnLock = () => void navigator.locks.request(`trousseau:drafts:anne:${NOTEBOOK}`, () => new Promise(() => undefined)).catch(() => undefined)

/** Lets faked time pass until something holds, a minute at most. */
async function passUntil(holds: () => boolean): Promise<void> {
	for (let time = 0; time < 60_000 && !holds(); time += 100) {
		await vi.advanceTimersByTimeAsync(100)
	}
	expect(holds()).toBe(true)
}

async function online(is: boolean): Promise<void> {
	isOnline = is
	if (is) {
		globalThis.dispatchEvent(new Event('online'))
	}
	await nextTick()
}

beforeEach(() => {
	localStorage.clear()
	disk = new MemoryDrafts()
	inventoryFiles = new MemoryStore()
	isOnline = true
	Channels.open = []
	vi.stubGlobal('BroadcastChannel', Channels)
	vi.stubGlobal('navigator', { get onLine() { return isOnline }, locks: fakeLocks() })
})
afterEach(() => vi.unstubAllGlobals())

describe('several tabs, one of them asleep', () => {
	it('do not wait for one that is asleep and holds the lock: that it waits is said, then it is sent', async () => {
		const { drafts, inventory, saving } = await openTab()
		vi.useFakeTimers()
		try {
			sleepOnLock()
			const said: string[] = []
			const left = drafts.changeInventory(putTool('a', 'Hélios')).then(() => said.push(saving.state))
			await vi.advanceTimersByTimeAsync(2_000)
			expect(saving).toMatchObject({ state: 'waiting', kept: 1, isHeld: true })
			expect(drafts.offered).toHaveLength(1)
			await vi.advanceTimersByTimeAsync(3_000)
			await left
			// The save continues; nothing may report it as saved.
			expect(said).toEqual(['waiting'])
			expect(inventoryFiles.files.size).toBe(0)
			await passUntil(() => inventoryFiles.files.size === 1 && onDisk().length === 0)
			await vi.advanceTimersByTimeAsync(0)
			expect(saving).toMatchObject({ state: 'saved', kept: 0, isHeld: false })
			expect(inventory.record('tools', 'a')?.name).toBe('Hélios')
		} finally {
			vi.useRealTimers()
		}
	})

	it('say what waits as soon as they open, even while one that is asleep holds the lock', async () => {
		const first = await openTab()
		await online(false)
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		first.close()
		isOnline = true
		vi.useFakeTimers()
		try {
			sleepOnLock()
			const opening = openTab()
			await vi.advanceTimersByTimeAsync(1_000)
			expect(useSavingStore()).toMatchObject({ state: 'waiting', kept: 1 })
			await passUntil(() => inventoryFiles.files.size === 1)
			await opening
			expect(useSavingStore()).toMatchObject({ state: 'saved', kept: 0 })
		} finally {
			vi.useRealTimers()
		}
	})

	it('that wake up do not bring back what was saved or thrown away meanwhile', async () => {
		const [first, second] = [await openTab(), await openTab()]
		await online(false)
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		await vi.waitFor(() => expect(second.saving.kept).toBe(1))
		isOnline = true
		const create = inventoryFiles.create.bind(inventoryFiles)
		let wakeUp = (): void => undefined
		inventoryFiles.create = async (name, bytes) => {
			inventoryFiles.create = create
			await new Promise<void>((resolve) => { wakeUp = resolve })
			void bytes
			throw new TrousseauError('quota', { name })
		}
		const asleep = first.drafts.retry()
		await vi.waitFor(() => expect(onDisk()[0]?.sentAs).toHaveLength(1))
		await second.drafts.discard(second.drafts.offered.map(({ id }) => id))
		wakeUp()
		await asleep
		expect(onDisk()).toEqual([])
		await vi.waitFor(() => expect(first.saving.kept).toBe(0))
	})
})
