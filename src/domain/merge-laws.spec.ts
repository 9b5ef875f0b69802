// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, DocumentRecord, HistoryEntry } from './document.ts'
import type { JsonValue } from './json.ts'
import type { MergeHead, MergeSide } from './merge.ts'

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { canonicalText } from './canonical.ts'
import { HISTORY_LIMIT, mergeDocuments, mergeHeads, normaliseHistory } from './merge.ts'

vi.setConfig({ testTimeout: 120_000 })

const FIELDS = ['label', 'login', 'order', 'toolId', 'updatedAt', 'later'] as const
const IDS = ['1', '2', '3'] as const

const value: fc.Arbitrary<JsonValue> = fc.oneof(
	fc.constantFrom<JsonValue>('', 'a', 'b', 'c', 1, null, true),
	fc.shuffledSubarray(['x', 'y', 'z']),
	fc.constantFrom<JsonValue>({ deep: 1 }, { deep: [2] }),
)
const entry: fc.Arbitrary<HistoryEntry> = fc.record({
	at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
	by: fc.constantFrom('x', 'y'),
	field: fc.constantFrom(...FIELDS),
	reason: fc.constantFrom('edit', 'conflict'),
	value,
})
const fields: fc.Arbitrary<DocumentRecord> = fc.dictionary(fc.constantFrom(...FIELDS), value)
const record = fc
	.tuple(fields, fc.array(entry, { maxLength: 3 }))
	.map(([known, history]): DocumentRecord => (history.length === 0 ? known : { ...known, history: normaliseHistory(history) }))
const content: fc.Arbitrary<DocumentContent> = fc.record({
	collections: fc.dictionary(fc.constantFrom('tools', 'ofNextYear'), fc.dictionary(fc.constantFrom(...IDS), record)),
	schema: fc.constant(1),
	unknown: value,
})

const nameOf = (number: number, digit: string): string => `0000000${number}-${digit.repeat(32)}`
const BASE = nameOf(1, '0')
const at = (minute: number): string => `2026-11-22T10:0${minute}:00.000Z`
function side(content: DocumentContent, minute: number, digit: string): MergeSide {
	return {
		content,
		at: at(minute),
		name: nameOf(2, digit),
		by: `author ${digit}`,
	}
}
const one = (record: DocumentRecord): DocumentContent => ({ schema: 1, collections: { tools: { 1: record } } })
const first = (content: DocumentContent): DocumentRecord | undefined => content.collections.tools?.[1]
const text = (value: JsonValue | undefined): string => (value === undefined ? '' : canonicalText(value))

