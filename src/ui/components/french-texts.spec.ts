// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { setLanguage } from '@nextcloud/l10n'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, h } from 'vue'
import HandOver from './folder/HandOver.vue'
import HostingLetter from './hosting/HostingLetter.vue'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const NOTICE = 'The official texts are in French.'
const NOTEBOOK = { place: 'own', ownerId: 'anne', path: 'Trousseau/Lavoux' } as const

afterEach(() => setLanguage('fr'))

/** The page of a person whose Nextcloud is in this language, with a long text that exists in French only. */
function page(language: string, part: 'hand-over' | 'letter'): HTMLElement {
	setLanguage(language)
	setActivePinia(createPinia())
	const place = document.createElement('div')
	const notebook = NOTEBOOK as unknown as InstanceType<typeof HandOver>['$props']['notebook']
	const unknowns = [{ toolId: 't', tool: 'Pastellium', askSupplier: 'Éditeur' }] as unknown as InstanceType<
		typeof HostingLetter
	>['$props']['unknowns']
	createApp({ render: () => (part === 'hand-over' ? h(HandOver, { notebook }) : h(HostingLetter, { unknowns })) }).mount(place)
	return place
}

describe('long texts that exist in French only', () => {
	it.each(['en', 'de', 'pt_BR'])('are announced where the page is in another language: %s', (language) => {
		const shown = page(language, 'hand-over')
		expect(shown.textContent).toContain(NOTICE)
		expect(shown.querySelector('details')?.lang).toBe('fr')
	})

	it('are not announced on a page that is in French', () => {
		for (const language of ['fr', 'fr_CA']) {
			const shown = page(language, 'hand-over')
			expect(shown.textContent).not.toContain('official')
			expect(shown.textContent).not.toContain('officiels')
			expect(shown.querySelector('details')?.hasAttribute('lang')).toBe(false)
		}
	})

	it('are announced with a letter once it is shown', async () => {
		const shown = page('en', 'letter')
		expect(shown.textContent).not.toContain(NOTICE)
		shown.querySelector('button')?.click()
		await vi.waitFor(() => expect(shown.textContent).toContain(NOTICE))
		expect(shown.querySelector('.tr-letter__text')?.getAttribute('lang')).toBe('fr')
	})
})
