// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** How long guessing takes, in words that one can picture. */
export const GUESS_TIMES = ['instant', 'minutes', 'hours', 'days', 'months', 'years', 'centuries'] as const
/** One of {@link GUESS_TIMES}. */
export type GuessTime = (typeof GUESS_TIMES)[number]

/**
 * Guesses per second of the attack that is assumed: for a password, the site's file of passwords was stolen, they stand in it
 * under a fast hash, and one computer tries them all (10^10, the figure of zxcvbn's "offline fast hashing"); for a code of digits,
 * a person stands before the door or the telephone and types one every five seconds.
 */
export const GUESSES_PER_SECOND = { password: 1e10, pin: 0.2 } as const

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MONTH = 30 * DAY
const YEAR = 365 * DAY

/** Seconds below which each of {@link GUESS_TIMES} is said, but the last. */
const BOUNDS = [MINUTE, HOUR, DAY, MONTH, YEAR, 100 * YEAR] as const

/**
 * How long it takes on average to find one among many: half of them are tried.
 *
 * @param bits - logarithm in base 2 of how many there are
 * @param attack - what is tried
 */
export function guessTime(bits: number, attack: keyof typeof GUESSES_PER_SECOND): GuessTime {
	const seconds = 2 ** (bits - 1) / GUESSES_PER_SECOND[attack]
	const place = BOUNDS.findIndex((bound) => seconds < bound)
	return GUESS_TIMES[place === -1 ? GUESS_TIMES.length - 1 : place] ?? 'centuries'
}
