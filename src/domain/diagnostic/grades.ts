// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { addDays, addMonths } from '../days.ts'

/** Bounds of the points of an object, 0 to 3; equal when all is known. */
export type Grade = readonly [number, number]

/** Nothing is known. */
export const OPEN: Grade = [0, 3]
/** In order. */
export const GOOD: Grade = [3, 3]
/** To be dealt with. */
export const BAD: Grade = [0, 0]

type Answer = 'yes' | 'no' | 'unknown' | undefined

/**
 * The points of a question answered by yes or no.
 *
 * @param answer - as stored
 * @param good - the answer that is in order
 */
export function ofAnswer(answer: Answer, good: 'yes' | 'no' = 'yes'): Grade {
	return answer === undefined || answer === 'unknown' ? OPEN : answer === good ? GOOD : BAD
}

/** The same as yes, no or not known. */
export function truthOf(answer: Answer): boolean | null {
	return answer === undefined || answer === 'unknown' ? null : answer === 'yes'
}

/** The points of what is so, is not so, or is not known. */
export function ofTruth(truth: boolean | null): Grade {
	return truth === null ? OPEN : truth ? GOOD : BAD
}

/** The worst of several. */
export function worstOf(...grades: readonly Grade[]): Grade {
	return [Math.min(3, ...grades.map(([low]) => low)), Math.min(3, ...grades.map(([, high]) => high))]
}

/** The best of several; nothing is 0. */
export function bestOf(...grades: readonly Grade[]): Grade {
	return [Math.max(0, ...grades.map(([low]) => low)), Math.max(0, ...grades.map(([, high]) => high))]
}

/** A point for each that is so. */
export function countOf(...truths: readonly (boolean | null)[]): Grade {
	return [truths.filter((truth) => truth === true).length, truths.filter((truth) => truth !== false).length]
}

/**
 * True if a day is less than some months ago, by the calendar. A day to come is no answer: it is a question.
 *
 * @param day - as stored
 * @param today - ISO date
 * @param months - how long it holds
 */
export function isRecent(day: string | undefined, today: string, months: number): boolean | null {
	return day === undefined || day === 'unknown' || day > today ? null : today < addMonths(day, months)
}

/**
 * True if a day is some days ahead or more.
 *
 * @param day - as stored
 * @param today - ISO date
 * @param days - how many
 */
export function isAhead(day: string | undefined, today: string, days: number): boolean | null {
	return day === undefined || day === 'unknown' ? null : day >= addDays(today, days)
}
