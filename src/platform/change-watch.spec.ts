// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DavClient } from './dav/client.ts'
import type { Row } from './dav/multistatus.ts'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TrousseauError } from '../domain/errors.ts'
import { watchFolder } from './change-watch.ts'
import { FakeServer } from './dav/testing.ts'

let etag = '1'
let failure: TrousseauError | null = null
let asked = 0
let isHidden = false
let onVisibility: (() => void) | null = null

const client: DavClient = Object.assign(new FakeServer().client(), {
	propfind: async (): Promise<readonly Row[]> => {
		asked += 1
		if (failure !== null) {
			throw failure
		}
		return [{ path: 'A', isFolder: true, get: () => etag }]
	},
})

const page = {
	get hidden() { return isHidden },
	addEventListener: (_: string, listener: unknown) => { onVisibility = listener as () => void },
	removeEventListener: () => { onVisibility = null },
}

let onOnline: (() => void) | null = null
const network = {
	addEventListener: (_: string, listener: unknown) => { onOnline = listener as () => void },
	removeEventListener: () => { onOnline = null },
}

function setHidden(hidden: boolean): void {
	isHidden = hidden
	onVisibility?.()
}

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1_000)

beforeEach(() => {
	etag = '1'
	failure = null
	asked = 0
	isHidden = false
	vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

describe('watching a notebook', () => {
	it('asks every twenty seconds and tells of each change once', async () => {
		const onChange = vi.fn()
		const watch = watchFolder({ client, path: 'A', onChange, page, network })
		await pass(0)
		expect(asked).toBe(1)
		await pass(61)
		expect(asked).toBe(4)
		expect(onChange).not.toHaveBeenCalled()
		etag = '2'
		await pass(20)
		await pass(40)
		expect(onChange).toHaveBeenCalledTimes(1)
		watch.stop()
	})

	it('sleeps while the tab is hidden, and asks at once when it is looked at', async () => {
		const onChange = vi.fn()
		const watch = watchFolder({ client, path: 'A', onChange, page, network })
		await pass(0)
		setHidden(true)
		etag = '2'
		await pass(600)
		expect(asked).toBe(1)
		setHidden(false)
		await pass(0)
		expect(asked).toBe(2)
		expect(onChange).toHaveBeenCalledTimes(1)
		watch.stop()
	})

	it('does not ask at all in a tab opened behind', async () => {
		isHidden = true
		const watch = watchFolder({ client, path: 'A', onChange: vi.fn(), page, network })
		await pass(60)
		expect(asked).toBe(0)
		watch.stop()
	})

	it('asks less and less often while it fails, and as before afterwards', async () => {
		const errors: string[] = []
		const watch = watchFolder({ client, path: 'A', onChange: vi.fn(), onError: (error) => errors.push(error.code), page, network })
		await pass(0)
		failure = new TrousseauError('offline')
		await pass(20)
		await pass(40)
		await pass(80)
		expect(errors).toEqual(['offline', 'offline', 'offline'])
		await pass(159)
		expect(asked).toBe(4)
		failure = null
		await pass(1)
		await pass(20)
		expect(asked).toBe(6)
		watch.stop()
	})

	it('tells of a change again when it could not be read', async () => {
		const onChange = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new TrousseauError('busy')).mockResolvedValue()
		const onError = vi.fn()
		const watch = watchFolder({ client, path: 'A', onChange, onError, page, network })
		await pass(0)
		etag = '2'
		await pass(20)
		expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'busy' }))
		await pass(40)
		expect(onChange).toHaveBeenCalledTimes(2)
		await pass(40)
		expect(onChange).toHaveBeenCalledTimes(2)
		watch.stop()
	})

	it('checks when told to, one check at a time', async () => {
		const watch = watchFolder({ client, path: 'A', onChange: vi.fn(), page, network })
		await Promise.all([watch.check(), watch.check()])
		expect(asked).toBe(1)
		await watch.check()
		expect(asked).toBe(2)
		watch.stop()
	})

	it('stops', async () => {
		const onChange = vi.fn()
		const watch = watchFolder({ client, path: 'A', onChange, page, network })
		await pass(0)
		watch.stop()
		etag = '2'
		await pass(600)
		expect(asked).toBe(1)
		expect(onVisibility).toBeNull()
		expect(onChange).not.toHaveBeenCalled()
	})

	it('asks at once when the network is back, and says when the line answers again', async () => {
		const onBack = vi.fn()
		const watch = watchFolder({ client, path: 'A', onChange: vi.fn(), onBack, page, network })
		await pass(0)
		failure = new TrousseauError('offline')
		await pass(20)
		failure = null
		expect(onBack).not.toHaveBeenCalled()
		const before = asked
		onOnline?.()
		await pass(0)
		expect(asked).toBe(before + 1)
		expect(onBack).toHaveBeenCalledTimes(1)
		await pass(20)
		expect(onBack).toHaveBeenCalledTimes(1)
		watch.stop()
		expect(onOnline).toBeNull()
	})
})
