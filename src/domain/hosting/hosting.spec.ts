// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryInventory, TODAY } from '../diagnostic/testing/arbitrary-inventory.ts'
import { parseInventory } from '../inventory/schema.ts'
import { COUNTRIES } from '../inventory/usages.ts'
import { ADEQUACY_DECISIONS, isJurisdictionToRecheck, jurisdictionOf } from './jurisdictions.ts'
import { placeOf, toolExposure } from './places.ts'
import { hostingSummary } from './summary.ts'

describe('jurisdictions', () => {
	it('hold the 27 of the Union, the 3 of the EEA and the adequate ones', () => {
		const kinds = (kind: string) => COUNTRIES.filter((country) => jurisdictionOf(country).kind === kind)
		expect(kinds('union')).toHaveLength(26)
		expect(kinds('eea')).toEqual(['IS', 'LI', 'NO'])
		expect(kinds('adequate')).toEqual(['AD', 'AR', 'BR', 'CA', 'CH', 'FO', 'GB', 'GG', 'IL', 'IM', 'JE', 'JP', 'KR', 'NZ', 'UY'])
		expect(kinds('listed-only')).toEqual(['US'])
		expect(kinds('france')).toContain('RE')
		expect(['AU', 'CN', 'IN', 'MC', 'RU'].map((country) => jurisdictionOf(country).kind)).toEqual([
			'third',
			'third',
			'third',
			'third',
			'third',
		])
	})

	it('have a source and a date, and must be read again', () => {
		expect(COUNTRIES.filter((country) => jurisdictionOf(country).source === '' || jurisdictionOf(country).checkedOn === '')).toEqual([])
		expect(['FR', 'CH', 'US'].map((country) => isJurisdictionToRecheck(country, '2027-05-31'))).toEqual([false, true, true])
		expect(['FR', 'CH', 'US'].map((country) => isJurisdictionToRecheck(country, TODAY))).toEqual([false, false, false])
	})
})

describe('adequacy decisions', () => {
	it('hold between two days, and say who they are for', () => {
		expect(['2026-01-25', '2026-01-26'].map((day) => jurisdictionOf('BR', day).kind)).toEqual(['third', 'adequate'])
		expect(['2031-12-27', '2031-12-28'].map((day) => jurisdictionOf('GB', day).kind)).toEqual(['adequate', 'third'])
		expect(['2023-07-09', '2023-07-10'].map((day) => jurisdictionOf('US', day).kind)).toEqual(['third', 'listed-only'])
		expect(jurisdictionOf('CA').scope).toContain('PIPEDA')
		expect(ADEQUACY_DECISIONS.filter(({ source, checkedOn, expiresOn, confidence }) => source === '' || checkedOn === '' || expiresOn <= checkedOn || !['A', 'B'].includes(confidence))).toEqual([])
	})
})

function oneTool(tool: object, hosting?: object, supplier?: object) {
	const inventory = parseInventory({
		schema: 1,
		collections: {
			tools: { t: { name: 'T', supplierId: 's', hostingId: 'h', ...tool } },
			...(hosting === undefined ? {} : { hostings: { h: { label: 'H', ...hosting } } }),
			...(supplier === undefined
				? {}
				: {
						suppliers: {
							s: { name: 'S', ...supplier },
							ovh: { name: 'OVH', parentCountry: 'FR' },
							aws: { name: 'AWS', parentCountry: 'US' },
						},
					}),
		},
	})
	const [found] = Object.values(inventory.collections.tools)
	if (found === undefined) {
		throw new Error('no tool')
	}
	return { place: placeOf(inventory, found, TODAY), exposure: toolExposure(inventory, found, TODAY) }
}

