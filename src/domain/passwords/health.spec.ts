// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import type { Trouble } from './health.ts'
import { healthCounts, isCommon, isOld, isWeak } from './health.ts'
import type { StrengthReason } from './strength.ts'

const judged = (score: 0 | 1 | 2 | 3 | 4, ...reasons: StrengthReason[]) => ({ score, reasons, group: '' })

describe('the troubles of a password', () => {
	it('are told apart: one that everybody has is not only weak', () => {
		expect([isCommon(judged(0, 'common-password')), isWeak('site', judged(0, 'common-password'))]).toEqual([true, false])
		expect([isCommon(judged(1, 'year')), isWeak('site', judged(1, 'year'))]).toEqual([false, true])
		expect(isWeak('site', judged(2))).toBe(false)
		expect([isCommon(null), isWeak('site', null)]).toEqual([false, false])
	})

	it('leave in peace a code whose length the door imposes, unless everybody tries it first', () => {
		expect(isWeak('door', judged(0, 'too-short'))).toBe(false)
		expect(isCommon(judged(0, 'common-password'))).toBe(true)
	})

	it.each([
		['2023-11-21T10:00:00.000Z', '2026-11-22', true],
		['2023-11-22T10:00:00.000Z', '2026-11-22', false],
		['2026-01-01T10:00:00.000Z', '2026-11-22', false],
		['', '2026-11-22', false],
	])('say of a password of %s, on %s, that it is old: %s', (passwordChangedAt, today, old) => {
		expect(isOld({ hasPassword: true, passwordChangedAt }, today)).toBe(old)
		expect(isOld({ hasPassword: false, passwordChangedAt }, today)).toBe(false)
	})
})

it('counts each password once, for its worst trouble', () => {
	const troubled: Partial<Record<Trouble, readonly string[]>> = { departed: ['a'], weak: ['a', 'b'], reused: ['b', 'c'], old: ['d', 'gone'] }
	expect(healthCounts(['a', 'b', 'c', 'd', 'e'], (trouble) => troubled[trouble] ?? [])).toEqual({ urgent: 1, toReview: 3, fine: 1 })
})
