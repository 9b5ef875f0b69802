// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account, Person } from '../../inventory/model.ts'
import type { Grade } from '../grades.ts'
import type { ObjectRef } from '../model.ts'
import type { ActiveAccount, Item, PasswordFact, Rule, RuleContext } from '../rule.ts'

import { groupBy } from '../../inventory/knowledge.ts'
import { presenceOf, recordOf } from '../../inventory/references.ts'
import { BAD, GOOD, ofTruth, OPEN } from '../grades.ts'
import { graded, item, perhaps, rule, weightOf } from '../rule.ts'
import { ANSSI_TPE, CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER, MON_SERVICE_SECURISE, OSINUM } from '../sources.ts'

type Verdict = ObjectRef['verdict']

/** A stolen account of these opens the others, or moves money. */
const SENSITIVE_USAGES: readonly string[] = ['email', 'banking', 'domain-names', 'hosting']

export function accountRef({ id, account }: ActiveAccount, verdict: Verdict): ObjectRef {
	return { collection: 'accounts', id, label: account.label, verdict }
}

export function accountWeight({ tool, certain }: ActiveAccount): readonly [number, number] {
	return certain ? weightOf(tool) : perhaps(weightOf(tool))
}

/**
 * The verdict on the place of an account's password. The opened vault is more certain than the written answer: an entry that it
 * holds is there, and an entry that is said to be there and is not is a question.
 */
function inVault({ passwords, passwordsByAccount }: RuleContext, id: string, { vaultState }: Account): Verdict {
	const held = passwordsByAccount.get(id) ?? []
	const isSaidElsewhere = vaultState !== undefined && vaultState !== 'unknown' && vaultState !== 'vault'
	// An entry that only resembles this account does not contradict a declared fact.
	if (held.some(({ isLinked }) => isLinked || !isSaidElsewhere)) {
		return 'ok'
	}
	return isSaidElsewhere ? 'not-ok' : vaultState === 'vault' && passwords === null ? 'ok' : 'unknown'
}

/** The accounts whose password is not, or may not be, in the vault: what is left to bring there. */
export function accountsOutsideVault(context: RuleContext): readonly ActiveAccount[] {
	return context.accounts.filter((active) => hasPassword(active) && inVault(context, active.id, active.account) !== 'ok')
}

/** A certificate or an agent card has no password to keep; a tool that is given up, none to bring. */
function hasPassword({ account, tool }: ActiveAccount): boolean {
	return account.kind !== 'certificate' && tool?.status !== 'abandoned'
}

/** A password of the vault: under the account that it opens, else by the name of its tool, else without a name. */
function passwordRef(context: RuleContext, { id, accountId, toolId, isLinked }: PasswordFact, verdict: Verdict): ObjectRef {
	const account = isLinked ? recordOf(context.inventory.collections.accounts, accountId) : null
	return account === null
		? { collection: 'credentials', id, label: recordOf(context.inventory.collections.tools, toolId)?.name ?? '', verdict }
		: { collection: 'accounts', id: accountId, label: account.label, verdict }
}

function passwordWeight({ inventory }: RuleContext, { toolId }: PasswordFact): readonly [number, number] {
	return toolId === '' ? [1, 1] : weightOf(recordOf(inventory.collections.tools, toolId))
}

/** Passwords of the vault that no account of the inventory stands for: they are there all the same. */
function passwordsWithoutAccount(context: RuleContext): Item[] {
	const active = new Set(context.accounts.map(({ id }) => id))
	return (context.passwords ?? [])
		.filter(({ accountId }) => !active.has(accountId))
		.map((fact) => item(passwordRef(context, fact, 'ok'), passwordWeight(context, fact), null))
}

