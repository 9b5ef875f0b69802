// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Highest number that eight digits can write. */
export const HIGHEST_NUMBER = 99_999_999

/** A revision's name (FORMAT section 1): 8 digits, a dash, 32 hexadecimal digits. */
export const REVISION_NAME = /^(\d{8})-([0-9a-f]{32})$/

/** A revision's name, taken apart. */
export interface ParsedName {
	readonly number: number
	/** 32 hexadecimal digits. */
	readonly hash: string
}

/**
 * The name of a revision, without extension.
 *
 * @param number - from 1 to {@link HIGHEST_NUMBER}
 * @param hash - BLAKE2b-128 of the file, 32 hexadecimal digits
 */
export const formatRevisionName = (number: number, hash: string): string => `${String(number).padStart(8, '0')}-${hash}`

/** The parts of a name, or null when it has not the form of one. Numbers start at 1. */
export function parseRevisionName(name: string): ParsedName | null {
	const match = REVISION_NAME.exec(name)
	if (match === null) {
		return null
	}
	const [, digits = '', hash = ''] = match
	const number = Number(digits)
	return number === 0 ? null : { number, hash }
}

/** Sorts names from the newest to the oldest; the hash breaks ties, so that the order is total. */
export function newestFirst(left: string, right: string): number {
	return left < right ? 1 : left > right ? -1 : 0
}

/** The number that a name starts with. */
export const numberOf = (name: string): number => Number.parseInt(name.slice(0, 8), 10)

/**
 * How many of these names are far: above a leap longer than this from one number to the next.
 *
 * @param names - newest first
 */
export function countFar(names: readonly string[], longestLeap: number): number {
	return names.findLastIndex((name, index) => numberOf(name) > numberOf(names[index + 1] ?? name) + longestLeap) + 1
}

/** The revision's name that a file name carries, or null when it is not a revision of this kind. */
export function nameOfFile(file: string, extension: string): string | null {
	const suffix = `.${extension}`
	if (!file.endsWith(suffix)) {
		return null
	}
	const name = file.slice(0, -suffix.length)
	return parseRevisionName(name) === null ? null : name
}

/** The file name of a revision. */
export const fileOfName = (name: string, extension: string): string => `${name}.${extension}`
