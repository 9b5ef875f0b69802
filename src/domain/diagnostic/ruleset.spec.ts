// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../inventory/model.ts'
import type { Rule } from './rule.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLLECTIONS, isRealDate, KNOWN_FIELDS, parseInventory } from '../inventory/schema.ts'
import { ruleContext } from './rule.ts'
import { ruleById, RULES } from './ruleset.ts'
import { arbitraryInventory, KNOWABLE_FIELDS, TODAY } from './testing/arbitrary-inventory.ts'

/** The inventory, with a note of each field of a record that is read. */
function watched(inventory: Inventory, seen: Set<string>): Inventory {
	const collections = Object.fromEntries(COLLECTIONS.map((collection) => [
		collection,
		Object.fromEntries(Object.entries(inventory.collections[collection]).map(([id, record]) => [
			id,
			new Proxy(record, {
				get(target, field) {
					seen.add(`${collection}.${String(field)}`)
					return Reflect.get(target, field) as unknown
				},
			}),
		])),
	]))
	return { ...inventory, collections } as Inventory
}

function readsOf(rule: Rule, inventory: Inventory): Set<string> {
	const context = ruleContext(inventory, TODAY, undefined)
	const seen = new Set<string>()
	const proxied = watched(inventory, seen)
	const tools = new Map(Object.entries(proxied.collections.tools))
	rule.items({
		...context,
		inventory: proxied,
		tools: [...tools],
		accounts: context.accounts.map(({ id, account, certain }) => ({
			id,
			account: proxied.collections.accounts[id] ?? account,
			tool: tools.get(account.toolId) ?? null,
			certain,
		})),
	})
	return seen
}

describe('the rules', () => {
	it('have distinct ids that begin by their theme, in order', () => {
		const ids = RULES.map(({ id }) => id)
		expect(new Set(ids).size).toBe(ids.length)
		for (const { id, theme } of RULES) {
			expect(id).toMatch(new RegExp(`^${theme}-\\d+$`))
			expect(ruleById(id)?.id).toBe(id)
		}
		expect(ids).toEqual(expect.arrayContaining(['IDM-1', 'IDM-5', 'IDM-6', 'SEC-1', 'HEB-1', 'HEB-2', 'HEB-3', 'COU-1', 'DEP-4']))
		expect(ruleById('XXX-1')).toBeNull()
	})

	it('have gates where the design puts them', () => {
		expect(RULES.filter(({ gate }) => gate).map(({ id }) => id)).toEqual(['IDM-5', 'SEC-1', 'DEP-4'])
	})

	it.each(RULES.map((rule) => [rule.id, rule] as const))('%s has an effort, a cost band, a legal status and dated sources', (_, rule) => {
		expect(['XS', 'S', 'M', 'L', 'XL']).toContain(rule.effort)
		expect(['0', '€', '€€', '€€€', '€€€€']).toContain(rule.cost)
		expect(['obligation', 'recommendation', 'good-practice']).toContain(rule.legal)
		expect([1, 2, 3]).toContain(rule.weight)
		expect(rule.sources.length).toBeGreaterThan(0)
		for (const { title, checkedOn } of rule.sources) {
			expect(title).not.toBe('')
			expect(isRealDate(checkedOn)).toBe(true)
		}
	})

	it.each(RULES.map((rule) => [rule.id, rule] as const))('%s reads only fields of the schema', (_, rule) => {
		const known = Object.entries(KNOWN_FIELDS).flatMap(([collection, fields]) => fields.map((field) => `${collection}.${field}`))
		expect(rule.reads.filter((field) => !known.includes(field))).toEqual([])
		expect(new Set(rule.reads).size).toBe(rule.reads.length)
	})

	it.each(RULES.map((rule) => [rule.id, rule] as const))('%s reads what it says, and nothing else', (_, rule) => {
		fc.assert(fc.property(arbitraryInventory, (inventory) => {
			expect([...readsOf(rule, inventory)].filter((field) => !rule.reads.includes(field))).toEqual([])
		}), { numRuns: 100 })
	})

	it('read every field that can be answered "Je ne sais pas"', () => {
		const read = new Set(RULES.flatMap(({ reads }) => reads))
		const answerable = Object.entries(KNOWABLE_FIELDS).flatMap(([collection, fields]) => Object.keys(fields).map((field) => `${collection}.${field}`))
		expect(answerable.filter((field) => !read.has(field))).toEqual([])
	})

	it('are without object for an empty inventory', () => {
		const context = ruleContext(parseInventory({ schema: 1, collections: {} }), TODAY, undefined)
		expect(RULES.flatMap((rule) => rule.items(context))).toEqual([])
	})
})
