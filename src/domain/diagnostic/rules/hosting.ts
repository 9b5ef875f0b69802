// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DataPlace } from '../../hosting/law.ts'
import type { Hosting, Tool } from '../../inventory/model.ts'
import type { Grade } from '../grades.ts'
import type { ObjectRef } from '../model.ts'
import type { Item, Rule, RuleContext } from '../rule.ts'

import { jurisdictionOf } from '../../hosting/jurisdictions.ts'
import { isLocal } from '../../hosting/kinds.ts'
import { placeIn } from '../../hosting/law.ts'
import { hostingOf, operatorIdOf, placeOf, storageCountry, toolExposure } from '../../hosting/places.ts'
import { isToRecheck } from '../../inventory/provenance.ts'
import { recordOf } from '../../inventory/references.ts'
import { isCountry, isDataDenied } from '../../inventory/usages.ts'
import { BAD, GOOD, ofTruth, OPEN, worstOf } from '../grades.ts'
import { graded, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import { CLOUD_SOVEREIGNTY, GDPR, MON_SERVICE_SECURISE, OSINUM, RPNT } from '../sources.ts'

type Ask = { readonly object: ObjectRef, readonly field: string }

/** A tool that holds no data puts none anywhere. Not asked: it is taken to hold some. */
function holdsNothing(tool: Tool): boolean {
	return tool.dataCategories?.length === 0 && !isDataDenied(tool)
}

/**
 * One item for each tool but the portals of the State: where their data is, is not the commune's to decide. A tool
 * without data cannot do wrong; where it is stays a question, as on the page on hosting.
 */
export function itemsByTool(context: RuleContext, judge: (tool: Tool) => Grade, askOf: (id: string, tool: Tool) => Ask): Item[] {
	return context.tools.flatMap(([id, tool]) => {
		if (placeOf(context.inventory, tool, context.today) === 'state') {
			return []
		}
		const judged = judge(tool)
		const grade = holdsNothing(tool) ? [judged[1] < 3 ? 3 : judged[0], 3] as const : judged
		const hosting = hostingOf(context.inventory, tool)
		// Of a place whose kind nobody said, it may turn out that it is the State's.
		const mayBeState = tool.imposedBy === 'unknown' || (hosting !== null && (hosting.kind === undefined || hosting.kind === 'unknown'))
		const weight = mayBeState ? perhaps(weightOf(tool)) : weightOf(tool)
		return [graded(toolRef(id, tool), weight, grade, grade[0] === grade[1] ? null : askOf(id, tool))]
	})
}

/** Ask a field of the tool's hosting; where the tool is hosted at all when nobody said. */
export function askHosting({ inventory }: RuleContext, id: string, tool: Tool, fieldOf: (hosting: Hosting) => keyof Hosting & string): Ask {
	const hosting = hostingOf(inventory, tool)
	return hosting === null || tool.hostingId === undefined
		? { object: { collection: 'tools', id, label: tool.name, verdict: 'unknown' }, field: 'hostingId' }
		: { object: { collection: 'hostings', id: tool.hostingId, label: tool.name, verdict: 'unknown' }, field: fieldOf(hosting) }
}

/** Proven or declared: it is known. Supposed or not known: that is the finding itself, not a question about it. */
function isPlaceKnown({ inventory, today }: RuleContext, tool: Tool): boolean | null {
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || placeOf(inventory, tool, today) === 'unknown' || isToRecheck(hosting, 'countryStorage', today)) {
		return null
	}
	return hosting.knowledge === undefined || hosting.knowledge === 'unknown' ? null : hosting.knowledge !== 'supposed'
}

/** HEB-1 grades knowledge itself, so an unknown fact has a grade: 0. */
function knowledgeItems(context: RuleContext): Item[] {
	const items = itemsByTool(
		context,
		(tool) => ofTruth(isPlaceKnown(context, tool)),
		(id, tool) => askHosting(context, id, tool, () => 'knowledge'),
	)
	return items.map((one) => (one.object.verdict === 'unknown' ? { ...one, grade: BAD } : one))
}

const HEB_1 = rule('HEB-1', {
	aboutKnowledge: true,
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
	about: ['tools'],
	items: knowledgeItems,
})

/** Points of a place: full in the Union and the EEA, two in an adequate country. */
const PLACE_POINTS: Readonly<Record<DataPlace, Grade>> = {
	local: GOOD,
	france: GOOD,
	eu: GOOD,
	adequate: [2, 2],
	outside: BAD,
	state: OPEN,
	unknown: OPEN,
}

/** The worst of where the data is kept and from where it is administered. Not asked, the second is taken for the first. */
function placeGrade({ inventory, today }: RuleContext, tool: Tool): Grade {
	const kept = PLACE_POINTS[placeOf(inventory, tool, today)]
	const processing = hostingOf(inventory, tool)?.countryProcessing
	return processing === undefined ? kept : worstOf(kept, isCountry(processing) ? PLACE_POINTS[placeIn(processing, today)] : OPEN)
}

