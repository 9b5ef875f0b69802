// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Revision } from './lineage.ts'
import type { Fault } from './memory-store.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeInventory } from './inventory-revision.ts'
import { Journal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { prune } from './prune.ts'
import { pruningPlan } from './pruning.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from './testing.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 5, 30, 12)

const names = (revisions: readonly Revision[]): readonly string[] => revisions.map(({ name }) => name).sort()

/** A plain history. */
function history(length: number): Revision[] {
	const all: Revision[] = []
	while (all.length < length) {
		all.push(inventoryRevision(withTools({ a: { n: all.length } }), all.slice(-1)))
	}
	return all
}

function journalOf(store: MemoryStore): Journal {
	return new Journal({
		store,
		extension: 'inventory',
		maxBytes: 100_000,
		readHeader: (bytes) => decodeInventory(bytes, NOTEBOOK, acceptDocument).meta,
		retry: { sleep: () => Promise.resolve() },
	})
}

function storeOf(revisions: readonly Revision[]): MemoryStore {
	const store = new MemoryStore()
	revisions.forEach(({ name, bytes }) => store.files.set(`${name}.inventory`, bytes))
	return store
}

const stored = (store: MemoryStore): readonly string[] => [...store.files.keys()].map((file) => file.slice(0, -'.inventory'.length)).sort()
const dateOf = (name: string): number => NOW - (1_000 - Number(name.slice(0, 8))) * 6 * HOUR
const options = { dateOf, now: NOW }
const reads = (store: MemoryStore): number => store.calls.filter((call) => call.startsWith('read')).length

/** Names that remain after a whole pruning, according to the plan. */
function planned(revisions: readonly Revision[]): readonly string[] {
	return [...pruningPlan(revisions.map(({ name, meta }) => ({ name, at: dateOf(name), ancestors: meta.ancestors })), NOW).keep].sort()
}

