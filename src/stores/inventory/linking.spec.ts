// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import type { VaultChange } from '../../worker/api.ts'
import { useInventoryStore } from './inventory.ts'
import { useLinkingStore } from './linking.ts'

interface Held { readonly id: string, readonly label: string, readonly site: string, accountId: string }

const vault = vi.hoisted(() => ({ store: { status: 'open', view: { role: 'keeper' }, place: { vaultId: 'v' }, live: [] as Held[], credentials: [] as Held[], change: async (_: readonly VaultChange[]) => {} } }))
vi.mock('../vault/vault.ts', () => ({ useVaultStore: () => vault.store }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const accounts = () => useInventoryStore().sorted('accounts').map(({ record }) => [record.toolId, record.label, record.vaultState])

beforeEach(async () => {
	setActivePinia(createPinia())
	const live: Held[] = reactive([
		{ id: '1', label: 'ANTS', site: '', accountId: '' },
		{ id: '2', label: 'ANTS du maire', site: 'https://passeport.ants.gouv.fr', accountId: '' },
		{ id: '3', label: 'Wifi', site: '', accountId: '' },
	])
	vault.store = reactive({
		...vault.store,
		status: 'open',
		live,
		credentials: live,
		change: async (changes: readonly VaultChange[]) => changes.forEach((change) => {
			const held = live.find(({ id }) => id === change.id)
			if (change.kind === 'put' && held !== undefined) {
				Object.assign(held, change.draft)
			}
		}),
	})
	const inventory = useInventoryStore()
	await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change(() => parseInventory({ schema: 1, collections: { tools: { t: { name: 'ANTS – France Titres', catalogueId: 'ants' } }, accounts: { a: { toolId: 't', label: 'Titres', vaultState: 'notebook' } } } }))
})

describe('linking what the vault holds to its tools', () => {
	it('is one click for all, which can be undone', async () => {
		const linking = useLinkingStore()
		expect(linking.proposals.map(({ credentialId, accountId }) => [credentialId, accountId])).toEqual([['1', 'a'], ['2', null]])
		const undo = await linking.linkAll(linking.proposals)
		expect(linking.proposals).toEqual([])
		expect(accounts()).toEqual([['t', 'ANTS – France Titres', 'vault'], ['t', 'Titres', 'vault']])
		expect(vault.store.live.map(({ accountId }) => accountId !== '')).toEqual([true, true, false])
		expect(await undo()).toBe('undone')
		expect(accounts()).toEqual([['t', 'Titres', 'notebook']])
		expect(vault.store.live.map(({ accountId }) => accountId)).toEqual(['', '', ''])
		expect(linking.proposals).toHaveLength(2)
	})

	it('leaves alone what was changed since', async () => {
		const linking = useLinkingStore()
		const undo = await linking.linkAll(linking.proposals)
		Object.assign(vault.store.live[0] ?? {}, { accountId: 'elsewhere' })
		expect(await undo()).toBe('partly')
		expect(vault.store.live.map(({ accountId }) => accountId)).toEqual(['elsewhere', '', ''])
	})

	it('proposes nothing to who only reads, or whose vault is closed', () => {
		vault.store.status = 'locked'
		expect(useLinkingStore().proposals).toEqual([])
		vault.store.status = 'open'
		vault.store.view = { role: 'reader' }
		expect(useLinkingStore().proposals).toEqual([])
		vault.store.view = { role: 'keeper' }
	})
})
