// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account, Person } from '../../inventory/model.ts'
import type { ObjectRef } from '../model.ts'
import type { ActiveAccount, Item, Rule, RuleContext } from '../rule.ts'

import { item, perhaps, weightOf } from '../rule.ts'
import { ANSSI_TPE, CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER, MON_SERVICE_SECURISE, OSINUM } from '../sources.ts'

type Verdict = ObjectRef['verdict']

/** A stolen account of these opens the others, or moves money. */
const SENSITIVE_USAGES: readonly string[] = ['email', 'banking', 'domain-names', 'hosting']

function accountRef({ id, account }: ActiveAccount, verdict: Verdict): ObjectRef {
	return { collection: 'accounts', id, label: account.label, verdict }
}

function accountWeight({ tool, certain }: ActiveAccount): readonly [number, number] {
	return certain ? weightOf(tool) : perhaps(weightOf(tool))
}

function inVault({ vaultState }: Account): Verdict {
	return vaultState === undefined || vaultState === 'unknown' ? 'unknown' : vaultState === 'vault' ? 'ok' : 'not-ok'
}

/** A tool without any account noted most likely has one that nobody wrote down. */
function toolsWithoutAccount({ tools, accountsByTool }: RuleContext): Item[] {
	return tools
		.filter(([id, { delivery }]) => !accountsByTool.has(id) && delivery !== 'paper' && delivery !== 'desktop')
		.map(([id, tool]) => item({ collection: 'tools', id, label: tool.name, verdict: 'unknown' }, perhaps(weightOf(tool)), 'accounts'))
}

const IDM_1: Rule = {
	id: 'IDM-1',
	theme: 'IDM',
	weight: 2,
	gate: false,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [OSINUM, MON_SERVICE_SECURISE('AUTH.11 et AUTH.12'), MON_AIDE_CYBER, HYGIENE('mesure 11')],
	reads: ['accounts.vaultState', 'accounts.toolId', 'accounts.label', 'accounts.disabledOn', 'tools.criticality', 'tools.delivery', 'tools.name'],
	items: (context) => [
		...context.accounts.map((active) => item(accountRef(active, inVault(active.account)), accountWeight(active), 'vaultState')),
		...toolsWithoutAccount(context),
	],
}

function reuseVerdict({ metrics }: RuleContext, id: string): Verdict {
	const reuse = metrics !== undefined && Object.hasOwn(metrics.reuse, id) ? metrics.reuse[id] : undefined
	return reuse === undefined ? 'unknown' : reuse > 0 ? 'not-ok' : 'ok'
}

const IDM_3: Rule = {
	id: 'IDM-3',
	theme: 'IDM',
	weight: 2,
	gate: false,
	aboutKnowledge: false,
	zeroWhenEssentialFails: true,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [ANSSI_TPE, CNIL_GUIDE('fiche 4')],
	reads: ['accounts.toolId', 'accounts.label', 'accounts.disabledOn', 'tools.criticality'],
	// Counted in the opened vault, or not at all: whoever has no access to it has nothing to answer.
	items: (context) => context.accounts.map((active) => {
		const verdict = reuseVerdict(context, active.id)
		const weight = accountWeight(active)
		return item(accountRef(active, verdict), verdict === 'unknown' ? perhaps(weight) : weight, null)
	}),
}

/** Whether the account gives power over the commune's mail, money, name or State portals: yes, no, perhaps. */
function isSensitive({ account, tool }: ActiveAccount): boolean | null {
	if (account.kind === 'admin' || tool?.imposedBy === 'state' || tool?.usageIds?.some((usage) => SENSITIVE_USAGES.includes(usage)) === true) {
		return true
	}
	const open = account.kind === undefined || account.kind === 'unknown' || tool === null || tool.usageIds === undefined || tool.imposedBy === 'unknown'
	return open ? null : false
}

function secondFactor({ mfa }: Account): Verdict {
	return mfa === undefined || mfa === 'unknown' ? 'unknown' : mfa === 'none' ? 'not-ok' : 'ok'
}

const IDM_5: Rule = {
	id: 'IDM-5',
	theme: 'IDM',
	weight: 3,
	gate: true,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
	effort: 'S',
	cost: '€',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, HYGIENE('mesure 13'), MON_SERVICE_SECURISE('DISTANCE.2')],
	reads: [
		'accounts.mfa',
		'accounts.kind',
		'accounts.toolId',
		'accounts.label',
		'accounts.disabledOn',
		'tools.criticality',
		'tools.usageIds',
		'tools.imposedBy',
	],
	items: (context) => context.accounts.flatMap((active) => {
		const sensitive = isSensitive(active)
		const weight = accountWeight(active)
		return sensitive === false
			? []
			: [item(accountRef(active, secondFactor(active.account)), sensitive === null ? perhaps(weight) : weight, 'mfa')]
	}),
}

/** Has an account that a departed person held been taken back from them? */
function takenBack({ account, certain }: ActiveAccount, endOn: string): Verdict {
	const { kind, rotatedOn } = account
	const changed = rotatedOn === undefined || rotatedOn === 'unknown' || endOn === 'unknown' ? null : rotatedOn >= endOn
	// A personal account is closed, not kept with another password.
	const verdict = kind === 'personal' ? false : kind === undefined || kind === 'unknown' ? (changed === false ? false : null) : changed
	return verdict === null ? 'unknown' : verdict ? 'ok' : certain && endOn !== 'unknown' ? 'not-ok' : 'unknown'
}

function departure(context: RuleContext, id: string, person: Person, endOn: string): Item {
	const held = context.accounts.filter(({ account }) => account.holderIds?.includes(id) === true)
	const verdicts = held.map((active) => takenBack(active, endOn))
	const perhapsHeld = context.accounts.find(({ account }) => account.holderIds === undefined)
	const verdict: Verdict = verdicts.includes('not-ok') ? 'not-ok' : verdicts.includes('unknown') || perhapsHeld !== undefined ? 'unknown' : 'ok'
	const object: ObjectRef = { collection: 'persons', id, label: person.displayName, verdict }
	const unsettled = held[verdicts.indexOf('unknown')]
	const ask = unsettled !== undefined
		? { object: accountRef(unsettled, 'unknown'), field: unsettled.account.rotatedOn === undefined ? 'rotatedOn' : 'kind' }
		: perhapsHeld === undefined ? null : { object: accountRef(perhapsHeld, 'unknown'), field: 'holderIds' }
	return item(object, endOn === 'unknown' ? [0, 1] : [1, 1], endOn === 'unknown' ? 'endOn' : ask)
}

const IDM_6: Rule = {
	id: 'IDM-6',
	theme: 'IDM',
	weight: 3,
	gate: false,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
	effort: 'XS',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_SERVICE_SECURISE('AUTH.2, ID.2 et RH.4'), HYGIENE('mesure 6'), CNIL_GUIDE('fiche 5')],
	reads: [
		'persons.endOn',
		'persons.displayName',
		'accounts.holderIds',
		'accounts.kind',
		'accounts.rotatedOn',
		'accounts.disabledOn',
		'accounts.toolId',
		'accounts.label',
	],
	items: (context) => Object.entries(context.inventory.collections.persons).flatMap(([id, person]) => {
		const { endOn } = person
		return endOn === undefined || (endOn !== 'unknown' && endOn > context.today) ? [] : [departure(context, id, person, endOn)]
	}),
}

/** Identifiers and passwords. */
export const IDENTIFIER_RULES: readonly Rule[] = [IDM_1, IDM_3, IDM_5, IDM_6]
