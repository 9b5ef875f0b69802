// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DiagnosticMetrics } from './diagnostic/rule.ts'
import type { Inventory } from './inventory/model.ts'

import { ruleContext } from './diagnostic/rule.ts'
import { toolsWithoutCost } from './diagnostic/rules/costs.ts'
import { accountsOutsideVault, knownToDeparted, reusedPasswords } from './diagnostic/rules/identifiers.ts'
import { placeOf } from './hosting/places.ts'

/*
 * Every number that more than one screen shows (home, hosting, diagnostic), defined once: each is the length of a list,
 * and the rules of the diagnostic judge by the same functions.
 */
export interface Numbers {
	/** Ids of the tools of which nobody knows where the data is; portals of the State are not asked. */
	readonly placeUnknown: readonly string[]
	/** Ids of the tools of which nobody knows the cost; portals of the State are not asked. */
	readonly costUnknown: readonly string[]
	/** Ids of the working accounts whose password is not, or may not be, in the vault. */
	readonly outsideVault: readonly string[]
	/** Ids of the entries of the opened vault whose password opens another one too. */
	readonly reused: readonly string[]
	/** Ids of accounts, or of entries of the vault without one, that somebody who left still knows. */
	readonly knownToDeparted: readonly string[]
}

/**
 * The numbers of a notebook.
 *
 * @param inventory - the inventory
 * @param today - ISO date
 * @param metrics - counts of the opened vault, when there is one
 */
export function numbersOf(inventory: Inventory, today: string, metrics?: DiagnosticMetrics): Numbers {
	const context = ruleContext(inventory, today, metrics)
	return {
		placeUnknown: context.tools.filter(([, tool]) => placeOf(inventory, tool, today) === 'unknown').map(([id]) => id),
		costUnknown: toolsWithoutCost(context),
		outsideVault: accountsOutsideVault(context).map(({ id }) => id),
		reused: reusedPasswords(context).map(({ id }) => id),
		knownToDeparted: [...knownToDeparted(context)],
	}
}
