// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import { useFavouritesStore } from './favourites.ts'

const vault = vi.hoisted(() => ({ store: {} as Record<string, unknown> }))
vi.mock('./vault.ts', () => ({ useVaultStore: () => vault.store }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const credential = (id: string, favourite = false) => ({ id, favourite })
const marked = (): readonly string[] => useFavouritesStore().list.map(({ id }) => id)

function open(...credentials: object[]): void {
	vault.store = reactive({ status: 'open', place: { vaultId: 'v' }, live: credentials, credentials, change: vi.fn() })
	setActivePinia(createPinia())
}

beforeEach(() => browserMemory().setPreference('favourites:v', null))

describe('favourites', () => {
	it('are kept for the person, and nothing of them is written into the vault', () => {
		open(credential('a'), credential('b'))
		useFavouritesStore().set('b', true)
		expect(marked()).toEqual(['b'])
		expect(vault.store.change).not.toHaveBeenCalled()
		open(credential('a'), credential('b'))
		expect(marked()).toEqual(['b'])
		useFavouritesStore().set('b', false)
		expect(marked()).toEqual([])
	})

	it('that an earlier version wrote into the vault are taken over once, then ignored', () => {
		open(credential('a', true), credential('b'))
		expect(marked()).toEqual(['a'])
		useFavouritesStore().set('a', false)
		open(credential('a', true), credential('b', true))
		expect(marked()).toEqual([])
	})

	it('go from the screen with the lock', async () => {
		open(credential('a', true))
		expect(useFavouritesStore().ids.size).toBe(1)
		vault.store.status = 'locked'
		await nextTick()
		expect(useFavouritesStore().ids.size).toBe(0)
	})
})
