// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { vaultJournal } from '../../src/stores/session/journals.ts'
import { openFromJournal, prefetchHeads } from '../../src/stores/vault/vault-opening.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { cheapDerivation, NOTEBOOK } from '../support/vault-people.ts'

const ID = 'a'.repeat(32)

beforeAll(loadSodium)

/** A service that is open, and the folder of a vault of its own with two revisions. */
async function begin() {
	const api = createCryptoService({ ...cheapDerivation(), now: () => new Date().toISOString() })
	const identity = await api.createIdentity({ passphrase: 'une phrase assez longue 42', label: 'x', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
	await api.commitIdentity(identity.name)
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'x' })
	await api.commit({ vaultId, name: revision.name })
	const store = new MemoryStore()
	const journal = vaultJournal(store, NOTEBOOK, vaultId)
	await journal.append(revision.name, revision.bytes)
	const save = async (label: string): Promise<string> => {
		const next = await api.prepare({ vaultId, changes: [{ kind: 'put', id: ID, draft: { label } }] })
		await vaultJournal(store, NOTEBOOK, vaultId).append(next.name, next.bytes)
		await api.commit({ vaultId, name: next.name })
		return next.name
	}
	const calls = { prefetch: vi.spyOn(api, 'prefetch'), openVault: vi.spyOn(api, 'openVault') }
	const open = async (ahead?: Set<string>): Promise<readonly string[]> => {
		const { opened } = await openFromJournal(journal, api, { seen: [], acceptOlder: false }, { notebookId: NOTEBOOK, vaultId, acceptOlder: false, browserPin: '', follow: '' }, ahead)
		return opened.heads
	}
	/** Which heads each opening gave with their bytes. */
	const whole = () => calls.openVault.mock.calls.map(([input]) => input.journal.heads.map(({ bytes }) => bytes !== null))
	return { api: api as CryptoApi, store, journal, first: revision.name, head: await save('un'), save, open, calls, whole }
}

describe('heads handed over ahead', () => {
	it('are named only by the opening that follows, and given whole by the next one', async () => {
		const { api, journal, head, open, calls, whole } = await begin()
		const ahead = prefetchHeads(journal, api)
		await ahead.read
		expect(calls.prefetch).toHaveBeenCalledOnce()
		expect(await open(ahead.names)).toEqual([head])
		expect(await open(ahead.names)).toEqual([head])
		expect(whole()).toEqual([[false], [true]])
	})

	it('are left for what was written since', async () => {
		const { api, journal, save, open, whole } = await begin()
		const ahead = prefetchHeads(journal, api)
		await ahead.read
		const later = await save('deux')
		expect(await open(ahead.names)).toEqual([later])
		expect(whole()).toEqual([[true]])
	})

	it('are given again when the Worker did not take them, and not handed over once nothing is to be opened', async () => {
		const { api, journal, head, open, calls, whole } = await begin()
		calls.prefetch.mockRejectedValueOnce(new Error('refused'))
		const refused = prefetchHeads(journal, api)
		await refused.read
		expect(await open(refused.names)).toEqual([head])
		const left = prefetchHeads(journal, api)
		left.cancel()
		await left.read
		expect(calls.prefetch).toHaveBeenCalledOnce()
		expect(await open(left.names)).toEqual([head])
		expect(whole()).toEqual([[true], [true]])
	})

	it('tell of a folder that cannot be read', async () => {
		const { api, store, journal, calls } = await begin()
		store.faults.push({ on: 'list', code: 'forbidden' })
		await expect(prefetchHeads(journal, api).read).rejects.toMatchObject({ code: 'forbidden' })
		expect(calls.prefetch).not.toHaveBeenCalled()
	})
})
