// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change } from '../../domain/inventory/changes.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import type * as draftsModule from '../../platform/drafts.ts'
import type { CryptoApi } from '../../worker/api.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { cheapDerivation } from '../../../tests/support/vault-people.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { Channels, fakeLocks, MemoryDrafts } from '../../platform/draft-testing.ts'
import { Drafts } from '../../platform/drafts.ts'
import { loadSodium } from '../../vault/file/sodium.ts'
import { createCryptoService } from '../../worker/service.ts'
import { useIdentityStore } from '../identity/identity.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useVaultStore } from '../vault/vault.ts'
import { useDraftsStore } from './drafts.ts'
import { useSavingStore } from './saving.ts'

// libsodium asks for the arrays of Node, from which those of jsdom differ.
vi.hoisted(() => {
	globalThis.Uint8Array = Object.getPrototypeOf(Buffer) as Uint8ArrayConstructor
})

const CANARY = 'Canari-Été-2026'
const PASSPHRASE = 'une phrase assez longue 42'
const ID = 'a'.repeat(32)

let api: CryptoApi
let disk: MemoryDrafts
let inventoryFiles: MemoryStore
let vaultFiles: MemoryStore
let identityFiles: MemoryStore
let vaultId = ''
let isOnline = true

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('../identity/crypto.ts', () => ({ cryptoClient: () => api }))
vi.mock('../../platform/drafts.ts', async (original) => ({ ...await original<typeof draftsModule>(), browserDrafts: () => new Drafts('anne', disk) }))

const putTool = (id: string, name: unknown) => (current: Inventory, change: Change) => putRecord(current, 'tools', id, { name: name as string }, change)

/** A page of the app on the notebook, as after a reload. */
async function openTab() {
	const channelsBefore = Channels.open.length
	setActivePinia(createPinia())
	api = createCryptoService({ ...cheapDerivation(), now: () => new Date().toISOString() })
	const [inventory, vault, identity, saving, drafts] = [useInventoryStore(), useVaultStore(), useIdentityStore(), useSavingStore(), useDraftsStore()]
	await inventory.open({ store: inventoryFiles, notebookId: NOTEBOOK, mayWrite: true })
	identity.place(identityFiles, identityFiles.files.size > 0)
	if (vaultId !== '') {
		await vault.setPlace({ notebookId: NOTEBOOK, vaultId, store: vaultFiles })
	}
	await drafts.wake()
	const channel = Channels.open[channelsBefore]
	return { inventory, vault, saving, drafts, close: () => channel?.close() }
}

