// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { COMMON_NAMES, COMMON_WORDS, KEYBOARD_ROWS, SMALL_WORDS, UNSHIFTED_DIGITS } from './common-words.ts'
import { numberBits } from './known-numbers.ts'

/** Why a password is weaker than its length says. */
export const STRENGTH_REASONS = [
	'common-password',
	'too-short',
	'common-word',
	'personal-word',
	'number',
	'year',
	'sequence',
	'keyboard',
	'repeat',
	'one-kind',
] as const

/** One of {@link STRENGTH_REASONS}. */
export type StrengthReason = (typeof STRENGTH_REASONS)[number]

/** An estimate, not a proof: how many guesses a clever attacker would need. */
export interface Strength {
	/** 0 very easy to guess, 1 easy, 2 fair, 3 good, 4 very good. */
	readonly score: 0 | 1 | 2 | 3 | 4
	/** In the order of {@link STRENGTH_REASONS}. */
	readonly reasons: readonly StrengthReason[]
}

/** Bits from which each score is given. */
const THRESHOLDS = [14, 26, 38, 50] as const

/** Bits of one word drawn from a list of 7,776. */
const WORD_BITS = 13

/** A run of letters up to this long is one word; a longer one is several words joined, of {@link JOINED_WORD} letters. */
const LONGEST_WORD = 13
const JOINED_WORD = 8

/** Longest word of a list that is looked for. */
const LONGEST_PIECE = 40

/** Beyond, nothing changes the score. */
const LONGEST_READ = 128

const LEET: Readonly<Record<string, string>> = {
	0: 'o',
	1: 'i',
	3: 'e',
	4: 'a',
	5: 's',
	7: 't',
	8: 'b',
	'@': 'a',
	$: 's',
	'!': 'i',
	l: 'i',
}

/** Shorter words appear in random passwords by chance. */
const SHORTEST_WORD = 4

