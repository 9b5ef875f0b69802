// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from './rule-text.ts'

import { ACCOUNT_TEXTS } from './rules/accounts.ts'
import { CONTRACT_TEXTS } from './rules/contracts.ts'
import { COPY_TEXTS } from './rules/copies.ts'
import { COST_TEXTS } from './rules/costs.ts'
import { DATA_PLACE_TEXTS } from './rules/data-places.ts'
import { DEPENDENCY_TEXTS } from './rules/dependency.ts'
import { EQUIPMENT_TEXTS } from './rules/equipment.ts'
import { ETHICS_TEXTS } from './rules/ethics.ts'
import { HOSTING_TEXTS } from './rules/hosting.ts'
import { IDENTIFIER_TEXTS } from './rules/identifiers.ts'
import { LEAVING_TEXTS } from './rules/leaving.ts'
import { PERSONAL_DATA_TEXTS } from './rules/personal-data.ts'
import { SECURITY_TEXTS } from './rules/security.ts'
import { TRAINING_TEXTS } from './rules/training.ts'
import { USAGE_TEXTS } from './rules/usages.ts'

/** The texts of every rule of the diagnostic, by rule id. */
export const RULE_TEXTS: Readonly<Record<string, RuleText>> = {
	...IDENTIFIER_TEXTS,
	...SECURITY_TEXTS,
	...HOSTING_TEXTS,
	...COST_TEXTS,
	...DEPENDENCY_TEXTS,
	...ACCOUNT_TEXTS,
	...COPY_TEXTS,
	...EQUIPMENT_TEXTS,
	...DATA_PLACE_TEXTS,
	...CONTRACT_TEXTS,
	...USAGE_TEXTS,
	...LEAVING_TEXTS,
	...PERSONAL_DATA_TEXTS,
	...TRAINING_TEXTS,
	...ETHICS_TEXTS,
}
