// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EffectScope } from 'vue'
import { effectScope, nextTick, shallowReactive } from 'vue'
import { TrousseauError } from '../../src/domain/errors.ts'
import { putRecord } from '../../src/domain/inventory/changes.ts'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { browserMemory } from '../../src/platform/browser-memory.ts'
import { useFormDraftsStore } from '../../src/stores/forms/form-drafts.ts'
import { useInventoryStore } from '../../src/stores/inventory/inventory.ts'
import type { CredentialFields } from '../../src/stores/vault/credentials.ts'
import { NEW_TOOL } from '../../src/stores/vault/credentials.ts'
import { useVaultStore } from '../../src/stores/vault/vault.ts'
import { useCredentialForm } from '../../src/ui/composables/forms/use-credential-form.ts'
import { applyChanges, credentialOf, secretOf, summaries } from '../../src/vault/content/credentials.ts'
import { detailsOf } from '../../src/vault/content/details.ts'
import type { CredentialSummary, VaultChange, VaultContent } from '../../src/vault/model.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import { Person } from '../support/vault-journeys.ts'
import { NOTEBOOK } from '../support/vault-people.ts'

const present = vi.hoisted(() => {
	// A page tells when it is left.
	globalThis.addEventListener = () => undefined
	return { api: undefined as CryptoApi | undefined }
})
vi.mock('../../src/stores/identity/crypto.ts', () => ({ cryptoClient: () => present.api }))
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: 'Anna' }) }))

const ID = 'c'.repeat(32)
const ACCOUNT = 'e'.repeat(32)
const [ANNA, BRUNO] = ['a'.repeat(32), 'b'.repeat(32)]
const SECRET = 'le-mot-de-passe-tapé-à-moitié'

/** The vault as the Worker has it: what the page asks for is read here, what it changes is written here. */
const state = shallowReactive({ content: { schema: 1, collections: { credentials: {} } } as VaultContent, saved: [] as (readonly VaultChange[])[] })
let clock = 0
let scopes: EffectScope[] = []

function write(by: string, changes: readonly VaultChange[]): void {
	clock += 1
	state.content = applyChanges(state.content, changes, { by, at: new Date(Date.UTC(2026, 10, 22, 9, 0, clock)).toISOString() })
}

/** Drafts of forms stored in this browser, as one text. */
const kept = (): string => browserMemory().preference(`forms:${NOTEBOOK}`) ?? ''
const saved = (id = ID) => state.content.collections.credentials[id]

/** A page of Anna's. */
async function begin(): Promise<void> {
	setActivePinia(createPinia())
	const vault = useVaultStore()
	Object.defineProperty(vault, 'place', { value: { notebookId: NOTEBOOK, vaultId: 'a'.repeat(32) } })
	Object.defineProperty(vault, 'credentials', { get: () => summaries(state.content) })
	vault.reveal = async (id, field) => secretOf(state.content, id, field)
	vault.details = async (id) => detailsOf(credentialOf(state.content, id))
	vault.change = async (changes) => {
		state.saved.push(changes)
		write(ANNA, changes)
	}
	await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
}

/** The form of a password before its secrets are there. */
function show(id = '', toolId = '') {
	const scope = effectScope()
	scopes.push(scope)
	const credential: CredentialSummary | null = summaries(state.content).find((one) => one.id === id) ?? null
	const form = scope.run(() => useCredentialForm(credential, toolId))
	if (form === undefined) {
		throw new Error('no scope')
	}
	return { ...form, values: form.draft.values, leave: () => scope.stop() }
}

/** The form of a password, as a component begins it, and the end of that component. */
async function open(id = '', toolId = '') {
	const form = show(id, toolId)
	await form.load()
	return form
}

/** Until what is typed is sealed. */
async function sealedNow(): Promise<void> {
	await vi.waitFor(() => expect(kept()).not.toBe(''), { timeout: 20_000 })
}

beforeEach(async () => {
	browserMemory().setPreference(`forms:${NOTEBOOK}`, null)
	state.content = { schema: 1, collections: { credentials: {} } }
	state.saved = []
	present.api = (await Person.create('Anna')).api
	await begin()
})
afterEach(() => {
	scopes.forEach((scope) => scope.stop())
	scopes = []
})

/** ANTS, with an account of a tool. */
async function seed(): Promise<void> {
	write(BRUNO, [{ kind: 'put', id: ID, draft: { label: 'ANTS', login: 'mairie', password: 'ancien', site: 'https://ants.gouv.fr', note: 'n', accountId: ACCOUNT } }])
	await useInventoryStore().change((current, change) => {
		const next = putRecord(putRecord(current, 'tools', 't', { name: 'Titres' }, change), 'persons', 'p', { displayName: 'Anna' }, change)
		return putRecord(next, 'accounts', ACCOUNT, { toolId: 't', label: 'Compte', vaultState: 'notebook' }, change)
	})
}

