// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { canonicalText } from './canonical.ts'
import type { DocumentContent, DocumentRecord, HistoryEntry } from './document.ts'
import { HISTORY_LIMIT, mergeDocuments, mergeHeads, normaliseHistory } from './merge.ts'
import type { MergeSide } from './merge.ts'

vi.setConfig({ testTimeout: 120_000 })

const FIELDS = ['label', 'login', 'unknown', 'updatedAt'] as const

const field = fc.constantFrom('', 'a', 'b', 'c')
const entry: fc.Arbitrary<HistoryEntry> = fc.record({
	at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
	by: fc.constantFrom('x', 'y'),
	field: fc.constantFrom(...FIELDS),
	reason: fc.constantFrom('edit', 'conflict'),
	value: field,
})
const record: fc.Arbitrary<DocumentRecord> = fc
	.record({ label: field, login: field, unknown: fc.constantFrom(null, 1, [1], { a: 2 }), updatedAt: field }, { requiredKeys: [] })
	.chain((fields) => fc
		.array(entry, { maxLength: 3 })
		.map((history) => (history.length === 0 ? fields : { ...fields, history: normaliseHistory(history) })))
const records = fc.dictionary(fc.constantFrom('1', '2', '3', '4'), record)
const content: fc.Arbitrary<DocumentContent> = fc.record({
	collections: fc.dictionary(fc.constantFrom('tools', 'later'), records),
	schema: fc.constant(1),
	extra: fc.constantFrom(1, 2),
})

const LEFT = { at: '2026-11-22T10:00:00.000Z', name: `00000002-${'a'.repeat(32)}`, by: 'left' }
const RIGHT = { at: '2026-11-22T11:00:00.000Z', name: `00000002-${'b'.repeat(32)}`, by: 'right' }
const left = (content: DocumentContent): MergeSide => ({ ...LEFT, content })
const right = (content: DocumentContent): MergeSide => ({ ...RIGHT, content })

const one = (record: DocumentRecord): DocumentContent => ({ schema: 1, collections: { tools: { 1: record } } })
const merged = (content: DocumentContent): DocumentRecord | undefined => content.collections.tools?.[1]

/** Every value that a record shows or remembers, by field. */
function valuesOf(record: DocumentRecord | undefined): ReadonlySet<string> {
	const shown = Object.entries(record ?? {})
		.filter(([name]) => name !== 'history')
		.map(([name, value]) => `${name}=${canonicalText(value)}`)
	return new Set([...shown, ...(record?.history ?? []).map(({ field, value }) => `${field}=${canonicalText(value)}`)])
}

describe('mergeDocuments', () => {
	it('takes each field from the side that changed it', () => {
		const result = mergeDocuments(
			one({ label: 'a', login: 'b' }),
			left(one({ label: 'x', login: 'b' })),
			right(one({ label: 'a', login: 'y' })),
		)
		expect(merged(result)).toEqual({ label: 'x', login: 'y' })
	})

	it('shows the later of two values and keeps the other in the history', () => {
		const result = mergeDocuments(
			one({ label: 'a', updatedAt: '1' }),
			left(one({ label: 'x', updatedAt: '2' })),
			right(one({ label: 'y', updatedAt: '3' })),
		)
		expect(merged(result)).toEqual({
			label: 'y',
			updatedAt: '3',
			history: [{ at: RIGHT.at, by: 'left', field: 'label', reason: 'conflict', value: 'x' }],
		})
	})

	it('lets the name decide between equal times', () => {
		const result = mergeDocuments(one({ label: 'a' }), { ...left(one({ label: 'x' })), at: RIGHT.at }, right(one({ label: 'y' })))
		expect(merged(result)?.label).toBe('y')
	})

	it('deletes what the other side left alone and keeps what it changed', () => {
		const without = { schema: 1, collections: { tools: {} } }
		expect(merged(mergeDocuments(one({ label: 'a' }), left(without), right(one({ label: 'a' }))))).toBeUndefined()
		expect(merged(mergeDocuments(one({ label: 'a' }), left(without), right(one({ label: 'y' }))))).toEqual({ label: 'y' })
		expect(merged(mergeDocuments(null, left(without), right(one({ label: 'a' }))))).toEqual({ label: 'a' })
	})

	it('does not care which side is which', () => {
		fc.assert(fc.property(fc.option(content), content, content, (base, a, b) => {
			expect(canonicalText(mergeDocuments(base, left(a), right(b)))).toBe(canonicalText(mergeDocuments(base, right(b), left(a))))
		}), { numRuns: 150 })
	})

	it('leaves a document merged with itself, or with its ancestor, as it is', () => {
		fc.assert(fc.property(fc.option(content), content, (base, a) => {
			expect(mergeDocuments(base, left(a), right(a))).toEqual(a)
			expect(mergeDocuments(a, left(a), right(base ?? a))).toEqual(base ?? a)
		}), { numRuns: 150 })
	})

	it('gives the same when merged again with either side', () => {
		fc.assert(fc.property(content, content, content, (base, a, b) => {
			const both = mergeDocuments(base, left(a), right(b))
			const later = { content: both, at: '2026-11-22T12:00:00.000Z', name: `00000003-${'c'.repeat(32)}`, by: 'third' }
			expect(mergeDocuments(a, left(a), later)).toEqual(both)
			expect(mergeDocuments(b, right(b), later)).toEqual(both)
		}), { numRuns: 100 })
	})

	it('drops no record that one side did not delete, and no value that either side wrote', () => {
		fc.assert(fc.property(content, content, content, (base, a, b) => {
			const result = mergeDocuments(base, left(a), right(b))
			for (const [mine, theirs] of [[a, b], [b, a]] as const) {
				for (const [name, records] of Object.entries(mine.collections)) {
					for (const [id, record] of Object.entries(records)) {
						const was = base.collections[name]?.[id]
						const there = theirs.collections[name]?.[id]
						const kept = result.collections[name]?.[id]
						if (was === undefined || there !== undefined || canonicalText(was) !== canonicalText(record)) {
							expect(kept).toBeDefined()
						}
						const written = [...valuesOf(record)].filter((value) => !valuesOf(was).has(value) && !value.startsWith('updatedAt='))
						expect(written.filter((value) => !valuesOf(kept).has(value))).toEqual([])
					}
				}
			}
		}), { numRuns: 150 })
	})

	it('keeps members that JavaScript would take for a prototype out of the way', () => {
		const odd = JSON.parse('{"collections":{"tools":{"constructor":{"label":"a"},"toString":{"label":"b"}}},"schema":1}') as DocumentContent
		expect(mergeDocuments(null, left(odd), right(one({ label: 'x' }))).collections.tools).toEqual({
			1: { label: 'x' },
			constructor: { label: 'a' },
			toString: { label: 'b' },
		})
	})
})

