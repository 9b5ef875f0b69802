// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { useIdentityStore } from '../../src/stores/identity/identity.ts'
import { identityJournal, withIdentity } from '../../src/stores/session/journals.ts'
import { readIdentityHeader } from '../../src/vault/file/container.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { CAF, KDF, now } from '../support/vault-journeys.ts'
import { cheapDerivation, NOTEBOOK } from '../support/vault-people.ts'

const present = vi.hoisted(() => ({ api: undefined as CryptoApi | undefined }))
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: 'Anna' }) }))
vi.mock('../../src/stores/identity/crypto.ts', () => ({ cryptoClient: () => present.api }))

const FORMER = 'la phrase d’avant'
const NEW = 'la phrase de maintenant'
const DEARER = { memory: 128 * 1024 * 1024, passes: 3 }

/** A computer: its own memory, the same files. */
class Computer {
	readonly api: CryptoApi = Object.assign(createCryptoService({ ...cheapDerivation(), now }), { ready: async () => undefined })
	readonly #pinia = createPinia()
	readonly #store: MemoryStore

	constructor(store: MemoryStore) {
		this.#store = store
	}

	/** The key, at this computer from now on. */
	get key(): ReturnType<typeof useIdentityStore> {
		present.api = this.api
		setActivePinia(this.#pinia)
		const key = useIdentityStore()
		key.place(this.#store, true)
		return key
	}

	async unlock(passphrase: string, acceptOlder = false): Promise<void> {
		await this.key.unlock(passphrase, acceptOlder)
	}

	/** Makes a vault, so that there is a head to remember. Resolves to its id. */
	async seeVault(): Promise<string> {
		const { key } = this
		const { vaultId, revision } = await this.api.createVault({ notebookId: NOTEBOOK, label: 'Anna' })
		await this.api.commit({ vaultId, name: revision.name })
		await key.remember(true)
		return vaultId
	}

	async work(vaultId: string): Promise<void> {
		const { key } = this
		const { name } = await this.api.prepare({ vaultId, changes: [{ kind: 'put', id: CAF, draft: { note: now() } }] })
		await this.api.commit({ vaultId, name })
		await key.remember(true)
	}

	changePassphrase(current: string, next: string): Promise<void> {
		return this.key.relock((api, identity) => api.changePassphrase({ current, next, kdf: KDF, ...withIdentity(identity) }))
	}

	raise(passphrase: string): Promise<void> {
		return this.key.relock((api, identity) => api.raiseKdf({ passphrase, kdf: DEARER, ...withIdentity(identity) }), undefined, true)
	}
}

let store: MemoryStore

/** Files by the lock that opens them, the oldest lock first. */
function locks(): readonly number[] {
	const counts = new Map<string, number>()
	for (const [, bytes] of [...store.files].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const { check } = readIdentityHeader(bytes)
		counts.set(check, (counts.get(check) ?? 0) + 1)
	}
	return [...counts.values()]
}

/** Calls of the server after `index`, as `read 00000002`. */
const callsSince = (index: number): readonly string[] => store.calls.slice(index).map((call) => call.slice(0, call.indexOf(' ') + 9))

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'] })
	store = new MemoryStore()
	const first = new Computer(store)
	void first.key
	const { name, bytes } = await first.api.createIdentity({ passphrase: FORMER, label: 'Anna', kdf: KDF })
	await identityJournal(store).append(name, bytes)
})

afterEach(() => vi.useRealTimers())

