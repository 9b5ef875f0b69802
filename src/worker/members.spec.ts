// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest'
import { CAF, fails, folder, founder, idOf, IMPOTS, KDF, LATER, newFolder, now, Person, setTime, two } from '../../tests/support/vault-journeys.ts'
import { cheapDerivation, NOTEBOOK } from '../../tests/support/vault-people.ts'
import type { RevisionFile } from '../domain/document.ts'
import { parseVault } from '../vault/file/container.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { createCryptoService } from './service.ts'

beforeEach(async () => {
	await loadSodium()
	newFolder()
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
		const { revision } = await anna.api.cancelInvitation({ vaultId: folder.vaultId, memberId: offer.memberId })
		expect(parseVault(revision.bytes).header.epoch).toBe(2)
		await anna.save(revision)
		await fails(bruno.accept(offer.code), 'invitation-unknown')
		const short = await anna.invite('reader', '2026-11-22T12:00:00.000Z')
		setTime('2026-11-22T12:00:00.000Z')
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
		// The lists changed since: without the revisions between, the head's author cannot be verified.
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
		const { revision, credentialIds } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: brunoId })
		expect([...credentialIds].sort()).toEqual([IMPOTS, CAF].sort())
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

	it('of one\'s own former key is nobody\'s departure', async () => {
		const [anna, bruno] = await two('keeper')
		const { revision } = await bruno.open().then(({ members }) => bruno.api.removeMember({ vaultId: folder.vaultId, memberId: members.find(({ isMe }) => !isMe)?.id as string, isFormerKey: true }))
		const view = await bruno.save(revision)
		expect(view.departures).toEqual([])
		expect(view.members).toMatchObject([{ label: 'Bruno', isMe: true }])
		await fails(anna.open(), 'not-a-member')
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
			newFolder()
			const [anna, bruno] = await two()
			await bruno.open()
			const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
			await bruno.put(CAF, { label: 'CAF', password: 'x' })
			const branch = folder.files.at(-1)?.name as string
			const view = await anna.save(revision).then(() => anna.open())
			expect(view.credentials).toHaveLength(1)
			expect(view.notices).toMatchObject([{ kind: 'branch-quarantined', revision: branch, author: 'Bruno', adds: [] }])
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

describe('somebody who came in twice', () => {
	it('stays once when a keeper joins both branches: no vault can have a key twice', async () => {
		const anna = await founder()
		const { code } = await anna.invite('writer')
		const bruno = await Person.create('Bruno')
		const elsewhere = await bruno.later()
		// At two computers, or again for want of an answer; neither sees the other.
		const twice = await Promise.all([bruno, elsewhere].map(async ({ api, place }) => (await api.acceptInvitation({ ...place, code: code.join(' ') })).revision))
		folder.store(...twice)
		await elsewhere.api.commit({ vaultId: folder.vaultId, name: twice[1]?.name as string })
		const { notices } = await anna.open()
		const waiting = notices.find(({ kind }) => kind === 'branch-quarantined') as { readonly revision: string }
		const { members } = await anna.save(await anna.api.acceptBranch({ vaultId: folder.vaultId, revision: waiting.revision, journal: folder.journal() }))
		expect(members.map(({ label, role }) => [label, role]).sort()).toEqual([['Anna', 'keeper'], ['Bruno', 'writer']])
		const again = await bruno.later()
		expect((await again.open()).members).toHaveLength(2)
		await again.put(CAF, { label: 'CAF' })
		expect((await anna.open()).credentials).toHaveLength(2)
	})
})

describe('two keepers who remove one another', () => {
	it('leave the others a choice: who wrote what, when, and against whom', async () => {
		const [anna, bruno] = await two('keeper')
		const chloe = await Person.create('Chloé')
		await chloe.accept((await anna.invite('reader')).code)
		await Promise.all([anna.open(), bruno.open()])
		const { vaultId } = folder
		const removal = async (keeper: Person, label: string) => (await keeper.api.removeMember({ vaultId, memberId: idOf(await keeper.open(), label) })).revision
		const [byAnna, byBruno] = [await removal(anna, 'Bruno'), await removal(bruno, 'Anna')]
		const names = [byAnna, byBruno].map(({ name }) => name)
		folder.store(byAnna, byBruno)
		await fails(chloe.open(), 'forked')
		const { heads } = folder.journal()
		expect(heads.map(({ name }) => name).sort()).toEqual(names.sort())
		const histories = await chloe.api.describeForks({ notebookId: NOTEBOOK, vaultId, heads })
		expect([...histories].sort((one, other) => (one.by < other.by ? -1 : 1))).toEqual([
			{ head: byAnna.name, at: expect.stringMatching(/^2026-11-22T/), by: 'Anna', removes: ['Bruno'], lowers: [], adds: [] },
			{ head: byBruno.name, at: expect.stringMatching(/^2026-11-22T/), by: 'Bruno', removes: ['Anna'], lowers: [], adds: [] },
		])
		const view = await chloe.open({ follow: byBruno.name })
		expect(view.heads).toEqual([byBruno.name])
		expect(view.notices).toMatchObject([{ kind: 'branch-quarantined', author: 'Anna' }])
		const stranger = await Person.create('Dora')
		await fails(stranger.api.describeForks({ notebookId: NOTEBOOK, vaultId, heads }), 'not-a-member')
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
