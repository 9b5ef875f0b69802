// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Backup, Domain, Tool } from '../../inventory/model.ts'
import type { Grade } from '../grades.ts'
import type { ObjectRef } from '../model.ts'
import type { ActiveAccount, Item, Rule, RuleContext } from '../rule.ts'

import { addMonths } from '../../days.ts'
import { isStatePortal } from '../../hosting/places.ts'
import { groupBy } from '../../inventory/knowledge.ts'
import { namesATool, presenceOf, recordOf } from '../../inventory/references.ts'
import { CONTRACT_READS } from '../contracts.ts'
import { BAD, countOf, GOOD, isRecent, ofAnswer, OPEN, truthOf, worstOf } from '../grades.ts'
import { graded, item, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import {
	ARTICLE_2022,
	CNIL_GUIDE,
	DATA_ACT,
	DORA_MODEL,
	FREE_TERRITORY,
	HYGIENE,
	IRN,
	MON_AIDE_CYBER,
	MON_SERVICE_SECURISE,
	OSINUM,
} from '../sources.ts'

type Verdict = ObjectRef['verdict']

function ownerVerdict(owner: Domain['registrantKind'] | Backup['holderKind']): Verdict {
	return owner === undefined || owner === 'unknown' ? 'unknown' : owner === 'commune' ? 'ok' : 'not-ok'
}

/** Somebody of the commune holds it; or only people from outside, or who left, do. An id that leads to nobody is no holder. */
function holdersVerdict(
	{
		inventory: {
			collections: { persons },
		},
		today,
	}: RuleContext,
	holderIds: readonly string[] | undefined,
): Verdict {
	const holders = (holderIds ?? []).flatMap((id) => recordOf(persons, id) ?? [])
	const ofCommune = holders.map((person) => {
		const presence = presenceOf(person, today)
		const isOurs = person.kind === undefined || person.kind === 'unknown' ? null : person.kind !== 'external'
		return presence === 'left' || isOurs === false ? false : presence === 'unknown' ? null : isOurs
	})
	return ofCommune.includes(true) ? 'ok' : ofCommune.length === 0 || ofCommune.includes(null) ? 'unknown' : 'not-ok'
}

function adminAccount(context: RuleContext, active: ActiveAccount): Item[] {
	const { id, account, tool, certain } = active
	const open = account.kind === undefined || account.kind === 'unknown'
	if (account.kind !== 'admin' && !open) {
		return []
	}
	const object: ObjectRef = { collection: 'accounts', id, label: account.label, verdict: holdersVerdict(context, account.holderIds) }
	return [item(object, open || !certain ? perhaps(weightOf(tool)) : weightOf(tool), open ? 'kind' : 'holderIds')]
}

const DEP_4 = rule('DEP-4', {
	weight: 3,
	gate: true,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [OSINUM, HYGIENE('mesure 5'), MON_SERVICE_SECURISE('COMPADMIN.4')],
	reads: [
		'domains.registrantKind',
		'domains.name',
		'backups.holderKind',
		'backups.label',
		'backups.toolIds',
		'accounts.kind',
		'accounts.holderIds',
		'accounts.toolId',
		'accounts.label',
		'accounts.disabledOn',
		'persons.kind',
		'persons.endOn',
		'tools.criticality',
	],
	about: ['accounts', 'domains', 'backups'],
	items: (context) => [
		...Object.entries(context.inventory.collections.domains).map(([id, domain]) => item(
			{ collection: 'domains', id, label: domain.name, verdict: ownerVerdict(domain.registrantKind) },
			[2, 2],
			'registrantKind',
		)),
		...Object.entries(context.inventory.collections.backups)
			.filter(([, backup]) => namesATool(context.inventory.collections.tools, backup))
			.map(([id, backup]) => item(
				{ collection: 'backups', id, label: backup.label, verdict: ownerVerdict(backup.holderKind) },
				[2, 2],
				'holderKind',
			)),
		...context.accounts.flatMap((active) => adminAccount(context, active)),
	],
})

/** Only told: how many essential tools hang on one supplier. */
const DEP_1 = rule('DEP-1', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [DORA_MODEL, IRN],
	reads: ['tools.supplierId', 'tools.criticality'],
	about: ['tools'],
	scored: false,
	isAction: false,
	items: () => [],
	figures: ({ tools }) => {
		const essential = tools.filter(([, { criticality }]) => criticality === 'essential')
		const bySupplier = groupBy(essential, ([, { supplierId }]) => (supplierId === undefined ? [] : [supplierId]))
		return {
			essentialTools: essential.length,
			onOneSupplier: Math.max(0, ...[...bySupplier.values()].map((group) => group.length)),
			supplierUnknown: essential.filter(([, { supplierId }]) => supplierId === undefined).length,
		}
	},
})

