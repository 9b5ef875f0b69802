// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../reference/json.ts'
import type { Content } from '../reference/merge.ts'
import type { File } from '../reference/revision.ts'

import { Buffer } from 'node:buffer'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { asTrousseauError } from '../../src/domain/errors.ts'
import { useInventoryStore } from '../../src/stores/inventory/inventory.ts'
import { useSearchResultsStore } from '../../src/stores/search/search-results.ts'
import { useSearchStore } from '../../src/stores/search/search.ts'
import { useCredentialsStore } from '../../src/stores/vault/credentials.ts'
import { safeSite } from '../../src/ui/links/safe-site.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { credential, holding, writeInventory } from '../vectors/more-writers.ts'
import { fixedId, NOTEBOOK, OTHER_NOTEBOOK, renamed, writeVault } from '../vectors/writer.ts'
import { MaliciousStore } from './malicious-store.ts'
import { BANK, Office, TAXES } from './office.ts'

vi.mock('../../src/worker/client.ts', async () => {
	const { clientAtWork } = await import('./at-work.ts')
	return { createCryptoClient: () => clientAtWork }
})
vi.mock('../../src/platform/browser-memory.ts', async (original) => {
	const { atWork } = await import('./at-work.ts')
	return {
		...await original<object>(),
		rememberedHead: (vaultId: string) => atWork.memory.headOf(vaultId),
		rememberHead: (vaultId: string, name: string) => atWork.memory.rememberHead(vaultId, name),
	}
})
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const THIEF = 'https://voleur.exemple.org'

const RECORDS = {
	accounts: {
		a1: { toolId: 't1', label: 'Banque' },
		a2: { toolId: 't2', label: 'Impôts' },
	},
	tools: {
		t1: { name: 'La banque', status: 'used', url: 'https://banque.exemple.fr' },
		t2: { name: 'Les impôts', status: 'used', url: 'https://impots.exemple.fr' },
	},
} as const

type Records = { readonly [collection: string]: { readonly [id: string]: JsonRecord } }

const inventoryOf = (records: Records): Content => ({ collections: records, schema: 1 })

/** Changes that a server can make to an inventory in clear text. */
const ALTERATIONS: Readonly<Record<string, Records>> = {
	'the site of a tool leads to a thief': { ...RECORDS, tools: { ...RECORDS.tools, t1: { ...RECORDS.tools.t1, url: THIEF } } },
	'the site of a tool is a script': { ...RECORDS, tools: { ...RECORDS.tools, t1: { ...RECORDS.tools.t1, url: 'https://banque.exemple.fr@voleur.exemple.org/' } } },
	'the links of two accounts are exchanged': { ...RECORDS, accounts: { a1: { ...RECORDS.accounts.a1, toolId: 't2' }, a2: { ...RECORDS.accounts.a2, toolId: 't1' } } },
	'two accounts exchange their ids': { ...RECORDS, accounts: { a1: RECORDS.accounts.a2, a2: RECORDS.accounts.a1 } },
	'an account is renamed after another': { ...RECORDS, accounts: { ...RECORDS.accounts, a1: { ...RECORDS.accounts.a1, label: 'Impôts' } } },
	'the accounts are gone': { tools: RECORDS.tools },
	'the tools are gone': { accounts: RECORDS.accounts },
	'an account takes the id of a credential': { ...RECORDS, accounts: { ...RECORDS.accounts, [BANK]: { toolId: 't2', label: 'Banque' } } },
}

/** An office whose credentials are linked to accounts, and the inventory that its server shows. */
async function officeShown(shown: Content) {
	const office = await Office.open()
	const content = holding({
		[BANK]: credential(office.anne, { accountId: 'a1', label: 'Banque', login: 'mairie-banque', password: 'secret de la banque', site: 'https://banque.exemple.fr' }),
		[TAXES]: credential(office.anne, { accountId: 'a2', label: 'Impôts', login: 'mairie-impots', password: 'secret des impôts', site: 'https://impots.exemple.fr' }),
	})
	office.server.put(writeVault(office.bruno, { parents: [office.third], content }))
	await office.keeper.open()
	const store = new MaliciousStore('inventory')
	store.put(writeInventory(shown))
	const { vault } = office.keeper
	const inventory = useInventoryStore()
	await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
	return { office, vault, store, inventory, credentials: useCredentialsStore() }
}

