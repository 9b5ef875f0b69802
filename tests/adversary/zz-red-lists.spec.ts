// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../reference/json.ts'
import type { Written } from '../vectors/writer.ts'

import { beforeAll, expect, it, vi } from 'vitest'
import { loadSodium } from '../../src/vault/sodium.ts'
import { openVaultFile } from '../reference/vault-file.ts'
import { as, fixed, fixedId, later, listsOf, NOTEBOOK, removing, somebody, VAULT, writeVault } from '../vectors/writer.ts'
import { BANK, Browser, Office, PASSPHRASE } from './office.ts'

vi.mock('../../src/worker/client.ts', async () => {
	const { clientAtWork } = await import('./at-work.ts')
	return { createCryptoClient: () => clientAtWork }
})
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('../../src/platform/browser-memory.ts', async (original) => {
	const { atWork } = await import('./at-work.ts')
	return {
		...await original<object>(),
		rememberedHead: (vaultId: string) => atWork.memory.headOf(vaultId),
		rememberHead: (vaultId: string, name: string) => atWork.memory.rememberHead(vaultId, name),
	}
})
beforeAll(loadSodium)

async function officeWithDora() {
	const office = await Office.open()
	const dora = somebody('dora')
	const base = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, dora), at: later(4) })
	office.server.put(base)
	await office.keeper.open()
	const away = new Browser(dora, office.server)
	await away.open()
	return { office, dora, base, away }
}

/** A place right above these, with one parent between that nobody has. */
function aboveMissing(...revisions: readonly Written[]) {
	const top = Math.max(...revisions.map(({ name }) => Number(name.slice(0, 8)))) + 1
	const parent = `${String(top).padStart(8, '0')}-${fixedId('nobody has it')}`
	return { number: top + 1, parents: [parent], ancestors: [...new Set([parent, ...revisions.flatMap(({ name, ancestors }) => [name, ...ancestors])])].sort().reverse() }
}

async function ends({ office, away }: Awaited<ReturnType<typeof officeWithDora>>, spy: Browser) {
	const outcome = await away.outcome()
	const members = away.vault.view?.members.map(({ label }) => label) ?? []
	await away.vault.write((api, vaultId) => api.prepare({ vaultId, changes: [{ kind: 'put', id: BANK, draft: { password: 'secret d apres' } }] }).then((revision) => ({ revision }))).catch(() => undefined)
	const seen = await spy.outcome() === 'accepted' ? (await spy.seen())[BANK] ?? '' : ''
	const anne = await office.keeper.outcome()
	const shown = office.keeper.vault.view?.members.map(({ label }) => label) ?? []
	return { outcome, notices: away.notices, members, reads: seen.includes('secret d apres'), anne, anneSees: shown, anneNotices: office.keeper.notices }
}

async function removed() {
	const all = await officeWithDora()
	const { office, base } = all
	const removal = writeVault(office.anne, { parents: [base], lists: removing(base.lists, office.bruno), epoch: 2, key: fixed('second key', 32), at: later(5) })
	office.server.put(removal)
	await office.keeper.open()
	return { ...all, removal, key: fixed('key of bruno', 32) }
}

it('1. a removed writer writes right above their removal, before another keeper has seen it', async () => {
	const all = await removed()
	const { office, base, removal, key } = all
	// Bruno has no key of epoch 2 any more; he may still add files.
	office.server.put(writeVault(office.bruno, { parents: [removal], lists: base.lists, epoch: 2, key, at: later(6) }))
	const result = await ends(all, new Browser(office.bruno, office.server))
	expect(result).toMatchObject({ reads: false })
	expect(result.members).not.toContain('bruno')
})

it('1b. the same, a parent that nobody has between', async () => {
	const all = await removed()
	const { office, base, removal, key } = all
	office.server.put(writeVault(office.bruno, { place: aboveMissing(removal), lists: base.lists, content: office.content, epoch: 2, key, at: later(6) }))
	const result = await ends(all, new Browser(office.bruno, office.server))
	expect(result).toMatchObject({ reads: false })
	expect(result.members).not.toContain('bruno')
})

it('1c. the same, by a keeper who was removed, and who brings somebody in', async () => {
	const all = await officeWithDora()
	const { office, base } = all
	const emma = somebody('emma')
	const joined = writeVault(office.anne, { parents: [base], lists: listsOf(office.anne, office.bruno, office.chloe, somebody('dora'), emma), at: later(5) })
	office.server.put(joined)
	await office.keeper.open()
	await all.away.open()
	const removal = writeVault(office.anne, { parents: [joined], lists: removing(joined.lists, emma), epoch: 2, key: fixed('second key', 32), at: later(6) })
	office.server.put(removal)
	await office.keeper.open()
	office.server.put(writeVault(emma, { place: aboveMissing(removal), lists: listsOf(office.anne, office.bruno, office.chloe, somebody('dora'), emma, office.eve), content: office.content, epoch: 2, key: fixed('key of emma', 32), at: later(7) }))
	const result = await ends(all, new Browser(office.eve, office.server))
	expect(result).toMatchObject({ reads: false })
	expect(result.members).not.toContain('eve')
})