describe('a passphrase that is changed', () => {
	it('leaves several copies of the key, and nothing under the former one, which goes after the copies were read back', async () => {
		const computer = new Computer(store)
		await computer.unlock(FORMER)
		await computer.seeVault()
		const before = store.calls.length
		await computer.changePassphrase(FORMER, NEW)
		expect(locks()).toEqual([3])
		const calls = callsSince(before)
		const firstRemoval = calls.findIndex((call) => call.startsWith('remove'))
		for (const number of [3, 4, 5]) {
			const created = calls.indexOf(`create ${String(number).padStart(8, '0')}`)
			const readBack = calls.indexOf(`read ${String(number).padStart(8, '0')}`, created)
			expect(created).toBeGreaterThan(-1)
			expect(readBack).toBeGreaterThan(created)
			expect(firstRemoval).toBeGreaterThan(readBack)
		}
		await expect(new Computer(store).unlock(FORMER)).rejects.toMatchObject({ code: 'bad-passphrase' })
		const again = new Computer(store)
		await again.unlock(NEW)
		expect(again.key.view?.pins).toHaveLength(1)
	})

	it.each(['offline', 'busy', 'forbidden'] as const)('deletes nothing when the new files cannot be read back (%s), and opens with the new one', async (code) => {
		const computer = new Computer(store)
		await computer.unlock(FORMER)
		const { key } = computer
		const listing = vi.spyOn(store, 'read')
		await key.relock(async (api, identity) => {
			const prepared = await api.changePassphrase({ current: FORMER, next: NEW, kdf: KDF, ...withIdentity(identity) })
			store.faults.push(...Array.from({ length: 30 }, () => ({ on: 'read', code }) as const))
			return prepared
		})
		expect(listing).toHaveBeenCalled()
		store.faults.length = 0
		expect(store.calls.filter((call) => call.startsWith('remove'))).toEqual([])
		const again = new Computer(store)
		await again.unlock(NEW)
		// The next revisions find their copies, and end what was begun.
		const vaultId = await again.seeVault()
		await again.work(vaultId)
		expect(locks()).toHaveLength(1)
	})

	it('deletes nothing when the server keeps other bytes than those sent', async () => {
		const computer = new Computer(store)
		await computer.unlock(FORMER)
		const create = store.create.bind(store)
		vi.spyOn(store, 'create').mockImplementation(async (name, bytes) => {
			const answer = await create(name, bytes)
			store.files.set(name, bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)))
			return answer
		})
		await expect(computer.changePassphrase(FORMER, NEW)).rejects.toMatchObject({ code: 'altered', detail: { unconfirmed: 1 } })
		expect(store.calls.filter((call) => call.startsWith('remove'))).toEqual([])
		await expect(new Computer(store).unlock(FORMER, true)).resolves.toBeUndefined()
	})

	it('takes along what another computer remembered since, and what could not be read here when it was opened', async () => {
		const [one, other] = [new Computer(store), new Computer(store)]
		await one.unlock(FORMER)
		await other.unlock(FORMER)
		const vaultId = await other.seeVault()
		await one.changePassphrase(FORMER, NEW)
		const again = new Computer(store)
		await again.unlock(NEW)
		expect(again.key.view?.pins).toMatchObject([{ vaultId }])
		// A byte altered on its way: opened all the same, from an older revision.
		await again.work(await again.seeVault())
		const [newest = ''] = [...store.files.keys()].sort().reverse()
		const bytes = store.files.get(newest) as Uint8Array
		store.files.set(newest, bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)))
		const hasty = new Computer(store)
		await hasty.unlock(NEW, true)
		store.files.set(newest, bytes)
		await hasty.changePassphrase(NEW, 'encore une autre phrase')
		const last = new Computer(store)
		await last.unlock('encore une autre phrase')
		expect(last.key.view?.pins).toHaveLength(2)
		expect(locks()).toEqual([3])
	})

	it('is not changed by a former one, nor by the passphrase of a former key', async () => {
		const computer = new Computer(store)
		await computer.unlock(FORMER)
		const { name, bytes } = await computer.api.createIdentity({ passphrase: 'une clé oubliée', label: 'Anna', kdf: KDF })
		await identityJournal(store).append(name, bytes)
		await expect(computer.changePassphrase('une clé oubliée', NEW)).rejects.toMatchObject({ code: 'bad-passphrase' })
		const other = new Computer(store)
		await other.unlock(FORMER)
		await other.changePassphrase(FORMER, NEW)
		await expect(computer.changePassphrase(FORMER, 'une troisième')).rejects.toMatchObject({ code: 'bad-passphrase' })
		await computer.changePassphrase(NEW, 'une troisième')
		await expect(new Computer(store).unlock('une troisième')).resolves.toBeUndefined()
	})

	it('opens nothing that another computer, where the key is still open, writes afterwards', async () => {
		const [one, other] = [new Computer(store), new Computer(store)]
		await one.unlock(FORMER)
		await other.unlock(FORMER)
		await one.changePassphrase(FORMER, NEW)
		vi.setSystemTime(Date.now() + 120_000)
		await other.seeVault()
		expect(locks()).toEqual([3])
		await expect(new Computer(store).unlock(FORMER)).rejects.toMatchObject({ code: 'bad-passphrase' })
	})
})

describe('a derivation that is raised', () => {
	it('leaves what was there before until the key was opened under it another time', async () => {
		const computer = new Computer(store)
		await computer.unlock(FORMER)
		const vaultId = await computer.seeVault()
		await computer.raise(FORMER)
		expect(locks()).toEqual([2, 3])
		await computer.work(vaultId)
		expect(locks()).toEqual([2, 4])
		const later = new Computer(store)
		await later.unlock(FORMER)
		expect(later.key.view).toMatchObject({ kdf: DEARER, otherHeads: [] })
		await later.seeVault()
		expect(locks()).toEqual([5])
	})
})

describe('a former key', () => {
	it('is not deleted when no file of the present one can be read', async () => {
		const [former = ''] = store.files.keys()
		const computer = new Computer(store)
		const { name, bytes } = await computer.api.createIdentity({ passphrase: NEW, label: 'Anna', kdf: KDF })
		await identityJournal(store).append(name, bytes)
		await computer.unlock(NEW)
		expect(computer.key.former).toHaveLength(1)
		store.files.delete(`${name}.identity`)
		await expect(computer.key.forgetFormer()).rejects.toMatchObject({ code: 'altered' })
		expect([...store.files.keys()]).toEqual([former])
	})
})
