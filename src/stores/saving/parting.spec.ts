// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type * as memoryModule from '../../platform/browser-memory.ts'
// @vitest-environment jsdom
import type { Draft } from '../../platform/drafts.ts'
import type * as draftsModule from '../../platform/drafts.ts'
import type { CryptoApi } from '../../worker/api.ts'

import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cheapDerivation } from '../../../tests/support/vault-people.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { BrowserMemory } from '../../platform/browser-memory.ts'
import { MemoryDrafts } from '../../platform/draft-testing.ts'
import { Drafts } from '../../platform/drafts.ts'
import { loadSodium } from '../../vault/file/sodium.ts'
import { createCryptoService } from '../../worker/service.ts'
import { useIdentityStore } from '../identity/identity.ts'
import { useVaultStore } from '../vault/vault.ts'
import { usePartingStore } from './parting.ts'

// libsodium asks for the arrays of Node, from which those of jsdom differ.
vi.hoisted(() => {
	globalThis.Uint8Array = Object.getPrototypeOf(Buffer) as Uint8ArrayConstructor
})

const PASSPHRASE = 'une phrase assez longue 42'
const NOTEBOOK = 'b'.repeat(32)

let api: CryptoApi
let disk = new MemoryDrafts()
let memory = new BrowserMemory('anne', localStorage)
let user = 'anne'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: user, name: user, isAdmin: false }) }))
vi.mock('../identity/crypto.ts', () => ({ cryptoClient: () => api }))
vi.mock('../../platform/drafts.ts', async (original) => ({ ...await original<typeof draftsModule>(), browserDrafts: () => new Drafts(user, disk) }))
vi.mock('../../platform/browser-memory.ts', async (original) => ({ ...await original<typeof memoryModule>(), browserMemory: () => memory }))

const edit = (digit: string, more: Partial<Draft> = {}): Draft => ({ id: digit.repeat(32), notebookId: NOTEBOOK, vaultId: '', sealed: false, base: [], at: '2026-11-30T10:00:00.000Z', sentAs: [], refusal: 'offline', bytes: new TextEncoder().encode('Canari-Outil'), ...more })
const keep = (draft: Draft): Promise<void> => new Drafts(user, disk).keep(draft)
const listed = (notebookId: string): Promise<readonly Draft[]> => new Drafts(user, disk).list(notebookId)
function forget(): void {
	localStorage.clear()
	disk = new MemoryDrafts()
	memory = new BrowserMemory(user, localStorage)
}

async function take(): Promise<Uint8Array> {
	const { blob, name } = await usePartingStore().takeAlong()
	expect(name).toMatch(/^trousseau-a-reprendre-\d{4}-\d{2}-\d{2}\.json$/)
	return new Uint8Array(Buffer.from(await blob.text()))
}

beforeEach(async () => {
	user = 'anne'
	forget()
	setActivePinia(createPinia())
	await loadSodium()
	api = createCryptoService({ ...cheapDerivation(), now: () => new Date().toISOString() })
})

describe('what waits when somebody leaves', () => {
	it('is counted over every notebook, and comes back from a file beside what is there', async () => {
		const parting = usePartingStore()
		expect(await parting.atStake()).toEqual({ edits: 0, forms: 0, backup: false, unconfirmed: false })
		await keep(edit('a'))
		await keep(edit('c', { notebookId: 'd'.repeat(32), vaultId: 'e'.repeat(32), sealed: true, sentAs: ['00000001-c6e1070caf28b5198290061fee98a6b5'] }))
		memory.setPreference('inputs', JSON.stringify([{ notebookId: NOTEBOOK, place: 'tools/new', fields: { name: 'Hélios' } }]))
		memory.setPreference(`forms:${NOTEBOOK}`, JSON.stringify([{ id: 'f'.repeat(32), bytes: 'AAAA' }]))
		expect(await parting.atStake()).toEqual({ edits: 2, forms: 2, backup: false, unconfirmed: false })
		const file = await take()
		forget()
		await keep(edit('9'))
		memory.setPreference('inputs', JSON.stringify([{ notebookId: NOTEBOOK, place: 'persons/new', fields: {} }]))
		expect(await parting.bringBack(file)).toEqual({ edits: 2, forms: 2 })
		// Offered as what a session that ended left, never sent without a word.
		expect((await listed(NOTEBOOK)).map(({ id, refusal }) => [id[0], refusal])).toEqual([['9', 'offline'], ['a', 'session-expired']])
		expect(await listed('d'.repeat(32))).toMatchObject([{ sealed: true, sentAs: ['00000001-c6e1070caf28b5198290061fee98a6b5'] }])
		expect(JSON.parse(memory.preference('inputs') ?? '')).toHaveLength(2)
		expect(await parting.bringBack(file)).toEqual({ edits: 0, forms: 0 })
	})

	it('is sealed as a whole while the key is open, and asks for it again', async () => {
		const files = new MemoryStore()
		const made = await api.createIdentity({ passphrase: PASSPHRASE, label: 'Anne', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
		await api.commitIdentity(made.name)
		await files.create(`${made.name}.identity`, made.bytes)
		useIdentityStore().place(files, true)
		const vault = useVaultStore()
		await vault.unlockIdentity(PASSPHRASE)
		await vault.setPlace({ notebookId: NOTEBOOK, vaultId: 'e'.repeat(32), store: new MemoryStore() })
		await keep(edit('a'))
		const file = await take()
		expect(Buffer.from(file).toString('latin1')).not.toContain(Buffer.from('Canari-Outil').toString('base64').slice(0, 12))
		forget()
		await vault.lock()
		await expect(usePartingStore().bringBack(file)).rejects.toMatchObject({ code: 'locked' })
		await vault.unlockIdentity(PASSPHRASE)
		expect(await usePartingStore().bringBack(file)).toEqual({ edits: 1, forms: 0 })
		expect(new TextDecoder().decode((await listed(NOTEBOOK))[0]?.bytes)).toBe('Canari-Outil')
	})

	it('is refused from a file of somebody else, of another format, or damaged; nothing is changed', async () => {
		await keep(edit('a'))
		const file = await take()
		forget()
		const text = new TextDecoder().decode(file)
		const refusal = (content: string) => usePartingStore().bringBack(new TextEncoder().encode(content)).then(() => '', ({ code }: { code: string }) => code)
		expect(await refusal('{}')).toBe('altered')
		expect(await refusal(text.slice(0, 40))).toBe('altered')
		expect(await refusal(text.replace('"version":1', '"version":2'))).toBe('unsupported-version')
		expect(await refusal(text.replace('"bytes":"', '"bytes":"%'))).toBe('altered')
		user = 'bruno'
		expect(await refusal(text)).toBe('other-user')
		user = 'anne'
		expect(await listed(NOTEBOOK)).toEqual([])
	})
})
