// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { clockAhead, noteServerDate } from './server-clock.ts'

const NOON = Date.UTC(2026, 11, 1, 12)
const HEADER = 'Tue, 01 Dec 2026 12:00:00 GMT'

describe('the clock of the server', () => {
	it('is not known before an answer that says it, and quickly enough', () => {
		expect(clockAhead()).toBeNull()
		noteServerDate(null, NOON, NOON + 100)
		noteServerDate('bientôt', NOON, NOON + 100)
		noteServerDate(HEADER, NOON, NOON + 20_000)
		noteServerDate(HEADER, NOON, NOON - 3_600_000)
		expect(clockAhead()).toBeNull()
	})

	it('is compared with ours in the middle of the round trip', () => {
		noteServerDate(HEADER, NOON, NOON + 1_000)
		expect(clockAhead()).toBe(0)
		noteServerDate(HEADER, NOON + 90_000, NOON + 91_000)
		expect(clockAhead()).toBe(90_000)
		noteServerDate(HEADER, NOON - 300_000, NOON - 299_000)
		expect(clockAhead()).toBe(-300_000)
	})
})
