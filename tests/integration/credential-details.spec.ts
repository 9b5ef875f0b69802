// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EffectScope } from 'vue'
import { effectScope, shallowReactive } from 'vue'
import { putRecord } from '../../src/domain/inventory/changes.ts'
import { CREDENTIAL_LIMITS } from '../../src/domain/limits.ts'
import type { CustomName } from '../../src/domain/passwords/kinds.ts'
import { customName, isCustomName } from '../../src/domain/passwords/kinds.ts'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { browserMemory } from '../../src/platform/browser-memory.ts'
import { useInventoryStore } from '../../src/stores/inventory/inventory.ts'
import { customText, useCredentialsStore } from '../../src/stores/vault/credentials.ts'
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

/** The secret of one-time codes in the form in which it is saved. */
const LINK = 'otpauth://totp/Trousseau?algorithm=SHA1&digits=6&period=30&secret=GEZDGNBVGY3TQOJQ'

describe('the fields that a password may lack', () => {
	const [ONE, TWO] = ['1', '2'].map((digit) => customName(digit.repeat(32))) as [CustomName, CustomName]
	const pin = (value: string, kind: 'hidden' | 'text' = 'hidden') => customText({ kind, label: 'PIN', order: 1, value })

	const changes: Readonly<Record<string, string>> = {
		entryKind: 'server',
		moreSites: 'https://un.fr\nhttps://deux.fr',
		otp: 'gezd gnbv gy3t qojq',
		codePersonId: 'p',
		codeTo: 'autre',
		contact: 'autre',
		expiresOn: '2027-01-31',
		remindDays: '90',
		wifi: 'wep',
		[ONE]: customText({ kind: 'hidden', label: 'PIN', order: 1, value: '4821' }),
	}
	/** As the vault has it, where that is not what the form holds. */
	const inRecord: Readonly<Record<string, readonly [string, unknown]>> = {
		entryKind: ['kind', 'server'],
		moreSites: ['moreSites', ['https://un.fr', 'https://deux.fr']],
		remindDays: ['remindDays', 90],
		otp: ['otp', LINK],
		[ONE]: [ONE, { kind: 'hidden', label: 'PIN', order: 1, value: '4821' }],
	}

	it.each(Object.keys(changes))('are written one by one, and nothing else with them: %s', async (field) => {
		await seed()
		const [before, vaultBefore] = [account(), saved()]
		const { values, save, leave } = await open(ID)
		Object.assign(values, { [field]: changes[field] })
		expect(await save()).toBe(ID)
		leave()
		const [name, value] = inRecord[field] ?? [field, changes[field]]
		expect(saved()).toEqual({ ...vaultBefore, [name]: value, updatedAt: saved()?.updatedAt, updatedBy: ANNA })
		expect(account()).toEqual(before)
		expect(state.saved).toHaveLength(1)
	})

	it('are there when the form comes back, hidden ones included, and follow what a colleague saves of the others', async () => {
		await seed()
		const first = await open(ID)
		Object.assign(first.values, { otp: LINK, contact: 'Le support', [ONE]: pin('4821') })
		expect(await first.save()).toBe(ID)
		first.leave()
		const { values, draft } = await open(ID)
		expect(values).toMatchObject({ otp: LINK, contact: 'Le support', [ONE]: pin('4821') })
		values.contact = 'Autre support'
		write(BRUNO, [{ kind: 'put', id: ID, draft: { custom: { ['2'.repeat(32)]: { kind: 'text', label: 'Numéro', order: 2, value: 'C-7' } } } }])
		await vi.waitFor(() => expect(values[TWO]).toBe(customText({ kind: 'text', label: 'Numéro', order: 2, value: 'C-7' })))
		expect([values.contact, draft.conflicts]).toEqual(['Autre support', []])
	})

	it('ask which value to keep when both typed in one field of one\'s own, and in no other', async () => {
		await seed()
		const { draft, values, save } = await open(ID)
		values[ONE] = pin('mien')
		values[TWO] = pin('autre')
		write(BRUNO, [{ kind: 'put', id: ID, draft: { custom: { ['1'.repeat(32)]: { kind: 'hidden', label: 'PIN', order: 1, value: 'sien' } } } }])
		await vi.waitFor(() => expect(draft.conflicts.map(({ name }) => name)).toEqual([ONE]))
		expect(await save()).toBeNull()
		draft.choose(ONE, 'theirs')
		expect(await save()).toBe(ID)
		expect([secretOf(state.content, ID, ONE), secretOf(state.content, ID, TWO)]).toEqual(['sien', 'autre'])
	})

	it('are taken away, and kept sealed while nothing is saved', async () => {
		await seed()
		write(BRUNO, [{ kind: 'put', id: ID, draft: { custom: { ['1'.repeat(32)]: { kind: 'hidden', label: 'PIN', order: 1, value: '4821' } } } }])
		const first = await open(ID)
		first.values[ONE] = ''
		first.values[TWO] = pin(SECRET)
		first.leave()
		await sealedNow()
		expect([first.values[ONE], first.values[TWO]]).toEqual(['', ''])
		await begin()
		const { values, save } = await open(ID)
		expect([values[ONE], values[TWO]]).toEqual(['', pin(SECRET)])
		await save()
		expect(Object.keys(saved() ?? {}).filter(isCustomName)).toEqual([TWO])
	})

	it('say who knows the password in the vault when no account of the inventory does', async () => {
		await seed()
		write(BRUNO, [{ kind: 'put', id: ID, draft: { accountId: '' } }])
		const first = await open(ID)
		first.values.holderIds = ['p']
		await first.save()
		first.leave()
		expect([saved()?.holderIds, account()]).toEqual([['p'], { toolId: 't', label: 'Compte', vaultState: 'notebook' }])
		expect((await open(ID)).values.holderIds).toEqual(['p'])
	})
})

