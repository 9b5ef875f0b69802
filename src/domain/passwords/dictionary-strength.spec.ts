// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { wordlist } from '@scure/bip39/wordlists/french.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dictionaryStrength } from './dictionary-strength.ts'
import { generatePassword } from './generator.ts'
import { estimateStrength, STRENGTH_REASONS } from './strength.ts'

/** Milliseconds that any text may take, on a machine that does other things too. */
const BOUND = 2_000

describe('dictionaryStrength', () => {
	it.each(['G0uv3rnem3nt', 'Ch@mpi0nn@t', 'manchesterunited'])('finds %s weak, where its shape alone does not', (password) => {
		expect(estimateStrength(password).score).toBeGreaterThanOrEqual(2)
		expect(dictionaryStrength(password).score).toBeLessThanOrEqual(1)
		expect(dictionaryStrength(password).reasons).toContain('common-word')
	})

	it.each(['zaq12wsx!QAZ', 'rammsteinmetallica', 'mercredijeudivendredi'])('finds %s easier than its shape says', (password) => {
		expect(dictionaryStrength(password).score).toBeLessThan(estimateStrength(password).score)
	})

	it.each(['trustno1', 'Motdepasse', 'AZERTY', 'p@ssw0rd', '1qaz2wsx', 'ｍｏｔｄｅｐａｓｓｅ'])('knows that %s is among the most common passwords', (password) => {
		expect(dictionaryStrength(password)).toMatchObject({ score: 0, reasons: expect.arrayContaining(['common-password']) })
	})

	it.each([
		'grenier bougie falaise mouton',
		'Grenier Bougie Falaise Mouton',
		'un mouton sur la falaise du grenier avec bougie',
		'kX7#pQ2!vZm4',
		'r7Kp-w2Xq-m9Tz-b4Ld',
		'7f3a9c1e5b8d2f60',
	])('leaves %s strong', (password) => {
		expect(dictionaryStrength(password).score).toBe(estimateStrength(password).score)
		expect(dictionaryStrength(password).score).toBeGreaterThanOrEqual(3)
	})

	it('is never above what is known of the commune, and gives nothing for a word of it in disguise', () => {
		const notebook = ['Vauzelles-sur-Creuse', '86123', 'Geneviève Kervadec']
		for (const password of ['Kervadec Vauzelles', 'v@uz3ll3s-86123', '0549123456', 'FR76 3000 1007 9412 3456 7890 185', 'mairie 86000', 'cedavrek']) {
			expect(dictionaryStrength(password, notebook).score, password).toBeLessThanOrEqual(1)
		}
		fc.assert(fc.property(fc.string({ maxLength: 30 }), (text) => {
			expect(dictionaryStrength(text, notebook).score).toBeLessThanOrEqual(estimateStrength(text, notebook).score)
		}), { numRuns: 200 })
	})

	it('keeps six words drawn from the list very good', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom(...wordlist), { minLength: 6, maxLength: 6 }), (words) => {
			fc.pre(new Set(words).size === 6)
			expect(dictionaryStrength(words.join(' ')).score).toBe(4)
		}), { numRuns: 100 })
	})

	it('keeps generated passwords of 20 characters very good', () => {
		const options = { length: 20, lower: true, upper: true, digits: true, symbols: true, avoidAmbiguous: true }
		const scores = Array.from({ length: 100 }, () => dictionaryStrength(generatePassword(options)).score)
		expect(scores.filter((score) => score === 4).length).toBeGreaterThan(97)
	})

	it('takes back nothing of a long text for a weak beginning', () => {
		expect(dictionaryStrength('motdepasse'.repeat(5)).score).toBe(0)
		expect(dictionaryStrength(`${'a'.repeat(50)}kX7#pQ2!vZm4r7Kp`).score).toBeGreaterThanOrEqual(3)
	})

	it.each([
		['1,000 signs that stand for letters', '@4$3'.repeat(250)],
		['1,000 different ones', Array.from({ length: 1_000 }, (_, index) => '(4@8)3€6#!1|0$5+7%2'[(index * index) % 19]).join('')],
		['1,000 letters', 'a'.repeat(1_000)],
		['100,000 signs', 'é2@'.repeat(33_333)],
		['words of the list', wordlist.slice(0, 200).join('')],
		['signs of several units', '𝐌👩‍👧'.repeat(300)],
		['half a sign', '\uD835'.repeat(200)],
		['NUL', '\0'.repeat(500)],
		['dates', '01021903'.repeat(60)],
	])('judges %s in bounded time', (_name, password) => {
		const start = performance.now()
		const { score, reasons } = dictionaryStrength(password, ['Vauzelles'])
		expect(performance.now() - start).toBeLessThan(BOUND)
		expect([0, 1, 2, 3, 4]).toContain(score)
		expect(reasons).toEqual(STRENGTH_REASONS.filter((reason) => reasons.includes(reason)))
	})
})
