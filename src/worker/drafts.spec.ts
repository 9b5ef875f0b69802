// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest'
import { cheapDerivation, NOTEBOOK } from '../../tests/support/vault-people.ts'
import type { RevisionFile } from '../domain/document.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import type { VaultChange } from '../vault/model.ts'
import type { CryptoApi, VaultView } from './api.ts'
import { createCryptoService } from './service.ts'

const PASSPHRASE = 'une phrase assez longue 42'
const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const CANARY = 'Canari-Été-2026'
const [ID, OTHER] = ['a'.repeat(32), 'b'.repeat(32)]
const [DRAFT, SECOND] = ['1'.repeat(32), '2'.repeat(32)]

/** A clock that advances by one minute at each reading. */
function clock(): () => string {
	let time = Date.parse('2026-11-22T09:00:00.000Z')
	return () => new Date(time += 60_000).toISOString()
}

/** A vault as a server would keep it, and the person who made it. */
class Notebook {
	readonly now = clock()
	readonly revisions: RevisionFile[] = []
	identity: RevisionFile = { name: '', bytes: new Uint8Array() }
	vaultId = ''

	async start(): Promise<CryptoApi> {
		const api = createCryptoService({ ...cheapDerivation(), now: this.now })
		this.identity = await api.createIdentity({ passphrase: PASSPHRASE, label: 'Secrétaire', kdf: KDF })
		await api.commitIdentity(this.identity.name)
		const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'Secrétaire' })
		this.vaultId = vaultId
		await this.store(api, revision)
		return api
	}

	/** The same person at another browser, or after a reload. */
	async reload(): Promise<CryptoApi> {
		const api = createCryptoService({ ...cheapDerivation(), now: this.now })
		await api.unlock({ passphrase: PASSPHRASE, identity: { heads: [this.identity], others: [] } })
		await this.open(api)
		return api
	}

	open(api: CryptoApi, heads: readonly RevisionFile[] = this.revisions.slice(-1), others: readonly RevisionFile[] = this.revisions.slice(0, -1)): Promise<VaultView> {
		return api.openVault({ notebookId: NOTEBOOK, vaultId: this.vaultId, journal: { heads, others }, acceptOlder: false })
	}

	async store(api: CryptoApi, revision: RevisionFile): Promise<VaultView> {
		this.revisions.push(revision)
		return api.commit({ vaultId: this.vaultId, name: revision.name })
	}

	async save(api: CryptoApi, ...changes: VaultChange[]): Promise<VaultView> {
		return this.store(api, await api.prepare({ vaultId: this.vaultId, changes }))
	}

	make(api: CryptoApi, draftId: string, ...changes: VaultChange[]) {
		return api.makeDraft({ vaultId: this.vaultId, draftId, changes })
	}

	/** Stores drafts as one revision and forgets them. */
	async send(api: CryptoApi, ...draftIds: string[]): Promise<VaultView> {
		const revision = await api.prepareDrafts({ vaultId: this.vaultId, draftIds })
		if (revision !== null) {
			await this.store(api, revision)
		}
		return api.dropDrafts({ vaultId: this.vaultId, draftIds })
	}

	reveal(api: CryptoApi, id = ID): Promise<string> {
		return api.reveal({ vaultId: this.vaultId, id, field: 'password' })
	}
}

const put = (id: string, draft: Extract<VaultChange, { readonly kind: 'put' }>['draft']): VaultChange => ({ kind: 'put', id, draft })
const labels = ({ credentials }: VaultView): readonly string[] => credentials.map(({ label }) => label).sort()

beforeEach(loadSodium)

