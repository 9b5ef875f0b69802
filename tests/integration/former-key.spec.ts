// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { useIdentityStore } from '../../src/stores/identity/identity.ts'
import { identityJournal } from '../../src/stores/session/journals.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { CAF, KDF, now } from '../support/vault-journeys.ts'
import { cheapDerivation, NOTEBOOK } from '../support/vault-people.ts'

const present = vi.hoisted(() => ({ api: undefined as CryptoApi | undefined }))
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: 'Anna' }) }))
vi.mock('../../src/stores/identity/crypto.ts', () => ({ cryptoClient: () => present.api }))

const FORGOTTEN = 'la phrase oubliée'
const NEW = 'la nouvelle phrase'

/** A browser just opened: nothing is left but the files. */
function begin(store: MemoryStore) {
	const service = createCryptoService({ ...cheapDerivation(), now })
	present.api = Object.assign(service, { ready: async () => undefined })
	setActivePinia(createPinia())
	const key = useIdentityStore()
	key.place(store, true)
	return { key, api: service }
}

async function makeKey(store: MemoryStore, passphrase: string): Promise<string> {
	const { api } = begin(store)
	const { name, bytes } = await api.createIdentity({ passphrase, label: 'Anna', kdf: KDF })
	await identityJournal(store).append(name, bytes)
	await api.commitIdentity(name)
	return name
}

/** Writes the identity as many times as there is something new to remember. */
async function work(store: MemoryStore, passphrase: string, times: number): Promise<void> {
	const { key, api } = begin(store)
	await key.unlock(passphrase)
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'Anna' })
	await api.commit({ vaultId, name: revision.name })
	for (let time = 0; time < times; time++) {
		const { name } = await api.prepare({ vaultId, changes: [{ kind: 'put', id: CAF, draft: { note: String(time) } }] })
		await api.commit({ vaultId, name })
		await key.remember(true)
	}
}

describe('a key whose passphrase is forgotten', () => {
	let store: MemoryStore
	beforeEach(() => {
		store = new MemoryStore()
	})

	it('lies beside the new one: each passphrase opens its own, and says that the other is there', async () => {
		const first = await makeKey(store, FORGOTTEN)
		const second = await makeKey(store, NEW)
		const { key } = begin(store)
		await key.unlock(NEW)
		expect(key.former).toEqual([first])
		const { key: other } = begin(store)
		await other.unlock(FORGOTTEN)
		expect(other.former).toEqual([second])
		expect(other.view?.fingerprint).not.toEqual(key.view?.fingerprint)
		await expect(begin(store).key.unlock('ni l’une ni l’autre')).rejects.toMatchObject({ code: 'bad-passphrase' })
	})

	it('is deleted with its past, and nothing of the new one is', async () => {
		await makeKey(store, FORGOTTEN)
		await work(store, FORGOTTEN, 3)
		const before = [...store.files.keys()]
		await makeKey(store, NEW)
		await work(store, NEW, 2)
		const own = [...store.files.keys()].filter((name) => !before.includes(name)).sort()
		const { key } = begin(store)
		await key.unlock(NEW)
		expect(key.former).toHaveLength(1)
		await key.forgetFormer()
		expect(key.former).toEqual([])
		expect([...store.files.keys()].sort()).toEqual(own)
		await expect(begin(store).key.unlock(FORGOTTEN)).rejects.toMatchObject({ code: 'bad-passphrase' })
		const { key: again } = begin(store)
		await again.unlock(NEW)
		expect(again.former).toEqual([])
		expect(again.view?.pins).toHaveLength(1)
	})

	it('is not deleted once the present one is locked', async () => {
		await makeKey(store, FORGOTTEN)
		await makeKey(store, NEW)
		const { key } = begin(store)
		await key.unlock(NEW)
		key.forget()
		await expect(key.forgetFormer()).rejects.toMatchObject({ code: 'locked' })
		expect(store.files.size).toBe(2)
	})

	it('is deleted even if another browser wrote it again in between', async () => {
		await makeKey(store, FORGOTTEN)
		await makeKey(store, NEW)
		const { key } = begin(store)
		await key.unlock(NEW)
		const { api } = present
		await work(store, FORGOTTEN, 1)
		present.api = api
		await key.forgetFormer()
		expect(store.files.size).toBe(1)
		await expect(begin(store).key.unlock(FORGOTTEN)).rejects.toMatchObject({ code: 'bad-passphrase' })
	})

	it('still opens when a file could not be deleted, and can be deleted another time', async () => {
		await makeKey(store, FORGOTTEN)
		await work(store, FORGOTTEN, 2)
		await makeKey(store, NEW)
		const { key } = begin(store)
		await key.unlock(NEW)
		store.faults.push({ on: 'remove', code: 'forbidden' })
		await expect(key.forgetFormer()).rejects.toMatchObject({ code: 'forbidden' })
		expect(key.former).toHaveLength(1)
		await expect(begin(store).key.unlock(FORGOTTEN)).resolves.toBeUndefined()
		const { key: again } = begin(store)
		await again.unlock(NEW)
		await again.forgetFormer()
		expect(store.files.size).toBe(1)
	})

	it('keeps its past apart from that of the new one, of which the oldest revisions are deleted', async () => {
		await makeKey(store, FORGOTTEN)
		await work(store, FORGOTTEN, 3)
		const before = [...store.files.keys()]
		await makeKey(store, NEW)
		await work(store, NEW, 25)
		const names = [...store.files.keys()]
		expect(names.filter((name) => before.includes(name))).toEqual(before)
		// The head and ten before it.
		expect(names.filter((name) => !before.includes(name))).toHaveLength(11)
		const { key } = begin(store)
		await key.unlock(NEW)
		expect(key.view?.pins).toHaveLength(1)
	})
})
