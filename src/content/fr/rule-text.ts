// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Effort } from '../../domain/diagnostic/rule.ts'

/** The French texts of one rule. */
export interface RuleText {
	/** The action, as an order that one gives oneself. */
	readonly title: string
	/** Why it matters, in plain words. */
	readonly why: string
	/** Improve what exists; a similar libre tool; a dedicated service. */
	readonly levels: readonly [RuleLevel, RuleLevel, RuleLevel]
}

/** One way to go about it. */
export interface RuleLevel {
	readonly text: string
	/** When to go that far; empty for the first level, which is the default. */
	readonly when: string
	readonly effort: Effort
	/** Hours of training for one person; 0 is said, not left out. */
	readonly trainingHours: number
	readonly training: string
	/** The consequence, in a sentence. */
	readonly lose: string
}

const HOURS: Readonly<Record<number, string>> = {
	0: 'aucune',
	0.5: 'une demi-heure',
	1: 'une heure',
	2: 'deux heures',
	3: 'trois heures',
	4: 'une demi-journée',
	7: 'une journée',
}

/** Beside the text of a level: what is lost is written without its "Ce que vous perdez". */
export type LevelDetails = Omit<RuleLevel, 'text' | 'training'>

/**
 * One way to go about it, with the hours of training in words.
 *
 * @param text - the action
 * @param details - when, effort, hours of training, loss
 */
export function level(text: string, details: LevelDetails): RuleLevel {
	return {
		...details,
		text,
		training: `Formation\u00a0: ${HOURS[details.trainingHours] ?? `${details.trainingHours} heures`}.`,
		lose: `Ce que vous perdez\u00a0: ${details.lose}`,
	}
}
