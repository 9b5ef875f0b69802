// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { TrousseauError } from '../../domain/errors.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import type { IdentityView } from '../../worker/api.ts'
import { useVaultStore } from './vault.ts'

const view: IdentityView = { pins: [], fingerprint: [], kdf: { memory: 67_108_864, passes: 3 }, dearer: null, heads: [], otherHeads: [] }
const [NOTEBOOK, VAULT, OTHER] = ['0'.repeat(32), '1'.repeat(32), '2'.repeat(32)]

const api = vi.hoisted(() => ({ ready: vi.fn(), unlock: vi.fn(), openVault: vi.fn(), rememberHeads: vi.fn(), lock: vi.fn() }))
const opening = vi.hoisted(() => ({ openingInput: vi.fn(), openInSteps: vi.fn(), readUsable: vi.fn() }))

vi.mock('../identity/crypto.ts', () => ({ cryptoClient: () => api }))
vi.mock('../../journal/opening.ts', () => opening)

/** A folder that reports each listing, or refuses it. */
class WatchedStore extends MemoryStore {
	readonly listed = vi.fn()

	override async list() {
		this.listed()
		return super.list()
	}
}

async function locked() {
	const store = new WatchedStore()
	const vault = useVaultStore()
	vault.setIdentity(new MemoryStore(), true)
	await vault.setPlace({ notebookId: NOTEBOOK, vaultId: VAULT, store })
	return { vault, store }
}

describe('unlocking', () => {
	beforeEach(() => {
		setActivePinia(createPinia())
		vi.resetAllMocks()
		opening.openingInput.mockResolvedValue({ heads: [{ name: 'n', bytes: new Uint8Array() }], others: [], damaged: [], foreign: [] })
		opening.openInSteps.mockImplementation((_journal, _options, open) => open({ heads: [{ name: 'n', bytes: new Uint8Array() }], others: [], damaged: [], foreign: [] }, false))
	})

	it('reads the vault while the key is derived', async () => {
		const { vault, store } = await locked()
		let derived: (identity: IdentityView) => void = () => undefined
		api.unlock.mockReturnValue(new Promise((resolve) => {
			derived = resolve
		}))
		api.openVault.mockRejectedValue(new TrousseauError('not-a-member'))
		const unlocked = vault.unlock('une phrase', false)
		await vi.waitFor(() => expect(api.unlock).toHaveBeenCalledOnce())
		expect(store.listed).toHaveBeenCalledOnce()
		expect(api.openVault).not.toHaveBeenCalled()
		derived(view)
		await unlocked
		expect(api.openVault).toHaveBeenCalledOnce()
	})

	it('tells of a wrong passphrase whatever the folder answers, and of the folder when the key is right', async () => {
		const { vault, store } = await locked()
		store.listed.mockImplementation(() => {
			throw new TrousseauError('forbidden')
		})
		api.unlock.mockRejectedValueOnce(new TrousseauError('bad-passphrase'))
		await expect(vault.unlock('une autre phrase', false)).rejects.toMatchObject({ code: 'bad-passphrase' })
		api.unlock.mockResolvedValue(view)
		opening.openInSteps.mockRejectedValue(new TrousseauError('forbidden'))
		await expect(vault.unlock('une phrase', false)).rejects.toMatchObject({ code: 'forbidden' })
		expect(api.openVault).not.toHaveBeenCalled()
	})

	it('shows nothing of a notebook that somebody left meanwhile, and lets the other one be', async () => {
		const { vault } = await locked()
		const shown = (vaultId: string) => ({ vaultId, notebookId: NOTEBOOK, heads: [], credentials: [], role: 'keeper' })
		api.unlock.mockResolvedValue(view)
		let answer: (opened: unknown) => void = () => undefined
		api.openVault.mockReturnValueOnce(new Promise((resolve) => {
			answer = resolve
		}))
		const unlocked = vault.unlock('une phrase', false)
		await vi.waitFor(() => expect(api.openVault).toHaveBeenCalledOnce())
		api.openVault.mockResolvedValueOnce(shown(OTHER))
		await vault.setPlace({ notebookId: NOTEBOOK, vaultId: OTHER, store: new MemoryStore() })
		expect(vault.view?.vaultId).toBe(OTHER)
		answer(shown(VAULT))
		await unlocked
		expect(vault.view?.vaultId).toBe(OTHER)
		expect(vault.status).toBe('open')
	})
})
