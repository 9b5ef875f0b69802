// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ERROR_CODES } from '../../src/domain/errors.ts'
import { loadSodium } from '../../src/vault/sodium.ts'
import { BYTES } from './attacks/bytes.ts'
import { ENTERING } from './attacks/entering.ts'
import { HISTORIES } from './attacks/histories.ts'
import { IDENTITIES } from './attacks/identities.ts'
import { MEMBERS } from './attacks/members.ts'
import { Office } from './office.ts'

// The page's own stores, over the Worker's own service: only the Worker's channel and the browser's storage are stood in for.
vi.mock('../../src/worker/client.ts', async () => {
	const { atWork } = await import('./at-work.ts')
	return { createCryptoClient: () => atWork.api }
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

const GROUPS = { bytes: BYTES, histories: HISTORIES, members: MEMBERS, identities: IDENTITIES, entering: ENTERING }
const ALL = Object.values(GROUPS).flat()

beforeAll(loadSodium)

describe('the malicious store', () => {
	it('is faced by an office that opens when nothing is attacked', async () => {
		const office = await Office.open()
		expect(await office.keeper.outcome()).toBe('accepted')
		expect(Object.keys(await office.keeper.seen())).toHaveLength(2)
	})

	it('plays at least 30 attacks, each once, each with its own end, none of which is acceptance', () => {
		expect(ALL.length).toBeGreaterThanOrEqual(30)
		expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
		expect(ALL.filter(({ ends }) => ends.startsWith('accepted'))).toEqual([])
		const codes = new Set(ALL.map(({ ends }) => ends.split(',')[0] ?? '').filter((code) => (ERROR_CODES as readonly string[]).includes(code)))
		expect(codes.size).toBeGreaterThanOrEqual(10)
	})
})

describe.each(Object.entries(GROUPS))('attacks: %s', (_group, attacks) => {
	it.each(attacks.map((attack) => [attack.name, attack.ends, attack] as const))('%s: %s', async (_name, ends, attack) => {
		expect(await attack.play(await Office.open())).toBe(ends)
	})
})
