// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../inventory/model.ts'
import type { Steps } from '../steps.ts'
import type { ActionProposal, Diagnostic, ObjectRef, Question, RuleResult, Score, ThemeId, ThemeResult } from './model.ts'
import type { DiagnosticMetrics, Effort, Item, Rule } from './rule.ts'

import { finish } from '../steps.ts'
import { meanBounds } from './bounds.ts'
import { THEMES } from './model.ts'
import { ruleContext } from './rule.ts'
import { RULES, RULESET_VERSION } from './ruleset.ts'

/** More would not be done. */
export const MAX_ACTIONS = 4

/** Below, a theme is first of all to be discovered. */
const ENOUGH_KNOWLEDGE = 0.6

/** From this floor on, a theme is in order. */
const IN_ORDER = 2 / 3

const EFFORT_COST: Readonly<Record<Effort, number>> = { XS: 1, S: 2, M: 4, L: 8, XL: 16 }

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
		judged.push(judge(rule, rule.items(context).filter(({ weight }) => weight[1] > 0)))
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
		questions,
	}
}

function judge(rule: Rule, unsorted: readonly Item[]): Judged {
	const items = [...unsorted].sort((left, right) => compareObjects(left.object, right.object))
	const objects = items.map(({ object }) => object)
	const ratio = meanBounds(items.map(({ object: { verdict }, weight: [minWeight, maxWeight] }) => ({
		low: verdict === 'ok' ? 1 : 0,
		high: verdict === 'not-ok' ? 0 : 1,
		minWeight,
		maxWeight,
	})))
	if (ratio === null) {
		return { rule, items, result: { rule: rule.id, score: 'not-applicable', floor: 0, ceiling: 0, objects }, certain: false, known: 0 }
	}
	const floor = essentialFails(rule, items, false) ? 0 : points(ratio.floor)
	const ceiling = essentialFails(rule, items, true) ? 0 : points(ratio.ceiling)
	const total = items.reduce((sum, { weight }) => sum + weight[1], 0)
	const known = items.reduce((sum, { object, weight }) => sum + (object.verdict === 'unknown' ? 0 : weight[1]), 0)
	return {
		rule,
		items,
		result: { rule: rule.id, score: floor === ceiling ? floor : 'unknown', floor, ceiling, objects },
		certain: items.some(({ weight }) => weight[0] > 0),
		known: known / total,
	}
}

/** 3 when all conform, 2 from two thirds on, 1 from one third on, 0 below. */
function points(ratio: number): Exclude<Score, string> {
	return ratio >= 1 ? 3 : ratio >= 2 / 3 ? 2 : ratio >= 1 / 3 ? 1 : 0
}

/** For the rules that one essential failure sinks: for sure, or perhaps. */
function essentialFails(rule: Rule, items: readonly Item[], forSure: boolean): boolean {
	return rule.zeroWhenEssentialFails && items.some(({ object: { verdict }, weight: [least, most] }) => (forSure
		? verdict === 'not-ok' && least >= 2
		: verdict !== 'ok' && most >= 2))
}

function isApplicable({ result }: Judged): boolean {
	return result.score !== 'not-applicable'
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
	return judged
		.map((one) => ({ one, priority: priorityOf(one) }))
		.filter(({ priority }) => priority > 0)
		.sort((left, right) => Number(isGateAtZero(right.one)) - Number(isGateAtZero(left.one))
			|| right.priority - left.priority
			|| Number(right.one.rule.legal === 'obligation') - Number(left.one.rule.legal === 'obligation')
			|| compare(left.one.rule.id, right.one.rule.id))
		.slice(0, MAX_ACTIONS)
		.map(({ one, priority }) => ({ rule: one.rule.id, priority, objects: toActOn(one).map(({ object }) => object) }))
}

/** Weight × missing points × criticality ÷ effort. Only what is certain is missing, unless the ignorance is the finding. */
function priorityOf(judged: Judged): number {
	const { rule, result, certain } = judged
	if (!isApplicable(judged) || !certain) {
		return 0
	}
	const missing = 3 - (rule.aboutKnowledge ? result.floor : result.ceiling)
	const criticality = toActOn(judged).some(({ weight }) => weight[0] >= 2) ? 2 : 1
	return Math.round((rule.weight * missing * criticality * 1000) / EFFORT_COST[rule.effort]) / 1000
}

function toActOn({ rule, items }: Judged): readonly Item[] {
	return items.filter(({ object: { verdict } }) => verdict === 'not-ok' || (rule.aboutKnowledge && verdict === 'unknown'))
}

/** The questions, each once: gates first, then by weight. */
function questionsOf(judged: readonly Judged[]): readonly Question[] {
	const asked = judged.flatMap(({ rule, items }, rank) => items.flatMap(({ ask, weight }) => ask === null
		? []
		: [
				{
					question: { rule: rule.id, object: ask.object, field: ask.field },
					use: (rule.gate ? 100 : 0) + rule.weight * weight[1],
					rank,
				},
			]))
	const sorted = asked.sort((left, right) => right.use - left.use
		|| left.rank - right.rank
		|| compareObjects(left.question.object, right.question.object)
		|| compare(left.question.field, right.question.field))
	const byKey = new Map<string, Question>()
	for (const { question } of sorted) {
		const key = `${question.object.collection}/${question.object.id}/${question.field}`
		if (!byKey.has(key)) {
			byKey.set(key, question)
		}
	}
	return [...byKey.values()]
}

function compareObjects(left: ObjectRef, right: ObjectRef): number {
	return compare(left.label, right.label) || compare(left.collection, right.collection) || compare(left.id, right.id)
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0
}
