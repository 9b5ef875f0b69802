// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '../inventory/usages.ts'
import { classesOfInput } from './chain-input.ts'

const today = '2026-12-01'
const US = { role: 'host', name: 'Cloud américain', kind: 'host', country: 'IE', parentCountry: 'US' }
const FR = { role: 'host', name: 'Hébergeur français', kind: 'host', country: 'FR', parentCountry: 'FR' }
const editor = { role: 'publisher', name: 'Éditeur', kind: 'publisher', country: 'FR', parentCountry: 'FR' }
const saas = (more: object = {}) => ({ kind: 'saas', countryStorage: 'FR', ...more })

function classes(input: object) {
	const result = classesOfInput({ today, ...input })
	return 'invalid' in result ? result.invalid : [result.place.class, result.law.class, result.transfer.class]
}

describe('place, law and transfer', () => {
	it.each([
		['nothing is known', {}, ['unknown', 'unknown', 'unknown']],
		['an American group with a datacentre in France', { place: saas(), chain: [{ ...US, role: 'publisher' }] }, ['france', 'foreign-law', 'unknown']],
		['… administered from France', { place: saas({ countryProcessing: 'FR' }), chain: [{ ...US, role: 'publisher' }] }, ['france', 'foreign-law', 'none']],
		['… with support from the United States', { place: saas(), chain: [{ ...US, role: 'publisher', accessFrom: 'US' }] }, ['france', 'foreign-law', 'conditional']],
		['… which is on the list', { place: saas(), chain: [{ ...US, role: 'publisher', accessFrom: 'US', listed: true }] }, ['france', 'foreign-law', 'adequate']],
		['… which is not', { place: saas(), chain: [{ ...US, role: 'publisher', accessFrom: 'US', listed: false }] }, ['france', 'foreign-law', 'guarantees-needed']],
		['a French publisher on an American cloud', { place: saas(), chain: [editor, US] }, ['france', 'foreign-law', 'unknown']],
		['a French publisher whose host nobody knows', { place: saas(), chain: [editor, { role: 'host' }] }, ['france', 'unknown', 'unknown']],
		['an encrypted copy on an American cloud', { place: saas(), chain: [editor, { ...US, role: 'backup', readsData: false }] }, ['france', 'eu', 'none']],
		['a syndicate that runs its own servers', { place: { kind: 'opsn', countryStorage: 'FR' } }, ['france', 'eu', 'none']],
		['a syndicate with an American host', { place: { kind: 'opsn', countryStorage: 'FR' }, chain: [{ role: 'operator', kind: 'opsn', country: 'FR' }, US] }, ['france', 'foreign-law', 'unknown']],
		['a syndicate with a host of unknown group', { place: { kind: 'opsn', countryStorage: 'FR' }, chain: [{ role: 'host', country: 'FR' }] }, ['france', 'unknown', 'unknown']],
		['a portal of the State', { imposedByState: true }, ['state', 'eu', 'not-applicable']],
		['a service of the State on an American cloud', { place: { kind: 'state' }, chain: [US] }, ['state', 'foreign-law', 'not-applicable']],
		['said to be imposed, kept by a company', { imposedByState: true, place: saas({ countryStorage: 'US' }), chain: [{ ...US, role: 'publisher' }] }, ['outside', 'foreign-law', 'unknown']],
		['a meeting as a guest', { role: 'guest', place: saas({ countryStorage: 'US' }), chain: [{ ...US, role: 'publisher' }] }, ['outside', 'foreign-law', 'not-applicable']],
		['libre code on an American cloud', { licence: 'libre', place: { kind: 'host', countryStorage: 'DE' }, chain: [{ role: 'publisher', parentCountry: 'DE' }, US] }, ['eu', 'foreign-law', 'unknown']],
		['libre code of an American foundation at a French host', { licence: 'libre', place: { kind: 'host', countryStorage: 'FR' }, chain: [{ role: 'publisher', parentCountry: 'US' }, FR] }, ['france', 'eu', 'none']],
		['a qualified company, another offer', { place: saas(), chain: [FR], certifications: [{ name: 'SecNumCloud', coversThisOffer: false }] }, ['france', 'eu', 'none']],
		['an unknown parent', { place: saas(), chain: [{ role: 'host', country: 'FR' }] }, ['france', 'unknown', 'unknown']],
		['a company that nobody owns', { place: saas(), chain: [{ role: 'host', country: 'FR', parentCountry: 'none' }] }, ['france', 'eu', 'none']],
		['a NAS of a Taiwanese make', { place: { kind: 'nas' }, chain: [{ role: 'publisher', parentCountry: 'TW' }] }, ['local', 'none', 'none']],
		['a NAS reached through an American service', { place: { kind: 'nas' }, chain: [{ ...US, role: 'support', accessFrom: 'US' }] }, ['local', 'foreign-law', 'conditional']],
		['New Caledonia', { place: saas({ countryStorage: 'NC' }), chain: [FR] }, ['france-outside-union', 'eu', 'unknown']],
		['La Réunion', { place: saas({ countryStorage: 'RE' }), chain: [FR] }, ['france', 'eu', 'none']],
		['Switzerland', { place: saas({ countryStorage: 'CH' }), chain: [{ role: 'host', country: 'CH', parentCountry: 'CH' }] }, ['adequate', 'adequate', 'unknown']],
		['Switzerland, administered there', { place: saas({ countryStorage: 'CH', countryProcessing: 'CH' }), chain: [{ role: 'host', country: 'CH', parentCountry: 'CH' }] }, ['adequate', 'adequate', 'adequate']],
		['an Australian group storing in the United States', { place: saas({ countryStorage: 'US', countryProcessing: 'US' }), chain: [{ role: 'publisher', parentCountry: 'AU', listed: 'no' }] }, ['outside', 'third-country', 'guarantees-needed']],
		['an Indian support of a French service', { place: saas(), chain: [FR, { role: 'support', parentCountry: 'FR', country: 'FR', accessFrom: 'IN' }] }, ['france', 'eu', 'guarantees-needed']],
		['a datacentre that tells another country', { place: saas({ datacentre: 'us-east-1' }), chain: [FR] }, ['outside', 'eu', 'conditional']],
		['a country that somebody finally does not know', { place: saas({ knowledge: 'unknown' }), chain: [FR] }, ['unknown', 'eu', 'unknown']],
	])('%s', (_, input, expected) => {
		expect(classes(input)).toEqual(expected)
	})

	it('end with the decision they rest on', () => {
		const british = { place: saas({ countryStorage: 'GB', countryProcessing: 'GB' }), chain: [{ role: 'host', country: 'GB', parentCountry: 'GB' }] }
		expect(classes({ ...british, today: '2031-12-27' })).toEqual(['adequate', 'adequate', 'adequate'])
		expect(classes({ ...british, today: '2031-12-28' })).toEqual(['outside', 'third-country', 'guarantees-needed'])
		expect(classes({ place: saas({ countryStorage: 'BR' }), chain: [FR], today: '2026-01-25' })).toEqual(['outside', 'eu', 'guarantees-needed'])
	})

	it('tell the decision, the remarks and who is the worst', () => {
		expect(classesOfInput({
			today,
			place: saas({ countryProcessing: 'US' }),
			chain: [{ ...US, role: 'publisher', listed: 'yes' }, { ...FR, subsidiaries: ['CA'] }],
			certifications: [{ name: 'SecNumCloud', coversThisOffer: null }],
		})).toMatchObject({
			applies: true,
			law: { class: 'foreign-law', because: [{ role: 'publisher', class: 'foreign-law' }, { role: 'host', class: 'eu' }] },
			transfer: { class: 'adequate', flows: [{ country: 'FR', decision: null }, { country: 'US', because: 'processing', decision: { from: '2023-07-10', until: '' } }] },
			remarks: ['qualification-not-of-this-offer', 'subsidiary-abroad', 'lawful-and-exposed'],
		})
	})

	it.each([
		[{ place: { countryStorage: 'SU' } }, 'place.countryStorage: no-such-country'],
		[{ place: { countryStorage: 'France' } }, 'place.countryStorage: no-such-country'],
		[{ place: { kind: 'cloud' } }, 'place.kind: not-in-the-list'],
		[{ chain: [{}] }, 'chain.0.role: missing'],
		[{ chain: {} }, 'chain: not-a-list'],
		[{ chain: [{ role: 'host', parentCountry: 7 }] }, 'chain.0.parentCountry: no-such-country'],
		[{ today: '2026-02-30' }, 'today: no-such-day'],
		[{ today: null }, 'today: missing'],
	])('refuses %j', (input, reason) => {
		expect(classes(input)).toBe(reason)
	})

	it('never improve when a fact is forgotten', () => {
		const country = fc.option(fc.constantFrom('FR', 'DE', 'NC', 'CH', 'GB', 'US', 'AU', ...COUNTRIES))
		const member = fc.record({ role: fc.constantFrom('publisher', 'operator', 'host', 'support'), kind: fc.constantFrom(null, 'host'), country, parentCountry: country, accessFrom: country })
		const laws = ['none', 'eu', 'adequate', 'unknown', 'foreign-law', 'third-country']
		fc.assert(fc.property(country, fc.array(member, { minLength: 1, maxLength: 3 }), fc.constantFrom('country', 'parentCountry'), (countryStorage, chain, field) => {
			const [first, ...others] = chain
			const less = [{ ...first, [field]: null }, ...others]
			const [, law = ''] = classes({ place: { kind: 'saas', countryStorage }, chain })
			const [, after = ''] = classes({ place: { kind: 'saas', countryStorage }, chain: less })
			// What is not known is never better than what was known and good.
			expect(laws.indexOf(after) >= laws.indexOf(law) || laws.indexOf(law) > laws.indexOf('unknown')
				|| (field === 'country' && after !== 'unknown')).toBe(true)
		}), { numRuns: 5_000 })
	})

	it('never throw, whatever is read', () => {
		fc.assert(fc.property(fc.anything(), fc.dictionary(fc.constantFrom('place', 'chain', 'today', 'role', 'certifications'), fc.anything()), (thing, fields) => {
			expect(classesOfInput(thing)).toBeTypeOf('object')
			expect(classesOfInput(fields)).toBeTypeOf('object')
		}), { numRuns: 2_000 })
	})
})
