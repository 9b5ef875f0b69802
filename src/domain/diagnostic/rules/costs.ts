// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tool } from '../../inventory/model.ts'
import type { Rule, RuleContext } from '../rule.ts'

import { isStatePortal } from '../../hosting/places.ts'
import { item, perhaps, weightOf } from '../rule.ts'
import { OSINUM } from '../sources.ts'

/** True if a tool is asked what it costs: a portal of the State is not. */
function hasCost({ inventory }: RuleContext, tool: Tool): boolean {
	return !isStatePortal(inventory, tool)
}

/** Ids of the tools of which nobody knows the cost. */
export function toolsWithoutCost(context: RuleContext): readonly string[] {
	return context.tools.filter(([id, tool]) => hasCost(context, tool) && !context.toolsWithCost.has(id)).map(([id]) => id)
}

const COU_1: Rule = {
	id: 'COU-1',
	theme: 'COU',
	weight: 1,
	gate: false,
	aboutKnowledge: true,
	zeroWhenEssentialFails: false,
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM],
	reads: [
		'costs.toolId',
		'costs.amountInclTax',
		'costs.certainty',
		'tools.imposedBy',
		'tools.hostingId',
		'tools.criticality',
		'tools.name',
		'hostings.kind',
	],
	// A cost that nobody knows is not a bad cost: it is a question.
	items: (context) => context.tools.flatMap(([id, tool]) => {
		if (!hasCost(context, tool)) {
			return []
		}
		const weight = tool.imposedBy === 'unknown' ? perhaps(weightOf(tool)) : weightOf(tool)
		return [
			item(
				{ collection: 'tools', id, label: tool.name, verdict: context.toolsWithCost.has(id) ? 'ok' : 'unknown' },
				weight,
				'cost',
			),
		]
	}),
}

/** Costs and contracts. */
export const COST_RULES: readonly Rule[] = [COU_1]
