// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account, Backup, CollectionName, Commune, Cost, Inventory, Person, Processing, Tool, Training } from '../inventory/model.ts'
import type { JudgedContract } from './contracts.ts'
import type { Grade } from './grades.ts'
import type { ObjectRef, ThemeId } from './model.ts'

import { groupBy, isCostKnown } from '../inventory/knowledge.ts'
import { presenceOf, recordOf } from '../inventory/references.ts'
import { judgedContracts } from './contracts.ts'

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
	/** Class of its strength; absent where it was not judged. */
	readonly strength?: 'weak' | 'fair' | 'strong'
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
	/** 0 (bad) to 3 (good), at least and at most. */
	readonly grade: Grade
	/** False for what a reminder speaks of: it is too late to plan. */
	readonly isActionable: boolean
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
	/** `share`: the weighted mean of the objects; `worst`: the worst of them. */
	readonly combine: 'share' | 'worst'
	/** Collections that it looks at: while one of them is empty and nobody said that the commune has none, nothing is known. */
	readonly about: readonly CollectionName[]
	/** False for what is only told: figures without a score. */
	readonly scored: boolean
	/** False when there is nothing to do about it by itself. */
	readonly isAction: boolean
	readonly effort: Effort
	readonly cost: CostBand
	readonly legal: LegalStatus
	readonly sources: readonly RuleSource[]
	/** Every field of the inventory that the function reads, as `collection.field`. */
	readonly reads: readonly string[]
	/** The objects concerned; none when the rule is without object for this commune. */
	items(context: RuleContext): readonly Item[]
	/** Figures to print beside the objects, for what is only told. */
	figures?(context: RuleContext): Readonly<Record<string, number>>
}

/** A rule of which only what is not usual is written. */
export type RuleDetails = Pick<Rule, 'effort' | 'cost' | 'legal' | 'sources' | 'reads' | 'items' | 'about'> & Partial<Rule>

/**
 * A rule: of weight 1, no gate, about the share of its objects, unless its details say otherwise.
 *
 * @param id - the theme, a dash and a number
 * @param details - what is not usual
 */
export function rule(id: string, details: RuleDetails): Rule {
	return {
		id,
		theme: id.slice(0, 3) as ThemeId,
		weight: 1,
		gate: false,
		aboutKnowledge: false,
		combine: 'share',
		scored: true,
		isAction: true,
		...details,
	}
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
	/** The accounts in use of each tool. */
	readonly activeByTool: ReadonlyMap<string, readonly ActiveAccount[]>
	/** Tools with a cost of which the amount is known. */
	readonly toolsWithCost: ReadonlySet<string>
	/** Tools with a line of cost without an amount. */
	readonly toolsWithOpenCost: ReadonlySet<string>
	/** Tools that a backup covers. */
	readonly toolsInBackup: ReadonlySet<string>
	/** Euros a year of each tool with a known amount: its most recent year, one-time costs in that year. */
	readonly amountByTool: ReadonlyMap<string, number>
	readonly backupsByTool: ReadonlyMap<string, readonly Backup[]>
	/** The commune itself; without a field when there is no record of it. */
	readonly commune: Partial<Commune>
	/** Contracts of the tools that are there, not over yet. */
	readonly contracts: readonly JudgedContract[]
	readonly contractsByTool: ReadonlyMap<string, readonly JudgedContract[]>
	readonly activeByHolder: ReadonlyMap<string, readonly ActiveAccount[]>
	/** Essential tools, and those that may be. */
	readonly essentialTools: readonly { readonly id: string, readonly tool: Tool, readonly weight: readonly [number, number] }[]
	/** Tools that a training was about. */
	readonly trainedTools: ReadonlySet<string>
	/** Tools that a processing of the register names. */
	readonly toolsInRegister: ReadonlySet<string>
	/** Agents and elected people in office, or who may be. */
	readonly staff: readonly StaffMember[]
}

