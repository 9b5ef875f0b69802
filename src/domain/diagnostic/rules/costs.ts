// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Equipment, Tool } from '../../inventory/model.ts'
import type { Rule, RuleContext } from '../rule.ts'

import { placeIn } from '../../hosting/law.ts'
import { isStatePortal } from '../../hosting/places.ts'
import { reliable } from '../../inventory/provenance.ts'
import { recordOf } from '../../inventory/references.ts'
import { isCountry } from '../../inventory/usages.ts'
import { CONTRACT_READS, REMINDER_DAYS } from '../contracts.ts'
import { ofTruth } from '../grades.ts'
import { graded, item, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import { BAROMETER_2024, GLPI_RENEWALS, IRN, OSINUM } from '../sources.ts'

/** True if a tool is asked what it costs: a portal of the State is not. */
function hasCost({ inventory }: RuleContext, tool: Tool): boolean {
	return !isStatePortal(inventory, tool)
}

/** Ids of the tools of which nobody knows the cost. */
export function toolsWithoutCost(context: RuleContext): readonly string[] {
	return context.tools.filter(([id, tool]) => hasCost(context, tool) && !context.toolsWithCost.has(id)).map(([id]) => id)
}

const COU_1 = rule('COU-1', {
	aboutKnowledge: true,
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
	about: ['tools'],
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
})

/** Nothing to decide within 90 days; sooner, or missed. A deadline within 15 days is a reminder, not an action. */
const COU_2 = rule('COU-2', {
	effort: 'XS',
	cost: '0',
	legal: 'good-practice',
	sources: [GLPI_RENEWALS],
	reads: CONTRACT_READS,
	about: ['contracts'],
	combine: 'worst',
	items: ({ contracts }) => contracts.map(({ object, grade, certain, contract, daysLeft }) => ({
		...item(object, certain ? [1, 1] : [0, 1], contract.endOn === undefined ? 'endOn' : contract.renewal === undefined ? 'renewal' : 'notice', grade),
		isActionable: daysLeft > REMINDER_DAYS,
	})),
})

/** A tool is paid for when it is said so, or when an amount is known. */
function isPaid({ amountByTool, toolsWithOpenCost }: RuleContext, id: string, { licenceKind }: Tool): boolean | null {
	return licenceKind === 'proprietary-paid' || (amountByTool.get(id) ?? 0) > 0
		? true
		: licenceKind === undefined || licenceKind === 'unknown' || toolsWithOpenCost.has(id) ? null : false
}

/** Given up, used by nobody, or with more licences than people. */
function isUseful({ status, usersCount, unitsBought, userIds }: Tool): boolean | null {
	if (status === 'abandoned' || usersCount === 0) {
		return false
	}
	const users = usersCount ?? (userIds === undefined || userIds.length === 0 ? null : userIds.length)
	return users === null ? null : unitsBought === undefined || unitsBought <= users
}

const COU_3 = rule('COU-3', {
	effort: 'XS',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM, GLPI_RENEWALS],
	reads: [
		'tools.licenceKind',
		'tools.status',
		'tools.usersCount',
		'tools.userIds',
		'tools.unitsBought',
		'tools.criticality',
		'tools.name',
		'costs.toolId',
		'costs.amountInclTax',
		'costs.certainty',
	],
	about: ['tools'],
	items: (context) => context.tools.flatMap(([id, tool]) => {
		const paid = isPaid(context, id, tool)
		const weight = weightOf(tool)
		return paid === false
			? []
			: [graded(toolRef(id, tool), paid === null ? perhaps(weight) : weight, ofTruth(isUseful(tool)), paid === null ? 'licenceKind' : 'usersCount')]
	}),
})

/** Only told: to whom the money goes, by the country of the group. */
const COU_4 = rule('COU-4', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [IRN],
	reads: ['tools.supplierId', 'suppliers.country', 'suppliers.parentCountry', 'suppliers.facts', 'costs.toolId', 'costs.amountInclTax', 'costs.period'],
	about: ['costs'],
	scored: false,
	isAction: false,
	items: () => [],
	figures: ({ tools, amountByTool, inventory: { collections: { suppliers } }, today }) => {
		const sums = { france: 0, union: 0, elsewhere: 0, unknown: 0 }
		for (const [id, { supplierId }] of tools) {
			const supplier = recordOf(suppliers, supplierId)
			const country = supplier === null ? undefined : reliable(supplier, 'parentCountry', today) ?? reliable(supplier, 'country', today)
			const place = isCountry(country) ? placeIn(country, today) : 'unknown'
			const key = place === 'france' ? 'france' : place === 'eu' ? 'union' : place === 'unknown' ? 'unknown' : 'elsewhere'
			sums[key] += amountByTool.get(id) ?? 0
		}
		return inCents(sums)
	},
})

/** Only told, when four fifths of the costs are known: euros a year for each inhabitant and each workstation. */
const COU_5 = rule('COU-5', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [BAROMETER_2024],
	reads: ['commune.population', 'costs.toolId', 'costs.amountInclTax', 'costs.certainty', 'costs.period', 'equipments.kind', 'equipments.disposedOn', 'tools.hostingId', 'tools.imposedBy', 'hostings.kind'],
	about: ['costs'],
	scored: false,
	isAction: false,
	items: () => [],
	figures: (context) => {
		const asked = context.tools.filter(([, tool]) => hasCost(context, tool))
		const known = asked.filter(([id]) => context.toolsWithCost.has(id)).length
		const total = [...context.amountByTool.values()].reduce((sum, amount) => sum + amount, 0)
		const stations = Object.values<Equipment>(context.inventory.collections.equipments)
			.filter(({ kind, disposedOn }) => (kind === 'desktop' || kind === 'laptop') && disposedOn === undefined).length
		const population = context.commune.population ?? 0
		const isTold = asked.length > 0 && known * 5 >= asked.length * 4
		return inCents({
			toolsWithCost: known,
			toolsAsked: asked.length,
			...(isTold ? { yearly: total } : {}),
			...(isTold && population > 0 ? { perInhabitant: total / population } : {}),
			...(isTold && stations > 0 ? { perWorkstation: total / stations } : {}),
		})
	},
})

/** Rounded, so that the order of the additions changes nothing. */
function inCents<T extends Readonly<Record<string, number>>>(figures: T): T {
	return Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Math.round(value * 100) / 100])) as T
}

/** Costs and contracts. */
export const COST_RULES: readonly Rule[] = [COU_1, COU_2, COU_3, COU_4, COU_5]
