// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Reverts the changes made by keyboards, phones and word processors to a text that is typed or pasted
 * (section 5 of docs/FORMAT.md).
 */

const INVISIBLE = /[\p{Cf}\p{DI}]/gu
const APOSTROPHES = /[\u2018\u2019\u201a\u201b\u02bc\u2032]/g
const QUOTES = /[\u201c-\u201f\u2033]/g
const DASHES = /[-\u2010-\u2015\u2212]+/g
const WHITE_SPACE = /\p{White_Space}+/gu
/** Stand between words, or after their number. */
const SEPARATORS = /[,;:.)-]/g

/**
 * A text of one line without what a keyboard adds: compatibility forms, invisible signs, typographic apostrophes, quotes and
 * dashes (a phone makes one of two hyphens), white space of every kind.
 */
export function tidied(text: string): string {
	return text.normalize('NFKC')
		.replace(INVISIBLE, '')
		.replace(APOSTROPHES, '\'')
		.replace(QUOTES, '"')
		.replace(DASHES, '-')
		.replace(WHITE_SPACE, ' ')
		.trim()
}

function partsOf(text: string): readonly string[] {
	return tidied(text)
		.replace(SEPARATORS, ' ')
		.replace(/\d+/g, ' $& ')
		.split(' ')
		.filter((part) => part !== '')
}

/** Words of a list as they may be typed: with commas, dots or dashes between them, and numbers, which belong to no word. */
export const typedWords = (text: string): readonly string[] => partsOf(text).filter((part) => !/\d/.test(part))

/** The same where numbers may belong to the text: they are dropped if they count the words, "1. … 2. …", and kept as words otherwise. */
export function countedWords(text: string): readonly string[] {
	const parts = partsOf(text)
	const counts = parts.length % 2 === 0 && parts.every((part, index) => index % 2 === 1 || part === String(index / 2 + 1))
	return counts ? parts.filter((_, index) => index % 2 === 1) : parts
}