/** Somebody of the commune in office. */
export interface StaffMember {
	readonly id: string
	readonly person: Person
	/** False when they may have left, or be from outside. */
	readonly certain: boolean
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
	const { tools, accounts, costs, backups, persons, trainings, processings } = inventory.collections
	// Reckoned when a rule asks for them: the home screen does not.
	const contracts = once(() => judgedContracts(inventory, today))
	const contractsByTool = once(() => groupBy(contracts(), ({ contract }) => contract.toolIds))
	const sortedTools = byLabel(Object.entries(tools), ({ name }) => name)
	const active = byLabel(Object.entries(accounts), ({ label }) => label)
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
		tools: sortedTools,
		accounts: active,
		activeByTool: groupBy(active, ({ account }) => [account.toolId]),
		accountsByTool: new Set(Object.values(accounts).map(({ toolId }) => toolId)),
		toolsWithCost: new Set(Object.values<Cost>(costs).filter(isCostKnown).map(({ toolId }) => toolId)),
		amountByTool: yearlyAmounts(Object.values<Cost>(costs)
			.filter((cost) => isCostKnown(cost) && recordOf(tools, cost.toolId) !== null)),
		backupsByTool: groupBy(Object.values<Backup>(backups), ({ toolIds }) => toolIds),
		commune: byId(inventory.collections.commune)[0]?.[1] ?? {},
		get contracts() {
			return contracts()
		},
		get contractsByTool() {
			return contractsByTool()
		},
		activeByHolder: groupBy(active, ({ account }) => [...new Set(account.holderIds ?? [])]),
		essentialTools: sortedTools
			.filter(([, { criticality }]) => criticality === undefined || criticality === 'unknown' || criticality === 'essential')
			.map(([id, tool]) => ({ id, tool, weight: tool.criticality === 'essential' ? [2, 2] as const : [0, 2] as const })),
		trainedTools: new Set(Object.values<Training>(trainings)
			.filter(({ heldOn }) => heldOn === undefined || heldOn === 'unknown' || heldOn <= today)
			.flatMap(({ toolIds }) => toolIds)),
		toolsInRegister: new Set(Object.values<Processing>(processings).flatMap(({ toolIds }) => toolIds)),
		staff: byId(persons)
			.filter(([, person]) => presenceOf(person, today) !== 'left' && person.kind !== 'external')
			.map(([id, person]) => ({
				id,
				person,
				certain: presenceOf(person, today) === 'here' && person.kind !== undefined && person.kind !== 'unknown',
			})),
		toolsWithOpenCost: new Set(Object.values<Cost>(costs).filter((cost) => !isCostKnown(cost)).map(({ toolId }) => toolId)),
		toolsInBackup: new Set(Object.values<Backup>(backups).flatMap(({ toolIds }) => toolIds)),
	}
}

const TIMES_A_YEAR: Readonly<Record<NonNullable<Cost['period']>, number>> = { once: 1, monthly: 12, quarterly: 4, yearly: 1 }

/** By tool: the lines of its most recent year (lines without a year stand for every year). */
function yearlyAmounts(costs: readonly Cost[]): ReadonlyMap<string, number> {
	return new Map([...groupBy(costs, ({ toolId }) => [toolId])].map(([toolId, lines]) => {
		const last = Math.max(0, ...lines.map(({ year = 0 }) => year))
		const cents = lines
			.filter(({ year = last }) => year === last)
			.map(({ amountInclTax = 0, period = 'yearly' }) => Math.round(amountInclTax * 100) * TIMES_A_YEAR[period])
		return [toolId, cents.reduce((sum, amount) => sum + amount, 0) / 100]
	}))
}

/** A value computed at its first use. */
function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | null = null
	return () => (made ??= { value: make() }).value
}

/** Objects in the order in which they are shown: what is made from them is then sorted already. */
function byLabel<T>(entries: readonly (readonly [string, T])[], labelOf: (record: T) => string): (readonly [string, T])[] {
	const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
	return [...entries].sort(([leftId, left], [rightId, right]) => compare(labelOf(left), labelOf(right)) || compare(leftId, rightId))
}

/** One password for each account whose reuse is told. */
function fromReuse(id: string, toolId: string, { reuse = {} }: DiagnosticMetrics): PasswordFact[] {
	const reusedBy = recordOf(reuse, id)
	return reusedBy === null ? [] : [{ id, accountId: id, toolId, isLinked: true, reusedBy, recordedOn: '', changedOn: null }]
}

/** In the order of the ids: nothing may depend on the order of entry. */
export function byId<T>(records: Readonly<Record<string, T>>): (readonly [string, T])[] {
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

/** Points of each verdict. */
const GRADES: Readonly<Record<ObjectRef['verdict'], Grade>> = { ok: [3, 3], 'not-ok': [0, 0], unknown: [0, 3] }

/**
 * An item, with the question that would settle it when it is not settled.
 *
 * @param object - what is judged
 * @param weight - how much it counts
 * @param ask - what to ask when the verdict is `unknown`; a field of the object itself when only a name is given
 * @param grade - its points; those of its verdict unless given
 */
export function item(
	object: ObjectRef,
	weight: readonly [number, number],
	ask: string | { readonly object: ObjectRef, readonly field: string } | null,
	grade: Grade = GRADES[object.verdict],
): Item {
	return {
		object,
		weight,
		grade,
		isActionable: true,
		ask: object.verdict !== 'unknown' || ask === null ? null : typeof ask === 'string' ? { object, field: ask } : ask,
	}
}

/**
 * A tool as an object to judge.
 *
 * @param id - of the tool
 * @param tool - the tool
 */
export function toolRef(id: string, { name }: Tool): Omit<ObjectRef, 'verdict'> {
	return { collection: 'tools', id, label: name }
}

/**
 * The commune, or one of the things that it is asked about.
 *
 * @param id - `commune`, or the thing
 */
export function communeRef(id: string): ObjectRef {
	return { collection: 'commune', id, label: '', verdict: 'unknown' }
}

/**
 * An item of points: in order with 3 for sure, not known when the two differ, to be dealt with otherwise.
 *
 * @param object - what is judged, without its verdict
 * @param weight - how much it counts
 * @param grade - its points
 * @param ask - as for {@link item}
 */
export function graded(
	object: Omit<ObjectRef, 'verdict'>,
	weight: readonly [number, number],
	grade: Grade,
	ask: string | { readonly object: ObjectRef, readonly field: string } | null,
): Item {
	const verdict = grade[0] === 3 ? 'ok' : grade[0] === grade[1] ? 'not-ok' : 'unknown'
	return item({ ...object, verdict }, weight, ask, grade)
}
