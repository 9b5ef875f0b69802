// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { useLetterKeysStore } from '../../stores/session/letter-keys.ts'
import { useRoute } from './navigation/use-route.ts'
import { listenToLetters } from './use-letter-keys.ts'

const done = vi.hoisted(() => ({ actions: [] as string[], vault: {} as Record<string, unknown> }))
vi.mock('../../stores/vault/vault.ts', () => ({ useVaultStore: () => done.vault }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('./use-copy.ts', () => ({
	useCopy: () => ({
		copyCode: ({ id }: { readonly id: string }) => done.actions.push(`code ${id}`),
		copyLogin: ({ id }: { readonly id: string }) => done.actions.push(`login ${id}`),
		copyPassword: ({ id }: { readonly id: string }) => done.actions.push(`password ${id}`),
	}),
}))

let leave = (): void => {}

function press(key: string, on: string, init: KeyboardEventInit = {}): void {
	document.querySelector(on)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
}

beforeEach(() => {
	done.actions.length = 0
	done.vault = reactive({
		status: 'open',
		view: { role: 'writer' },
		live: ['a', 'b'].map((id) => ({ id, login: id === 'a' ? 'anne' : '', site: '', hasPassword: true, hasOtp: id === 'a' })),
		lock: () => void done.actions.push('lock'),
	})
	setActivePinia(createPinia())
	useLetterKeysStore().set(true)
	document.body.innerHTML = '<p><a></a></p><ul><li data-credential="a"><button></button></li><li data-credential="b"><i></i></li></ul><form><input></form>'
	leave = listenToLetters()
	location.hash = '#/'
})

afterEach(() => {
	leave()
	document.body.innerHTML = ''
	location.hash = ''
})

describe('the keys of one letter', () => {
	it('act on the row that has the focus', () => {
		press('p', 'button')
		press('i', 'button')
		press('c', 'button')
		press('i', 'i')
		press('c', 'i')
		press('p', 'i')
		expect(done.actions).toEqual(['password a', 'login a', 'code a', 'password b'])
	})

	it('act on the sheet that is shown, and on nothing where there is none', async () => {
		press('p', 'p a')
		useRoute().go('passwords', 'b')
		await vi.waitFor(() => expect(useRoute().id.value).toBe('b'))
		press('p', 'p a')
		press('m', 'p a')
		press('v', 'p a')
		expect(done.actions).toEqual(['password b', 'lock'])
		expect(useLetterKeysStore().editAsked).toBe('b')
	})

	it('never act while somebody types, with a modifier, when held, or once the vault is locked', () => {
		press('p', 'input')
		press('v', 'input')
		press('p', 'button', { ctrlKey: true })
		press('p', 'button', { altKey: true })
		press('p', 'button', { repeat: true })
		done.vault.status = 'locked'
		press('p', 'button')
		expect(done.actions).toEqual([])
	})

	it('can be turned off, and are then off the next time', () => {
		useLetterKeysStore().set(false)
		press('p', 'button')
		setActivePinia(createPinia())
		expect([useLetterKeysStore().isOn, done.actions.length]).toEqual([false, 0])
	})
})
