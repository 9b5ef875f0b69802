// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** One thing of an item that can be looked for. */
export interface SearchField<T> {
	/** The text, or several (aliases, tags). */
	readonly text: (item: T) => string | readonly string[]
	/** 1 for what names the item, less for what merely speaks of it. */
	readonly weight: number
}

/** A searchable list; made once, asked at each keystroke. Its items are read when they are first needed. */
export interface SearchIndex<T> {
	/**
	 * The items where every word of the query is found, best first. The whole list,
	 * in its own order, when the query holds no letter or digit.
	 *
	 * @param query - as typed
	 * @param fields - how many of the fields are looked at, the first ones; all of them unless told
	 * @param except - items that are not looked at
	 */
	search(query: string, fields?: number, except?: ReadonlySet<T>): readonly T[]
	/**
	 * Reads items ahead of a search, one after the other.
	 *
	 * @param mayGoOn - asked before each
	 * @return whether all of them are read
	 */
	read(mayGoOn: () => boolean): boolean
}

/** How well a word of the query meets a word of an item; 0 is no match. */
const QUALITY = { whole: 8, initials: 7, prefix: 6, inside: 3, joined: 2.5, edit: 2, editedPrefix: 1 } as const

/** Added when the matched word is the first of its field. */
const FIRST_WORD = 0.5

/** Shorter words have too many neighbours at one edit. */
const SHORTEST_EDITED = 4

/** Texts without accent, ligature or other writing: most logins and addresses, which are folded five times faster. */
// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007F]*$/

const LINKING_WORDS = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'ou', 'sur'])

/** A text as it is compared. */
interface ReadText {
	/** Its words in their order, then their other writings. */
	readonly words: readonly string[]
	/** All in one word; then, after a space, the same with other writings. */
	readonly joined: string
	readonly initials: readonly string[]
}

interface IndexedText extends Omit<ReadText, 'words'> {
	/** Place of its field. */
	readonly field: number
	readonly weight: number
	/** Numbers of its words in the list of distinct words. */
	readonly words: readonly number[]
}

/** Cache of the folded text of each field, for as long as the item exists. */
const known = new WeakMap<object, WeakMap<object, readonly ReadText[]>>()

/** Signs for "number": "n°", "nº" and "№". */
const NUMBER_SIGN = /(?<![\p{L}\p{N}])n\s?[°º˚]|№/giu

/** Between the letters of an acronym: "e.d.f", "E. D. F.". */
const ACRONYM_DOT = /(?<=(?<![\p{L}\p{N}])\p{L})\. ?(?=\p{L}(?![\p{L}\p{N}]))/gu

const ASCII_ACRONYM_DOT = /(?<=(?<![a-z0-9])[a-z])\. ?(?=[a-z](?![a-z0-9]))/gi

/** Letters that Unicode takes apart by no normalisation. */
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

/**
 * Lower case without accents nor ligatures, full-width and raised forms as the plain ones, acronyms without their dots,
 * "n°" written out, anything but letters and digits made a space. What PDF files and keyboards put between letters and
 * nobody sees is left out.
 *
 * @param text - anything
 */
export function fold(text: string): string {
	if (ASCII.test(text)) {
		const plain = text.includes('.') ? text.replace(ASCII_ACRONYM_DOT, '') : text
		return plain.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim()
	}
	return text
		.replace(/\p{Cf}+/gu, '')
		.replace(NUMBER_SIGN, ' numero ')
		.normalize('NFKD')
		.toLowerCase()
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(ACRONYM_DOT, '')
		.replace(/[œæßøłđı]/g, (letter) => LETTERS[letter] ?? letter)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
}

/** Words that are written in several ways; a text that holds one is found by the others. */
const WRITINGS: ReadonlyMap<string, readonly string[]> = new Map([
	['saint', 'st'],
	['sainte', 'ste'],
	['saints', 'sts'],
	['saintes', 'stes'],
	['numero', 'no'],
	['numeros', 'nos'],
	['telephone', 'tel'],
	['avenue', 'av'],
	['boulevard', 'bd'],
	['monsieur', 'mr'],
	['madame', 'mme'],
].flatMap(([long = '', short = '']) => [[long, [short]], [short, [long]]] as const))

/** "2e", "2ème", "2nd", "1er", "1re": the number and what makes it an ordinal. */
const ORDINAL = /^(\d+)(?:e|er|re|ere|eme|nd|nde)$/

/** The other writings of a folded word. */
function writingsOf(word: string): readonly string[] {
	const number = ORDINAL.exec(word)?.[1]
	return number === undefined
		? WRITINGS.get(word) ?? []
		: ['e', 'eme', ...number === '1' ? ['er', 're', 'ere'] : ['nd', 'nde']].map((end) => number + end).filter((other) => other !== word)
}

/**
 * Prepares a list to be searched. Accents, case, order and writing of the words ("Saint", "St") do not
 * matter; beginnings, inner parts, initials and one typing error are found.
 *
 * @param items - in their order of preference: it decides between equal results; never changed in place
 * @param fields - what is looked at. Given again, one and the same field is not asked again about an item that it was
 * asked about: a field that looks at anything but the item is to be made anew for each index
 */
