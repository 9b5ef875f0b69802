// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { KeyValueStorage } from './browser-memory.ts'

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BrowserMemory } from './browser-memory.ts'
import { FakeCaches } from './cache-testing.ts'
import { KeptEntries } from './kept-entries.ts'

const HEAD = '00000042-cf4ab791c62b8d2b2109c90275287816'
const VAULT = '7'.repeat(32)

const refusal = new DOMException('no', 'QuotaExceededError')

/** A storage that fails as browsers do when it is full or forbidden. */
const failing: KeyValueStorage = {
	get length(): number { throw refusal },
	key: () => { throw refusal },
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

	it('lists preferences by the beginning of their names', () => {
		const memory = new BrowserMemory('anne', localStorage)
		memory.setPreference('forms:a', '[1]')
		memory.setPreference('forms:b', '[2]')
		memory.setPreference('inputs', '[]')
		new BrowserMemory('bruno', localStorage).setPreference('forms:c', '[3]')
		expect(Object.fromEntries(memory.preferences('forms:'))).toEqual({ 'forms:a': '[1]', 'forms:b': '[2]' })
		const onPage = new BrowserMemory('anne', failing)
		onPage.setPreference('forms:d', '[4]')
		expect(Object.fromEntries(onPage.preferences('forms:'))).toEqual({ 'forms:d': '[4]' })
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

describe('beyond the session', () => {
	it('finds nothing again that was forgotten by a page that was left at once', async () => {
		const caches = new FakeCaches()
		/** The page is left: what was asked of the cache storage and not begun is never done. */
		let isLeft = false
		class Leaving extends KeptEntries {
			override async remove(name: string): Promise<void> {
				await (isLeft ? new Promise(() => undefined) : super.remove(name))
			}
		}
		const page = new BrowserMemory('anne', localStorage, new Leaving(caches.storage, 'memory'))
		page.setPreference('inputs', 'saved since')
		page.setPreference('kept', 'x')
		await page.settled()
		isLeft = true
		page.setPreference('inputs', null)
		const next = new BrowserMemory('anne', localStorage, new KeptEntries(caches.storage, 'memory'))
		await next.recall()
		expect([next.preference('inputs'), next.preference('kept')]).toEqual([null, 'x'])
		await next.settled()
		expect(Object.keys(localStorage)).toEqual(['trousseau:anne:preference:kept'])
		localStorage.clear()
		const later = new BrowserMemory('anne', localStorage, new KeptEntries(caches.storage, 'memory'))
		await later.recall()
		expect([later.preference('inputs'), later.preference('kept')]).toEqual([null, 'x'])
	})

	it('finds again what a page cleared, and nothing that it changed or forgot since', async () => {
		const caches = new FakeCaches()
		const kept = () => new KeptEntries(caches.storage, 'memory')
		const rows = new Map<string, string>()
		const storage: KeyValueStorage = {
			get length() {
				return rows.size
			},
			key: (index) => [...rows.keys()][index] ?? null,
			getItem: (key: string) => rows.get(key) ?? null,
			setItem: (key: string, value: string) => void rows.set(key, value),
			removeItem: (key: string) => void rows.delete(key),
		}
		const before = new BrowserMemory('secrétaire', storage, kept())
		before.rememberHead('v', HEAD)
		before.setPreference('kept', 'é')
		before.setPreference('forgotten', 'x')
		before.setPreference('forgotten', null)
		await before.settled()
		rows.clear()
		const other = new BrowserMemory('maire', storage, kept())
		await other.recall()
		expect(other.headOf('v')).toBeNull()
		const after = new BrowserMemory('secrétaire', storage, kept())
		after.setPreference('kept', 'newer')
		await after.recall()
		expect([after.headOf('v'), after.preference('kept'), after.preference('forgotten')]).toEqual([HEAD, 'newer', null])
	})

	it('remembers without it where the browser keeps nothing', async () => {
		const caches = new FakeCaches()
		caches.isFull = true
		const memory = new BrowserMemory('u', null, new KeptEntries(caches.storage, 'memory'))
		await memory.recall()
		memory.rememberHead('v', HEAD)
		await memory.settled()
		expect(memory.headOf('v')).toBe(HEAD)
	})
})

describe('a storage that never answers', () => {
	it('is given up after a moment, as one that refuses', async () => {
		vi.useFakeTimers()
		try {
			const silent = { open: () => new Promise(() => undefined) } as unknown as CacheStorage
			const written = new KeptEntries(silent, 'drafts').put('a', { note: '', bytes: new Uint8Array() }).then(() => 'kept', () => 'refused')
			await vi.advanceTimersByTimeAsync(60_000)
			await expect(written).resolves.toBe('refused')
		} finally {
			vi.useRealTimers()
		}
	})
})
