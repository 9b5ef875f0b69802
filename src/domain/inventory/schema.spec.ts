// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../errors.ts'
import { COLLECTIONS, emptyInventory, isRealDate, KNOWN_FIELDS, LIMITS, parseInventory } from './schema.ts'

const SECRET = 'valeur-à-ne-jamais-répéter'

function refusal(content: unknown): TrousseauError {
	try {
		parseInventory(content)
	} catch (error) {
		expect(error).toBeInstanceOf(TrousseauError)
		return error as TrousseauError
	}
	throw new Error('accepted')
}

function withRecord(collection: string, record: unknown, id = 'x'): unknown {
	return { schema: 1, collections: { [collection]: { [id]: record } } }
}

describe('parseInventory', () => {
	it('keeps fields and collections of a newer version', () => {
		const content = {
			schema: 1,
			later: { a: [1] },
			collections: {
				tools: {
					t: {
						name: 'T',
						colour: 'bleu',
						facts: { name: { source: 'user', checkedOn: '2026-01-31', knowledge: 'proven', more: 1 } },
					},
				},
				robots: { r: { anything: { goes: [true] } } },
			},
		}
		const { collections, ...rest } = parseInventory(content)
		expect(rest).toEqual({ schema: 1, later: { a: [1] } })
		expect(collections.tools).toEqual(content.collections.tools)
		expect(collections.robots).toEqual(content.collections.robots)
		expect(Object.keys(collections)).toEqual(expect.arrayContaining([...COLLECTIONS]))
	})

	it('gives back what it read', () => {
		const inventory = emptyInventory({ name: 'Sainte-Radegonde', inseeCode: '86239', population: 172 })
		expect(parseInventory(JSON.parse(JSON.stringify(inventory)))).toEqual(inventory)
	})

	it('refuses a newer schema as such', () => {
		expect(refusal({ schema: 2, collections: {} })).toMatchObject({ code: 'unsupported-version', detail: { version: 2 } })
	})

	it.each([
		['nothing', null, ''],
		['no schema', { collections: {} }, 'schema'],
		['schema 0', { schema: 0, collections: {} }, 'schema'],
		['half a schema', { schema: 1.5, collections: {} }, 'schema'],
		['no collections', { schema: 1 }, 'collections'],
		['a tool without a name', withRecord('tools', {}), 'collections.tools.x.name'],
		['an empty name', withRecord('tools', { name: '' }), 'collections.tools.x.name'],
		['a name too long', withRecord('tools', { name: 'a'.repeat(LIMITS.name + 1) }), 'collections.tools.x.name'],
		['a wrong choice', withRecord('tools', { name: 'T', criticality: SECRET }), 'collections.tools.x.criticality'],
		['a field that is undefined', withRecord('tools', { name: 'T', note: undefined }), 'collections.tools.x.note'],
		['a wrong country', withRecord('hostings', { label: 'H', countryStorage: 'XX' }), 'collections.hostings.x.countryStorage'],
		['a day that does not exist', withRecord('persons', { displayName: 'P', endOn: '2026-02-30' }), 'collections.persons.x.endOn'],
		[
			'a wrong INSEE code',
			withRecord('commune', { name: 'C', inseeCode: '2C004' }, 'commune'),
			'collections.commune.commune.inseeCode',
		],
		[
			'a negative cost',
			withRecord('costs', { toolId: 't', certainty: 'invoice', amountInclTax: -1 }),
			'collections.costs.x.amountInclTax',
		],
		[
			'a wrong provenance',
			withRecord('tools', { name: 'T', facts: { name: { source: SECRET } } }),
			'collections.tools.x.facts.name.source',
		],
		['a wrong history', withRecord('tools', { name: 'T', history: [{ field: 'name' }] }), 'collections.tools.x.history.0.at'],
		['an id with spaces', withRecord('tools', { name: 'T' }, 'a b'), 'collections.tools.?'],
		['an id too long', withRecord('tools', { name: 'T' }, 'a'.repeat(65)), 'collections.tools.?'],
		['a collection that is a list', { schema: 1, collections: { tools: [] } }, 'collections.tools'],
		['a record that is a list', withRecord('robots', []), 'collections.robots'],
		['facts that are a list', withRecord('tools', { name: 'T', facts: [] }), 'collections.tools.x.facts'],
		['a record that is a text', withRecord('robots', SECRET), 'collections.robots.x'],
	])('refuses %s and says where', (_, content, path) => {
		expect(refusal(content)).toMatchObject({ code: 'invalid', detail: { path } })
	})

	it('refuses prototypes in disguise', () => {
		expect(refusal(JSON.parse('{"schema":1,"collections":{"tools":{"__proto__":{"name":"T"}}}}'))).toMatchObject({ code: 'invalid' })
		expect(refusal(JSON.parse('{"schema":1,"collections":{"__proto__":{"x":{"name":"T"}}}}'))).toMatchObject({ code: 'invalid' })
	})

	it('reads 10,000 tools and refuses one more', () => {
		const tools = Object.fromEntries(Array.from({ length: LIMITS.records.tools }, (_, index) => [`t${index}`, { name: `Outil ${index}` }]))
		expect(Object.keys(parseInventory({ schema: 1, collections: { tools } }).collections.tools)).toHaveLength(10_000)
		expect(refusal({ schema: 1, collections: { tools: { ...tools, more: { name: 'T' } } } })).toMatchObject({
			detail: { path: 'collections.tools.' },
		})
	})

	it('never repeats a value, whatever it is given', () => {
		fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(...COLLECTIONS), (value, collection) => {
			const content = withRecord(collection, {
				name: SECRET,
				note: [SECRET],
				[SECRET]: value,
				facts: { [SECRET]: SECRET },
				label: value,
			})
			try {
				parseInventory(content)
			} catch (error) {
				expect(error).toBeInstanceOf(TrousseauError)
				expect(JSON.stringify((error as TrousseauError).detail)).not.toContain(SECRET)
			}
		}))
	})
})

describe('the schema', () => {
	it('knows the bookkeeping fields of every collection', () => {
		for (const collection of COLLECTIONS) {
			expect(KNOWN_FIELDS[collection]).toEqual(expect.arrayContaining(['history', 'updatedAt', 'updatedBy']))
		}
	})

	it('knows the calendar', () => {
		expect(['2024-02-29', '2026-12-31', '0001-01-01'].map(isRealDate)).toEqual([true, true, true])
		expect(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', ''].map(isRealDate)).toEqual([
			false,
			false,
			false,
			false,
			false,
		])
	})
})