/** Separators of the parts of a name, a number or a date, which add nothing to guess. */
const SEPARATOR = /[\s_.,;:/\\|+\-\u2010-\u2015'\u2018\u2019\u00B7\u2022]/u

/** A name that many bear is tried among the first: those who work in a mairie are few. */
const NAME_RANK = 30

const COMMON_RANKS: ReadonlyMap<string, number> = new Map([
	...COMMON_NAMES.map((name): [string, number] => [alike(name), NAME_RANK]),
	...COMMON_WORDS.map((word, rank): [string, number] => [alike(word), rank]).reverse(),
])

/** A piece of the password that a clever attacker tries as one. */
interface Piece {
	readonly length: number
	readonly bits: number
	readonly reason: StrengthReason | null
}

/** A password without what adds nothing: its plain letters, and where separators stood between them. */
interface Plain {
	readonly text: string
	/** Places in the text before which a separator stood. */
	readonly breaks: ReadonlySet<number>
}

/** Words tried first, by word as {@link alike} writes it. */
type Ranks = ReadonlyMap<string, number>

/** The words of a notebook are the same from one keystroke to the next. */
const RANKS = new WeakMap<readonly string[], Ranks>()

/**
 * How hard a password is to guess, from its shape, the habits of French mairies and
 * the words of this commune. Takes less than a millisecond; keeps nothing.
 *
 * @param password - as typed
 * @param personalWords - what an attacker who knows the commune tries first: its name, its streets, the login
 * @param moreWords - of this entry alone: its name, its login, its site
 */
export function estimateStrength(password: string, personalWords: readonly string[] = [], moreWords: readonly string[] = []): Strength {
	const folded = foldForms(password).slice(0, LONGEST_READ)
	const plain = withoutSeparators(folded)
	const reasons = new Set<StrengthReason>()
	const personal = [ranksOf(personalWords), personalRanks(moreWords)]
	// A word of a list may stand by chance in a longer one that is none: the whole is then easier than its parts.
	const bits = Math.min(bitsOf(plain, [COMMON_RANKS, ...personal], reasons), bitsOf(plain, personal, reasons))
	const length = [...folded].length
	if (length < 12) {
		reasons.add('too-short')
	}
	if (kindsOf(folded) === 1 && length < 20) {
		reasons.add('one-kind')
	}
	const byBits = THRESHOLDS.filter((threshold) => bits >= threshold).length
	const byLength = length < 8 ? 1 : length < 12 ? 3 : 4
	return {
		score: Math.min(byBits, byLength) as Strength['score'],
		reasons: STRENGTH_REASONS.filter((reason) => reasons.has(reason)),
	}
}

/** Full-width, circled or mathematical letters, ligatures, accents and invisible signs: the plain letters that they stand for. */
export function foldForms(password: string): string {
	return unshifted(password.normalize('NFKC'))
		.normalize('NFKD')
		.replace(/[\p{M}\p{Cf}]+/gu, '')
		.replace(/[œŒ]/g, (sign) => (sign === 'œ' ? 'oe' : 'OE'))
		.replace(/[æÆ]/g, (sign) => (sign === 'æ' ? 'ae' : 'AE'))
}

/** Runs along the digits' row of a French keyboard without its shift key are the digits that they stand for. */
function unshifted(text: string): string {
	return text.replace(/[&é"'(\-è_çà]{4,}/g, (run) => UNSHIFTED_DIGITS.includes(run) || [...UNSHIFTED_DIGITS].reverse().join('').includes(run)
		? [...run].map((sign) => (UNSHIFTED_DIGITS.indexOf(sign) + 1) % 10).join('')
		: run)
}

function withoutSeparators(folded: string): Plain {
	const breaks = new Set<number>()
	let text = ''
	for (const character of folded) {
		if (SEPARATOR.test(character)) {
			breaks.add(text.length)
		} else {
			text += character
		}
	}
	return { text, breaks }
}

function bitsOf({ text, breaks }: Plain, lists: readonly Ranks[], reasons: Set<StrengthReason>): number {
	const block = repeatedBlock(text)
	if (block !== null) {
		reasons.add('repeat')
		return bitsOf({ text: block, breaks }, lists, reasons) + Math.log2(text.length / block.length)
	}
	const alphabet = alphabetOf(text)
	const seen = new Set<string>()
	let bits = 0
	let free = 0
	let at = 0
	const closeFree = (): void => {
		bits += freeBits(wordsBetween(text, breaks, free, at), alphabet, seen, reasons)
	}
	while (at < text.length) {
		const piece = longestPiece(text, at, lists)
		if (piece === null) {
			at++
			continue
		}
		closeFree()
		bits += seen.has(text.slice(at, at + piece.length).toLowerCase()) ? 1 : piece.bits
		seen.add(text.slice(at, at + piece.length).toLowerCase())
		at += piece.length
		free = at
		if (piece.reason !== null) {
			reasons.add(piece.reason)
		}
	}
	closeFree()
	return bits
}

function longestPiece(text: string, at: number, lists: readonly Ranks[]): Piece | null {
	const pieces = [
		...lists.map((ranks) => wordPiece(text, at, ranks, ranks === COMMON_RANKS ? 'common-word' : 'personal-word')),
		numberPiece(text, at),
		keyboardPiece(text, at),
		sequencePiece(text, at),
	].filter((piece) => piece !== null)
	const isBetter = (piece: Piece, best: Piece): boolean => (
		piece.length > best.length || (piece.length === best.length && piece.bits < best.bits)
	)
	return pieces.reduce<Piece | null>((best, piece) => best === null || isBetter(piece, best) ? piece : best, null)
}

/** The longest word of a list that starts here, whatever its capitals and digits put for letters. */
function wordPiece(text: string, at: number, ranks: Ranks, reason: StrengthReason): Piece | null {
	for (let length = ranks.size === 0 ? 0 : Math.min(LONGEST_PIECE, text.length - at); length >= SHORTEST_WORD; length--) {
		const written = text.slice(at, at + length)
		const rank = ranks.get(alike(written))
		if (rank !== undefined) {
			const disguise = (/\p{Ll}.*\p{Lu}/u.test(written) ? 1 : 0) + (/[^\p{L}]/u.test(written) ? 1 : 0)
			return { length, bits: Math.log2(rank + 2) + disguise, reason }
		}
	}
	return null
}

function numberPiece(text: string, at: number): Piece | null {
	const found = numberBits(text, at)
	return found === null ? null : { length: found.length, bits: found.bits, reason: found.isDate ? 'year' : 'number' }
}

function keyboardPiece(text: string, at: number): Piece | null {
	const lower = text.toLowerCase()
	let longest = 0
	for (const row of KEYBOARD_ROWS) {
		for (const line of [row, [...row].reverse().join('')]) {
			const start = line.indexOf(lower[at] ?? '')
			let length = 0
			while (
				start >= 0
				&& at + length < lower.length
				&& start + length < line.length
				&& lower[at + length] === line[start + length]
			) {
				length++
			}
			longest = Math.max(longest, length)
		}
	}
	return longest < 4 ? null : { length: longest, bits: 4 + Math.log2(longest), reason: 'keyboard' }
}

/** Characters that follow one another (abc, 321) or are the same (aaa). */
function sequencePiece(text: string, at: number): Piece | null {
	const step = text.charCodeAt(at + 1) - text.charCodeAt(at)
	if (Number.isNaN(step) || Math.abs(step) > 1) {
		return null
	}
	const follows = (index: number): boolean => text.charCodeAt(index) - text.charCodeAt(index - 1) === step
		&& (step === 0 || /^(?:[a-z]{2}|[A-Z]{2}|\d{2})$/.test(text.slice(index - 1, index + 1)))
	let length = 1
	while (at + length < text.length && follows(at + length)) {
		length++
	}
	return length < 3 ? null : { length, bits: 5 + Math.log2(length), reason: step === 0 ? 'repeat' : 'sequence' }
}

/** The words of a stretch where no piece was recognised: cut where separators stood, between letters and the rest, and at capitals. */
function wordsBetween(text: string, breaks: ReadonlySet<number>, from: number, to: number): readonly string[] {
	const parts: string[] = []
	let start = from
	for (let at = from + 1; at <= to; at++) {
		if (at === to || breaks.has(at)) {
			parts.push(text.slice(start, at))
			start = at
		}
	}
	return from === to ? [] : parts
}

/** Words joined by their capitals: "LaRochelle" is "La" and "Rochelle". */
function uncapitalised(part: string): readonly string[] {
	const words = part.split(/(?<=\p{Ll})(?=\p{Lu})/u)
	return words.every((word) => word.length >= 2) && words.some((word) => word.length >= SHORTEST_WORD) ? words : [part]
}

/** Bits of parts in which no piece was recognised, of a password written in an alphabet of this size. */
function freeBits(parts: readonly string[], alphabet: number, seen: Set<string>, reasons: Set<StrengthReason>): number {
	const free = parts.join('')
	const random = [...free].length * Math.log2(alphabet)
	const runs = parts.flatMap((part) => part.split(/[^\p{L}]+/u).filter((word) => word !== ''))
	const words = runs.flatMap(uncapitalised)
	const looksLikeWords = words.length > 0 && runs.join('').length >= 0.7 * free.length
		&& words.every((word) => /^(?:\p{Lu}?\p{Ll}*|\p{Lu}{4,})$/u.test(word) || SMALL_WORDS.has(word.toLowerCase()))
	if (!looksLikeWords) {
		return random
	}
	const marks = [...free.replace(/\p{L}/gu, '')].reduce((sum, mark) => sum + (/\d/.test(mark) ? Math.log2(10) : 1), 0)
	return Math.min(random, words.reduce((sum, word) => sum + wordBits(word.toLowerCase(), seen, reasons), marks))
}

/** A word costs at most a draw from a list; a long run is several words joined; one that was there before costs nothing more. */
function wordBits(word: string, seen: Set<string>, reasons: Set<StrengthReason>): number {
	if (SMALL_WORDS.has(word)) {
		return 1
	}
	if (word.length >= SHORTEST_WORD && seen.has(word)) {
		reasons.add('repeat')
		return 1
	}
	seen.add(word)
	const random = word.length * Math.log2(26)
	const pronounceable = !/[^aeiouy]{5}/.test(word)
	return pronounceable ? Math.min(random, WORD_BITS * (word.length <= LONGEST_WORD ? 1 : Math.ceil(word.length / JOINED_WORD))) : random
}

const KINDS: readonly [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[ -/:-@[-`{-~]/, 33], [/[^ -~]/, 64]]

function alphabetOf(text: string): number {
	return KINDS.reduce((sum, [pattern, size]) => sum + (pattern.test(text) ? size : 0), 0)
}

function kindsOf(text: string): number {
	return KINDS.filter(([pattern]) => pattern.test(text)).length
}

/** The shortest block that the whole text repeats, or null. */
function repeatedBlock(text: string): string | null {
	for (let length = 1; length <= text.length / 2; length++) {
		if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) {
			return text.slice(0, length)
		}
	}
	return null
}

/** The same for a word and its disguises: case, accents, digits and signs put for letters. */
function alike(text: string): string {
	return [...text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase()].map((character) => LEET[character] ?? character).join('')
}

function ranksOf(words: readonly string[]): Ranks {
	const known = RANKS.get(words) ?? personalRanks(words)
	RANKS.set(words, known)
	return known
}

/** Each word, and what several of them make together: the name of a commune has no spaces in an address. */
function personalRanks(words: readonly string[]): Ranks {
	const ranks = new Map<string, number>()
	for (const text of words) {
		const parts = foldForms(text).split(/[^\p{L}\p{N}]+/u)
		for (const word of [...parts, parts.join('')]) {
			if (word.length >= SHORTEST_WORD) {
				ranks.set(alike(word), 0)
			}
		}
	}
	return ranks
}
