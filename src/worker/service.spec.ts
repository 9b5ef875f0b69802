// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest'
import { cheapDerivation, NOTEBOOK } from '../../tests/support/vault-people.ts'
import type { RevisionFile } from '../domain/document.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import type { CredentialDraft } from '../vault/model.ts'
import type { CryptoApi, VaultView } from './api.ts'
import { createCryptoService } from './service.ts'

const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const PASSPHRASE = 'une phrase assez longue 42'
const ID = 'a'.repeat(32)
const OTHER = 'b'.repeat(32)

/** A clock that advances by one minute at each reading, shared by the services of a test. */
function clock(): () => string {
	let time = Date.parse('2026-11-22T09:00:00.000Z')
	return () => new Date(time += 60_000).toISOString()
}

/** A person at a browser, with everything that the page would remember. */
async function browser(now = clock(), identity?: RevisionFile): Promise<{ readonly api: CryptoApi, readonly identity: RevisionFile, readonly calls: { count: number, selfTests: number } }> {
	const { deriveKey, calls } = cheapDerivation()
	const api = createCryptoService({ deriveKey, now })
	if (identity !== undefined) {
		await api.unlock({ passphrase: PASSPHRASE, identity: { heads: [identity], others: [] } })
		return { api, identity, calls }
	}
	const created = await api.createIdentity({ passphrase: PASSPHRASE, label: 'Secrétaire', kdf: KDF })
	await api.commitIdentity(created.name)
	return { api, identity: created, calls }
}

async function createVault(api: CryptoApi): Promise<{ readonly vaultId: string, readonly revision: RevisionFile, readonly view: VaultView }> {
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'Secrétaire' })
	return { vaultId, revision, view: await api.commit({ vaultId, name: revision.name }) }
}

const put = (id: string, draft: Partial<CredentialDraft>) => ({ kind: 'put', id, draft }) as const

async function save(api: CryptoApi, vaultId: string, ...changes: Parameters<CryptoApi['prepare']>[0]['changes']): Promise<{ readonly revision: RevisionFile, readonly view: VaultView }> {
	const revision = await api.prepare({ vaultId, changes })
	return { revision, view: await api.commit({ vaultId, name: revision.name }) }
}

function open(api: CryptoApi, vaultId: string, heads: readonly RevisionFile[], others: readonly RevisionFile[] = [], acceptOlder = false) {
	return api.openVault({ notebookId: NOTEBOOK, vaultId, journal: { heads, others }, acceptOlder })
}

beforeEach(loadSodium)

describe('identity', () => {
	it('is created after a known answer, derived a second time, and opened again elsewhere', async () => {
		const { api, identity, calls } = await browser()
		expect(calls).toEqual({ count: 2, selfTests: 1 })
		const view = await createCryptoService({ ...cheapDerivation(), now: clock() }).unlock({ passphrase: `  ${PASSPHRASE.replaceAll(' ', '  ')} `, identity: { heads: [identity], others: [] } })
		expect(view.fingerprint).toHaveLength(5)
		expect(view).toEqual({ ...view, kdf: KDF, pins: [] })
		await api.lock()
		await expect(api.rememberHeads()).rejects.toMatchObject({ code: 'locked' })
	})

	it('refuses a wrong passphrase, an empty one, a cost without known answer and an altered file', async () => {
		const { api, identity } = await browser()
		const unlock = (passphrase: string, file = identity) => api.unlock({ passphrase, identity: { heads: [file], others: [] } })
		await expect(unlock('une phrase assez longue 43')).rejects.toMatchObject({ code: 'bad-passphrase' })
		await expect(api.createIdentity({ passphrase: ' \u00a0', label: '', kdf: KDF })).rejects.toMatchObject({ code: 'invalid' })
		await expect(api.createIdentity({ passphrase: PASSPHRASE, label: '', kdf: { memory: 65 * 1024 * 1024, passes: 3 } })).rejects.toMatchObject({ code: 'kdf-self-test' })
		await expect(api.unlock({ passphrase: PASSPHRASE, identity: { heads: [], others: [] } })).rejects.toMatchObject({ code: 'no-identity' })
		const bytes = identity.bytes.slice()
		bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
		await expect(unlock(PASSPHRASE, { name: identity.name, bytes })).rejects.toMatchObject({ code: 'altered' })
	})

	it('does not bring keys back when it was locked during a derivation', async () => {
		const { identity } = await browser()
		const { deriveKey } = cheapDerivation()
		let derived = (): void => undefined
		const waiting = new Promise<void>((resolve) => {
			derived = resolve
		})
		const api = createCryptoService({ deriveKey: async (request) => waiting.then(() => deriveKey(request)), now: clock() })
		const unlocking = api.unlock({ passphrase: PASSPHRASE, identity: { heads: [identity], others: [] } })
		await new Promise((resolve) => setTimeout(resolve))
		await api.lock()
		derived()
		await expect(unlocking).rejects.toMatchObject({ code: 'locked' })
		await expect(api.rememberHeads()).rejects.toMatchObject({ code: 'locked' })
	})

	it('remembers the heads, merges two identity heads and says nothing twice', async () => {
		const now = clock()
		const { api, identity } = await browser(now)
		const { api: second } = await browser(now, identity)
		const first = await createVault(api)
		const other = await createVault(second)
		const [left, right] = [await api.rememberHeads(), await second.rememberHeads()] as [RevisionFile, RevisionFile]
		await api.commitIdentity(left.name)
		expect(await api.rememberHeads()).toBeNull()
		const third = createCryptoService({ ...cheapDerivation(), now })
		const view = await third.unlock({ passphrase: PASSPHRASE, identity: { heads: [left, right], others: [identity] } })
		expect(new Map(view.pins.map(({ vaultId, head }) => [vaultId, head]))).toEqual(new Map([[first.vaultId, first.revision.name], [other.vaultId, other.revision.name]]))
		await open(third, first.vaultId, [first.revision])
		await save(third, first.vaultId, put(ID, { label: 'Impôts' }))
		const merged = await third.rememberHeads()
		expect(merged?.name.startsWith('00000003-')).toBe(true)
		await expect(third.unlock({ passphrase: PASSPHRASE, identity: { heads: [merged as RevisionFile], others: [] } })).resolves.toMatchObject({ pins: { length: 2 } })
	})
})

