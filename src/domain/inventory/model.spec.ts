// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FieldsOf } from './changes.ts'
import type { Backup, Commune, Cost, Hosting, Inventory, Provenance, Tool } from './model.ts'

import { describe, expect, expectTypeOf, it } from 'vitest'
import { BOOKKEEPING_FIELDS } from './changes.ts'
import { ENTITIES } from './entities.ts'
import { COLLECTIONS, KNOWN_FIELDS, parseInventory } from './schema.ts'

/** Checked by `npm run types`: a type that is wider or narrower than its schema does not compile. */
describe('the types of the inventory', () => {
	it('have the words of the schema', () => {
		expectTypeOf<Tool['delivery']>().toEqualTypeOf<'saas' | 'desktop' | 'local-server' | 'nas' | 'paper' | 'unknown' | undefined>()
		expectTypeOf<Tool['status']>().toEqualTypeOf<'used' | 'trial' | 'abandoned' | 'to-stop' | undefined>()
		expectTypeOf<Cost['certainty']>().toEqualTypeOf<'invoice' | 'quote' | 'estimate' | 'unknown'>()
		expectTypeOf<Hosting['countryStorage']>().toEqualTypeOf<string | undefined>()
		expectTypeOf<Commune['population']>().toEqualTypeOf<number | undefined>()
		expectTypeOf<Provenance['source']>().toEqualTypeOf<'user' | 'catalogue' | 'invoice' | 'contract' | 'supplier'>()
	})

	it('have read-only lists, and facts under their names', () => {
		expectTypeOf<Tool['usageIds']>().toEqualTypeOf<readonly string[] | undefined>()
		expectTypeOf<Backup['toolIds']>().toEqualTypeOf<readonly string[]>()
		expectTypeOf<NonNullable<Tool['facts']>[string]>().toEqualTypeOf<Provenance>()
	})

	it('let a form write known fields only, and neither history nor author', () => {
		expectTypeOf<keyof FieldsOf<'domains'>>().toEqualTypeOf<'name' | 'registrantKind' | 'expiresOn' | 'autoRenew'>()
		// @ts-expect-error: no such field
		const unknownField: FieldsOf<'tools'> = { colour: 'bleu' }
		// @ts-expect-error: not a word of the schema
		const unknownWord: FieldsOf<'tools'> = { delivery: 'by post' }
		expect([unknownField, unknownWord]).toHaveLength(2)
	})

	it('keep the fields of a newer version', () => {
		const inventory: Inventory = parseInventory({ schema: 1, collections: { tools: { t: { name: 'T', colour: 'bleu' } } } })
		expect(inventory.collections.tools.t?.colour).toBe('bleu')
	})
})

describe('the fields of the schema', () => {
	const fields = COLLECTIONS.flatMap((collection) => Object.entries(ENTITIES[collection]).map(([field, { traits }]) => ({ collection, field, traits })))
	const accepts = (collection: string, field: string, value: unknown): boolean => {
		const bare = { name: 'N', label: 'L', displayName: 'D', toolId: 't', toolIds: [], certainty: 'invoice' }
		try {
			parseInventory({ schema: 1, collections: { [collection]: { x: { ...bare, [field]: value } } } })
			return true
		} catch {
			return false
		}
	}

	it('begin by the bookkeeping of every record', () => {
		for (const collection of COLLECTIONS) {
			expect(KNOWN_FIELDS[collection].slice(0, 3)).toEqual([...BOOKKEEPING_FIELDS])
		}
	})

	it.each(fields.map((one) => [`${one.collection}.${one.field}`, one] as const))(
		'%s says how "Je ne sais pas" is stored',
		(_, { collection, field, traits }) => {
			const isClosed = ['date', 'country', 'choice', 'knowledge', 'yes-no', 'length'].includes(traits.kind)
			expect(isClosed && accepts(collection, field, 'unknown')).toBe(traits.unknown === 'word')
			expect(isClosed && accepts(collection, field, 'a word of nobody')).toBe(false)
			if (traits.unknown === 'fact') {
				expect(KNOWN_FIELDS[collection]).toContain('facts')
			}
		},
	)
})
