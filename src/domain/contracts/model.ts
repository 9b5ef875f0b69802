// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** A length of time as contracts write it. */
export interface Term {
	/** A whole number. */
	readonly n: number
	readonly unit: 'days' | 'months' | 'years'
}

/** Renewal of a contract at the end of a term: not at all, by itself, or when somebody decides it. */
export type Renewal = 'none' | 'tacit' | 'express'

/** The facts of a contract on a day, checked. `null`: not known. */
export interface ContractFacts {
	/** First day. */
	readonly start: string | null
	readonly initialTerm: Term | null
	/** Length of each term after the first one. */
	readonly renewalTerm: Term | null
	readonly renewal: Renewal | null
	readonly notice: Term | null
	/** Last day of a contract that was terminated; null: it was not; `unknown`: it may have been. */
	readonly terminatedOn: string | null
	/** Day on which the other party received the notice; null: no notice was given. */
	readonly noticeGivenOn: string | null
	/** Most renewals that the contract allows; null: no limit is written. */
	readonly maxRenewals: number | null
	/** Without a last day; `initialTerm` is then the time during which it cannot be left. */
	readonly indefinite: boolean
	/** Last day of the term that runs or ran, as read on the contract or an invoice. It wins over what is computed. */
	readonly lastDayKnown: string | null
	/** The day on which the questions are asked. */
	readonly today: string
}

/** A day, null when the question does not apply, `unknown` when a fact is lacking. */
export type DayAnswer = string | 'unknown' | null

/** Where a contract stands. */
export type ContractState
	/** In its first term, or in a term of which only the last day is known. */
	= | 'running'
		/** The last day on which a notice is in time comes within {@link NOTICE_WINDOW} days. */
		| 'notice-open'
		/** In a later term than the first one. */
		| 'renewed'
		| 'ended'
		| 'unknown'
		| 'not-started'
		| 'invalid'

/** Days before a deadline from which it is shown as near: the same for the rule COU-2. */
export const NOTICE_WINDOW = 90

/** Outcome when nobody does anything. */
export interface Outcome {
	readonly kind: 'renews' | 'ends' | 'ended' | 'continues' | 'unknown'
	/** First day of the new term, or last day of the contract. */
	readonly on: DayAnswer
	/** Last day of the new term. */
	readonly until: DayAnswer
	/** True if it can still be avoided on that day: by a notice, or by deciding the renewal. */
	readonly avoidable: boolean | 'unknown' | null
}

/** Something to tell beside the dates. */
export type Remark
	/** Each deadline comes before its term begins. */
	= | 'notice-longer-than-term'
		/** The last day that was read is not the end of a computed term. */
		| 'last-day-differs'
		/** The notice came too late for the term in which it was given. */
		| 'notice-late'
		/** A notice cannot have been given on a day to come: it is left out. */
		| 'notice-in-the-future'

/** The dates of a contract. Every day is inclusive: a last day is still a day of the contract, a deadline still in time. */
export interface ContractDates {
	/** Last day of the term that runs (of the first one before it starts). */
	readonly currentTermEnd: DayAnswer
	/** First day of the term that follows by itself. */
	readonly nextTermStart: DayAnswer
	/** Last day on which a notice, received, prevents the renewal at `currentTermEnd`; it may be past. */
	readonly currentTermNoticeDeadline: DayAnswer
	/** The first such day that is not past, of this term or a later one. */
	readonly nextNoticeDeadline: DayAnswer
	/** Last day of the contract when the notice is received today. */
	readonly lastDayIfNoticeToday: DayAnswer
	readonly state: ContractState
	readonly whatHappensIfNothing: Outcome
	readonly remarks: readonly Remark[]
}
