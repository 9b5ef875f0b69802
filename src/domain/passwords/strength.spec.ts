// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { wordlist } from '@scure/bip39/wordlists/french.js'
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

	it.each([
		'0549123456',
		'05 49 12 34 56',
		'05.49.12.34.56',
		'+33 5 49 12 34 56',
		'0033549123456',
		'06-12-34-56-78',
		'FR76 3000 1007 9412 3456 7890 185',
		'FR7630001007941234567890185',
		'30001 00794 12345678901 85',
		'218 601 947 00013',
		'21860194700013',
		'218601947',
		'2 62 07 86 194 123 45',
		'262078619412345',
		'1 85 05 2A 004 123 45',
		'86000',
		'86 000 POITIERS',
		'86000 Poitiers',
		'POITIERS86000',
		'La Rochelle17',
		'LaRochelle17',
		'la-rochelle-17',
		'Jean Dupont 1962',
		'jean.dupont.1962',
		'JEAN DUPONT 1962',
		'Marie Lefebvre 14/07/1985',
		'Mairie de Sainte Radegonde',
		'mairie-de-sainte-radegonde',
		'MAIRIE DE SAINTE RADEGONDE',
		'Mairie de Poitiers 2026',
		'Ｍａｉｒｉｅ２０２６',
		'ｍｏｔｄｅｐａｓｓｅ',
		'𝐌𝐚𝐢𝐫𝐢𝐞𝟐𝟎𝟐𝟔',
		'ⓜⓐⓘⓡⓘⓔ2026',
		'mai\u00ADrie\u200B2026',
		'14/07/1985',
		'14 juillet 1985',
		'14071985',
		'1985-07-14',
		'3/4/1962',
		'140785',
		'soleil soleil soleil',
		'Bougie Bougie bougie',
		'bougie-bougie',
		'azertyuiop123',
		'aqwzsxedc',
		'1qaz2wsx3edc',
		'a1z2e3r4t5',
		'&é"\'(-è_çà',
		'147258369',
		'M.o.t.D.e.P.a.s.s.e',
		'm o t d e p a s s e',
		'é-t-é-2026',
	])('finds %j weak', (password) => {
		expect(estimateStrength(password).score).toBeLessThanOrEqual(1)
	})

	it.each([
		'grenier bougie falaise mouton',
		'grenier-bougie-falaise-mouton',
		'Grenier Bougie Falaise Mouton',
		'un mouton sur la falaise du grenier avec bougie',
		'kX7#pQ2!vZm4',
		'r7Kp-w2Xq-m9Tz-b4Ld',
		'7f3a9c1e5b8d2f60',
	])('finds %j strong', (password) => {
		expect(estimateStrength(password).score).toBeGreaterThanOrEqual(3)
	})

	it('gives nothing for separators, accents and forms of letters', () => {
		for (const [plain, ...disguised] of [
			['saintemartine', 'sainte-martine', 'sainte martine', 'sâinté_mârtinê', 'ｓａｉｎｔｅｍａｒｔｉｎｅ', 's.a.i.n.t.e.m.a.r.t.i.n.e'],
			['0549123456', '05 49 12 34 56', '05-49-12-34-56', '０５４９１２３４５６'],
			['grenier bougie', 'grénier/bougie', 'GRENIER-BOUGIE', 'ｇｒｅｎｉｅｒ.bougie'],
		]) {
			for (const password of disguised) {
				expect(estimateStrength(password).score, password).toBeLessThanOrEqual(Math.max(1, estimateStrength(plain ?? '').score))
			}
		}
	})

	it('knows the people, the tools and the commune of the notebook', () => {
		const notebook = ['Vauzelles-sur-Creuse', '86123', 'Geneviève Kervadec', 'Cosoluce', 'Prestataire Informatique Duchemin']
		for (const password of [
			'Kervadec Vauzelles',
			'genevieve-kervadec',
			'KERVADEC86123',
			'Cosoluce Vauzelles 2026',
			'vauzellessurcreuse',
			'Duchemin Informatique',
		]) {
			expect(estimateStrength(password, notebook).score, password).toBeLessThanOrEqual(1)
			expect(estimateStrength(password, notebook).reasons, password).toContain('personal-word')
		}
		expect(estimateStrength('compta.mairie@vauzelles', [], ['compta.mairie@vauzelles.fr']).score).toBeLessThanOrEqual(1)
	})

	it('keeps six words drawn from the list very good, whatever stands between them', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...wordlist), { minLength: 6, maxLength: 6 }),
				fc.constantFrom(' ', '-', ', ', '.'),
				(words, separator) => {
					fc.pre(new Set(words).size === 6)
					expect(estimateStrength(words.join(separator), ['Vauzelles', 'Geneviève Kervadec']).score).toBe(4)
				},
			),
			{ numRuns: 3_000 },
		)
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
		const scores = Array.from(
			{ length: 2_000 },
			() => estimateStrength(generatePassword({ length: 16, lower: true, upper: true, digits: true, symbols: true, avoidAmbiguous: true })).score,
		)

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
