// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { useFirstRunStore } from '../../../stores/identity/first-run.ts'
import PassphraseChoice from './PassphraseChoice.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

let app: App | null = null
let page: HTMLElement

beforeEach(async () => {
	setActivePinia(createPinia())
	vi.spyOn(useFirstRunStore(), 'proposePassphrase').mockResolvedValue('lavoir cerise pont')
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp({ render: () => h(PassphraseChoice, { label: 'Passphrase', place: 'first-run' }) })
	app.mount(page)
	await nextTick()
	await new Promise((resolve) => setTimeout(resolve))
	await nextTick()
})
afterEach(() => {
	app?.unmount()
	app = null
	vi.restoreAllMocks()
})

describe('a passphrase to choose', () => {
	it('is proposed, with the order to write it down before one goes on', () => {
		expect(page.querySelector('.tr-words')?.textContent?.replace(/\s+/g, ' ').trim()).toBe('lavoir cerise pont')
		expect(page.querySelector('strong')?.textContent).toBe('Write these words on paper now, in this order, before you go on.')
	})

	it('is typed again in a field that shows it', () => {
		const again = [...page.querySelectorAll('textarea')].find((field) => field.labels?.[0]?.textContent?.includes('once more'))
		expect(again).toBeDefined()
		expect(again?.className).not.toMatch(/masked/)
		expect(again?.getAttribute('aria-describedby') ?? '').not.toContain('masked')
	})
})
