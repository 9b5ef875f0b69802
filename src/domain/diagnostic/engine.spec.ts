// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../inventory/model.ts'
import type { Bounds } from './bounds.ts'
import type { Diagnostic } from './model.ts'
import type { DiagnosticMetrics } from './rule.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../canonical.ts'
import { emptyInventory, parseInventory } from '../inventory/schema.ts'
import { computeDiagnostic, MAX_ACTIONS } from './engine.ts'
import { ruleById, RULES } from './ruleset.ts'
import { arbitraryInventory, forget, knownValues, TODAY } from './testing/arbitrary-inventory.ts'

/** HEB-1 grades what is not known as what it is: it has a law of its own. */
const OTHERS = RULES.filter(({ id }) => id !== 'HEB-1')

const SMALL = 1e-9
const POINTS: readonly number[] = [0, 1, 2, 3]

const metrics: fc.Arbitrary<DiagnosticMetrics | undefined> = fc.option(
	fc.record({ reuse: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 })) }),
	{ nil: undefined },
)

/** The breaches of a wide result by a narrow one, in words: a floor raised, a ceiling lowered, a rule that vanished. */
function faults(narrow: Diagnostic, wide: Diagnostic, floorsOnly: boolean): string[] {
	const ofRules = narrow.rules.flatMap((result, place) => {
		const other = wide.rules[place]
		return result.score === 'not-applicable' || other === undefined
			? []
			: fault(result.rule, result, other.score === 'not-applicable' ? null : other, floorsOnly)
	})
	const ofThemes = narrow.themes.flatMap(({ theme, interval }, place) => (interval === null
		? []
		: fault(theme, interval, wide.themes[place]?.interval ?? null, floorsOnly)))
	return [...ofRules, ...ofThemes]
}

function fault(name: string, narrow: Bounds, wide: Bounds | null, floorsOnly: boolean): string[] {
	return [
		...(wide === null ? [`${name} vanished`] : []),
		...(wide !== null && wide.floor > narrow.floor + SMALL ? [`${name} floor ${narrow.floor} raised to ${wide.floor}`] : []),
		...(wide !== null && !floorsOnly && wide.ceiling < narrow.ceiling - SMALL
			? [`${name} ceiling ${narrow.ceiling} lowered to ${wide.ceiling}`]
			: []),
	]
}

