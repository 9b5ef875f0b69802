// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { ancestryOf } from '../../journal/lineage.ts'
import type { Lineage } from '../../journal/lineage.ts'
import type { RevisionMeta } from '../document.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { revisionName } from '../../journal/names.ts'
import { checkMeta, commonAncestor, commonAncestors, MAX_ANCESTORS, nextMeta, readMeta } from './ancestry.ts'
import { contains } from './ancestry.ts'

/** A revision that follows `parents`; `mark` makes its content, so its name, its own. */
function follow(mark: string, ...parents: readonly Lineage[]): Lineage {
	const meta = nextMeta(parents.map(ancestryOf))
	return { name: revisionName(meta.number, new TextEncoder().encode(mark)), meta }
}

function chain(length: number, from: Lineage = follow('first')): Lineage {
	let last = from
	for (let step = 1; step < length; step += 1) {
		last = follow(`step ${step}`, last)
	}
	return last
}

const any = (): boolean => true

describe('nextMeta', () => {
	it('starts at one without parents', () => {
		expect(nextMeta([])).toEqual({ number: 1, parents: [], ancestors: [] })
	})

	it('follows the highest parent and sorts parents up, ancestors down', () => {
		const root = follow('root')
		const left = follow('left', follow('more left', root))
		const right = follow('right', root)
		const merged = nextMeta([left, right].map(ancestryOf))
		expect(merged.number).toBe(4)
		expect(merged.parents).toEqual([right.name, left.name])
		expect(merged.ancestors).toEqual([...new Set([left.name, ...left.meta.ancestors, right.name, root.name])].sort().reverse())
	})

	it('keeps the last 256 ancestors, and a late parent among them', () => {
		const root = follow('root')
		const late = follow('late', root)
		const merged = nextMeta([chain(400, root), late].map(ancestryOf))
		expect(merged.ancestors).toHaveLength(MAX_ANCESTORS)
		expect(merged.ancestors).toContain(late.name)
		expect(() => checkMeta(merged)).not.toThrow()
	})

	it('refuses more parents than a list of ancestors holds: the revision would be refused by every reader', () => {
		const parents = (count: number) => Array.from({ length: count }, (_, index) => ancestryOf(follow(`branch ${index}`)))
		expect(nextMeta(parents(MAX_ANCESTORS)).parents).toHaveLength(MAX_ANCESTORS)
		expect(() => nextMeta(parents(MAX_ANCESTORS + 1))).toThrow('too-large')
	})

	it('refuses a journal that has used all numbers', () => {
		expect(() => nextMeta([{ name: revisionName(99_999_999, new Uint8Array()), ancestors: [] }])).toThrow('too-large')
	})

	it('always states what a reader accepts', () => {
		fc.assert(fc.property(fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), { maxLength: 40 }), (steps) => {
			const all: Lineage[] = [follow('root')]
			for (const [index, picks] of steps.entries()) {
				const parents = new Set(picks.map((pick) => all[all.length - 1 - (pick % all.length)] ?? all[0]).filter((parent) => parent !== undefined))
				const next = follow(`step ${index}`, ...parents)
				expect(readMeta({ ...next.meta })).toEqual(next.meta)
				all.push(next)
			}
		}))
	})
})

describe('checkMeta', () => {
	const root = follow('root')
	const second = follow('second', root)
	const good = nextMeta([ancestryOf(second)])

	it.each<[string, RevisionMeta]>([
		['a number that skips', { ...good, number: 4 }],
		['a number that repeats its parent', { ...good, number: 2 }],
		['a parent that is no ancestor', { ...good, ancestors: [root.name] }],
		['ancestors without a parent', { ...good, parents: [] }],
		['ancestors in the wrong order', { ...good, ancestors: [...good.ancestors].reverse() }],
		['an ancestor named twice', { ...good, ancestors: [second.name, second.name] }],
		['an ancestor with its own number', { ...good, ancestors: [revisionName(3, new Uint8Array()), ...good.ancestors] }],
		['parents in the wrong order', { number: 3, parents: [second.name, root.name], ancestors: good.ancestors }],
		[
			'more than 256 ancestors',
			{
				number: 300,
				parents: [revisionName(299, new Uint8Array())],
				ancestors: Array.from({ length: 257 }, (_, index) => revisionName(299 - index, new Uint8Array())),
			},
		],
		['a first revision with another number', { number: 2, parents: [], ancestors: [] }],
	])('refuses %s', (_, meta) => {
		expect(() => checkMeta(meta)).toThrow('altered')
	})

	it('refuses what is not a list of names', () => {
		expect(() => readMeta({ number: 1, parents: [], ancestors: ['x'] })).toThrow('altered')
		expect(() => readMeta({ number: '1', parents: [], ancestors: [] })).toThrow('altered')
		expect(() => readMeta({ number: 1, ancestors: [] })).toThrow('altered')
	})
})

describe('commonAncestor', () => {
	const root = follow('root')
	const fork = follow('fork', root)
	const left = follow('left 2', follow('left', fork))
	const right = follow('right', fork)

	it('is the nearest one', () => {
		expect(commonAncestor(ancestryOf(left), ancestryOf(right), any)).toBe(fork.name)
	})

	it('is an older one when the nearest cannot be used', () => {
		expect(commonAncestor(ancestryOf(left), ancestryOf(right), (name) => name !== fork.name)).toBe(root.name)
		expect(commonAncestor(ancestryOf(left), ancestryOf(right), () => false)).toBeNull()
	})

	it('is the revision itself when the other descends from it', () => {
		expect(commonAncestor(ancestryOf(left), ancestryOf(fork), any)).toBe(fork.name)
	})

	it('is none for two journals begun apart', () => {
		expect(commonAncestor(ancestryOf(left), ancestryOf(follow('elsewhere')), any)).toBeNull()
	})

	it('gives each pair of three heads its base', () => {
		const third = follow('third', root)
		expect(commonAncestors([left, right, third].map(ancestryOf), any)).toEqual([fork.name, root.name])
		expect(commonAncestors([ancestryOf(left)], any)).toEqual([])
	})
})

describe('contains', () => {
	it('finds a revision by its own name and by those that it lists', () => {
		const root = follow('root')
		const head = follow('head', root)
		expect(contains(ancestryOf(head), head.name)).toBe(true)
		expect(contains(ancestryOf(head), root.name)).toBe(true)
		expect(contains(ancestryOf(head), follow('other').name)).toBe(false)
	})
})
