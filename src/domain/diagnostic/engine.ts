// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../inventory/model.ts'
import type { CollectionName } from '../inventory/model.ts'
import type { Steps } from '../steps.ts'
import type { Grade } from './grades.ts'
import type { ActionProposal, Diagnostic, ObjectRef, Question, Reminder, RuleResult, Score, ThemeId, ThemeResult } from './model.ts'
import type { DiagnosticMetrics, Effort, Item, Rule, RuleContext } from './rule.ts'

import { finish } from '../steps.ts'
import { meanBounds } from './bounds.ts'
import { REMINDER_DAYS } from './contracts.ts'
import { THEMES } from './model.ts'
import { ruleContext } from './rule.ts'
import { RULES, RULESET_VERSION } from './ruleset.ts'

/** More would not be done. */
export const MAX_ACTIONS = 4

/** Below, a theme is first of all to be discovered. */
const ENOUGH_KNOWLEDGE = 0.6

/** From this floor on, a theme is in order. */
const IN_ORDER = 2.5 / 3

/** Hours of the secretary: half an hour, two hours, a day, five days, a project. A range counts as its higher end. */
export const EFFORT_HOURS: Readonly<Record<Effort, number>> = { XS: 0.5, S: 2, M: 7, L: 35, XL: 105 }

/** A rule and all that follows from it. */
interface Judged {
	readonly rule: Rule
	readonly items: readonly Item[]
	readonly result: RuleResult
	/** False when it may turn out to be without object. */
	readonly certain: boolean
	/** Share of what it looks at that is known, 0 to 1. */
	readonly known: number
}

/**
 * The diagnostic of a commune. Pure: the same inventory, date, metrics and version
 * of the rules give the same bytes, whatever the order of entry. What is not known
 * counts as the worst in floors and as the best in ceilings. Themes without any rule
 * in this version are absent.
 *
 * @param inventory - the inventory
 * @param date - the day of the diagnostic (ISO date)
 * @param metrics - counts made in the opened vault; without them the rules on passwords themselves are unknown
 * @param rules - the rules; another list in tests only
 */
export function computeDiagnostic(
	inventory: Inventory,
	date: string,
	metrics?: DiagnosticMetrics,
	rules: readonly Rule[] = RULES,
): Diagnostic {
	return finish(diagnosticSteps(inventory, date, metrics, rules))
}

/**
 * The same, a step at a time: each step costs about as much as one rule, so that a large notebook leaves the page
 * free in between.
 */
export function* diagnosticSteps(
	inventory: Inventory,
	date: string,
	metrics?: DiagnosticMetrics,
	rules: readonly Rule[] = RULES,
): Steps<Diagnostic> {
	const context = ruleContext(inventory, date, metrics)
	const judged: Judged[] = []
	for (const rule of rules) {
		yield
		judged.push(judge(rule, rule.items(context).filter(({ weight }) => weight[1] > 0), context))
	}
	yield
	const questions = questionsOf(judged)
	yield
	return {
		ruleset: RULESET_VERSION,
		date,
		knowledge: knowledgeOf(judged),
		rules: judged.map(({ result }) => result),
		themes: THEMES.flatMap((theme) => themeOf(theme, judged.filter(({ rule }) => rule.theme === theme))),
		actions: actionsOf(judged),
		reminders: remindersOf(context),
		questions,
	}
}

function judge(rule: Rule, unsorted: readonly Item[], context: RuleContext): Judged {
	const items = [...unsorted].sort((left, right) => compareObjects(left.object, right.object))
	const objects = items.map(({ object }) => object)
	const base = { rule: rule.id, objects, ...(rule.figures === undefined ? {} : { figures: rule.figures(context) }) }
	const result = (score: Score, grade: Grade): RuleResult => ({ ...base, score, floor: grade[0], ceiling: grade[1] })
	if (!rule.scored) {
		return { rule, items, result: result('information', [0, 0]), certain: false, known: 0 }
	}
	// Nothing entered is not the same as nothing there.
	const certain = items.some(({ weight }) => weight[0] > 0)
	const isOpen = !certain && rule.about.some((collection) => isNothingEntered(context, collection))
	if (items.length === 0) {
		return { rule, items, result: isOpen ? result('unknown', [0, 3]) : result('not-applicable', [0, 0]), certain, known: 0 }
	}
	const [floor, ceiling] = isOpen ? [0, 3] : rule.combine === 'worst' ? worstGrade(items) : meanGrade(items)
	return {
		rule,
		items,
		result: result(floor === ceiling ? floor as Score : 'unknown', [floor, ceiling]),
		certain,
		known: objects.filter(({ verdict }) => verdict !== 'unknown').length / objects.length,
	}
}

/** Nobody entered anything of a kind, nor said that the commune has none. */
function isNothingEntered({ inventory: { collections } }: RuleContext, collection: CollectionName): boolean {
	return Object.keys(collections[collection]).length === 0
		&& !Object.values(collections.commune).some(({ noneOf }) => noneOf?.includes(collection) === true)
}

/** Whole points of the weighted mean: 2 from two thirds on, 1 from one third on (3c ≥ 2t, 3c ≥ t, in whole numbers). */
function meanGrade(items: readonly Item[]): Grade {
	const mean = meanBounds(items.map(({ grade: [low, high], weight: [minWeight, maxWeight] }) => ({ low, high, minWeight, maxWeight })))
	return mean === null ? [0, 3] : [Math.floor(mean.floor), Math.floor(mean.ceiling)]
}

/** Points of the worst; of those that may not be concerned, only what they could take away. */
function worstGrade(items: readonly Item[]): Grade {
	const sure = items.filter(({ weight }) => weight[0] > 0).map(({ grade }) => grade)
	const ceiling = sure.length > 0 ? Math.min(...sure.map(([, high]) => high)) : Math.max(...items.map(({ grade }) => grade[1]))
	return [Math.min(...items.map(({ grade }) => grade[0])), ceiling]
}