/** A point for each: an export tried less than 24 months ago, an open format, a clause to get the data back. */
const DEP_2 = rule('DEP-2', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [DORA_MODEL, DATA_ACT, CNIL_GUIDE('fiche 14'), FREE_TERRITORY],
	reads: [
		...['exportTestedOn', 'openFormat', 'criticality', 'imposedBy', 'hostingId', 'name'].map((field) => `tools.${field}`),
		'hostings.kind',
		'contracts.returnClause',
		...CONTRACT_READS,
	],
	about: ['tools'],
	items: (context) => context.essentialTools.flatMap(({ id, tool, weight }) => {
		if (isStatePortal(context.inventory, tool)) {
			return []
		}
		// The clause of a contract that may be over says nothing for sure.
		const contracts = context.contractsByTool.get(id) ?? []
		const clauses = contracts.map(({ contract, certain }) => (certain ? truthOf(contract.returnClause) : null))
		const clause = clauses.includes(true) ? true : clauses.length === 0 || clauses.includes(null) ? null : false
		const grade = countOf(isRecent(tool.exportTestedOn, context.today, 24), truthOf(tool.openFormat), clause)
		const ask = tool.exportTestedOn === undefined ? 'exportTestedOn' : tool.openFormat === undefined ? 'openFormat' : 'until'
		return [graded(toolRef(id, tool), tool.imposedBy === 'unknown' ? perhaps(weight) : weight, grade, ask)]
	}),
})

const DEP_3 = rule('DEP-3', {
	effort: 'XS',
	cost: '0',
	legal: 'good-practice',
	sources: [DORA_MODEL, ARTICLE_2022],
	reads: ['tools.alternativeKnown', 'tools.criticality', 'tools.imposedBy', 'tools.hostingId', 'tools.name', 'hostings.kind'],
	about: ['tools'],
	items: (context) => context.essentialTools
		.filter(({ tool }) => !isStatePortal(context.inventory, tool))
		.map(({ id, tool, weight }) => graded(
			toolRef(id, tool),
			tool.imposedBy === 'unknown' ? perhaps(weight) : weight,
			ofAnswer(tool.alternativeKnown),
			'alternativeKnown',
		)),
})

/** Months before its end from which a tool is to be replaced. */
const END_MONTHS = 12

/** 0 once closed, no longer maintained or out of support; 1 when that is near, or the publisher was bought. */
function lifeGrade({ lifecycle, endOfSupportOn }: Tool, today: string): Grade {
	const life: Grade = lifecycle === undefined || lifecycle === 'unknown'
		? OPEN
		: lifecycle === 'active' ? GOOD : lifecycle === 'closing' || lifecycle === 'taken-over' ? [1, 1] : BAD
	const end: Grade = endOfSupportOn === undefined
		? GOOD
		: endOfSupportOn === 'unknown' ? OPEN : endOfSupportOn < today ? BAD : endOfSupportOn < addMonths(today, END_MONTHS) ? [1, 1] : GOOD
	return worstOf(life, end)
}

const DEP_5 = rule('DEP-5', {
	effort: 'L',
	cost: '€€€',
	legal: 'good-practice',
	sources: [HYGIENE('mesure 35'), OSINUM],
	reads: ['tools.lifecycle', 'tools.endOfSupportOn', 'tools.criticality', 'tools.name'],
	about: ['tools'],
	items: ({ tools, today }) => tools.map(([id, tool]) => (
		graded(toolRef(id, tool), weightOf(tool), lifeGrade(tool, today), 'lifecycle')
	)),
})

/** A point for each clause. A service of the State has terms of its own. */
const DEP_6 = rule('DEP-6', {
	weight: 2,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, CNIL_GUIDE('fiche 14'), MON_SERVICE_SECURISE('CONTRAT.1')],
	reads: ['contracts.securityClause', 'contracts.locationClause', 'contracts.returnClause', 'suppliers.kind', ...CONTRACT_READS],
	about: ['contracts'],
	items: ({ contracts, inventory: { collections: { suppliers } } }) => contracts.flatMap(({ object, contract, certain }) => {
		const supplier = recordOf(suppliers, contract.supplierId)
		if (supplier?.kind === 'state') {
			return []
		}
		const isOpen = !certain || supplier?.kind === 'unknown'
		const { securityClause, locationClause, returnClause } = contract
		const grade = countOf(truthOf(securityClause), truthOf(locationClause), truthOf(returnClause))
		return [graded(object, isOpen ? [0, 1] : [1, 1], grade, 'securityClause')]
	}),
})

/** Dependency and continuity. */
export const DEPENDENCY_RULES: readonly Rule[] = [DEP_1, DEP_2, DEP_3, DEP_4, DEP_5, DEP_6]
