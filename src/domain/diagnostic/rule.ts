// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account, Backup, Cost, Inventory, Tool } from '../inventory/model.ts'
import type { ObjectRef, ThemeId } from './model.ts'

import { groupBy, isCostKnown } from '../inventory/knowledge.ts'
import { recordOf } from '../inventory/references.ts'

/** Time of the secretary: 30 minutes, 2 hours, a day, 5 days, a project. */
export type Effort = 'XS' | 'S' | 'M' | 'L' | 'XL'

/** Euros a year: nothing, below 100, 100 to 500, 500 to 2,000, above. */
export type CostBand = '0' | '€' | '€€' | '€€€' | '€€€€'

/** Obligation, recommendation of an authority, good practice. */
export type LegalStatus = 'obligation' | 'recommendation' | 'good-practice'

/** A document that a rule comes from. */
export interface RuleSource {
	readonly title: string
	/** When it was read, or published for the two studies (ISO date). */
	readonly checkedOn: string
}

/** One password of the opened vault: where it belongs, and what is known of its age. */
export interface PasswordFact {
	/** Of the vault's entry. */
	readonly id: string
	/** Account that it opens, or seems to open; an empty string for none. */
	readonly accountId: string
	/** Tool that it is of, or seems to be of; an empty string for none. */
	readonly toolId: string
	/** True if somebody said so; otherwise its name or its site does. */
	readonly isLinked: boolean
	/** Other passwords of the vault that are the same. */
	readonly reusedBy: number
	/** Day on which it came into the vault, which says nothing of its age; an empty string when not known. */
	readonly recordedOn: string
	/** Day on which it took the place of another one; null when it never did. */
	readonly changedOn: string | null
}

/** Metrics counted by the browser in the opened vault; never stored, never sent. */
export interface DiagnosticMetrics {
	/** By account id: other accounts with the same password. Where the passwords themselves are not told. */
	readonly reuse?: Readonly<Record<string, number>>
	/** Every password of the vault outside its trash. */
	readonly passwords?: readonly PasswordFact[]
	/** Members who lost their access, with their person in the inventory (or an empty string) and the entries that they still know. */
	readonly departures?: readonly { readonly memberId: string, readonly personId: string, readonly known: readonly string[] }[]
}

/** One object that a rule looks at. */
export interface Item {
	readonly object: ObjectRef
	/** How much it counts, at least and at most; at least 0 when it may not be concerned. */
	readonly weight: readonly [number, number]
	/** The field to ask for to know the verdict; null when nobody can be asked. */
	readonly ask: { readonly object: ObjectRef, readonly field: string } | null
}

/** One rule of the diagnostic: data, and a small function. Its French texts stand in `content/fr/rules`. */
export interface Rule {
	readonly id: string
	readonly theme: ThemeId
	readonly weight: 1 | 2 | 3
	/** At 0, it comes before everything else. */
	readonly gate: boolean
	/** The finding is the ignorance itself: what is not known is what to act on. */
	readonly aboutKnowledge: boolean
	/** 0 as soon as an essential object fails. */
	readonly zeroWhenEssentialFails: boolean
	readonly effort: Effort
	readonly cost: CostBand
	readonly legal: LegalStatus
	readonly sources: readonly RuleSource[]
	/** Every field of the inventory that the function reads, as `collection.field`. */
	readonly reads: readonly string[]
	/** The objects concerned; none when the rule is without object for this commune. */
	items(context: RuleContext): readonly Item[]
}

