// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import type { Change } from '../../domain/inventory/changes.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { hrefOf, useRoute } from '../../ui/composables/navigation/use-route.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { sizeOf, useTodoListsStore } from './todo-lists.ts'
import { useTodoStore } from './todo.ts'

const vault = vi.hoisted(() => ({ store: { status: 'absent', live: [] as object[] } }))
const members = vi.hoisted(() => ({ store: { departures: [] as object[], isKeeper: false, envelope: null } }))
vi.mock('../vault/vault.ts', () => ({ useVaultStore: () => vault.store }))
vi.mock('../members/members.ts', () => ({ useMembersStore: () => members.store }))
vi.mock('../session/session.ts', () => ({ useSessionStore: () => ({ mayCreateVault: false, notebook: null }) }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const credential = (id: string, accountId: string, more: object = {}) => ({ id, label: id, site: '', accountId, hasPassword: true, passwordReplaced: false, createdAt: '', passwordChangedAt: '', reusedBy: 0, conflicts: 0, ...more })
/** Waits for the lazy chunk that counts. */
async function counted() {
	useTodoStore()
	await new Promise((resolve) => setTimeout(resolve))
	await vi.dynamicImportSettled()
}
const todo = (kind: string) => useTodoStore().items.find((item) => item.kind === kind)
const fill = (fn: (current: Inventory, change: Change) => Inventory) => useInventoryStore().change(fn)

beforeEach(async () => {
	vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00.000Z'), toFake: ['Date'] })
	setActivePinia(createPinia())
	vault.store = reactive({ status: 'open', live: [] })
	members.store = reactive({ departures: [], isKeeper: false, envelope: null })
	const inventory = useInventoryStore()
	await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change(() => emptyInventory({ name: 'Essai' }))
	await fill((current, change) => ['a', 'b', 'c', 'd'].reduce((next, id) => putRecord(next, 'accounts', id, { label: id, toolId: 't', vaultState: id === 'd' ? 'notebook' : 'vault', ...id === 'c' ? {} : { holderIds: ['paul'] } }, change), putRecord(putRecord(current, 'persons', 'paul', { displayName: 'Paul', endOn: '2026-01-01' }, change), 'tools', 't', { name: 'Outil' }, change)))
})
afterEach(async () => {
	await vi.dynamicImportSettled()
	vi.useRealTimers()
})

describe('a thing to do about several objects', () => {
	it('leads to the very list of the passwords that somebody who left knows, and counts what that list shows', async () => {
		vault.store.live = [credential('1', 'a'), credential('2', 'b'), credential('3', 'c'), credential('4', '')]
		members.store.departures = [{ memberId: 'm', label: 'Marc', items: [{ credentialId: '4', done: false }, { credentialId: '1', done: false }, { credentialId: '3', done: true }] }]
		await counted()
		const list = useTodoListsStore().of('departed')
		expect(list.credentials).toMatchObject([{ id: '1' }, { id: '2' }, { id: '4' }])
		expect(list.accounts).toMatchObject([{ id: 'd' }])
		expect(todo('departed')).toMatchObject({ count: sizeOf(list), screen: 'passwords', id: '', filter: 'departed' })
	})

	it('leads to the reused ones, to the only one when there is one', async () => {
		vault.store.live = [credential('1', 'a', { reusedBy: 1 }), credential('2', 'b', { reusedBy: 1 }), credential('3', 'c')]
		await counted()
		expect(useTodoListsStore().of('reused').credentials).toMatchObject([{ id: '1' }, { id: '2' }])
		expect(todo('reused')).toMatchObject({ count: 2, screen: 'passwords', filter: 'reused' })
		vault.store.live = [credential('1', 'a', { conflicts: 1 })]
		expect(todo('conflict')).toMatchObject({ count: 1, screen: 'passwords', id: '1', filter: '' })
	})

	it('leads to what is to be put in the vault, and to the tools without a cost', async () => {
		await fill((current, change) => putRecord(current, 'accounts', 'e', { label: 'e', toolId: 't', vaultState: 'notebook' }, change))
		await fill((current, change) => putRecord(current, 'tools', 'u', { name: 'Autre' }, change))
		vault.store.live = ['a', 'b', 'c'].map((id) => credential(id, id))
		await counted()
		expect(todo('move-passwords')).toMatchObject({ count: 2, screen: 'passwords', filter: 'elsewhere' })
		expect(useTodoListsStore().of('elsewhere').accounts).toMatchObject([{ id: 'd' }, { id: 'e' }])
		expect([...useTodoListsStore().of('cost-unknown').toolIds].sort()).toEqual(['t', 'u'])
	})

	it.each(['absent', 'no-access'])('asks nothing about passwords of an official whose vault is %s', async (status) => {
		vault.store.status = status
		const screens = useTodoStore().items.map(({ screen }) => screen)
		expect(screens).not.toContain('passwords')
		await counted()
		expect(todo('departed')).toBeUndefined()
	})
})

describe('the address of a list', () => {
	it('is kept from record to record of its screen, and left with it', async () => {
		expect(hrefOf('passwords', '', 'reused')).toBe('#/mots-de-passe?filtre=reutilises')
		location.hash = '#/mots-de-passe/x?filtre=depart'
		await vi.waitFor(() => expect(useRoute().filter.value).toBe('departed'))
		expect(useRoute().id.value).toBe('x')
		expect(hrefOf('passwords', 'y')).toBe('#/mots-de-passe/y?filtre=depart')
		expect(hrefOf('passwords', 'y', '')).toBe('#/mots-de-passe/y')
		expect(hrefOf('tools', 'y')).toBe('#/outils/y')
		location.hash = '#/outils?filtre=autre-chose'
		await vi.waitFor(() => expect(useRoute().screen.value).toBe('tools'))
		expect(useRoute().filter.value).toBe('')
	})
})
