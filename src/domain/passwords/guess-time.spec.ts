// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawPassword, drawPhrase, drawPin } from './generator.ts'
import { GUESS_TIMES, guessTime } from './guess-time.ts'

const words = Array.from({ length: 2048 }, (_, index) => `mot${index}`)
const letters = (length: number) => drawPassword({ length, lower: true, upper: true, digits: true, symbols: true, avoidAmbiguous: true }).bits

it.each([
	['four digits at the door', drawPin(4).bits, 'pin', 'hours'],
	['six digits at the door', drawPin(6).bits, 'pin', 'days'],
	['eight digits in a stolen file', drawPin(8).bits, 'password', 'instant'],
	['eight signs', letters(8), 'password', 'hours'],
	['twelve signs', letters(12), 'password', 'centuries'],
	['twenty signs', letters(20), 'password', 'centuries'],
	['four words', drawPhrase({ words, count: 4 }).bits, 'password', 'minutes'],
	['five words', drawPhrase({ words, count: 5 }).bits, 'password', 'days'],
	['six words', drawPhrase({ words, count: 6 }).bits, 'password', 'centuries'],
] as const)('%s: %f bits against %s take %s', (_name, bits, attack, time) => {
	expect(guessTime(bits, attack)).toBe(time)
})

it('is never shorter for more bits', () => {
	fc.assert(fc.property(fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0, max: 40, noNaN: true }), (bits, more) => {
		expect(GUESS_TIMES.indexOf(guessTime(bits + more, 'password'))).toBeGreaterThanOrEqual(GUESS_TIMES.indexOf(guessTime(bits, 'password')))
	}))
})
