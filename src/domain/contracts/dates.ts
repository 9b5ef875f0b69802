// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ContractDates, ContractFacts, ContractState, DayAnswer, Outcome, Remark, Renewal, Term } from './model.ts'
import type { Schedule } from './schedule.ts'

import { addDays, daysBetween } from '../days.ts'
import { NOTICE_WINDOW } from './model.ts'
import { deadlineOf, firstWhere, schedulesOf, termOfNotice } from './schedule.ts'
import { addTerms, lastDayAfterNotice } from './terms.ts'

const UNKNOWN: ContractDates = {
	currentTermEnd: 'unknown',
	nextTermStart: 'unknown',
	currentTermNoticeDeadline: 'unknown',
	nextNoticeDeadline: 'unknown',
	lastDayIfNoticeToday: 'unknown',
	state: 'unknown',
	whatHappensIfNothing: { kind: 'unknown', on: 'unknown', until: 'unknown', avoidable: 'unknown' },
	remarks: [],
}

/** A contract without terms, or over: none of the questions applies. */
const NO_TERM = {
	currentTermEnd: null,
	nextTermStart: null,
	currentTermNoticeDeadline: null,
	nextNoticeDeadline: null,
	lastDayIfNoticeToday: null,
	remarks: [],
} as const

/**
 * The dates of a contract on a day. A fact that is not known is tried both ways: an answer is given when every
 * way gives the same one, and is `unknown` otherwise.
 *
 * @param facts - checked: {@link readContract}
 */
export function contractDates(facts: ContractFacts): ContractDates {
	const { today, terminatedOn, start } = facts
	if (terminatedOn === 'unknown') {
		return merged([contractDates({ ...facts, terminatedOn: null }), UNKNOWN])
	}
	if (terminatedOn !== null && terminatedOn < today) {
		return ended(terminatedOn)
	}
	const isToCome = facts.noticeGivenOn !== null && facts.noticeGivenOn > today
	const known = isToCome ? { ...facts, noticeGivenOn: null } : facts
	const dates = facts.indefinite ? openEnded(known) : merged(renewalsOf(facts).flatMap((renewal) => withRenewal(known, renewal)))
	const remarks: readonly Remark[] = isToCome ? [...dates.remarks, 'notice-in-the-future'] : dates.remarks
	return { ...dates, state: start !== null && today < start ? 'not-started' : dates.state, remarks }
}

function renewalsOf({ renewal }: ContractFacts): readonly Renewal[] {
	return renewal === null ? ['none', 'tacit', 'express'] : [renewal]
}

function ended(on: DayAnswer): ContractDates {
	return { ...NO_TERM, state: 'ended', whatHappensIfNothing: { kind: 'ended', on, until: null, avoidable: false } }
}

function endsOn(on: DayAnswer, avoidable: Outcome['avoidable']): Outcome {
	return { kind: 'ends', on, until: null, avoidable }
}

/** An open-ended contract: the first term, if there is one, cannot be left before its end. */
function openEnded({ start, initialTerm, notice, noticeGivenOn, terminatedOn, today }: ContractFacts): ContractDates {
	const state = 'running'
	if (terminatedOn !== null) {
		return { ...NO_TERM, lastDayIfNoticeToday: terminatedOn, state, whatHappensIfNothing: endsOn(terminatedOn, false) }
	}
	const firstEnd = start === null || initialTerm === null ? '' : addDays(addTerms(start, initialTerm, 1), -1)
	const leaving = (received: string): DayAnswer => {
		if (notice === null || (start === null && initialTerm !== null)) {
			return 'unknown'
		}
		const day = lastDayAfterNotice(received, notice)
		return day < firstEnd ? firstEnd : day
	}
	if (noticeGivenOn === null) {
		const outcome: Outcome = { kind: 'continues', on: null, until: null, avoidable: true }
		return { ...NO_TERM, lastDayIfNoticeToday: leaving(today), state, whatHappensIfNothing: outcome }
	}
	const last = leaving(noticeGivenOn)
	if (last === 'unknown') {
		const outcome: Outcome = { kind: 'unknown', on: 'unknown', until: null, avoidable: false }
		return { ...NO_TERM, lastDayIfNoticeToday: last, state: 'unknown', whatHappensIfNothing: outcome }
	}
	return (last ?? '') < today ? ended(last) : { ...NO_TERM, lastDayIfNoticeToday: last, state, whatHappensIfNothing: endsOn(last, false) }
}