describe('place and law are two facts', () => {
	it.each([
		['nobody said anything', {}, undefined, undefined, 'unknown', 'unknown'],
		['an American group with a datacentre in France', {}, { kind: 'saas', countryStorage: 'FR' }, { parentCountry: 'US' }, 'france', 'foreign-law'],
		['a French publisher on an American cloud', {}, { kind: 'saas', countryStorage: 'FR', operatorSupplierId: 'aws' }, { parentCountry: 'FR' }, 'france', 'foreign-law'],
		['libre software at a French host', {}, { kind: 'host', countryStorage: 'FR', operatorSupplierId: 'ovh' }, { parentCountry: 'DE' }, 'france', 'eu'],
		['libre software on an American cloud', {}, { kind: 'host', countryStorage: 'DE', operatorSupplierId: 'aws' }, { parentCountry: 'DE' }, 'eu', 'foreign-law'],
		['a NAS made in Taiwan', {}, { kind: 'nas' }, { parentCountry: 'TW' }, 'local', 'none'],
		['a NAS in an overseas mairie', {}, { kind: 'nas', countryStorage: 'RE' }, undefined, 'local', 'none'],
		['a syndicate', {}, { kind: 'opsn', countryStorage: 'FR' }, undefined, 'france', 'eu'],
		['software of an American group that a syndicate runs itself', { delivery: 'local-server' }, { kind: 'opsn', countryStorage: 'FR' }, { parentCountry: 'US' }, 'france', 'eu'],
		['libre software of an American group that a syndicate runs itself', { licenceKind: 'libre' }, { kind: 'opsn', countryStorage: 'FR' }, { parentCountry: 'US' }, 'france', 'eu'],
		['the mail of a syndicate at an American group', {}, { kind: 'opsn', countryStorage: 'FR' }, { parentCountry: 'US' }, 'france', 'foreign-law'],
		['a syndicate that has its data kept by an American group', {}, { kind: 'opsn', countryStorage: 'FR', operatorSupplierId: 'aws' }, { kind: 'opsn' }, 'france', 'foreign-law'],
		['a community of communes on an American cloud', {}, { kind: 'epci', countryStorage: 'FR', operatorSupplierId: 'aws' }, {}, 'france', 'foreign-law'],
		['a service of the State on an American cloud', {}, { kind: 'state', operatorSupplierId: 'aws' }, {}, 'state', 'foreign-law'],
		['a syndicate at a French host', {}, { kind: 'opsn', countryStorage: 'FR', operatorSupplierId: 'ovh' }, { kind: 'opsn' }, 'france', 'eu'],
		['a syndicate whose operator nobody knows', { delivery: 'saas' }, { kind: 'opsn', countryStorage: 'FR' }, { kind: 'unknown' }, 'france', 'unknown'],
		['a public supplier said to be of an American group', {}, { kind: 'saas', countryStorage: 'FR' }, { kind: 'opsn', parentCountry: 'US' }, 'france', 'foreign-law'],
		['an American company of a French group', {}, { kind: 'saas', countryStorage: 'FR' }, { country: 'US', parentCountry: 'FR' }, 'france', 'foreign-law'],
		['an online service of an American group at a French host', { delivery: 'saas' }, { kind: 'host', countryStorage: 'FR', operatorSupplierId: 'ovh' }, { parentCountry: 'US' }, 'france', 'foreign-law'],
		['a portal of the State said to be kept by a company', { imposedBy: 'state' }, { kind: 'saas', countryStorage: 'US' }, { parentCountry: 'US' }, 'outside', 'foreign-law'],
		['a datacentre elsewhere than its country', {}, { kind: 'saas', countryStorage: 'FR', datacentre: 'AWS us-east-1 (Virginie)' }, { parentCountry: 'FR' }, 'outside', 'eu'],
		['a Brazilian service', {}, { kind: 'saas', countryStorage: 'BR' }, { parentCountry: 'BR' }, 'adequate', 'adequate'],
		['a portal of the State', { imposedBy: 'state' }, { kind: 'state', countryStorage: 'FR' }, undefined, 'state', 'eu'],
		['a service of the State that the commune chose', {}, { kind: 'state' }, undefined, 'state', 'eu'],
		['a Swiss service', {}, { kind: 'saas', countryStorage: 'CH' }, { parentCountry: 'CH' }, 'adequate', 'adequate'],
		['Norway', {}, { kind: 'saas', countryStorage: 'NO' }, { parentCountry: 'NO' }, 'eu', 'eu'],
		['an Australian group storing in the United States', {}, { kind: 'saas', countryStorage: 'US' }, { parentCountry: 'AU' }, 'outside', 'third-country'],
		['a public supplier', {}, { kind: 'saas', countryStorage: 'FR' }, { kind: 'cdg' }, 'france', 'eu'],
		['an unknown parent', {}, { kind: 'saas', countryStorage: 'FR' }, { country: 'FR' }, 'france', 'unknown'],
		['a country that somebody finally does not know', {}, { kind: 'saas', countryStorage: 'FR', knowledge: 'unknown' }, { parentCountry: 'FR' }, 'unknown', 'eu'],
		['a host that nobody named', {}, { kind: 'host', countryStorage: 'FR' }, { parentCountry: 'FR' }, 'france', 'unknown'],
		['a NAS said to be abroad', {}, { kind: 'nas', countryStorage: 'US' }, undefined, 'outside', 'foreign-law'],
		['an id of hosting that leads nowhere', { hostingId: 'gone' }, { kind: 'nas' }, undefined, 'unknown', 'unknown'],
		['an id that every object has', { hostingId: 'constructor' }, { kind: 'nas' }, undefined, 'unknown', 'unknown'],
	])('%s', (_, tool, hosting, supplier, place, exposure) => {
		expect(oneTool(tool, hosting, supplier)).toEqual({ place, exposure })
	})
})