/** Section 7 of docs/FORMAT.md, word for word, without a thought for speed. */
function reference(base: DocumentContent | null, left: MergeSide, right: MergeSide): DocumentContent {
	const [later, earlier] = `${left.at} ${left.name}` > `${right.at} ${right.name}` ? [left, right] : [right, left]
	const keys = (...objects: readonly object[]): readonly string[] => [...new Set(objects.flatMap(Object.keys))].sort()
	const three = (
		was: JsonValue | undefined,
		a: JsonValue | undefined,
		b: JsonValue | undefined,
	): { readonly value: JsonValue | undefined, readonly isConflict: boolean } => {
		if (text(a) === text(was)) {
			return { value: b, isConflict: false }
		}
		return { value: a, isConflict: text(b) !== text(was) && text(a) !== text(b) }
	}
	const mergeRecord = (was: DocumentRecord, a: DocumentRecord, b: DocumentRecord): DocumentRecord => {
		if (text(a) === text(b) || text(b) === text(was)) {
			return a
		}
		if (text(a) === text(was)) {
			return b
		}
		const history = [...a.history ?? [], ...b.history ?? []]
		const merged: Record<string, JsonValue> = {}
		for (const field of keys(a, b).filter((name) => name !== 'history')) {
			const { value, isConflict } = three(was[field], a[field], b[field])
			const beyond = (record: DocumentRecord): readonly HistoryEntry[] => (record.history ?? []).filter((entry) => entry.field === field && !(was.history ?? []).some((former) => text(former) === text(entry)))
			const isShared = beyond(a).some((entry) => beyond(b).some((other) => text(entry) === text(other)))
			const replaced = (record: DocumentRecord, former: JsonValue | undefined): boolean => former !== undefined && beyond(record).some((entry) => entry.reason === 'edit' && text(entry.value) === text(former))
			const [aIsFormer, bIsFormer]
				= isConflict && isShared && b[field] !== undefined ? [replaced(b, a[field]), replaced(a, b[field])] : [false, false]
			const taken = aIsFormer && !bIsFormer ? b[field] : value
			if (taken !== undefined) {
				merged[field] = taken
			}
			if (isConflict && aIsFormer === bIsFormer && b[field] !== undefined && !field.endsWith('At') && field !== 'updatedBy') {
				history.push({ at: later.at, by: earlier.by, field, reason: 'conflict', value: b[field] })
			}
		}
		const distinct = [...new Set(history.map((entry) => `${entry.at}\n${text(entry)}`))]
			.sort()
			.map((key) => JSON.parse(key.slice(key.indexOf('\n') + 1)) as HistoryEntry)
		const kept = distinct.filter((entry, index) => distinct.slice(index + 1).filter(({ field }) => field === entry.field).length < HISTORY_LIMIT)
		return kept.length === 0 ? merged : { ...merged, history: kept }
	}
	const from: DocumentContent = base ?? { schema: 1, collections: {} }
	const collections: Record<string, Record<string, DocumentRecord>> = {}
	for (const name of keys(later.content.collections, earlier.content.collections)) {
		const [was, a, b] = [from, later.content, earlier.content].map(({ collections }) => collections[name])
		const records: Record<string, DocumentRecord> = {}
		for (const id of keys(a ?? {}, b ?? {})) {
			const [before, mine, theirs] = [was?.[id], a?.[id], b?.[id]]
			const survivor = mine ?? theirs
			if (mine !== undefined && theirs !== undefined) {
				records[id] = mergeRecord(before ?? {}, mine, theirs)
			} else if (survivor !== undefined && (before === undefined || text(survivor) !== text(before))) {
				records[id] = survivor
			}
		}
		if ((a !== undefined && b !== undefined) || was === undefined || Object.keys(records).length > 0) {
			collections[name] = records
		}
	}
	const result: Record<string, JsonValue> = {}
	for (const name of keys(later.content, earlier.content).filter((name) => name !== 'collections' && name !== 'schema')) {
		const { value } = three(
			from[name] as JsonValue | undefined,
			later.content[name] as JsonValue | undefined,
			earlier.content[name] as JsonValue | undefined,
		)
		if (value !== undefined) {
			result[name] = value
		}
	}
	return { ...result, collections, schema: Math.max(later.content.schema, earlier.content.schema) }
}

/** Every value that a content shows or remembers, but for those that programs write for themselves. */
function valuesOf(content: DocumentContent): ReadonlySet<string> {
	const values = new Set<string>()
	for (const [name, records] of Object.entries(content.collections)) {
		for (const [id, { history = [], ...shown }] of Object.entries(records)) {
			Object.entries(shown)
				.filter(([field]) => !field.endsWith('At'))
				.forEach(([field, value]) => values.add(`${name}/${id}/${field}=${text(value)}`))
			history.forEach(({ field, value }) => values.add(`${name}/${id}/${field}=${text(value)}`))
		}
	}
	return values
}

function recordsOf(content: DocumentContent): readonly string[] {
	return Object.entries(content.collections).flatMap(([name, records]) => Object.keys(records).map((id) => `${name}/${id}`))
}

/** A content after honest edits: what a writer replaces goes to the history, as the app does it. */
function edited(
	base: DocumentContent,
	edits: readonly (readonly [id: string, field: string, value: JsonValue])[],
	minute: number,
): DocumentContent {
	const tools: Record<string, DocumentRecord> = { ...base.collections.tools }
	for (const [id, field, value] of edits) {
		const { history = [], ...shown } = tools[id] ?? {}
		const former = shown[field]
		if (text(former) !== text(value)) {
			const more: readonly HistoryEntry[]
				= former === undefined ? [] : [{ at: at(minute), by: 'writer', field, reason: 'edit', value: former }]
			const all = normaliseHistory([...history, ...more])
			tools[id] = { ...shown, [field]: value, ...(all.length > 0 ? { history: all } : {}) }
		}
	}
	return { ...base, collections: { ...base.collections, tools } }
}

const edits = fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom('label', 'login', 'order', 'later'), value), { maxLength: 6 })