describe('a vault', () => {
	it('is created, written, read back by another browser, and reveals one secret at a time', async () => {
		const now = clock()
		const { api, identity } = await browser(now)
		const { vaultId, view } = await createVault(api)
		expect(view).toMatchObject({ role: 'keeper', credentials: [], members: [{ isMe: true, label: 'Secrétaire' }] })
		const { revision, view: saved } = await save(api, vaultId, put(ID, { label: 'Impôts', login: 'mairie', password: 'Été-2026', note: 'porte 3' }))
		expect(saved.credentials).toMatchObject([{ id: ID, label: 'Impôts', login: 'mairie', hasPassword: true, hasNote: true, reusedBy: 0, conflicts: 0 }])
		expect(JSON.stringify(saved)).not.toMatch(/Été-2026|porte 3/)
		const { api: second } = await browser(now, identity)
		expect(await open(second, vaultId, [revision])).toEqual(saved)
		expect(await second.reveal({ vaultId, id: ID, field: 'password' })).toBe('Été-2026')
		expect(await second.reveal({ vaultId, id: ID, field: 'note' })).toBe('porte 3')
	})

	it('opens what was handed over while the key was derived, once', async () => {
		const now = clock()
		const { api, identity } = await browser(now)
		const { vaultId, revision: first } = await createVault(api)
		const { revision, view } = await save(api, vaultId, put(ID, { label: 'Impôts', password: 'Été-2026' }))
		const { deriveKey } = cheapDerivation()
		const second = createCryptoService({ deriveKey: async (request) => second.prefetch([first, revision]).then(() => deriveKey(request)), now })
		await second.unlock({ passphrase: PASSPHRASE, identity: { heads: [identity], others: [] } })
		const openAhead = ({ name }: RevisionFile) => second.openVault({ notebookId: NOTEBOOK, vaultId, journal: { heads: [{ name, bytes: null }], others: [] }, acceptOlder: false })
		expect(await openAhead(revision)).toEqual(view)
		expect(await second.reveal({ vaultId, id: ID, field: 'password' })).toBe('Été-2026')
		await expect(openAhead(revision)).rejects.toMatchObject({ code: 'locked' })
		await expect(openAhead(first)).rejects.toMatchObject({ code: 'locked' })
	})

	it('believes nothing of what is handed over ahead, and forgets it when it is locked or not unlocked', async () => {
		const { api, identity } = await browser()
		const { vaultId, revision } = await createVault(api)
		const { revision: other } = await createVault(api)
		const unlock = (passphrase = PASSPHRASE) => api.unlock({ passphrase, identity: { heads: [identity], others: [] } })
		const openAhead = (name = revision.name) => api.openVault({ notebookId: NOTEBOOK, vaultId, journal: { heads: [{ name, bytes: null }], others: [] }, acceptOlder: false })
		const refusals: readonly (readonly [string, RevisionFile, string])[] = [
			['altered', { name: revision.name, bytes: revision.bytes.map((byte, place) => (place === revision.bytes.length - 1 ? byte ^ 1 : byte)) }, revision.name],
			['altered', { name: revision.name, bytes: other.bytes }, revision.name],
			['wrong-notebook', other, other.name],
		]
		for (const [code, file, name] of refusals) {
			await api.prefetch([file])
			await unlock()
			await expect(openAhead(name)).rejects.toMatchObject({ code })
		}
		await api.prefetch([revision])
		await expect(unlock('une phrase assez longue 43')).rejects.toMatchObject({ code: 'bad-passphrase' })
		await unlock()
		await expect(openAhead()).rejects.toMatchObject({ code: 'locked' })
		await api.prefetch([revision])
		await api.lock()
		await unlock()
		await expect(openAhead()).rejects.toMatchObject({ code: 'locked' })
		await api.prefetch([other])
		await api.prefetch([revision])
		await expect(openAhead(other.name)).rejects.toMatchObject({ code: 'locked' })
		await api.prefetch([revision])
		await expect(openAhead()).resolves.toMatchObject({ heads: [revision.name] })
	})

	it('believes nothing saved before commit, and forgets what is discarded', async () => {
		const { api } = await browser()
		const { vaultId } = await createVault(api)
		const prepared = await api.prepare({ vaultId, changes: [put(ID, { label: 'Impôts', password: 'x' })] })
		await expect(api.reveal({ vaultId, id: ID, field: 'password' })).rejects.toMatchObject({ code: 'invalid' })
		await api.discard({ vaultId, name: prepared.name })
		await expect(api.commit({ vaultId, name: prepared.name })).rejects.toMatchObject({ code: 'locked' })
		const { view } = await save(api, vaultId, put(OTHER, { label: 'CAF' }))
		expect(view.credentials.map(({ id }) => id)).toEqual([OTHER])
	})

	it('keeps former values, trashes, restores, and purges only from the trash', async () => {
		const { api } = await browser()
		const { vaultId } = await createVault(api)
		await save(api, vaultId, put(ID, { label: 'Impôts', password: 'un' }))
		await save(api, vaultId, put(ID, { password: 'deux' }), put(OTHER, { label: 'CAF', password: 'deux' }))
		const lines = await api.history({ vaultId, id: ID })
		expect(lines).toMatchObject([{ index: 0, field: 'password', by: 'Secrétaire', reason: 'edit' }])
		expect(await api.reveal({ vaultId, id: ID, field: 'password', index: 0 })).toBe('un')
		await expect(api.reveal({ vaultId, id: ID, field: 'password', index: 1 })).rejects.toMatchObject({ code: 'invalid' })
		await expect(api.prepare({ vaultId, changes: [{ kind: 'purge', id: ID }] })).rejects.toMatchObject({ code: 'invalid' })
		const { view: trashed } = await save(api, vaultId, { kind: 'trash', id: ID })
		expect(trashed.credentials.find(({ id }) => id === ID)).toMatchObject({ trashedAt: expect.stringMatching(/^2026/) as string, reusedBy: 1 })
		expect(trashed.credentials.find(({ id }) => id === OTHER)).toMatchObject({ reusedBy: 0 })
		const { view: restored } = await save(api, vaultId, { kind: 'restore', id: ID })
		expect(restored.credentials.map(({ reusedBy, trashedAt }) => [reusedBy, trashedAt])).toEqual([[1, ''], [1, '']])
		await save(api, vaultId, { kind: 'trash', id: ID })
		const { view: purged } = await save(api, vaultId, { kind: 'purge', id: ID })
		expect(purged.credentials.map(({ id }) => id)).toEqual([OTHER])
	})

	it('merges two heads, shows the later password and keeps the other', async () => {
		const now = clock()
		const { api, identity } = await browser(now)
		const { vaultId } = await createVault(api)
		const { revision: base } = await save(api, vaultId, put(ID, { label: 'Impôts', login: 'mairie', password: 'base' }))
		const { api: second } = await browser(now, identity)
		await open(second, vaultId, [base])
		const { revision: left } = await save(api, vaultId, put(ID, { password: 'gauche' }))
		const { revision: right } = await save(second, vaultId, put(ID, { password: 'droite', login: 'accueil' }))
		const views = [await open(api, vaultId, [left, right], [base]), await open(second, vaultId, [right, left], [base])]
		expect(views[0]).toEqual(views[1])
		expect(views[0]?.heads).toHaveLength(2)
		expect(views[0]?.credentials).toMatchObject([{ login: 'accueil', conflicts: 1 }])
		expect(await api.reveal({ vaultId, id: ID, field: 'password' })).toBe('droite')
		const conflict = (await api.history({ vaultId, id: ID })).find(({ reason }) => reason === 'conflict')
		expect(await api.reveal({ vaultId, id: ID, field: 'password', index: conflict?.index as number })).toBe('gauche')
		const { revision: merged, view } = await save(api, vaultId, put(OTHER, { label: 'CAF' }))
		expect(view.heads).toEqual([merged.name])
		expect((await open(second, vaultId, [merged])).credentials).toHaveLength(2)
	})

	it('keeps what others wrote between prepare and commit', async () => {
		const now = clock()
		const { api, identity } = await browser(now)
		const { vaultId, revision: base } = await createVault(api)
		const { api: second } = await browser(now, identity)
		await open(second, vaultId, [base])
		const mine = await api.prepare({ vaultId, changes: [put(ID, { label: 'Impôts' })] })
		const { revision: theirs } = await save(second, vaultId, put(OTHER, { label: 'CAF' }))
		await open(api, vaultId, [theirs])
		const view = await api.commit({ vaultId, name: mine.name })
		expect(view.credentials.map(({ id }) => id).sort()).toEqual([ID, OTHER])
		expect(view).toEqual(await open(api, vaultId, [mine, theirs], [base]))
	})

	it('refuses to go back, within a session and after another unlock, unless the person asks', async () => {
		const now = clock()
		const { api } = await browser(now)
		const { vaultId, revision: first } = await createVault(api)
		const { revision: second } = await save(api, vaultId, put(ID, { label: 'Impôts' }))
		await expect(open(api, vaultId, [first])).rejects.toMatchObject({ code: 'rolled-back', detail: { revision: second.name } })
		const remembered = await api.rememberHeads() as RevisionFile
		const { api: later } = await browser(now, remembered)
		await expect(open(later, vaultId, [first])).rejects.toMatchObject({ code: 'rolled-back' })
		expect((await open(later, vaultId, [first], [], true)).credentials).toEqual([])
		const { revision: third } = await save(later, vaultId, put(OTHER, { label: 'CAF' }))
		expect((await open(later, vaultId, [third])).credentials).toHaveLength(1)
	})

	it('follows the head that it remembers without the revisions in between', async () => {
		const now = clock()
		const { api, identity } = await browser(now)
		const { vaultId, revision: first } = await createVault(api)
		const { api: second } = await browser(now, identity)
		await open(second, vaultId, [first])
		const remembered = await second.rememberHeads() as RevisionFile
		await save(api, vaultId, put(ID, { label: 'un' }))
		await save(api, vaultId, put(ID, { label: 'deux' }))
		const { revision: fourth } = await save(api, vaultId, put(ID, { label: 'trois' }))
		const { api: third } = await browser(now, remembered)
		expect((await open(third, vaultId, [fourth])).credentials).toMatchObject([{ label: 'trois' }])
	})

	it('is refused under another notebook, another id, or to another person', async () => {
		const now = clock()
		const { api } = await browser(now)
		const { vaultId, revision } = await createVault(api)
		const { api: stranger } = await browser(now)
		await expect(open(stranger, vaultId, [revision])).rejects.toMatchObject({ code: 'not-a-member' })
		await expect(open(api, OTHER, [revision])).rejects.toMatchObject({ code: 'wrong-notebook' })
		await expect(api.openVault({ notebookId: OTHER, vaultId, journal: { heads: [revision], others: [] }, acceptOlder: false })).rejects.toMatchObject({ code: 'wrong-notebook' })
	})

	it('refuses values beyond their limits and unknown ids, and stays as it was', async () => {
		const { api } = await browser()
		const { vaultId } = await createVault(api)
		await save(api, vaultId, put(ID, { label: 'Impôts' }))
		const refused = [put(OTHER, { password: 'x'.repeat(10_001) }), put('id', { label: 'x' }), put(OTHER, { label: '\ud800' }), { kind: 'trash', id: OTHER }, { kind: 'restore', id: OTHER }] as const
		for (const change of refused) {
			await expect(api.prepare({ vaultId, changes: [change] })).rejects.toMatchObject({ code: 'invalid' })
		}
		expect(await api.history({ vaultId, id: ID })).toEqual([])
	})
})

describe('costs and proposals', () => {
	it('calibrates to the dearest cost under a second', async () => {
		const at = (milliseconds: number) => createCryptoService({ deriveKey: async () => ({ key: new Uint8Array(64), milliseconds }), now: clock() }).calibrate()
		expect(await at(100)).toEqual({ memory: 256 * 1024 * 1024, passes: 3 })
		expect(await at(500)).toEqual({ memory: 128 * 1024 * 1024, passes: 3 })
		expect(await at(5000)).toEqual({ memory: 64 * 1024 * 1024, passes: 3 })
	})

	it('proposes six words, each time others', async () => {
		const api = createCryptoService({ ...cheapDerivation(), now: clock() })
		await api.ready()
		const proposals = await Promise.all(Array.from({ length: 20 }, () => api.proposePassphrase()))
		expect(new Set(proposals).size).toBe(20)
		expect(proposals.every((proposal) => proposal.split(' ').length === 6)).toBe(true)
	})
})
