// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'
import type { ForkView } from '../../../worker/api.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from 'vue'
import { useMembersStore } from '../../../stores/members/members.ts'
import HistoryChoice from './HistoryChoice.vue'

vi.mock('../../../worker/client.ts', () => ({ createCryptoClient: () => ({}) }))
vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const [ONE, OTHER] = [`00000004-${'a'.repeat(32)}`, `00000004-${'b'.repeat(32)}`]
const silent = { at: '2026-11-22T12:00:00.000Z', removes: [], lowers: [], adds: [] }

let app: App | null = null
let page: HTMLElement

/** The choice between two versions, in the order of their names, with what is known of them. */
function show(histories: () => Promise<readonly ForkView[]>, onFollow = (_head: string): void => undefined): void {
	vi.spyOn(useMembersStore(), 'histories').mockImplementation(histories)
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(HistoryChoice, { heads: [ONE, OTHER], ready: true, onFollow })
	app.mount(page)
}

const cards = (): readonly string[] => [...page.querySelectorAll('.tr-card')].map(({ textContent }) => textContent.replace(/\s+/g, ' '))

describe('the choice between versions that exclude one another', () => {
	beforeEach(() => setActivePinia(createPinia()))
	afterEach(() => {
		app?.unmount()
		app = null
	})

	it('says of each whom it removes, lowers and lets in, and what these could do', async () => {
		show(() => Promise.resolve([
			{
				...silent,
				head: OTHER,
				by: 'Dora',
				removes: ['Anne'],
				adds: [
					{ label: 'Ève', role: 'keeper' },
					{ label: 'Léa', role: 'reader' },
				],
			},
			{ ...silent, head: ONE, by: 'Anne', lowers: ['Dora'] },
		]))
		await vi.waitFor(() => expect(cards()[1]).toContain('Dora'))
		const [one, other] = cards()
		expect(one).toContain('It gives a lesser role to: Dora.')
		expect(one).not.toMatch(/lets in|takes away/)
		expect(other).toContain('It takes away the access of: Anne.')
		expect(other).toContain('It lets in people whom no other version knows:')
		expect([...page.querySelectorAll('.tr-card li')].map(({ textContent }) => textContent)).toEqual([
			'Ève – would decide who has access',
			'Léa – would read the passwords',
		])
	})

	it('remains, by number, when nothing is known of them', async () => {
		const followed: string[] = []
		const asked = vi.fn(() => Promise.reject(new Error('not read')))
		show(asked, (head) => followed.push(head))
		await vi.waitFor(() => expect(asked).toHaveBeenCalled())
		expect(cards()).toHaveLength(2)
		expect(cards()[1]).toContain(`Version ${OTHER.slice(0, 14)}`)
		page.querySelectorAll<HTMLButtonElement>('.tr-card button')[1]?.click()
		expect(followed).toEqual([OTHER])
	})
})
