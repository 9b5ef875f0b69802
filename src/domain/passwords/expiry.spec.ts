// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { expiryState } from './expiry.ts'

describe('the end of validity of an entry', () => {
	it.each([
		['2026-12-31', 30, 'later', '2026-11-30'],
		['2026-12-31', 30, 'soon', '2026-12-01'],
		['2026-12-31', 30, 'soon', '2026-12-31'],
		['2026-12-31', 30, 'past', '2027-01-01'],
		['2026-12-31', 0, 'later', '2026-12-30'],
		['2026-12-31', 0, 'soon', '2026-12-31'],
		// Across a change of the hour.
		['2026-04-01', 30, 'soon', '2026-03-02'],
		['', 30, 'none', '2026-12-01'],
		['demain', 30, 'none', '2026-12-01'],
	])('%s, reminded %d days before, is %s on %s', (expiresOn, remindDays, state, today) => {
		expect(expiryState({ expiresOn, remindDays }, today)).toBe(state)
	})
})