describe('a copy of an entry', () => {
	const BOX = customName('f'.repeat(32))
	const WHOLE = {
		label: 'ANTS',
		login: 'mairie',
		password: SECRET,
		note: ' deux\nlignes ',
		site: 'https://ants.example',
		tags: ['état civil'],
		kind: 'card' as const,
		moreSites: ['https://ants2.example'],
		otp: 'otpauth://totp/?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
		codeTo: 'accueil',
		contact: 'Support',
		expiresOn: '2027-05-01',
		remindDays: 60,
		holderIds: [BRUNO],
		custom: { ['f'.repeat(32)]: { kind: 'hidden' as const, label: 'Code', order: 1, value: '1234' } },
	}
	const summaryOf = (id: string): CredentialSummary => summaries(state.content).find((one) => one.id === id) as CredentialSummary
	const copyable = (id: string) => Object.fromEntries(Object.entries(saved(id) ?? {}).filter(([name]) => !/^(?:label|history|accountId)$|At$|^updatedBy$/.test(name)))

	beforeEach(async () => {
		state.content = { schema: 1, collections: { credentials: {} } } as VaultContent
		write(ANNA, [{ kind: 'put', id: ID, draft: WHOLE }])
		await begin()
	})

	it('holds all that the entry holds, but its account of the inventory', async () => {
		const { id } = await useCredentialsStore().duplicate(summaryOf(ID), 'ANTS (copie)')
		expect(saved(id)?.label).toBe('ANTS (copie)')
		expect(copyable(id)).toEqual(copyable(ID))
		expect(saved(id)?.[BOX]).toEqual(WHOLE.custom['f'.repeat(32)])
	})

	it('has the name of the entry where its own would be too long: no name is cut', async () => {
		const { id } = await useCredentialsStore().duplicate(summaryOf(ID), 'x'.repeat(CREDENTIAL_LIMITS.label + 1))
		expect(saved(id)?.label).toBe('ANTS')
	})

	it('is taken back in one click, and stays when somebody changed it since', async () => {
		const credentials = useCredentialsStore()
		const first = await credentials.duplicate(summaryOf(ID), 'un')
		expect(await first.undo()).toBe('undone')
		expect(saved(first.id)?.trashedAt).not.toBe('')
		const second = await credentials.duplicate(summaryOf(ID), 'deux')
		write(BRUNO, [{ kind: 'put', id: second.id, draft: { login: 'autre' } }])
		expect(await second.undo()).toBe('changed')
		expect(saved(second.id)?.trashedAt).toBe('')
	})
})
