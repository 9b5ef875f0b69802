// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CollectionName } from '../inventory/model.ts'

/** Themes in their order of display. */
export const THEMES = ['IDM', 'SEC', 'HEB', 'COU', 'USA', 'DEP', 'RGP', 'FOR', 'ETH'] as const
export type ThemeId = (typeof THEMES)[number]

/** A rule's result: 0 (bad) to 3 (good), not known, without object for this commune, or only told. */
export type Score = 0 | 1 | 2 | 3 | 'unknown' | 'not-applicable' | 'information'

/** An object of the inventory that a result speaks of. */
export interface ObjectRef {
	/** `credentials` and `members` are of the opened vault: known in the page of who opened it only. */
	readonly collection: CollectionName | 'credentials' | 'members'
	readonly id: string
	/** Name to show; never a login nor anything from the vault, whose entries bear the name of their tool, or none. */
	readonly label: string
	readonly verdict: 'ok' | 'not-ok' | 'unknown'
}

/** Result of one rule. */
export interface RuleResult {
	readonly rule: string
	readonly score: Score
	/** Bounds of the score given the unknown facts (0 to 3). Equal when all is known. */
	readonly floor: number
	readonly ceiling: number
	/** The objects behind the result, sorted by label then id. */
	readonly objects: readonly ObjectRef[]
	/** Figures of what is only told. */
	readonly figures?: Readonly<Record<string, number>>
}

/** Result of one theme. */
export interface ThemeResult {
	readonly theme: ThemeId
	/** Both 0 to 1, or null when no rule applies. */
	readonly interval: { readonly floor: number, readonly ceiling: number } | null
	/** Share of the weight that is known, 0 to 1; null when no rule applies. */
	readonly knowledge: number | null
	readonly word: 'to-discover' | 'urgent' | 'to-improve' | 'in-order' | 'not-applicable'
	readonly rules: readonly string[]
}

/** One of the at most four actions. */
export interface ActionProposal {
	readonly rule: string
	readonly priority: number
	readonly objects: readonly ObjectRef[]
}

/** The whole diagnostic. Same inventory, catalogue and date: same bytes. */
export interface Diagnostic {
	readonly ruleset: string
	readonly date: string
	readonly knowledge: number | null
	readonly rules: readonly RuleResult[]
	readonly themes: readonly ThemeResult[]
	readonly actions: readonly ActionProposal[]
	/** Deadlines too near to be planned: to be looked at today. */
	readonly reminders: readonly Reminder[]
	/** Facts that nobody knows yet, most useful first. */
	readonly questions: readonly Question[]
}

/** A contract whose last day to act is within 15 days. */
export interface Reminder {
	readonly object: ObjectRef
	/** ISO date. */
	readonly on: string
}

/** A fact to ask, on one object. */
export interface Question {
	readonly rule: string
	readonly object: ObjectRef
	/** Field of the object to fill. */
	readonly field: string
}