export function createSearchIndex<T extends object>(items: readonly T[], fields: readonly SearchField<T>[]): SearchIndex<T> {
	const numbers = new Map<string, number>()
	/** In the order of the items, as far as they are read. */
	const indexed: (readonly IndexedText[])[] = []
	let asked: ReadonlyMap<string, Float64Array> = new Map()

	const read = (mayGoOn: () => boolean): boolean => {
		while (indexed.length < items.length && mayGoOn()) {
			const item = items[indexed.length] as T
			indexed.push(fields.flatMap((field, place) => textsOf(item, field, place, numbers)))
		}
		return indexed.length === items.length
	}

	/** Each distinct word is compared once, however many items hold it, and once more only for another query. */
	const qualitiesOf = (words: readonly string[]): readonly Float64Array[] => {
		const distinct = [...numbers.keys()]
		asked = new Map(words.map((word) => [word, asked.get(word) ?? qualitiesAmong(distinct, word)]))
		return words.map((word) => asked.get(word) as Float64Array)
	}

	return {
		read,
		search(query, among = fields.length, except = new Set()) {
			const words = askedWords(query)
			if (words.length === 0) {
				return except.size === 0 ? items : items.filter((item) => !except.has(item))
			}
			read(() => true)
			const qualities = qualitiesOf(words)
			// Few scores are shared by thousands of items: only those need sorting.
			const byScore = new Map<number, T[]>()
			for (let rank = 0; rank < items.length; rank++) {
				const item = items[rank] as T
				const score = except.has(item) ? 0 : scoreOf(words, qualities, indexed[rank] as readonly IndexedText[], among)
				if (score > 0) {
					const alike = byScore.get(score) ?? []
					alike.push(item)
					byScore.set(score, alike)
				}
			}
			return [...byScore.keys()].sort((left, right) => right - left).flatMap((score) => byScore.get(score) as T[])
		},
	}
}

function wordsOf(text: string): readonly string[] {
	const folded = fold(text)
	return folded === '' ? [] : folded.split(' ')
}

/**
 * The words of a query. Linking words are looked for only alone: "l'école" finds "École", "mairie de Vauzelles" finds
 * "Mairie Vauzelles".
 */
function askedWords(query: string): readonly string[] {
	const words = wordsOf(query)
	if (words.length > 1 && words.every((word) => word.length === 1)) {
		return [words.join('')]
	}
	const telling = words.filter((word, place) => place === words.length - 1 || !LINKING_WORDS.has(word))
	return telling.length === 0 ? words : telling
}

function textsOf<T extends object>(item: T, field: SearchField<T>, place: number, numbers: Map<string, number>): IndexedText[] {
	const ofField = known.get(field) ?? new WeakMap<object, readonly ReadText[]>()
	const texts = ofField.get(item) ?? readTexts(field.text(item))
	ofField.set(item, texts)
	known.set(field, ofField)
	return texts.map(({ words, joined, initials }) => ({
		field: place,
		weight: field.weight,
		words: words.map((word) => numberOf(word, numbers)),
		joined,
		initials,
	}))
}

function qualitiesAmong(distinct: readonly string[], word: string): Float64Array {
	const qualities = new Float64Array(distinct.length)
	for (let number = 0; number < distinct.length; number++) {
		qualities[number] = qualityOf(word, distinct[number] as string)
	}
	return qualities
}

function readTexts(text: string | readonly string[]): readonly ReadText[] {
	return (typeof text === 'string' ? [text] : text).map((one) => {
		const words = wordsOf(one)
		let [joined, initials, principal] = ['', '', '']
		for (const word of words) {
			const initial = word[0] as string
			joined += word
			initials += initial
			principal += LINKING_WORDS.has(word) ? '' : initial
		}
		const writings = words.map(writingsOf)
		const others = writings.flat()
		return {
			words: others.length === 0 ? words : [...words, ...others],
			joined: others.length === 0 ? joined : `${joined} ${words.map((word, place) => writings[place]?.[0] ?? word).join('')}`,
			initials: words.length < 2 ? [] : [initials, principal],
		}
	})
}

function numberOf(word: string, numbers: Map<string, number>): number {
	const number = numbers.get(word) ?? numbers.size
	numbers.set(word, number)
	return number
}

/** Sum over the words of the query of each one's best match among the first fields, or 0 when one is found nowhere. */
function scoreOf(words: readonly string[], qualities: readonly Float64Array[], texts: readonly IndexedText[], among: number): number {
	let sum = 0
	for (let place = 0; place < words.length; place++) {
		const word = words[place] as string
		let best = 0
		for (const text of texts) {
			best = text.field < among ? Math.max(best, text.weight * qualityIn(word, qualities[place], text)) : best
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
	const startsAlike = [query.length - 1, query.length, query.length + 1].some((length) => (
		length < word.length && isOneEdit(query, word.slice(0, length))
	))
	return startsAlike ? QUALITY.editedPrefix : 0
}

/**
 * True if two different words are one typing error apart: a letter more, less or
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