describe('normaliseHistory', () => {
	it('sorts, drops doubles and keeps the last of each field', () => {
		const entries = Array.from({ length: 60 }, (_, index): HistoryEntry => ({
			at: `2026-01-01T00:00:${String(index).padStart(2, '0')}.000Z`,
			by: 'x',
			field: index % 2 === 0 ? 'label' : 'login',
			reason: 'edit',
			value: index,
		}))
		expect(normaliseHistory([...entries].reverse())).toEqual(entries)
		expect(normaliseHistory([...entries, ...entries])).toEqual(entries)
		const many = entries.concat(Array.from({ length: 45 }, (_, index): HistoryEntry => ({
			at: '2026-02-01T00:00:00.000Z',
			by: 'x',
			field: 'label',
			reason: 'edit',
			value: index,
		})))
		const kept = normaliseHistory(many)
		expect(kept.filter(({ field }) => field === 'label')).toHaveLength(HISTORY_LIMIT)
		expect(kept.filter(({ field }) => field === 'login')).toHaveLength(30)
		expect(kept[0]?.value).toBe(1)
	})
})

describe('mergeHeads', () => {
	it('gives the same content whatever the order of the heads', () => {
		const base = `00000001-${'0'.repeat(32)}`
		fc.assert(fc.property(content, fc.array(content, { minLength: 1, maxLength: 4 }), fc.integer(), (from, contents, seed) => {
			const heads = contents.map((content, index) => ({
				content,
				at: LEFT.at,
				name: `00000002-${String(index).repeat(32)}`,
				by: 'x',
				ancestors: [base],
			}))
			const shuffled = [...heads].sort((a, b) => ((a.name.charCodeAt(10) * seed) % 7) - ((b.name.charCodeAt(10) * seed) % 7))
			const baseOf = (name: string) => (name === base ? from : null)
			expect(canonicalText(mergeHeads(shuffled, baseOf).content)).toBe(canonicalText(mergeHeads(heads, baseOf).content))
		}), { numRuns: 80 })
	})

	it('merges over the nearest ancestor that is shared and can be read', () => {
		const names = ['0', '1', '2'].map((digit, index) => `0000000${index + 1}-${digit.repeat(32)}`) as [string, string, string]
		const heads = ['a', 'b'].map((letter) => ({
			content: one({ label: letter === 'a' ? 'was' : letter }),
			at: LEFT.at,
			name: `00000004-${letter.repeat(32)}`,
			by: 'x',
			ancestors: [...names].reverse(),
		}))
		const asked: string[] = []
		const result = mergeHeads(heads, (name) => {
			asked.push(name)
			return name === names[1] ? one({ label: 'was' }) : null
		})
		expect(asked).toEqual([names[2], names[1]])
		expect(merged(result.content)).toEqual({ label: 'b' })
	})

	const base = `00000001-${'0'.repeat(32)}`
	const head = (content: DocumentContent, minute: number, hash: string, by: string) => ({
		content,
		at: `2026-11-22T10:0${minute}:00.000Z`,
		name: `00000002-${hash.repeat(32)}`,
		by,
		ancestors: [base],
	})
	const over = (content: DocumentContent) => (name: string) => (name === base ? content : null)

	it('shows the latest value of each field, whatever the names of the heads', () => {
		const heads = [
			head(one({ label: 'was', login: 'new' }), 3, 'a', 'anne'),
			head(one({ label: 'first', login: 'was' }), 1, 'b', 'bruno'),
			head(one({ label: 'second', login: 'was' }), 2, 'c', 'chloe'),
		]
		expect(merged(mergeHeads(heads, over(one({ label: 'was', login: 'was' }))).content)).toEqual({
			label: 'second',
			login: 'new',
			history: [{ at: heads[2]?.at, by: 'bruno', field: 'label', reason: 'conflict', value: 'first' }],
		})
	})

	it('names who wrote the value that lost, not who wrote last', () => {
		const heads = [
			head(one({ label: 'of anne', login: 'was' }), 1, 'c', 'anne'),
			head(one({ label: 'was', login: 'of bruno' }), 2, 'b', 'bruno'),
			head(one({ label: 'of chloe', login: 'was' }), 3, 'a', 'chloe'),
		]
		expect(merged(mergeHeads(heads, over(one({ label: 'was', login: 'was' }))).content)).toMatchObject({
			label: 'of chloe',
			login: 'of bruno',
			history: [{ by: 'anne', field: 'label', value: 'of anne' }],
		})
	})

	describe('of two people who each united the same two heads', () => {
		// Both followed the heads x and y, which have "p1" and "p2"; the highest-named, x, is the base.
		const names = { x: `00000002-${'f'.repeat(32)}`, y: `00000002-${'0'.repeat(32)}` }
		const entry = (second: number, reason: 'conflict' | 'edit', value: string): HistoryEntry => ({
			at: `2026-11-22T10:00:0${second}.000Z`,
			by: 'x',
			field: 'password',
			reason,
			value,
		})
		const x = one({ label: 'was', password: 'p1', history: [entry(1, 'edit', 'p0')] })
		const united = [entry(1, 'edit', 'p0'), entry(2, 'conflict', 'p1')]
		const baseOf = (name: string) => (name === names.x ? x : null)
		const side = (minute: number, fields: DocumentRecord) => ({
			content: one(fields),
			at: `2026-11-22T10:0${minute}:00.000Z`,
			name: `00000003-${String(minute).repeat(32)}`,
			by: `who${minute}`,
			ancestors: [names.x, names.y, base],
		})

		it.each([
			['before', 3, 4],
			['after', 4, 3],
		])('a value chosen and changed since stands, though the other edits another field %s', (_, first, second) => {
			const chosen = side(first, {
				label: 'was',
				password: 'p3',
				history: [...united, entry(3, 'edit', 'p2'), entry(4, 'edit', 'p1')],
			})
			const renamed = side(second, {
				label: 'new',
				password: 'p2',
				history: [...united, { ...entry(5, 'edit', 'was'), field: 'label' }],
			})
			const result = merged(mergeHeads([chosen, renamed], baseOf).content)
			expect(result).toMatchObject({ password: 'p3', label: 'new' })
			expect((result?.history ?? []).filter(({ reason }) => reason === 'conflict')).toEqual([entry(2, 'conflict', 'p1')])
		})

		it('values written without knowing one another are a conflict, and so are values that each replaced', () => {
			const one = side(3, { password: 'p3', history: [...united, entry(3, 'edit', 'p2')] })
			const other = side(4, { password: 'p4', history: [...united, entry(4, 'edit', 'p2')] })
			expect(merged(mergeHeads([one, other], baseOf).content)).toMatchObject({
				password: 'p4',
				history: expect.arrayContaining([
					{ at: other.at, by: 'who3', field: 'password', reason: 'conflict', value: 'p3' },
				]) as unknown,
			})
			const there = side(3, { password: 'p3', history: [...united, entry(3, 'edit', 'p4')] })
			const back = side(4, { password: 'p4', history: [...united, entry(4, 'edit', 'p3')] })
			expect(merged(mergeHeads([there, back], baseOf).content)).toMatchObject({
				password: 'p4',
				history: expect.arrayContaining([
					{ at: back.at, by: 'who3', field: 'password', reason: 'conflict', value: 'p3' },
				]) as unknown,
			})
		})

		it('a value that came back is no former one for having stood there before the base', () => {
			const again = side(3, { password: 'p0', history: [entry(1, 'edit', 'p0'), entry(3, 'edit', 'p1')] })
			const other = side(4, { password: 'p4', history: [entry(1, 'edit', 'p0'), entry(4, 'edit', 'p1')] })
			expect(merged(mergeHeads([again, other], baseOf).content)).toMatchObject({
				password: 'p4',
				history: expect.arrayContaining([
					{ at: other.at, by: 'who3', field: 'password', reason: 'conflict', value: 'p0' },
				]) as unknown,
			})
		})
	})
})
