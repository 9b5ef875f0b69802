// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest'
import { cheapDerivation, NOTEBOOK } from '../../tests/unit/vault-people.ts'
import { parseVault } from '../vault/container.ts'
import type { CredentialDraft, MemberRole } from '../vault/model.ts'
import { loadSodium } from '../vault/sodium.ts'
import type { AcceptedInvitation, CryptoApi, InvitationOffer, RevisionFile, VaultView } from './api.ts'
import { createCryptoService } from './service.ts'

const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const IMPOTS = 'a'.repeat(32)
const CAF = 'b'.repeat(32)
const LATER = '2026-12-24T00:00:00.000Z'

let time: number
/** A clock that advances by one minute at each reading, shared by everybody. */
const now = (): string => new Date(time += 60_000).toISOString()

/** A server's folder of one vault, and whoever reads it honestly. */
class Folder {
	readonly files: RevisionFile[] = []
	vaultId = ''

	store(...files: readonly RevisionFile[]): void {
		// What the Worker hands over is never read again by it.
		this.files.push(...files.map(({ name, bytes }) => ({ name, bytes: bytes.slice() })))
	}

	journal(files = this.files) {
		const listed = new Set(files.flatMap(({ bytes }) => parseVault(bytes).header.ancestors))
		return { heads: files.filter(({ name }) => !listed.has(name)), others: files.filter(({ name }) => listed.has(name)) }
	}
}

let folder: Folder

/** A person at a browser. */
class Person {
	readonly label: string
	readonly api: CryptoApi
	identity: RevisionFile[] = []

	constructor(label: string) {
		this.label = label
		this.api = createCryptoService({ ...cheapDerivation(), now })
	}

	static async create(label: string): Promise<Person> {
		const person = new Person(label)
		const identity = await person.api.createIdentity({ passphrase: `phrase de ${label}`, label, kdf: KDF })
		await person.api.commitIdentity(identity.name)
		person.identity = [identity]
		return person
	}

	get place() {
		return { notebookId: NOTEBOOK, vaultId: folder.vaultId, journal: folder.journal(), label: this.label }
	}

	open(more: { readonly follow?: string, readonly browserPin?: string, readonly acceptOlder?: boolean, readonly files?: RevisionFile[] } = {}): Promise<VaultView> {
		const { files, acceptOlder, ...rest } = more
		return this.api.openVault({ notebookId: NOTEBOOK, vaultId: folder.vaultId, journal: folder.journal(files), acceptOlder: acceptOlder ?? false, ...rest })
	}

	/** Stores what was prepared, and makes it current. */
	async save(revision: RevisionFile): Promise<VaultView> {
		folder.store(revision)
		return this.api.commit({ vaultId: folder.vaultId, name: revision.name })
	}

	async put(id: string, draft: Partial<CredentialDraft>): Promise<VaultView> {
		return this.save(await this.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'put', id, draft }] }))
	}

	async invite(role: MemberRole, expiresAt = LATER): Promise<InvitationOffer> {
		const offer = await this.api.invite({ vaultId: folder.vaultId, role, label: 'La nouvelle', expiresAt })
		await this.save(offer.revision)
		return offer
	}

	async accept(code: readonly string[]): Promise<AcceptedInvitation & { readonly view: VaultView }> {
		const accepted = await this.api.acceptInvitation({ ...this.place, code: code.join(' ') })
		return { ...accepted, view: await this.save(accepted.revision) }
	}

	async remember(): Promise<void> {
		const revision = await this.api.rememberHeads()
		if (revision !== null) {
			await this.api.commitIdentity(revision.name)
			this.identity = [revision]
		}
	}

	/** The same person at another moment: only what the identity journal and the server keep. */
	async later(): Promise<Person> {
		await this.remember()
		const person = new Person(this.label)
		person.identity = this.identity
		await person.api.unlock({ passphrase: `phrase de ${this.label}`, identity: { heads: this.identity, others: [] } })
		return person
	}
}

async function founder(): Promise<Person> {
	const anna = await Person.create('Anna')
	const { vaultId, revision } = await anna.api.createVault({ notebookId: NOTEBOOK, label: 'Anna' })
	folder.vaultId = vaultId
	await anna.save(revision)
	await anna.put(IMPOTS, { label: 'Impôts', password: 'un' })
	return anna
}

