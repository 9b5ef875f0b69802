// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareFrench, inOrder } from './order.ts'

interface Row {
	readonly name: string
}

const byName = (left: Row, right: Row): number => left.name.localeCompare(right.name, 'fr')
const rows = (names: readonly string[]): Row[] => names.map((name) => ({ name }))

describe('names in French', () => {
	it('stand by their letters whatever the accents, and by the value of their numbers', () => {
		expect(['Zoé', 'Salle 10', 'école', 'Salle 2', 'Eau'].sort(compareFrench)).toEqual(['Eau', 'école', 'Salle 2', 'Salle 10', 'Zoé'])
	})
})

describe('a list kept in order', () => {
	it('is what sorting it gives, whatever was in order before', () => {
		fc.assert(fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), fc.uniqueArray(fc.nat()), (first, more, taken) => {
			const start = rows(first)
			const before = inOrder(start, [], byName)
			expect(before).toEqual([...start].sort(byName))
			const next = [...start.filter((_, index) => !taken.includes(index)), ...rows(more.filter((name) => !first.includes(name)))]
			const after = inOrder(next, before, byName)
			expect(after.map(({ name }) => name)).toEqual([...next].sort(byName).map(({ name }) => name))
			expect(new Set(after)).toEqual(new Set(next))
		}))
	})

	it('is the list before when it holds the same', () => {
		const before = inOrder(rows(['b', 'a', 'c']), [], byName)
		expect(inOrder([...before].reverse(), before, byName)).toBe(before)
	})

	it('compares what is new, and not what was in order', () => {
		const start = rows(Array.from({ length: 1000 }, (_, index) => `compte ${index}`))
		const before = inOrder(start, [], byName)
		let compared = 0
		const counting = (left: Row, right: Row): number => {
			compared += 1
			return byName(left, right)
		}
		const after = inOrder([...start.slice(1), { name: 'compte 500 bis' }], before, counting)
		expect(after).toHaveLength(1000)
		expect(compared).toBeLessThan(20)
	})
})
