// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generatePassword } from './generator.ts'
import { estimateStrength, STRENGTH_REASONS } from './strength.ts'

describe('estimateStrength', () => {
	it.each([
		['', 0],
		['123456', 0],
		['azerty', 0],
		['motdepasse', 0],
		['M0tDeP@sse', 0],
		['Mairie2026', 0],
		['Été2026!', 1],
		['aaaaaaaaaaaaaaaa', 0],
		['abcabcabcabc', 0],
		['azertyuiop', 0],
		['01/01/1970', 1],
		['chevalrougemaison', 1],
		['kX7#pQ', 1],
		['tracteur lilas coucou merci', 2],
		['grenier bougie', 2],
		['grenier bougie falaise', 3],
		['grenier bougie falaise mouton', 4],
		['kX7#pQ2!vZm4', 4],
	])('gives %j the score %i', (password, score) => {
		expect(estimateStrength(password).score).toBe(score)
	})

	it('knows the commune', () => {
		expect(estimateStrength('Vauzelles-86', ['Vauzelles']).score).toBeLessThan(estimateStrength('Vauzelles-86').score)
		expect(estimateStrength('v@uzelles!86', ['Vauzelles'])).toMatchObject({ reasons: expect.arrayContaining(['personal-word']) })
		expect(estimateStrength('saint-martin-33', ['Saint-Martin']).score).toBeLessThanOrEqual(1)
	})

	it.each([
		['Mairie2026', ['too-short', 'common-word', 'year']],
		['azertyuiop', ['too-short', 'keyboard', 'one-kind']],
		['kkkkkkkkkkkk', ['repeat', 'one-kind']],
		['xq-abcdef-zt9', ['sequence']],
	])('says why %s is weak', (password, reasons) => {
		expect(estimateStrength(password).reasons).toEqual(reasons)
	})

	it('finds generated passwords of 16 characters very good', () => {
		// About one in 4,000 looks like words by chance: the estimate is severe with it, and may be.
		const scores = Array.from({ length: 2_000 }, () => estimateStrength(generatePassword({ length: 16, lower: true, upper: true, digits: true, symbols: true, avoidAmbiguous: true })).score)

		expect(scores.filter((score) => score === 4).length).toBeGreaterThan(1_980)
		expect(Math.min(...scores)).toBeGreaterThanOrEqual(2)
	})

	it('accepts any text', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
			const { score, reasons } = estimateStrength(text, ['Saint-Martin'])
			expect([0, 1, 2, 3, 4]).toContain(score)
			expect(reasons).toEqual(STRENGTH_REASONS.filter((reason) => reasons.includes(reason)))
		}))
	})
})
