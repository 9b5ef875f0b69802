// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, DocumentRecord } from './document.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openConflicts, reopenConflict, settleConflict } from './conflicts.ts'
import { mergeDocuments, mergeHeads } from './merge.ts'

const T = (minute: number): string => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`
const doc = (record: DocumentRecord): DocumentContent => ({ schema: 1, collections: { tools: { 1: record } } })
const first = (content: DocumentContent): DocumentRecord => content.collections.tools?.[1] ?? {}
const base = doc({ name: 'A', url: 'u', updatedAt: T(0), updatedBy: 'marc' })
const mine = { content: doc({ name: 'M', url: 'u', updatedAt: T(1), updatedBy: 'marc' }), at: T(1), name: '00000002-1', by: 'marc' }
const hers = { content: doc({ name: 'Z', url: 'u', updatedAt: T(2), updatedBy: 'zoe' }), at: T(2), name: '00000002-2', by: 'zoe' }
const merged = first(mergeDocuments(base, mine, hers))
const ANNE = { at: T(9), by: 'anne' }

describe('a conflict', () => {
	it('is open from the merge, with both values, who and when', () => {
		expect(openConflicts(merged)).toEqual([{ field: 'name', shown: 'Z', lost: [{ index: 0, value: 'M', at: T(2), by: 'marc' }] }])
		expect(openConflicts(first(base))).toEqual([])
	})

	// As many as no honest history holds, and a file does: compared each with each they would take minutes.
	it('is found in a history of any length', () => {
		const history = Array.from({ length: 200_000 }, (_, index) => ({
			at: T(index % 2),
			by: 'zoe',
			field: 'name',
			reason: index % 5 === 0 ? ('edit' as const) : ('conflict' as const),
			value: `Z${index}`,
		}))
		expect(openConflicts({ name: 'A', history })).toEqual([
			{
				field: 'name',
				shown: 'A',
				lost: history.flatMap(({ at, by, reason, value }, index) => reason === 'conflict' && at === T(1) ? [{ index, value, at, by }] : []),
			},
		])
	})

	it('is over when somebody keeps the value shown: nothing else changes, and the other stays in the history', () => {
		const settled = settleConflict(merged, 'name', null, ANNE)
		expect(openConflicts(settled)).toEqual([])
		expect(settled).toMatchObject({ name: 'Z', updatedBy: 'anne', updatedAt: T(9) })
		expect(settled.history?.map(({ value, reason }) => [value, reason])).toEqual([['M', 'conflict'], ['M', 'edit']])
		expect(settleConflict(settled, 'name', null, ANNE)).toBe(settled)
	})

	it.each([null, 0])('is open again once the choice is taken back, unless the field was changed since (%s)', (index) => {
		const settled = settleConflict(merged, 'name', index, ANNE)
		const again = reopenConflict(settled, { before: merged, after: settled }, 'name', { at: T(1), by: 'anne' })
		expect(openConflicts(again)).toMatchObject([{ field: 'name', shown: 'Z', lost: [{ value: 'M', by: 'marc' }] }])
		const since = { ...settled, name: 'N' }
		expect(reopenConflict(since, { before: merged, after: settled }, 'name', ANNE)).toBe(since)
		expect(openConflicts(settleConflict(again, 'name', null, { at: T(3), by: 'anne' }))).toEqual([])
	})

	it('is over when somebody takes the other value: the one that was shown goes to the history', () => {
		const settled = settleConflict(merged, 'name', 0, ANNE)
		expect(openConflicts(settled)).toEqual([])
		expect(settled.name).toBe('M')
		expect(settled.history?.at(-1)).toEqual({ at: T(9), by: 'zoe', field: 'name', reason: 'edit', value: 'Z' })
	})

	it('is over when the field is edited, and not before', () => {
		const edit = { at: T(3), by: 'zoe', field: 'name', reason: 'edit', value: 'Z' } as const
		expect(openConflicts({ ...merged, name: 'N', history: [...merged.history ?? [], edit] })).toEqual([])
		expect(openConflicts({ ...merged, history: [{ ...edit, at: T(1) }, ...merged.history ?? []] })).toHaveLength(1)
		expect(openConflicts({ ...merged, history: [...merged.history ?? [], { ...edit, field: 'url' }] })).toHaveLength(1)
	})

	it('is over even when the clock of who chooses is behind', () => {
		for (const index of [null, 0]) {
			expect(openConflicts(settleConflict(merged, 'name', index, { at: '2020-01-01T00:00:00.000Z', by: 'anne' }))).toEqual([])
		}
	})

	it('is not asked about a value that is shown again, nor about what no screen asks for', () => {
		expect(openConflicts({ ...merged, name: 'M' })).toEqual([])
		const facts = [{ at: T(2), by: 'marc', field: 'facts', reason: 'conflict', value: {} }] as const
		expect(openConflicts({ name: 'A', facts: { name: {} }, history: facts })).toEqual([])
	})

	it('leaves a record alone for another field or place', () => {
		expect(settleConflict(merged, 'url', null, ANNE)).toBe(merged)
		expect(settleConflict(merged, 'name', 7, ANNE)).toBe(merged)
	})

	it('of three people shows the three values, and one choice settles it', () => {
		const third = {
			content: doc({ name: 'K', url: 'u', updatedAt: T(3), updatedBy: 'karl' }),
			at: T(3),
			name: '00000002-3',
			by: 'karl',
		}
		const all = first(mergeHeads([mine, hers, third].map((head) => ({ ...head, ancestors: ['00000001-0'] })), () => base).content)
		expect(openConflicts(all).map(({ shown, lost }) => [shown, lost.map(({ value }) => value).sort()])).toEqual([['K', ['M', 'Z']]])
		const [conflict] = openConflicts(all)
		for (const index of [null, ...conflict?.lost.map((lost) => lost.index) ?? []]) {
			expect(openConflicts(settleConflict(all, 'name', index, ANNE))).toEqual([])
		}
	})

	it('stays settled through any merge with a side that does not know of the choice', () => {
		fc.assert(fc.property(fc.constantFrom(null, 0), fc.boolean(), (index, isLater) => {
			const before = doc(merged)
			const chosen = { content: doc(settleConflict(merged, 'name', index, ANNE)), at: T(9), name: '00000004-1', by: 'anne' }
			const other = {
				content: doc({ ...merged, url: 'v', updatedAt: T(8), updatedBy: 'zoe' }),
				at: isLater ? T(10) : T(8),
				name: '00000004-2',
				by: 'zoe',
			}
			const result = first(mergeDocuments(before, chosen, other))
			expect(openConflicts(result)).toEqual([])
			expect(result).toMatchObject({ name: index === null ? 'Z' : 'M', url: 'v' })
		}))
	})
})
