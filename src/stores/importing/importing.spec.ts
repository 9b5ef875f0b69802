// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ImportClient, Read } from '../../exchange/import/import-client.ts'
import type { CredentialSummary } from '../../vault/model.ts'
import type { VaultChange } from '../../worker/api.ts'

import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { createImportService } from '../../exchange/import/import-service.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useImportingStore } from './importing.ts'

type Held = Pick<CredentialSummary, 'accountId' | 'conflicts' | 'createdAt' | 'id' | 'label' | 'login' | 'site' | 'tags' | 'trashedAt' | 'updatedAt'> & { password: string, former: string[] }
type Writable = { -readonly [K in keyof Held]: Held[K] }

const { vault, preferences } = vi.hoisted(() => ({
	vault: { store: {} as Record<string, unknown> },
	preferences: new Map<string, string>(),
}))
vi.mock('../vault/vault.ts', () => ({ useVaultStore: () => vault.store }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('../../platform/nextcloud.ts', () => ({ davClient: () => ({}) }))
vi.mock('../../platform/browser-memory.ts', () => ({
	browserMemory: () => ({
		preference: (name: string) => preferences.get(name) ?? null,
		setPreference: (name: string, value: string | null) => value === null ? preferences.delete(name) : preferences.set(name, value),
	}),
}))

/** The readers, without a Worker between. */
function directClient(): ImportClient {
	const service = createImportService()
	const whole = async (asked: Promise<Awaited<ReturnType<typeof service.paste>>>): Promise<Read> => {
		const { head, refused } = await asked
		return head === null ? { head, outcomes: null, refused } : { head, outcomes: await service.outcomes({ from: 0, count: head.total }), refused: null }
	}
	return {
		read: (bytes, passphrase) => whole(service.read(passphrase === '' ? { bytes } : { bytes, passphrase })),
		paste: (text) => whole(service.paste({ text })),
		correct: (corrections) => whole(service.correct({ corrections })),
		terminate: () => undefined,
	}
}
vi.mock('../../exchange/import/import-client.ts', () => ({ createImportClient: () => directClient() }))

let held: Writable[] = []
let clock = 0
/** By id. */
const index = new Map<string, Writable>()
const revisions: (readonly VaultChange[])[] = []
let failAt = -1

function apply(change: VaultChange, at: string): void {
	const found = index.get(change.id)
	if (change.kind === 'put' && found === undefined) {
		const { label = '', login = '', password = '', site = '', accountId = '', tags = [] } = change.draft
		held.push(reactive({ id: change.id, label, login, password, site, accountId, tags, conflicts: 0, createdAt: at, updatedAt: at, trashedAt: '', former: [] }))
		index.set(change.id, held.at(-1) as Writable)
	} else if (change.kind === 'put' && found !== undefined) {
		const { password } = change.draft
		Object.assign(found, change.draft, { updatedAt: at, former: password === undefined ? found.former : [...found.former, found.password] })
	} else if (change.kind === 'trash' && found !== undefined) {
		Object.assign(found, { trashedAt: at, updatedAt: at })
	}
}

beforeEach(async () => {
	setActivePinia(createPinia())
	preferences.clear()
	index.clear()
	revisions.length = 0
	failAt = -1
	held = reactive([])
	vault.store = reactive({
		status: 'open',
		view: { role: 'keeper' },
		place: { vaultId: 'v' },
		get live() {
			return held.filter(({ trashedAt }) => trashedAt === '')
		},
		get credentials() {
			return held
		},
		reveal: async (id: string) => held.find((one) => one.id === id)?.password ?? '',
		revealFormer: async (id: string, index: number) => held.find((one) => one.id === id)?.former[index] ?? '',
		history: async (id: string) => {
			const one = held.find((each) => each.id === id)
			return (one?.former ?? []).map((_, index) => ({ index, field: 'password', at: one?.updatedAt ?? '', by: 'Anne', reason: 'edit' as const }))
		},
		change: async (changes: readonly VaultChange[]) => {
			if (revisions.length === failAt) {
				failAt = -1
				throw new TrousseauError('offline')
			}
			revisions.push(changes)
			clock += 1
			const at = new Date(Date.UTC(2026, 0, 1, 0, 0, clock)).toISOString()
			changes.forEach((change) => apply(change, at))
		},
	})
	await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
})

const HEADER = 'Site;Identifiant;Mot de passe\n'
const listOf = (count: number): string => HEADER + Array.from({ length: count }, (_, index) => `Kanari ${index};agent${index};Soleil-${index}-x`).join('\n')

describe('importing an old notebook', () => {
	it('saves every row that is taken in one revision, with its section as a tag, and says what it did', async () => {
		const importing = useImportingStore()
		await importing.readPasted(`${HEADER}\nFinances :;;\nKanari;agent;Soleil-1x\nSalle;gardien;05 49 00 00 00\nTotal : 2;;`)
		expect(importing.lists.doubtful.map(({ entry }) => entry.title)).toEqual(['Salle'])
		await importing.save()
		expect(revisions).toHaveLength(1)
		expect(held.map(({ label, tags }) => [label, tags])).toEqual([['Kanari', ['Finances']], ['Salle', ['Finances']]])
		expect(importing.result).toMatchObject({ added: 2, doubtful: 1, left: 1 })
		expect(importing.rows).toEqual([])
	})

	it('recognises what the vault holds: the same is left, another password asks, and may replace and be put back', async () => {
		apply({ kind: 'put', id: 'a', draft: { label: 'Kanari 0', login: 'agent0', password: 'Soleil-0-x' } }, '2025-01-01T00:00:00.000Z')
		apply({ kind: 'put', id: 'b', draft: { label: 'KANARI 1', login: 'Agent1', password: 'ancien' } }, '2025-01-01T00:00:00.000Z')
		const importing = useImportingStore()
		await importing.readPasted(listOf(3))
		expect(importing.lists.present.map(({ twin }) => twin?.id)).toEqual(['a'])
		const [asked] = importing.lists.doubtful
		expect(asked?.twin).toMatchObject({ id: 'b', isSame: false })
		if (asked !== undefined) {
			importing.decide(asked, 'update')
		}
		await importing.save()
		expect(importing.result).toMatchObject({ added: 1, updated: 1, present: 1 })
		expect(held.map(({ password }) => password)).toEqual(['Soleil-0-x', 'Soleil-1-x', 'Soleil-2-x'])
		expect(await importing.undo()).toEqual({ trashed: 1, restored: 1, left: 0 })
		expect(held.map(({ password, trashedAt }) => [password, trashedAt !== ''])).toEqual([['Soleil-0-x', false], ['ancien', false], ['Soleil-2-x', true]])
	})

	it('undoes the whole of an import of 500 rows, but for what somebody changed since, also after a reload', async () => {
		const importing = useImportingStore()
		await importing.readPasted(listOf(500))
		await importing.save()
		await useVault().change([{ kind: 'put', id: held[7]?.id ?? '', draft: { password: 'autre' } }])
		setActivePinia(createPinia())
		await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
		const later = useImportingStore()
		expect(later.last?.added).toBe(500)
		expect(await later.undo()).toEqual({ trashed: 499, restored: 0, left: 1 })
		expect(later.last).toBeNull()
		expect(held.filter(({ trashedAt }) => trashedAt === '').map(({ password }) => password)).toEqual(['autre'])
	})

	it('goes on after a failure with what is left, as one import, without writing anything twice', async () => {
		const importing = useImportingStore()
		await importing.readPasted(listOf(4_500))
		failAt = 1
		await expect(importing.save()).rejects.toMatchObject({ code: 'offline' })
		expect([importing.step, importing.takenCount, held.length]).toEqual(['review', 2_500, 2_000])
		await importing.save()
		expect([importing.step, held.length, new Set(held.map(({ login }) => login)).size]).toEqual(['done', 4_500, 4_500])
		expect(importing.result?.added).toBe(4_500)
		expect(importing.last?.added).toBe(4_500)
		expect((await importing.undo()).trashed).toBe(4_500)
	})

	it('adds the recognised tools of the catalogue to the inventory, linked, unless they are unticked; undo takes them back', async () => {
		const importing = useImportingStore()
		await importing.readPasted(`${HEADER}Chorus Pro;agent1;Soleil-1x\nCanva;agent2;Soleil-2x\nBoîte du gardien;agent3;Soleil-3x`)
		expect(importing.tools.map(({ name }) => name).sort()).toEqual(['Canva', 'Chorus Pro'])
		importing.tick(importing.tools.find(({ name }) => name === 'Canva')?.id ?? '', false)
		await importing.save()
		const inventory = useInventoryStore()
		expect(inventory.sorted('tools').map(({ record }) => record.name)).toEqual(['Chorus Pro'])
		const [account] = inventory.sorted('accounts')
		expect(account?.record).toMatchObject({ vaultState: 'vault', label: 'Chorus Pro' })
		expect(held.map(({ accountId }) => accountId)).toEqual([account?.id, '', ''])
		expect(account?.record.rotatedOn).toBeUndefined()
		await importing.undo()
		expect([inventory.count('tools'), inventory.count('accounts')]).toEqual([0, 0])
	})

	it('reads again with another role for a column, and keeps what the person wrote', async () => {
		const importing = useImportingStore()
		await importing.readPasted('Site;Identifiant;Mot de passe\nAmeli;Soleil-1x;mairie85\nImpots;Lune-2x;mairie86')
		const [first] = importing.rows
		if (first !== undefined) {
			importing.put({ ...first, isEdited: true, isSettled: true, entry: { ...first.entry, login: 'écrit' } })
		}
		await importing.correct(0, 1, 'password')
		expect(importing.rows.map(({ entry }) => [entry.login, entry.password])).toEqual([['écrit', 'mairie85'], ['mairie86', 'Lune-2x']])
		expect(importing.head?.tables[0]?.columns.map(({ role }) => role)).toEqual(['title', 'password', 'login'])
	})

	it('refuses a file with its reason, and forgets everything when the vault is locked', async () => {
		const importing = useImportingStore()
		await importing.readLocal(new File([new Uint8Array([0xD0, 0xCF, 0x11, 0xE0])], 'ancien.doc'))
		expect([importing.refusal, importing.step]).toEqual(['old-office', 'choose'])
		await importing.readPasted(listOf(2))
		expect(importing.refusal).toBeNull()
		vault.store.status = 'locked'
		expect([importing.step, importing.rows, importing.source]).toEqual(['choose', [], null])
	})
})

/** The stand-in for the vault. */
function useVault(): { readonly change: (changes: readonly VaultChange[]) => Promise<void> } {
	return vault.store as { change: (changes: readonly VaultChange[]) => Promise<void> }
}