describe('pruning a folder', () => {
	const all = history(80)

	it('removes what the plan says, the oldest first, reading the head alone', async () => {
		const store = storeOf(all)
		const { removed, left, stopped } = await prune(journalOf(store), options)
		expect(stored(store)).toEqual(planned(all))
		expect(removed.length).toBe(80 - stored(store).length)
		expect([...removed].sort()).toEqual(removed)
		expect([left, stopped, reads(store)]).toEqual([[], null, 1])
	})

	it('ends the same wherever it is cut, and what is left opens the same at every step', async () => {
		const total = 80 - planned(all).length
		expect(total).toBeGreaterThan(10)
		for (let cut = 0; cut <= total; cut += 1) {
			for (const fault of [{ on: 'remove', code: 'busy', status: 423 }, { on: 'remove', code: 'offline' }, { on: 'remove', code: 'offline', applied: true }] as const satisfies readonly Fault[]) {
				const store = storeOf(all)
				let done = 0
				const report = await prune(journalOf(store), {
					...options,
					mayGoOn: () => {
						if (done === cut) {
							store.faults.push(fault)
						}
						done += 1
						return true
					},
				})
				expect(report.stopped).toBe(cut < total ? fault.code : null)
				expect(report.removed).toHaveLength(Math.min(cut, total))
				store.faults.splice(0)
				expect((await journalOf(store).load()).heads.map(({ name }) => name)).toEqual([all.at(-1)?.name])
				expect((await prune(journalOf(store), options)).stopped).toBeNull()
				expect(stored(store)).toEqual(planned(all))
			}
		}
	})

	it('stops when it is asked to', async () => {
		const store = storeOf(all)
		let allowed = 3
		const { removed, left, stopped } = await prune(journalOf(store), { ...options, mayGoOn: () => allowed-- > 0 })
		expect([removed.length, stopped]).toEqual([3, null])
		expect(left.length).toBeGreaterThan(0)
	})

	it('keeps a history longer than a revision can list in one piece, at every step', async () => {
		const long = history(700)
		const store = storeOf(long)
		const sparse = { ...options, policy: { last: 3, days: 0 } }
		for (let steps = 0, left = 1; left > 0; steps += 1) {
			let allowed = 150
			left = (await prune(journalOf(store), { ...sparse, mayGoOn: () => allowed-- > 0 })).left.length
			expect((await journalOf(store).load()).heads.map(({ name }) => name)).toEqual([long.at(-1)?.name])
			expect(steps).toBeLessThan(10)
		}
		expect(store.files.size).toBeLessThan(30)
	})

	it('keeps the revisions over which heads merge', async () => {
		const fork = all[40] as Revision
		const branch = inventoryRevision(withTools({ b: { n: 1 } }), [fork])
		const store = storeOf([...all, branch])
		await prune(journalOf(store), { ...options, policy: { last: 2, days: 0 } })
		expect(stored(store)).toContain(fork.name)
		expect(stored(store)).toContain(branch.name)
	})

	it('deletes first what must not stay, but for heads, what they merge over, and what no head follows', async () => {
		const fork = all[40] as Revision
		const branch = inventoryRevision(withTools({ b: { n: 1 } }), [fork])
		const store = storeOf([...all, branch])
		const first = [all[3], all[2], fork, branch, all.at(-1)].map((revision) => revision?.name ?? '')
		let allowed = 3
		const { removed } = await prune(journalOf(store), { ...options, first: [...first, '00000001-gone'], mayGoOn: () => allowed-- > 0 })
		expect(removed.slice(0, 2)).toEqual([all[2]?.name, all[3]?.name])
		expect(removed).toHaveLength(3)
		await prune(journalOf(store), { ...options, first })
		expect(stored(store)).toEqual(expect.arrayContaining([fork.name, branch.name, all.at(-1)?.name]))
	})

	it('does nothing in an empty folder, nor under a damaged or foreign top', async () => {
		expect(await prune(journalOf(new MemoryStore()), options)).toEqual({ removed: [], left: [], stopped: null })
		const top = inventoryRevision(withTools({}), all.slice(-1))
		const foreign = inventoryRevision(withTools({}), all.slice(-1), { notebookId: 'f'.repeat(32) })
		for (const file of [{ ...top, bytes: top.bytes.slice(1) }, foreign]) {
			const store = storeOf([...all, file])
			expect((await prune(journalOf(store), options)).removed).toEqual([])
			expect(store.files.size).toBe(81)
		}
	})

	it('leaves damaged and foreign files below to others', async () => {
		const damaged = { ...inventoryRevision(withTools({ c: { n: 1 } }), all.slice(1, 2)), bytes: new Uint8Array([1]) }
		const foreign = inventoryRevision(withTools({}), all.slice(2, 3), { notebookId: 'f'.repeat(32) })
		const store = storeOf([...all, damaged, foreign])
		await prune(journalOf(store), options)
		expect(stored(store)).toEqual([...planned(all), damaged.name, foreign.name].sort())
	})

	it('loses no head when two people prune at once while others write', async () => {
		await fc.assert(fc.asyncProperty(fc.array(fc.nat(6), { minLength: 1, maxLength: 40 }), async (steps) => {
			const store = storeOf(all)
			const heads = [...all.slice(-1)]
			const [one, other] = [journalOf(store), journalOf(store)]
			const pruneOne = (journal: Journal, count: number) => prune(journal, { ...options, policy: { last: 2, days: 1 }, mayGoOn: () => count-- > 0 })
			for (const step of steps) {
				if (step < 2) {
					const next = inventoryRevision(withTools({ n: { step, size: store.files.size } }), heads.splice(0, 1 + step))
					store.files.set(`${next.name}.inventory`, next.bytes)
					heads.push(next)
				} else {
					await Promise.all([pruneOne(one, step), pruneOne(other, 7 - step)])
				}
			}
			expect(names((await journalOf(store).load()).heads)).toEqual(names(heads))
		}), { numRuns: 40 })
	})
})
