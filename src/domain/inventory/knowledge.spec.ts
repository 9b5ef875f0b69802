// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { putRecord } from './changes.ts'
import { sayUnknown, TOOL_FACTS, toolKnowledge, toolsKnowledge } from './knowledge.ts'
import { emptyInventory, parseInventory } from './schema.ts'

const CHANGE = { at: '2026-11-22T09:00:00.000Z', by: 's.martin' }
const TODAY = '2026-11-22'
const BARE = putRecord(emptyInventory({ name: 'Vauzelles' }), 'tools', 't', { name: 'Cosoluce' }, CHANGE)

const FULL = parseInventory({
	schema: 1,
	collections: {
		tools: { t: { name: 'Cosoluce', usageIds: ['accounting'], supplierId: 's', hostingId: 'h', userIds: ['p'] } },
		suppliers: { s: { name: 'Cosoluce' } },
		hostings: { h: { label: 'H', kind: 'saas', countryStorage: 'FR', knowledge: 'declared' } },
		costs: { c: { toolId: 't', certainty: 'invoice', amountInclTax: 800, period: 'yearly' } },
		contracts: { k: { toolIds: ['t'], endOn: '2027-06-30' } },
		persons: { p: { displayName: 'Secrétaire' } },
	},
})

function states(inventory: typeof FULL): string[] {
	return toolKnowledge(inventory, 't', TODAY).facts.map(({ state }) => state)
}

describe('toolKnowledge', () => {
	it('knows nothing of a name alone, and everything of a whole sheet', () => {
		expect(states(BARE)).toEqual(TOOL_FACTS.map(() => 'not-asked'))
		expect(toolKnowledge(BARE, 't', TODAY).ratio).toBe(0)
		expect(states(FULL)).toEqual(TOOL_FACTS.map(() => 'known'))
		expect(toolKnowledge(FULL, 't', TODAY).ratio).toBe(1)
	})

	it('tells "Je ne sais pas" from a question not asked, for each fact, and keeps the former answer', () => {
		TOOL_FACTS.forEach((fact, place) => {
			const said = sayUnknown(FULL, 't', fact, CHANGE)
			expect(states(said)).toEqual(TOOL_FACTS.map((_, other) => (other === place ? 'unknown' : 'known')))
			expect(states(sayUnknown(BARE, 't', fact, CHANGE))).toEqual(TOOL_FACTS.map((_, other) => (other === place ? 'unknown' : 'not-asked')))
			const histories = Object.values(said.collections).flatMap((records) => Object.values(records).flatMap(({ history }) => history ?? []))
			expect(histories.length).toBeGreaterThan(0)
			expect(parseInventory(said)).toEqual(said)
		})
	})

	it('lets a later answer win over "Je ne sais pas"', () => {
		const said = sayUnknown(BARE, 't', 'usage', CHANGE)
		expect(states(putRecord(said, 'tools', 't', { usageIds: ['payroll'] }, CHANGE))[0]).toBe('known')
	})

	it('takes an id that leads nowhere as no answer', () => {
		expect(states(putRecord(BARE, 'tools', 't', { supplierId: 'gone', hostingId: 'gone' }, CHANGE))).toEqual(TOOL_FACTS.map(() => 'not-asked'))
		expect(toolKnowledge(BARE, 'gone', TODAY).ratio).toBe(0)
	})

	it('gives for all tools at once what it gives for each', () => {
		expect(toolsKnowledge(FULL, TODAY).get('t')).toEqual(toolKnowledge(FULL, 't', TODAY))
	})
})
