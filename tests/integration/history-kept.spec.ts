// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RevisionFile } from '../../src/domain/document.ts'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { useMembersStore } from '../../src/stores/members/members.ts'
import { identityJournal } from '../../src/stores/session/journals.ts'
import { useVaultStore } from '../../src/stores/vault/vault.ts'
import { parseVault } from '../../src/vault/file/container.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { IMPOTS, KDF, now } from '../support/vault-journeys.ts'
import { cheapDerivation, NOTEBOOK } from '../support/vault-people.ts'

const present = vi.hoisted(() => ({ api: undefined as CryptoApi | undefined, name: 'Anna' }))
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: present.name }) }))
vi.mock('../../src/platform/state.ts', () => ({ LOCK_MINUTES: { least: 2, usual: 10, most: 60 }, appConfig: () => ({ version: '', lockMinutesMax: 60 }) }))
vi.mock('../../src/stores/identity/crypto.ts', () => ({ cryptoClient: () => present.api }))

const PASSPHRASE = 'la phrase d’Anna'
const EDITS = 20

let store: MemoryStore
let vaultId = ''

/** Somebody who keeps a vault of some age: the stores of the page over the service of the Worker. */
async function keeper() {
	const api = Object.assign(createCryptoService({ ...cheapDerivation(), now }), { ready: async () => undefined })
	present.api = api
	setActivePinia(createPinia())
	const [vault, members] = [useVaultStore(), useMembersStore()]
	const identities = new MemoryStore()
	const { name, bytes } = await api.createIdentity({ passphrase: PASSPHRASE, label: 'Anna', kdf: KDF })
	await identityJournal(identities).append(name, bytes)
	vault.setIdentity(identities, true)
	await vault.creation.commitIdentity(name)
	const created = await api.createVault({ notebookId: NOTEBOOK, label: 'Anna' })
	vaultId = created.vaultId
	store = new MemoryStore()
	store.files.set(`${created.revision.name}.vault`, created.revision.bytes.slice())
	await api.commit({ vaultId, name: created.revision.name })
	await vault.setPlace({ notebookId: NOTEBOOK, vaultId, store })
	for (let index = 0; index < EDITS; index += 1) {
		await vault.write(async () => ({ revision: await api.prepare({ vaultId, changes: [{ kind: 'put', id: IMPOTS, draft: { label: 'Impôts', password: `n° ${index}` } }] }) }))
	}
	return { api, vault, members }
}

const epochs = (): readonly number[] => [...store.files].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, bytes]) => parseVault(bytes).header.epoch)
const removals = (): readonly string[] => store.calls.filter((call) => call.startsWith('remove'))
function file(number: number): RevisionFile {
	const [name = '', bytes = new Uint8Array()] = [...store.files].find(([one]) => one.startsWith(String(number).padStart(8, '0'))) ?? []
	return { name: name.replace(/\.vault$/, ''), bytes }
}

/** The password that the vault had in one of its revisions, as the history shows it. */
const passwordIn = (api: CryptoApi, number: number) => api.revealPast({ vaultId, revision: file(number), before: { heads: [], others: [] }, links: [], side: 'after', id: IMPOTS, field: 'password' })

beforeEach(() => loadSodium())

describe('the history of the passwords', () => {
	it('is whole after a first envelope, for which the key does not change', async () => {
		const { vault, members } = await keeper()
		await members.createEnvelope()
		expect(vault.view?.envelope.status).toBe('unverified')
		expect(epochs()).toEqual(Array.from({ length: EDITS + 2 }, () => 1))
		expect(removals()).toEqual([])
	})

	it('is whole, and opens to who remains, after an envelope is replaced, an invitation cancelled, and somebody removed', async () => {
		const { api, vault, members } = await keeper()
		await members.createEnvelope()
		await members.createEnvelope()
		await members.invite('Bruno', 'writer')
		await members.cancelInvitation(members.invitations[0]?.id ?? '')
		const { memberId } = vault.view?.envelope ?? { memberId: '' }
		await members.remove(memberId)
		expect(removals()).toEqual([])
		expect(epochs()).toHaveLength(EDITS + 6)
		expect(epochs().at(-1)).toBe(4)
		expect(await passwordIn(api, 2)).toBe('n° 0')
		expect(await passwordIn(api, EDITS)).toBe(`n° ${EDITS - 2}`)
		// Nothing that was listed a moment ago is asked for in vain.
		await vault.refresh()
		expect(store.calls.filter((call) => call.startsWith('read ')).every((call) => store.files.has(call.slice(5)))).toBe(true)
	})
})

describe('a member whose account has another name since', () => {
	it('is shown under it, the invitations of before still being theirs', async () => {
		const { members } = await keeper()
		await members.invite('Bruno', 'reader')
		present.name = 'Anna Petit'
		const { vault } = { vault: useVaultStore() }
		await vault.refresh()
		expect(members.me?.label).toBe('Anna Petit')
		expect(members.persons.map(({ label }) => label)).toEqual(['Anna Petit'])
		expect(members.invitations[0]?.inviter).toBe(members.listedAs)
		present.name = 'Anna'
	})
})

describe('a second invitation to one person', () => {
	it('ends the first: one waits, and the words of the other open nothing', async () => {
		const { api, members } = await keeper()
		const first = await members.invite('Bruno Petit', 'writer')
		await members.invite('Chloé', 'reader')
		const second = await members.invite('  bruno  petit ', 'reader')
		expect(members.invitations.map(({ label }) => label).sort()).toEqual(['  bruno  petit ', 'Chloé'])
		const journal = { heads: [file(EDITS + 4)], others: [...store.files].map(([name, bytes]) => ({ name: name.replace(/\.vault$/, ''), bytes })) }
		const bruno = createCryptoService({ ...cheapDerivation(), now })
		await bruno.commitIdentity((await bruno.createIdentity({ passphrase: 'la phrase de Bruno', label: 'Bruno', kdf: KDF })).name)
		const accept = (code: readonly string[]) => bruno.acceptInvitation({ notebookId: NOTEBOOK, vaultId, journal, label: 'Bruno', code: code.join(' ') })
		await expect(accept(first.code)).rejects.toMatchObject({ code: 'invitation-unknown' })
		expect((await accept(second.code)).role).toBe('reader')
		void api
	})
})