/** A tool without any account noted most likely has one that nobody wrote down. */
function toolsWithoutAccount({ tools, accountsByTool, passwords }: RuleContext): Item[] {
	const held = new Set((passwords ?? []).map(({ toolId }) => toolId))
	return tools
		.filter(([id, { delivery, status }]) => (
			!accountsByTool.has(id) && !held.has(id) && delivery !== 'paper' && delivery !== 'desktop' && status !== 'abandoned'
		))
		.map(([id, tool]) => item({ collection: 'tools', id, label: tool.name, verdict: 'unknown' }, perhaps(weightOf(tool)), 'accounts'))
}

const IDM_1 = rule('IDM-1', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [OSINUM, MON_SERVICE_SECURISE('AUTH.11 et AUTH.12'), MON_AIDE_CYBER, HYGIENE('mesure 11')],
	reads: [
		'accounts.vaultState',
		'accounts.toolId',
		'accounts.label',
		'accounts.disabledOn',
		'accounts.kind',
		'tools.criticality',
		'tools.delivery',
		'tools.status',
		'tools.name',
	],
	about: ['tools', 'accounts'],
	items: (context) => [
		...context.accounts.filter(hasPassword).map((active) => (
			item(accountRef(active, inVault(context, active.id, active.account)), accountWeight(active), 'vaultState')
		)),
		...passwordsWithoutAccount(context),
		...toolsWithoutAccount(context),
	],
})

/** The passwords that open more than one door. */
export function reusedPasswords({ passwords }: RuleContext): readonly PasswordFact[] {
	return (passwords ?? []).filter(({ reusedBy }) => reusedBy > 0)
}

const IDM_3 = rule('IDM-3', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [ANSSI_TPE, CNIL_GUIDE('fiche 4')],
	reads: ['accounts.toolId', 'accounts.label', 'accounts.disabledOn', 'accounts.kind', 'tools.criticality', 'tools.status'],
	combine: 'worst',
	about: ['accounts'],
	// Counted in the opened vault, or not at all: whoever has no access to it has nothing to answer.
	items: (context) => {
		const reused = reusedPasswords(context)
		// Passwords that are the same, seen from each of them.
		const groups = Math.round(reused.reduce((sum, { reusedBy }) => sum + 1 / (reusedBy + 1), 0))
		const mild = groups > 1 ? 1 : 2
		return ofPasswords(context, (fact, weight) => (fact.reusedBy === 0
			? GOOD
			: [weight[1] >= 2 ? 0 : mild, weight[0] >= 2 ? 0 : mild]))
	},
})

/** Each password of the opened vault with its points; the accounts of which it holds none stay a question. */
function ofPasswords(context: RuleContext, judge: (fact: PasswordFact, weight: readonly [number, number]) => Grade): Item[] {
	const active = new Map(context.accounts.map((account) => [account.id, account]))
	return [
		...(context.passwords ?? []).map((fact) => {
			const account = active.get(fact.accountId)
			const weight = account === undefined ? passwordWeight(context, fact) : accountWeight(account)
			const grade = judge(fact, weight)
			const one = graded(passwordRef(context, fact, 'ok'), weight, grade, null)
			// A grade that cannot be the best is a fault, also while its degree is unknown.
			return grade[1] < 3 ? { ...one, object: { ...one.object, verdict: 'not-ok' as const } } : one
		}),
		...context.accounts
			.filter((account) => hasPassword(account) && !context.passwordsByAccount.has(account.id))
			.map((account) => item(accountRef(account, 'unknown'), perhaps(accountWeight(account)), null)),
	]
}

/** Strong where it alone protects something essential; fair elsewhere, or with a second proof. */
function strengthGrade({ strength }: PasswordFact, account: Account | null, [least, most]: readonly [number, number]): Grade {
	if (strength === undefined) {
		return OPEN
	}
	if (strength !== 'fair') {
		return strength === 'strong' ? GOOD : BAD
	}
	const protection = account === null ? OPEN : ofTruth(secondFactorTruth(account))
	return [least < 2 && most < 2 ? 3 : protection[0], least >= 2 ? protection[1] : 3]
}

