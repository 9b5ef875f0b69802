// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ContractFacts, Term } from './model.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesOfInput } from './cases.ts'
import { contractDates } from './dates.ts'

const months = (n: number): Term => ({ n, unit: 'months' })
const days = (n: number): Term => ({ n, unit: 'days' })
const YEARLY = { start: '2024-01-01', initialTerm: months(12), renewalTerm: months(12), renewal: 'tacit', notice: months(2) }

describe('contract dates, by hand', () => {
	it.each([
		['GLPI 23084: last day, not the first day after', { ...YEARLY, start: '2024-08-29', today: '2026-02-11' }, ['2026-08-28', '2026-08-29', '2026-06-28', '2026-06-28', '2026-08-28', 'renewed']],
		['GLPI 15893: one renewal, not three', { ...YEARLY, start: '2020-08-01', initialTerm: months(36), notice: months(3), today: '2023-10-31' }, ['2024-07-31', '2024-08-01', '2024-04-30', '2024-04-30', '2024-07-31', 'renewed']],
		['the count of the Cour de cassation', { ...YEARLY, start: '2023-10-01', notice: months(6), today: '2024-01-15' }, ['2024-09-30', '2024-10-01', '2024-03-31', '2024-03-31', '2024-09-30', 'notice-open']],
		['31 January and one month', { ...YEARLY, start: '2026-01-31', initialTerm: months(1), renewalTerm: months(1), notice: days(0), today: '2026-02-27' }, ['2026-02-27', '2026-02-28', '2026-02-27', '2026-02-27', '2026-02-27', 'notice-open']],
		['… comes back to the 31st', { ...YEARLY, start: '2026-01-31', initialTerm: months(1), renewalTerm: months(1), notice: days(0), today: '2026-03-15' }, ['2026-03-30', '2026-03-31', '2026-03-30', '2026-03-30', '2026-03-30', 'notice-open']],
		['29 February', { ...YEARLY, start: '2024-02-29', today: '2026-01-01' }, ['2026-02-27', '2026-02-28', '2025-12-27', '2026-12-27', '2027-02-27', 'renewed']],
		['29 February, four years later', { ...YEARLY, start: '2024-02-29', today: '2027-10-01' }, ['2028-02-28', '2028-02-29', '2027-12-28', '2027-12-28', '2028-02-28', 'notice-open']],
		['a notice in days', { ...YEARLY, notice: days(30), today: '2024-12-01' }, ['2024-12-31', '2025-01-01', '2024-12-01', '2024-12-01', '2024-12-31', 'notice-open']],
		['the day after the deadline', { ...YEARLY, notice: days(30), today: '2024-12-02' }, ['2024-12-31', '2025-01-01', '2024-12-01', '2025-12-01', '2025-12-31', 'running']],
		['a notice in years, longer than the term', { ...YEARLY, notice: { n: 2, unit: 'years' }, today: '2024-06-01' }, ['2024-12-31', '2025-01-01', '2022-12-31', '2024-12-31', '2026-12-31', 'running']],
		['the last renewal allowed', { ...YEARLY, maxRenewals: 1, today: '2025-06-01' }, ['2025-12-31', null, null, null, '2025-12-31', 'renewed']],
		['a deadline missed before the last renewal', { ...YEARLY, maxRenewals: 1, today: '2024-12-15' }, ['2024-12-31', '2025-01-01', '2024-10-31', null, '2025-12-31', 'running']],
		['no renewal', { ...YEARLY, renewal: 'none', today: '2024-06-01' }, ['2024-12-31', null, null, null, '2024-12-31', 'running']],
		['an express renewal does not renew by itself', { ...YEARLY, renewal: 'express', today: '2025-01-01' }, [null, null, null, null, null, 'ended']],
		['a contract to come', { ...YEARLY, today: '2023-12-31' }, ['2024-12-31', '2025-01-01', '2024-10-31', '2024-10-31', '2024-12-31', 'not-started']],
		['terminated in time', { ...YEARLY, terminatedOn: '2024-12-31', today: '2024-11-15' }, ['2024-12-31', null, null, null, '2024-12-31', 'running']],
		['terminated before the end of its term', { ...YEARLY, terminatedOn: '2024-06-30', today: '2024-06-30' }, ['2024-06-30', null, null, null, '2024-06-30', 'running']],
		['terminated, over', { ...YEARLY, terminatedOn: '2024-06-30', today: '2024-07-01' }, [null, null, null, null, null, 'ended']],
		['notice given in time', { ...YEARLY, noticeGivenOn: '2024-10-31', today: '2024-11-15' }, ['2024-12-31', null, null, null, '2024-12-31', 'running']],
		['notice given a day late', { ...YEARLY, noticeGivenOn: '2024-11-01', today: '2024-11-15' }, ['2024-12-31', '2025-01-01', null, null, '2025-12-31', 'running']],
		['only the last day and the notice', { lastDayKnown: '2026-12-31', renewal: 'tacit', notice: months(3), today: '2026-08-01' }, ['2026-12-31', '2027-01-01', '2026-09-30', '2026-09-30', '2026-12-31', 'notice-open']],
		['a last day that is past, renewals of unknown length', { lastDayKnown: '2025-12-31', renewal: 'tacit', notice: months(3), today: '2026-08-01' }, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'renewed']],
		['a last day that is past, renewals limited and not counted', { lastDayKnown: '2025-12-31', renewal: 'tacit', renewalTerm: months(12), maxRenewals: 2, notice: months(3), today: '2026-08-01' }, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
		['nothing but the renewal unknown, in time', { ...YEARLY, renewal: null, today: '2024-06-01' }, ['2024-12-31', 'unknown', 'unknown', 'unknown', '2024-12-31', 'running']],
		['the renewal unknown, after the end', { ...YEARLY, renewal: null, today: '2025-06-01' }, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
		['the notice unknown', { ...YEARLY, notice: null, today: '2024-06-01' }, ['2024-12-31', '2025-01-01', 'unknown', 'unknown', 'unknown', 'running']],
		['no renewal, the notice unknown', { ...YEARLY, renewal: 'none', notice: null, today: '2024-06-01' }, ['2024-12-31', null, null, null, '2024-12-31', 'running']],
		['the renewal term unknown, deadline past', { ...YEARLY, renewalTerm: null, today: '2024-11-01' }, ['2024-12-31', '2025-01-01', '2024-10-31', 'unknown', 'unknown', 'running']],
		['the start unknown', { ...YEARLY, start: null, today: '2024-11-01' }, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
		['perhaps terminated', { ...YEARLY, terminatedOn: 'unknown', today: '2024-06-01' }, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
		['open-ended', { start: '2024-01-01', indefinite: true, notice: months(3), today: '2026-05-31' }, [null, null, null, null, '2026-08-31', 'running']],
		['open-ended, engaged for three years', { start: '2024-01-01', initialTerm: months(36), indefinite: true, notice: months(3), today: '2026-05-31' }, [null, null, null, null, '2026-12-31', 'running']],
		['open-ended, notice over', { start: '2024-01-01', indefinite: true, notice: months(3), noticeGivenOn: '2026-01-31', today: '2026-05-31' }, [null, null, null, null, null, 'ended']],
	])('%s', (_, input, expected) => {
		const { currentTermEnd, nextTermStart, currentTermNoticeDeadline, nextNoticeDeadline, lastDayIfNoticeToday, state } = datesOfInput(input)
		expect([currentTermEnd, nextTermStart, currentTermNoticeDeadline, nextNoticeDeadline, lastDayIfNoticeToday, state]).toEqual(expected)
	})

	it.each([
		['tacit, in time', { ...YEARLY, today: '2024-10-31' }, { kind: 'renews', on: '2025-01-01', until: '2025-12-31', avoidable: true }],
		['tacit, too late', { ...YEARLY, today: '2024-11-01' }, { kind: 'renews', on: '2025-01-01', until: '2025-12-31', avoidable: false }],
		['tacit, notice unknown', { ...YEARLY, notice: null, today: '2024-11-01' }, { kind: 'renews', on: '2025-01-01', until: '2025-12-31', avoidable: 'unknown' }],
		['none', { ...YEARLY, renewal: 'none', today: '2024-11-01' }, { kind: 'ends', on: '2024-12-31', until: null, avoidable: false }],
		['express', { ...YEARLY, renewal: 'express', today: '2024-11-01' }, { kind: 'ends', on: '2024-12-31', until: null, avoidable: true }],
		['over', { ...YEARLY, renewal: 'none', today: '2025-11-01' }, { kind: 'ended', on: '2024-12-31', until: null, avoidable: false }],
		['open-ended', { start: '2024-01-01', indefinite: true, today: '2025-11-01' }, { kind: 'continues', on: null, until: null, avoidable: true }],
		['none or express', { ...YEARLY, renewal: 'none', maxRenewals: 3, today: '2024-12-31' }, { kind: 'ends', on: '2024-12-31', until: null, avoidable: false }],
		['unknown', { today: '2025-11-01' }, { kind: 'unknown', on: 'unknown', until: 'unknown', avoidable: 'unknown' }],
	])('what happens if nobody does anything: %s', (_, input, expected) => {
		expect(datesOfInput(input).whatHappensIfNothing).toEqual(expected)
	})

	it('takes the day of the place, not that of UTC', () => {
		const endsOn = { ...YEARLY, renewal: 'none', now: '2025-01-01T05:00:00Z' }
		expect(datesOfInput({ ...endsOn, tz: 'Pacific/Tahiti' })).toMatchObject({ state: 'running', currentTermEnd: '2024-12-31' })
		expect(datesOfInput({ ...endsOn, tz: 'Europe/Paris' })).toMatchObject({ state: 'ended' })
	})

	it.each([
		[null, 'input: not-an-object'],
		[[], 'input: not-an-object'],
		[{ ...YEARLY }, 'today: missing'],
		[{ ...YEARLY, start: '2025-02-30', today: '2025-01-01' }, 'start: no-such-day'],
		[{ ...YEARLY, start: '01/02/2025', today: '2025-01-01' }, 'start: not-a-date'],
		[{ ...YEARLY, start: 20250101, today: '2025-01-01' }, 'start: not-a-date'],
		[{ ...YEARLY, start: '0001-01-01', today: '2025-01-01' }, 'start: year-out-of-range'],
		[{ ...YEARLY, lastDayKnown: '2023-12-31', today: '2025-01-01' }, 'lastDayKnown: before-start'],
		[{ ...YEARLY, terminatedOn: '2023-12-31', today: '2025-01-01' }, 'terminatedOn: before-start'],
		[{ ...YEARLY, initialTerm: months(-1), today: '2025-01-01' }, 'initialTerm: negative'],
		[{ ...YEARLY, initialTerm: months(0), today: '2025-01-01' }, 'initialTerm: zero'],
		[{ ...YEARLY, initialTerm: months(1.5), today: '2025-01-01' }, 'initialTerm: not-a-whole-number'],
		[{ ...YEARLY, initialTerm: { n: '12', unit: 'months' }, today: '2025-01-01' }, 'initialTerm: not-a-whole-number'],
		[{ ...YEARLY, initialTerm: { n: 1e9, unit: 'months' }, today: '2025-01-01' }, 'initialTerm: too-long'],
		[{ ...YEARLY, renewalTerm: { n: 1, unit: 'weeks' }, today: '2025-01-01' }, 'renewalTerm: unit'],
		[{ ...YEARLY, notice: 3, today: '2025-01-01' }, 'notice: not-a-length'],
		[{ ...YEARLY, notice: months(-3), today: '2025-01-01' }, 'notice: negative'],
		[{ ...YEARLY, renewal: 'tacite', today: '2025-01-01' }, 'renewal: not-in-the-list'],
		[{ ...YEARLY, maxRenewals: -1, today: '2025-01-01' }, 'maxRenewals: negative'],
		[{ ...YEARLY, indefinite: 'yes', today: '2025-01-01' }, 'indefinite: not-a-yes-or-no'],
		[{ indefinite: true, lastDayKnown: '2025-01-01', today: '2025-01-01' }, 'lastDayKnown: of-an-indefinite-contract'],
		[{ ...YEARLY, now: '2025-01-01T10:00:00', tz: 'Europe/Paris' }, 'now: not-an-instant'],
		[{ ...YEARLY, now: '2025-13-01T10:00:00Z', tz: 'Europe/Paris' }, 'now: not-an-instant'],
		[{ ...YEARLY, now: '2025-01-01T10:00:00Z' }, 'tz: missing'],
		[{ ...YEARLY, now: '2025-01-01T10:00:00Z', tz: 'Europe/Vauzelles' }, 'tz: no-such-zone'],
	])('refuses %j: %s', (input, reason) => {
		expect(datesOfInput(input)).toMatchObject({ state: 'invalid', reason, currentTermEnd: null, nextNoticeDeadline: null })
	})

	it('says what is odd', () => {
		const remarks = (input: object) => datesOfInput(input).remarks
		expect(remarks({ ...YEARLY, notice: months(18), today: '2024-06-01' })).toEqual(['notice-longer-than-term'])
		expect(remarks({ ...YEARLY, lastDayKnown: '2024-11-30', today: '2024-06-01' })).toEqual(['last-day-differs'])
		expect(remarks({ ...YEARLY, lastDayKnown: '2026-12-31', today: '2024-06-01' })).toEqual([])
		expect(remarks({ ...YEARLY, noticeGivenOn: '2024-11-01', today: '2024-11-15' })).toEqual(['notice-late'])
		expect(remarks({ ...YEARLY, noticeGivenOn: '2024-11-30', today: '2024-11-15' })).toEqual(['notice-in-the-future'])
	})
})

/* A second reckoning, day by day and term by term, with the calendar of JavaScript only. */

const at = (day: string) => new Date(`${day}T00:00:00Z`)
const written = (date: Date) => date.toISOString().slice(0, 10)

function plus(day: string, { n, unit }: Term, times: number): string {
	const date = at(day)
	if (unit === 'days') {
		date.setUTCDate(date.getUTCDate() + n * times)
		return written(date)
	}
	const wanted = date.getUTCDate()
	date.setUTCDate(1)
	date.setUTCMonth(date.getUTCMonth() + n * times * (unit === 'years' ? 12 : 1))
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
	date.setUTCDate(Math.min(wanted, lastDay))
	return written(date)
}

const inMonths = ({ n, unit }: Term) => (unit === 'years' ? n * 12 : n)

function slowDates({ start, initialTerm, renewalTerm, notice, today, maxRenewals }: ContractFacts) {
	if (start === null || initialTerm === null || renewalTerm === null || notice === null) {
		throw new Error('only for known facts')
	}
	const first = (term: number) => (initialTerm.unit === 'days' || renewalTerm.unit === 'days'
		? plus(plus(start, initialTerm, 1), renewalTerm, term)
		: plus(start, months(inMonths(initialTerm) + inMonths(renewalTerm) * term), 1))
	const before = (day: string) => plus(day, days(-1), 1)
	const deadline = (term: number) => before(plus(first(term), notice, -1))
	const last = maxRenewals ?? 100_000
	let term = 0
	while (term <= last && today >= first(term)) {
		term++
	}
	if (term > last) {
		return { state: 'ended', on: before(first(last)) }
	}
	let leaving = 0
	while (leaving < last && today > deadline(leaving)) {
		leaving++
	}
	return { end: before(first(term)), deadline: term < last ? deadline(term) : null, leaving: before(first(leaving)) }
}

const day = fc.date({ min: at('1995-01-01'), max: at('2040-12-31'), noInvalidDate: true }).map(written)
function term(least: number) {
	return fc.oneof(
		fc.record({ n: fc.integer({ min: Math.max(least, 20 * least), max: 400 }), unit: fc.constant('days' as const) }),
		fc.record({ n: fc.integer({ min: least, max: 60 }), unit: fc.constant('months' as const) }),
		fc.record({ n: fc.integer({ min: least, max: 6 }), unit: fc.constant('years' as const) }),
	)
}
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 })
const known: fc.Arbitrary<ContractFacts> = fc.record({
	start: day,
	initialTerm: term(1),
	renewalTerm: term(1),
	renewal: fc.constant('tacit' as const),
	notice: term(0),
	terminatedOn: fc.constant(null),
	noticeGivenOn: fc.constant(null),
	maxRenewals: fc.option(fc.integer({ min: 0, max: 20 })),
	indefinite: fc.constant(false),
	lastDayKnown: fc.constant(null),
	today: day,
})
const any: fc.Arbitrary<ContractFacts> = fc.record({
	start: maybe(day),
	initialTerm: maybe(term(1)),
	renewalTerm: maybe(term(1)),
	renewal: maybe(fc.constantFrom('none', 'tacit', 'express')),
	notice: maybe(term(0)),
	terminatedOn: fc.option(fc.oneof(day, fc.constant('unknown')), { freq: 1 }),
	noticeGivenOn: fc.option(day, { freq: 1 }),
	maxRenewals: fc.option(fc.integer({ min: 0, max: 20 })),
	indefinite: fc.boolean(),
	lastDayKnown: fc.option(day, { freq: 1 }),
	today: day,
})

describe('contract dates, over random contracts', () => {
	it('are those of a reckoning term by term', () => {
		fc.assert(fc.property(known, (facts) => {
			const fast = contractDates(facts)
			const slow = slowDates(facts)
			if (slow.state === 'ended') {
				expect([fast.state, fast.whatHappensIfNothing.on]).toEqual(['ended', slow.on])
			} else {
				expect([fast.currentTermEnd, fast.currentTermNoticeDeadline, fast.lastDayIfNoticeToday]).toEqual([slow.end, slow.deadline, slow.leaving])
			}
		}), { numRuns: 10_000 })
	}, 60_000)

	it('are in order: today, the end, the next term; a deadline to come is not past', () => {
		fc.assert(fc.property(any, (facts) => {
			const { currentTermEnd, nextTermStart, nextNoticeDeadline, lastDayIfNoticeToday, state, whatHappensIfNothing: { kind } } = contractDates(facts)
			const isDay = (value: string | null) => value !== null && value !== 'unknown'
			expect(state).not.toBe('invalid')
			expect(!isDay(currentTermEnd) || (currentTermEnd ?? '') >= facts.today).toBe(true)
			expect(!isDay(nextNoticeDeadline) || (nextNoticeDeadline ?? '') >= facts.today).toBe(true)
			expect(!isDay(lastDayIfNoticeToday) || (lastDayIfNoticeToday ?? '') >= facts.today).toBe(true)
			expect(!isDay(currentTermEnd) || !isDay(nextTermStart) || plus(currentTermEnd ?? '', days(1), 1) === nextTermStart).toBe(true)
			expect((state === 'ended') === (kind === 'ended')).toBe(true)
		}), { numRuns: 10_000 })
	}, 60_000)

	it('say nothing else when a fact is forgotten: the same answer, or "unknown"', () => {
		const fields = ['start', 'initialTerm', 'renewalTerm', 'renewal', 'notice'] as const
		fc.assert(fc.property(any, fc.constantFrom(...fields), (facts, field) => {
			// With two last days that differ, forgetting the start changes which one is believed.
			fc.pre(facts.lastDayKnown === null)
			const [more, less] = [contractDates(facts), contractDates({ ...facts, [field]: null })]
			const flat = ({ whatHappensIfNothing, remarks: _, state, ...dates }: typeof more) => ({ ...dates, ...whatHappensIfNothing, state })
			const [right, left] = [flat(more), flat(less)] as Readonly<Record<string, unknown>>[]
			const wrong = Object.keys(left ?? {}).filter((key) => left?.[key] !== 'unknown' && left?.[key] !== right?.[key])
			// Without its first term, an open-ended contract has no time during which it cannot be left.
			fc.pre(!facts.indefinite)
			expect(wrong.filter((key) => !(key === 'state' && ['running', 'renewed'].includes(String(left?.state))
				&& ['running', 'renewed', 'notice-open', 'not-started'].includes(String(right?.state))))).toEqual([])
		}), { numRuns: 10_000 })
	}, 60_000)

	it('never throw, whatever is read', () => {
		fc.assert(fc.property(fc.anything(), fc.dictionary(fc.constantFrom('start', 'initialTerm', 'renewal', 'notice', 'today', 'now', 'tz', 'maxRenewals', 'lastDayKnown'), fc.oneof(fc.anything(), day, term(0))), (thing, fields) => {
			expect(datesOfInput(thing).state).toBeTypeOf('string')
			expect(datesOfInput(fields).state).toBeTypeOf('string')
		}), { numRuns: 10_000 })
	}, 60_000)
})
