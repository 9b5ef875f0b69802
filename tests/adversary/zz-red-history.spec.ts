// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, expect, it, vi } from 'vitest'
import { loadSodium } from '../../src/vault/sodium.ts'
import { credential, holding } from '../vectors/more-writers.ts'
import { later, writeVault } from '../vectors/writer.ts'
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

/** A file allows fifteen times as many. */
it('16. a writer gives one password a history of 20,000 conflicts: the vault opens all the same', async () => {
	const office = await Office.open()
	const history = Array.from({ length: 20_000 }, (_, index) => ({ at: later(index), by: office.bruno.id, field: 'password', reason: 'conflict', value: `value ${index}` }))
	office.server.put(writeVault(office.bruno, { parents: [office.third], content: holding({ [BANK]: credential(office.bruno, { history }) }), at: later(4) }))
	const start = performance.now()
	expect(await office.keeper.outcome()).toBe('accepted')
	const took = performance.now() - start
	expect(took).toBeLessThan(3_000)
})
