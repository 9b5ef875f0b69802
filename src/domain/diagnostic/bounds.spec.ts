// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanBounds } from './bounds.ts'

const term = fc.record({ low: fc.nat(3), spread: fc.nat(3), minWeight: fc.nat(2), extra: fc.nat(2) })
	.map(({ low, spread, minWeight, extra }) => ({ low, high: low + spread, minWeight, maxWeight: minWeight + extra }))

/** Tries every choice of extreme values and weights. */
function bruteForce(terms: readonly { low: number, high: number, minWeight: number, maxWeight: number }[]): { floor: number, ceiling: number } | null {
	const means: number[] = []
	for (let choice = 0; choice < 4 ** terms.length; choice++) {
		let sum = 0
		let weight = 0
		terms.forEach(({ low, high, minWeight, maxWeight }, place) => {
			const bits = Math.floor(choice / 4 ** place) % 4
			const by = bits >= 2 ? maxWeight : minWeight
			sum += (bits % 2 === 1 ? high : low) * by
			weight += by
		})
		if (weight > 0) {
			means.push(sum / weight)
		}
	}
	return means.length === 0 ? null : { floor: Math.min(...means), ceiling: Math.max(...means) }
}

describe('meanBounds', () => {
	it('is what every choice of values and weights gives', () => {
		fc.assert(fc.property(fc.array(term, { maxLength: 5 }), (terms) => {
			const bounds = meanBounds(terms)
			const expected = bruteForce(terms)
			if (expected === null) {
				expect(bounds).toBeNull()
			} else {
				expect(bounds?.floor).toBeCloseTo(expected.floor, 9)
				expect(bounds?.ceiling).toBeCloseTo(expected.ceiling, 9)
			}
		}), { numRuns: 300 })
	})

	it('has nothing to say of nothing', () => {
		expect(meanBounds([])).toBeNull()
		expect(meanBounds([{ low: 0, high: 1, minWeight: 0, maxWeight: 0 }])).toBeNull()
	})
})
