// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'
import type { CredentialSummary } from '../../../vault/model.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, nextTick } from 'vue'
import { useSearchStore } from '../../../stores/search/search.ts'
import SearchBar from './SearchBar.vue'
import SearchResults from './SearchResults.vue'

const vault = vi.hoisted(() => ({ live: [] as CredentialSummary[] }))
const copy = vi.hoisted(() => ({ copyLogin: vi.fn(), copyPassword: vi.fn() }))

vi.mock('../../../stores/vault/vault.ts', () => ({ useVaultStore: () => vault }))
vi.mock('../../composables/use-copy.ts', () => ({ useCopy: () => copy }))
vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

let app: App | null = null
let page: HTMLElement

function credential(id: string, label: string): CredentialSummary {
	return ({
		id,
		label,
		login: 'mairie',
		site: '',
		tags: [],
		accountId: '',
		hasPassword: true,
		reusedBy: 0,
		conflicts: 0,
	}) as unknown as CredentialSummary
}
const field = (): HTMLInputElement => page.querySelector('input[type=search]') as HTMLInputElement
const active = (): string => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent ?? ''

async function press(key: string, options: KeyboardEventInit = {}): Promise<void> {
	field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }))
	await vi.dynamicImportSettled()
	await nextTick()
}

beforeEach(async () => {
	setActivePinia(createPinia())
	vi.clearAllMocks()
	vault.live = [credential('1', 'Compta'), credential('2', 'Compte école'), credential('3', 'Compte cantine')]
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(defineComponent(() => () => [h(SearchBar), h(SearchResults)]))
	app.mount(page)
	useSearchStore().query = 'compt'
	await nextTick()
	await nextTick()
})
afterEach(() => {
	app?.unmount()
	app = null
})

describe('the keys of the search field', () => {
	it('move a visible choice, which is told to screen readers, and which Enter copies', async () => {
		expect(active()).toContain('Compta')
		await press('ArrowDown')
		expect(active()).toContain('Compte école')
		expect(page.querySelector('.tr-row--chosen')?.textContent).toContain('Compte école')
		expect(page.textContent).toContain('Enter copies the password of “Compte école”.')
		await press('Enter')
		expect(copy.copyPassword.mock.calls).toEqual([[vault.live[1]]])
	})

	it('stop at both ends, and begin again with what is typed next', async () => {
		await press('ArrowUp')
		expect(active()).toContain('Compta')
		for (let count = 0; count < 5; count++) {
			await press('ArrowDown')
		}
		expect(active()).toContain('Compte cantine')
		useSearchStore().query = 'compte'
		await nextTick()
		await press('Enter')
		expect(copy.copyPassword.mock.calls).toEqual([[vault.live[1]]])
	})

	it('copy the login with Shift, open the sheet with Ctrl', async () => {
		await press('Enter', { shiftKey: true })
		expect(copy.copyLogin.mock.calls).toEqual([[vault.live[0]]])
		await press('Enter', { ctrlKey: true })
		expect(copy.copyPassword).not.toHaveBeenCalled()
		expect(location.hash).toBe('#/mots-de-passe/1')
	})

	it('are shown by "?", but not where it is typed', async () => {
		await press('?')
		expect(document.querySelector('dialog')).toBeNull()
		useSearchStore().query = ''
		await press('?')
		await vi.waitFor(() => expect(document.querySelector('dialog')?.textContent).toContain('copy the password of the choice'))
	})
})
