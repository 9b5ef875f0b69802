// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Rule } from './rule.ts'

import { ACCOUNT_RULES } from './rules/accounts.ts'
import { COST_RULES } from './rules/costs.ts'
import { DEPENDENCY_RULES } from './rules/dependency.ts'
import { DOMAIN_RULES } from './rules/domains.ts'
import { EQUIPMENT_RULES } from './rules/equipment.ts'
import { ETHICS_RULES } from './rules/ethics.ts'
import { HOSTING_RULES } from './rules/hosting.ts'
import { PASSWORD_RULES } from './rules/identifiers.ts'
import { PERSONAL_DATA_RULES } from './rules/personal-data.ts'
import { EMERGENCY_RULES, SECURITY_RULES } from './rules/security.ts'
import { TRAINING_RULES } from './rules/training.ts'
import { USAGE_RULES } from './rules/usages.ts'

/** Changes whenever a rule does: two results of different versions do not compare. */
export const RULESET_VERSION = '2026.12'

/** Every rule, in the order of the themes then of the ids. */
export const RULES: readonly Rule[] = [
	...[...PASSWORD_RULES, ...ACCOUNT_RULES].sort((left, right) => (left.id < right.id ? -1 : 1)),
	...SECURITY_RULES,
	...EQUIPMENT_RULES,
	...EMERGENCY_RULES,
	...HOSTING_RULES,
	...DOMAIN_RULES,
	...COST_RULES,
	...USAGE_RULES,
	...DEPENDENCY_RULES,
	...PERSONAL_DATA_RULES,
	...TRAINING_RULES,
	...ETHICS_RULES,
]

/**
 * A rule by its id, or null.
 *
 * @param id - such as `IDM-1`
 */
export function ruleById(id: string): Rule | null {
	return RULES.find((rule) => rule.id === id) ?? null
}