/** Input of the rules, prepared once for all of them. */
export interface RuleContext {
	readonly inventory: Inventory
	/** ISO date. */
	readonly today: string
	/** Passwords of the opened vault; null while it is closed. */
	readonly passwords: readonly PasswordFact[] | null
	/** The same, by the account that they open or seem to open. */
	readonly passwordsByAccount: ReadonlyMap<string, readonly PasswordFact[]>
	readonly departures: NonNullable<DiagnosticMetrics['departures']>
	readonly tools: readonly (readonly [string, Tool])[]
	/** Accounts of the tools that are there, not disabled yet. */
	readonly accounts: readonly ActiveAccount[]
	readonly accountsByTool: ReadonlySet<string>
	/** Tools with a cost of which the amount is known. */
	readonly toolsWithCost: ReadonlySet<string>
	/** Tools that a backup covers. */
	readonly toolsInBackup: ReadonlySet<string>
}

/** An account that works, or may still work. */
export interface ActiveAccount {
	readonly id: string
	readonly account: Account
	readonly tool: Tool | null
	/** False when it may have been disabled. */
	readonly certain: boolean
}

/**
 * Prepares what the rules look at.
 *
 * @param inventory - the inventory
 * @param today - ISO date
 * @param metrics - counts of the opened vault, when there is one
 */
export function ruleContext(inventory: Inventory, today: string, metrics: DiagnosticMetrics | undefined): RuleContext {
	const { tools, accounts, costs, backups } = inventory.collections
	const active = byId(accounts)
		// A record of no tool is a leftover that no screen shows.
		.filter(([, { toolId, disabledOn }]) => (
			recordOf(tools, toolId) !== null && (disabledOn === undefined || disabledOn === 'unknown' || disabledOn > today)
		))
		.map(([id, account]) => ({ id, account, tool: recordOf(tools, account.toolId), certain: account.disabledOn !== 'unknown' }))
	const passwords
		= metrics === undefined ? null : (metrics.passwords ?? active.flatMap(({ id, account }) => fromReuse(id, account.toolId, metrics)))
	return {
		inventory,
		today,
		passwords,
		passwordsByAccount: groupBy(passwords ?? [], ({ accountId }) => [accountId]),
		departures: metrics?.departures ?? [],
		tools: byId(tools),
		accounts: active,
		accountsByTool: new Set(Object.values(accounts).map(({ toolId }) => toolId)),
		toolsWithCost: new Set(Object.values<Cost>(costs).filter(isCostKnown).map(({ toolId }) => toolId)),
		toolsInBackup: new Set(Object.values<Backup>(backups).flatMap(({ toolIds }) => toolIds)),
	}
}

/** One password for each account whose reuse is told. */
function fromReuse(id: string, toolId: string, { reuse = {} }: DiagnosticMetrics): PasswordFact[] {
	const reusedBy = recordOf(reuse, id)
	return reusedBy === null ? [] : [{ id, accountId: id, toolId, isLinked: true, reusedBy, recordedOn: '', changedOn: null }]
}

/** In the order of the ids: nothing may depend on the order of entry. */
function byId<T>(records: Readonly<Record<string, T>>): (readonly [string, T])[] {
	return Object.entries(records).sort(([left], [right]) => (left < right ? -1 : 1))
}

/**
 * How much a tool, or what depends on it, counts: essential ones double.
 *
 * @param tool - the tool, or null when it is not known
 */
export function weightOf(tool: Tool | null): readonly [number, number] {
	switch (tool?.criticality) {
		case 'essential':
			return [2, 2]
		case 'useful':
		case 'minor':
			return [1, 1]
		default:
			return [1, 2]
	}
}

/** The same weight for an object that may not be concerned. */
export function perhaps([, most]: readonly [number, number]): readonly [number, number] {
	return [0, most]
}

/**
 * An item, with the question that would settle it when it is not settled.
 *
 * @param object - what is judged
 * @param weight - how much it counts
 * @param ask - what to ask when the verdict is `unknown`; a field of the object itself when only a name is given
 */
export function item(
	object: ObjectRef,
	weight: readonly [number, number],
	ask: string | { readonly object: ObjectRef, readonly field: string } | null,
): Item {
	return {
		object,
		weight,
		ask: object.verdict !== 'unknown' || ask === null ? null : typeof ask === 'string' ? { object, field: ask } : ask,
	}
}
