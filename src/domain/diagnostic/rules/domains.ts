// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Domain } from '../../inventory/model.ts'
import type { Grade } from '../grades.ts'
import type { Item, Rule, RuleContext } from '../rule.ts'

import { BAD, isAhead, ofTruth, OPEN, truthOf } from '../grades.ts'
import { byId, communeRef, graded, rule } from '../rule.ts'
import { MON_SERVICE_SECURISE, OSINUM, RPNT_CRITERIA } from '../sources.ts'

/** Days before its end from which a name that does not renew itself is to be dealt with. */
const EXPIRY_DAYS = 90

/** The owner first: 0 when it is not the commune. Then 1 when it ends soon and does not renew itself. */
function domainGrade({ registrantKind, expiresOn, autoRenew }: Domain, today: string): Grade {
	if (registrantKind !== undefined && registrantKind !== 'unknown' && registrantKind !== 'commune') {
		return BAD
	}
	const isFar = isAhead(expiresOn, today, EXPIRY_DAYS)
	const isRenewed = truthOf(autoRenew)
	const low = isFar === true || isRenewed === true ? 3 : 1
	const high = isFar === false && isRenewed === false ? 1 : 3
	return registrantKind === 'commune' ? [low, high] : [0, high]
}

const HEB_6 = rule('HEB-6', {
	effort: 'S',
	cost: '€',
	legal: 'good-practice',
	sources: [OSINUM, MON_SERVICE_SECURISE('ECOSYSTEME.5')],
	reads: ['domains.registrantKind', 'domains.expiresOn', 'domains.autoRenew', 'domains.name'],
	about: ['domains'],
	items: ({ inventory: { collections: { domains } }, today }) => byId(domains).map(([id, domain]) => {
		const isOwnerOpen = domain.registrantKind === undefined || domain.registrantKind === 'unknown'
		const ask = isOwnerOpen ? 'registrantKind' : domain.expiresOn === undefined ? 'expiresOn' : 'autoRenew'
		return graded({ collection: 'domains', id, label: domain.name }, [1, 1], domainGrade(domain, today), ask)
	}),
})

const SITE = ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8']
const MAIL = ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8']

/** One item for each criterion of the open data that was measured; one whose condition failed was not. */
function criteria({ commune: { rpntPassed, rpntFailed, opsnDomain } }: RuleContext, ids: readonly string[]): Item[] {
	if (rpntPassed === undefined && rpntFailed === undefined) {
		return ids.map((id) => graded({ collection: 'commune', id: `rpnt-${id}`, label: '' }, [1, 1], OPEN, { object: communeRef('commune'), field: 'rpntPassed' }))
	}
	return ids.flatMap((id) => {
		const isPassed = rpntPassed?.includes(id) === true
		const isOfOpsn = id === '2.2' ? truthOf(opsnDomain) : false
		if ((!isPassed && rpntFailed?.includes(id) !== true) || isOfOpsn === true) {
			return []
		}
		return [graded({ collection: 'commune', id: `rpnt-${id}`, label: '' }, isOfOpsn === null ? [0, 1] : [1, 1], ofTruth(isPassed), null)]
	})
}

const HEB_7 = rule('HEB-7', {
	effort: 'S',
	cost: '€',
	legal: 'recommendation',
	sources: [RPNT_CRITERIA('1.1 à 1.8')],
	reads: ['commune.rpntPassed', 'commune.rpntFailed'],
	about: ['commune'],
	items: (context) => criteria(context, SITE),
	figures: ageOfFile,
})

/** Months since the file was read: older than three, it is said beside the result. */
function ageOfFile({ commune: { rpntCheckedOn }, today }: RuleContext): Readonly<Record<string, number>> {
	if (rpntCheckedOn === undefined || rpntCheckedOn === 'unknown') {
		return {}
	}
	const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
	return { monthsOld: monthOf(today) - monthOf(rpntCheckedOn) }
}

const HEB_8 = rule('HEB-8', {
	effort: 'M',
	cost: '€€',
	legal: 'recommendation',
	sources: [RPNT_CRITERIA('2.1 à 2.8')],
	reads: ['commune.rpntPassed', 'commune.rpntFailed', 'commune.opsnDomain', 'commune.rpntCheckedOn'],
	about: ['commune'],
	items: (context) => criteria(context, MAIL),
	figures: ageOfFile,
})

/** The commune's names on the Internet, its site and its mail. */
export const DOMAIN_RULES: readonly Rule[] = [HEB_6, HEB_7, HEB_8]
