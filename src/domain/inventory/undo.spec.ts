// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { putRecord, removeRecord } from './changes.ts'
import { sayUnknown, TOOL_FACTS } from './knowledge.ts'
import type { Inventory } from './model.ts'
import { confirmFact } from './provenance.ts'
import { parseInventory } from './schema.ts'
import { undoEdit } from './undo.ts'

const first = { at: '2026-11-02T08:00:00.000Z', by: 'anne' }
const edited = { at: '2026-11-03T08:00:00.000Z', by: 'anne' }
const since = { at: '2026-11-03T08:01:00.000Z', by: 'bruno' }
const undoing = { at: '2026-11-03T08:02:00.000Z', by: 'anne' }

const catalogue = { source: 'catalogue', checkedOn: '2026-11-02', knowledge: 'declared' } as const

/** A tool of which everything is known. */
function start(): Inventory {
	let next = parseInventory({ schema: 1, collections: {} })
	next = putRecord(next, 'suppliers', 's', { name: 'Éditeur', kind: 'publisher' }, first)
	next = putRecord(next, 'hostings', 'h', { label: 'Outil', countryStorage: 'FR' }, first)
	next = putRecord(next, 'costs', 'c', { toolId: 't', year: 2026, certainty: 'invoice', amountInclTax: 240, period: 'yearly' }, first)
	next = putRecord(next, 'contracts', 'k', { toolIds: ['t'], endOn: '2027-12-31' }, first)
	return putRecord(
		next,
		'tools',
		't',
		{ name: 'Outil', usageIds: ['mail'], supplierId: 's', hostingId: 'h', usersCount: 3, facts: { supplierId: catalogue } },
		first,
	)
}

/** The fields that people write of every record. */
function fields({ collections }: Inventory): unknown {
	return JSON.parse(JSON.stringify(collections, (key, value: unknown) => (['history', 'updatedAt', 'updatedBy'].includes(key) ? undefined : value)))
}

describe('an edit undone', () => {
	it.each(TOOL_FACTS)('gives back what "I do not know" took of: %s', (fact) => {
		const before = start()
		const after = sayUnknown(before, 't', fact, edited)
		expect(fields(after)).not.toEqual(fields(before))
		const { inventory, left } = undoEdit(after, before, after, undoing)
		expect([fields(inventory), left]).toEqual([fields(before), 0])
	})

	it('gives back a proposal that was confirmed, and a record removed with its history', () => {
		const before = putRecord(start(), 'tools', 't', { name: 'Outil 2' }, first)
		const confirmed = confirmFact(before, 'tools', 't', 'supplierId', edited)
		expect(fields(undoEdit(confirmed, before, confirmed, undoing).inventory)).toEqual(fields(before))
		const removed = removeRecord(removeRecord(before, 'tools', 't'), 'costs', 'c')
		const { inventory, undone } = undoEdit(removed, before, removed, undoing)
		expect([fields(inventory), undone]).toEqual([fields(before), 2])
		expect(inventory.collections.tools.t?.history).toEqual(before.collections.tools.t?.history)
	})

	it('takes away what was added', () => {
		const before = start()
		const after = putRecord(before, 'domains', 'd', { name: 'mairie.fr' }, edited)
		expect(undoEdit(after, before, after, undoing).inventory.collections.domains).toEqual({})
	})

	it('leaves what was changed since, and says so', () => {
		const before = start()
		const after = sayUnknown(before, 't', 'users', edited)
		const now = putRecord(
			putRecord(after, 'tools', 't', { usersCount: 9, note: 'à relire' }, since),
			'costs',
			'c',
			{ amountInclTax: 250 },
			since,
		)
		const { inventory, undone, left } = undoEdit(now, before, after, undoing)
		expect(inventory.collections.tools.t).toMatchObject({ usersCount: 9, note: 'à relire', usageIds: ['mail'] })
		expect(inventory.collections.tools.t).not.toHaveProperty('usersUnknown')
		expect(inventory.collections.costs.c?.amountInclTax).toBe(250)
		expect([undone > 0, left]).toEqual([true, 1])
	})

	it('of one fact leaves the other facts said since', () => {
		const before = start()
		const after = sayUnknown(before, 't', 'cost', edited)
		const now = sayUnknown(after, 't', 'until', since)
		const { inventory } = undoEdit(now, before, after, undoing)
		expect(Object.keys(inventory.collections.tools.t?.facts ?? {}).sort()).toEqual(['supplierId', 'until'])
		expect(inventory.collections.costs.c).toMatchObject({ certainty: 'invoice', amountInclTax: 240 })
	})

	it('changes nothing where it was undone already, and leaves a record that came back or went since', () => {
		const before = start()
		const removed = removeRecord(before, 'costs', 'c')
		expect(undoEdit(before, before, removed, undoing)).toEqual({ inventory: before, undone: 0, left: 1 })
		const added = putRecord(before, 'domains', 'd', { name: 'mairie.fr' }, edited)
		expect(undoEdit(before, before, added, undoing)).toEqual({ inventory: before, undone: 0, left: 0 })
		const renamed = putRecord(added, 'domains', 'd', { name: 'mairie.bzh' }, since)
		expect(undoEdit(renamed, before, added, undoing)).toEqual({ inventory: renamed, undone: 0, left: 1 })
	})
})