describe('drafts of a vault', () => {
	it('are shown while they wait, one over the other, and saved as one revision', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		const first = await notebook.make(api, DRAFT, put(ID, { label: 'Impôts', password: 'un' }))
		expect(first.draft).toMatchObject({ id: DRAFT, records: [{ id: ID, label: 'Impôts', action: 'created' }] })
		const second = await notebook.make(api, SECOND, put(ID, { password: 'deux' }))
		expect(second.draft.records).toEqual([{ collection: 'credentials', id: ID, label: 'Impôts', action: 'changed', fields: ['password', 'passwordChangedAt'] }])
		expect(labels(second.view)).toEqual(['Impôts'])
		expect(await notebook.reveal(api)).toBe('deux')
		expect(notebook.revisions).toHaveLength(1)
		await notebook.send(api, DRAFT, SECOND)
		expect(notebook.revisions).toHaveLength(2)
		expect(await notebook.reveal(await notebook.reload())).toBe('deux')
		expect(await api.history({ vaultId: notebook.vaultId, id: ID })).toMatchObject([{ field: 'password', reason: 'edit' }])
	})

	it('survive the page, and say nothing to who reads the browser', async () => {
		const notebook = new Notebook()
		const { bytes } = await notebook.make(await notebook.start(), DRAFT, put(ID, { label: `Impôts ${CANARY}`, login: CANARY, password: CANARY, note: CANARY }))
		const text = Buffer.from(bytes)
		for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
			expect(text.includes(Buffer.from(CANARY, encoding))).toBe(false)
		}
		// Short and long values take the same place.
		expect(bytes).toHaveLength(1 + 24 + 4096 + 17)
		const after = await notebook.reload()
		const { opened, refused, view } = await after.loadDrafts({ vaultId: notebook.vaultId, drafts: [{ id: DRAFT, bytes }] })
		expect(refused).toEqual({})
		expect(opened).toMatchObject([{ records: [{ label: `Impôts ${CANARY}` }] }])
		expect(labels(view)).toEqual([`Impôts ${CANARY}`])
		await notebook.send(after, DRAFT)
		expect(await notebook.reveal(after)).toBe(CANARY)
	})

	it('are merged over what others wrote since, without undoing it', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		await notebook.save(api, put(ID, { label: 'Impôts', login: 'mairie', password: 'un' }))
		// A form writes all of its fields, those that it did not touch included.
		const { bytes } = await notebook.make(api, DRAFT, put(ID, { label: 'Impôts', login: 'mairie', password: 'mien' }))
		const colleague = await notebook.reload()
		await notebook.save(colleague, put(ID, { login: 'mairie-2' }), put(OTHER, { label: 'CAF' }))
		const after = await notebook.reload()
		await after.loadDrafts({ vaultId: notebook.vaultId, drafts: [{ id: DRAFT, bytes }] })
		const view = await notebook.send(after, DRAFT)
		expect(view.credentials).toMatchObject([{ label: 'Impôts', login: 'mairie-2', conflicts: 0 }, { label: 'CAF' }])
		expect(await notebook.reveal(after)).toBe('mien')
	})

	it('keep both values where another wrote the same field since', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		await notebook.save(api, put(ID, { label: 'Impôts', password: 'un' }))
		const { bytes } = await notebook.make(api, DRAFT, put(ID, { password: 'mien' }))
		const colleague = await notebook.reload()
		await notebook.save(colleague, put(ID, { password: 'leur' }))
		const after = await notebook.reload()
		await after.loadDrafts({ vaultId: notebook.vaultId, drafts: [{ id: DRAFT, bytes }] })
		const view = await notebook.send(after, DRAFT)
		expect(view.credentials).toMatchObject([{ conflicts: 1 }])
		expect(await notebook.reveal(after)).toBe('leur')
		const lines = await after.history({ vaultId: notebook.vaultId, id: ID })
		const lost = lines.find(({ reason }) => reason === 'conflict')
		expect(await after.reveal({ vaultId: notebook.vaultId, id: ID, field: 'password', index: lost?.index ?? -1 })).toBe('mien')
	})

	it('open again once the vault has another key', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		const { bytes } = await notebook.make(api, DRAFT, put(ID, { label: 'Impôts', password: 'un' }))
		const colleague = await notebook.reload()
		const { revision } = await colleague.invite({ vaultId: notebook.vaultId, role: 'writer', label: 'Maire', expiresAt: '2027-01-01T00:00:00.000Z' })
		const view = await notebook.store(colleague, revision)
		const invited = view.members.find(({ kind }) => kind === 'invitation')
		const removal = await colleague.cancelInvitation({ vaultId: notebook.vaultId, memberId: invited?.id ?? '' })
		await notebook.store(colleague, removal.revision)
		const after = await notebook.reload()
		expect((await after.loadDrafts({ vaultId: notebook.vaultId, drafts: [{ id: DRAFT, bytes }] })).refused).toEqual({})
		await notebook.send(after, DRAFT)
		expect(await notebook.reveal(await notebook.reload())).toBe('un')
	})

	it('need no revision when the server holds them already', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		const { bytes } = await notebook.make(api, DRAFT, put(ID, { label: 'Impôts', password: 'un' }))
		await notebook.send(api, DRAFT)
		const after = await notebook.reload()
		await after.loadDrafts({ vaultId: notebook.vaultId, drafts: [{ id: DRAFT, bytes }] })
		expect(await after.prepareDrafts({ vaultId: notebook.vaultId, draftIds: [DRAFT] })).toBeNull()
	})

	it('are refused under another id, altered, of another person, or by a newer version', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		const { bytes } = await notebook.make(api, DRAFT, put(ID, { label: 'Impôts' }))
		const load = async (person: CryptoApi, vaultId: string, id: string, given: Uint8Array) => (await person.loadDrafts({ vaultId, drafts: [{ id, bytes: given }] })).refused
		const after = await notebook.reload()
		expect(await load(after, notebook.vaultId, SECOND, bytes)).toEqual({ [SECOND]: 'altered' })
		const last = bytes.slice()
		last[last.length - 1] = (last.at(-1) as number) ^ 1
		expect(await load(after, notebook.vaultId, DRAFT, last)).toEqual({ [DRAFT]: 'altered' })
		expect(await load(after, notebook.vaultId, DRAFT, new Uint8Array())).toEqual({ [DRAFT]: 'altered' })
		expect(await load(after, notebook.vaultId, DRAFT, Uint8Array.of(2, ...bytes.subarray(1)))).toEqual({ [DRAFT]: 'unsupported-version' })
		const elsewhere = new Notebook()
		const stranger = await elsewhere.start()
		expect(await load(stranger, elsewhere.vaultId, DRAFT, bytes)).toEqual({ [DRAFT]: 'altered' })
		await expect(after.prepareDrafts({ vaultId: notebook.vaultId, draftIds: [DRAFT] })).rejects.toMatchObject({ code: 'locked' })
	})

	it('are given up, or gone from the screens once the keys are', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		await notebook.make(api, DRAFT, put(ID, { label: 'Impôts' }))
		expect(labels(await api.dropDrafts({ vaultId: notebook.vaultId, draftIds: [DRAFT] }))).toEqual([])
		await notebook.make(api, SECOND, put(ID, { label: 'Impôts' }))
		await api.lock()
		await api.unlock({ passphrase: PASSPHRASE, identity: { heads: [notebook.identity], others: [] } })
		expect(labels(await notebook.open(api))).toEqual([])
	})

	it('are refused at once where they could never be saved', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		await expect(notebook.make(api, DRAFT, put(ID, { label: 'x'.repeat(301) }))).rejects.toMatchObject({ code: 'invalid' })
		await expect(notebook.make(api, 'nom', put(ID, { label: 'x' }))).rejects.toMatchObject({ code: 'invalid' })
		await expect(api.prepareDrafts({ vaultId: notebook.vaultId, draftIds: [DRAFT] })).rejects.toMatchObject({ code: 'locked' })
	})
})

describe('drafts of the inventory', () => {
	it('are sealed to the person too', async () => {
		const notebook = new Notebook()
		const api = await notebook.start()
		const content = { at: '2026-11-22T09:00:00.000Z', patch: { tools: { x: { before: null, after: { name: CANARY } } } } }
		const bytes = await api.sealDraft({ notebookId: NOTEBOOK, draftId: DRAFT, content })
		expect(Buffer.from(bytes).includes(CANARY)).toBe(false)
		const after = await notebook.reload()
		expect(await after.openDraft({ notebookId: NOTEBOOK, draftId: DRAFT, bytes })).toEqual(content)
		await expect(after.openDraft({ notebookId: 'f'.repeat(32), draftId: DRAFT, bytes })).rejects.toMatchObject({ code: 'altered' })
		await after.lock()
		await expect(after.openDraft({ notebookId: NOTEBOOK, draftId: DRAFT, bytes })).rejects.toMatchObject({ code: 'locked' })
	})
})
