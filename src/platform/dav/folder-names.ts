// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Longest name of a notebook's folder, in bytes of UTF-8, with its number when the name is taken. */
export const MAX_NAME_BYTES = 100

/** Folder name of a commune whose own name leaves no allowed character. */
const FALLBACK = 'Commune'

/** Room for ` (999)`. */
const SUFFIX_BYTES = 6

/** Refused by some servers or by Windows, where people synchronise their files; a lone surrogate has no UTF-8. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001F\u007F\\/:*?"<>|]|\p{Surrogate}/gu
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
/** Separators between the words of a commune's name. */
const BETWEEN_WORDS = /[ \-'’]/u
const TRAILING = /[ \-'’]+$/u
const UNFINISHED_UPLOAD = /\.(?:part|filepart)$/i

/**
 * A folder name that every server accepts, as near as possible to the name of the commune.
 *
 * @param name - as typed
 */
export function safeFolderName(name: string): string {
	const cleaned = clean(name)
	return finish(cutToWords(cleaned, MAX_NAME_BYTES - SUFFIX_BYTES)) || FALLBACK
}

/** True if the name of a commune is too long for a folder and is cut: the person is told before the folder is made. */
export function isFolderNameCut(name: string): boolean {
	const cleaned = clean(name).trim()
	return cutToWords(cleaned, MAX_NAME_BYTES - SUFFIX_BYTES) !== cleaned
}

/**
 * The first of `name`, `name (2)`, `name (3)`… that is not taken. Upper and lower case count as the same name.
 *
 * @param name - from {@link safeFolderName}
 * @param taken - names in the folder
 */
export function freeName(name: string, taken: Iterable<string>): string {
	const folded = new Set([...taken].map(fold))
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? name : `${name} (${number})`
		if (!folded.has(fold(candidate))) {
			return candidate
		}
	}
}

function clean(name: string): string {
	return name.normalize('NFC').replace(FORBIDDEN, '-').replace(/\s+/gu, ' ').replace(/^[. ]+/, '')
}

/** As many whole words as fit; a single word that is longer than that is cut between two characters. */
function cutToWords(name: string, limit: number): string {
	const kept = cutToBytes(name, limit)
	if (kept === name || BETWEEN_WORDS.test(name.charAt(kept.length))) {
		return kept.replace(TRAILING, kept === name ? '$&' : '')
	}
	const whole = kept.replace(/[^ \-'’]*$/u, '').replace(TRAILING, '')
	return whole === '' ? kept : whole
}

function finish(name: string): string {
	return name
		.replace(UNFINISHED_UPLOAD, (extension) => `-${extension.slice(1)}`)
		.replace(RESERVED, (reserved) => `${reserved}_`)
		.replace(/[. ]+$/, '')
}

function cutToBytes(name: string, limit: number): string {
	const encoder = new TextEncoder()
	let kept = ''
	let size = 0
	for (const character of name) {
		size += encoder.encode(character).length
		if (size > limit) {
			break
		}
		kept += character
	}
	return kept
}

function fold(name: string): string {
	return name.normalize('NFC').toLowerCase()
}
