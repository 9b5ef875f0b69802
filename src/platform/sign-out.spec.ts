// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isSignOut, watchSignOut } from './sign-out.ts'

let held: (() => void)[] = []
let stop = (): void => undefined

beforeEach(() => {
	held = []
	document.body.innerHTML = '<a id="out" href="/index.php/logout?requesttoken=a%2Bb"><span>Se déconnecter</span></a><a id="files" href="#fichiers">Fichiers</a>'
	stop = watchSignOut((leave) => held.push(leave))
})
afterEach(() => stop())

/** Clicks a link. True if the browser would have followed it. */
const click = (selector: string): boolean => document.querySelector(selector)?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })) ?? false

describe('signing out', () => {
	it.each([
		['/index.php/logout?requesttoken=x', true],
		['/logout', true],
		['/nuage/index.php/logout', true],
		['/index.php/apps/trousseau/#/logout', false],
		['/index.php/login?clear=1', false],
		['https://ailleurs.example/logout', false],
		['http://[', false],
	])('is what %s does: %s', (address, is) => {
		expect(isSignOut(address)).toBe(is)
	})

	it('by the link of the menu is held back, whatever of it was clicked, and goes on when it is let go', () => {
		expect(click('#out span')).toBe(false)
		expect(held).toHaveLength(1)
		expect(click('#out')).toBe(false)
		expect(held).toHaveLength(2)
		vi.spyOn(console, 'error').mockImplementation(() => undefined)
		held[0]?.()
		// jsdom goes nowhere, but does not hold it back any more.
		document.querySelector('#out')?.addEventListener('click', (event) => {
			expect(event.defaultPrevented).toBe(false)
			event.preventDefault()
		})
		click('#out')
		expect(held).toHaveLength(2)
	})

	it('by a script is held back where the browser tells of it', () => {
		stop()
		const navigation = new EventTarget()
		vi.stubGlobal('navigation', navigation)
		stop = watchSignOut((leave) => held.push(leave))
		const navigate = (url: string): boolean => navigation.dispatchEvent(Object.assign(new Event('navigate', { cancelable: true }), { destination: { url } }))
		expect(navigate(`${location.origin}/index.php/logout`)).toBe(false)
		expect(navigate(`${location.origin}/index.php/apps/files`)).toBe(true)
		expect(held).toHaveLength(1)
		vi.unstubAllGlobals()
	})

	it('leaves other links alone', () => {
		expect(click('#files')).toBe(true)
		expect(held).toHaveLength(0)
	})
})