function isApplicable({ result }: Judged): boolean {
	return result.score !== 'not-applicable' && result.score !== 'information'
}

function isGateAtZero({ rule, result, certain }: Judged): boolean {
	return rule.gate && certain && result.score === 0
}

function knowledgeOf(judged: readonly Judged[]): number | null {
	const applicable = judged.filter(isApplicable)
	const total = applicable.reduce((sum, { rule }) => sum + rule.weight, 0)
	return total === 0 ? null : applicable.reduce((sum, { rule, known }) => sum + rule.weight * known, 0) / total
}

function themeOf(theme: ThemeId, judged: readonly Judged[]): ThemeResult[] {
	if (judged.length === 0) {
		return []
	}
	const interval = meanBounds(judged.filter(isApplicable).map(({ rule, result, certain }) => ({
		low: result.floor / 3,
		high: result.ceiling / 3,
		minWeight: certain ? rule.weight : 0,
		maxWeight: rule.weight,
	})))
	const knowledge = knowledgeOf(judged)
	return [{ theme, interval, knowledge, word: wordOf(judged, interval?.floor ?? 0, knowledge), rules: judged.map(({ rule }) => rule.id) }]
}

/** A danger that is certain is said before what is not known. */
function wordOf(judged: readonly Judged[], floor: number, knowledge: number | null): ThemeResult['word'] {
	if (knowledge === null) {
		return 'not-applicable'
	}
	if (judged.some(isGateAtZero)) {
		return 'urgent'
	}
	if (knowledge < ENOUGH_KNOWLEDGE) {
		return 'to-discover'
	}
	return floor >= IN_ORDER ? 'in-order' : 'to-improve'
}

/** Gates at 0 first; then what gives most for the least effort; then obligations; then ids. */
function actionsOf(judged: readonly Judged[]): readonly ActionProposal[] {
	const sorted = judged
		.map((one) => ({ one, priority: priorityOf(one) }))
		.filter(({ priority }) => priority > 0)
		.sort((left, right) => Number(isGateAtZero(right.one)) - Number(isGateAtZero(left.one))
			|| right.priority - left.priority
			|| Number(right.one.rule.legal === 'obligation') - Number(left.one.rule.legal === 'obligation')
			|| compare(left.one.rule.id, right.one.rule.id))
	return withObligation(sorted)
		.map(({ one, priority }) => ({ rule: one.rule.id, priority, objects: toActOn(one).map(({ object }) => object) }))
}

/** The first four; the last place is kept for the first unmet obligation when none of them is one, but never taken from a gate. */
function withObligation<T extends { readonly one: Judged }>(sorted: readonly T[]): readonly T[] {
	const shown = sorted.slice(0, MAX_ACTIONS)
	const isObligation = ({ one }: T): boolean => one.rule.legal === 'obligation'
	const obligation = sorted.find(isObligation)
	const last = shown.at(-1)
	return obligation === undefined || last === undefined || shown.some(isObligation) || isGateAtZero(last.one)
		? shown
		: [...shown.slice(0, -1), obligation]
}

/** Deadlines within 15 days: they are said at once, not planned. */
function remindersOf(context: RuleContext): readonly Reminder[] {
	return context.contracts
		.flatMap(({ object, lastDayToAct, daysLeft }) => (
			lastDayToAct !== null && daysLeft <= REMINDER_DAYS ? [{ object, on: lastDayToAct }] : []
		))
		.sort((left, right) => compare(left.on, right.on) || compareObjects(left.object, right.object))
}

/** Weight × missing points × criticality ÷ effort. Only what is certain is missing, unless the ignorance is the finding. */
function priorityOf(judged: Judged): number {
	const { rule, result, certain } = judged
	if (!isApplicable(judged) || !certain || !rule.isAction || toActOn(judged).length === 0) {
		return 0
	}
	const missing = 3 - (rule.aboutKnowledge ? result.floor : result.ceiling)
	const criticality = toActOn(judged).some(({ weight }) => weight[0] >= 2) ? 2 : 1
	return Math.round((rule.weight * missing * criticality * 1000) / EFFORT_HOURS[rule.effort]) / 1000
}

function toActOn({ rule, items }: Judged): readonly Item[] {
	const isFinding = (verdict: ObjectRef['verdict']): boolean => verdict === 'not-ok' || (rule.aboutKnowledge && verdict === 'unknown')
	return items.filter(({ object, isActionable }) => isActionable && isFinding(object.verdict))
}

/** The questions, each once: gates first, then by weight; of the same use, in the order of the rules and of their objects. */
function questionsOf(judged: readonly Judged[]): readonly Question[] {
	const byUse = new Map<number, Question[]>()
	for (const { rule, items } of judged) {
		for (const { ask, weight } of items) {
			if (ask !== null) {
				const use = (rule.gate ? 100 : 0) + rule.weight * weight[1]
				const questions = byUse.get(use) ?? []
				questions.push({ rule: rule.id, object: ask.object, field: ask.field })
				byUse.set(use, questions)
			}
		}
	}
	const seen = new Map<string, Set<string>>()
	return [...byUse].sort(([left], [right]) => right - left).flatMap(([, questions]) => questions.filter(({ object, field }) => {
		const asked = seen.get(field) ?? new Set<string>()
		seen.set(field, asked)
		const key = `${object.collection}/${object.id}`
		return !asked.has(key) && asked.add(key) !== undefined
	}))
}

function compareObjects(left: ObjectRef, right: ObjectRef): number {
	return compare(left.label, right.label) || compare(left.collection, right.collection) || compare(left.id, right.id)
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0
}
