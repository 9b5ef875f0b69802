// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../errors.ts'
import { generatePassword, generatePhrase, randomBelow, secureRandomUint32 } from './generator.ts'

const ALL = { length: 20, lower: true, upper: true, digits: true, symbols: true, avoidAmbiguous: false }
const words = Array.from({ length: 2048 }, (_, index) => `mot${index}`)

const options = fc.record({
	length: fc.integer({ min: 8, max: 64 }),
	lower: fc.boolean(),
	upper: fc.boolean(),
	digits: fc.boolean(),
	symbols: fc.boolean(),
	avoidAmbiguous: fc.boolean(),
}).filter(({ lower, upper, digits, symbols }) => lower || upper || digits || symbols)

describe('generatePassword', () => {
	it('has the length and every class asked for, and nothing else', () => {
		fc.assert(fc.property(options, (asked) => {
			const password = generatePassword(asked)
			expect(password).toHaveLength(asked.length)
			expect(/[a-z]/.test(password)).toBe(asked.lower)
			expect(/[A-Z]/.test(password)).toBe(asked.upper)
			expect(/\d/.test(password)).toBe(asked.digits)
			expect(/[^a-zA-Z\d]/.test(password)).toBe(asked.symbols)
			if (asked.avoidAmbiguous) {
				expect(password).not.toMatch(/[0Oo1lI:;,.]/)
			}
		}), { numRuns: 2_000 })
	})

	it('draws each character equally often', () => {
		const counts = new Map<string, number>()
		const total = 200_000
		for (let drawn = 0; drawn < total; drawn += 20) {
			for (const character of generatePassword({ ...ALL, upper: false, digits: false, symbols: false })) {
				counts.set(character, (counts.get(character) ?? 0) + 1)
			}
		}
		const expected = total / 26
		const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
		expect(counts.size).toBe(26)
		// 25 degrees of freedom: above 80 happens once in ten million.
		expect(chiSquare).toBeLessThan(80)
	})

	it.each([
		['length', { ...ALL, length: 7 }],
		['length', { ...ALL, length: 65 }],
		['length', { ...ALL, length: 10.5 }],
		['classes', { ...ALL, lower: false, upper: false, digits: false, symbols: false }],
	])('refuses a wrong %s', (path, asked) => {
		expect(() => generatePassword(asked)).toThrow(expect.objectContaining({ code: 'invalid', detail: { path } }))
	})

	it('stops when the randomness is broken', () => {
		expect(() => generatePassword(ALL, () => 0)).toThrow(TrousseauError)
	})
})

describe('generatePhrase', () => {
	it('takes words of the list', () => {
		const phrase = generatePhrase({ words, count: 6 })
		expect(phrase.split(' ')).toHaveLength(6)
		expect(phrase.split(' ').every((word) => words.includes(word))).toBe(true)
		expect(generatePhrase({ words, count: 3, separator: '-' }).split('-')).toHaveLength(3)
	})

	it('refuses a list too short or with doubles, and a wrong count', () => {
		expect(() => generatePhrase({ words: words.slice(0, 1_023), count: 6 })).toThrow(TrousseauError)
		expect(() => generatePhrase({ words: [...words, 'mot1'], count: 6 })).toThrow(TrousseauError)
		expect(() => generatePhrase({ words, count: 2 })).toThrow(TrousseauError)
	})
})

describe('randomBelow', () => {
	it('throws away the numbers that would favour the first values', () => {
		const numbers = [2 ** 32 - 1, 2 ** 32 - 2, 41]
		expect(randomBelow(10, () => numbers.shift() ?? 0)).toBe(1)
		expect(numbers).toEqual([])
	})

	it('stays below its bound', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (bound) => {
			const value = randomBelow(bound, secureRandomUint32)
			expect(value).toBeGreaterThanOrEqual(0)
			expect(value).toBeLessThan(bound)
		}))
	})
})