it('1d. a keeper made a writer since, who goes on as a keeper above that', async () => {
	const all = await officeWithDora()
	const { office, base } = all
	const emma = somebody('emma')
	const joined = writeVault(office.anne, { parents: [base], lists: listsOf(office.anne, office.bruno, office.chloe, somebody('dora'), emma), at: later(5) })
	office.server.put(joined)
	await office.keeper.open()
	await all.away.open()
	const lowered = writeVault(office.anne, { parents: [joined], lists: listsOf(office.anne, office.bruno, office.chloe, somebody('dora'), as(emma, { role: 'writer' })), at: later(6) })
	office.server.put(lowered)
	await office.keeper.open()
	office.server.put(writeVault(emma, { place: aboveMissing(lowered), lists: listsOf(office.anne, office.bruno, office.chloe, somebody('dora'), emma, office.eve), content: office.content, at: later(7) }))
	const result = await ends(all, new Browser(office.eve, office.server))
	expect(result).toMatchObject({ reads: false })
	expect(result.members).not.toContain('eve')
})

it('1e. a code that was told before: somebody removed since stands in what is shown to who is invited', async () => {
	const { office } = await officeWithDora()
	const { keeper } = office
	const offer = await keeper.vault.write((api, vaultId) => api.invite({ vaultId, role: 'writer', label: 'La nouvelle', expiresAt: '2026-11-29T12:00:00.000Z' }))
	const { lists, invitations: asked } = openVaultFile(offer.revision, { notebook: NOTEBOOK, vault: VAULT }, office.bruno.keys)
	await keeper.vault.write((api, vaultId) => api.removeMember({ vaultId, memberId: office.bruno.id }))
	const [removal = ''] = keeper.vault.view?.heads ?? []
	const invitations: readonly JsonRecord[] = asked.map(({ kdf, slot }) => ({ kdf, slot }))
	const { ancestors } = openVaultFile({ name: removal, bytes: Buffer.from(office.server.files.get(`${removal}.vault`) as Uint8Array) }, { notebook: NOTEBOOK, vault: VAULT }, office.anne.keys)
	const place = aboveMissing({ name: removal, ancestors } as unknown as Written)
	office.server.put(writeVault(office.bruno, { place, lists, content: office.content, invitations, epoch: 2, key: fixed('key of bruno', 32), at: later(200) }))
	const newcomer = new Browser(somebody('fanny', 'writer'), office.server)
	const outcome = await newcomer.outcome(async () => {
		const store = newcomer.vault
		store.setIdentity(newcomer.identity, true)
		await store.setPlace({ notebookId: NOTEBOOK, vaultId: VAULT, store: office.server })
		await store.unlockIdentity(PASSPHRASE)
		await store.enter((api, entry) => api.acceptInvitation({ ...entry, code: offer.code.join(' ') }), 'Fanny')
	})
	expect(outcome).toBe('accepted')
	expect(newcomer.vault.view?.members.map(({ label }) => label) ?? []).not.toContain('bruno')
})

it('1f. the removal is hidden behind a full list of ancestors and one more file', async () => {
	const all = await removed()
	const { office, base, removal } = all
	const between = writeVault(office.bruno, { lists: base.lists, content: office.content, epoch: 1, key: base.key, at: later(6), place: { number: 200, parents: [far(199)], ancestors: [far(199), removal.name, base.name, ...base.ancestors].sort().reverse() } })
	const fakes = Array.from({ length: 254 }, (_, index) => far(299 - index)).filter((name) => !name.startsWith('00000200'))
	const ancestors = [...fakes, between.name, base.name, far(30)].sort().reverse().slice(0, 256)
	office.server.put(between, writeVault(office.bruno, { lists: base.lists, content: office.content, epoch: 1, key: base.key, at: later(7), place: { number: 300, parents: [base.name, far(299)].sort(), ancestors: [...new Set([...ancestors.slice(0, 255), base.name])].sort().reverse() } }))
	const result = await ends(all, new Browser(office.bruno, office.server))
	expect(result).toMatchObject({ reads: false })
	expect(result.members).not.toContain('bruno')
})

function far(number: number): string {
	return `${String(number).padStart(8, '0')}-${fixedId(`far ${number}`)}`
}