function account() {
	const { updatedAt: _at, updatedBy: _by, history: _history, ...fields } = useInventoryStore().record('accounts', ACCOUNT) ?? { toolId: '', label: '' }
	return fields
}

describe('the form of a password whose secrets are still on their way', () => {
	it('loses nothing of what is typed meanwhile, and shows the rest once it is there', async () => {
		await seed()
		const form = show(ID)
		form.values.password = SECRET
		await form.load()
		expect(form.values).toMatchObject({ label: 'ANTS', password: SECRET, note: 'n' })
		expect(form.draft.conflicts).toEqual([])
		await sealedNow()
		await form.save()
		expect(secretOf(state.content, ID, 'password')).toBe(SECRET)
		expect(secretOf(state.content, ID, 'note')).toBe('n')
	})

	it('saves what was typed, however quickly that is asked', async () => {
		await seed()
		const form = show(ID)
		void form.load()
		form.values.password = SECRET
		expect(await form.save()).toBe(ID)
		expect(secretOf(state.content, ID, 'password')).toBe(SECRET)
		expect(secretOf(state.content, ID, 'note')).toBe('n')
	})

	it('of a new one, keeps what is typed over what was typed before', async () => {
		const first = await open()
		Object.assign(first.values, { label: 'ANTS', password: 'avant', note: 'Rappeler' })
		await sealedNow()
		first.leave()
		await begin()
		const form = show()
		form.values.password = SECRET
		await form.load()
		expect(form.values).toMatchObject({ label: 'ANTS', password: SECRET, note: 'Rappeler' })
	})

	it('saves nothing while they cannot be read, and says so', async () => {
		await seed()
		const form = show(ID)
		useVaultStore().reveal = () => Promise.reject(new TrousseauError('altered'))
		await expect(form.load()).rejects.toThrow()
		form.values.password = SECRET
		await expect(form.save()).rejects.toThrow()
		expect(state.saved).toEqual([])
		useVaultStore().reveal = async (id, field) => secretOf(state.content, id, field)
		await form.save()
		expect(secretOf(state.content, ID, 'password')).toBe(SECRET)
		expect(secretOf(state.content, ID, 'note')).toBe('n')
	})
})

