// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { catalogueEntry } from '../catalogue/entries.ts'
import { addFromCatalogue } from './from-catalogue.ts'
import { toolKnowledge } from './knowledge.ts'
import { presenceOf, removeTool } from './references.ts'
import { parseInventory } from './schema.ts'

const CHANGE = { at: '2026-11-30T10:00:00.000Z', by: 'anne' }
const TODAY = '2026-11-30'

const inventory = parseInventory({
	schema: 1,
	collections: {
		tools: {
			'c-canva': { name: 'Canva', catalogueId: 'canva', hostingId: 'h-c-canva', supplierId: 's' },
			other: { name: 'Autre', hostingId: 'shared', supplierId: 's' },
			third: { name: 'Troisième', hostingId: 'shared' },
		},
		accounts: { a: { toolId: 'c-canva', label: 'Canva' }, b: { toolId: 'other', label: 'Autre' } },
		hostings: { 'h-c-canva': { label: 'Canva', kind: 'saas', countryStorage: 'US' }, shared: { label: 'NAS', kind: 'nas' } },
		suppliers: { s: { name: 'Éditeur', supportPhone: '05 49 00 00 00' } },
		costs: { c: { toolId: 'c-canva', certainty: 'invoice', amountInclTax: 110 }, d: { toolId: 'other', certainty: 'unknown' } },
		contracts: { k: { toolIds: ['c-canva'], endOn: '2024-06-30' }, l: { toolIds: ['c-canva', 'other'], endOn: '2027-06-30' } },
		backups: {
			x: { label: 'Disque', toolIds: ['c-canva'], holderKind: 'supplier' },
			y: { label: 'NAS', toolIds: ['other', 'c-canva'] },
			z: { label: 'Vieux', toolIds: ['c-canva', 'gone'] },
		},
	},
})

describe('removeTool', () => {
	const removed = removeTool(inventory, 'c-canva', CHANGE)

	it('takes what was said of the tool alone with it, and from what is of several this one only', () => {
		const { collections } = removed
		expect(Object.keys(collections.tools)).toEqual(['other', 'third'])
		expect(Object.keys(collections.accounts)).toEqual(['b'])
		expect(Object.keys(collections.costs)).toEqual(['d'])
		expect(Object.keys(collections.hostings)).toEqual(['shared'])
		expect(collections.suppliers).toEqual(inventory.collections.suppliers)
		expect(Object.entries(collections.contracts).map(([id, { toolIds }]) => [id, toolIds])).toEqual([['l', ['other']]])
		expect(Object.entries(collections.backups).map(([id, { toolIds }]) => [id, toolIds])).toEqual([['y', ['other']]])
		expect(JSON.stringify(Object.values(collections).map((records) => Object.values(records).map(({ history: _former, ...fields }) => fields)))).not.toContain('c-canva')
	})

	it('leaves a place where another tool still is', () => {
		expect(Object.keys(removeTool(inventory, 'other', CHANGE).collections.hostings)).toContain('shared')
		expect(Object.keys(removeTool(removeTool(inventory, 'other', CHANGE), 'third', CHANGE).collections.hostings)).not.toContain('shared')
	})

	it('changes nothing for an id that leads nowhere', () => {
		expect(removeTool(inventory, 'nothing', CHANGE)).toBe(inventory)
	})

	it('lets a tool added again begin anew, even where an older version left something behind', () => {
		const { 'c-canva': _gone, ...tools } = inventory.collections.tools
		const leftovers = parseInventory({ ...inventory, collections: { ...inventory.collections, tools } })
		const entry = catalogueEntry('canva')
		for (const before of [removed, leftovers]) {
			expect(entry).not.toBeNull()
			const added = addFromCatalogue(before, entry as NonNullable<typeof entry>, CHANGE)
			expect(toolKnowledge(added.inventory, added.toolId, TODAY).facts.filter(({ fact, state }) => ['until', 'cost'].includes(fact) && state !== 'not-asked')).toEqual([])
			expect(Object.values(added.inventory.collections.backups).some(({ toolIds }) => toolIds.includes(added.toolId))).toBe(false)
		}
	})
})

describe('presenceOf', () => {
	it.each([
		[undefined, 'here'],
		['unknown', 'unknown'],
		['2026-11-29', 'left'],
		['2026-11-30', 'here'],
		['2026-12-01', 'here'],
	])('a last day of %s: %s', (endOn, presence) => {
		expect(presenceOf({ displayName: 'P', ...endOn === undefined ? {} : { endOn } }, TODAY)).toBe(presence)
	})
})

it('who left, or is nobody any more, does not count among those who use a tool', () => {
	const used = (userIds: readonly string[]) => toolKnowledge(parseInventory({
		schema: 1,
		collections: {
			tools: { t: { name: 'T', userIds } },
			persons: { here: { displayName: 'Ici' }, left: { displayName: 'Partie', endOn: '2020-01-01' } },
		},
	}), 't', TODAY).facts.find(({ fact }) => fact === 'users')?.state
	expect([used(['here']), used(['left', 'here']), used(['left']), used(['gone'])]).toEqual(['known', 'known', 'not-asked', 'not-asked'])
})
