// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { useInvitingStore } from '../../../stores/members/inviting.ts'
import InviteForm from '../members/InviteForm.vue'

const people = ['Maire', 'Adjoint'].map((name) => ({ kind: 'user', id: name.toLowerCase(), name }))
let answers: (() => void)[] = []
let shared: readonly object[] = []
const done = vi.fn<() => void>()
const invite = vi.hoisted(() => vi.fn<(label: string, role: string) => Promise<object>>())

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
vi.mock('../../../stores/members/members.ts', () => ({ useMembersStore: () => ({ invite }) }))
vi.mock('../../../stores/vault/vault.ts', () => ({ useVaultStore: () => ({ status: 'open' }) }))
vi.mock('../../../stores/session/session.ts', () => ({
	useSessionStore: () => ({ notebook: { path: 'Trousseau/Essai', place: 'own', permissions: 'RGDNVW' }, look: async () => undefined }),
}))

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

const field = (): HTMLInputElement => page.querySelector('input') as HTMLInputElement
function button(name: string): HTMLButtonElement | undefined {
	return [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name)
}

async function type(text: string): Promise<void> {
	field().value = text
	field().dispatchEvent(new Event('input'))
	await settle()
}

async function give(access: string): Promise<void> {
	const select = page.querySelector('select') as HTMLSelectElement
	select.value = access
	select.dispatchEvent(new Event('change'))
	await settle()
}

beforeEach(async () => {
	vi.useFakeTimers()
	setActivePinia(createPinia())
	answers = []
	shared = []
	page = document.createElement('div')
	document.body.replaceChildren(page)
	done.mockReset()
	invite.mockReset().mockResolvedValue({ code: ['un', 'deux'], fingerprint: [], expiresAt: '2026-12-07T00:00:00.000Z' })
	app = createApp(InviteForm, { mayShare: true, mayInvite: true, onDone: done })
	app.mount(page)
	await settle()
})
afterEach(() => {
	app?.unmount()
	vi.useRealTimers()
})

it('shares the notebook with who was chosen, and says that it is done', async () => {
	await type('Ma')
	await answer()
	button('Maire')?.click()
	await settle()
	expect(field().value).toBe('Maire')
	await give('look')
	button('Share the notebook')?.click()
	await settle()
	await answer()
	expect(shared).toMatchObject([{ recipientId: 'maire', permissions: 1 }])
	expect(done).toHaveBeenCalledTimes(1)
})

it('shares with nobody who was not chosen, and says what to do', async () => {
	await type('Ma')
	await answer()
	await give('look')
	button('Share the notebook')?.click()
	await settle()
	expect(shared).toEqual([])
	expect(page.textContent).toContain('Choose the person or the group in the list below the field.')
})

it('lets go of who was chosen when another name is typed', async () => {
	await type('Ma')
	await answer()
	button('Maire')?.click()
	await settle()
	await type('Ad')
	await answer()
	expect(button('Adjoint')).toBeDefined()
	await give('look')
	button('Share the notebook')?.click()
	await settle()
	expect(shared).toEqual([])
})

it('shares and gives the passwords in one go, with words to read out', async () => {
	await type('Ma')
	await answer()
	button('Maire')?.click()
	await settle()
	await give('writer')
	button('Make the invitation')?.click()
	await settle()
	await answer()
	expect(shared).toMatchObject([{ recipientId: 'maire', permissions: 5 }])
	expect(invite).toHaveBeenCalledWith('Maire', 'writer')
	expect(useInvitingStore().made).toMatchObject({ label: 'Maire', code: ['un', 'deux'] })
})

it('shows what was searched last, whatever is answered first', async () => {
	await type('Ma')
	const [first] = answers
	answers = []
	await type('Ad')
	await answer()
	first?.()
	await settle()
	expect(button('Adjoint')).toBeDefined()
	expect(button('Maire')).toBeUndefined()
})
