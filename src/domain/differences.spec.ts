// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RecordPlace, RestoreRules } from './differences.ts'
import type { DocumentContent, DocumentRecord } from './document.ts'
import type { JsonValue } from './json.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from './canonical.ts'
import { differences, placesOf, recordAt, recordName, restoreRecords } from './differences.ts'
import { mergeDocuments } from './merge.ts'

const FIELDS = ['name', 'note', 'url', 'toolIds', 'later'] as const
const BY = { at: '2026-11-22T10:00:00.000Z', by: 'anne' }

const value: fc.Arbitrary<JsonValue> = fc.oneof(
	fc.constantFrom<JsonValue>('', 'a', 'b', 1, false),
	fc.shuffledSubarray(['x', 'y']),
	fc.constantFrom<JsonValue>({ deep: [1] }),
)
const record: fc.Arbitrary<DocumentRecord> = fc.tuple(fc.dictionary(fc.constantFrom(...FIELDS), value), fc.constantFrom('marc', 'zoe'))
	.map(([fields, updatedBy]) => ({ ...fields, updatedAt: '2026-01-01T00:00:00.000Z', updatedBy }))
const content: fc.Arbitrary<DocumentContent> = fc.record({
	collections: fc.dictionary(fc.constantFrom('tools', 'accounts', 'ofNextYear'), fc.dictionary(fc.constantFrom('1', '2', '3'), record)),
	schema: fc.constant(1),
})
const tools = (records: Readonly<Record<string, DocumentRecord>>): DocumentContent => ({ schema: 1, collections: { tools: records } })

/** The fields that people wrote: no time, author nor history, and no collection without record. */
function written({ collections }: DocumentContent): string {
	const bare = ({ history: _history, createdAt: _createdAt, updatedAt: _updatedAt, updatedBy: _updatedBy, ...fields }: DocumentRecord) => fields
	return canonicalText(Object.fromEntries(Object.entries(collections)
		.filter(([, records]) => Object.keys(records).length > 0)
		.map(([name, records]) => [name, Object.fromEntries(Object.entries(records).map(([id, one]) => [id, bare(one)]))])))
}

function whole(current: DocumentContent, past: DocumentContent, restorer = BY, rules?: RestoreRules) {
	return restoreRecords(current, past, placesOf(current, past), restorer, rules)
}

/** As a vault does: what the past does not have goes to the trash. */
const TRASH: RestoreRules = {
	keepsFormer: (_field, former) => former !== '',
	retire: (one, { at, by }) => one.trashedAt === undefined || one.trashedAt === '' ? { ...one, trashedAt: at, updatedAt: at, updatedBy: by } : one,
}

describe('differences', () => {
	it('tells records added, removed, changed, and the fields', () => {
		const before = tools({ 1: { name: 'A', note: 'x' }, 2: { name: 'B' }, 3: { name: 'C', updatedAt: '1' } })
		const after = tools({ 1: { name: 'A', note: 'y', url: 'u' }, 3: { name: 'C', updatedAt: '2' }, 4: { name: 'D' } })
		expect(differences(before, after).map(({ id, kind, fields }) => [id, kind, fields])).toEqual([
			['1', 'changed', [{ field: 'note', before: 'x', after: 'y' }, { field: 'url', before: undefined, after: 'u' }]],
			['2', 'removed', []],
			['4', 'added', []],
		])
	})

	it('tells a record of which only the history grew: somebody chose the value that was shown', () => {
		const entry = { at: 'a', by: 'b', field: 'name', reason: 'edit', value: 'B' } as const
		expect(differences(tools({ 1: { name: 'A' } }), tools({ 1: { name: 'A', history: [entry] } }))).toMatchObject([
			{ id: '1', kind: 'settled', fields: [] },
		])
	})

	it('is empty for a content and itself, and for the merge of a content with itself', () => {
		fc.assert(fc.property(content, (one) => {
			expect(differences(one, structuredClone(one))).toEqual([])
			const side = { content: one, at: BY.at, name: '00000001-0', by: 'x' }
			expect(differences(one, mergeDocuments(null, side, { ...side, name: '00000001-1' }))).toEqual([])
		}))
	})

	it('rebuilds the later content from the earlier one', () => {
		fc.assert(fc.property(content, content, (before, after) => {
			expect(written(restoreRecords(before, after, differences(before, after), BY))).toBe(written(after))
		}))
	})

	it('names a record by what people call it', () => {
		expect([
			recordName({ label: 'Hélios' }),
			recordName({ displayName: 'M. Durand' }),
			recordName({ amount: 3 }),
			recordName(null),
		]).toEqual(['Hélios', 'M. Durand', '', ''])
	})
})

