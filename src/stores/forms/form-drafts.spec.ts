// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { putRecord } from '../../domain/inventory/changes.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { browserMemory } from '../../platform/browser-memory.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useVaultStore } from '../vault/vault.ts'
import { CLEAR_DRAFTS, SEALED_DRAFTS, typedForms } from './form-draft-count.ts'
import { useFormDraftsStore } from './form-drafts.ts'

const worker = vi.hoisted(() => ({ answers: [] as (() => void)[] }))

vi.mock('../identity/crypto.ts', () => ({
	cryptoClient: () => ({
		sealDraft: async ({ content }: { readonly content: unknown }) => {
			await new Promise<void>((resolve) => void worker.answers.push(resolve))
			return new TextEncoder().encode(JSON.stringify(content))
		},
		openDraft: async ({ bytes }: { readonly bytes: Uint8Array }) => JSON.parse(new TextDecoder().decode(bytes)) as unknown,
	}),
}))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const OTHER = 'f'.repeat(32)
const row = (place: string, recordId = '') => ({ notebookId: NOTEBOOK, place, recordId, fields: { note: place }, base: { note: '' } })

beforeEach(async () => {
	browserMemory().setPreference(CLEAR_DRAFTS, null)
	browserMemory().setPreference(`${SEALED_DRAFTS}${NOTEBOOK}`, null)
	setActivePinia(createPinia())
	await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
})

describe('drafts of the forms of the inventory', () => {
	it('are found by notebook and place, until they are dropped', () => {
		const drafts = useFormDraftsStore()
		drafts.keep(row('tools/t/more'))
		expect(drafts.find(NOTEBOOK, 'tools/t/more')).toMatchObject({ fields: { note: 'tools/t/more' }, base: { note: '' } })
		expect([drafts.find(OTHER, 'tools/t/more'), drafts.find(NOTEBOOK, 'tools/u/more')]).toEqual([null, null])
		drafts.drop(NOTEBOOK, 'tools/t/more')
		expect(drafts.find(NOTEBOOK, 'tools/t/more')).toBe(null)
		expect(browserMemory().preference(CLEAR_DRAFTS)).toBe(null)
	})

	it('are twenty at most: the oldest gives way', () => {
		const drafts = useFormDraftsStore()
		for (let number = 0; number < 22; number++) {
			drafts.keep(row(`tools/t${number}/more`))
			drafts.flush()
		}
		expect(typedForms()).toBe(20)
		expect(drafts.find(NOTEBOOK, 'tools/t1/more')).toBe(null)
		expect(drafts.find(NOTEBOOK, 'tools/t2/more')).not.toBe(null)
	})

	it('give the form typed in last under a place; one whose record was made after all is forgotten', async () => {
		const [drafts, inventory] = [useFormDraftsStore(), useInventoryStore()]
		await inventory.change((current, change) => putRecord(current, 'persons', 'p', { displayName: 'Anne' }, change))
		drafts.keep(row('persons/p'))
		drafts.flush()
		drafts.keep(row('persons/gone'))
		expect(drafts.lastUnder('persons/', 'persons')).toBe('p')
		drafts.keep(row('persons/new', 'q'))
		expect(drafts.lastUnder('persons/', 'persons')).toBe('new')
		await inventory.change((current, change) => putRecord(current, 'persons', 'q', { displayName: 'Dora' }, change))
		expect(drafts.lastUnder('persons/', 'persons')).toBe('p')
		expect(drafts.find(NOTEBOOK, 'persons/new')).toBe(null)
	})

	it('leave out the rows that cannot be read, and keep those of a former version, without bases', () => {
		const { base: _base, ...former } = row('tools/t/more')
		browserMemory().setPreference(CLEAR_DRAFTS, JSON.stringify([{ place: 3 }, { ...former, at: '2026-11-30T10:00:00.000Z' }]))
		expect(useFormDraftsStore().find(NOTEBOOK, 'tools/t/more')).toMatchObject({ fields: { note: 'tools/t/more' }, base: {} })
		browserMemory().setPreference(CLEAR_DRAFTS, '{')
		expect([useFormDraftsStore().find(NOTEBOOK, 'tools/t/more'), typedForms()]).toEqual([null, 0])
	})
})

describe('drafts of the forms of passwords', () => {
	it('are taken up as typed last, also while the Worker still seals them', async () => {
		const drafts = useFormDraftsStore()
		useVaultStore().place = { notebookId: NOTEBOOK, vaultId: 'v', store: new MemoryStore() }
		const form = (login: string) => ({ id: 'a'.repeat(32), isNew: true, name: 'ANTS', fields: { label: 'ANTS', login }, base: { label: '', login: '' } })
		const first = drafts.seal('a'.repeat(32), form(''))
		worker.answers.pop()?.()
		await first
		void drafts.seal('a'.repeat(32), form('mairie'))
		const taken = drafts.takeUp({ id: 'b'.repeat(32), isNew: true })
		await new Promise((resolve) => setTimeout(resolve))
		worker.answers.pop()?.()
		expect((await taken)?.fields).toEqual({ label: 'ANTS', login: 'mairie' })
	})
})

describe('the number of drafts', () => {
	it('counts those in clear and those that are sealed, of every notebook', () => {
		useFormDraftsStore().keep(row('tools/t/more'))
		useFormDraftsStore().flush()
		browserMemory().setPreference(`${SEALED_DRAFTS}${NOTEBOOK}`, JSON.stringify([{}, {}]))
		expect(typedForms()).toBe(3)
	})
})