/** Anna, keeper, and somebody whom she invited. */
async function two(role: MemberRole = 'writer'): Promise<readonly [Person, Person]> {
	const [anna, bruno] = [await founder(), await Person.create('Bruno')]
	await bruno.accept((await anna.invite(role)).code)
	await anna.open()
	return [anna, bruno]
}

const idOf = (view: VaultView, label: string): string => view.members.find((member) => member.label === label)?.id as string
const fails = async (action: Promise<unknown>, code: string): Promise<void> => expect(action).rejects.toMatchObject({ code })

beforeEach(async () => {
	await loadSodium()
	time = Date.parse('2026-11-22T09:00:00.000Z')
	folder = new Folder()
})

describe('an invitation', () => {
	it('lets somebody in with eight words, tells who invites, and serves once', async () => {
		const [anna, bruno, eve] = [await founder(), await Person.create('Bruno'), await Person.create('Eve')]
		const offer = await anna.invite('writer')
		expect(offer.code).toHaveLength(8)
		expect((await anna.open()).members.find(({ kind }) => kind === 'invitation')).toMatchObject({ id: offer.memberId, role: 'writer', label: 'La nouvelle', inviter: 'Anna', expiresAt: LATER })
		const accepted = await bruno.accept(offer.code)
		expect(accepted).toMatchObject({ role: 'writer', inviter: { label: 'Anna', fingerprint: offer.fingerprint } })
		expect(accepted.view.credentials).toMatchObject([{ id: IMPOTS }])
		expect(accepted.view.members.map(({ label, role, isMe }) => ({ label, role, isMe }))).toEqual(expect.arrayContaining([{ label: 'Bruno', role: 'writer', isMe: true }, { label: 'Anna', role: 'keeper', isMe: false }]))
		expect((await anna.open()).members.map(({ kind }) => kind)).toEqual(['person', 'person'])
		await bruno.put(CAF, { label: 'CAF', password: 'x' })
		expect((await anna.open()).credentials).toHaveLength(2)
		await fails(eve.accept(offer.code), 'invitation-unknown')
		await fails(bruno.accept(offer.code), 'invitation-unknown')
	})

	it('remembers who invited in the identity, and keeps it at the next head', async () => {
		const [anna, bruno] = await two()
		const { fingerprint } = (await anna.open()).members.find(({ isMe }) => isMe) as { readonly fingerprint: readonly string[] }
		await bruno.remember()
		const again = await bruno.later()
		expect((await again.open()).notices).toEqual([])
		await again.put(CAF, { label: 'CAF' })
		await again.remember()
		const view = await again.api.unlock({ passphrase: 'phrase de Bruno', identity: { heads: again.identity, others: [] } })
		expect(view.pins).toMatchObject([{ vaultId: folder.vaultId, inviter: fingerprint }])
		expect((await (await anna.later()).api.rememberHeads())).toBeNull()
	})

	it('refuses words that are wrong, of another vault, over, or cancelled', async () => {
		const [anna, bruno] = [await founder(), await Person.create('Bruno')]
		await fails(anna.api.invite({ vaultId: folder.vaultId, role: 'writer', label: '', expiresAt: '2026-11-22T09:00:00.000Z' }), 'invalid')
		await fails(anna.api.invite({ vaultId: folder.vaultId, role: 'writer', label: '', expiresAt: '' }), 'invalid')
		const offer = await anna.invite('reader')
		await fails(bruno.accept(offer.code.slice(1)), 'wrong-words')
		await fails(bruno.accept([...offer.code].reverse()), 'invitation-unknown')
		const { revision, prune } = await anna.api.cancelInvitation({ vaultId: folder.vaultId, memberId: offer.memberId })
		expect(parseVault(revision.bytes).header.epoch).toBe(2)
		expect(prune).toHaveLength(2)
		await anna.save(revision)
		await fails(bruno.accept(offer.code), 'invitation-unknown')
		const short = await anna.invite('reader', '2026-11-22T12:00:00.000Z')
		time = Date.parse('2026-11-22T12:00:00.000Z')
		await fails(bruno.accept(short.code), 'invitation-expired')
		const view = await anna.put(CAF, { label: 'CAF' })
		expect(view.members.map(({ kind }) => kind)).toEqual(['person'])
		await fails(bruno.accept(short.code), 'invitation-unknown')
	})

	it('does not open a later state of which the inviter said nothing, nor an older one', async () => {
		const [anna, bruno] = await two('keeper')
		const chloe = await Person.create('Chloé')
		const older = [...folder.files]
		const offer = await anna.invite('writer')
		const invited = folder.files.at(-1) as RevisionFile
		await bruno.open()
		await bruno.save(await bruno.api.changeRole({ vaultId: folder.vaultId, memberId: idOf(await bruno.open(), 'Anna'), role: 'writer' }))
		const head = folder.files.at(-1) as RevisionFile
		const accept = (heads: readonly RevisionFile[], others: readonly RevisionFile[]) => chloe.api.acceptInvitation({ ...chloe.place, code: offer.code.join(' '), journal: { heads, others } })
		// The lists changed since: without what stands between, the head could be anybody's.
		await fails(accept([head], []), 'not-allowed')
		await fails(accept(older.slice(-1), []), 'invitation-unknown')
		expect((await accept([head], [invited, ...older])).role).toBe('writer')
	})

	it('derives once for several invitations, and tries no more than an honest vault asks for', async () => {
		const anna = await founder()
		const offers = [await anna.invite('reader'), await anna.invite('reader'), await anna.invite('writer')]
		const { invitations } = parseVault((folder.files.at(-1) as RevisionFile).bytes).header
		expect(new Set(invitations.map(({ kdf }) => kdf.salt)).size).toBe(1)
		const { deriveKey, calls } = cheapDerivation()
		const api = createCryptoService({ deriveKey, now })
		await api.commitIdentity((await api.createIdentity({ passphrase: 'phrase', label: '', kdf: KDF })).name)
		await api.acceptInvitation({ ...anna.place, label: 'Bruno', code: offers[2]?.code.join(' ') as string })
		expect(calls.count).toBe(3)
	})

	it('is not made by a writer, and ends with whoever made it', async () => {
		const [anna, bruno] = await two('keeper')
		const chloe = await Person.create('Chloé')
		await bruno.open()
		const offer = await bruno.invite('keeper')
		await anna.open()
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
		await anna.save(revision)
		await fails(chloe.accept(offer.code), 'invitation-unknown')
		const second = await anna.invite('writer')
		await chloe.accept(second.code)
		await fails(chloe.invite('reader'), 'not-allowed')
	})

	it('waits for the key when it was accepted on one branch while another went on', async () => {
		const [anna, bruno] = [await founder(), await Person.create('Bruno')]
		const offer = await anna.invite('writer')
		const journal = folder.journal()
		await anna.put(CAF, { label: 'CAF' })
		const { revision } = await bruno.api.acceptInvitation({ ...bruno.place, journal, code: offer.code.join(' ') })
		await bruno.save(revision)
		const view = await bruno.open()
		expect(view.notices).toMatchObject([{ kind: 'waiting-for-key' }])
		expect(view.credentials).toHaveLength(1)
		expect((await anna.open()).members).toHaveLength(2)
		await anna.put(CAF, { note: 'x' })
		const whole = await bruno.open()
		expect(whole.notices).toEqual([])
		expect(whole.credentials).toHaveLength(2)
	})
})

