// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { wholeDigits } from './shown.ts'

/** Number formats that an XLSX names by number only (ECMA-376, 18.8.30), as a French Excel shows them. */
const BUILT_IN: Readonly<Record<number, string>> = {
	1: '0',
	2: '0.00',
	3: '#,##0',
	4: '#,##0.00',
	9: '0%',
	10: '0.00%',
	14: 'dd/mm/yyyy',
	15: 'd-mmm-yy',
	16: 'd-mmm',
	17: 'mmm-yy',
	18: 'hh:mm',
	19: 'hh:mm:ss',
	20: 'hh:mm',
	21: 'hh:mm:ss',
	22: 'dd/mm/yyyy hh:mm',
	37: '#,##0',
	38: '#,##0',
	39: '#,##0.00',
	40: '#,##0.00',
	45: 'mm:ss',
	46: 'hh:mm:ss',
	47: 'mm:ss',
	49: '@',
}

const MONTHS = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre']
const SHORT_MONTHS = ['janv', 'févr', 'mars', 'avr', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc']
const DAY = 86_400_000

/**
 * The code of a format.
 *
 * @param id - of the format
 * @param custom - codes of the file
 */
export function formatCode(id: number, custom: ReadonlyMap<number, string>): string {
	return custom.get(id) ?? BUILT_IN[id] ?? 'General'
}

/** The code without colours, conditions, locale and literals. */
const bare = (code: string): string => (code.split(';')[0] ?? '').replace(/\[[^\]]*\]/g, '').replace(/"[^"]*"/g, '').replace(/\\./g, '').replace(/[_*]./g, '')

/**
 * True if a format shows a date or a time.
 *
 * @param code - of the format
 */
export function isDateFormat(code: string): boolean {
	return !/general/i.test(code) && /[dmyhs]/i.test(bare(code)) && !/[0#]/.test(bare(code).replace(/\.0+/, ''))
}

/** The moment of a serial number; 1900 had no 29 February, which Excel counts. */
function dateOf(serial: number, from1904: boolean): Date {
	const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
	return new Date(Date.UTC(1899, 11, 30) + Math.round(days * DAY))
}

function shownDate(serial: number, code: string, from1904: boolean): string {
	const date = dateOf(serial, from1904)
	const two = (value: number): string => String(value).padStart(2, '0')
	const text = (code.split(';')[0] ?? '').replace(/\[[^\]]*\]/g, '').replace(/[_*]./g, '')
	const month = date.getUTCMonth()
	let isTime = false
	return text.replace(/"([^"]*)"|\\(.)|y+|m+|d+|h+|s+|AM\/PM/gi, (token: string, quoted: string | undefined, escaped: string | undefined) => {
		if (quoted !== undefined || escaped !== undefined) {
			return quoted ?? escaped ?? ''
		}
		const kind = token[0]?.toLowerCase()
		const isMinute = kind === 'm' && isTime
		isTime = kind === 'h' || (isTime && kind === 'm')
		switch (kind) {
			case 'y':
				return token.length > 2 ? String(date.getUTCFullYear()) : two(date.getUTCFullYear() % 100)
			case 'd':
				return token.length > 2 ? '' : token.length === 2 ? two(date.getUTCDate()) : String(date.getUTCDate())
			case 'h':
				return two(date.getUTCHours())
			case 's':
				return two(date.getUTCSeconds())
			case 'm':
				return isMinute ? two(date.getUTCMinutes()) : [String(month + 1), two(month + 1), SHORT_MONTHS[month], MONTHS[month]][Math.min(token.length, 4) - 1] ?? ''
			default:
				return ''
		}
	}).trim()
}

/** Digits put into the places of "0000" or "00 00 00 00 00", from the right. */
function filledIn(digits: string, code: string): string {
	const signs = [...(code.split(';')[0] ?? '').replace(/\[[^\]]*\]/g, '').matchAll(/"([^"]*)"|\\(.)|[_*].|(.)/gs)]
		.flatMap(([whole, quoted, escaped, plain]) => quoted !== undefined || escaped !== undefined
			? [{ literal: quoted ?? escaped ?? '' }]
			: plain === undefined ? [] : [{ literal: whole, place: /[0#?]/.test(plain) }])
	const first = signs.findIndex((sign) => 'place' in sign && sign.place)
	let left = digits
	let shown = ''
	for (let index = signs.length - 1; index >= 0; index -= 1) {
		const sign = signs[index]
		if (sign === undefined) {
			continue
		}
		if (!('place' in sign) || !sign.place) {
			shown = sign.literal + shown
		} else if (index === first) {
			shown = (left === '' && sign.literal === '0' ? '0' : left) + shown
			left = ''
		} else {
			shown = (left.slice(-1) || (sign.literal === '0' ? '0' : '')) + shown
			left = left.slice(0, -1)
		}
	}
	return shown
}

/**
 * A number as the spreadsheet shows it.
 *
 * @param value - as stored
 * @param code - of its format
 * @param from1904 - whether days are counted from 1904
 */
export function shownValue(value: string, code: string, from1904: boolean): string {
	const number = Number(value)
	if (!Number.isFinite(number) || value.trim() === '') {
		return value
	}
	if (isDateFormat(code)) {
		return number < 0 || number > 2_958_465 ? value : shownDate(number, code, from1904)
	}
	const digits = wholeDigits(value)
	const plain = bare(code)
	const decimals = /\.([0#?]+)/.exec(plain)?.[1]?.length ?? 0
	if (/general|@/i.test(code) || !/[0#?]/.test(plain) || /e[+-]/i.test(plain)) {
		return digits ?? String(number).replace('.', ',')
	}
	if (plain.includes('%')) {
		return `${(number * 100).toFixed(decimals).replace('.', ',')}%`
	}
	if (decimals > 0 || digits === null) {
		return number.toFixed(decimals).replace('.', ',')
	}
	return digits.startsWith('-') || plain.includes(',') ? digits : filledIn(digits, code)
}
