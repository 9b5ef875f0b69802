// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { browserMemory } from '../../src/platform/browser-memory.ts'
import { useCredentialsStore } from '../../src/stores/credentials.ts'
import type { CredentialForm } from '../../src/stores/credentials.ts'
import { useKeptFormsStore } from '../../src/stores/kept-forms.ts'
import { useVaultStore } from '../../src/stores/vault.ts'
import type { CredentialSummary } from '../../src/vault/model.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import { Person } from './vault-journeys.ts'
import { NOTEBOOK } from './vault-people.ts'

const present = vi.hoisted(() => ({ api: undefined as CryptoApi | undefined, credentials: [] as CredentialSummary[] }))
vi.mock('../../src/stores/crypto.ts', () => ({ cryptoClient: () => present.api }))
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: 'Anna' }) }))

const SECRET = 'le-mot-de-passe-tapé-à-moitié'

/** What this browser keeps, as one text. */
const kept = (): string => browserMemory().preference(`forms:${NOTEBOOK}`) ?? ''

function begin() {
	setActivePinia(createPinia())
	const vault = useVaultStore()
	Object.defineProperty(vault, 'place', { value: { notebookId: NOTEBOOK, vaultId: 'a'.repeat(32) } })
	Object.defineProperty(vault, 'credentials', { get: () => present.credentials })
	return { keptForms: useKeptFormsStore(), credentials: useCredentialsStore() }
}

const typed = (changes: Partial<CredentialForm>): CredentialForm => reactive({ ...useCredentialsStore().startForm(null, ''), ...changes })

function summary(id: string, changes: Partial<CredentialSummary> = {}): CredentialSummary {
	return { id, label: 'ANTS', login: 'mairie', site: '', accountId: '', favourite: false, tags: [], trashedAt: '', createdAt: '', updatedAt: '', passwordChangedAt: '', hasPassword: true, passwordReplaced: false, hasNote: false, reusedBy: 0, conflicts: 0, ...changes }
}

describe('a form that was not saved', () => {
	beforeEach(async () => {
		browserMemory().setPreference(`forms:${NOTEBOOK}`, null)
		present.credentials = []
		present.api = (await Person.create('Anna')).api
	})

	it('is kept sealed, and taken up by the next new form as it was', async () => {
		const { keptForms } = begin()
		const form = typed({ label: 'ANTS', password: SECRET, note: 'Rappeler M. Roy' })
		form.account.toolId = 'outil'
		await keptForms.keep(form)
		expect(kept()).toContain(form.id)
		// None of them can be found in base64 by chance.
		for (const secret of [SECRET, '"ANTS', 'M. Roy', btoa('ANTS')]) {
			expect(kept()).not.toContain(secret)
		}
		const { keptForms: later } = begin()
		await later.refresh()
		expect(later.list).toMatchObject([{ id: form.id, isNew: true, name: 'ANTS' }])
		const next = typed({})
		expect(await later.resume(next)).toBe(later.list[0]?.at)
		expect(next).toMatchObject({ id: form.id, label: 'ANTS', password: SECRET, note: 'Rappeler M. Roy', account: { toolId: 'outil' } })
	})

	it('of a password that is there gives back what was touched, and what others changed since stays', async () => {
		const id = 'c'.repeat(32)
		present.credentials = [summary(id)]
		const { keptForms, credentials } = begin()
		const form = reactive(credentials.startForm(summary(id), ''))
		form.password = SECRET
		await keptForms.keep(form)
		const next = reactive(credentials.startForm(summary(id, { login: 'mairie-2' }), ''))
		await keptForms.resume(next)
		expect(next).toMatchObject({ id, login: 'mairie-2', password: SECRET })
		expect(credentials.isTouched(next)).toBe(true)
	})

	it('is forgotten once saved or given up, even while it is being sealed', async () => {
		const { keptForms } = begin()
		const form = typed({ label: 'ANTS' })
		const keeping = keptForms.keep(form)
		keptForms.drop(form.id)
		await keeping
		expect(kept()).toBe('')
		await keptForms.keep(form)
		expect(kept()).not.toBe('')
		keptForms.drop(form.id)
		expect(kept()).toBe('')
	})

	it('that holds nothing new any more is forgotten', async () => {
		const { keptForms } = begin()
		const form = typed({ label: 'ANTS' })
		await keptForms.keep(form)
		form.label = ''
		await keptForms.keep(form)
		expect(kept()).toBe('')
	})

	it('stays as it was kept when the keys are gone', async () => {
		const { keptForms } = begin()
		const form = typed({ label: 'ANTS' })
		await keptForms.keep(form)
		const before = kept()
		await present.api?.lock()
		form.label = 'ANTS, suite'
		await keptForms.keep(form)
		expect(kept()).toBe(before)
	})

	it('is nobody else\'s, and survives what cannot be read', async () => {
		const { keptForms } = begin()
		await keptForms.keep(typed({ label: 'ANTS' }))
		present.api = (await Person.create('Bruno')).api
		await keptForms.refresh()
		expect(keptForms.list).toEqual([])
		expect(await keptForms.resume(typed({}))).toBeNull()
		expect(kept()).not.toBe('')
		for (const garbage of ['', '{', '[{"id":1}]', '[{"id":"a","isNew":true,"at":"x","bytes":"%%%"}]']) {
			browserMemory().setPreference(`forms:${NOTEBOOK}`, garbage)
			await keptForms.refresh()
			expect(keptForms.list).toEqual([])
		}
	})

	it('is one of several: the one chosen is taken up, else the last; the oldest of many gives way', async () => {
		const { keptForms } = begin()
		const forms = Array.from({ length: 12 }, (_, index) => typed({ label: `Saisie ${index}` }))
		for (const form of forms) {
			await keptForms.keep(form)
		}
		await keptForms.refresh()
		expect(keptForms.list.map(({ name }) => name)).toEqual(forms.slice(2).map(({ label }) => label))
		keptForms.choose(forms[5]?.id ?? '')
		const [chosen, last] = [typed({}), typed({})]
		await keptForms.resume(chosen)
		await keptForms.resume(last)
		expect([chosen.label, last.label]).toEqual(['Saisie 5', 'Saisie 11'])
	})

	it('of a password put in the trash meanwhile goes on as a new one', async () => {
		const id = 'c'.repeat(32)
		const { keptForms, credentials } = begin()
		const form = reactive(credentials.startForm(summary(id), ''))
		form.note = 'Rappeler M. Roy'
		await keptForms.keep(form)
		present.credentials = [summary(id, { trashedAt: '2026-11-22T09:00:00.000Z' })]
		keptForms.choose(id)
		const next = typed({})
		await keptForms.resume(next)
		expect(next.note).toBe('Rappeler M. Roy')
		expect(next.id).not.toBe(id)
		expect(kept()).toBe('')
	})
})
