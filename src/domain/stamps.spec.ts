// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { openConflicts } from './conflicts.ts'
import { putRecord } from './inventory/changes.ts'
import { emptyInventory } from './inventory/schema.ts'
import { timeAfter } from './stamps.ts'

const NOON = '2026-03-01T12:00:00.000Z'
const AN_HOUR_LATER = '2026-03-01T13:00:00.000Z'

describe('the time of a change', () => {
	it('is now, when nothing in the record is later', () => {
		expect(timeAfter(NOON, undefined)).toBe(NOON)
		expect(timeAfter(NOON, { updatedAt: NOON })).toBe(NOON)
		expect(timeAfter(AN_HOUR_LATER, { updatedAt: NOON })).toBe(AN_HOUR_LATER)
	})

	it('comes after all that the record holds, on a computer an hour behind', () => {
		expect(timeAfter(NOON, { updatedAt: AN_HOUR_LATER })).toBe('2026-03-01T13:00:00.001Z')
		expect(timeAfter(NOON, { updatedAt: NOON, passwordChangedAt: AN_HOUR_LATER })).toBe('2026-03-01T13:00:00.001Z')
		const history = [{ at: AN_HOUR_LATER, by: 'anne', field: 'name', reason: 'edit' as const, value: 'A' }]
		expect(timeAfter(NOON, { updatedAt: NOON, history })).toBe('2026-03-01T13:00:00.001Z')
	})

	it('passes over what is no time', () => {
		expect(timeAfter(NOON, { updatedAt: 'zzz', history: 'none' as never })).toBe(NOON)
		expect(timeAfter(NOON, { updatedAt: 'Sun, 01 Mar 2020 12:00:00 GMT' })).toBe(NOON)
	})

	it('does not follow a time that is years ahead: the record could not be changed any more', () => {
		expect(timeAfter(NOON, { updatedAt: '9999-12-31T23:59:59.999Z' })).toBe(NOON)
		expect(timeAfter(NOON, { updatedAt: AN_HOUR_LATER, passwordChangedAt: '9999-12-31T23:59:59.999Z' })).toBe('2026-03-01T13:00:00.001Z')
	})
})

describe('an edit made on a computer an hour behind', () => {
	it('ends the conflict that it answers', () => {
		const first = emptyInventory({ name: 'Essai', inseeCode: '' })
		const made = putRecord(first, 'tools', 'tool-1', { name: 'Mairie' }, { at: NOON, by: 'anne' })
		const conflict = { at: AN_HOUR_LATER, by: 'bruno', field: 'name', reason: 'conflict' as const, value: 'École' }
		const tool = { ...made.collections.tools['tool-1'], history: [conflict] }
		const asked = { ...made, collections: { ...made.collections, tools: { 'tool-1': tool } } } as typeof made
		expect(openConflicts(tool)).toHaveLength(1)
		const answered = putRecord(asked, 'tools', 'tool-1', { name: 'Mairie et école' }, { at: NOON, by: 'anne' })
		expect(openConflicts(answered.collections.tools['tool-1'] ?? {})).toEqual([])
	})
})