/** The dates for each way the terms may follow one another. */
function withRenewal(facts: ContractFacts, renewal: Renewal): ContractDates[] {
	const { possible, differs } = schedulesOf(facts, renewal === 'tacit')
	return possible.length === 0
		? [withoutTerms(facts)]
		: possible.map((schedule) => {
				const dates = onSchedule(facts, schedule, renewal)
				return differs ? { ...dates, remarks: [...dates.remarks, 'last-day-differs'] } : dates
			})
}

/** Neither a last day nor a start with a length: only a termination tells something. */
function withoutTerms({ terminatedOn }: ContractFacts): ContractDates {
	return terminatedOn === null
		? UNKNOWN
		: {
				...UNKNOWN,
				currentTermNoticeDeadline: null,
				nextNoticeDeadline: null,
				lastDayIfNoticeToday: terminatedOn,
				whatHappensIfNothing: endsOn(terminatedOn, false),
			}
}

/** Number of the term that runs on a day: `over` when the last one is behind, `unknown` when the renewals have no length. */
function termOn(schedule: Schedule, today: string): number | 'over' | 'unknown' {
	if (today < (schedule.after(0) ?? '')) {
		return 0
	}
	if (schedule.last === 0) {
		return 'over'
	}
	return schedule.after(1) === null ? 'unknown' : firstWhere(schedule.last, (term) => today < (schedule.after(term) ?? '')) ?? 'over'
}

function endOf(schedule: Schedule, term: number): DayAnswer {
	const after = schedule.after(term)
	return after === null ? 'unknown' : addDays(after, -1)
}

function onSchedule(facts: ContractFacts, schedule: Schedule, renewal: Renewal): ContractDates {
	const { today } = facts
	const term = termOn(schedule, today)
	const leaving = decidedLastDay(facts, schedule)
	if (leaving !== null && leaving !== 'unknown' && leaving < today) {
		return ended(leaving)
	}
	if (term === 'over') {
		return ended(endOf(schedule, schedule.last))
	}
	const remarks: readonly Remark[] = isNoticeLonger(facts, schedule) ? ['notice-longer-than-term'] : []
	if (term === 'unknown') {
		// Renewed at least once, for a time that nobody knows; unless the number of renewals is limited.
		const isRunning = schedule.last === Infinity && facts.noticeGivenOn === null && leaving === null
		return { ...UNKNOWN, state: isRunning ? 'renewed' : 'unknown', remarks }
	}
	return leaving === null
		? undecided(facts, schedule, renewal, term, remarks)
		: decided(facts, schedule, term, leaving, remarks)
}

function isNoticeLonger({ notice, renewalTerm }: ContractFacts, schedule: Schedule): boolean {
	if (notice === null || renewalTerm === null || schedule.last === 0) {
		return false
	}
	const begins = schedule.after(0) ?? ''
	return (deadlineOf(schedule, 1, notice) ?? begins) < begins && schedule.last > 1
}

/** Last day that somebody decided: by a termination, or a notice that was received. */
function decidedLastDay({ terminatedOn, noticeGivenOn, notice }: ContractFacts, schedule: Schedule): string | 'unknown' | null {
	if (terminatedOn !== null) {
		const end = schedule.last === Infinity ? null : endOf(schedule, schedule.last)
		return end !== null && end !== 'unknown' && end < terminatedOn ? end : terminatedOn
	}
	if (noticeGivenOn === null) {
		return null
	}
	const term = termOfNotice(schedule, noticeGivenOn, notice)
	return term === 'unknown' ? 'unknown' : endOf(schedule, term) ?? 'unknown'
}

