// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { isRealDate } from '../days.ts'

/** End of validity of an entry. */
export interface Expiry {
	/** Last day of validity (`YYYY-MM-DD`), or empty. */
	readonly expiresOn: string
	/** Days before it on which one is reminded. */
	readonly remindDays: number
}

/** `past`: the last day is over; `soon`: the reminder is due; `later`; `none`: no end is known. */
export type ExpiryState = 'none' | 'later' | 'soon' | 'past'

const DAY = 24 * 60 * 60 * 1_000

const at = (day: string): number => Date.parse(`${day}T00:00:00.000Z`)

/**
 * Where an entry is in its validity. The last day is still valid.
 *
 * @param expiry - of the entry
 * @param today - `YYYY-MM-DD`
 */
export function expiryState({ expiresOn, remindDays }: Expiry, today: string): ExpiryState {
	if (!isRealDate(expiresOn) || !isRealDate(today)) {
		return 'none'
	}
	const left = Math.round((at(expiresOn) - at(today)) / DAY)
	return left < 0 ? 'past' : left <= remindDays ? 'soon' : 'later'
}
