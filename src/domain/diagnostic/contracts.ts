// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ContractDates, DayAnswer } from '../contracts/model.ts'
import type { Contract, Inventory } from '../inventory/model.ts'
import type { Grade } from './grades.ts'
import type { ObjectRef } from './model.ts'

import { datesOfInput } from '../contracts/cases.ts'
import { NOTICE_WINDOW } from '../contracts/model.ts'
import { addMonths, daysBetween } from '../days.ts'
import { namesATool, recordOf } from '../inventory/references.ts'
import { BAD, GOOD, OPEN, truthOf } from './grades.ts'

/** Days before a last day to act from which it is a reminder, not an action. */
export const REMINDER_DAYS = 15

/** Every field that the dates of a contract come from. */
export const CONTRACT_READS = [
	'contracts.toolIds',
	'contracts.supplierId',
	'contracts.object',
	'contracts.reference',
	'contracts.startOn',
	'contracts.endOn',
	'contracts.indefinite',
	'contracts.initialTerm',
	'contracts.renewalTerm',
	'contracts.renewal',
	'contracts.notice',
	'contracts.terminatedOn',
	'contracts.noticeGivenOn',
	'contracts.maxRenewals',
	'contracts.decidedOn',
] as const

/** A contract as the rules look at it. */
export interface JudgedContract {
	readonly id: string
	readonly contract: Contract
	readonly object: ObjectRef
	readonly dates: ContractDates
	/** Last day to act that is not past and that nobody decided about; null when there is none, or it is not known. */
	readonly lastDayToAct: string | null
	readonly daysLeft: number
	readonly grade: Grade
	/** False when it may be over. */
	readonly certain: boolean
}

/**
 * The dates of a record of contract.
 *
 * @param contract - of the inventory
 * @param today - ISO date
 */
export function datesOfContract(contract: Contract, today: string): ContractDates {
	const { startOn, endOn, indefinite, ...facts } = contract
	return datesOfInput({
		start: startOn,
		lastDayKnown: endOn,
		indefinite: truthOf(indefinite),
		initialTerm: facts.initialTerm,
		renewalTerm: facts.renewalTerm,
		renewal: facts.renewal,
		notice: facts.notice,
		terminatedOn: facts.terminatedOn,
		noticeGivenOn: facts.noticeGivenOn,
		maxRenewals: facts.maxRenewals,
		today,
	})
}

/**
 * The contracts that speak of a tool and are not over, in the order of their ids.
 *
 * @param inventory - the inventory
 * @param today - ISO date
 */
export function judgedContracts({ collections: { contracts, suppliers, tools } }: Inventory, today: string): readonly JudgedContract[] {
	return Object.entries(contracts)
		.filter(([, contract]) => namesATool(tools, contract))
		.sort(([left], [right]) => (left < right ? -1 : 1))
		.flatMap(([id, contract]) => {
			const dates = datesOfContract(contract, today)
			const label = contract.object ?? contract.reference ?? recordOf(suppliers, contract.supplierId)?.name
				?? recordOf(tools, contract.toolIds.find((toolId) => Object.hasOwn(tools, toolId)))?.name ?? ''
			return dates.state === 'ended' ? [] : [judged(id, contract, label, dates, today)]
		})
}

function judged(id: string, contract: Contract, label: string, dates: ContractDates, today: string): JudgedContract {
	// A notice that was given, or a termination, is a decision.
	const left = [contract.terminatedOn, contract.noticeGivenOn]
	const isLeft = dates.state !== 'unknown' && left.some((day) => day !== undefined && day !== 'unknown' && day <= today)
	const last = isLeft ? null : lastDayToAct(dates)
	const isDecided = last !== null && last !== 'unknown' && isRecentDecision(contract.decidedOn, last, today)
	const grade = gradeOf(dates, last, isDecided, contract.decidedOn === 'unknown', today)
	const open = last === null || last === 'unknown' || isDecided || last < today ? null : last
	return {
		id,
		contract,
		object: { collection: 'contracts', id, label, verdict: grade[0] === 3 ? 'ok' : grade[0] === grade[1] ? 'not-ok' : 'unknown' },
		dates,
		lastDayToAct: open,
		daysLeft: open === null ? Infinity : daysBetween(today, open),
		grade,
		certain: dates.state !== 'unknown' && dates.state !== 'invalid',
	}
}

/** The deadline of the notice, or the last day of what ends by itself; null for an open-ended contract. */
function lastDayToAct({ whatHappensIfNothing: { kind, on }, currentTermNoticeDeadline }: ContractDates): DayAnswer {
	switch (kind) {
		case 'renews':
			return currentTermNoticeDeadline
		case 'ends':
			return on
		case 'unknown':
			return 'unknown'
		default:
			return null
	}
}

/** A decision holds for the term that it was taken in: it is of the year before the last day to act, or later. */
function isRecentDecision(decidedOn: string | undefined, last: string, today: string): boolean {
	return decidedOn !== undefined && decidedOn !== 'unknown' && decidedOn <= today && decidedOn >= addMonths(last, -12)
}

/** 3 nothing within 90 days, 2 within 90, 1 within 15, 0 missed without a decision. */
function gradeOf({ state }: ContractDates, last: DayAnswer, isDecided: boolean, maybeDecided: boolean, today: string): Grade {
	if (state === 'unknown' || state === 'invalid' || last === 'unknown') {
		return OPEN
	}
	if (last === null || isDecided) {
		return GOOD
	}
	const days = daysBetween(today, last)
	const points = days < 0 ? 0 : days <= REMINDER_DAYS ? 1 : days <= NOTICE_WINDOW ? 2 : 3
	return maybeDecided ? [points, 3] : points === 0 ? BAD : [points, points]
}
