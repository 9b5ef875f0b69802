// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { inseeCode } from './insee.ts'

it.each([
	['86239', '86239'],
	[' 86 239 ', '86239'],
	['2a004', '2A004'],
	['2B033', '2B033'],
	['97411', '97411'],
	['97611', '97611'],
	['98735', '98735'],
	['01004', '01004'],
])('reads %s', (typed, code) => {
	expect(inseeCode(typed)).toBe(code)
})

it.each(['', '86000x', '8623', '862390', '2C004', '20004', '96001', '97901', '98501', '00123', '99100', 'Lavoux'])(
	'refuses %j',
	(typed) => {
		expect(inseeCode(typed)).toBeNull()
	},
)
