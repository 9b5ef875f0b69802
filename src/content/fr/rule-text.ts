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
