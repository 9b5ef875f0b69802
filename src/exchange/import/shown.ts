// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Mark } from './model.ts'

/** Digits that a spreadsheet keeps of a number (IEEE 754 double, as Excel and LibreOffice write it). */
const KEPT_DIGITS = 15

/** Names that programs give to sheets by themselves. */
const DEFAULT_NAME = /^(feuil|feuille|sheet|tabelle|tableau|table|hoja)[ _]?\d*$/i

/**
 * The name of a sheet, or null when a program gave it.
 *
 * @param name - as in the file
 */
export function plainName(name: string): string | null {
	const trimmed = name.trim()
	return trimmed === '' || DEFAULT_NAME.test(trimmed) ? null : trimmed
}

/**
 * The digits of a whole number, however a spreadsheet wrote it ("4.8E+15"), or null for a fraction.
 *
 * @param value - as stored
 */
export function wholeDigits(value: string): string | null {
	const parts = /^(-?)(\d+)(?:\.(\d*))?(?:e\+?(\d+))?$/i.exec(value.trim())
	if (parts === null) {
		return null
	}
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
	const zeros = Number(exponent) - fraction.length
	return (zeros < 0 && /[1-9]/.test(fraction.slice(Number(exponent)))) || zeros > 300
		? null
		: sign + (whole + fraction).slice(0, whole.length + Number(exponent)) + '0'.repeat(Math.max(0, zeros))
}

/**
 * Reason to doubt a number: digits cut off, or zeros dropped in front.
 *
 * @param value - as stored
 */
export function numberMarks(value: string): readonly Mark[] {
	const digits = wholeDigits(value)
	return digits === null ? [] : digits.length > KEPT_DIGITS ? ['long-number'] : digits.length <= 3 ? ['short-number'] : []
}

/**
 * The number to take for a password or an identifier: the text shown, unless the program shortened it
 * ("1,23E+12", "###").
 *
 * @param shown - the text of the cell
 * @param value - the number stored
 */
export function shownNumber(shown: string, value: string): string {
	return /^\s*-?\d+([.,]\d+)?e[+-]?\d+\s*$/i.test(shown) || /^#+$/.test(shown.trim()) || shown.trim() === '' ? wholeDigits(value) ?? shown : shown
}
