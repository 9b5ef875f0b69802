// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Grade } from '../grades.ts'
import type { ObjectRef } from '../model.ts'
import type { ActiveAccount, Item, Rule, RuleContext } from '../rule.ts'

import { presenceOf, recordOf } from '../../inventory/references.ts'
import { isAhead, isRecent, ofTruth, OPEN, truthOf, worstOf } from '../grades.ts'
import { graded, perhaps, rule, toolRef } from '../rule.ts'
import { CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER, MON_SERVICE_SECURISE, OSINUM } from '../sources.ts'
import { accountRef, accountWeight } from './identifiers.ts'

/** Shared where each person could have an account of their own; technical ones and certificates are nobody's or one person's. */
function sharedItem(active: ActiveAccount): Item[] {
	const { account: { kind }, tool } = active
	const isOpen = kind === undefined || kind === 'unknown'
	const offered = truthOf(tool?.namedAccounts)
	if (kind === 'technical' || kind === 'certificate' || offered === false) {
		return []
	}
	const weight = accountWeight(active)
	const grade: Grade = isOpen ? OPEN : ofTruth(kind !== 'shared')
	const owner: ObjectRef = { collection: 'tools', id: active.account.toolId, label: tool?.name ?? '', verdict: 'unknown' }
	const ask = { object: owner, field: 'namedAccounts' }
	const judged = graded(accountRef(active, 'ok'), isOpen || offered === null ? perhaps(weight) : weight, grade, offered === null ? ask : 'kind')
	// The tool decides if a second factor is offered; who uses the account does not.
	return [offered === null && grade[0] !== 3 ? { ...judged, object: { ...judged.object, verdict: 'unknown' }, ask } : judged]
}

const IDM_2 = rule('IDM-2', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_SERVICE_SECURISE('ID.1'), CNIL_GUIDE('fiche 4'), HYGIENE('mesure 8')],
	reads: ['accounts.kind', 'accounts.toolId', 'accounts.label', 'accounts.disabledOn', 'tools.namedAccounts', 'tools.criticality', 'tools.name'],
	about: ['accounts'],
	items: (context) => context.accounts.flatMap(sharedItem),
})

/** True if two people of the commune can open it, or somebody in an emergency. */
function isOpenedByTwo({ inventory: { collections: { persons } }, today }: RuleContext, { account }: ActiveAccount): boolean | null {
	const emergency = truthOf(account.emergencyAccess)
	const presences = (account.holderIds ?? []).flatMap((id) => recordOf(persons, id) ?? []).map((person) => presenceOf(person, today))
	const here = presences.filter((presence) => presence === 'here').length
	const maybe = presences.filter((presence) => presence !== 'left').length
	if (emergency === true || here >= 2) {
		return true
	}
	return emergency === false && account.holderIds !== undefined && maybe < 2 ? false : null
}

/** An account that may have been closed can do no harm for sure. */
function maybeClosed({ certain }: ActiveAccount, grade: Grade): Grade {
	return certain ? grade : [grade[0], 3]
}

const IDM_7 = rule('IDM-7', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM, MON_AIDE_CYBER],
	reads: [
		'accounts.holderIds',
		'accounts.emergencyAccess',
		'accounts.toolId',
		'accounts.disabledOn',
		'persons.endOn',
		'tools.criticality',
		'tools.name',
	],
	about: ['tools', 'accounts'],
	items: (context) => context.tools.flatMap(([id, tool]) => {
		const isOpen = tool.criticality === undefined || tool.criticality === 'unknown'
		if (tool.criticality !== 'essential' && !isOpen) {
			return []
		}
		const accounts = context.activeByTool.get(id) ?? []
		const grades = accounts.map((active) => maybeClosed(active, ofTruth(isOpenedByTwo(context, active))))
		const [first] = accounts
		const field = first?.account.holderIds === undefined ? 'holderIds' : 'emergencyAccess'
		const ask = first === undefined ? 'accounts' : { object: accountRef(first, 'unknown'), field }
		const [low, high] = worstOf(...grades)
		const grade: Grade = accounts.some(({ certain }) => certain) ? [low, high] : [0, high]
		return [graded(toolRef(id, tool), isOpen ? perhaps([1, 2]) : [2, 2], grade, ask)]
	}),
})

const IDM_8 = rule('IDM-8', {
	effort: 'XS',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM],
	reads: ['accounts.recoveryKind', 'accounts.kind', 'accounts.toolId', 'accounts.label', 'accounts.disabledOn', 'tools.criticality'],
	about: ['accounts'],
	items: (context) => context.accounts
		.filter(({ account }) => account.kind !== 'certificate')
		.map((active) => {
			const { recoveryKind } = active.account
			const isOpen = recoveryKind === undefined || recoveryKind === 'unknown'
			return graded(accountRef(active, 'ok'), accountWeight(active), ofTruth(isOpen ? null : recoveryKind === 'commune'), 'recoveryKind')
		}),
})

/** Days before its end from which a certificate is to be renewed. */
const CERTIFICATE_DAYS = 60

/** The worst of the yearly review and, for a certificate, of its end. */
function reviewGrade({ kind, reviewedOn, credentialExpiresOn }: ActiveAccount['account'], today: string): Grade {
	const review = ofTruth(isRecent(reviewedOn, today, 12))
	if (kind !== undefined && kind !== 'unknown' && kind !== 'certificate') {
		return review
	}
	const end = ofTruth(isAhead(credentialExpiresOn, today, CERTIFICATE_DAYS))
	if (kind === 'certificate') {
		return worstOf(review, end)
	}
	return credentialExpiresOn === undefined ? review : [Math.min(review[0], end[0]), review[1]]
}

const IDM_9 = rule('IDM-9', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_SERVICE_SECURISE('ID.4 et DROITS.3'), CNIL_GUIDE('fiche 5')],
	reads: [
		'accounts.reviewedOn',
		'accounts.credentialExpiresOn',
		'accounts.kind',
		'accounts.toolId',
		'accounts.label',
		'accounts.disabledOn',
		'tools.criticality',
	],
	about: ['accounts'],
	items: (context) => context.accounts.map((active) => (
		graded(accountRef(active, 'ok'), accountWeight(active), reviewGrade(active.account, context.today), 'reviewedOn')
	)),
})

/** Identifiers and passwords: who holds each account, and how it is recovered. */
export const ACCOUNT_RULES: readonly Rule[] = [IDM_2, IDM_7, IDM_8, IDM_9]
