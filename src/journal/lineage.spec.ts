// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { Lineage } from './lineage.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMeta, commonAncestor, commonAncestors, isContained, MAX_ANCESTORS, nextMeta, readMeta } from './lineage.ts'
import { revisionName } from './names.ts'

/** A revision that follows `parents`; `mark` makes its content, so its name, its own. */
function follow(mark: string, ...parents: readonly Lineage[]): Lineage {
	const meta = nextMeta(parents)
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
		const merged = nextMeta([left, right])
		expect(merged.number).toBe(4)
		expect(merged.parents).toEqual([right.name, left.name])
		expect(merged.ancestors).toEqual([...new Set([left.name, ...left.meta.ancestors, right.name, root.name])].sort().reverse())
	})

	it('keeps the last 256 ancestors, and a late parent among them', () => {
		const root = follow('root')
		const late = follow('late', root)
		const merged = nextMeta([chain(400, root), late])
		expect(merged.ancestors).toHaveLength(MAX_ANCESTORS)
		expect(merged.ancestors).toContain(late.name)
		expect(() => checkMeta(merged)).not.toThrow()
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
	const good = nextMeta([second])

	it.each<[string, RevisionMeta]>([
		['a number that skips', { ...good, number: 4 }],
		['a number that repeats its parent', { ...good, number: 2 }],
		['a parent that is no ancestor', { ...good, ancestors: [root.name] }],
		['ancestors without a parent', { ...good, parents: [] }],
		['ancestors in the wrong order', { ...good, ancestors: [...good.ancestors].reverse() }],
		['an ancestor named twice', { ...good, ancestors: [second.name, second.name] }],
		['an ancestor with its own number', { ...good, ancestors: [revisionName(3, new Uint8Array()), ...good.ancestors] }],
		['parents in the wrong order', { number: 3, parents: [second.name, root.name], ancestors: good.ancestors }],
		['more than 256 ancestors', { number: 300, parents: [revisionName(299, new Uint8Array())], ancestors: Array.from({ length: 257 }, (_, index) => revisionName(299 - index, new Uint8Array())) }],
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
		expect(commonAncestor(left, right, any)).toBe(fork.name)
	})

	it('is an older one when the nearest cannot be used', () => {
		expect(commonAncestor(left, right, (name) => name !== fork.name)).toBe(root.name)
		expect(commonAncestor(left, right, () => false)).toBeNull()
	})

	it('is the revision itself when the other descends from it', () => {
		expect(commonAncestor(left, fork, any)).toBe(fork.name)
	})

	it('is none for two journals begun apart', () => {
		expect(commonAncestor(left, follow('elsewhere'), any)).toBeNull()
	})

	it('gives each pair of three heads its base', () => {
		const third = follow('third', root)
		expect(commonAncestors([left, right, third], any)).toEqual([fork.name, root.name])
		expect(commonAncestors([left], any)).toEqual([])
	})
})

describe('isContained', () => {
	it('finds a revision among the heads and what they state', () => {
		const root = follow('root')
		const head = follow('head', root)
		expect(isContained([head], head.name)).toBe(true)
		expect(isContained([head], root.name)).toBe(true)
		expect(isContained([head], follow('other').name)).toBe(false)
	})
})