describe('computeDiagnostic, over random inventories', () => {
	it('(i) never raises a floor nor (ii) narrows an interval when a known value is forgotten', () => {
		fc.assert(
			fc.property(arbitraryInventory, metrics, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (inventory, counts, choices) => {
				let known = inventory
				for (const choice of choices) {
					const values = knownValues(known)
					const value = values[choice % Math.max(values.length, 1)]
					if (value === undefined) {
						return
					}
					const less = forget(known, value)
					expect(faults(computeDiagnostic(known, TODAY, counts, OTHERS), computeDiagnostic(less, TODAY, counts, OTHERS), value.denied)).toEqual([])
					known = less
				}
			}),
			{ numRuns: 10_000 },
		)
	}, 600_000)

	it('HEB-1 measures knowledge: forgetting raises neither its floor nor its ceiling', () => {
		fc.assert(fc.property(arbitraryInventory, fc.nat(), (inventory, choice) => {
			const values = knownValues(inventory)
			const value = values[choice % Math.max(values.length, 1)]
			const of = (one: Inventory) => computeDiagnostic(one, TODAY, undefined, RULES.filter(({ id }) => id === 'HEB-1')).rules[0]
			const [known, less] = [of(inventory), of(value === undefined ? inventory : forget(inventory, value))]
			fc.pre(known?.score !== 'not-applicable' && value?.denied !== true)
			expect(less?.floor).toBeLessThanOrEqual(known?.floor ?? 0)
			// Other fields change how much a tool counts, or if it is the State's; this one is the knowledge itself.
			expect(value?.field !== 'knowledge' || (less?.ceiling ?? 0) <= (known?.ceiling ?? 3)).toBe(true)
		}), { numRuns: 5_000 })
	}, 60_000)

	it('(iii) divides by nothing, and keeps every number within its bounds', () => {
		fc.assert(fc.property(arbitraryInventory, metrics, (inventory, counts) => {
			const { rules, themes, knowledge, actions } = computeDiagnostic(inventory, TODAY, counts)
			expect(rules.filter(({ floor, ceiling, score }) => !(POINTS.includes(floor) && POINTS.includes(ceiling)
				&& floor <= ceiling && (score === 'unknown') === (floor !== ceiling)))).toEqual([])
			expect(themes.filter(({ interval, knowledge: share, word }) => (interval === null || share === null
				? interval !== null || share !== null || word !== 'not-applicable'
				: word === 'not-applicable' || !(interval.floor >= 0 && interval.floor <= interval.ceiling + SMALL
					&& interval.ceiling <= 1 + SMALL && share >= 0 && share <= 1 + SMALL)))).toEqual([])
			expect(knowledge === null || (knowledge >= 0 && knowledge <= 1 + SMALL)).toBe(true)
			expect(actions.length).toBeLessThanOrEqual(MAX_ACTIONS)
		}), { numRuns: 2_500 })
	}, 60_000)

	it('(iv) and (v) gives the same bytes for the same inventory, whatever the order of entry', () => {
		fc.assert(fc.property(arbitraryInventory, metrics, fc.infiniteStream(fc.nat({ max: 1_000 })), (inventory, counts, ranks) => {
			const collections = Object.fromEntries(Object.entries(inventory.collections).reverse().map(([name, records]) => [
				name,
				Object.fromEntries(Object.entries(records)
					.map(([id, record]) => ({ rank: ranks.next().value as number, id, record }))
					.sort((left, right) => left.rank - right.rank)
					.map(({ id, record }) => [id, Object.fromEntries(Object.entries(record).reverse())])),
			]))
			const shuffled = parseInventory({ collections, schema: 1 })
			expect(JSON.stringify(computeDiagnostic(shuffled, TODAY, counts))).toBe(JSON.stringify(computeDiagnostic(inventory, TODAY, counts)))
			expect(() => canonicalText(computeDiagnostic(inventory, TODAY, counts))).not.toThrow()
		}), { numRuns: 2_500 })
	}, 60_000)

	it('puts a gate at 0 before every other action', () => {
		fc.assert(fc.property(arbitraryInventory, (inventory) => {
			const { rules, actions, themes } = computeDiagnostic(inventory, TODAY)
			const gates = actions.map(({ rule }) => ruleById(rule)?.gate === true && rules.find((result) => result.rule === rule)?.score === 0)
			expect(gates).toEqual([...gates].sort((left, right) => Number(right) - Number(left)))
			for (const { word, rules: ids } of themes.filter(({ word: said }) => said === 'urgent')) {
				expect(ids.some((id) => gates.includes(true) && actions.some(({ rule }) => rule === id)), word).toBe(true)
			}
		}), { numRuns: 1_000 })
	}, 60_000)
})

function commune(collections: Readonly<Record<string, unknown>>): Inventory {
	return parseInventory({ schema: 1, collections })
}

function scoresOf(inventory: Inventory, counts?: DiagnosticMetrics): Record<string, unknown> {
	return Object.fromEntries(computeDiagnostic(inventory, TODAY, counts).rules.map(({ rule, score }) => [rule, score]))
}

