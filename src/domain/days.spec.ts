// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { addMonths, dayOf, FIRST_YEAR, isRealDate, LAST_YEAR, parseDay, untilMidnight } from './days.ts'

const TODAY = '2026-11-30'
const day = fc
	.date({ min: new Date('1901-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10))

afterEach(() => {
	vi.unstubAllEnvs()
})

describe('dayOf', () => {
	it.each([
		['Pacific/Tahiti', '2026-12-01T08:00:00.000Z', '2026-11-30'],
		['Pacific/Tahiti', '2026-12-01T10:00:00.000Z', '2026-12-01'],
		['Pacific/Noumea', '2026-11-30T12:59:59.999Z', '2026-11-30'],
		['Pacific/Noumea', '2026-11-30T13:00:00.000Z', '2026-12-01'],
		['America/Cayenne', '2026-12-01T02:59:00.000Z', '2026-11-30'],
		['America/Cayenne', '2026-12-01T03:00:00.000Z', '2026-12-01'],
		['Europe/Paris', '2026-11-30T22:59:59.000Z', '2026-11-30'],
		['Europe/Paris', '2026-11-30T23:00:00.000Z', '2026-12-01'],
		['Europe/Paris', '2026-07-14T21:59:00.000Z', '2026-07-14'],
		['Europe/Paris', '2026-07-14T22:00:00.000Z', '2026-07-15'],
		['Europe/Paris', '2026-03-28T23:30:00.000Z', '2026-03-29'],
		['Europe/Paris', '2026-03-29T21:59:00.000Z', '2026-03-29'],
		['Europe/Paris', '2026-10-24T22:30:00.000Z', '2026-10-25'],
		['Europe/Paris', '2026-10-25T22:59:00.000Z', '2026-10-25'],
		['Europe/Paris', '2026-10-25T23:00:00.000Z', '2026-10-26'],
	])('in %s, %s is the %s', (zone, instant, expected) => {
		vi.stubEnv('TZ', zone)
		expect(dayOf(instant)).toBe(expected)
		expect(dayOf(Date.parse(instant))).toBe(expected)
	})

	it('takes a zone by its minutes too', () => {
		expect(dayOf('2026-12-01T08:00:00.000Z', -600)).toBe('2026-11-30')
		expect(dayOf('2026-11-30T13:00:00.000Z', 660)).toBe('2026-12-01')
		expect(dayOf('never')).toBe('')
	})

	it.each(['Pacific/Tahiti', 'Europe/Paris'])('in %s, the day changes when it says', (zone) => {
		vi.stubEnv('TZ', zone)
		fc.assert(fc.property(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }), (now) => {
			expect(dayOf(now + untilMidnight(now) + 1_000)).not.toBe(dayOf(now))
		}))
	})
})

describe('addMonths', () => {
	it.each([
		['2026-01-31', 1, '2026-02-28'],
		['2024-01-31', 1, '2024-02-29'],
		['2026-11-30', 3, '2027-02-28'],
		['2026-03-31', -1, '2026-02-28'],
		['2026-01-15', -13, '2024-12-15'],
	])('%s and %i months', (from, months, expected) => {
		expect(addMonths(from, months)).toBe(expected)
	})
})

describe('parseDay', () => {
	it.each([
		['3/4/26', '2026-04-03'],
		['03/04/2026', '2026-04-03'],
		['03.04.2026', '2026-04-03'],
		['3-4-2026', '2026-04-03'],
		['3 4 2026', '2026-04-03'],
		['03042026', '2026-04-03'],
		['2026-04-03', '2026-04-03'],
		['2026/4/3', '2026-04-03'],
		['3 avril 2026', '2026-04-03'],
		['3 AVR. 2026', '2026-04-03'],
		['vendredi 3 avril 2026', '2026-04-03'],
		['le 3 avril', '2026-04-03'],
		['1er mars', '2026-03-01'],
		['1er février 2027', '2027-02-01'],
		['1 er janv. 27', '2027-01-01'],
		['15 août 1999', '1999-08-15'],
		['31 déc. 2026', '2026-12-31'],
		['29/02/2024', '2024-02-29'],
		['1/1/62', '1962-01-01'],
		['31/12/46', '2046-12-31'],
		[' 3\u202F/\u00A04 / 2026 ', '2026-04-03'],
		['3 04 2026', '2026-04-03'],
		['', ''],
		['   ', ''],
	])('reads %j as %s', (typed, expected) => {
		expect(parseDay(typed, TODAY)).toEqual({ day: expected })
	})

	it.each([
		['31/02/2026', 'no-such-day'],
		['29/02/2026', 'no-such-day'],
		['32/01/2026', 'no-such-day'],
		['0/1/2026', 'no-such-day'],
		['4/13/2026', 'no-such-day'],
		['31 juin 2026', 'no-such-day'],
		['2026-02-30', 'no-such-day'],
		['1/1/0026', 'year-out-of-range'],
		['0026-04-03', 'year-out-of-range'],
		['3 avril 3026', 'year-out-of-range'],
		['demain', 'not-a-date'],
		['3 avrul 2026', 'not-a-date'],
		['2026', 'not-a-date'],
		['3/4/202', 'not-a-date'],
		['3/4/20266', 'not-a-date'],
		['-3/4/2026', 'not-a-date'],
		['3/4/2026 ou 5', 'not-a-date'],
	])('refuses %j: %s', (typed, fault) => {
		expect(parseDay(typed, TODAY)).toEqual({ fault })
	})

	it('reads every day however it is written, and answers with real days only', () => {
		const months = [
			'janvier',
			'février',
			'mars',
			'avril',
			'mai',
			'juin',
			'juillet',
			'août',
			'septembre',
			'octobre',
			'novembre',
			'décembre',
		]
		fc.assert(fc.property(day, (expected) => {
			const [year = '', month = '', of = ''] = expected.split('-')
			for (const typed of [
				expected,
				`${of}/${month}/${year}`,
				`${Number(of)}.${Number(month)}.${year}`,
				`${Number(of)} ${months[Number(month) - 1]} ${year}`,
			]) {
				expect(parseDay(typed, TODAY)).toEqual({ day: expected })
			}
		}))
		fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}$/)), (typed) => {
			const read = parseDay(typed, TODAY)
			if ('day' in read && read.day !== '') {
				expect(isRealDate(read.day)).toBe(true)
				expect(Number(read.day.slice(0, 4))).toBeGreaterThanOrEqual(FIRST_YEAR)
				expect(Number(read.day.slice(0, 4))).toBeLessThanOrEqual(LAST_YEAR)
			}
		}))
	})
})
