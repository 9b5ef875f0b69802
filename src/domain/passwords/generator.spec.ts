// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../errors.ts'
import { drawPassword, drawPhrase, drawPin, generatePassword, generatePhrase, randomBelow, secureRandomUint32 } from './generator.ts'

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

	it('holds to the rules of a site: forbidden signs, and the least of each class', () => {
		const ruled = fc.record({
			length: fc.integer({ min: 12, max: 64 }),
			forbidden: fc.string({ unit: fc.constantFrom(...'!#$%&*+-aeiouAEIOU12345'), maxLength: 12 }),
			minimum: fc.record({ lower: fc.integer({ min: 0, max: 3 }), upper: fc.integer({ min: 0, max: 3 }), digits: fc.integer({ min: 0, max: 3 }), symbols: fc.integer({ min: 0, max: 3 }) }),
			avoidAmbiguous: fc.boolean(),
		})
		fc.assert(fc.property(ruled, ({ length, forbidden, minimum, avoidAmbiguous }) => {
			const password = generatePassword({ ...ALL, length, forbidden, minimum, avoidAmbiguous })
			expect(password).toHaveLength(length)
			expect([...password].filter((character) => forbidden.includes(character))).toEqual([])
			expect(password.match(/[a-z]/g)?.length ?? 0).toBeGreaterThanOrEqual(minimum.lower)
			expect(password.match(/[A-Z]/g)?.length ?? 0).toBeGreaterThanOrEqual(minimum.upper)
			expect(password.match(/\d/g)?.length ?? 0).toBeGreaterThanOrEqual(minimum.digits)
			expect(password.match(/[^a-zA-Z\d]/g)?.length ?? 0).toBeGreaterThanOrEqual(minimum.symbols)
		}), { numRuns: 1_000 })
	})

	it('draws every password that the rules allow, and each as often: none is favoured by its classes', () => {
		// Few enough passwords for each to be counted.
		const forbidden = 'cdefghijklmnopqrstuvwxyz234567890'
		const asked = { ...ALL, length: 8, upper: false, symbols: false, forbidden, minimum: { lower: 1, digits: 6 } }
		const total = 25_600
		const counts = new Map<string, number>()
		for (let drawn = 0; drawn < total; drawn++) {
			const password = generatePassword(asked)
			counts.set(password, (counts.get(password) ?? 0) + 1)
		}
		// One digit ("1"), two letters ("a", "b"): 8 × 2 with one letter, 28 × 4 with two.
		expect(counts.size).toBe(16 + 112)
		expect(drawPassword(asked).bits).toBeCloseTo(Math.log2(128), 10)
		const expected = total / 128
		const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
		// 127 degrees of freedom: above 215 happens about once in a million.
		expect(chiSquare).toBeLessThan(215)
	})

	it('says among how many it drew', () => {
		expect(drawPassword({ ...ALL, upper: false, digits: false, symbols: false }).bits).toBeCloseTo(20 * Math.log2(26), 10)
		expect(drawPassword({ ...ALL, minimum: { lower: 0, upper: 0, digits: 0, symbols: 0 } }).bits).toBeCloseTo(20 * Math.log2(81), 10)
		expect(drawPassword(ALL).bits).toBeLessThan(20 * Math.log2(81))
	})

	it.each([
		['minimum', { ...ALL, minimum: { lower: 10, digits: 11 } }],
		['minimum', { ...ALL, minimum: { lower: -1 } }],
		['minimum', { ...ALL, minimum: { lower: 1.5 } }],
		['forbidden', { ...ALL, forbidden: '0123456789' }],
	])('refuses a %s that no password holds to', (path, asked) => {
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

describe('drawPhrase', () => {
	it('gives capitals and a number to sites that want them', () => {
		const { text, bits } = drawPhrase({ words, count: 4, separator: '-', capitals: true, number: true })
		expect(text).toMatch(/^(?:Mot\d+-){4}[1-9]\d$/)
		expect(bits).toBeCloseTo(44 + Math.log2(90), 10)
	})

	it('draws each word equally often', () => {
		const counts = new Map<string, number>()
		const total = 120_000
		for (let drawn = 0; drawn < total; drawn += 12) {
			for (const word of generatePhrase({ words, count: 12 }).split(' ')) {
				counts.set(word, (counts.get(word) ?? 0) + 1)
			}
		}
		const expected = total / words.length
		const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
		expect(counts.size).toBe(words.length)
		// 2,047 degrees of freedom, standard deviation 64: above 2,400 happens about once in ten million.
		expect(chiSquare).toBeLessThan(2_400)
	})
})

describe('drawPin', () => {
	it('has only digits, and none of the codes that are tried first', () => {
		fc.assert(fc.property(fc.integer({ min: 4, max: 12 }), (length) => {
			const { text, bits } = drawPin(length)
			expect(text).toMatch(new RegExp(`^\\d{${length}}$`))
			expect(bits).toBeLessThan(length * Math.log2(10))
		}))
	})

	it('draws every other code', () => {
		const seen = new Set(Array.from({ length: 150_000 }, () => drawPin(4).text))
		expect(2 ** drawPin(4).bits).toBeCloseTo(9_776, 6)
		// Each is missed once in four million runs of 150,000 draws.
		expect(seen.size).toBeGreaterThanOrEqual(9_775)
		expect(seen.size).toBeLessThanOrEqual(9_776)
		for (const code of ['0000', '1234', '9876', '1962', '2026']) {
			expect(seen.has(code)).toBe(false)
		}
	})

	it('refuses another length', () => {
		expect(() => drawPin(3)).toThrow(TrousseauError)
		expect(() => drawPin(13)).toThrow(TrousseauError)
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