/** Everything of the credentials that is shown, opened or copied, and what their forms hold. */
async function shownFor(shown: Content): Promise<unknown> {
	const { vault, credentials } = await officeShown(shown)
	return Promise.all(vault.live.map(async (summary) => {
		const form = credentials.begin(summary)
		const { label, login, password, site, note, moreSites, otp, contact, codeTo } = credentials.fieldsOf(form, await credentials.unlistedOf(form.id), '')
		return { summary, opens: safeSite(summary.site), copies: [summary.login, await vault.reveal(summary.id, 'password')], form: { id: form.id, label, login, password, site, note, moreSites, otp, contact, codeTo } }
	}))
}

beforeAll(loadSodium)

describe('an altered inventory', () => {
	it.each(Object.entries(ALTERATIONS))('changes nothing of what is shown, opened or copied: %s', async (_name, records) => {
		const honest = await shownFor(inventoryOf(RECORDS))
		expect(honest).toHaveLength(2)
		expect(await shownFor(inventoryOf(records))).toEqual(honest)
	})

	it.each(Object.entries(ALTERATIONS))('changes no site, login or password that a form saves: %s', async (_name, records) => {
		const { vault, credentials } = await officeShown(inventoryOf(records))
		const bank = vault.live.find(({ id }) => id === BANK) ?? null
		const form = credentials.begin(bank)
		const shown = { ...credentials.fieldsOf(form, await credentials.unlistedOf(form.id), ''), note: 'une remarque' }
		await credentials.save(form, () => ({ note: shown.note }), shown)
		const after = vault.live.find(({ id }) => id === BANK)
		expect(after).toMatchObject({ label: 'Banque', login: 'mairie-banque', site: 'https://banque.exemple.fr', hasNote: true })
		expect(await vault.reveal(BANK, 'password')).toBe('secret de la banque')
	})

	it('does not lead a search for the thief\'s site to a password', async () => {
		const { vault } = await officeShown(inventoryOf(ALTERATIONS['the site of a tool leads to a thief'] ?? {}))
		const search = useSearchStore()
		const results = useSearchResultsStore()
		expect(vault.live.length).toBe(2)
		search.query = 'banque'
		expect(results.credentials.map(({ id }) => id)).toEqual([BANK])
		search.query = 'voleur'
		expect(results.credentials).toEqual([])
	})
})

describe('the inventory that a server shows', () => {
	const open = async (...files: readonly File[]): Promise<string> => {
		const { inventory } = await officeShown(inventoryOf(RECORDS))
		const store = new MaliciousStore('inventory')
		store.put(...files)
		try {
			await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
			return `opened, ${inventory.damaged.length} set aside`
		} catch (error) {
			return asTrousseauError(error).code
		}
	}
	const honest = writeInventory(inventoryOf(RECORDS)).file
	const foreign = writeInventory(inventoryOf(RECORDS), { notebook: OTHER_NOTEBOOK, parents: [{ name: `00000008-${fixedId('x')}`, ancestors: [] }] }).file

	it.each([
		['is that of another notebook', 'wrong-notebook', [foreign]],
		['is that of another notebook beside our own', 'opened, 1 set aside', [honest, foreign]],
		['is cut', 'altered', [renamed(honest, honest.bytes.subarray(0, 200))]],
		['is another one under its name', 'altered', [{ name: honest.name, bytes: foreign.bytes }]],
		['has other spacing', 'altered', [renamed(honest, Buffer.concat([honest.bytes, Buffer.from('\n')]))]],
		['is of a later format', 'unsupported-version', [renamed(honest, Buffer.from(Buffer.from(honest.bytes).toString().replace('"format":1', '"format":2')))]],
		['is of a later format beside our own', 'opened, 1 set aside', [honest, renamed(honest, Buffer.from(Buffer.from(honest.bytes).toString().replace('"format":1', '"format":2')), 90_000_000)]],
		['is without meaning beside our own', 'opened, 1 set aside', [honest, { name: foreign.name, bytes: Buffer.from('nothing') }]],
		['says another number than its name', 'altered', [renamed(honest, honest.bytes, 7)]],
		['holds what its schema refuses', 'altered', [writeInventory(inventoryOf({ tools: { t1: { name: '' } } })).file]],
	] as const)('%s: %s', async (_name, ends, files) => {
		expect(await open(...files)).toBe(ends)
	})
})
