// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** A number that has a meaning: whoever knows the commune finds it, or tries all of its kind. */
export interface KnownNumber {
	readonly length: number
	/** Guesses that it is worth, as a power of two: far fewer than its digits. */
	readonly bits: number
	/** A year or a day. */
	readonly isDate: boolean
}

const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const MONTH = '(?:0[1-9]|1[0-2])'

/** A form of number, written without its separators; each ends where the digits do. The longest that fits is taken. */
const FORMS: readonly (readonly [pattern: RegExp, bits: number, isDate: boolean])[] = [
	// Account numbers: FR or MC with their check digits, then the whole or the French part alone.
	[/^(?:fr|mc)\d{2}[\da-z]{10,23}/i, 20, false],
	[/^\d{23}(?!\d)/, 20, false],
	// Number of a person at the social security, with or without its key; Corsica writes 2A or 2B.
	[/^[1-478]\d{2}(?:0[1-9]|[1-9]\d)(?:\d{2}|2[ab])\d{6}(?:\d{2})?(?!\d)/i, 20, false],
	// SIRET and SIREN are public.
	[/^\d{14}(?!\d)/, 16, false],
	[/^\d{9}(?!\d)/, 16, false],
	// Telephones, with the prefix of the country or not.
	[/^(?:00)?33[1-9]\d{8}(?!\d)/, 16, false],
	[/^0[1-9]\d{8}(?!\d)/, 16, false],
	// Days: of eight digits, of six, or of a single digit for the day or the month.
	[new RegExp(`^(?:${DAY}${MONTH}(?:19|20)\\d{2}|(?:19|20)\\d{2}${MONTH}${DAY})(?!\\d)`), 14, true],
	[new RegExp(`^(?:${DAY}${MONTH}\\d{2}|\\d{2}${MONTH}${DAY})(?!\\d)`), 14, true],
	[/^[1-9]{1,2}\d?(?:19|20)\d{2}(?!\d)/, 14, true],
	// Postcodes and INSEE codes.
	[/^(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}(?!\d)/i, 9, false],
	[/^(?:19|20)\d{2}(?!\d{2})/, 6, true],
]

/**
 * A number with a meaning that starts at a place of a text, or null. It begins where digits begin.
 *
 * @param text - without separators
 * @param at - place in it
 */
export function numberBits(text: string, at: number): KnownNumber | null {
	const rest = text.slice(at, at + 32)
	const isInside = at > 0 && /\d/.test(text[at - 1] ?? '')
	let best: KnownNumber | null = null
	for (const [pattern, bits, isDate] of FORMS) {
		const length = pattern.exec(rest)?.[0].length ?? 0
		// A year may end a longer run of digits; any other number is the whole run.
		if (length > (best?.length ?? 0) && (!isInside || length === 4)) {
			best = { length, bits, isDate }
		}
	}
	return best
}
