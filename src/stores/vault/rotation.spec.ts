// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { putRecord } from '../../domain/inventory/changes.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { NOTHING_UNLISTED, useCredentialsStore } from './credentials.ts'

const vault = vi.hoisted(() => ({ live: [], credentials: [] as unknown[], place: null, change: async () => {}, reveal: async () => 'ancien' }))
vi.mock('./vault.ts', () => ({ useVaultStore: () => vault }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

it('a password copied in from a notebook was not changed today; one that takes the place of another was', async () => {
	setActivePinia(createPinia())
	const inventory = useInventoryStore()
	const credentials = useCredentialsStore()
	await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change((_, change) => putRecord(emptyInventory({ name: 'Essai' }), 'tools', 't', { name: 'ANTS' }, change))
	const form = credentials.begin(null)
	const typed = (password: string) => ({ ...credentials.fieldsOf(form, { ...NOTHING_UNLISTED, password }, 't') })
	await credentials.save(form, () => ({ password: 'recopié du cahier' }), typed('recopié du cahier'))
	expect(inventory.record('accounts', form.accountId)).toMatchObject({ vaultState: 'vault' })
	expect(inventory.record('accounts', form.accountId)?.rotatedOn).toBeUndefined()
	vault.credentials = [{ id: form.id, accountId: form.accountId, label: 'ANTS', login: '', site: '', hasPassword: true }]
	await credentials.save({ ...form, isNew: false }, () => ({ password: 'nouveau' }), typed('nouveau'))
	expect(inventory.record('accounts', form.accountId)?.rotatedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
})
