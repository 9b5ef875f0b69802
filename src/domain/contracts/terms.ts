// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Term } from './model.ts'

import { addDays, addMonths } from '../days.ts'

/** Length in months, or null for one in days. */
function monthsOf({ n, unit }: Term): number | null {
	return unit === 'days' ? null : unit === 'years' ? n * 12 : n
}

/**
 * The day some terms later: the same day of the month, or the last one of a shorter month. Months are added at once,
 * so that a contract of the 31st comes back to the 31st after February.
 *
 * @param day - ISO date
 * @param term - one term
 * @param times - how many, may be negative
 */
export function addTerms(day: string, term: Term, times: number): string {
	const months = monthsOf(term)
	return months === null ? addDays(day, term.n * times) : addMonths(day, months * times)
}

/**
 * First day after the first term and some renewals, counted from the first day of the contract.
 *
 * @param start - first day
 * @param initial - length of the first term
 * @param renewal - length of the next ones
 * @param renewals - how many of them
 */
export function afterRenewals(start: string, initial: Term, renewal: Term, renewals: number): string {
	const [first, later] = [monthsOf(initial), monthsOf(renewal)]
	return first !== null && later !== null
		? addMonths(start, first + later * renewals)
		: addTerms(addTerms(start, initial, 1), renewal, renewals)
}

/**
 * The last day on which a notice is in time: the notice is counted back from the first day of the next term, then one
 * day (Cour de cassation, 3e civ., 8 March 2018, 17-11.312: end 30 September, six months, 31 March at the latest). It
 * is not moved when it falls on a Sunday (same judgment).
 *
 * @param nextTerm - first day of the next term
 * @param notice - length of the notice
 */
export function noticeDeadline(nextTerm: string, notice: Term): string {
	return addDays(addTerms(nextTerm, notice, -1), -1)
}

/**
 * The last day of an open-ended contract whose notice is received on a day; the same count, forwards.
 *
 * @param received - ISO date
 * @param notice - length of the notice
 */
export function lastDayAfterNotice(received: string, notice: Term): string {
	return addDays(addTerms(addDays(received, 1), notice, 1), -1)
}