describe('restoring', () => {
	it('the whole yields what people had written in the past, twice is once', () => {
		fc.assert(fc.property(content, content, (current, past) => {
			const next = whole(current, past)
			expect(written(next)).toBe(written(past))
			expect(whole(next, past, { at: '2026-12-01T00:00:00.000Z', by: 'zoe' })).toBe(next)
		}))
	})

	it('undoes itself from the content before', () => {
		fc.assert(fc.property(content, content, (current, past) => {
			expect(written(whole(whole(current, past), current))).toBe(written(current))
		}))
	})

	it('one record touches no other, and loses no value of its own', () => {
		fc.assert(fc.property(
			content,
			content,
			fc.constantFrom('tools', 'accounts'),
			fc.constantFrom('1', '2', '3'),
			(current, past, collection, id) => {
				const place: RecordPlace = { collection, id }
				const next = restoreRecords(current, past, [place], BY)
				for (const other of placesOf(current, next)) {
					if (other.collection !== collection || other.id !== id) {
						expect(recordAt(next, other)).toBe(recordAt(current, other))
					}
				}
				const [was, now] = [recordAt(current, place), recordAt(next, place)]
				for (const field of now === undefined
					? []
					: Object.keys(was ?? {}).filter((name) => name !== 'updatedAt' && name !== 'updatedBy')) {
					const kept = [
						now?.[field],
						...(now?.history ?? []).filter((entry) => entry.field === field).map((entry) => entry.value),
					]
					expect(kept.map((one) => canonicalText(one ?? null))).toContain(canonicalText(was?.[field] ?? null))
				}
			},
		))
	})

	it('says who had written the value that is replaced, and who restores', () => {
		const current = tools({ 1: { name: 'B', updatedBy: 'zoe', updatedAt: '1' } })
		const next = restoreRecords(
			current,
			tools({ 1: { name: 'A', updatedBy: 'marc', updatedAt: '0' } }),
			[{ collection: 'tools', id: '1' }],
			BY,
		)
		expect(recordAt(next, { collection: 'tools', id: '1' })).toEqual({
			name: 'A',
			updatedAt: BY.at,
			updatedBy: 'anne',
			history: [{ at: BY.at, by: 'zoe', field: 'name', reason: 'edit', value: 'B' }],
		})
	})

	it('brings a record back with the history that it had', () => {
		const history = [{ at: 'a', by: 'b', field: 'name', reason: 'edit', value: 'Z' }] as const
		const next = whole(tools({}), tools({ 1: { name: 'A', history } }))
		expect(recordAt(next, { collection: 'tools', id: '1' })?.history).toEqual(history)
	})

	it('puts in the trash what the past does not have, where there is one, and once', () => {
		const current = tools({ 1: { name: 'A', trashedAt: '' }, 2: { name: 'B', trashedAt: '' } })
		const past = tools({ 1: { name: 'A', trashedAt: '' } })
		const next = whole(current, past, BY, TRASH)
		expect(recordAt(next, { collection: 'tools', id: '2' })).toMatchObject({ name: 'B', trashedAt: BY.at })
		expect(recordAt(next, { collection: 'tools', id: '1' })).toBe(recordAt(current, { collection: 'tools', id: '1' }))
		expect(whole(next, past, { at: '2026-12-01T00:00:00.000Z', by: 'zoe' }, TRASH)).toBe(next)
	})
})
