// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from './rule-text.ts'

import { COST_TEXTS } from './rules/costs.ts'
import { DEPENDENCY_TEXTS } from './rules/dependency.ts'
import { HOSTING_TEXTS } from './rules/hosting.ts'
import { IDENTIFIER_TEXTS } from './rules/identifiers.ts'
import { SECURITY_TEXTS } from './rules/security.ts'

/** The texts of every rule of the diagnostic, by rule id. */
export const RULE_TEXTS: Readonly<Record<string, RuleText>> = {
	...IDENTIFIER_TEXTS,
	...SECURITY_TEXTS,
	...HOSTING_TEXTS,
	...COST_TEXTS,
	...DEPENDENCY_TEXTS,
}