/** A notebook with a vault; its keys are closed again. */
async function createVault(): Promise<void> {
	const first = createCryptoService({ ...cheapDerivation(), now: () => new Date().toISOString() })
	const identity = await first.createIdentity({ passphrase: PASSPHRASE, label: 'Anne', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
	await first.commitIdentity(identity.name)
	await identityFiles.create(`${identity.name}.identity`, identity.bytes)
	const created = await first.createVault({ notebookId: NOTEBOOK, label: 'Anne' })
	await vaultFiles.create(`${created.revision.name}.vault`, created.revision.bytes)
	vaultId = created.vaultId
}

const onDisk = () => [...disk.rows.values()]
const textOnDisk = (): string => onDisk().map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('\n')

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

beforeEach(async () => {
	await loadSodium()
	localStorage.clear()
	disk = new MemoryDrafts()
	inventoryFiles = new MemoryStore()
	vaultFiles = new MemoryStore()
	identityFiles = new MemoryStore()
	vaultId = ''
	isOnline = true
	Channels.open = []
	vi.stubGlobal('BroadcastChannel', Channels)
	vi.stubGlobal('navigator', { get onLine() { return isOnline }, locks: fakeLocks() })
})
afterEach(() => vi.unstubAllGlobals())

describe('an edit of the inventory', () => {
	it('is in the browser before it leaves, under the name that it leaves under, and gone once confirmed', async () => {
		const { drafts, inventory, saving } = await openTab()
		const create = inventoryFiles.create.bind(inventoryFiles)
		const during: unknown[] = []
		inventoryFiles.create = async (name, bytes) => {
			during.push(...onDisk().map(({ sentAs }) => `${sentAs[0]}.inventory` === name))
			during.push(saving.state)
			return create(name, bytes)
		}
		await drafts.changeInventory(putTool('a', 'Hélios'))
		expect(during).toEqual([true, 'saving'])
		expect(onDisk()).toEqual([])
		expect(saving.state).toBe('saved')
		expect(inventory.record('tools', 'a')?.name).toBe('Hélios')
		expect(inventoryFiles.calls.filter((call) => call.startsWith('create'))).toHaveLength(1)
	})

	it('waits with others while there is no line, is shown, counted, and leaves with them as one revision', async () => {
		const { drafts, inventory, saving } = await openTab()
		await online(false)
		await drafts.changeInventory(putTool('a', 'Hélios'))
		await drafts.changeInventory(putTool('a', 'Hélios 2'))
		await drafts.changeInventory(putTool('b', 'CAF'))
		expect(saving.state).toBe('waiting')
		expect(saving.kept).toBe(3)
		expect(saving.refusal?.code).toBe('offline')
		expect(drafts.offered.map(({ records }) => records?.[0]?.label)).toEqual(['Hélios', 'Hélios 2', 'CAF'])
		expect(inventory.sorted('tools').map(({ record }) => record.name)).toEqual(['CAF', 'Hélios 2'])
		expect(inventoryFiles.files.size).toBe(0)
		await online(true)
		await vi.waitFor(() => expect(saving.state).toBe('saved'))
		expect(inventoryFiles.files.size).toBe(1)
		expect(onDisk()).toEqual([])
		expect(inventory.record('tools', 'a')).toMatchObject({ name: 'Hélios 2', history: [{ value: 'Hélios', reason: 'edit' }] })
	})

	it('leaves after a reload too', async () => {
		const first = await openTab()
		await online(false)
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		first.close()
		await online(true)
		const { inventory, saving } = await openTab()
		expect(inventory.record('tools', 'a')?.name).toBe('Hélios')
		expect(saving.kept).toBe(0)
		expect(inventoryFiles.files.size).toBe(1)
	})

	it('stays until the person decides when time alone does not help', async () => {
		const first = await openTab()
		inventoryFiles.faults.push({ on: 'create', code: 'quota' })
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		expect(first.saving.state).toBe('failed')
		first.close()
		const { drafts, saving, inventory } = await openTab()
		expect(inventoryFiles.files.size).toBe(0)
		expect(saving).toMatchObject({ state: 'failed', kept: 1, refusal: { code: 'quota' } })
		expect(drafts.offered).toMatchObject([{ refusal: 'quota', records: [{ label: 'Hélios', action: 'created' }] }])
		expect(inventory.record('tools', 'a')?.name).toBe('Hélios')
		await drafts.retry()
		expect(saving.state).toBe('saved')
		expect(inventoryFiles.files.size).toBe(1)
	})

	it('takes those before along when the next one is saved', async () => {
		const { drafts, saving } = await openTab()
		inventoryFiles.faults.push({ on: 'create', code: 'quota' })
		await drafts.changeInventory(putTool('a', 'Hélios'))
		await drafts.changeInventory(putTool('b', 'CAF'))
		expect(saving.state).toBe('saved')
		expect(onDisk()).toEqual([])
		expect(inventoryFiles.files.size).toBe(1)
	})

	it('is recognised when it had arrived before the answer was lost', async () => {
		const first = await openTab()
		inventoryFiles.faults.push({ on: 'create', code: 'session-expired', applied: true })
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		expect(onDisk()).toHaveLength(1)
		expect(inventoryFiles.files.size).toBe(1)
		first.close()
		const { drafts, saving } = await openTab()
		await drafts.retry()
		expect(saving.kept).toBe(0)
		expect(onDisk()).toEqual([])
		expect(inventoryFiles.files.size).toBe(1)
	})

	it('does not undo what others wrote since', async () => {
		const { drafts, inventory } = await openTab()
		await drafts.changeInventory((current, change) => putRecord(current, 'tools', 'a', { name: 'Hélios', status: 'used' }, change))
		await online(false)
		await drafts.changeInventory(putTool('a', 'Hélios 2'))
		isOnline = true
		setActivePinia(createPinia())
		const colleague = useInventoryStore()
		await colleague.open({ store: inventoryFiles, notebookId: NOTEBOOK, mayWrite: true })
		await colleague.change((current, change) => putRecord(putRecord(current, 'tools', 'a', { status: 'to-stop' }, change), 'tools', 'b', { name: 'CAF' }, change))
		await drafts.retry()
		await inventory.refresh()
		expect(inventory.record('tools', 'a')).toMatchObject({ name: 'Hélios 2', status: 'to-stop' })
		expect(inventory.record('tools', 'b')?.name).toBe('CAF')
	})

	it('goes back to its form when it can never be saved, and the others are saved', async () => {
		const { drafts, saving, inventory } = await openTab()
		await online(false)
		await drafts.changeInventory(putTool('b', 'CAF'))
		isOnline = true
		await expect(drafts.changeInventory(putTool('a', 42))).rejects.toMatchObject({ code: 'invalid' })
		expect(onDisk()).toEqual([])
		expect(inventory.count('tools')).toBe(1)
		expect(saving.kept).toBe(0)
		expect(inventoryFiles.files.size).toBe(1)
	})

	it('is gone when it is thrown away, and nothing is kept of an edit that changes nothing', async () => {
		const { drafts, inventory, saving } = await openTab()
		await drafts.changeInventory((current) => current)
		expect(inventoryFiles.files.size).toBe(0)
		await online(false)
		await drafts.changeInventory(putTool('a', 'Hélios'))
		await drafts.discard(drafts.offered.map(({ id }) => id))
		expect(inventory.count('tools')).toBe(0)
		expect(onDisk()).toEqual([])
		expect(saving.kept).toBe(0)
	})

	it('lives as long as the page where the browser keeps nothing, and the page says so', async () => {
		const { drafts, inventory, saving } = await openTab()
		disk.isFull = true
		await online(false)
		await drafts.changeInventory(putTool('a', 'Hélios'))
		expect(saving).toMatchObject({ lasting: false, kept: 1 })
		const leaving = new Event('beforeunload', { cancelable: true })
		globalThis.dispatchEvent(leaving)
		expect(leaving.defaultPrevented).toBe(true)
		await online(true)
		await vi.waitFor(() => expect(saving.kept).toBe(0))
		expect(inventory.record('tools', 'a')?.name).toBe('Hélios')
		expect(inventoryFiles.files.size).toBe(1)
	})

	it('lets the person go on while a busy server makes it wait, and says for how long', async () => {
		vi.useFakeTimers()
		try {
			const { drafts, saving } = await openTab()
			for (let time = 0; time < 6; time++) {
				inventoryFiles.faults.push({ on: 'create', code: 'busy' })
			}
			await drafts.changeInventory(putTool('a', 'Hélios'))
			expect(saving).toMatchObject({ state: 'waiting', refusal: { code: 'busy' } })
			expect(saving.retryAt).toBeGreaterThan(Date.now())
			await passUntil(() => onDisk().some(({ refusal }) => refusal === 'busy'))
			await vi.advanceTimersByTimeAsync(0)
			expect(saving).toMatchObject({ state: 'waiting', kept: 1 })
			expect(saving.retryAt).toBeGreaterThan(Date.now())
			await passUntil(() => onDisk().length === 0)
			await vi.advanceTimersByTimeAsync(0)
			expect(saving.state).toBe('saved')
			expect(onDisk()).toEqual([])
		} finally {
			vi.useRealTimers()
		}
	})
})

describe('two tabs', () => {
	it('tell each other of a save', async () => {
		const [first, second] = [await openTab(), await openTab()]
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		await vi.waitFor(() => expect(second.inventory.record('tools', 'a')?.name).toBe('Hélios'))
		expect(second.saving.kept).toBe(0)
	})

	it('never send an edit twice', async () => {
		const [first, second] = [await openTab(), await openTab()]
		await online(false)
		await first.drafts.changeInventory(putTool('a', 'Hélios'))
		await vi.waitFor(() => expect(second.saving.kept).toBe(1))
		isOnline = true
		await Promise.all([first.drafts.retry(), second.drafts.retry()])
		expect(inventoryFiles.files.size).toBe(1)
		expect(inventoryFiles.calls.filter((call) => call.startsWith('create'))).toHaveLength(1)
		await vi.waitFor(() => expect([first.saving.kept, second.saving.kept]).toEqual([0, 0]))
		expect(second.inventory.record('tools', 'a')?.name).toBe('Hélios')
	})

	it('take over what a closed one had not sent', async () => {
		const [first, second] = [await openTab(), await openTab()]
		// The first tab is closed before it gets its turn.
		const locks = vi.spyOn(navigator.locks, 'request').mockImplementationOnce(() => new Promise(() => undefined) as never)
		void first.drafts.changeInventory(putTool('a', 'Hélios'))
		await vi.waitFor(() => expect(inventoryFiles.files.size).toBe(1))
		expect(locks.mock.calls.length).toBeGreaterThan(1)
		await vi.waitFor(() => expect(onDisk()).toEqual([]))
		expect(second.inventory.record('tools', 'a')?.name).toBe('Hélios')
	})
})

describe('an edit of the vault', () => {
	const put = (password: string) => [{ kind: 'put', id: ID, draft: { label: 'Impôts', login: CANARY, password } }] as const

	it('is saved, and its keys keep what waits from who reads the browser', async () => {
		await createVault()
		const { drafts, vault, saving } = await openTab()
		await vault.unlock(PASSPHRASE, false)
		await drafts.changeVault(put(CANARY))
		expect(saving.state).toBe('saved')
		expect(vaultFiles.files.size).toBe(2)
		await online(false)
		await drafts.changeVault(put(`${CANARY}-2`))
		await drafts.changeInventory(putTool('a', CANARY))
		expect(onDisk().map(({ sealed }) => sealed)).toEqual([true, true])
		expect(textOnDisk()).not.toContain('Canari')
		expect(await vault.reveal(ID, 'password')).toBe(`${CANARY}-2`)
	})

	it('waits locked after a reload, and leaves after the passphrase', async () => {
		await createVault()
		const first = await openTab()
		await first.vault.unlock(PASSPHRASE, false)
		await online(false)
		await first.drafts.changeVault(put('un'))
		await first.drafts.changeVault(put('deux'))
		first.close()
		isOnline = true
		const { drafts, vault, saving } = await openTab()
		expect(drafts.offered).toMatchObject([{ records: null, unreadable: '' }, { records: null, unreadable: '' }])
		expect(saving).toMatchObject({ kept: 2, state: 'waiting' })
		await vault.unlock(PASSPHRASE, false)
		await vi.waitFor(() => expect(saving.kept).toBe(0))
		expect(vaultFiles.files.size).toBe(2)
		expect(await vault.reveal(ID, 'password')).toBe('deux')
	})

	it('is recognised when it had arrived before the answer was lost', async () => {
		await createVault()
		const first = await openTab()
		await first.vault.unlock(PASSPHRASE, false)
		vaultFiles.faults.push({ on: 'create', code: 'session-expired', applied: true })
		await first.drafts.changeVault(put('un'))
		first.close()
		const { drafts, vault, saving } = await openTab()
		// This page has a session: what ended the one before is no longer true.
		expect(saving).toMatchObject({ kept: 1, refusal: null })
		await vault.unlock(PASSPHRASE, false)
		await vi.waitFor(() => expect(drafts.offered).toMatchObject([{ records: [{ label: 'Impôts' }] }]))
		await drafts.retry()
		expect(saving.kept).toBe(0)
		expect(vaultFiles.files.size).toBe(2)
	})

	it('that nobody can open any more can only be thrown away', async () => {
		await createVault()
		const { drafts, vault } = await openTab()
		await vault.unlock(PASSPHRASE, false)
		await online(false)
		await drafts.changeVault(put('un'))
		const [row] = onDisk()
		disk.rows.set(`anne ${row?.id}`, { ...row as NonNullable<typeof row>, bytes: new Uint8Array([1, 2, 3]) })
		isOnline = true
		const after = await openTab()
		await after.vault.unlock(PASSPHRASE, false)
		await vi.waitFor(() => expect(after.drafts.offered).toMatchObject([{ records: null, unreadable: 'altered' }]))
		await after.drafts.retry()
		expect(vaultFiles.files.size).toBe(1)
		await after.drafts.discard(after.drafts.offered.map(({ id }) => id))
		expect(onDisk()).toEqual([])
	})

	it('is refused at once when it can never be saved', async () => {
		await createVault()
		const { drafts, vault } = await openTab()
		await expect(drafts.changeVault(put('un'))).rejects.toMatchObject({ code: 'locked' })
		await vault.unlock(PASSPHRASE, false)
		await expect(drafts.changeVault(put('x'.repeat(10_001)))).rejects.toMatchObject({ code: 'invalid' })
		expect(onDisk()).toEqual([])
	})

	it('is locked in every tab when one locks', async () => {
		await createVault()
		const first = await openTab()
		await first.vault.unlock(PASSPHRASE, false)
		const second = await openTab()
		await second.vault.unlock(PASSPHRASE, false)
		await nextTick()
		await first.vault.lock()
		await vi.waitFor(() => expect(second.vault.status).toBe('locked'))
	})
})
