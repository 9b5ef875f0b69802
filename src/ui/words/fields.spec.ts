// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { BOOKKEEPING_FIELDS } from '../../domain/inventory/changes.ts'
import { ENTITIES } from '../../domain/inventory/entities.ts'
import { COLLECTIONS, KNOWN_FIELDS, parseInventory } from '../../domain/inventory/schema.ts'
import { collectionLabel, fieldLabel, fieldValue } from './fields.ts'

const FIELDS = COLLECTIONS.flatMap((collection) => KNOWN_FIELDS[collection]
	.filter((field) => !BOOKKEEPING_FIELDS.has(field))
	.map((field) => [`${collection}.${field}`, collection, field] as const))

const nobody = () => undefined

/** The words of a closed list, as the schema gives them. */
function wordsOf(schema: object): readonly string[] {
	const inner = 'wrapped' in schema ? schema.wrapped as object : schema
	return 'options' in inner ? (inner.options as readonly unknown[]).filter((word): word is string => typeof word === 'string') : []
}

const CLOSED = COLLECTIONS.flatMap((collection) => Object.entries(ENTITIES[collection]).flatMap(([field, schema]) => (
	schema.traits.kind === 'choice' || schema.traits.kind === 'knowledge' || schema.traits.kind === 'yes-no'
		? wordsOf(schema).map((word) => [`${collection}.${field} = ${word}`, collection, field, word] as const)
		: []
)))

describe('the words of the inventory', () => {
	it.each(COLLECTIONS.map((collection) => [collection]))('name the collection %s', (collection) => {
		expect(collectionLabel(collection)).not.toBe(collectionLabel('robots'))
	})

	it.each(FIELDS)('name the field %s', (_, collection, field) => {
		expect(fieldLabel(collection, field)).toMatch(/^[A-Z]/)
	})

	it.each(CLOSED)('say what %s means', (_, collection, field, word) => {
		const words = fieldValue(collection, field, word, nobody)
		expect(words).not.toBe('')
		// Of the English words of the interface, these alone are written as in the schema.
		expect(['none', 'rarely'].includes(word) || words !== word).toBe(true)
	})

	it('cover every closed list of the schema', () => {
		expect(CLOSED.length).toBeGreaterThan(80)
	})

	it('show values by their kind', () => {
		const nameOf = (id: string) => id === 's' ? 'Berger' : undefined
		expect(fieldValue('tools', 'supplierId', 's', nameOf)).toBe('Berger')
		expect(fieldValue('tools', 'supplierId', 'gone', nameOf)).toBe('(no longer there)')
		expect(fieldValue('tools', 'userIds', ['s', 'gone'], nameOf)).toBe('Berger, (no longer there)')
		expect(fieldValue('costs', 'year', 2026, nobody)).toBe('2026')
		expect(fieldValue('costs', 'amountInclTax', 12.5, nobody)).toContain('€')
		expect(fieldValue('persons', 'endOn', 'unknown', nobody)).toBe('Unknown')
		expect(fieldValue('persons', 'endOn', '2026-02-03', nobody)).not.toBe('2026-02-03')
		expect(fieldValue('tools', 'backedUp', 'yes', nobody)).toBe('Yes')
		expect(fieldValue('tools', 'usersUnknown', false, nobody)).toBe('No')
		expect(fieldValue('tools', 'usageIds', [], nobody)).toBe('—')
		expect(fieldValue('tools', 'note', 'unknown', nobody)).toBe('unknown')
	})

	it('keep the names of what a newer version wrote', () => {
		const inventory = parseInventory({ schema: 1, collections: { tools: { t: { name: 'T', colour: 'bleu' } } } })
		const colour = inventory.collections.tools.t?.colour
		expect([fieldLabel('tools', 'colour'), fieldValue('tools', 'colour', colour, nobody)]).toEqual(['colour', 'bleu'])
		expect(collectionLabel('robots')).toBe('Another record')
		expect(fieldLabel('tools', 'constructor')).toBe('constructor')
	})
})