describe('saving the form of a password', () => {
	it('opened before a colleague changed the password, of which the name alone is touched, leaves the new password', async () => {
		await seed()
		const { values, save } = await open(ID)
		write(BRUNO, [{ kind: 'put', id: ID, draft: { password: 'nouveau-de-bruno' } }])
		values.label = 'ANTS, titres'
		expect(await save()).toBe(ID)
		expect(saved()).toMatchObject({ label: 'ANTS, titres', password: 'nouveau-de-bruno', login: 'mairie' })
		expect(state.saved).toEqual([[{ kind: 'put', id: ID, draft: { label: 'ANTS, titres' } }]])
	})

	it('of which both changed the password saves nothing before one is chosen', async () => {
		await seed()
		const { draft, values, save } = await open(ID)
		values.password = 'nouveau-d-anna'
		write(BRUNO, [{ kind: 'put', id: ID, draft: { password: 'nouveau-de-bruno' } }])
		expect(await save()).toBeNull()
		expect(draft.conflicts).toEqual([{ name: 'password', theirs: 'nouveau-de-bruno', mine: 'nouveau-d-anna' }])
		expect([saved()?.password, state.saved]).toEqual(['nouveau-de-bruno', []])
		draft.choose('password', 'mine')
		expect(await save()).toBe(ID)
		expect(saved()?.password).toBe('nouveau-d-anna')
	})

	it('shows a password changed by a colleague where it is not touched, as soon as the vault was read again', async () => {
		await seed()
		const { values } = await open(ID)
		write(BRUNO, [{ kind: 'put', id: ID, draft: { password: 'nouveau-de-bruno' } }])
		await vi.waitFor(() => expect(values.password).toBe('nouveau-de-bruno'))
	})

	it('in which nothing is touched writes nothing, neither in the vault nor in the inventory', async () => {
		await seed()
		const before = useInventoryStore().inventory
		const { save } = await open(ID)
		expect(await save()).toBe(ID)
		expect([state.saved, useInventoryStore().inventory]).toEqual([[], before])
	})

	it('writes one field that is touched and no other, whichever', async () => {
		const changes: Readonly<Record<'label' | 'login' | 'password' | 'site' | 'note' | 'toolId' | 'kind' | 'mfa' | 'holderIds', CredentialFields[keyof CredentialFields]>> = {
			label: 'Autre',
			login: 'autre',
			password: 'autre',
			site: 'https://autre.fr',
			note: 'autre',
			toolId: 'u',
			kind: 'shared',
			mfa: 'app',
			holderIds: ['p'],
		}
		await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(changes) as (keyof typeof changes)[]), async (field) => {
			state.content = { schema: 1, collections: { credentials: {} } }
			await begin()
			await seed()
			await useInventoryStore().change((current, change) => putRecord(current, 'tools', 'u', { name: 'Autre outil' }, change))
			const [before, vaultBefore] = [account(), saved()]
			const { values, save, leave } = await open(ID)
			Object.assign(values, { [field]: changes[field] })
			expect(await save()).toBe(ID)
			leave()
			const inVault = !['toolId', 'kind', 'mfa', 'holderIds'].includes(field)
			const { history: _one, updatedAt: _at, updatedBy: _by, passwordChangedAt: _changed, ...after } = saved() ?? { history: [] }
			expect({ ...vaultBefore, ...inVault ? { [field]: changes[field] } : {} }).toEqual({ ...after, updatedAt: vaultBefore?.updatedAt, updatedBy: vaultBefore?.updatedBy, passwordChangedAt: vaultBefore?.passwordChangedAt })
			expect(account()).toEqual({
				...before,
				...inVault ? {} : { [field]: changes[field] },
				// A password that is typed here is in the vault, and one that is replaced was changed on that day.
				...field === 'password' ? { vaultState: 'vault', rotatedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown } : {},
			})
		}), { numRuns: 30 })
	})

	it('of a new one says when nothing was changed, and no default as known', async () => {
		await seed()
		const { values, save } = await open('', 't')
		Object.assign(values, { label: 'Compta', password: 'copié du carnet' })
		const id = await save()
		const accountId = saved(id ?? '')?.accountId ?? ''
		expect(useInventoryStore().record('accounts', accountId)).toEqual({ toolId: 't', label: 'Compta', vaultState: 'vault', updatedAt: expect.any(String) as unknown, updatedBy: 'anna' })
	})

	it('makes a tool that is named, unlinks one, and writes whole what a colleague deleted for good', async () => {
		await seed()
		const first = await open(ID)
		Object.assign(first.values, { toolId: NEW_TOOL, newToolName: 'Titres sécurisés' })
		await first.save()
		first.leave()
		const toolId = account().toolId
		expect(useInventoryStore().record('tools', toolId)?.name).toBe('Titres sécurisés')
		const second = await open(ID)
		second.values.toolId = ''
		await second.save()
		second.leave()
		expect([saved()?.accountId, useInventoryStore().record('accounts', ACCOUNT)?.vaultState]).toEqual(['', 'unknown'])
		const third = await open(ID)
		third.values.label = 'ANTS, suite'
		write(BRUNO, [{ kind: 'trash', id: ID }, { kind: 'purge', id: ID }])
		await third.save()
		expect(saved()).toMatchObject({ label: 'ANTS, suite', password: 'ancien' })
	})
})

