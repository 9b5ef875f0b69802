// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { KeyValueStorage } from './browser-memory.ts'

import { beforeEach, describe, expect, it } from 'vitest'
import { BrowserMemory } from './browser-memory.ts'

const HEAD = '00000042-cf4ab791c62b8d2b2109c90275287816'
const VAULT = '7'.repeat(32)

const refusal = new DOMException('no', 'QuotaExceededError')

/** A storage that fails as browsers do when it is full or forbidden. */
const failing: KeyValueStorage = {
	getItem: () => { throw refusal },
	removeItem: () => { throw refusal },
	setItem: () => { throw refusal },
}

beforeEach(() => localStorage.clear())

describe('what the browser remembers', () => {
	it('is there after the page is loaded again', () => {
		new BrowserMemory('anne', localStorage).rememberHead(VAULT, HEAD)
		expect(new BrowserMemory('anne', localStorage).headOf(VAULT)).toBe(HEAD)
		expect(new BrowserMemory('anne', localStorage).headOf('8'.repeat(32))).toBeNull()
	})

	it('is apart for each person, whatever their ids', () => {
		new BrowserMemory('anne', localStorage).rememberHead(VAULT, HEAD)
		expect(new BrowserMemory('bruno', localStorage).headOf(VAULT)).toBeNull()
		new BrowserMemory('a', localStorage).setPreference('b:x', '1')
		expect(new BrowserMemory('a:preference', localStorage).preference('b:x')).toBeNull()
	})

	it('is no head when it was tampered with', () => {
		const memory = new BrowserMemory('anne', localStorage)
		memory.rememberHead(VAULT, '<script>')
		expect(memory.headOf(VAULT)).toBeNull()
	})

	it('forgets a preference', () => {
		const memory = new BrowserMemory('anne', localStorage)
		memory.setPreference('navigation', 'folded')
		expect(memory.preference('navigation')).toBe('folded')
		memory.setPreference('navigation', null)
		expect(memory.preference('navigation')).toBeNull()
		expect(localStorage.length).toBe(0)
	})

	it.each<[string, KeyValueStorage | null]>([['refuses to store', failing], ['offers no storage', null]])('lasts as long as the page where the browser %s', (_, storage) => {
		const memory = new BrowserMemory('anne', storage)
		expect(memory.headOf(VAULT)).toBeNull()
		memory.rememberHead(VAULT, HEAD)
		memory.setPreference('navigation', 'folded')
		expect(memory.headOf(VAULT)).toBe(HEAD)
		memory.setPreference('navigation', null)
		expect(memory.preference('navigation')).toBeNull()
	})
})
