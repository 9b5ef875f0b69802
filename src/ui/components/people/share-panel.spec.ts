// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import SharePanel from './SharePanel.vue'

const people = ['Maire', 'Adjoint'].map((name) => ({ kind: 'user', id: name.toLowerCase(), name }))
let answers: (() => void)[] = []
let shared: readonly object[] = []

/** A call that is answered when the test says so. */
function later<T>(value: () => T): Promise<T> {
	return new Promise((resolve) => {
		answers.push(() => resolve(value()))
	})
}

vi.mock('../../../platform/nextcloud-ocs.ts', () => ({
	ocsClient: () => ({
		listShares: async () => shared,
		findRecipients: (search: string) => later(() => people.filter(({ name }) => name.startsWith(search))),
		createShare: (_path: string, recipient: { readonly id: string, readonly name: string }, permissions: number) => later(() => {
			const made = { id: recipient.id, kind: 'user', recipientId: recipient.id, name: recipient.name, permissions }
			shared = [...shared, made]
			return made
		}),
	}),
}))
vi.mock('../../../stores/session.ts', () => ({ useSessionStore: () => ({ notebook: { path: 'Trousseau/Essai', place: 'own', permissions: 'RGDNVW' }, look: async () => undefined }) }))

let app: App | null = null
let page: HTMLElement

async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(400)
	await nextTick()
}

async function answer(): Promise<void> {
	const now = answers
	answers = []
	now.forEach((one) => one())
	await settle()
}

const field = (): HTMLInputElement => page.querySelector('input[type=search]') as HTMLInputElement
const button = (name: string): HTMLButtonElement | undefined => [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name)

async function type(text: string): Promise<void> {
	field().value = text
	field().dispatchEvent(new Event('input'))
	await settle()
}

beforeEach(async () => {
	vi.useFakeTimers()
	setActivePinia(createPinia())
	answers = []
	shared = []
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(SharePanel)
	app.mount(page)
	await settle()
})
afterEach(() => {
	app?.unmount()
	vi.useRealTimers()
})

it('keeps the next name that is typed while the notebook is shared with the one before', async () => {
	await type('Ma')
	await answer()
	button('Share with Maire')?.click()
	await type('Ad')
	await answer()
	expect(field().value).toBe('Ad')
	expect(button('Share with Adjoint')).toBeDefined()
	expect(button('Share with Maire')).toBeUndefined()
})

it('empties the field once it is shared with who was searched', async () => {
	await type('Ma')
	await answer()
	button('Share with Maire')?.click()
	await answer()
	expect(field().value).toBe('')
	expect(button('Share with Maire')).toBeUndefined()
})

it('shows what was searched last, whatever is answered first', async () => {
	await type('Ma')
	const [first] = answers
	answers = []
	await type('Ad')
	await answer()
	first?.()
	await settle()
	expect(button('Share with Adjoint')).toBeDefined()
	expect(button('Share with Maire')).toBeUndefined()
})
