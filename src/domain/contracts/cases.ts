// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ContractDates, ContractFacts, Term } from './model.ts'

import { dayInZone, FIRST_YEAR, isRealDate, LAST_YEAR } from '../days.ts'
import { contractDates } from './dates.ts'

/** The answer to one case: its dates, or the reason why it has none. */
export interface CaseResult extends ContractDates {
	/** Field of the input and fault, such as `start: no-such-day`; for the state `invalid` only. */
	readonly reason?: string
}

/** Longest term of each unit: two centuries. */
const LONGEST = { days: 73_050, months: 2_400, years: 200 } as const
const MOST_RENEWALS = 100_000

/** Thrown inside this module: the place and the name of a fault. */
class InputFault extends Error {}

type Fields = Readonly<Record<string, unknown>>

function refuse(field: string, fault: string): never {
	throw new InputFault(`${field}: ${fault}`)
}

/** Absent, null and `unknown` are the same answer. */
function isUnknown(value: unknown): value is null | undefined | 'unknown' {
	return value === undefined || value === null || value === 'unknown'
}

function checkedDay(field: string, value: unknown): string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
		return refuse(field, 'not-a-date')
	}
	if (!isRealDate(value)) {
		return refuse(field, 'no-such-day')
	}
	const year = Number(value.slice(0, 4))
	return year < FIRST_YEAR || year > LAST_YEAR ? refuse(field, 'year-out-of-range') : value
}

function dayOrNull(fields: Fields, field: string): string | null {
	return isUnknown(fields[field]) ? null : checkedDay(field, fields[field])
}

function wholeNumber(field: string, value: unknown, least: number, most: number): number {
	if (typeof value !== 'number' || !Number.isInteger(value)) {
		return refuse(field, 'not-a-whole-number')
	}
	return value < 0 ? refuse(field, 'negative') : value < least ? refuse(field, 'zero') : value > most ? refuse(field, 'too-long') : value
}

function termOrNull(fields: Fields, field: string, least: number): Term | null {
	const value = fields[field]
	if (isUnknown(value)) {
		return null
	}
	if (typeof value !== 'object' || Array.isArray(value)) {
		return refuse(field, 'not-a-length')
	}
	const { n, unit } = value as Fields
	if (isUnknown(n)) {
		return null
	}
	if (unit !== 'days' && unit !== 'months' && unit !== 'years') {
		return refuse(field, 'unit')
	}
	return { n: wholeNumber(field, n, least, LONGEST[unit]), unit }
}

function todayOf(fields: Fields): string {
	if (!isUnknown(fields.today)) {
		return checkedDay('today', fields.today)
	}
	const { now, tz } = fields
	if (isUnknown(now)) {
		return refuse('today', 'missing')
	}
	// Without an offset, the same text is another instant on each computer.
	if (typeof now !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/.test(now)) {
		return refuse('now', 'not-an-instant')
	}
	if (typeof tz !== 'string' || tz === '') {
		return refuse('tz', 'missing')
	}
	if (dayInZone(now, 'UTC') === '') {
		return refuse('now', 'not-an-instant')
	}
	const day = dayInZone(now, tz)
	return day === '' ? refuse('tz', 'no-such-zone') : checkedDay('now', day)
}

function flagOf(fields: Fields, field: string): boolean {
	const value = fields[field]
	return isUnknown(value) ? false : typeof value === 'boolean' ? value : refuse(field, 'not-a-yes-or-no')
}

function checked(facts: ContractFacts): ContractFacts {
	const { start, lastDayKnown, terminatedOn, indefinite } = facts
	if (start !== null && lastDayKnown !== null && lastDayKnown < start) {
		return refuse('lastDayKnown', 'before-start')
	}
	if (start !== null && terminatedOn !== null && terminatedOn < start) {
		return refuse('terminatedOn', 'before-start')
	}
	return indefinite && lastDayKnown !== null ? refuse('lastDayKnown', 'of-an-indefinite-contract') : facts
}

function readFields(input: unknown): ContractFacts {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		return refuse('input', 'not-an-object')
	}
	const fields = input as Fields
	const { renewal, maxRenewals } = fields
	if (!isUnknown(renewal) && renewal !== 'none' && renewal !== 'tacit' && renewal !== 'express') {
		return refuse('renewal', 'not-in-the-list')
	}
	return checked({
		start: dayOrNull(fields, 'start'),
		initialTerm: termOrNull(fields, 'initialTerm', 1),
		renewalTerm: termOrNull(fields, 'renewalTerm', 1),
		renewal: isUnknown(renewal) ? null : renewal,
		notice: termOrNull(fields, 'notice', 0),
		terminatedOn: fields.terminatedOn === 'unknown' ? 'unknown' : dayOrNull(fields, 'terminatedOn'),
		noticeGivenOn: dayOrNull(fields, 'noticeGivenOn'),
		maxRenewals: isUnknown(maxRenewals) ? null : wholeNumber('maxRenewals', maxRenewals, 0, MOST_RENEWALS),
		indefinite: flagOf(fields, 'indefinite'),
		lastDayKnown: dayOrNull(fields, 'lastDayKnown'),
		today: todayOf(fields),
	})
}

/**
 * The facts of a contract from anything: a file, a form, a record. Fields: `docs/CONTRACTS.md`.
 *
 * @param input - an object
 * @return the facts, or the fault
 */
export function readContract(input: unknown): { readonly facts: ContractFacts } | { readonly fault: string } {
	try {
		return { facts: readFields(input) }
	} catch (error) {
		if (error instanceof InputFault) {
			return { fault: error.message }
		}
		throw error
	}
}

/**
 * The dates of a contract from anything; the state `invalid` with its reason for what is no contract.
 *
 * @param input - an object
 */
export function datesOfInput(input: unknown): CaseResult {
	const read = readContract(input)
	return 'facts' in read
		? contractDates(read.facts)
		: {
				currentTermEnd: null,
				nextTermStart: null,
				currentTermNoticeDeadline: null,
				nextNoticeDeadline: null,
				lastDayIfNoticeToday: null,
				state: 'invalid',
				whatHappensIfNothing: { kind: 'unknown', on: null, until: null, avoidable: null },
				remarks: [],
				reason: read.fault,
			}
}