/** The contract ends on a day that is decided, and is not past. */
function decided(
	facts: ContractFacts,
	schedule: Schedule,
	term: number,
	leaving: string,
	remarks: readonly Remark[],
): ContractDates {
	const end = endOf(schedule, term) ?? ''
	const dates = {
		currentTermNoticeDeadline: null,
		nextNoticeDeadline: null,
		lastDayIfNoticeToday: leaving,
		state: stateOf(term, null, facts.today),
		whatHappensIfNothing: endsOn(leaving, false),
	}
	if (leaving === 'unknown') {
		// A notice of unknown length, of this term or of an earlier one.
		const isOfThisTerm = facts.noticeGivenOn !== null && (term === 0 || facts.noticeGivenOn >= (schedule.after(term - 1) ?? ''))
		return isOfThisTerm
			? { ...dates, currentTermEnd: end, nextTermStart: 'unknown', remarks }
			: { ...UNKNOWN, currentTermNoticeDeadline: null, nextNoticeDeadline: null, remarks }
	}
	const isLate = facts.terminatedOn === null && leaving > end
	return {
		...dates,
		currentTermEnd: end < leaving ? end : leaving,
		nextTermStart: end < leaving ? schedule.after(term) : null,
		remarks: isLate ? [...remarks, 'notice-late'] : remarks,
	}
}

function undecided(facts: ContractFacts, schedule: Schedule, renewal: Renewal, term: number, remarks: readonly Remark[]): ContractDates {
	const { today, notice } = facts
	const end = endOf(schedule, term)
	const deadline = deadlineOf(schedule, term, notice)
	const leavingTerm = termOfNotice(schedule, today, notice)
	const renews = term < schedule.last
	const avoidable = deadline === null || deadline === 'unknown' ? deadline : today <= deadline
	return {
		currentTermEnd: end,
		nextTermStart: renews ? schedule.after(term) ?? 'unknown' : null,
		currentTermNoticeDeadline: deadline,
		nextNoticeDeadline: renews ? nextDeadline(schedule, leavingTerm, notice) : null,
		lastDayIfNoticeToday: leavingTerm === 'unknown' ? 'unknown' : endOf(schedule, leavingTerm),
		state: stateOf(term, deadline, today),
		whatHappensIfNothing: renews
			? { kind: 'renews', on: schedule.after(term) ?? 'unknown', until: endOf(schedule, term + 1), avoidable }
			: endsOn(end, renewal === 'express'),
		remarks,
	}
}

function nextDeadline(schedule: Schedule, leavingTerm: number | 'unknown', notice: Term | null): DayAnswer {
	return leavingTerm === 'unknown' ? 'unknown' : deadlineOf(schedule, leavingTerm, notice)
}

function stateOf(term: number, deadline: DayAnswer, today: string): ContractState {
	const isNear = deadline !== null && deadline !== 'unknown' && today <= deadline && daysBetween(today, deadline) <= NOTICE_WINDOW
	return isNear ? 'notice-open' : term > 0 ? 'renewed' : 'running'
}

/** Values on which all readings agree. */
function merged(ways: readonly ContractDates[]): ContractDates {
	const [first = UNKNOWN, ...others] = ways
	return others.reduce((left, right) => ({
		currentTermEnd: common(left.currentTermEnd, right.currentTermEnd),
		nextTermStart: common(left.nextTermStart, right.nextTermStart),
		currentTermNoticeDeadline: common(left.currentTermNoticeDeadline, right.currentTermNoticeDeadline),
		nextNoticeDeadline: common(left.nextNoticeDeadline, right.nextNoticeDeadline),
		lastDayIfNoticeToday: common(left.lastDayIfNoticeToday, right.lastDayIfNoticeToday),
		state: commonState(left.state, right.state),
		whatHappensIfNothing: {
			kind: common(left.whatHappensIfNothing.kind, right.whatHappensIfNothing.kind),
			on: common(left.whatHappensIfNothing.on, right.whatHappensIfNothing.on),
			until: common(left.whatHappensIfNothing.until, right.whatHappensIfNothing.until),
			avoidable: common(left.whatHappensIfNothing.avoidable, right.whatHappensIfNothing.avoidable),
		},
		remarks: [...new Set([...left.remarks, ...right.remarks])],
	}), first)
}

function common<T>(left: T, right: T): T | 'unknown' {
	return left === right ? left : 'unknown'
}

/** A contract whose notice may be open runs for sure. */
function commonState(left: ContractState, right: ContractState): ContractState {
	const isRunning = (state: ContractState) => state === 'running' || state === 'notice-open'
	return left === right ? left : isRunning(left) && isRunning(right) ? 'running' : 'unknown'
}
