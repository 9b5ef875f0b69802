// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InventoryRevision } from './inventory-revision.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextMeta } from '../domain/lineage/ancestry.ts'
import { decodeInventory, encodeInventory, MAX_INVENTORY_BYTES } from './inventory-revision.ts'
import { matchesName } from './names.ts'
import { acceptDocument, NOTEBOOK, withTools } from './testing.ts'

const revision: InventoryRevision = {
	notebookId: NOTEBOOK,
	meta: nextMeta([]),
	at: '2026-11-22T09:30:00.000Z',
	author: { id: 'anne', name: 'Anne' },
	content: withTools({ a: { name: 'Registre' } }),
}

const TEXT = '{"ancestors":[],"at":"2026-11-22T09:30:00.000Z","author":{"id":"anne","name":"Anne"},'
	+ '"content":{"collections":{"tools":{"a":{"name":"Registre"}}},"schema":1},"format":1,"kind":"inventory",'
	+ `"notebook":"${NOTEBOOK}","number":1,"parents":[]}`

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (text: string): InventoryRevision => decodeInventory(bytes(text), NOTEBOOK, acceptDocument)

describe('an inventory revision', () => {
	it('is written as FORMAT section 3 shows it', () => {
		const file = encodeInventory(revision, acceptDocument)
		expect(new TextDecoder().decode(file.bytes)).toBe(TEXT)
		expect(matchesName(file.name, file.bytes)).toBe(true)
	})

	it('is read back', () => {
		expect(decode(TEXT)).toEqual(revision)
	})

	it('keeps fields and collections that it does not know', () => {
		const content = { schema: 1, collections: { later: { x: { deep: { list: [1, null] } } } }, notes: ['a'] }
		const file = encodeInventory({ ...revision, content }, acceptDocument)
		expect(decodeInventory(file.bytes, NOTEBOOK, acceptDocument).content).toEqual(content)
	})

	it.each<[string, string, string]>([
		['white space', TEXT.replace(',"at"', ', "at"'), 'altered'],
		['members in another order', TEXT.replace('"ancestors":[],', '').replace('"parents":[]', '"parents":[],"ancestors":[]'), 'altered'],
		['a member named twice', TEXT.replace('"format":1', '"format":1,"format":1'), 'altered'],
		['a number written otherwise', TEXT.replace('"number":1', '"number":1.0'), 'altered'],
		['an escape that canonical JSON does not use', TEXT.replace('Registre', '\\u0052egistre'), 'altered'],
		['a byte order mark', `\uFEFF${TEXT}`, 'altered'],
		['a cut', TEXT.slice(0, -1), 'altered'],
		['a prototype', TEXT.replace('"a":{"name"', '"__proto__":{"name"'), 'altered'],
		['no content', TEXT.replace(/"content":.*?"schema":1\},/, ''), 'altered'],
		['an author without an id', TEXT.replace('"id":"anne",', ''), 'altered'],
		['a time without milliseconds', TEXT.replace('.000Z', 'Z'), 'altered'],
		['a time that is none', TEXT.replace('11-22', '13-45'), 'altered'],
		['another kind', TEXT.replace('"inventory"', '"vault"'), 'altered'],
		['format zero', TEXT.replace('"format":1', '"format":0'), 'altered'],
		['a format that is no whole number', TEXT.replace('"format":1', '"format":1.5'), 'altered'],
		['a number without parents', TEXT.replace('"number":1', '"number":2'), 'altered'],
		['another notebook', TEXT.replace(NOTEBOOK, 'f'.repeat(32)), 'wrong-notebook'],
		['a newer format', TEXT.replace('"format":1', '"format":2'), 'unsupported-version'],
		['a newer schema', TEXT.replace('"schema":1', '"schema":2'), 'unsupported-version'],
		['a content that the validator refuses', TEXT.replace('"collections":{"tools":{"a":{"name":"Registre"}}}', '"collections":[]'), 'invalid'],
	])('is refused with %s', (_, text, code) => {
		expect(() => decode(text)).toThrow(expect.objectContaining({ code }))
	})

	it('is refused when it is not UTF-8', () => {
		const file = bytes(TEXT)
		const broken = file.map((byte, index) => (index === TEXT.indexOf('Registre') ? 0xFF : byte))
		expect(() => decodeInventory(broken, NOTEBOOK, acceptDocument)).toThrow('altered')
	})

	it('is refused above 16 MiB, read or written', () => {
		expect(() => decodeInventory(new Uint8Array(MAX_INVENTORY_BYTES + 1), NOTEBOOK, acceptDocument)).toThrow('too-large')
		const content = withTools({ a: { name: 'x'.repeat(MAX_INVENTORY_BYTES) } })
		expect(() => encodeInventory({ ...revision, content }, acceptDocument)).toThrow('too-large')
	})

	it.each<[string, Partial<InventoryRevision>]>([
		['a time that a reader refuses', { at: 'yesterday' }],
		['a number that does not follow', { meta: { number: 3, parents: [], ancestors: [] } }],
		['a lone surrogate', { content: withTools({ a: { name: '\uD800' } }) }],
		['what JSON cannot hold', { content: withTools({ a: { cost: Number.NaN } }) }],
	])('is not written with %s', (_, changes) => {
		expect(() => encodeInventory({ ...revision, ...changes }, acceptDocument)).toThrow('invalid')
	})

	it('never reads a file that lost or changed one byte as the same name', () => {
		const file = encodeInventory(revision, acceptDocument)
		fc.assert(fc.property(fc.nat({ max: file.bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (index, mask) => {
			expect(matchesName(file.name, file.bytes.map((byte, at) => (at === index ? byte ^ mask : byte)))).toBe(false)
		}))
	})
})