describe('the laws of the merge', () => {
	it('is what the format says, word for word', () => {
		fc.assert(fc.property(fc.option(content), content, content, fc.boolean(), (base, a, b, sameTime) => {
			const [left, right] = [side(a, 1, 'a'), side(b, sameTime ? 1 : 2, 'b')]
			expect(canonicalText(mergeDocuments(base, left, right))).toBe(canonicalText(reference(base, left, right)))
		}), { numRuns: 600 })
	})

	it('is what the format says where the sides come from one base', () => {
		fc.assert(fc.property(content, edits, edits, (base, ofLeft, ofRight) => {
			const [left, right] = [side(edited(base, ofLeft, 1), 1, 'a'), side(edited(base, ofRight, 2), 2, 'b')]
			expect(canonicalText(mergeDocuments(base, left, right))).toBe(canonicalText(reference(base, left, right)))
		}), { numRuns: 500 })
	})

	it('does not depend on the order of edits of different fields', () => {
		fc.assert(fc.property(content, value, value, fc.constantFrom(...IDS), fc.constantFrom(...IDS), (base, label, login, one, other) => {
			const [left, right] = [edited(base, [[one, 'label', label]], 1), edited(base, [[other, 'login', login]], 1)]
			const both = edited(left, [[other, 'login', login]], 1)
			expect(mergeDocuments(base, side(left, 1, 'a'), side(right, 2, 'b'))).toEqual(both)
			expect(mergeDocuments(base, side(left, 2, 'a'), side(right, 1, 'b'))).toEqual(both)
		}), { numRuns: 300 })
	})

	it('drops no record that one side did not delete, over any base', () => {
		fc.assert(fc.property(fc.option(content), content, content, (base, a, b) => {
			const kept = recordsOf(mergeDocuments(base, side(a, 1, 'a'), side(b, 2, 'b')))
			const [ofA, ofB, ofBase] = [recordsOf(a), recordsOf(b), base === null ? [] : recordsOf(base)]
			const mayGo = (id: string): boolean => ofBase.includes(id) && ofA.includes(id) !== ofB.includes(id)
			expect([...new Set([...ofA, ...ofB])].filter((id) => !mayGo(id) && !kept.includes(id))).toEqual([])
		}), { numRuns: 300 })
	})

	it('only keeps more when the base is no longer there', () => {
		fc.assert(fc.property(content, edits, edits, (base, ofLeft, ofRight) => {
			const [left, right] = [side(edited(base, ofLeft, 1), 1, 'a'), side(edited(base, ofRight, 2), 2, 'b')]
			const without = mergeDocuments(null, left, right)
			const all = valuesOf(without)
			expect([...valuesOf(left.content), ...valuesOf(right.content)].filter((written) => !all.has(written))).toEqual([])
		}), { numRuns: 300 })
	})

	it('moves a record, and keeps both places when it was moved to two', () => {
		const base = one({ toolId: 'a', label: 'x' })
		expect(first(mergeDocuments(base, side(one({ toolId: 'b', label: 'x' }), 1, 'a'), side(one({ toolId: 'a', label: 'y' }), 2, 'b')))).toEqual({ toolId: 'b', label: 'y' })
		expect(first(mergeDocuments(base, side(one({ toolId: 'b', label: 'x' }), 1, 'a'), side(one({ toolId: 'c', label: 'x' }), 2, 'b')))).toEqual({
			toolId: 'c',
			label: 'x',
			history: [{ at: at(2), by: 'author a', field: 'toolId', reason: 'conflict', value: 'b' }],
		})
	})

	it('takes an order whole, and keeps the other one', () => {
		const result = mergeDocuments(
			one({ order: ['x', 'y', 'z'] }),
			side(one({ order: ['z', 'x', 'y'] }), 1, 'a'),
			side(one({ order: ['y', 'x'] }), 2, 'b'),
		)
		expect(first(result)?.order).toEqual(['y', 'x'])
		expect(first(result)?.history).toMatchObject([{ field: 'order', value: ['z', 'x', 'y'] }])
	})

	it('merges the fields and collections of a newer version like any other', () => {
		const base = { ...one({ label: 'a', later: { deep: 1 } }), unknown: 1 }
		const left = {
			schema: 2,
			collections: { tools: { 1: { label: 'b', later: { deep: 1 } } }, ofNextYear: { n: { any: [1] } } },
			unknown: 1,
		}
		const right = { ...one({ label: 'a', later: { deep: 2 } }), unknown: 2 }
		expect(mergeDocuments(base, side(left, 1, 'a'), side(right, 2, 'b'))).toEqual({
			schema: 2,
			collections: { tools: { 1: { label: 'b', later: { deep: 2 } } }, ofNextYear: { n: { any: [1] } } },
			unknown: 2,
		})
	})

	it.each<[string, JsonValue]>([
		['a text', 'notes'],
		['a list of texts', ['notes']],
		['entries without a field', [{ at: at(0) }]],
	])('takes a history that is %s for a field like any other', (_, odd) => {
		const [base, left, right] = [{ label: 'a' }, { label: 'b', history: odd }, { label: 'a', login: 'c' }].map((record) => one(record as DocumentRecord)) as [DocumentContent, DocumentContent, DocumentContent]
		expect(first(mergeDocuments(base, side(left, 1, 'a'), side(right, 2, 'b')))).toEqual({ label: 'b', login: 'c', history: odd })
	})
})

