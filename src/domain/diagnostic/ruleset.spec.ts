// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../inventory/model.ts'
import type { Rule } from './rule.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENTITIES } from '../inventory/entities.ts'
import { COLLECTIONS, isRealDate, KNOWN_FIELDS, parseInventory } from '../inventory/schema.ts'
import { ruleContext } from './rule.ts'
import { ruleById, RULES } from './ruleset.ts'
import { arbitraryInventory, KNOWABLE_FIELDS, TODAY } from './testing/arbitrary-inventory.ts'

const OTHER_FIELDS: ReadonlySet<string> = new Set(['history', 'updatedAt', 'updatedBy'])

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

/** Fields that no other screen shows: asked for the diagnostic alone. */
const DIAGNOSTIC_FIELDS = [
	...Object.keys(ENTITIES.equipments).filter((field) => !OTHER_FIELDS.has(field)).map((field) => `equipments.${field}`),
	...['dpo', 'dpoDesignatedOn', 'dpoNumber', 'digitalLead', 'digitalLeadPersonId', 'charter', 'emergencyContacts', 'emergencySheetOn', 'sharedCalendar', 'fileSharing', 'rpntPassed', 'rpntFailed', 'rpntCheckedOn', 'opsnDomain'].map((field) => `commune.${field}`),
	...['supplierBackup', 'namedAccounts', 'secondFactorOffered', 'role', 'satisfaction', 'trained', 'useNote', 'unitsBought', 'exportTestedOn', 'openFormat', 'alternativeKnown', 'adsOrTrackers', 'lifecycle', 'endOfSupportOn'].map((field) => `tools.${field}`),
	...['emergencyAccess', 'reviewedOn', 'credentialExpiresOn', 'recoveryKind'].map((field) => `accounts.${field}`),
	...['subprocessorIds', 'transferMechanism', 'countryProcessing'].map((field) => `hostings.${field}`),
	...['dpa', 'remoteAccess', 'remoteAccessControlled'].map((field) => `suppliers.${field}`),
	...['workMailbox', 'usesPersonalAddress', 'hasWorkDevice', 'usesPersonalDevice', 'awarenessOn', 'charterSignedOn'].map((field) => `persons.${field}`),
	...['initialTerm', 'renewalTerm', 'notice', 'terminatedOn', 'noticeGivenOn', 'maxRenewals', 'indefinite', 'decidedOn', 'securityClause', 'locationClause', 'returnClause'].map((field) => `contracts.${field}`),
	...['offlineCopy', 'offsite', 'lastRestoreTestOn'].map((field) => `backups.${field}`),
	'domains.expiresOn',
	'domains.autoRenew',
	'trainings.toolIds',
	'trainings.heldOn',
	'processings.toolIds',
]

describe('the rules', () => {
	it('have distinct ids that begin by their theme', () => {
		const ids = RULES.map(({ id }) => id)
		expect(new Set(ids).size).toBe(ids.length)
		for (const { id, theme } of RULES) {
			expect(id).toMatch(new RegExp(`^${theme}-\\d+$`))
			expect(ruleById(id)?.id).toBe(id)
		}
		expect(ids).toEqual(expect.arrayContaining(['IDM-1', 'IDM-5', 'IDM-6', 'SEC-1', 'HEB-1', 'HEB-2', 'HEB-3', 'COU-1', 'DEP-4']))
		expect(ruleById('XXX-1')).toBeNull()
	})

	it('have these gates, and no other', () => {
		expect(RULES.filter(({ gate }) => gate).map(({ id }) => id)).toEqual(['IDM-5', 'SEC-1', 'HEB-4', 'DEP-4'])
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

	it('are 56, nine themes long, each with objects to look at', () => {
		expect(RULES).toHaveLength(56)
		expect(new Set(RULES.map(({ theme }) => theme)).size).toBe(9)
		expect(RULES.filter(({ about }) => about.length === 0 || about.some((collection) => !COLLECTIONS.includes(collection)))).toEqual([])
		expect(RULES.filter(({ scored, isAction, figures }) => !scored && (isAction || figures === undefined))).toEqual([])
	})

	it('read every field that only the diagnostic needs', () => {
		const read = new Set(RULES.flatMap(({ reads }) => reads))
		expect(DIAGNOSTIC_FIELDS.filter((field) => !read.has(field))).toEqual([])
	})

	it('look at nothing but the commune in an empty inventory', () => {
		const context = ruleContext(parseInventory({ schema: 1, collections: {} }), TODAY, undefined)
		expect(RULES.flatMap((rule) => rule.items(context)).filter(({ object }) => object.collection !== 'commune')).toEqual([])
	})
})
