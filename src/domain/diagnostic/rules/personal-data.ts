// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tool } from '../../inventory/model.ts'
import type { Grade } from '../grades.ts'
import type { Item, Rule, RuleContext } from '../rule.ts'

import { hostingOf, isStatePortal, operatorIdOf } from '../../hosting/places.ts'
import { recordOf } from '../../inventory/references.ts'
import { BAD, GOOD, ofTruth, OPEN, worstOf } from '../grades.ts'
import { communeRef, graded, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import { CNIL_GUIDE, CNIL_TERRITORIES, GDPR, MON_AIDE_CYBER, MON_SERVICE_SECURISE } from '../sources.ts'

/** Categories that are about people. */
const PERSONAL: readonly string[] = ['health', 'social', 'minors', 'identity-documents', 'civil-registry', 'staff', 'identity']

/** True if a tool holds data about people: yes, no, or nobody said. */
export function holdsPersonalData({ dataCategories }: Tool): boolean | null {
	return dataCategories === undefined ? null : dataCategories.some((category) => PERSONAL.includes(category))
}

/** Designated for sure: with a date that is not to come, and the number of the CNIL. */
function dpoGrade({ commune: { dpo, dpoDesignatedOn, dpoNumber }, today }: RuleContext): Grade {
	if (dpo === 'none') {
		return BAD
	}
	const isDated = dpoDesignatedOn === undefined || dpoDesignatedOn === 'unknown' ? null : dpoDesignatedOn <= today
	const isNumbered = dpoNumber === undefined || dpoNumber === '' ? null : true
	return worstOf(dpo === undefined || dpo === 'unknown' ? OPEN : GOOD, ofTruth(isDated), ofTruth(isNumbered))
}

const RGP_1 = rule('RGP-1', {
	effort: 'S',
	cost: '€€',
	legal: 'obligation',
	sources: [GDPR('article 37'), CNIL_TERRITORIES],
	reads: ['commune.dpo', 'commune.dpoDesignatedOn', 'commune.dpoNumber'],
	about: ['commune'],
	items: (context) => {
		const { dpo, dpoDesignatedOn } = context.commune
		const ask = dpo === undefined || dpo === 'unknown' ? 'dpo' : dpoDesignatedOn === undefined ? 'dpoDesignatedOn' : 'dpoNumber'
		return [graded(communeRef('commune'), [1, 1], dpoGrade(context), ask)]
	},
})

/** One item for each tool that holds data about people, or may; portals of the State are the State's to list. */
function itemsOfPersonal(context: RuleContext, judge: (id: string, tool: Tool) => Grade, field: string): Item[] {
	return context.tools.flatMap(([id, tool]) => {
		const holds = holdsPersonalData(tool)
		if (holds === false || isStatePortal(context.inventory, tool)) {
			return []
		}
		const isOpen = holds === null || tool.imposedBy === 'unknown'
		const weight = isOpen ? perhaps(weightOf(tool)) : weightOf(tool)
		return [graded(toolRef(id, tool), weight, judge(id, tool), holds === null ? 'dataCategories' : field)]
	})
}

const RGP_2 = rule('RGP-2', {
	effort: 'M',
	cost: '0',
	legal: 'obligation',
	sources: [GDPR('article 30'), MON_AIDE_CYBER, MON_SERVICE_SECURISE('RGPD.1')],
	reads: ['tools.dataCategories', 'tools.imposedBy', 'tools.hostingId', 'tools.criticality', 'tools.name', 'hostings.kind', 'processings.toolIds', 'commune.noneOf'],
	about: ['tools'],
	items: (context) => {
		// A register that nobody began to enter may be kept elsewhere.
		const { processings } = context.inventory.collections
		const isKept = Object.keys(processings).length > 0 || context.commune.noneOf?.includes('processings') === true
		return itemsOfPersonal(context, (id) => ofTruth(context.toolsInRegister.has(id) ? true : isKept ? false : null), 'processings')
	},
})

/** The agreement of each company that keeps, or may reach, the data. */
function agreementGrade({ inventory }: RuleContext, tool: Tool): Grade {
	const operator = recordOf(inventory.collections.suppliers, operatorIdOf(inventory, tool) ?? undefined)
	if (operator === null) {
		return OPEN
	}
	return operator.kind === 'state' ? GOOD : operator.dpa === undefined || operator.dpa === 'unknown' ? OPEN : ofTruth(operator.dpa !== 'none')
}

const RGP_3 = rule('RGP-3', {
	effort: 'S',
	cost: '0',
	legal: 'obligation',
	sources: [GDPR('article 28'), CNIL_GUIDE('fiche 14')],
	reads: [
		'tools.dataCategories',
		'tools.imposedBy',
		'tools.hostingId',
		'tools.supplierId',
		'tools.criticality',
		'tools.name',
		'hostings.kind',
		'hostings.operatorSupplierId',
		'hostings.facts',
		'suppliers.dpa',
		'suppliers.kind',
	],
	about: ['tools'],
	items: (context) => context.tools.flatMap(([id, tool]) => {
		const holds = holdsPersonalData(tool)
		const kind = hostingOf(context.inventory, tool)?.kind
		// In the commune's own walls nobody processes for it; the State does not process on its behalf.
		const isOwn = kind === 'town-hall-server' || kind === 'nas' || kind === 'workstation' || kind === 'state'
		if (holds === false || isOwn || isStatePortal(context.inventory, tool)) {
			return []
		}
		const isOpen = holds === null || tool.imposedBy === 'unknown' || kind === undefined || kind === 'unknown'
		const ask = holds === null ? 'dataCategories' : kind === undefined ? 'hostingId' : 'dpa'
		return [graded(toolRef(id, tool), isOpen ? perhaps(weightOf(tool)) : weightOf(tool), agreementGrade(context, tool), ask)]
	}),
})

/** Personal data. */
export const PERSONAL_DATA_RULES: readonly Rule[] = [RGP_1, RGP_2, RGP_3]
