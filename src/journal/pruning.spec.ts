// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { ancestryOf } from './lineage.ts'
import type { Lineage } from './lineage.ts'
import type { DatedRevision } from './pruning.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextMeta } from '../domain/lineage/ancestry.ts'
import { revisionName } from './names.ts'
import { pruningPlan } from './pruning.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 30, 12)

interface Dated extends Lineage {
	readonly at: number
}

function follow(mark: string, at: number, ...parents: readonly Lineage[]): Dated {
	const meta = nextMeta(parents.map(ancestryOf))
	return { name: revisionName(meta.number, new TextEncoder().encode(mark)), meta, at }
}

const seen = ({ name, at, meta }: Dated): DatedRevision => ({ name, at, ancestors: meta.ancestors })

/** A plain history whose revisions were written at these times, oldest first. */
function history(times: readonly number[]): Dated[] {
	const all: Dated[] = []
	times.forEach((at, index) => all.push(follow(`r${index}`, at, ...all.slice(-1))))
	return all
}

function headsOf(revisions: readonly Dated[], names: readonly string[]): string[] {
	const kept = revisions.filter(({ name }) => names.includes(name))
	const listed = new Set(kept.flatMap(({ meta }) => meta.ancestors))
	return kept.map(({ name }) => name).filter((name) => !listed.has(name)).sort()
}

describe('pruning', () => {
	it('keeps everything up to thirty revisions', () => {
		const all = history(Array.from({ length: 30 }, (_, index) => NOW - (400 - index) * DAY))
		expect(pruningPlan(all.map(seen), NOW).remove).toEqual([])
	})

	it('keeps the last thirty, the last of each day for thirty days, the last of each month', () => {
		const old = [...Array.from({ length: 10 }, (_, index) => Date.UTC(2026, 0, 1 + index)), ...Array.from({ length: 5 }, (_, index) => Date.UTC(2026, 1, 1 + index))]
		const yesterday = Array.from({ length: 6 }, (_, index) => NOW - 5 * DAY + index * 1_000)
		const last = Array.from({ length: 30 }, (_, index) => NOW - (30 - index) * 1_000)
		const all = history([...old, ...yesterday, ...last])
		const { keep, remove } = pruningPlan(all.map(seen), NOW)
		const kept = [9, 14, 20, ...Array.from({ length: 30 }, (_, index) => 21 + index)].map((index) => all[index]?.name)
		expect([...keep].sort()).toEqual(kept.sort())
		expect(keep.length + remove.length).toBe(all.length)
	})

	it('keeps a head however old', () => {
		const all = history(Array.from({ length: 60 }, (_, index) => NOW - (60 - index) * 60_000))
		const branch = follow('branch', NOW - 59 * 60_000, ...all.slice(0, 1))
		const { keep } = pruningPlan([...all, branch].map(seen), NOW)
		expect(keep).toContain(branch.name)
	})

	it('keeps a revision whose date nobody knows', () => {
		const all = history([Number.NaN, ...Array.from({ length: 50 }, (_, index) => NOW - (50 - index) * 1_000)])
		expect(pruningPlan(all.map(seen), NOW).keep).toContain(all[0]?.name)
	})

	it('keeps what holds the history of a busy month together', () => {
		const all = history([
			...Array.from({ length: 5 }, (_, index) => Date.UTC(2026, 0, 1 + index)),
			...Array.from({ length: 600 }, (_, index) => Date.UTC(2026, 2, 1) + index * 3_600_000),
		])
		const { keep, remove } = pruningPlan(all.map(seen), NOW)
		expect(headsOf(all, keep)).toEqual(headsOf(all, all.map(({ name }) => name)))
		expect(remove.length).toBeGreaterThan(550)
	})

	it('keeps what leads to a kept one whose number leapt', () => {
		const first = follow('first', NOW - 90 * DAY)
		const ordinary = [follow('second', NOW - 39 * DAY, first)]
		const leapt: Dated = { name: revisionName(60_000, new Uint8Array([1])), at: NOW - 39 * DAY, meta: { number: 60_000, parents: [], ancestors: [] } }
		const higher: Dated = { name: revisionName(120_000, new Uint8Array([2])), at: NOW - 39 * DAY, meta: { number: 120_000, parents: [], ancestors: [leapt.name] } }
		const last = follow('last', NOW, higher, ...ordinary)
		const all = [first, ...ordinary, leapt, higher, last]
		const { keep } = pruningPlan(all.map(seen), NOW, { last: 1, days: 0 })
		expect([...keep].sort()).toEqual([first, leapt, higher, last].map(({ name }) => name).sort())
	})

	it('never makes a head of what was none, nor removes one, and does nothing the second time', () => {
		const step = fc.record({ back: fc.nat({ max: 40 }), merge: fc.boolean(), hours: fc.nat({ max: 300 }) })
		fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
			const all: Dated[] = [follow('root', NOW - 365 * DAY)]
			let at = NOW - 365 * DAY
			steps.forEach(({ back, merge, hours }, index) => {
				at = Math.min(NOW, at + hours * 3_600_000)
				const parents = [all.at(-1 - (back % all.length)), merge ? all.at(-1) : undefined].filter((parent) => parent !== undefined)
				all.push(follow(`step ${index}`, at, ...new Set(parents)))
			})
			const { keep, remove } = pruningPlan(all.map(seen), NOW)
			expect(headsOf(all, keep)).toEqual(headsOf(all, all.map(({ name }) => name)))
			expect([...keep, ...remove].sort()).toEqual(all.map(({ name }) => name).sort())
			const again = pruningPlan(all.filter(({ name }) => keep.includes(name)).map(seen), NOW)
			expect(again.remove).toEqual([])
		}), { numRuns: 60 })
	})
})
