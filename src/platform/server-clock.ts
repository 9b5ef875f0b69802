// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Difference between the clock of this computer and the server's, by the `Date` header of the answers that come anyway. One-time
 * codes are computed from the clock: a computer that is a minute late shows codes that no site takes.
 */

/** A slower answer says too little about when its `Date` was written. */
const LONGEST_ROUND_TRIP = 10_000
/** `Date` has whole seconds. */
const HALF_SECOND = 500

let ahead: number | null = null

/**
 * Takes note of an answer.
 *
 * @param date - its `Date` header, or null
 * @param sentAt - by this computer's clock, milliseconds
 * @param receivedAt - likewise
 */
export function noteServerDate(date: string | null, sentAt: number, receivedAt: number): void {
	const serverTime = date === null ? Number.NaN : Date.parse(date)
	if (!Number.isNaN(serverTime) && receivedAt >= sentAt && receivedAt - sentAt <= LONGEST_ROUND_TRIP) {
		ahead = (sentAt + receivedAt) / 2 - serverTime - HALF_SECOND
	}
}

/** Milliseconds by which this computer's clock is ahead of the server's (negative when it is late), or null when it is not known. */
export const clockAhead = (): number | null => ahead