const IDM_4 = rule('IDM-4', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [CNIL_GUIDE('fiche 4'), MON_SERVICE_SECURISE('AUTH.5 à AUTH.7')],
	reads: ['accounts.toolId', 'accounts.label', 'accounts.disabledOn', 'accounts.kind', 'accounts.mfa', 'tools.criticality', 'tools.status'],
	about: ['accounts'],
	items: (context) => ofPasswords(context, (fact, weight) => (
		strengthGrade(fact, recordOf(context.inventory.collections.accounts, fact.accountId), weight)
	)),
})

/** Tells if the account gives power over the commune's mail, money, name or, where it can be protected, State portals: yes, no, perhaps. */
function isSensitive({ account, tool }: ActiveAccount): boolean | null {
	if (account.kind === 'admin' || tool?.usageIds?.some((usage) => SENSITIVE_USAGES.includes(usage)) === true) {
		return true
	}
	if (tool?.imposedBy === 'state') {
		return tool.secondFactorOffered === 'yes' ? true : null
	}
	const open
		= account.kind === undefined
			|| account.kind === 'unknown'
			|| tool === null
			|| tool.usageIds === undefined
			|| tool.imposedBy === 'unknown'
	return open ? null : false
}

export function secondFactorTruth({ mfa }: Account): boolean | null {
	return mfa === undefined || mfa === 'unknown' ? null : mfa !== 'none'
}

/** Where no second proof is offered, there is none to activate. */
function secondFactorItem(active: ActiveAccount): Item[] {
	const sensitive = isSensitive(active)
	const truth = secondFactorTruth(active.account)
	const isNotOffered = active.tool?.secondFactorOffered === 'no'
	if (sensitive === false || (isNotOffered && truth === false)) {
		return []
	}
	const weight = accountWeight(active)
	const isOpen = sensitive === null || (isNotOffered && truth === null)
	return [graded(accountRef(active, 'ok'), isOpen ? perhaps(weight) : weight, ofTruth(truth), 'mfa')]
}

const IDM_5 = rule('IDM-5', {
	weight: 3,
	gate: true,
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
		'tools.secondFactorOffered',
	],
	about: ['accounts'],
	items: (context) => context.accounts.flatMap(secondFactorItem),
})

/** Tells if a password replaced the one known to a person who left that day: yes, no, or unknown. */
function isChangedSince(context: RuleContext, { id, account: { rotatedOn } }: ActiveAccount, endOn: string): boolean | null {
	if (endOn === 'unknown') {
		return null
	}
	const said = rotatedOn === undefined || rotatedOn === 'unknown' ? null : rotatedOn >= endOn
	// Of an entry copied in from a notebook, the day says when it was copied, not when the password was made.
	const evidence = (context.passwordsByAccount.get(id) ?? [])
		.filter(({ isLinked, recordedOn }) => isLinked && recordedOn !== '')
		.map(({ recordedOn, changedOn }) => (changedOn !== null ? changedOn >= endOn : recordedOn < endOn ? false : null))
	return evidence.length === 0 ? said : evidence.includes(false) ? false : evidence.includes(null) ? null : true
}

/** Has an account that a departed person held been taken back from them? */
function takenBack(context: RuleContext, active: ActiveAccount, endOn: string): Verdict {
	const { account: { kind }, certain } = active
	const changed = isChangedSince(context, active, endOn)
	// A personal account is closed, not kept with another password.
	const verdict = kind === 'personal' ? false : kind === undefined || kind === 'unknown' ? (changed === false ? false : null) : changed
	return verdict === null ? 'unknown' : verdict ? 'ok' : certain && endOn !== 'unknown' ? 'not-ok' : 'unknown'
}

/** The accounts of each person, made once: persons × accounts would be millions. */
function accountsByHolder({ accounts }: RuleContext): ReadonlyMap<string, readonly ActiveAccount[]> {
	return groupBy(accounts, ({ account }) => account.holderIds ?? [])
}