describe('hostingSummary', () => {
	it('counts every tool once, whatever the inventory', () => {
		fc.assert(fc.property(arbitraryInventory, (inventory) => {
			const { total, sentence, places, exposures, rows, points, flows, unknowns } = hostingSummary(inventory, TODAY)
			const { france, union, outside, state, unknown, foreignLaw, lawUnknown } = sentence
			const sum = (counts: object) => Object.values(counts).reduce((left: number, right: number) => left + right, 0)
			expect([total, france + union + outside + state + unknown, sum(places), sum(exposures), rows.length, flows.length])
				.toEqual(Array(6).fill(Object.keys(inventory.collections.tools).length))
			expect(foreignLaw + lawUnknown).toBeLessThanOrEqual(total)
			expect(points.every(({ count, toolIds }) => count === toolIds.length && count > 0)).toBe(true)
			expect(unknowns.length).toBeGreaterThanOrEqual(unknown)
			expect(unknowns.every(({ missing }) => missing.length > 0)).toBe(true)
		}), { numRuns: 1_000 })
	})

	it('says whom to ask', () => {
		const inventory = parseInventory({
			schema: 1,
			collections: {
				tools: { a: { name: 'Alpha', supplierId: 's' }, b: { name: 'Beta', hostingId: 'h' }, c: { name: 'Gamma' } },
				suppliers: { s: { name: 'Éditeur' }, o: { name: 'Hébergeur' } },
				hostings: { h: { label: 'H', kind: 'host', operatorSupplierId: 'o', countryStorage: 'FR' } },
			},
		})
		expect(hostingSummary(inventory, TODAY).unknowns).toEqual([
			{ toolId: 'a', tool: 'Alpha', missing: ['place', 'operator'], askSupplierId: 's', askSupplier: 'Éditeur' },
			{ toolId: 'b', tool: 'Beta', missing: ['parent'], askSupplierId: 'o', askSupplier: 'Hébergeur' },
			{ toolId: 'c', tool: 'Gamma', missing: ['place', 'operator'], askSupplierId: null, askSupplier: null },
		])
	})
})
