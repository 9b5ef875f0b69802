// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Hosting, Tool } from '../../inventory/model.ts'
import type { ObjectRef } from '../model.ts'
import type { Item, Rule, RuleContext } from '../rule.ts'

import { isLocal } from '../../hosting/kinds.ts'
import { hostingOf, operatorIdOf, placeOf, toolExposure } from '../../hosting/places.ts'
import { isToRecheck } from '../../inventory/provenance.ts'
import { isDataDenied } from '../../inventory/usages.ts'
import { item, perhaps, weightOf } from '../rule.ts'
import { CLOUD_SOVEREIGNTY, MON_SERVICE_SECURISE, OSINUM, RPNT } from '../sources.ts'

type Verdict = ObjectRef['verdict']
type Ask = { readonly object: ObjectRef, readonly field: string }

/** A tool that holds no data puts none anywhere. Not asked: it is taken to hold some. */
function holdsNothing(tool: Tool): boolean {
	return tool.dataCategories?.length === 0 && !isDataDenied(tool)
}

/**
 * One item for each tool but the portals of the State: where their data is, is not the commune's to decide. A tool
 * without data cannot do wrong; where it is stays a question, as on the page on hosting.
 */
function itemsByTool(context: RuleContext, judge: (tool: Tool) => Verdict, askOf: (id: string, tool: Tool) => Ask): Item[] {
	return context.tools.flatMap(([id, tool]) => {
		if (placeOf(context.inventory, tool, context.today) === 'state') {
			return []
		}
		const judged = judge(tool)
		const verdict = judged === 'not-ok' && holdsNothing(tool) ? 'ok' : judged
		const hosting = hostingOf(context.inventory, tool)
		// Of a place whose kind nobody said, it may turn out that it is the State's.
		const mayBeState = tool.imposedBy === 'unknown' || (hosting !== null && (hosting.kind === undefined || hosting.kind === 'unknown'))
		const weight = mayBeState ? perhaps(weightOf(tool)) : weightOf(tool)
		return [item({ collection: 'tools', id, label: tool.name, verdict }, weight, verdict === 'unknown' ? askOf(id, tool) : null)]
	})
}

/** Ask a field of the tool's hosting; where the tool is hosted at all when nobody said. */
function askHosting({ inventory }: RuleContext, id: string, tool: Tool, fieldOf: (hosting: Hosting) => keyof Hosting & string): Ask {
	const hosting = hostingOf(inventory, tool)
	return hosting === null || tool.hostingId === undefined
		? { object: { collection: 'tools', id, label: tool.name, verdict: 'unknown' }, field: 'hostingId' }
		: { object: { collection: 'hostings', id: tool.hostingId, label: tool.name, verdict: 'unknown' }, field: fieldOf(hosting) }
}

function knowledgeVerdict({ inventory, today }: RuleContext, tool: Tool): Verdict {
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || placeOf(inventory, tool, today) === 'unknown' || isToRecheck(hosting, 'countryStorage', today)) {
		return 'unknown'
	}
	switch (hosting.knowledge) {
		case 'proven':
		case 'declared':
			return 'ok'
		case 'supposed':
			return 'not-ok'
		default:
			return 'unknown'
	}
}

const HEB_1: Rule = {
	id: 'HEB-1',
	theme: 'HEB',
	weight: 2,
	gate: false,
	aboutKnowledge: true,
	zeroWhenEssentialFails: false,
	effort: 'XS',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM],
	reads: [
		'tools.hostingId',
		'tools.imposedBy',
		'tools.dataCategories',
		'tools.usageIds',
		'tools.criticality',
		'tools.name',
		'hostings.kind',
		'hostings.datacentre',
		'hostings.knowledge',
		'hostings.countryStorage',
		'hostings.facts',
	],
	items: (context) => itemsByTool(
		context,
		(tool) => knowledgeVerdict(context, tool),
		(id, tool) => askHosting(context, id, tool, () => 'knowledge'),
	),
}

function placeVerdict({ inventory, today }: RuleContext, tool: Tool): Verdict {
	switch (placeOf(inventory, tool, today)) {
		case 'local':
		case 'france':
		case 'eu':
			return 'ok'
		case 'adequate':
		case 'outside':
			return 'not-ok'
		case 'state':
		case 'unknown':
			return 'unknown'
	}
}

const HEB_2: Rule = {
	id: 'HEB-2',
	theme: 'HEB',
	weight: 2,
	gate: false,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
	effort: 'M',
	cost: '€€',
	legal: 'recommendation',
	sources: [MON_SERVICE_SECURISE('ECOSYSTEME.3'), RPNT, OSINUM],
	reads: [
		'tools.hostingId',
		'tools.imposedBy',
		'tools.dataCategories',
		'tools.usageIds',
		'tools.criticality',
		'tools.name',
		'hostings.countryStorage',
		'hostings.kind',
		'hostings.datacentre',
		'hostings.knowledge',
		'hostings.facts',
	],
	items: (context) => itemsByTool(
		context,
		(tool) => placeVerdict(context, tool),
		(id, tool) => askHosting(context, id, tool, () => 'countryStorage'),
	),
}

function lawVerdict({ inventory, today }: RuleContext, tool: Tool): Verdict {
	switch (toolExposure(inventory, tool, today)) {
		case 'none':
		case 'eu':
		case 'adequate':
			return 'ok'
		case 'foreign-law':
		case 'third-country':
			return 'not-ok'
		case 'unknown':
			return 'unknown'
	}
}

/** The first missing field: the kind of hosting, its operator, or the group that the operator belongs to. */
function askLaw(context: RuleContext, id: string, tool: Tool): Ask {
	const { suppliers } = context.inventory.collections
	const hosting = hostingOf(context.inventory, tool)
	if (hosting === null || hosting.kind === undefined || hosting.kind === 'unknown' || isLocal(hosting)) {
		return askHosting(context, id, tool, () => 'kind')
	}
	const operatorId = operatorIdOf(context.inventory, tool)
	const operator = operatorId === null ? undefined : suppliers[operatorId]
	if (operatorId === null || operator === undefined) {
		return hosting.kind === 'saas'
			? { object: { collection: 'tools', id, label: tool.name, verdict: 'unknown' }, field: 'supplierId' }
			: askHosting(context, id, tool, () => 'operatorSupplierId')
	}
	return { object: { collection: 'suppliers', id: operatorId, label: operator.name, verdict: 'unknown' }, field: 'parentCountry' }
}

const HEB_3: Rule = {
	id: 'HEB-3',
	theme: 'HEB',
	weight: 2,
	gate: false,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
	effort: 'L',
	cost: '€€€',
	legal: 'good-practice',
	sources: [CLOUD_SOVEREIGNTY, RPNT],
	reads: [
		'tools.hostingId',
		'tools.supplierId',
		'tools.imposedBy',
		'tools.dataCategories',
		'tools.usageIds',
		'tools.criticality',
		'tools.name',
		'tools.delivery',
		'tools.licenceKind',
		'tools.facts',
		'hostings.kind',
		'hostings.countryStorage',
		'hostings.datacentre',
		'hostings.knowledge',
		'hostings.operatorSupplierId',
		'hostings.facts',
		'suppliers.kind',
		'suppliers.country',
		'suppliers.parentCountry',
		'suppliers.name',
		'suppliers.facts',
	],
	items: (context) => itemsByTool(context, (tool) => lawVerdict(context, tool), (id, tool) => askLaw(context, id, tool)),
}

/** Hosting and sovereignty. */
export const HOSTING_RULES: readonly Rule[] = [HEB_1, HEB_2, HEB_3]
