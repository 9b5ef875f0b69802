// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest'
import { CAF, fails, folder, founder, idOf, IMPOTS, KDF, LATER, newFolder, now, Person, two } from '../../tests/support/vault-journeys.ts'
import { cheapDerivation } from '../../tests/support/vault-people.ts'
import type { RevisionFile } from '../domain/document.ts'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { createCryptoService } from './service.ts'

beforeEach(async () => {
	await loadSodium()
	newFolder()
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

	it('opens the key among heads under seven former ones, and under no more than eight derivations in the order given', async () => {
		const anna = await Person.create('Anna')
		const heads = [...anna.identity]
		while (heads.length < 9) {
			const { revision } = await anna.api.changePassphrase({ current: heads.length === 1 ? 'phrase de Anna' : `phrase ${heads.length}`, next: `phrase ${heads.length + 1}`, kdf: KDF })
			await anna.api.commitIdentity(revision.name)
			heads.push(revision)
		}
		const unlock = async (passphrase: string, given: readonly RevisionFile[]) => {
			const { deriveKey, calls } = cheapDerivation()
			const opened = await createCryptoService({ deriveKey, now }).unlock({ passphrase, identity: { heads: given, others: [] } }).catch(asTrousseauError)
			return { calls: calls.count, ...opened instanceof TrousseauError ? { code: opened.code } : { heads: opened.heads, otherHeads: opened.otherHeads } }
		}
		const names = heads.map(({ name }) => name)
		expect(await unlock('phrase 8', heads.slice(0, 8))).toEqual({ calls: 8, heads: [names[7]], otherHeads: names.slice(0, 7) })
		expect(await unlock('phrase 9', heads)).toEqual({ calls: 8, code: 'bad-passphrase' })
		const last = [...heads].reverse()
		expect(await unlock('phrase 9', last)).toEqual({ calls: 8, heads: [names[8]], otherHeads: [...names.slice(0, 8)].reverse() })
		expect(await unlock('phrase de Anna', last)).toEqual({ calls: 8, code: 'bad-passphrase' })
	})

	it('opens from every keyboard; another form of it is tried within the same eight derivations', async () => {
		const anna = await founder()
		const heads: RevisionFile[] = []
		for (let current = 'phrase de Anna'; heads.length < 9; current = `l’été ${heads.length}`) {
			const { revision } = await anna.api.changePassphrase({ current, next: `l’été ${heads.length + 1}`, kdf: KDF })
			await anna.api.commitIdentity(revision.name)
			heads.push(revision)
		}
		const unlock = async (passphrase: string, given: readonly RevisionFile[]) => {
			const { deriveKey, calls } = cheapDerivation()
			const opened = await createCryptoService({ deriveKey, now }).unlock({ passphrase, identity: { heads: given, others: [] } }).catch(asTrousseauError)
			return { calls: calls.count, ...opened instanceof TrousseauError ? { code: opened.code } : { heads: opened.heads } }
		}
		const [first] = heads as [RevisionFile]
		for (const passphrase of ['l\'été 1', 'l’été 1', ' l\u2018e\u0301te\u0301\u00a01\u200b']) {
			expect(await unlock(passphrase, [first])).toMatchObject({ heads: [first.name] })
		}
		expect((await unlock('l\'été 1', [first])).calls).toBe(1)
		expect(await unlock('l’été 2', [first])).toEqual({ calls: 2, code: 'bad-passphrase' })
		expect(await unlock('l’été 0', heads)).toEqual({ calls: 8, code: 'bad-passphrase' })
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
