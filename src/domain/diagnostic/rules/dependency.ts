// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Backup, Domain } from '../../inventory/model.ts'
import type { ObjectRef } from '../model.ts'
import type { ActiveAccount, Item, Rule, RuleContext } from '../rule.ts'

import { namesATool, presenceOf, recordOf } from '../../inventory/references.ts'
import { item, perhaps, weightOf } from '../rule.ts'
import { HYGIENE, MON_SERVICE_SECURISE, OSINUM } from '../sources.ts'

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

const DEP_4: Rule = {
	id: 'DEP-4',
	theme: 'DEP',
	weight: 3,
	gate: true,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
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
}

/** Dependency and continuity. */
export const DEPENDENCY_RULES: readonly Rule[] = [DEP_4]