describe('a departure', () => {
	it('changes the key, lists what the person could read, and ticks it off as it is changed', async () => {
		const [anna, bruno] = await two()
		const brunoId = idOf(await anna.open(), 'Bruno')
		await anna.put(CAF, { label: 'CAF', password: 'x' })
		await bruno.open()
		const { revision, prune, credentialIds } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: brunoId })
		expect([...credentialIds].sort()).toEqual([IMPOTS, CAF].sort())
		expect(prune).toEqual(folder.files.map(({ name }) => name).slice(0, -1).reverse())
		const view = await anna.save(revision)
		expect(view.departures).toMatchObject([{ memberId: brunoId, label: 'Bruno', items: [{ done: false }, { done: false }] }])
		expect(parseVault((folder.files.at(-1) as RevisionFile).bytes).header).toMatchObject({ epoch: 2, grants: { length: 1 } })
		await fails(bruno.open({ files: folder.files.slice(-1) }), 'not-a-member')
		const changed = await anna.put(IMPOTS, { password: 'nouveau' })
		expect(changed.departures[0]?.items.find(({ credentialId }) => credentialId === IMPOTS)?.done).toBe(true)
		expect((await anna.put(CAF, { label: 'Autre nom' })).departures[0]?.items.find(({ credentialId }) => credentialId === CAF)?.done).toBe(false)
		expect((await (await anna.later()).open()).departures).toEqual((await anna.open()).departures)
	})

	it('also lists what was written on another branch under the old key', async () => {
		const [anna, bruno] = await two()
		const chloe = await Person.create('Chloé')
		await chloe.accept((await anna.invite('writer')).code)
		await Promise.all([anna.open(), bruno.open()])
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
		await chloe.put(IMPOTS, { password: 'changé sans le savoir' })
		await chloe.put(CAF, { label: 'CAF', password: 'x' })
		await anna.save(revision)
		const open = async (person: Person) => (await person.open()).departures[0]?.items
		const merged = await open(anna)
		expect(merged?.map(({ done }) => done)).toEqual([false, false])
		expect(await open(chloe)).toEqual(merged)
		await anna.put(CAF, { password: 'y' })
		expect((await open(chloe))?.filter(({ done }) => done)).toEqual([{ credentialId: CAF, done: true }])
	})

	it('is a keeper\'s, of somebody else who is there', async () => {
		const [anna, bruno] = await two()
		const { vaultId } = folder
		const view = await anna.open()
		await fails(bruno.api.removeMember({ vaultId, memberId: idOf(view, 'Anna') }), 'not-allowed')
		await fails(bruno.api.changeRole({ vaultId, memberId: idOf(view, 'Bruno'), role: 'keeper' }), 'not-allowed')
		await fails(anna.api.removeMember({ vaultId, memberId: idOf(view, 'Anna') }), 'not-allowed')
		await fails(anna.api.changeRole({ vaultId, memberId: idOf(view, 'Anna'), role: 'reader' }), 'not-allowed')
		await fails(anna.api.removeMember({ vaultId, memberId: IMPOTS }), 'invalid')
		await fails(anna.api.cancelInvitation({ vaultId, memberId: idOf(view, 'Bruno') }), 'invalid')
	})

	it('keeps what a removed person wrote meanwhile for a keeper to accept or refuse', async () => {
		for (const accepts of [true, false]) {
			folder = new Folder()
			const [anna, bruno] = await two()
			await bruno.open()
			const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
			await bruno.put(CAF, { label: 'CAF', password: 'x' })
			const branch = folder.files.at(-1)?.name as string
			const view = await anna.save(revision).then(() => anna.open())
			expect(view.credentials).toHaveLength(1)
			expect(view.notices).toMatchObject([{ kind: 'branch-of-removed', revision: branch, author: 'Bruno', adds: [] }])
			const decision = accepts
				? await anna.api.acceptBranch({ vaultId: folder.vaultId, revision: branch, journal: folder.journal() })
				: await anna.api.refuseBranch({ vaultId: folder.vaultId, revision: branch })
			const decided = await anna.save(decision)
			const reopened = await (await anna.later()).open()
			for (const { notices, credentials, members } of [decided, reopened, await anna.open()]) {
				expect(notices).toEqual([])
				expect(credentials).toHaveLength(accepts ? 2 : 1)
				expect(members).toHaveLength(1)
			}
			expect(decided.events.map(({ kind }) => kind)).toEqual(accepts ? ['branch-accepted'] : [])
			expect(decided.departures[0]?.items).toHaveLength(accepts ? 2 : 1)
			await fails(anna.api.acceptBranch({ vaultId: folder.vaultId, revision: '0'.repeat(8) + branch.slice(8), journal: folder.journal() }), 'invalid')
		}
	})
})

