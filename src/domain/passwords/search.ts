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

/** What no accent, ligature or other writing can be in: most logins and addresses, which are folded five times faster. */
// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007F]*$/

const LINKING_WORDS = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'ou', 'sur'])

/** A text as it is compared. */
interface ReadText {
	readonly words: readonly string[]
	readonly joined: string
	readonly initials: readonly string[]
}

interface IndexedText extends Omit<ReadText, 'words'> {
	readonly weight: number
	/** Numbers of its words in the list of distinct words. */
	readonly words: readonly number[]
}

/** What a field was found to say of an item, for as long as both exist. */
const known = new WeakMap<object, WeakMap<object, readonly ReadText[]>>()

/**
 * Lower case without accents nor ligatures, anything but letters and digits made a space.
 *
 * @param text - anything
 */
export function fold(text: string): string {
	if (ASCII.test(text)) {
		return text.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim()
	}
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
 * @param items - in their order of preference: it decides between equal results; never changed in place
 * @param fields - what is looked at. Given again, one and the same field is not asked again about an item that it was
 * asked about: a field that looks at anything but the item is to be made anew for each index
 */
export function createSearchIndex<T extends object>(items: readonly T[], fields: readonly SearchField<T>[]): SearchIndex<T> {
	const numbers = new Map<string, number>()
	const indexed = items.map((item) => fields.flatMap((field) => textsOf(item, field, numbers)))
	const distinct = [...numbers.keys()]
	return {
		search(query) {
			const words = fold(query).split(' ').filter((word) => word !== '')
			if (words.length === 0) {
				return items
			}
			// Each distinct word is compared once, however many items hold it.
			const qualities = words.map((word) => Float64Array.from(distinct, (other) => qualityOf(word, other)))
			const found: { readonly rank: number, readonly score: number }[] = []
			indexed.forEach((texts, rank) => {
				const score = scoreOf(words, qualities, texts)
				if (score > 0) {
					found.push({ rank, score })
				}
			})
			return found.sort((left, right) => right.score - left.score || left.rank - right.rank).map(({ rank }) => items[rank] as T)
		},
	}
}

function textsOf<T extends object>(item: T, field: SearchField<T>, numbers: Map<string, number>): IndexedText[] {
	const ofField = known.get(field) ?? new WeakMap<object, readonly ReadText[]>()
	const texts = ofField.get(item) ?? read(field.text(item))
	ofField.set(item, texts)
	known.set(field, ofField)
	return texts.map(({ words, joined, initials }) => ({ weight: field.weight, words: words.map((word) => numberOf(word, numbers)), joined, initials }))
}

function read(text: string | readonly string[]): readonly ReadText[] {
	return (typeof text === 'string' ? [text] : text).map((one) => {
		const words = fold(one).split(' ').filter((word) => word !== '')
		const initialsOf = (of: readonly string[]): string => of.map((word) => word[0]).join('')
		return {
			words,
			joined: words.join(''),
			initials: words.length < 2 ? [] : [initialsOf(words), initialsOf(words.filter((word) => !LINKING_WORDS.has(word)))],
		}
	})
}

function numberOf(word: string, numbers: Map<string, number>): number {
	const number = numbers.get(word) ?? numbers.size
	numbers.set(word, number)
	return number
}

/** Sum over the words of the query of each one's best match, or 0 when one is found nowhere. */
function scoreOf(words: readonly string[], qualities: readonly Float64Array[], texts: readonly IndexedText[]): number {
	let sum = 0
	for (const [place, word] of words.entries()) {
		let best = 0
		for (const text of texts) {
			best = Math.max(best, text.weight * qualityIn(word, qualities[place], text))
		}
		if (best === 0) {
			return 0
		}
		sum += best
	}
	return sum
}

function qualityIn(query: string, qualities: Float64Array | undefined, text: IndexedText): number {
	let best = text.initials.includes(query) ? QUALITY.initials : 0
	for (let position = 0; position < text.words.length; position++) {
		const quality = qualities?.[text.words[position] ?? -1] ?? 0
		best = Math.max(best, quality === 0 || position > 0 ? quality : quality + FIRST_WORD)
	}
	return best === 0 && query.length > 2 && text.joined.includes(query) ? QUALITY.joined : best
}

function qualityOf(query: string, word: string): number {
	if (word.startsWith(query)) {
		return word.length === query.length ? QUALITY.whole : QUALITY.prefix
	}
	if (query.length > 1 && word.includes(query)) {
		return QUALITY.inside
	}
	const mayBeEdited = query[0] === word[0] || query[1] === word[0] || query[0] === word[1]
	if (query.length < SHORTEST_EDITED || !mayBeEdited) {
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
