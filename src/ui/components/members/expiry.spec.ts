// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it, vi } from 'vitest'
import { isOver, lastDayWords } from './expiry.ts'

// Read once, when the texts are loaded.
vi.hoisted(() => Object.assign(document.documentElement, { lang: 'fr' }).dataset.locale = 'fr_FR')

const now = new Date(2026, 10, 22, 23, 30)
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()

describe('the end of an invitation', () => {
	it('is a date and a number of days on the calendar, whatever the hour', () => {
		expect(lastDayWords(at(29, 1), now)).toBe('29 novembre 2026, dans 7 jours')
		expect(lastDayWords(at(29, 23), now)).toBe('29 novembre 2026, dans 7 jours')
		expect(lastDayWords(at(23, 1), now)).toBe('23 novembre 2026, demain')
		expect(lastDayWords(at(22, 23), now)).toBe('22 novembre 2026, aujourd’hui')
	})

	it('is over from its very moment on', () => {
		expect(isOver(now.toISOString(), now)).toBe(true)
		expect(isOver(at(23, 0), now)).toBe(false)
		expect(isOver(at(22, 23), now)).toBe(true)
	})
})
