// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fault } from './memory-store.ts'

import { describe, expect, it } from 'vitest'
import { MemoryStore } from './memory-store.ts'
import { RetryingStore } from './retry.ts'

const NAME = '00000001-cf4ab791c62b8d2b2109c90275287816.vault'
const BYTES = new TextEncoder().encode('abc')

function setUp(faults: readonly Fault[], random = 0.5): { store: MemoryStore, retrying: RetryingStore, pauses: number[] } {
	const store = new MemoryStore()
	store.faults.push(...faults)
	const pauses: number[] = []
	const retrying = new RetryingStore(store, {
		attempts: 4,
		firstPause: 1_000,
		longestPause: 3_000,
		random: () => random,
		sleep: async (milliseconds) => { pauses.push(milliseconds) },
	})
	return { store, retrying, pauses }
}

const creates = (store: MemoryStore): number => store.calls.filter((call) => call.startsWith('create')).length

describe('a create that is tried again', () => {
	it.each<[string, readonly Fault[], 'created' | 'already', number]>([
		['nothing in the way', [], 'created', 1],
		['423, then 201', [{ on: 'create', code: 'busy', status: 423 }], 'created', 2],
		['503 twice, then 201', [{ on: 'create', code: 'busy', status: 503 }, { on: 'create', code: 'busy', status: 503 }], 'created', 3],
		['500, then 201', [{ on: 'create', code: 'unexpected-answer', status: 500 }], 'created', 2],
		['cut before it was applied', [{ on: 'create', code: 'offline' }], 'created', 2],
		['cut after it was applied', [{ on: 'create', code: 'offline', applied: true }], 'already', 2],
		['cut, then 404 while the first is applied', [{ on: 'create', code: 'offline', applied: true }, { on: 'create', code: 'gone' }], 'already', 2],
		['cut, then 403 while the first is applied', [{ on: 'create', code: 'offline', applied: true }, { on: 'create', code: 'forbidden' }], 'already', 2],
	])('%s', async (_, faults, outcome, attempts) => {
		const { store, retrying, pauses } = setUp(faults)
		expect(await retrying.create(NAME, BYTES)).toBe(outcome)
		expect(creates(store)).toBe(attempts)
		expect(pauses).toHaveLength(attempts - 1)
		expect(store.files.get(NAME)).toEqual(BYTES)
	})

	it.each(['forbidden', 'gone', 'quota', 'maintenance', 'session-expired', 'other-user'] as const)('does not insist on %s', async (code) => {
		const { store, retrying } = setUp([{ on: 'create', code }])
		await expect(retrying.create(NAME, BYTES)).rejects.toMatchObject({ code })
		expect(creates(store)).toBe(1)
	})

	it('does not insist on an answer that the server should not give below 500', async () => {
		const { store, retrying } = setUp([{ on: 'create', code: 'unexpected-answer', status: 418 }])
		await expect(retrying.create(NAME, BYTES)).rejects.toMatchObject({ code: 'unexpected-answer' })
		expect(creates(store)).toBe(1)
	})

	it('believes a 404 when the first attempt left nothing', async () => {
		const { retrying } = setUp([{ on: 'create', code: 'offline' }, { on: 'create', code: 'gone' }])
		await expect(retrying.create(NAME, BYTES)).rejects.toMatchObject({ code: 'gone' })
	})

	it('refuses to believe a body that was cut on its way', async () => {
		const { store, retrying } = setUp([{ on: 'create', code: 'offline', applied: true, truncateTo: 2 }])
		await expect(retrying.create(NAME, BYTES)).rejects.toMatchObject({ code: 'altered' })
		expect(store.files.get(NAME)).toHaveLength(2)
	})

	it('gives up after its attempts, with the last refusal', async () => {
		const faults: Fault[] = Array.from({ length: 9 }, () => ({ on: 'create', code: 'busy', status: 423 }))
		const { store, retrying, pauses } = setUp(faults)
		await expect(retrying.create(NAME, BYTES)).rejects.toMatchObject({ code: 'busy' })
		expect(creates(store)).toBe(4)
		expect(pauses).toEqual([750, 1_500, 2_250])
	})

	it('draws its pauses, so that two clients do not meet again', async () => {
		const busy: Fault = { on: 'create', code: 'busy' }
		const early = setUp([busy], 0)
		const late = setUp([busy], 0.999)
		await Promise.all([early.retrying.create(NAME, BYTES), late.retrying.create(NAME, BYTES)])
		expect(early.pauses).toEqual([500])
		expect(late.pauses).toEqual([1_000])
	})

	it('passes the other calls on', async () => {
		const { store, retrying } = setUp([])
		store.files.set(NAME, BYTES)
		expect(await retrying.list()).toEqual([{ name: NAME, size: 3 }])
		expect(await retrying.read(NAME)).toEqual(BYTES)
		await retrying.remove(NAME)
		expect(store.files.size).toBe(0)
	})
})
