// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { shallowReactive } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { useHealthStore } from './health.ts'

const vault = vi.hoisted(() => ({ store: {} as Record<string, unknown> }))
const far = vi.hoisted(() => ({ calls: [] as string[][], answer: async (ids: readonly string[]): Promise<readonly unknown[]> => ids.map((id) => ({ score: id === '3' ? 1 : 4, reasons: [], group: id })) }))
vi.mock('./vault.ts', () => ({ useVaultStore: () => vault.store }))
const lists = vi.hoisted(() => ({ store: { judged: (_id: string): unknown => null } }))
vi.mock('../diagnostic/todo-lists.ts', () => ({ useTodoListsStore: () => lists.store }))
vi.mock('./known-words.ts', () => ({ useKnownWordsStore: () => ({ words: ['Vauzelles'] }) }))
vi.mock('../identity/crypto.ts', () => ({
	cryptoClient: () => ({
		judge: ({ ids }: { readonly ids: string[] }) => {
			far.calls.push(ids)
			return far.answer(ids)
		},
	}),
}))

const credential = (id: number, more: object = {}) => ({ id: String(id), label: `Compte ${id}`, login: '', site: '', hasPassword: true, passwordChangedAt: '2026', reusedBy: 0, ...more })
const settle = () => vi.waitFor(() => expect(useHealthStore().running).toBe(false))

beforeEach(() => {
	far.calls.length = 0
	const state: Record<string, unknown> = { status: 'open', place: { vaultId: 'v' }, live: Array.from({ length: 60 }, (_, id) => credential(id)) }
	vault.store = shallowReactive(state)
	setActivePinia(createPinia())
})

it('asks nothing before somebody wants to know, then a part at a time', async () => {
	const health = useHealthStore()
	await Promise.resolve()
	expect([health.done, health.total, far.calls.length]).toEqual([0, 60, 0])
	health.ask()
	await settle()
	expect(far.calls.map((ids) => ids.length)).toEqual([25, 25, 10])
	expect([health.of('3')?.score, health.of('4')?.score, health.done]).toEqual([1, 4, 60])
	// The lists of things to do learn of it.
	expect(lists.store.judged('3')).toMatchObject({ score: 1 })
})

it('judges again what changed, and nothing else', async () => {
	const health = useHealthStore()
	health.ask()
	await settle()
	far.calls.length = 0
	vault.store.live = Array.from({ length: 60 }, (_, id) => credential(id, id === 7 ? { passwordChangedAt: '2027' } : {}))
	await vi.waitFor(() => expect(far.calls).toEqual([['7']]))
})

it('lets go of everything with the lock, also of an answer that comes after it', async () => {
	const health = useHealthStore()
	health.ask()
	Object.assign(vault.store, { status: 'locked', live: [] })
	await vi.waitFor(() => expect(health.running).toBe(false))
	await Promise.resolve()
	expect([health.of('3'), health.done, far.calls.length]).toEqual([null, 0, 1])
})

it('says that it could not, and tries again when asked', async () => {
	const { answer } = far
	far.answer = () => Promise.reject(new TrousseauError('not-loaded'))
	const health = useHealthStore()
	health.ask()
	await vi.waitFor(() => expect(health.failed).toBe(true))
	far.answer = answer
	health.ask()
	await vi.waitFor(() => expect(health.done).toBe(60))
	expect(health.failed).toBe(false)
})
