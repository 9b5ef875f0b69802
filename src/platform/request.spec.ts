// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TrousseauError } from '../domain/errors.ts'
import { getWhole, sendWithin, withDeadline } from './request.ts'

afterEach(() => {
	vi.useRealTimers()
})

/** Never ends by itself. */
function waiting(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const end = (): void => reject(signal.reason as Error)
		signal.addEventListener('abort', end)
		if (signal.aborted) {
			end()
		}
	})
}

describe('a task with a deadline', () => {
	it('ends when its time is over', async () => {
		vi.useFakeTimers()
		const caught = withDeadline(1_000, waiting).catch((error: unknown) => error)
		await vi.advanceTimersByTimeAsync(1_000)
		expect(await caught).toMatchObject({ name: 'TimeoutError' })
	})

	it('ends when who asked gives up, before or meanwhile, with their reason', async () => {
		const caller = new AbortController()
		const caught = withDeadline(60_000, waiting, caller.signal).catch((error: unknown) => error)
		caller.abort(new Error('enough'))
		expect(await caught).toMatchObject({ message: 'enough' })
		await expect(withDeadline(60_000, waiting, caller.signal)).rejects.toThrow('enough')
	})

	it('leaves no timer and no listener behind', async () => {
		vi.useFakeTimers()
		const caller = new AbortController()
		const removed = vi.spyOn(caller.signal, 'removeEventListener')
		expect(await withDeadline(1_000, async () => 'done', caller.signal)).toBe('done')
		await expect(withDeadline(1_000, () => Promise.reject(new Error('broken')), caller.signal)).rejects.toThrow('broken')
		expect(vi.getTimerCount()).toBe(0)
		expect(removed).toHaveBeenCalledTimes(2)
	})
})

describe('a request', () => {
	it('whose answer does not come is offline; an error of ours stays itself', async () => {
		await expect(sendWithin(1_000, () => Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({ code: 'offline' })
		await expect(sendWithin(1_000, () => Promise.reject(new TrousseauError('busy')))).rejects.toMatchObject({ code: 'busy' })
	})

	it('is not waited for any more when its time is over, though it does not listen', async () => {
		vi.useFakeTimers()
		const caught = sendWithin(1_000, () => new Promise(() => undefined)).catch((error: unknown) => error)
		await vi.advanceTimersByTimeAsync(1_000)
		expect(await caught).toMatchObject({ code: 'offline' })
	})

	it('is read to its end within the same time', async () => {
		vi.useFakeTimers()
		const slow: typeof fetch = async (_, init) => new Response(new ReadableStream({
			start: (controller) => init?.signal?.addEventListener('abort', () => controller.error(new TypeError('cut'))),
		}))
		const caught = getWhole(slow, 'https://nc.test/status.php', {}, 1_000).catch((error: unknown) => error)
		await vi.advanceTimersByTimeAsync(1_000)
		expect(await caught).toMatchObject({ code: 'offline' })
	})

	it('follows no redirection and takes nothing from the cache', async () => {
		const fetcher = vi.fn<typeof fetch>(async () => new Response('{}'))
		const { bytes } = await getWhole(fetcher, 'https://nc.test/status.php', { Accept: 'application/json' })
		expect(new TextDecoder().decode(bytes)).toBe('{}')
		expect(fetcher).toHaveBeenCalledWith('https://nc.test/status.php', expect.objectContaining({ cache: 'no-store', credentials: 'same-origin', redirect: 'manual', headers: { Accept: 'application/json' } }))
	})
})