describe('a form of a password that was not saved', () => {
	it('is kept sealed, and taken up by the next new form as it was', async () => {
		const { values, leave } = await open()
		Object.assign(values, { label: 'ANTS', password: SECRET, note: 'Rappeler M. Roy', toolId: 'outil' })
		await nextTick()
		leave()
		await sealedNow()
		expect([values.password, values.note]).toEqual(['', ''])
		// None of them can be found in base64 by chance.
		for (const secret of [SECRET, '"ANTS', 'M. Roy', btoa('ANTS')]) {
			expect(kept()).not.toContain(secret)
		}
		await begin()
		const later = useFormDraftsStore()
		await later.refreshPasswords()
		expect(later.passwords).toMatchObject([{ isNew: true, name: 'ANTS' }])
		const next = await open()
		expect(next.draft.resumed).toBe(later.passwords[0]?.at)
		expect(next.values).toMatchObject({ label: 'ANTS', password: SECRET, note: 'Rappeler M. Roy', toolId: 'outil' })
		const id = later.passwords[0]?.id
		expect(await next.save()).toBe(id)
	})

	it('gives back what was touched; what others changed since stays, and is asked about where both did', async () => {
		await seed()
		const { values, leave } = await open(ID)
		Object.assign(values, { password: SECRET, site: 'https://à-moi.fr' })
		await nextTick()
		leave()
		await sealedNow()
		write(BRUNO, [{ kind: 'put', id: ID, draft: { login: 'mairie-2', password: 'nouveau-de-bruno' } }])
		await begin()
		const next = await open(ID)
		expect(next.values).toMatchObject({ login: 'mairie-2', password: SECRET, site: 'https://à-moi.fr' })
		expect(next.draft.conflicts).toEqual([{ name: 'password', theirs: 'nouveau-de-bruno', mine: SECRET }])
	})

	it('is forgotten once saved or given up, even while it is being sealed; what is given up can be taken back', async () => {
		const { values, draft, isTouched } = await open()
		values.label = 'ANTS'
		await nextTick()
		const id = 'd'.repeat(32)
		const drafts = useFormDraftsStore()
		const sealing = drafts.seal(id, { id, isNew: true, name: 'x', fields: { label: 'x' }, base: { label: '' } })
		expect(drafts.dropPassword(id)).toBeNull()
		await sealing
		expect(kept()).not.toContain(id)
		const undo = await draft.giveUp()
		expect([isTouched(), kept()]).toEqual([false, ''])
		expect(await undo?.()).toBe('undone')
		expect(drafts.passwords).toMatchObject([{ name: 'ANTS' }])
	})

	it('stays as it was kept when the keys are gone', async () => {
		const { values, leave } = await open()
		values.label = 'ANTS'
		await sealedNow()
		const before = kept()
		await present.api?.lock()
		values.label = 'ANTS, suite'
		leave()
		await new Promise((resolve) => setTimeout(resolve, 600))
		expect(kept()).toBe(before)
	})

	it('is nobody else\'s, and survives what cannot be read', async () => {
		const { values, leave } = await open()
		values.label = 'ANTS'
		await nextTick()
		leave()
		await sealedNow()
		present.api = (await Person.create('Bruno')).api
		const drafts = useFormDraftsStore()
		await drafts.refreshPasswords()
		expect(drafts.passwords).toEqual([])
		expect((await open()).draft.resumed).toBe('')
		expect(kept()).not.toBe('')
		for (const garbage of ['', '{', '[{"id":1}]', '[{"id":"a","isNew":true,"at":"x","bytes":"%%%"}]']) {
			browserMemory().setPreference(`forms:${NOTEBOOK}`, garbage)
			await drafts.refreshPasswords()
			expect(drafts.passwords).toEqual([])
		}
	})

	it('is one of several: the one chosen is taken up, else the last; the oldest of many gives way', async () => {
		const drafts = useFormDraftsStore()
		const ids = Array.from({ length: 12 }, (_, index) => index.toString(16).repeat(32).slice(0, 32))
		for (const [index, id] of ids.entries()) {
			await drafts.seal(id, { id, isNew: true, name: `Saisie ${index}`, fields: { label: `Saisie ${index}` }, base: { label: '' } })
		}
		await drafts.refreshPasswords()
		expect(drafts.passwords.map(({ id }) => id)).toEqual(ids.slice(2))
		drafts.choose(ids[5] ?? '')
		const [chosen, last] = [await open(), await open()]
		expect([chosen.values.label, last.values.label]).toEqual(['Saisie 5', 'Saisie 11'])
	})

	it('of a password put in the trash meanwhile goes on as a new one', async () => {
		await seed()
		const { values, leave } = await open(ID)
		values.note = 'Rappeler M. Roy'
		await nextTick()
		leave()
		await sealedNow()
		write(BRUNO, [{ kind: 'trash', id: ID }])
		useFormDraftsStore().choose(ID)
		const next = await open()
		expect(next.values.note).toBe('Rappeler M. Roy')
		expect(kept()).toBe('')
		next.values.label = 'ANTS'
		expect(await next.save()).not.toBe(ID)
	})

	it('kept by a former version is taken up', async () => {
		const content = { schema: 1, at: '2026-11-22T09:00:00.000Z', name: 'ANTS', fields: { label: 'ANTS', password: SECRET }, account: { toolId: '', newToolName: '', kind: 'shared', mfa: 'unknown', holderIds: [] } }
		const bytes = await present.api?.sealDraft({ notebookId: NOTEBOOK, draftId: ID, content })
		browserMemory().setPreference(`forms:${NOTEBOOK}`, JSON.stringify([{ id: ID, isNew: true, at: content.at, bytes: btoa(String.fromCharCode(...bytes ?? [])) }]))
		expect((await open()).values).toMatchObject({ label: 'ANTS', password: SECRET, kind: 'shared' })
	})
})