describe('computeDiagnostic, on chosen inventories', () => {
	it('knows nothing of an empty notebook: everything is to be discovered, nothing is "without object"', () => {
		const { rules, themes, actions, questions, knowledge, reminders } = computeDiagnostic(emptyInventory({ name: 'Vauzelles' }), TODAY)
		expect(new Set(rules.map(({ score }) => score))).toEqual(new Set(['unknown', 'information']))
		expect(rules.filter(({ score, floor, ceiling }) => score === 'unknown' && (floor !== 0 || ceiling !== 3))).toEqual([])
		expect(themes.map(({ word }) => word)).toEqual(themes.map(() => 'to-discover'))
		expect(themes.map(({ interval }) => interval)).toEqual(themes.map(() => ({ floor: 0, ceiling: 1 })))
		expect({ actions, reminders, knowledge }).toEqual({ actions: [], reminders: [], knowledge: 0 })
		expect(questions.every(({ object }) => object.collection === 'commune')).toBe(true)
	})

	it('tells "there is none" from "nothing entered"', () => {
		const withNone = commune({ commune: { commune: { name: 'V', noneOf: ['equipments', 'domains'] } } })
		expect(scoresOf(withNone)).toMatchObject({ 'SEC-4': 'not-applicable', 'HEB-6': 'not-applicable', 'COU-2': 'unknown' })
	})

	it('does not reward ignorance as MonAideCyber does', () => {
		const known = commune({
			tools: { t: { name: 'T', criticality: 'useful', delivery: 'desktop' } },
			accounts: {
				a: { toolId: 't', label: 'A', vaultState: 'notebook' },
				b: { toolId: 't', label: 'B', vaultState: 'browser' },
				c: { toolId: 't', label: 'C', vaultState: 'vault' },
			},
		})
		const forgotten = forget(forget(known, { collection: 'accounts', id: 'a', field: 'vaultState', how: 'word' }), {
			collection: 'accounts',
			id: 'b',
			field: 'vaultState',
			how: 'word',
		})
		expect(scoresOf(known)['IDM-1']).toBe(1)
		const [result] = computeDiagnostic(forgotten, TODAY).rules
		expect(result).toMatchObject({ rule: 'IDM-1', score: 'unknown', floor: 1, ceiling: 3 })
	})

	it('counts essential objects double', () => {
		const inventory = commune({
			tools: {
				e: { name: 'E', criticality: 'essential', delivery: 'desktop' },
				m: { name: 'M', criticality: 'minor', delivery: 'desktop' },
			},
			accounts: { a: { toolId: 'e', label: 'A', vaultState: 'vault' }, b: { toolId: 'm', label: 'B', vaultState: 'memory' } },
		})
		expect(scoresOf(inventory)['IDM-1']).toBe(2)
	})

	it('IDM-3: one reused essential password sinks the rule', () => {
		const inventory = commune({
			tools: { e: { name: 'E', criticality: 'essential' }, m: { name: 'M', criticality: 'minor' } },
			accounts: {
				a: { toolId: 'e', label: 'A' },
				b: { toolId: 'm', label: 'B' },
				c: { toolId: 'm', label: 'C' },
				d: { toolId: 'm', label: 'D' },
			},
		})
		expect(scoresOf(inventory)['IDM-3']).toBe('unknown')
		expect(scoresOf(inventory, { reuse: { a: 0, b: 0, c: 0, d: 0 } })['IDM-3']).toBe(3)
		expect(scoresOf(inventory, { reuse: { a: 0, b: 1, c: 0, d: 0 } })['IDM-3']).toBe(2)
		expect(scoresOf(inventory, { reuse: { a: 1, b: 0, c: 0, d: 0 } })['IDM-3']).toBe(0)
	})

	it('IDM-5: the mailbox without a second factor comes first', () => {
		const inventory = commune({
			tools: { m: { name: 'Messagerie', usageIds: ['email'], criticality: 'useful' }, w: { name: 'Wiki', usageIds: ['website'] } },
			accounts: {
				a: { toolId: 'm', label: 'Boîte', kind: 'shared', mfa: 'none' },
				b: { toolId: 'w', label: 'Wiki', kind: 'shared', mfa: 'none' },
			},
		})
		const { actions, themes, rules } = computeDiagnostic(inventory, TODAY)
		expect(rules.find(({ rule }) => rule === 'IDM-5')).toMatchObject({ score: 0, objects: [{ label: 'Boîte', verdict: 'not-ok' }] })
		expect(actions[0]).toMatchObject({ rule: 'IDM-5', objects: [{ id: 'a' }] })
		expect(themes.find(({ theme }) => theme === 'IDM')?.word).toBe('urgent')
	})

	it.each([
		['still holds a personal account', { kind: 'personal' }, 'not-ok'],
		['holds a shared account whose password changed since', { kind: 'shared', rotatedOn: '2026-03-01' }, 'ok'],
		['holds a shared account whose password did not change since', { kind: 'shared', rotatedOn: '2025-03-01' }, 'not-ok'],
		['holds a shared account whose last change nobody knows', { kind: 'shared' }, 'unknown'],
		['held an account disabled since', { kind: 'personal', disabledOn: '2026-02-01' }, 'ok'],
	])('IDM-6: somebody who left and %s', (_, fields, verdict) => {
		const inventory = commune({
			tools: { t: { name: 'T' } },
			accounts: { a: { toolId: 't', label: 'A', holderIds: ['p'], ...fields } },
			persons: { p: { displayName: 'Ancienne secrétaire', endOn: '2026-01-31' }, q: { displayName: 'Secrétaire' } },
		})
		const result = computeDiagnostic(inventory, TODAY).rules.find(({ rule }) => rule === 'IDM-6')
		expect(result?.objects).toEqual([{ collection: 'persons', id: 'p', label: 'Ancienne secrétaire', verdict }])
	})

	it('SEC-1: what is in the walls of the mairie, and what the supplier of an online service commits to', () => {
		const tool = (hostingId: string, fields = {}) => ({ name: hostingId, hostingId, criticality: 'useful', ...fields })
		const hostings = { nas: { label: 'NAS', kind: 'nas' }, saas: { label: 'En ligne', kind: 'saas' } }
		expect(scoresOf(commune({ tools: { a: tool('saas', { backedUp: 'no' }) }, hostings }))['SEC-1']).toBe('unknown')
		expect(scoresOf(commune({ tools: { a: tool('saas', { supplierBackup: 'no' }) }, hostings }))['SEC-1']).toBe(0)
		expect(scoresOf(commune({ tools: { a: tool('saas', { supplierBackup: 'yes' }) }, hostings }))['SEC-1']).toBe(3)
		expect(scoresOf(commune({ tools: { a: tool('nas', { supplierBackup: 'yes', backedUp: 'no' }) }, hostings }))['SEC-1']).toBe(0)
		expect(scoresOf(commune({ tools: { a: { name: 'ANTS', imposedBy: 'state' } } }))['SEC-1']).toBe('not-applicable')
		expect(scoresOf(commune({ tools: { a: tool('nas', { backedUp: 'no' }) }, hostings }))['SEC-1']).toBe(0)
		expect(scoresOf(commune({ tools: { a: tool('nas') }, hostings }))['SEC-1']).toBe('unknown')
		expect(scoresOf(commune({ tools: { a: tool('nas') }, hostings, backups: { b: { label: 'Disque', toolIds: ['a'] } } }))['SEC-1']).toBe(3)
	})

	it('keeps place and law apart: an American group with a datacentre in France', () => {
		const inventory = commune({
			tools: { t: { name: 'Teams', supplierId: 's', hostingId: 'h', criticality: 'useful' } },
			suppliers: { s: { name: 'Microsoft', parentCountry: 'US' } },
			hostings: { h: { label: 'Teams', kind: 'saas', countryStorage: 'FR', knowledge: 'declared' } },
		})
		expect(scoresOf(inventory)).toMatchObject({ 'HEB-1': 3, 'HEB-2': 3, 'HEB-3': 0 })
	})

	it('leaves the portals of the State out of the hosting and cost rules', () => {
		const inventory = commune({ tools: { t: { name: 'ANTS', imposedBy: 'state' } } })
		expect(scoresOf(inventory)).toMatchObject({
			'HEB-1': 'not-applicable',
			'HEB-2': 'not-applicable',
			'HEB-3': 'not-applicable',
			'COU-1': 'not-applicable',
		})
	})

	it('COU-1: "Je ne sais pas" stays a question, an estimate is an answer', () => {
		const costs = (certainty: string, amountInclTax?: number) => commune({
			tools: { t: { name: 'T', criticality: 'useful' } },
			costs: { c: { toolId: 't', certainty, ...(amountInclTax === undefined ? {} : { amountInclTax }) } },
		})
		expect(scoresOf(costs('unknown'))['COU-1']).toBe('unknown')
		expect(scoresOf(costs('estimate', 120))['COU-1']).toBe(3)
	})

	it('DEP-4: a domain name in the name of the provider is an emergency', () => {
		const inventory = commune({ domains: { d: { name: 'vauzelles.fr', registrantKind: 'supplier' } } })
		const { themes, actions } = computeDiagnostic(inventory, TODAY)
		expect(themes.find(({ theme }) => theme === 'DEP')?.word).toBe('urgent')
		expect(actions.map(({ rule }) => rule)).toEqual(['DEP-4', 'HEB-6'])
	})

	it.each([
		['only somebody who left in 2020', ['left'], 'not-ok'],
		['somebody who left and somebody from outside', ['left', 'outside'], 'not-ok'],
		['somebody who left and an agent', ['left', 'agent'], 'ok'],
		['an agent of whom nobody knows when they left', ['perhaps'], 'unknown'],
		['an agent who leaves today', ['today'], 'ok'],
		['somebody whose record is gone', ['gone'], 'unknown'],
		['nobody noted', [], 'unknown'],
	])('DEP-4: an administrator’s account held by %s', (_, holderIds, verdict) => {
		const inventory = commune({
			tools: { t: { name: 'T' } },
			accounts: { a: { toolId: 't', label: 'Admin', kind: 'admin', holderIds } },
			persons: {
				left: { displayName: 'Partie', kind: 'agent', endOn: '2020-03-31' },
				outside: { displayName: 'Prestataire', kind: 'external' },
				agent: { displayName: 'Secrétaire', kind: 'agent' },
				perhaps: { displayName: 'Ancien maire', kind: 'elected', endOn: 'unknown' },
				today: { displayName: 'Agent', kind: 'agent', endOn: TODAY },
			},
		})
		expect(computeDiagnostic(inventory, TODAY)
			.rules.find(({ rule }) => rule === 'DEP-4')
			?.objects.map((object) => object.verdict)).toEqual([verdict])
	})

	it('lets no leftover of a tool that is gone into any rule', () => {
		const leftovers = commune({
			accounts: { a: { toolId: 'gone', label: 'A', kind: 'admin', mfa: 'none', vaultState: 'notebook', holderIds: ['p'] } },
			backups: {
				b: { label: 'Disque', toolIds: ['gone'], holderKind: 'supplier' },
				c: { label: 'Rien', toolIds: [], holderKind: 'volunteer' },
			},
			contracts: { k: { toolIds: ['gone'], endOn: '2020-01-01' } },
			costs: { c: { toolId: 'gone', certainty: 'invoice', amountInclTax: 10 } },
		})
		const { knowledge, actions, rules, questions } = computeDiagnostic(leftovers, TODAY)
		expect({ knowledge, actions }).toEqual({ knowledge: 0, actions: [] })
		expect([...rules.flatMap(({ objects }) => objects), ...questions.map(({ object }) => object)].filter(({ collection }) => collection !== 'commune')).toEqual([])
	})

	it.each([
		['no', {}, 'not-ok'],
		['no', { b: { label: 'Disque', toolIds: ['t'] } }, 'not-ok'],
		['yes', {}, 'unknown'],
		['yes', { b: { label: 'Disque', toolIds: ['t'] } }, 'ok'],
		[undefined, { b: { label: 'Disque', toolIds: ['t', 'gone'] } }, 'ok'],
	])('SEC-1: a copy said to be %j with the records %j', (backedUp, backups, verdict) => {
		const inventory = commune({
			tools: { t: { name: 'T', hostingId: 'h', ...(backedUp === undefined ? {} : { backedUp }) } },
			hostings: { h: { label: 'H', kind: 'nas' } },
			backups,
		})
		expect(computeDiagnostic(inventory, TODAY)
			.rules.find(({ rule }) => rule === 'SEC-1')
			?.objects.map((object) => object.verdict)).toEqual([verdict])
	})

	it('does not believe that a mailbox holds no data', () => {
		const score = (fields: object) => scoresOf(commune({
			tools: { t: { name: 'T', hostingId: 'h', criticality: 'useful', ...fields } },
			hostings: { h: { label: 'H', kind: 'saas', countryStorage: 'US', knowledge: 'declared' } },
		}))['HEB-2']
		expect([
			score({}),
			score({ dataCategories: [], usageIds: ['email'] }),
			score({ dataCategories: [], usageIds: ['video-meetings'] }),
		]).toEqual([0, 0, 3])
	})

	it('takes a portal of the State that a company keeps for any other tool', () => {
		const inventory = commune({
			tools: { t: { name: 'T', imposedBy: 'state', hostingId: 'h', criticality: 'useful' } },
			hostings: { h: { label: 'H', kind: 'saas', countryStorage: 'US', knowledge: 'declared' } },
		})
		expect(scoresOf(inventory)).toMatchObject({ 'HEB-1': 3, 'HEB-2': 0, 'HEB-3': 'unknown', 'COU-1': 'unknown' })
	})

	it('asks each thing once, the gates first', () => {
		const { questions } = computeDiagnostic(
			commune({ tools: { t: { name: 'T' } }, accounts: { a: { toolId: 't', label: 'A' } } }),
			TODAY,
		)
		const keys = questions.map(({ object, field }) => `${object.collection}.${object.id}.${field}`)
		expect(new Set(keys).size).toBe(keys.length)
		expect(keys).toEqual(expect.arrayContaining(['accounts.a.mfa', 'accounts.a.vaultState', 'tools.t.hostingId', 'tools.t.cost', 'tools.t.backedUp']))
		expect(ruleById(questions[0]?.rule ?? '')?.gate).toBe(true)
	})

	it('counts every rule once in its theme', () => {
		const { themes } = computeDiagnostic(emptyInventory({ name: 'Vauzelles' }), TODAY)
		expect(themes.flatMap(({ rules }) => rules)).toEqual(RULES.map(({ id }) => id))
	})
})
