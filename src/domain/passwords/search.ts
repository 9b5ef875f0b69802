// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** One thing of an item that can be looked for. */
export interface SearchField<T> {
	/** The text, or several (aliases, tags). */
	readonly text: (item: T) => string | readonly string[]
	/** 1 for what names the item, less for what merely speaks of it. */
	readonly weight: number
}

/** A searchable list; made once, asked at each keystroke. */
export interface SearchIndex<T> {
	/**
	 * The items where every word of the query is found, best first. The whole list,
	 * in its own order, when the query holds no letter or digit.
	 */
	search(query: string): readonly T[]
}

/** How well a word of the query meets a word of an item; 0 is no match. */
const QUALITY = { whole: 8, initials: 7, prefix: 6, inside: 3, joined: 2.5, edit: 2, editedPrefix: 1 } as const

/** Added when the matched word is the first of its field. */
const FIRST_WORD = 0.5

/** Shorter words have too many neighbours at one edit. */
const SHORTEST_EDITED = 4

const LINKING_WORDS = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'ou', 'sur'])

interface IndexedText {
	readonly weight: number
	readonly words: readonly string[]
	readonly joined: string
	readonly initials: readonly string[]
}

/**
 * Lower case without accents nor ligatures, anything but letters and digits made a space.
 *
 * @param text - anything
 */
export function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replaceAll('œ', 'oe')
		.replaceAll('æ', 'ae')
		.replaceAll('ß', 'ss')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
}

/**
 * Prepares a list to be searched. Accents, case and order of the words do not
 * matter; beginnings, inner parts, initials and one typing error are found.
 *
 * @param items - in their order of preference: it decides between equal results
 * @param fields - what is looked at
 */
export function createSearchIndex<T>(items: readonly T[], fields: readonly SearchField<T>[]): SearchIndex<T> {
	const indexed = items.map((item) => ({ item, texts: fields.flatMap((field) => textsOf(item, field)) }))
	return {
		search(query) {
			const words = fold(query).split(' ').filter((word) => word !== '')
			if (words.length === 0) {
				return items
			}
			const found: { readonly item: T, readonly score: number, readonly rank: number }[] = []
			indexed.forEach(({ item, texts }, rank) => {
				const score = scoreOf(words, texts)
				if (score > 0) {
					found.push({ item, score, rank })
				}
			})
			return found.sort((left, right) => right.score - left.score || left.rank - right.rank).map(({ item }) => item)
		},
	}
}

function textsOf<T>(item: T, field: SearchField<T>): IndexedText[] {
	const text = field.text(item)
	return (typeof text === 'string' ? [text] : text).map((one) => {
		const words = fold(one).split(' ').filter((word) => word !== '')
		const initialsOf = (of: readonly string[]): string => of.map((word) => word[0]).join('')
		return {
			weight: field.weight,
			words,
			joined: words.join(''),
			initials: words.length < 2 ? [] : [initialsOf(words), initialsOf(words.filter((word) => !LINKING_WORDS.has(word)))],
		}
	})
}

/** Sum over the words of the query of each one's best match, or 0 when one is found nowhere. */
function scoreOf(words: readonly string[], texts: readonly IndexedText[]): number {
	let sum = 0
	for (const word of words) {
		let best = 0
		for (const text of texts) {
			best = Math.max(best, text.weight * qualityIn(word, text))
		}
		if (best === 0) {
			return 0
		}
		sum += best
	}
	return sum
}

function qualityIn(query: string, text: IndexedText): number {
	let best = text.initials.includes(query) ? QUALITY.initials : 0
	text.words.forEach((word, position) => {
		const quality = qualityOf(query, word)
		best = Math.max(best, quality === 0 ? 0 : quality + (position === 0 ? FIRST_WORD : 0))
	})
	return best === 0 && query.length > 2 && text.joined.includes(query) ? QUALITY.joined : best
}

function qualityOf(query: string, word: string): number {
	if (word.startsWith(query)) {
		return word.length === query.length ? QUALITY.whole : QUALITY.prefix
	}
	if (query.length > 1 && word.includes(query)) {
		return QUALITY.inside
	}
	if (query.length < SHORTEST_EDITED) {
		return 0
	}
	if (isOneEdit(query, word)) {
		return QUALITY.edit
	}
	const startsAlike = [query.length - 1, query.length, query.length + 1].some((length) => length < word.length && isOneEdit(query, word.slice(0, length)))
	return startsAlike ? QUALITY.editedPrefix : 0
}

/**
 * Whether two different words are one typing error apart: a letter more, less or
 * other, or two neighbours swapped.
 *
 * @param left - a word
 * @param right - another word
 */
export function isOneEdit(left: string, right: string): boolean {
	const difference = right.length - left.length
	if (difference < -1 || difference > 1) {
		return false
	}
	let start = 0
	while (start < left.length && left[start] === right[start]) {
		start++
	}
	if (difference !== 0) {
		const [shorter, longer] = difference > 0 ? [left, right] : [right, left]
		return shorter.slice(start) === longer.slice(start + 1)
	}
	const swapped = left[start] === right[start + 1] && left[start + 1] === right[start]
	return left.slice(start + 1) === right.slice(start + 1) || (swapped && left.slice(start + 2) === right.slice(start + 2))
}
