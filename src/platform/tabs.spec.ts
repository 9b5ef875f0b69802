// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeLocks } from './draft-testing.ts'
import { tabLockFree, withTabLock } from './tabs.ts'

const forever = (): Promise<never> => new Promise(() => undefined)

beforeEach(() => {
	vi.useFakeTimers()
	vi.stubGlobal('navigator', { locks: fakeLocks() })
})
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

describe('the lock between tabs', () => {
	it('is waited for while another tab works', async () => {
		const order: string[] = []
		const first = withTabLock('a', () => new Promise<void>((resolve) => {
			setTimeout(() => {
				order.push('first')
				resolve()
			}, 2_000)
		}))
		const second = withTabLock('a', async () => void order.push('second'), () => order.push('held'))
		await vi.advanceTimersByTimeAsync(3_000)
		await Promise.all([first, second])
		expect(order).toEqual(['held', 'first', 'second'])
	})

	it('is taken from a tab that lets go of nothing, which finishes what it was doing and hears no error', async () => {
		let wakeUp = (_value: string): void => undefined
		const asleep = withTabLock('a', () => new Promise<string>((resolve) => { wakeUp = resolve }))
		const taken = withTabLock('a', async () => 'sent')
		await vi.advanceTimersByTimeAsync(30_000)
		await expect(taken).resolves.toBe('sent')
		wakeUp('sent too')
		await expect(asleep).resolves.toBe('sent too')
	})

	it('leaves a failure to whoever asked, and runs once', async () => {
		const task = vi.fn(async () => Promise.reject(new Error('refused')))
		await expect(withTabLock('a', task)).rejects.toThrow('refused')
		expect(task).toHaveBeenCalledTimes(1)
		await expect(withTabLock('a', async () => 1)).resolves.toBe(1)
	})

	it('is not waited for without end by a tab that takes over', async () => {
		void withTabLock('a', forever)
		const free = vi.fn()
		void tabLockFree('a').then(free)
		await vi.advanceTimersByTimeAsync(30_000)
		expect(free).not.toHaveBeenCalled()
		await vi.advanceTimersByTimeAsync(60_000)
		expect(free).toHaveBeenCalledTimes(1)
	})

	it('is none where the browser has none', async () => {
		vi.stubGlobal('navigator', {})
		await expect(withTabLock('a', async () => 1)).resolves.toBe(1)
		await tabLockFree('a')
	})
})
