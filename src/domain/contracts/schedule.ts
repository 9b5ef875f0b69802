// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ContractFacts, Term } from './model.ts'

import { addDays } from '../days.ts'
import { addTerms, afterRenewals, noticeDeadline } from './terms.ts'

/** The terms of a contract: number 0 is the first one, or the one whose last day was read. */
export interface Schedule {
	/** First day after a term; null when the length of the renewals is not known. */
	after(term: number): string | null
	/** Number of the last term, `Infinity` when nothing ends it. */
	readonly last: number
}

/** A schedule, with the one that holds instead when it is not known how many renewals are left. */
export interface Schedules {
	readonly possible: readonly Schedule[]
	/** The last day that was read is not the end of a computed term. */
	readonly differs: boolean
}

/**
 * The smallest number from 0 on for which a condition that stays true once it is true holds, or null beyond the last.
 *
 * @param last - the greatest number to try
 * @param holds - the condition
 */
export function firstWhere(last: number, holds: (term: number) => boolean): number | null {
	let above = 1
	while (above < last && !holds(above)) {
		above *= 2
	}
	let [from, to] = [0, Math.min(above, last)]
	if (!holds(to)) {
		return null
	}
	while (from < to) {
		const middle = Math.floor((from + to) / 2)
		if (holds(middle)) {
			to = middle
		} else {
			from = middle + 1
		}
	}
	return from
}

function fromStart(start: string, initial: Term, renewal: Term | null, last: number): Schedule {
	return {
		after: (term) => (term === 0
			? addTerms(start, initial, 1)
			: renewal === null ? null : afterRenewals(start, initial, renewal, term)),
		last,
	}
}

function fromLastDay(lastDay: string, renewal: Term | null, last: number): Schedule {
	const next = addDays(lastDay, 1)
	return { after: (term) => (term === 0 ? next : renewal === null ? null : addTerms(next, renewal, term)), last }
}

/** Number of the computed term that ends on the day that was read, or null. */
function termEnding(schedule: Schedule, lastDay: string): number | null {
	const next = addDays(lastDay, 1)
	if (schedule.after(0) === next) {
		return 0
	}
	const found = schedule.after(1) === null ? null : firstWhere(schedule.last, (term) => (schedule.after(term) ?? '') >= next)
	return found !== null && schedule.after(found) === next ? found : null
}

/**
 * The terms that follow from the facts; none when there is neither a start with a length, nor a last day.
 *
 * @param facts - of the contract
 * @param renews - true if it goes on by itself
 */
export function schedulesOf({ start, initialTerm, renewalTerm, maxRenewals, lastDayKnown }: ContractFacts, renews: boolean): Schedules {
	const last = renews ? maxRenewals ?? Infinity : 0
	const computed = start !== null && initialTerm !== null ? fromStart(start, initialTerm, renewalTerm, last) : null
	if (lastDayKnown === null) {
		return { possible: computed === null ? [] : [computed], differs: false }
	}
	if (computed !== null && termEnding(computed, lastDayKnown) !== null) {
		return { possible: [computed], differs: false }
	}
	// How many renewals are behind is not known: none may be left, or all of them.
	const lasts = last === Infinity || last === 0 ? [last] : [0, last]
	return { possible: lasts.map((one) => fromLastDay(lastDayKnown, renewalTerm, one)), differs: computed !== null }
}

/**
 * Last day on which a notice prevents the renewal after a term: null when nothing renews it, `unknown` when a length is
 * not known.
 *
 * @param schedule - the terms
 * @param term - number of the term
 * @param notice - length of the notice
 */
export function deadlineOf(schedule: Schedule, term: number, notice: Term | null): string | 'unknown' | null {
	const after = schedule.after(term)
	return term >= schedule.last ? null : after === null || notice === null ? 'unknown' : noticeDeadline(after, notice)
}

/**
 * The term whose renewal a notice received on a day prevents: the first whose deadline is not past, else the last one.
 *
 * @param schedule - the terms
 * @param received - ISO date
 * @param notice - length of the notice
 * @return `unknown` when a length is not known
 */
export function termOfNotice(schedule: Schedule, received: string, notice: Term | null): number | 'unknown' {
	if (schedule.last === 0) {
		return 0
	}
	if (notice === null) {
		return 'unknown'
	}
	const isInTime = (term: number): boolean => term >= schedule.last || received <= (deadlineOf(schedule, term, notice) ?? '')
	if (isInTime(0)) {
		return 0
	}
	return schedule.after(1) === null ? 'unknown' : firstWhere(schedule.last, isInTime) ?? 'unknown'
}
