// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The route of a page that is opened at this address. */
async function openAt(hash: string) {
	vi.resetModules()
	location.hash = hash
	return (await import('./use-route.ts')).useRoute().route.value
}

beforeEach(() => {
	location.hash = ''
})

describe('the address of the page', () => {
	it.each([
		['', { screen: 'home', id: '', isUnknown: false }],
		['#/', { screen: 'home', id: '', isUnknown: false }],
		['#/outils/h%C3%A9lios', { screen: 'tools', id: 'hélios', isUnknown: false }],
		['#/outils/100%', { screen: 'tools', id: '', isUnknown: true }],
		['#/%E0%A4%A/x', { screen: 'home', id: '', isUnknown: true }],
		['#/nulle-part', { screen: 'home', id: '', isUnknown: true }],
		['#app-content-vue', { screen: 'home', id: '', isUnknown: false }],
	])('%s opens', async (hash, route) => {
		expect(await openAt(hash)).toMatchObject(route)
	})

	it('stays where it is when a link within the page is followed', async () => {
		await openAt('#/outils/a')
		const { useRoute } = await import('./use-route.ts')
		location.hash = '#app-navigation-vue'
		window.dispatchEvent(new HashChangeEvent('hashchange'))
		expect(useRoute().route.value).toMatchObject({ screen: 'tools', id: 'a' })
	})
})
