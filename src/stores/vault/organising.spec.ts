// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import type { VaultChange } from '../../vault/model.ts'
import { useOrganisingStore } from './organising.ts'
import { useUsesStore } from './uses.ts'

const vault = vi.hoisted(() => ({ store: {} as { status: string, place: { vaultId: string }, live: Entry[], trashed: Entry[], change: (changes: readonly VaultChange[]) => Promise<void>, reveal: (id: string, field: string) => Promise<string> } }))
vi.mock('./vault.ts', () => ({ useVaultStore: () => vault.store }))
vi.mock('../inventory/inventory.ts', () => ({ useInventoryStore: () => ({ record: (_name: string, id: string) => (id === 'acc' ? { holderIds: ['paul'] } : null) }) }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

interface Entry {
	readonly id: string
	readonly tags: readonly string[]
	readonly [name: string]: unknown
}

const calls: (readonly VaultChange[])[] = []
const entry = (id: string, tags: readonly string[] = [], more: object = {}): Entry => ({ id, label: id, login: 'l', site: 's', kind: 'site', accountId: '', holderIds: [], updatedAt: '2026', tags, ...more })
const tagsOf = (id: string): readonly string[] => vault.store.live.find((one) => one.id === id)?.tags ?? []

/** Applies the changes as the Worker would. */
async function change(changes: readonly VaultChange[]): Promise<void> {
	calls.push(changes)
	for (const one of changes) {
		const all = [...vault.store.live, ...vault.store.trashed]
		const former = all.find(({ id }) => id === one.id) ?? entry(one.id)
		const rest = { live: vault.store.live.filter(({ id }) => id !== one.id), trashed: vault.store.trashed.filter(({ id }) => id !== one.id) }
		const next = one.kind === 'put' ? { ...former, ...one.draft } as Entry : former
		Object.assign(vault.store, one.kind === 'trash' ? { ...rest, trashed: [...rest.trashed, next] } : { ...rest, live: [...rest.live, next] })
	}
}

beforeEach(() => {
	calls.length = 0
	browserMemory().setPreference('uses:v', null)
	vault.store = reactive({ status: 'open', place: { vaultId: 'v' }, live: [entry('a', ['budget']), entry('b'), entry('c')], trashed: [], change, reveal: async (id: string, field: string) => `${field} of ${id}` })
	setActivePinia(createPinia())
})

function choose(...ids: string[]) {
	const organising = useOrganisingStore()
	ids.forEach((id) => organising.toggle(id))
	return organising
}

describe('several at once', () => {
	it('are tagged in one change, and undone in one, those changed since left alone', async () => {
		const undo = await choose('a', 'b', 'c').tagAll('école')
		expect(calls.map((one) => one.length)).toEqual([3])
		expect([tagsOf('a'), tagsOf('b')]).toEqual([['budget', 'école'], ['école']])
		await change([{ kind: 'put', id: 'c', draft: { tags: ['école', 'autre'] } }])
		expect(await undo()).toBe('partly')
		expect([tagsOf('a'), tagsOf('b'), tagsOf('c')]).toEqual([['budget'], [], ['école', 'autre']])
	})

	it('write nothing for those that have the tag already', async () => {
		await choose('a', 'b').tagAll('budget')
		expect(calls).toEqual([[expect.objectContaining({ id: 'b' })]])
		await useOrganisingStore().untagAll('budget')
		expect([tagsOf('a'), tagsOf('b')]).toEqual([[], []])
	})

	it('go to the trash and come back', async () => {
		const undo = await choose('a', 'b').trashAll()
		expect([vault.store.live.length, vault.store.trashed.length]).toEqual([1, 2])
		expect(await undo()).toBe('undone')
		expect([vault.store.live.length, calls.length]).toEqual([3, 2])
		expect(await undo()).toBe('changed')
	})

	it('are forgotten with the notebook, and undo refuses in another one', async () => {
		const organising = choose('a')
		const undo = await organising.trashAll()
		vault.store.place = { vaultId: 'w' }
		await expect(undo()).rejects.toMatchObject({ code: 'gone' })
		expect(organising.chosen).toBeNull()
	})
})

it('shows what is asked for, by the use that was made of it', () => {
	const organising = useOrganisingStore()
	const uses = useUsesStore()
	uses.note('b')
	expect(uses.recent.map(({ id }) => id)[0]).toBe('b')
	organising.order = 'used'
	const shown = () => organising.shown(vault.store.live as never).map(({ id }) => id)
	expect(shown()).toEqual(['b', 'a', 'c'])
	organising.choice.tag = 'budget'
	expect(shown()).toEqual(['a'])
	setActivePinia(createPinia())
	expect(useUsesStore().usedAt('b')).toBeGreaterThan(0)
	vault.store.live = [entry('a', [], { accountId: 'acc' }), entry('b')]
	useOrganisingStore().choice.holder = 'paul'
	expect(useOrganisingStore().shown(vault.store.live as never).map(({ id }) => id)).toEqual(['a'])
})