interface Holdings {
	readonly byHolder: ReadonlyMap<string, readonly ActiveAccount[]>
	/** One whose holders nobody noted: it may be anybody's. */
	readonly perhaps: ActiveAccount | undefined
	/** Entries of the vault that a person still knows, though they can no longer open it. */
	readonly known: ReadonlyMap<string, readonly string[]>
}

function departure(context: RuleContext, { byHolder, perhaps: open, known }: Holdings, id: string, person: Person, endOn: string): Item {
	const held = byHolder.get(id) ?? []
	const verdicts = held.map((active) => takenBack(context, active, endOn))
	const verdict: Verdict = verdicts.includes('not-ok') || (known.get(id)?.length ?? 0) > 0
		? 'not-ok'
		: verdicts.includes('unknown') || open !== undefined ? 'unknown' : 'ok'
	const object: ObjectRef = { collection: 'persons', id, label: person.displayName, verdict }
	const unsettled = held[verdicts.indexOf('unknown')]
	const ask = unsettled !== undefined
		? { object: accountRef(unsettled, 'unknown'), field: unsettled.account.rotatedOn === undefined ? 'rotatedOn' : 'kind' }
		: open === undefined ? null : { object: accountRef(open, 'unknown'), field: 'holderIds' }
	return item(object, endOn === 'unknown' ? [0, 1] : [1, 1], endOn === 'unknown' ? 'endOn' : ask)
}

/** Persons who left, or may have, with the day or `unknown`. */
function leavers({ inventory, today }: RuleContext): readonly (readonly [id: string, person: Person, endOn: string])[] {
	return Object.entries(inventory.collections.persons)
		.flatMap(([id, person]) => (presenceOf(person, today) === 'here' ? [] : [[id, person, person.endOn ?? 'unknown'] as const]))
}

/**
 * By person, the entries of the vault that those who lost their access still know; under their member's id when they are
 * nobody of the inventory.
 */
function knownEntries({ departures }: RuleContext, persons: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
	return new Map(departures.map(({ memberId, personId, known }) => [persons.has(personId) ? personId : memberId, known]))
}

/**
 * Secrets that people who left still know: accounts that were not taken back from them, and entries of the vault that were
 * not changed since they lost their access; each once.
 */
export function knownToDeparted(context: RuleContext): ReadonlySet<string> {
	const byHolder = accountsByHolder(context)
	const accountOf = new Map((context.passwords ?? []).map(({ id, accountId, isLinked }) => [id, isLinked ? accountId : '']))
	const accounts = leavers(context).flatMap(([id, , endOn]) => (endOn === 'unknown'
		? []
		: (byHolder.get(id) ?? []).filter((active) => takenBack(context, active, endOn) !== 'ok').map((active) => active.id)))
	const entries = context.departures.flatMap(({ known }) => known)
	return new Set([...accounts, ...entries.map((id) => (accountOf.get(id) ?? '') || id)])
}

const IDM_6 = rule('IDM-6', {
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
	about: ['persons'],
	items: (context) => {
		const gone = leavers(context)
		const persons = new Set(gone.map(([id]) => id))
		const holdings: Holdings = {
			byHolder: accountsByHolder(context),
			perhaps: context.accounts.find(({ account }) => account.holderIds === undefined),
			known: knownEntries(context, persons),
		}
		return [
			...gone.map(([id, person, endOn]) => departure(context, holdings, id, person, endOn)),
			...context.departures.filter(({ personId }) => !persons.has(personId)).map(({ memberId, known }) => (
				item({ collection: 'members', id: memberId, label: '', verdict: known.length > 0 ? 'not-ok' : 'ok' }, [1, 1], null))),
		]
	},
})

/** Identifiers and passwords: what the vault holds, and who left. */
export const PASSWORD_RULES: readonly Rule[] = [IDM_1, IDM_3, IDM_4, IDM_5, IDM_6]