const HEB_2 = rule('HEB-2', {
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
		'hostings.countryProcessing',
		'hostings.kind',
		'hostings.datacentre',
		'hostings.knowledge',
		'hostings.facts',
	],
	about: ['tools'],
	items: (context) => itemsByTool(
		context,
		(tool) => placeGrade(context, tool),
		(id, tool) => askHosting(context, id, tool, () => 'countryStorage'),
	),
})

/** Points of whose law reaches a tool's data. */
export function lawGrade({ inventory, today }: RuleContext, tool: Tool): Grade {
	switch (toolExposure(inventory, tool, today)) {
		case 'none':
		case 'eu':
		case 'adequate':
			return GOOD
		case 'foreign-law':
		case 'third-country':
			return BAD
		case 'unknown':
			return OPEN
	}
}

/** The first missing field: the kind of hosting, its operator, or the group that the operator belongs to. */
export function askLaw(context: RuleContext, id: string, tool: Tool): Ask {
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

/** Every field that tells whose law reaches a tool's data. */
export const LAW_READS = [
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
	'hostings.subprocessorIds',
	'hostings.facts',
	'suppliers.kind',
	'suppliers.country',
	'suppliers.parentCountry',
	'suppliers.name',
	'suppliers.facts',
] as const

const HEB_3 = rule('HEB-3', {
	effort: 'L',
	cost: '€€€',
	legal: 'good-practice',
	sources: [CLOUD_SOVEREIGNTY, RPNT],
	reads: LAW_READS,
	about: ['tools'],
	items: (context) => itemsByTool(context, (tool) => lawGrade(context, tool), (id, tool) => askLaw(context, id, tool)),
})

/** Data of which a leak harms people: the most sensitive categories. */
const SENSITIVE: readonly string[] = ['health', 'social', 'minors', 'identity-documents', 'civil-registry', 'staff']

const HEB_4 = rule('HEB-4', {
	weight: 3,
	gate: true,
	aboutKnowledge: true,
	effort: 'L',
	cost: '€€€',
	legal: 'recommendation',
	sources: [GDPR('articles 9 et 32'), MON_SERVICE_SECURISE('criticité 3 et 4')],
	reads: [...LAW_READS, 'hostings.countryProcessing'],
	about: ['tools'],
	items: (context) => itemsByTool(
		context,
		(tool) => worstOf(placeGrade(context, tool), lawGrade(context, tool)),
		(id, tool) => (placeGrade(context, tool)[0] === 3 ? askLaw(context, id, tool) : askHosting(context, id, tool, () => 'countryStorage')),
	).flatMap((one) => {
		const { dataCategories } = recordOf(context.inventory.collections.tools, one.object.id) ?? {}
		if (dataCategories === undefined) {
			const object = { ...one.object, verdict: 'unknown' as const }
			return [{ ...one, object, weight: perhaps(one.weight), ask: { object, field: 'dataCategories' } }]
		}
		return dataCategories.some((category) => SENSITIVE.includes(category)) ? [one] : []
	}),
})

/** Legal basis of a transfer to a country: none needed in the Union, the adequacy decision, or the guarantee noted. */
function transferGrade({ inventory, today }: RuleContext, tool: Tool): Grade {
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || placeOf(inventory, tool, today) === 'unknown') {
		return OPEN
	}
	const { countryProcessing, transferMechanism } = hosting
	const mechanism = transferMechanism === undefined || transferMechanism === 'unknown' ? null : transferMechanism !== 'none'
	const toCountry = (country: string): Grade => {
		switch (jurisdictionOf(country, today).kind) {
			case 'listed-only':
			case 'third':
				return ofTruth(mechanism)
			// No text that was read says whether a flow to these territories is a transfer.
			case 'france-outside-union':
				return [ofTruth(mechanism)[0], 3]
			default:
				return GOOD
		}
	}
	const storage = storageCountry(hosting, today)
	const processing = countryProcessing === undefined ? GOOD : isCountry(countryProcessing) ? toCountry(countryProcessing) : OPEN
	return worstOf(storage === null ? GOOD : toCountry(storage), processing)
}

const HEB_5 = rule('HEB-5', {
	effort: 'M',
	cost: '0',
	legal: 'obligation',
	sources: [GDPR('articles 44 à 46')],
	reads: [
		'tools.hostingId',
		'tools.imposedBy',
		'tools.dataCategories',
		'tools.usageIds',
		'tools.criticality',
		'tools.name',
		'hostings.countryStorage',
		'hostings.countryProcessing',
		'hostings.transferMechanism',
		'hostings.kind',
		'hostings.datacentre',
		'hostings.knowledge',
		'hostings.facts',
	],
	about: ['tools'],
	items: (context) => itemsByTool(
		context,
		(tool) => transferGrade(context, tool),
		(id, tool) => askHosting(context, id, tool, (hosting) => (hosting.countryStorage === undefined ? 'countryStorage' : 'transferMechanism')),
	),
})

/** Hosting and sovereignty. */
export const HOSTING_RULES: readonly Rule[] = [HEB_1, HEB_2, HEB_3, HEB_4, HEB_5]
