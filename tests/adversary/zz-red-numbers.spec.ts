// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, expect, it, vi } from 'vitest'
import { loadSodium } from '../../src/vault/sodium.ts'
import { fixed, fixedId, later, writeVault } from '../vectors/writer.ts'
import type { Browser } from './office.ts'
import { BANK, Office } from './office.ts'

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

const nameOf = (number: number, text: string): string => `${String(number).padStart(8, '0')}-${fixedId(text)}`

/** Follows the head, on top of a parent that nobody has: judged by its own lists, which are those remembered (rule 4). */
function onNothing({ third }: Office, number: number) {
	const parent = nameOf(number - 1, 'nobody has it')
	return { number, parents: [parent], ancestors: [parent, third.name, ...third.ancestors].sort().reverse() }
}

const change = (browser: Browser, password: string) => browser.vault.write(async (api, vaultId) => ({ revision: await api.prepare({ vaultId, changes: [{ kind: 'put', id: BANK, draft: { password } }] }) }))

it('2. a writer says the highest epoch: nobody can be removed any more, the writer least of all', async () => {
	const office = await Office.open()
	office.server.put(writeVault(office.bruno, { place: onNothing(office, 5), lists: office.lists, content: office.content, epoch: 0xffff_ffff, key: fixed('key of bruno', 32) }))
	expect(await office.keeper.outcome()).toBe('not-allowed: set aside')
	const removal = office.keeper.vault.write((api, vaultId) => api.removeMember({ vaultId, memberId: office.bruno.id }))
	await expect(removal).resolves.toBeDefined()
})

it('2b. a writer starts a new key on top of a parent that nobody has', async () => {
	const office = await Office.open()
	office.server.put(writeVault(office.bruno, { place: onNothing(office, 5), lists: office.lists, content: office.content, epoch: 2, key: fixed('key of bruno', 32) }))
	expect(await office.keeper.outcome()).toBe('not-allowed: set aside')
})

it('3. a writer says the highest number: nothing can be saved any more', async () => {
	const office = await Office.open()
	office.server.put(writeVault(office.bruno, { place: onNothing(office, 99_999_999), lists: office.lists, content: office.content, at: later(30) }))
	expect(await office.keeper.outcome()).toBe('not-allowed: set aside')
	await expect(change(office.keeper, 'nouveau')).resolves.toBeDefined()
})
