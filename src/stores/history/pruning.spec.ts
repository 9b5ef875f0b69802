// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Revision } from '../../journal/lineage.ts'
import type { PrunedJournal, PruningMoment } from './pruning.ts'

import { describe, expect, it, vi } from 'vitest'
import { InventoryJournal } from '../../journal/inventory-journal.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { DEFAULT_POLICY } from '../../journal/pruning.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from '../../journal/testing.ts'
import { datedStore } from '../../platform/dav/revision-dates.ts'
import { pruneJournal, unbrokenLine } from './pruning.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const NOW = Date.UTC(2026, 10, 22)
const HOUR = 3_600_000

/** Revisions one after the other, an hour apart, the last one now. */
function history(count: number): readonly Revision[] {
	const revisions: Revision[] = []
	for (let index = 0; index < count; index += 1) {
		revisions.push(inventoryRevision(withTools({ a: { n: index } }), revisions.slice(-1)))
	}
	return revisions
}

function setUp(count: number) {
	const store = new MemoryStore()
	const revisions = history(count)
	revisions.forEach(({ name, bytes }) => store.files.set(`${name}.inventory`, bytes))
	const dates = new Map(revisions.map(({ name }, index) => [`${name}.inventory`, NOW - (count - 1 - index) * HOUR]))
	let listings = 0
	const list = async () => {
		listings += 1
		return [...store.files].map(([name, bytes]) => ({ name, size: bytes.length, at: dates.get(name) ?? Number.NaN }))
	}
	const dated = datedStore(store, list)
	const { journal } = new InventoryJournal({ store: dated, notebookId: NOTEBOOK, validate: acceptDocument, retry: { sleep: () => Promise.resolve() } })
	const pruned: PrunedJournal = { key: 'k', extension: 'inventory', store: dated, journal, rules: async () => ({ first: [], policy: DEFAULT_POLICY }) }
	const kept = new Map<string, string>()
	let time = NOW
	let rests = Number.POSITIVE_INFINITY
	const moment: PruningMoment = {
		now: () => time,
		rest: async () => rests-- > 0,
		memory: { preference: (name) => kept.get(name) ?? null, setPreference: (name, value) => void kept.set(name, value) },
	}
	const removals = () => store.calls.filter((call) => call.startsWith('remove')).length
	return { store, revisions, pruned, moment, kept, removals, listings: () => listings, later: (hours: number) => void (time += hours * HOUR), allow: (count: number) => void (rests = count) }
}

describe('pruning in quiet moments', () => {
	it('keeps the last 30 and one a day, by a few deletions at a time, then rests for a day', async () => {
		const { store, revisions, pruned, moment, removals, listings, later } = setUp(120)
		let most = 0
		let before = 0
		await pruneJournal(pruned, {
			...moment,
			rest: async () => {
				most = Math.max(most, removals() - before)
				before = removals()
				return true
			},
		})
		expect(most).toBe(5)
		expect(store.files.size).toBe(30 + 4)
		expect([...store.files.keys()]).toContain(`${revisions.at(-1)?.name}.inventory`)
		const until = listings()
		await pruneJournal(pruned, moment)
		later(23)
		await pruneJournal(pruned, moment)
		expect(listings()).toBe(until)
		later(1)
		await pruneJournal(pruned, moment)
		expect(listings()).toBeGreaterThan(until)
	})

	it('goes on where it was ended', async () => {
		const whole = setUp(120)
		await pruneJournal(whole.pruned, whole.moment)
		const { store, pruned, moment, kept, allow } = setUp(120)
		for (let turn = 0; kept.size === 0; turn += 1) {
			allow(2)
			await pruneJournal(pruned, moment)
			expect(turn).toBeLessThan(30)
		}
		expect([...store.files.keys()].sort()).toEqual([...whole.store.files.keys()].sort())
	})

	it('ends in silence for the day at a refusal, and only for a moment when the line is cut', async () => {
		for (const [code, isOver] of [['busy', true], ['forbidden', true], ['offline', false], ['session-expired', false]] as const) {
			const { store, pruned, moment, kept, removals } = setUp(120)
			store.faults.push(...Array.from({ length: 6 }, () => ({ on: 'remove', code } as const)))
			await pruneJournal(pruned, moment)
			expect([code, kept.size > 0]).toEqual([code, isOver])
			expect(removals()).toBe(1)
			expect(store.files.size).toBe(120)
		}
	})

	it('never rejects, and leaves alone what it cannot read', async () => {
		const { store, pruned, moment, kept } = setUp(120)
		await pruneJournal({ ...pruned, rules: async () => null }, moment)
		expect([store.files.size, kept.size]).toEqual([120, 1])
		const other = setUp(120)
		other.store.missing = true
		await expect(pruneJournal(other.pruned, other.moment)).resolves.toBeUndefined()
		expect(other.kept.size).toBe(1)
	})

	it('is not stopped for ever by a clock that was ahead', async () => {
		const { store, pruned, moment, kept } = setUp(120)
		kept.set('pruned:k', String(NOW + 1_000 * HOUR))
		await pruneJournal(pruned, moment)
		expect(store.files.size).toBe(34)
	})
})

describe('the unbroken line of a vault', () => {
	const names = Array.from({ length: 200 }, (_none, index) => String(index))

	it('holds a revision that a keeper wrote', async () => {
		const asked: string[] = []
		const by = (keepers: readonly number[]) => async (name: string) => {
			asked.push(name)
			return keepers.includes(Number(name))
		}
		expect(await unbrokenLine(names, 30, by([1, 29]))).toBe(30)
		expect(asked).toEqual(['0', '1'])
		expect(await unbrokenLine(names, 30, by([29]))).toBe(30)
		expect(await unbrokenLine(names, 30, by([41, 60]))).toBe(42)
		expect(await unbrokenLine(names, 30, by([]))).toBeNull()
	})

	it('asks nothing while it is short', async () => {
		const never = async (): Promise<boolean> => Promise.reject(new Error('asked'))
		expect(await unbrokenLine(names.slice(0, 30), 30, never)).toBe(30)
	})
})
