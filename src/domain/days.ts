// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * A day (`YYYY-MM-DD`) is the day of somebody's own place, never that of UTC: in Papeete it is still the day
 * before for ten hours. An instant (ISO 8601, UTC) becomes a day here and nowhere else.
 */

/** A day cannot stand before the first year, nor after the last one: what is typed there is a slip of the finger. */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2200

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

/** Writes a day; the month counts from 1. */
function write(year: number, month: number, day: number): string {
	return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/**
 * The day of an instant.
 *
 * @param instant - ISO 8601 in UTC, milliseconds, or a `Date`
 * @param minutesEast - how far the place is ahead of UTC; the computer's own zone, as it was at that instant, unless given
 * @return `YYYY-MM-DD`; an empty string for what is no instant
 */
export function dayOf(instant: string | number | Date, minutesEast?: number): string {
	const date = new Date(instant)
	if (Number.isNaN(date.getTime())) {
		return ''
	}
	if (minutesEast === undefined) {
		return write(date.getFullYear(), date.getMonth() + 1, date.getDate())
	}
	const moved = new Date(date.getTime() + minutesEast * 60_000)
	return write(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
}

/** Today, in the computer's own place. */
export function today(): string {
	return dayOf(Date.now())
}

/**
 * Milliseconds until the computer's day changes; at least one second, and never more than 25 hours.
 *
 * @param now - milliseconds
 */
export function untilMidnight(now: number): number {
	const date = new Date(now)
	const next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
	return Math.min(Math.max(next - now, 1_000), 25 * 60 * 60 * 1_000)
}

/** Days of a month counted from 1. */
function daysIn(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/**
 * True if a text is a day of the calendar, `YYYY-MM-DD`.
 *
 * @param value - any text
 */
export function isRealDate(value: string): boolean {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
	if (match === null) {
		return false
	}
	const date = new Date(`${value}T00:00:00.000Z`)
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

/**
 * The same day some months later, or the last day of that month.
 *
 * @param day - `YYYY-MM-DD`
 * @param months - may be negative
 */
export function addMonths(day: string, months: number): string {
	const [year = 0, month = 1, of = 1] = day.split('-').map(Number)
	const count = year * 12 + month - 1 + months
	const [toYear, toMonth] = [Math.floor(count / 12), count - Math.floor(count / 12) * 12 + 1]
	return write(toYear, toMonth, Math.min(of, daysIn(toYear, toMonth)))
}

/**
 * The day some days later.
 *
 * @param day - `YYYY-MM-DD`
 * @param days - may be negative
 */
export function addDays(day: string, days: number): string {
	const [year = 0, month = 1, of = 1] = day.split('-').map(Number)
	const date = new Date(Date.UTC(year, month - 1, of + days))
	return write(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/**
 * Whole days from one day to another; negative when the second comes first.
 *
 * @param from - `YYYY-MM-DD`
 * @param to - `YYYY-MM-DD`
 */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/**
 * The day of an instant in a time zone.
 *
 * @param instant - ISO 8601 with its offset, or milliseconds
 * @param timeZone - IANA name, such as `Pacific/Tahiti`
 * @return `YYYY-MM-DD`; an empty string when one of the two is not valid
 */
export function dayInZone(instant: string | number, timeZone: string): string {
	const date = new Date(instant)
	if (Number.isNaN(date.getTime())) {
		return ''
	}
	try {
		const parts = new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric' })
			.formatToParts(date)
		const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
		return write(of('year'), of('month'), of('day'))
	} catch {
		// RangeError: no such zone.
		return ''
	}
}

/** Why what was typed is no day. */
export type DayFault = 'not-a-date' | 'no-such-day' | 'year-out-of-range'

/** Result of reading a field of date. `day` is empty for an empty field. */
export type TypedDay = { readonly day: string } | { readonly fault: DayFault }

const MONTHS: readonly (readonly string[])[] = [
	['janvier', 'janv', 'jan'],
	['fevrier', 'fevr', 'fev'],
	['mars'],
	['avril', 'avr'],
	['mai'],
	['juin'],
	['juillet', 'juil'],
	['aout'],
	['septembre', 'sept', 'sep'],
	['octobre', 'oct'],
	['novembre', 'nov'],
	['decembre', 'dec'],
]
const MONTH_OF: ReadonlyMap<string, number> = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))
const WEEKDAY = /^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?,?\s+/

/** Plain letters: no accent, no capital, no typographic form, no invisible sign. */
function plain(typed: string): string {
	return typed.normalize('NFKD').replace(/[\p{M}\p{Cf}]+/gu, '').toLowerCase().replace(/[‐-―−]/g, '-').replace(/\s+/gu, ' ').trim()
}

/** A year of two digits is that of the century nearest to today: 20 years ahead at most. */
function wholeYear(digits: string, todayIs: string): number {
	if (digits.length !== 2) {
		return Number(digits)
	}
	const now = Number(todayIs.slice(0, 4))
	const year = Math.floor(now / 100) * 100 + Number(digits)
	return year > now + 20 ? year - 100 : year
}

/** Day, month and year as typed, or null when they cannot be told apart. */
function partsOf(text: string, todayIs: string): readonly [day: number, month: number, year: number] | null {
	const iso = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(text)
	if (iso !== null) {
		return [Number(iso[3]), Number(iso[2]), Number(iso[1])]
	}
	const numbers = /^(\d{1,2})(?:er)? ?[-/. ] ?(\d{1,2})(?: ?[-/. ] ?(\d{4}|\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
	if (numbers !== null) {
		return [
			Number(numbers[1]),
			Number(numbers[2]),
			numbers[3] === undefined ? Number(todayIs.slice(0, 4)) : wholeYear(numbers[3], todayIs),
		]
	}
	const words = /^(\d{1,2})(?: ?er)?[-/. ]{0,2}([a-z]+)(?:[-/., ]{1,2}(\d{4}|\d{2}))?$/.exec(text)
	const month = words === null ? undefined : MONTH_OF.get(words[2] ?? '')
	return words === null || month === undefined
		? null
		: [Number(words[1]), month, words[3] === undefined ? Number(todayIs.slice(0, 4)) : wholeYear(words[3], todayIs)]
}

/**
 * The day that a French person typed: "3/4/26", "3 avril 2026", "1er mars", "03.04.2026", "2026-04-03". The day
 * comes before the month. Without a year, it is this year's.
 *
 * @param typed - as typed
 * @param todayIs - today, for the years that are not written whole
 */
export function parseDay(typed: string, todayIs: string = today()): TypedDay {
	const text = plain(typed).replace(WEEKDAY, '').replace(/^le /, '').replace(WEEKDAY, '')
	if (text === '') {
		return typed.trim() === '' ? { day: '' } : { fault: 'not-a-date' }
	}
	const parts = partsOf(text, todayIs)
	if (parts === null) {
		return { fault: 'not-a-date' }
	}
	const [day, month, year] = parts
	if (year < FIRST_YEAR || year > LAST_YEAR) {
		return { fault: 'year-out-of-range' }
	}
	return month < 1 || month > 12 || day < 1 || day > daysIn(year, month) ? { fault: 'no-such-day' } : { day: write(year, month, day) }
}
