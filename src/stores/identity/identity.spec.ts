// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../journal/memory-store.ts'
import type { IdentityView } from '../../worker/api.ts'
import { useIdentityStore } from './identity.ts'

const view: IdentityView = { pins: [], fingerprint: [], kdf: { memory: 67_108_864, passes: 3 }, dearer: null, heads: [], otherHeads: [] }
let answer: (view: IdentityView) => void = () => undefined

const api = vi.hoisted(() => ({
	commitIdentity: vi.fn(),
	raiseKdf: vi.fn(),
	rememberHeads: vi.fn(),
}))

vi.mock('./crypto.ts', () => ({ cryptoClient: () => api }))

describe('the key of a person', () => {
	beforeEach(() => {
		setActivePinia(createPinia())
		vi.resetAllMocks()
		api.commitIdentity.mockImplementation(() => new Promise((resolve) => {
			answer = resolve
		}))
	})

	it('stays closed when it was locked while the answer was on its way', async () => {
		const key = useIdentityStore()
		key.place(new MemoryStore(), true)
		const committed = key.commit('00000001-00000000000000000000000000000000')
		key.forget()
		answer(view)
		await expect(committed).rejects.toMatchObject({ code: 'locked' })
		expect(key.view).toBeNull()
	})

	it('is put under a dearer derivation when the computer affords one, and a refusal changes nothing', async () => {
		const key = useIdentityStore()
		key.place(new MemoryStore(), true)
		const opened = key.commit('00000001-00000000000000000000000000000000')
		answer({ ...view, dearer: { memory: 268_435_456, passes: 3 } })
		await opened
		api.raiseKdf.mockRejectedValue(new Error('no memory'))
		await key.raise('une phrase')
		expect(api.raiseKdf).toHaveBeenCalledExactlyOnceWith({ passphrase: 'une phrase', kdf: { memory: 268_435_456, passes: 3 } })
		expect(key.view?.kdf).toEqual(view.kdf)
	})

	it('is left as it is when its derivation is as dear as can be', async () => {
		const key = useIdentityStore()
		key.place(new MemoryStore(), true)
		const opened = key.commit('00000001-00000000000000000000000000000000')
		answer(view)
		await opened
		await key.raise('une phrase')
		expect(api.raiseKdf).not.toHaveBeenCalled()
	})

	it('remembers heads at most once an hour, but for what must not wait', async () => {
		const key = useIdentityStore()
		key.place(new MemoryStore(), true)
		api.rememberHeads.mockResolvedValue(null)
		await key.remember()
		await key.remember()
		expect(api.rememberHeads).toHaveBeenCalledTimes(1)
		await key.remember(true)
		expect(api.rememberHeads).toHaveBeenCalledTimes(2)
	})
})