describe('three heads', () => {
	const head = (content: DocumentContent, minute: number, digit: string): MergeHead => ({
		...side(content, minute, digit),
		ancestors: [BASE],
	})
	const heads = (base: DocumentContent, all: readonly (readonly (readonly [string, string, JsonValue])[])[]): readonly MergeHead[] => all.map((some, index) => head(edited(base, some, index + 1), index + 1, 'cab'[index] ?? ''))

	it('lose no value, in whatever order people merge and save them', () => {
		fc.assert(fc.property(content, edits, edits, edits, (base, ...all) => {
			const [a, b, c] = heads(base, all) as [MergeHead, MergeHead, MergeHead]
			const baseOf = (name: string): DocumentContent | null => new Map([
				[BASE, base],
				[a.name, a.content],
				[b.name, b.content],
				[c.name, c.content],
			]).get(name) ?? null
			const saved = (from: readonly MergeHead[], minute: number, name: string): MergeHead => ({
				...mergeHeads(from, baseOf),
				at: at(minute),
				name,
				by: 'merger',
				ancestors: [...new Set(from.flatMap((each) => [each.name, ...each.ancestors]))],
			})
			const one = saved([saved([a, b], 4, nameOf(3, 'a')), c], 5, nameOf(4, 'a'))
			const other = saved([saved([b, c], 6, nameOf(3, 'b')), a], 7, nameOf(4, 'b'))
			const written = [a, b, c].flatMap(({ content }) => [...valuesOf(content)])
			for (const final of [mergeHeads([a, b, c], baseOf), one, other, mergeHeads([one, other], baseOf)]) {
				const kept = valuesOf(final.content)
				expect(written.filter((value) => !kept.has(value))).toEqual([])
			}
		}), { numRuns: 300 })
	})

	it('end as one content once the merges meet', () => {
		fc.assert(fc.property(content, edits, edits, edits, (base, ...all) => {
			const three = heads(base, all)
			const baseOf = (name: string): DocumentContent | null => (name === BASE ? base : null)
			const merged = mergeHeads(three, baseOf)
			const saved = (minute: number, digit: string): MergeHead => ({
				...merged,
				at: at(minute),
				name: nameOf(3, digit),
				by: 'merger',
				ancestors: [...three.map(({ name }) => name), BASE],
			})
			expect(canonicalText(mergeHeads([saved(5, 'a'), saved(6, 'b')], baseOf).content)).toBe(canonicalText(merged.content))
			expect(canonicalText(mergeHeads([...three].reverse(), baseOf).content)).toBe(canonicalText(merged.content))
		}), { numRuns: 300 })
	})

	it('show, of each field, the value written last', () => {
		fc.assert(
			fc.property(
				fc.shuffledSubarray([1, 2, 3, 4], { minLength: 2 }),
				fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }),
				(minutes, digits) => {
					const base = one({ label: 'was', login: 'was' })
					const all = minutes.map((minute, index) => head(
						edited(base, [['1', minute % 2 === 0 ? 'label' : 'login', `of ${minute}`]], minute),
						minute,
						digits[index] ?? '',
					))
					const shown = first(mergeHeads(all, (name) => (name === BASE ? base : null)).content)
					const last = (parity: number): string => minutes
						.filter((minute) => minute % 2 === parity)
						.reduce((value, minute) => (value === 'was' || minute > Number(value.slice(3)) ? `of ${minute}` : value), 'was')
					expect([shown?.label, shown?.login]).toEqual([last(0), last(1)])
				},
			),
			{ numRuns: 200 },
		)
	})
})
