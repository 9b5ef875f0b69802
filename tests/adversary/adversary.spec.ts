// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ERROR_CODES } from '../../src/domain/errors.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { CLASSES } from '../vectors/model.ts'
import { as, later, listsOf, somebody, VAULT, writeVault } from '../vectors/writer.ts'
import { ALL, GROUPS } from './attacks/index.ts'
import { BANK, Browser, Office } from './office.ts'

// The page's own stores, over the Worker's own service: only the Worker's channel and the browser's storage are stood in for.
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

describe('the malicious store', () => {
	it('is faced by an office that opens when nothing is attacked', async () => {
		const office = await Office.open()
		expect(await office.keeper.outcome()).toBe('accepted')
		expect(Object.keys(await office.keeper.seen())).toHaveLength(2)
	})

	it('gives every browser a Worker of its own', async () => {
		const office = await Office.open()
		const other = new Browser(office.bruno, office.server)
		await other.open()
		expect([office.keeper.vault.view?.role, other.vault.view?.role]).toEqual(['keeper', 'writer'])
		await other.vault.lock()
		expect(Object.keys(await office.keeper.seen())).toHaveLength(2)
		await expect(other.vault.reveal(BANK, 'password')).rejects.toMatchObject({ code: 'locked' })
		await expect(other.api.reveal({ vaultId: VAULT, id: BANK, field: 'password' })).rejects.toMatchObject({ code: 'locked' })
	})

	it('opens when somebody writes while another changes the members, or lowers a role', async () => {
		const office = await Office.open()
		const dora = somebody('dora')
		const joined = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, dora), at: later(20) })
		office.server.put(joined)
		await office.keeper.open()
		// Whichever of both names is the higher.
		const edits = [21, 22, 23, 24].map((minute) => writeVault(office.bruno, { parents: [office.third], at: later(minute) }))
		const merged = writeVault(office.bruno, { parents: [joined, ...edits], lists: joined.lists, at: later(30) })
		office.server.put(...edits, merged)
		expect(await office.keeper.outcome()).toBe('accepted')
		const lowered = writeVault(office.anne, { parents: [merged], lists: listsOf(office.anne, office.bruno, office.chloe, as(dora, { role: 'writer' })), at: later(40) })
		office.server.put(lowered)
		await office.keeper.open()
		office.server.put(writeVault(office.bruno, { parents: [merged], at: later(41) }))
		expect(await office.keeper.outcome()).toBe('accepted')
		expect(office.keeper.vault.view?.members.find(({ label }) => label === 'dora')?.role).toBe('writer')
	})

	it('plays at least 30 attacks, each once, each with its own end, none of which is acceptance', () => {
		expect(ALL.length).toBeGreaterThanOrEqual(30)
		expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
		expect(ALL.filter(({ ends }) => ends.startsWith('accepted'))).toEqual([])
		const codes = new Set(ALL.map(({ ends }) => ends.split(/[,:]/)[0] ?? '').filter((code) => (ERROR_CODES as readonly string[]).includes(code)))
		expect(codes.size).toBeGreaterThanOrEqual(10)
	})
})

describe.each(Object.entries(GROUPS))('attacks: %s', (_group, attacks) => {
	it.each(attacks.map((attack) => [attack.name, attack.ends, attack] as const))('%s: %s', async (_name, ends, attack) => {
		expect(await attack.play(await Office.open())).toBe(ends)
	})
})

describe('docs/THREATS.md', () => {
	const text = readFileSync(fileURLToPath(new URL('../../docs/THREATS.md', import.meta.url)), 'utf8')
	const cells = text
		.split('\n')
		.filter((line) => line.startsWith('| ') && line.split(' | ').length === 3)
		.map((line) => line.split(' | ')[2]?.replace(/ \|$/, '') ?? '')
	const proofs = cells.flatMap((cell) => cell.split('; '))

	it('lists every attack that is played, with its end, and no other', () => {
		const played = Object.entries(GROUPS).flatMap(([group, attacks]) => [`### ${group}`, ...attacks.map(({ name, ends }) => `| ${name} | ${ends} |`)])
		const listed = text.slice(text.indexOf('## 6. ')).split('\n').filter((line) => line.startsWith('### ') || (line.startsWith('| ') && line !== '| Attack | End |'))
		expect(listed).toEqual(played)
	})

	it('names only attacks, groups and classes that exist', () => {
		const attacks = proofs.filter((proof) => proof.startsWith('A "')).flatMap((proof) => proof.slice(3, -1).split('", "'))
		const groups = proofs.filter((proof) => proof.startsWith('A *')).flatMap((proof) => [...proof.matchAll(/\*([^*]+)\*/g)].map((match) => match[1] ?? ''))
		const classes = proofs.filter((proof) => proof.startsWith('V ')).flatMap((proof) => [...proof.matchAll(/\*([^*]+)\*/g)].map((match) => match[1] ?? ''))
		expect(attacks.length).toBeGreaterThanOrEqual(30)
		expect(attacks.filter((name) => !ALL.some((attack) => attack.name === name))).toEqual([])
		expect(groups.filter((name) => !Object.hasOwn(GROUPS, name))).toEqual([])
		expect(classes.filter((name) => !(CLASSES as readonly string[]).includes(name))).toEqual([])
	})
})