describe('a role', () => {
	it('is changed by a keeper, and binds from the next revision on', async () => {
		const [anna, bruno] = await two('reader')
		await fails(bruno.put(CAF, { label: 'CAF' }), 'not-allowed')
		await anna.save(await anna.api.changeRole({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno'), role: 'writer' }))
		expect((await bruno.open()).role).toBe('writer')
		await bruno.put(CAF, { label: 'CAF' })
		expect((await anna.open()).credentials).toHaveLength(2)
	})
})

describe('an envelope', () => {
	async function enveloped(person: Person) {
		const { revision, sheet } = await person.api.createEnvelope({ vaultId: folder.vaultId })
		return { sheet, view: await person.save(revision) }
	}
	const typed = (words: readonly string[], ask: readonly number[]) => ask.map((index) => ({ index, word: ` ${words[index - 1]?.normalize('NFD').replace(/\p{Mn}/gu, '').toUpperCase()} ` }))

	it('is none, unverified, verified by the two words asked for, opened, and replaced', async () => {
		const anna = await founder()
		expect((await anna.open()).envelope.status).toBe('none')
		const { sheet, view } = await enveloped(anna)
		expect(sheet.words).toHaveLength(12)
		expect(view.envelope).toMatchObject({ status: 'unverified', sheet: 1, ask: sheet.ask })
		expect(JSON.stringify(view)).not.toContain(sheet.qr.slice(8).toLowerCase())
		const verify = (words: readonly string[], ask: readonly number[] = sheet.ask) => anna.api.verifyEnvelope({ vaultId: folder.vaultId, words: typed(words, ask) })
		await fails(verify([...sheet.words].reverse()), 'wrong-words')
		await fails(verify(sheet.words, [sheet.ask[0]]), 'wrong-words')
		expect((await anna.save(await verify(sheet.words))).envelope).toMatchObject({ status: 'verified', sheet: 1 })
		const bruno = await Person.create('Bruno')
		await fails(bruno.api.openWithEnvelope({ ...bruno.place, words: sheet.words.slice(1).join(' ') }), 'wrong-words')
		const entered = await bruno.save(await bruno.api.openWithEnvelope({ ...bruno.place, words: sheet.words.join(' ') }))
		expect(entered).toMatchObject({ role: 'keeper', envelope: { status: 'opened' }, events: [{ kind: 'envelope-opened', by: 'Bruno' }] })
		expect((await anna.open()).envelope.status).toBe('opened')
		const replaced = await enveloped(anna)
		expect(replaced.view.envelope).toMatchObject({ status: 'unverified', sheet: 2 })
		const eve = await Person.create('Eve')
		await fails(eve.api.openWithEnvelope({ ...eve.place, words: sheet.qr }), 'wrong-words')
		expect((await bruno.open()).members.filter(({ kind }) => kind === 'envelope')).toMatchObject([{ sheet: 2 }])
	})

	it('still opens after the key changed, without being printed again, by its QR code', async () => {
		const [anna] = await two()
		const { sheet } = await enveloped(anna)
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
		await anna.save(revision)
		await anna.put(CAF, { label: 'CAF' })
		const chloe = await Person.create('Chloé')
		const view = await chloe.save(await chloe.api.openWithEnvelope({ ...chloe.place, words: ` ${sheet.qr} ` }))
		expect(view.credentials).toHaveLength(2)
		await fails(chloe.api.openWithEnvelope({ ...chloe.place, words: sheet.qr }), 'exists')
	})

	it('makes a keeper of a member who was not one', async () => {
		const [anna, bruno] = await two('reader')
		const { sheet } = await enveloped(anna)
		await bruno.open()
		const view = await bruno.save(await bruno.api.openWithEnvelope({ ...bruno.place, words: sheet.qr }))
		expect(view).toMatchObject({ role: 'keeper', envelope: { status: 'opened' } })
		expect((await anna.open()).envelope.status).toBe('opened')
		expect((await bruno.open()).members.filter(({ kind }) => kind === 'person')).toHaveLength(2)
	})

	it('is a keeper\'s to make and to verify', async () => {
		const [anna, bruno] = await two()
		const { sheet } = await enveloped(anna)
		await bruno.open()
		await fails(bruno.api.createEnvelope({ vaultId: folder.vaultId }), 'not-allowed')
		await fails(bruno.api.verifyEnvelope({ vaultId: folder.vaultId, words: typed(sheet.words, sheet.ask) }), 'not-allowed')
	})
})

describe('a passphrase', () => {
	it('is changed by who knows the present one, under another salt, and the former one opens nothing new', async () => {
		const anna = await founder()
		const before = anna.identity[0] as RevisionFile
		await fails(anna.api.changePassphrase({ current: 'autre chose', next: 'nouvelle phrase', kdf: KDF }), 'bad-passphrase')
		await fails(anna.api.changePassphrase({ current: 'phrase de Anna', next: ' ', kdf: KDF }), 'invalid')
		const { revision, remove } = await anna.api.changePassphrase({ current: 'phrase de Anna', next: 'nouvelle phrase', kdf: { memory: 128 * 1024 * 1024, passes: 3 } })
		expect(remove).toEqual([before.name])
		const view = await anna.api.commitIdentity(revision.name)
		expect(view.kdf).toEqual({ memory: 128 * 1024 * 1024, passes: 3 })
		await anna.put(CAF, { label: 'CAF' })
		const unlock = (passphrase: string, heads: readonly RevisionFile[]) => createCryptoService({ ...cheapDerivation(), now }).unlock({ passphrase, identity: { heads, others: [] } })
		await fails(unlock('phrase de Anna', [revision]), 'bad-passphrase')
		expect((await unlock('nouvelle phrase', [revision])).fingerprint).toEqual(view.fingerprint)
		expect((await unlock('nouvelle phrase', [revision, before])).fingerprint).toEqual(view.fingerprint)
		const remembered = await anna.api.rememberHeads() as RevisionFile
		expect((await unlock('nouvelle phrase', [remembered])).pins).toHaveLength(1)
	})

	it('is offered a dearer derivation when the computer can afford it', async () => {
		const anna = await Person.create('Anna')
		const again = await anna.later()
		const { dearer } = await again.api.unlock({ passphrase: 'phrase de Anna', identity: { heads: again.identity, others: [] } })
		expect(dearer).toEqual({ memory: 256 * 1024 * 1024, passes: 3 })
		await fails(again.api.raiseKdf({ passphrase: 'phrase de Anna', kdf: KDF }), 'invalid')
		const { revision } = await again.api.raiseKdf({ passphrase: 'phrase de Anna', kdf: dearer ?? KDF })
		expect(await again.api.commitIdentity(revision.name)).toMatchObject({ kdf: dearer, dearer: null })
		const api = createCryptoService({ ...cheapDerivation(), now })
		expect((await api.unlock({ passphrase: 'phrase de Anna', identity: { heads: [revision], others: [] } })).dearer).toBeNull()
	})
})

describe('what the server hides', () => {
	it('is caught by the browser when the identity was rolled back with the vault', async () => {
		const anna = await founder()
		const early = await anna.later()
		const files = [...folder.files]
		await anna.put(CAF, { label: 'CAF' })
		const seen = (await anna.open()).heads[0] as string
		expect((await early.open({ files })).credentials).toHaveLength(1)
		await fails((await early.later()).open({ files, browserPin: seen }), 'rolled-back')
		const view = await (await early.later()).open({ files, browserPin: seen, acceptOlder: true })
		expect(view.notices).toEqual([{ kind: 'older-accepted', revision: seen }])
	})

	it('is only delayed: histories kept apart merge, nothing is lost, and the split is recorded', async () => {
		const [anna, bruno] = await two()
		await bruno.open()
		await anna.put(IMPOTS, { password: 'gauche' })
		await anna.put('c'.repeat(32), { label: 'Gauche' })
		await bruno.put(IMPOTS, { password: 'droite' })
		await bruno.put('d'.repeat(32), { label: 'Droite' })
		const views = [await anna.open(), await bruno.open()]
		for (const { credentials, notices } of views) {
			expect(credentials.map(({ label }) => label).sort()).toEqual(['Droite', 'Gauche', 'Impôts'])
			expect(notices).toMatchObject([{ kind: 'split-met', revisions: { length: 2 } }])
		}
		const merged = await bruno.put(CAF, { label: 'CAF' })
		expect(merged.notices).toEqual([])
		expect((await anna.open()).events).toMatchObject([{ kind: 'split-met', by: 'Bruno' }])
		expect((await anna.api.history({ vaultId: folder.vaultId, id: IMPOTS })).filter(({ reason }) => reason === 'conflict')).toHaveLength(1)
	})
})

describe('locking', () => {
	it('drops an invitation whose derivation was under way', async () => {
		const anna = await founder()
		const inviting = anna.api.invite({ vaultId: folder.vaultId, role: 'reader', label: '', expiresAt: LATER })
		await anna.api.lock()
		await fails(inviting, 'locked')
	})
})
