// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, expect, it, vi } from 'vitest'
import { loadSodium } from '../../src/vault/sodium.ts'
import { as, fixed, later, listsOf, removing, somebody, writeVault } from '../vectors/writer.ts'
import { BANK, Browser, Office } from './office.ts'

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

async function withDora() {
	const office = await Office.open()
	const dora = somebody('dora')
	const base = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, dora), at: later(4) })
	office.server.put(base)
	await office.keeper.open()
	return { office, dora, base }
}

it('5. a keeper accepts the branch of a removed keeper, which adds nobody by what is said: a key was exchanged in it', async () => {
	const { office, dora, base } = await withDora()
	const removal = writeVault(office.anne, { parents: [base], lists: removing(base.lists, dora), epoch: 2, key: fixed('second key', 32), at: later(5) })
	// Dora, before she was removed by what the times say: Chloé has the keys of somebody else.
	const chloe = as(office.chloe, { box: office.eve.entry.box as string, sign: office.eve.entry.sign as string })
	const branch = writeVault(dora, { parents: [base], lists: listsOf(office.anne, office.bruno, chloe, dora), at: later(4.5) })
	const higher = writeVault(dora, { parents: [branch], at: later(4.6) })
	office.server.put(removal)
	await office.keeper.open()
	office.server.put(branch, higher)
	await office.keeper.open()
	const notice = office.keeper.vault.view?.notices.find(({ kind }) => kind === 'branch-aside')
	expect(notice).toMatchObject({ adds: [] })
	const journal = await office.keeper.vault.journalInput()
	await office.keeper.vault.write(async (api, vaultId) => ({ revision: await api.acceptBranch({ vaultId, revision: higher.name, journal }) }))
	await office.keeper.vault.write(async (api, vaultId) => ({ revision: await api.prepare({ vaultId, changes: [{ kind: 'put', id: BANK, draft: { password: 'après le départ' } }] }) }))
	// Whoever has the keys that Dora put there.
	const spy = new Browser(office.eve, office.server)
	const outcome = await spy.outcome()
	expect(outcome).not.toBe('accepted')
})

it('6. a keeper who removed themself, twice, adds somebody on the branch of before', async () => {
	const { office, dora, base } = await withDora()
	const away = new Browser(office.bruno, office.server)
	await away.open()
	const left = writeVault(dora, { parents: [base], lists: removing(base.lists, dora), at: later(5) })
	const after = writeVault(office.anne, { parents: [left], at: later(6), epoch: 2, key: fixed('second key', 32) })
	// Of many that say the same, one has a lower name.
	let back = left
	for (let minute = 10; back.name >= left.name; minute++) {
		back = writeVault(dora, { parents: [base], lists: removing(listsOf(office.anne, office.bruno, office.chloe, dora, office.eve), dora), at: later(minute) })
	}
	office.server.put(left, after, back)
	const outcome = await away.outcome()
	expect(away.vault.view?.members.map(({ label }) => label) ?? []).not.toContain('eve')
	expect(outcome).toBe('forked')
})
