// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeDiagnostic } from '../src/domain/diagnostic/engine.ts'
import { countVault } from '../src/domain/diagnostic/metrics.ts'
import type { RevisionFile } from '../src/domain/document.ts'
import { estimateStrength } from '../src/domain/passwords/strength.ts'
import { deriveHere } from '../src/vault/keys/kdf.ts'
import type { CryptoApi, VaultView } from '../src/worker/api.ts'
import { createCryptoService } from '../src/worker/service.ts'
import { demoInventory, loadDemo } from './demo.ts'
import { DEMO_DAY, PERSONS } from './demo/commune.ts'
import { readDemoWords } from './demo/words.ts'
import { Storage } from './storage/storage.ts'

const COST = { memory: 64 * 1024 * 1024, passes: 3 }
/** Some fifteen derivations follow one another: milliseconds on a computer that is busy with other tests. */
const PATIENCE = 240_000

let folder: string
let storage: Storage

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'trousseau-demo-'))
	storage = await Storage.open(null)
	await loadDemo(storage, folder, COST)
}, PATIENCE)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The revisions in a folder of somebody's files, oldest first. */
async function revisionsIn(user: string, path: readonly string[]): Promise<readonly RevisionFile[]> {
	const found = path.reduce((node, name) => {
		const child = storage.tree.child(node.id, name)
		expect(child, name).toBeDefined()
		return child ?? node
	}, storage.tree.home(user))
	const files = storage.tree.children(found.id).sort((one, other) => (one.name < other.name ? -1 : 1))
	return Promise.all(files.map(async ({ name, blob }) => ({ name: name.split('.')[0] ?? '', bytes: await storage.blobs.read(blob ?? '') ?? new Uint8Array() })))
}

/** Opens the example as the app does: the key under its passphrase, then the head of the vault. */
async function open(user: 'secretaire' | 'maire'): Promise<{ readonly api: CryptoApi, readonly view: VaultView }> {
	const api = createCryptoService({ deriveKey: async (request) => deriveHere(request), now: () => new Date().toISOString() })
	await api.ready()
	const words = await readDemoWords(folder)
	const identity = (await revisionsIn(user, ['Trousseau', '.identity'])).slice(-1)
	const { pins } = await api.unlock({ passphrase: words?.passphrases[user] ?? '', identity: { heads: identity, others: [] } })
	const { vaultId, notebookId, head } = pins[0] ?? { vaultId: '', notebookId: '', head: '' }
	const revisions = await revisionsIn('secretaire', ['Trousseau', 'Vauzelles-sur-Arce', 'vaults', vaultId])
	expect(revisions.at(-1)?.name).toBe(head)
	const journal = { heads: revisions.slice(-1), others: [] }
	return { api, view: await api.openVault({ notebookId, vaultId, journal, acceptOlder: false }) }
}

describe('the vault of the example commune', () => {
	it.each(['secretaire', 'maire'] as const)('opens for %s with the words that are printed, and nothing unusual to say', async (user) => {
		const { view } = await open(user)
		expect(view.notices).toEqual([])
		expect(view.role).toBe('keeper')
		expect(view.members.filter(({ kind }) => kind === 'person').map(({ label }) => label).sort()).toEqual(['Maire', 'Secrétaire de mairie'])
	})

	it('holds about sixty passwords with tags, favourites and a trash, of which some are reused, weak or old', async () => {
		const { api, view } = await open('secretaire')
		const live = view.credentials.filter(({ trashedAt }) => trashedAt === '')
		expect([view.credentials.length, live.length]).toEqual([60, 58])
		const secrets = await Promise.all(live.map(async ({ id }) => api.reveal({ vaultId: view.vaultId, id, field: 'password' })))
		const count = {
			reused: live.filter(({ reusedBy }) => reusedBy > 0).length,
			weak: secrets.filter((secret) => estimateStrength(secret).score < 2).length,
			old: live.filter(({ passwordChangedAt }) => passwordChangedAt < '2024').length,
			replaced: live.filter(({ passwordReplaced }) => passwordReplaced).length,
			tagged: live.filter(({ tags }) => tags.length > 0).length,
			favourites: live.filter(({ favourite }) => favourite).length,
		}
		for (const [what, many] of Object.entries(count)) {
			expect(many, what).toBeGreaterThanOrEqual(4)
			expect(many, what).toBeLessThan(live.length)
		}
	})

	it('keeps the former passwords of an entry', async () => {
		const { api, view } = await open('maire')
		const chorus = view.credentials.find(({ label }) => label === 'Chorus Pro')?.id ?? ''
		const lines = await api.history({ vaultId: view.vaultId, id: chorus })
		expect(lines.map(({ field, at }) => [field, at.slice(0, 4)])).toEqual([['password', '2024'], ['password', '2025'], ['password', '2026']])
		expect(await api.reveal({ vaultId: view.vaultId, id: chorus, field: 'password', index: 0 })).toBe('Chorus86')
	})

	it('has somebody who left, with passwords changed since and passwords still to change, and an envelope', async () => {
		const { view } = await open('secretaire')
		expect(view.envelope.status).toBe('verified')
		const [left, ...others] = view.departures
		expect(others).toEqual([])
		expect(left?.label).toBe(PERSONS['ancienne-secretaire']?.displayName)
		const done = left?.items.filter((item) => item.done).length ?? 0
		expect(done).toBeGreaterThan(10)
		expect((left?.items.length ?? 0) - done).toBeGreaterThan(10)
	})

	it('gives the diagnostic four actions, and something to say of passwords and of who left', async () => {
		const { view } = await open('secretaire')
		const inventory = demoInventory()
		const live = view.credentials.filter(({ trashedAt }) => trashedAt === '')
		const { actions, rules } = computeDiagnostic(inventory, DEMO_DAY, countVault(inventory, live, view.departures))
		expect(actions).toHaveLength(4)
		for (const rule of ['IDM-1', 'IDM-3', 'IDM-6']) {
			expect(rules.find((result) => result.rule === rule)?.objects.some(({ verdict }) => verdict === 'not-ok'), rule).toBe(true)
		}
	})

	it('is made once', async () => {
		const words = await readDemoWords(folder)
		expect(await loadDemo(storage, folder, COST)).toEqual(words)
		expect(await revisionsIn('secretaire', ['Trousseau', '.identity'])).toHaveLength(2)
	})

	it('leaves the key of somebody who has one already alone, and then has no vault', async () => {
		const own = await Storage.open(null)
		const home = own.tree.createFolder(own.tree.home('maire'), 'Trousseau')
		own.tree.createFolder(home, '.identity')
		const other = await mkdtemp(join(tmpdir(), 'trousseau-demo-'))
		expect(await loadDemo(own, other, COST)).toBeNull()
		await rm(other, { recursive: true, force: true })
		const folders = ['Trousseau', 'Vauzelles-sur-Arce', 'vaults'].reduce((id, name) => own.tree.child(id, name)?.id ?? 0, own.tree.home('secretaire').id)
		expect(own.tree.children(folders)).toEqual([])
		expect(own.tree.children(own.tree.child(home.id, '.identity')?.id ?? 0)).toEqual([])
	})
})
