// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { putRecord, removeRecord } from './changes.ts'
import { emptyInventory, parseInventory } from './schema.ts'

const EMPTY = emptyInventory({ name: 'Vauzelles' })
const MARTIN = { at: '2026-01-01T08:00:00.000Z', by: 's.martin' }
const DURAND = { at: '2026-01-02T08:00:00.000Z', by: 'p.durand' }

describe('putRecord', () => {
	it('creates a record without a history', () => {
		const { tools } = putRecord(EMPTY, 'tools', 't', { name: 'Hélios' }, MARTIN).collections
		expect(tools).toEqual({ t: { name: 'Hélios', updatedAt: MARTIN.at, updatedBy: 's.martin' } })
		expect(EMPTY.collections.tools).toEqual({})
	})

	it('keeps the former value under the name of who had written it', () => {
		const first = putRecord(EMPTY, 'tools', 't', { name: 'Hélios', note: 'ancienne' }, MARTIN)
		const second = putRecord(first, 'tools', 't', { note: 'nouvelle' }, DURAND)
		expect(second.collections.tools.t).toEqual({
			name: 'Hélios',
			note: 'nouvelle',
			updatedAt: DURAND.at,
			updatedBy: 'p.durand',
			history: [{ at: DURAND.at, by: 's.martin', field: 'note', reason: 'edit', value: 'ancienne' }],
		})
	})

	it('takes a field away when it is undefined, and keeps its value in the history', () => {
		const first = putRecord(EMPTY, 'tools', 't', { name: 'Hélios', note: 'ancienne' }, MARTIN)
		const tool = putRecord(first, 'tools', 't', { note: undefined }, DURAND).collections.tools.t
		expect(tool).not.toHaveProperty('note')
		expect(tool?.history).toMatchObject([{ field: 'note', value: 'ancienne' }])
		expect(() => parseInventory(putRecord(first, 'tools', 't', { note: undefined }, DURAND))).not.toThrow()
	})

	it('returns the same inventory when nothing changes', () => {
		const first = putRecord(EMPTY, 'tools', 't', { name: 'Hélios', usageIds: ['accounting'] }, MARTIN)
		expect(putRecord(first, 'tools', 't', { name: 'Hélios', usageIds: ['accounting'], note: undefined }, DURAND)).toBe(first)
	})

	it('lets nobody write the bookkeeping', () => {
		const forged = { name: 'Hélios', history: [], updatedBy: 'x' } as unknown as { name: string }
		expect(putRecord(EMPTY, 'tools', 't', forged, MARTIN).collections.tools.t).toEqual({
			name: 'Hélios',
			updatedAt: MARTIN.at,
			updatedBy: 's.martin',
		})
	})

	it('keeps the last 50 values of each field, and loses none before', () => {
		fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 80 }), (names) => {
			let inventory = EMPTY
			const replaced: string[] = []
			names.forEach((name, place) => {
				const former = inventory.collections.tools.t?.name
				if (former !== undefined && former !== name) {
					replaced.push(former)
				}
				inventory = putRecord(
					inventory,
					'tools',
					't',
					{ name },
					{ at: new Date(Date.UTC(2026, 0, 1) + place * 1000).toISOString(), by: 'u' },
				)
			})
			const tool = inventory.collections.tools.t
			expect((tool?.history ?? []).map(({ value }) => value)).toEqual(replaced.slice(-50))
			expect(tool?.name).toBe(names.at(-1))
			expect(parseInventory(inventory)).toEqual(inventory)
		}), { numRuns: 50 })
	})

	it('leaves fields of a newer version alone', () => {
		const newer = parseInventory({ schema: 1, collections: { tools: { t: { name: 'T', colour: 'bleu' } } } })
		expect(putRecord(newer, 'tools', 't', { name: 'U' }, MARTIN).collections.tools.t).toMatchObject({ colour: 'bleu', name: 'U' })
	})
})

describe('removeRecord', () => {
	it('removes one record, or nothing', () => {
		const first = putRecord(putRecord(EMPTY, 'tools', 'a', { name: 'A' }, MARTIN), 'tools', 'b', { name: 'B' }, MARTIN)
		expect(Object.keys(removeRecord(first, 'tools', 'a').collections.tools)).toEqual(['b'])
		expect(removeRecord(first, 'tools', 'c')).toBe(first)
		expect(removeRecord(first, 'tools', 'toString')).toBe(first)
	})
})
