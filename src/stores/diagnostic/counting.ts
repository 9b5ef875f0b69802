// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CountedDeparture } from '../../domain/diagnostic/metrics.ts'
import type { DiagnosticMetrics } from '../../domain/diagnostic/rule.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import type { Numbers } from '../../domain/numbers.ts'
import type { Steps } from '../../domain/steps.ts'
import type { CredentialSummary } from '../../vault/model.ts'

import { countVault } from '../../domain/diagnostic/metrics.ts'
import { toolsKnowledge } from '../../domain/inventory/knowledge.ts'
import { numbersOf } from '../../domain/numbers.ts'

/** Input of the counts: the inventory, and the opened vault or null. */
export interface Counted {
	readonly inventory: Inventory
	readonly day: string
	readonly vault: { readonly live: readonly CredentialSummary[], readonly departures: readonly CountedDeparture[] } | null
}

/** The numbers of the home screen, and the tools of which a fact was never asked: those are worth a task. */
export interface HomeNumbers extends Numbers {
	readonly hostingNotAsked: readonly string[]
	readonly costNotAsked: readonly string[]
}

/** Counted from the opened vault, in this page only; nothing without it. */
export function metricsOf({ inventory, vault }: Counted): DiagnosticMetrics | undefined {
	return vault === null ? undefined : countVault(inventory, vault.live, vault.departures)
}

/** Number of records that a count reads. */
export function sizeOfCounted({ inventory: { collections: { tools, accounts, persons } }, vault }: Counted): number {
	return [tools, accounts, persons].reduce((sum, records) => sum + Object.keys(records).length, vault?.live.length ?? 0)
}

/** Everything that the home screen counts. In a chunk of its own: the page is up before. */
export function* homeNumbers(counted: Counted): Steps<HomeNumbers> {
	const { inventory, day } = counted
	const metrics = metricsOf(counted)
	yield
	const numbers = numbersOf(inventory, day, metrics)
	yield
	const knowledge = toolsKnowledge(inventory, day)
	const notAsked = (ids: readonly string[], fact: 'hosting' | 'cost') => ids.filter((id) => (
		knowledge.get(id)?.facts.some((entry) => entry.fact === fact && entry.state === 'not-asked') === true
	))
	return { ...numbers, hostingNotAsked: notAsked(numbers.placeUnknown, 'hosting'), costNotAsked: notAsked(numbers.costUnknown, 'cost') }
}
