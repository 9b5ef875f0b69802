// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Rule } from './rule.ts'

import { COST_RULES } from './rules/costs.ts'
import { DEPENDENCY_RULES } from './rules/dependency.ts'
import { HOSTING_RULES } from './rules/hosting.ts'
import { IDENTIFIER_RULES } from './rules/identifiers.ts'
import { SECURITY_RULES } from './rules/security.ts'

/** Changes whenever a rule does: two results of different versions do not compare. */
export const RULESET_VERSION = '2026.11'

/** Every rule, in the order of the themes then of the ids. */
export const RULES: readonly Rule[] = [
	...IDENTIFIER_RULES,
	...SECURITY_RULES,
	...HOSTING_RULES,
	...COST_RULES,
	...DEPENDENCY_RULES,
]

/**
 * A rule by its id, or null.
 *
 * @param id - such as `IDM-1`
 */
export function ruleById(id: string): Rule | null {
	return RULES.find((rule) => rule.id === id) ?? null
}
