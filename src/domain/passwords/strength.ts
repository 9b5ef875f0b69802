// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { COMMON_WORDS, KEYBOARD_ROWS } from './common-words.ts'

/** Why a password is weaker than its length says. */
export const STRENGTH_REASONS = ['too-short', 'common-word', 'personal-word', 'year', 'sequence', 'keyboard', 'repeat', 'one-kind'] as const

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
const WORD_BITS = 12.9

/** A longer run of letters is taken for several words joined. */
const LONGEST_WORD = 8

/** Longest word of a list that is looked for. */
const LONGEST_PIECE = 30

/** Beyond, nothing changes the score. */
const LONGEST_READ = 128

const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i', l: 'i' }

/** Shorter words appear in random passwords by chance. */
const SHORTEST_WORD = 4

const COMMON_RANKS: ReadonlyMap<string, number> = new Map(COMMON_WORDS.map((word, rank) => [alike(word), rank]).reverse() as [string, number][])

/** A piece of the password that a clever attacker tries as one. */
interface Piece {
	readonly length: number
	readonly bits: number
	readonly reason: StrengthReason | null
}

/**
 * How hard a password is to guess, from its shape, the habits of French mairies and
 * the words of this commune. Takes less than a millisecond; keeps nothing.
 *
 * @param password - as typed
 * @param personalWords - what an attacker who knows the commune tries first: its name, its streets, the login
 */
export function estimateStrength(password: string, personalWords: readonly string[] = []): Strength {
	const text = password.normalize('NFC').slice(0, LONGEST_READ)
	const reasons = new Set<StrengthReason>()
	const bits = bitsOf(text, personalRanks(personalWords), reasons)
	const length = [...text].length
	if (length < 12) {
		reasons.add('too-short')
	}
	if (kindsOf(text) === 1 && length < 20) {
		reasons.add('one-kind')
	}
	const byBits = THRESHOLDS.filter((threshold) => bits >= threshold).length
	const byLength = length < 8 ? 1 : length < 12 ? 3 : 4
	return {
		score: Math.min(byBits, byLength) as Strength['score'],
		reasons: STRENGTH_REASONS.filter((reason) => reasons.has(reason)),
	}
}

function bitsOf(text: string, personal: ReadonlyMap<string, number>, reasons: Set<StrengthReason>): number {
	const block = repeatedBlock(text)
	if (block !== null) {
		reasons.add('repeat')
		return bitsOf(block, personal, reasons) + Math.log2(text.length / block.length)
	}
	const alphabet = alphabetOf(text)
	let bits = 0
	let free = ''
	for (let at = 0; at < text.length;) {
		const piece = longestPiece(text, at, personal)
		if (piece === null) {
			free += text[at] ?? ''
			at++
			continue
		}
		bits += freeBits(free, alphabet) + piece.bits
		free = ''
		at += piece.length
		if (piece.reason !== null) {
			reasons.add(piece.reason)
		}
	}
	return bits + freeBits(free, alphabet)
}

function longestPiece(text: string, at: number, personal: ReadonlyMap<string, number>): Piece | null {
	const pieces = [
		wordPiece(text, at, personal, 'personal-word'),
		wordPiece(text, at, COMMON_RANKS, 'common-word'),
		keyboardPiece(text, at),
		sequencePiece(text, at),
		yearPiece(text, at),
	].filter((piece) => piece !== null)
	return pieces.reduce<Piece | null>((best, piece) => (best === null || piece.length > best.length ? piece : best), null)
}

/** The longest word of a list that starts here, whatever its capitals, accents and digits put for letters. */
function wordPiece(text: string, at: number, ranks: ReadonlyMap<string, number>, reason: StrengthReason): Piece | null {
	for (let length = Math.min(LONGEST_PIECE, text.length - at); length >= SHORTEST_WORD; length--) {
		const written = text.slice(at, at + length)
		const rank = ranks.get(alike(written))
		if (rank !== undefined) {
			const disguise = (/\p{Lu}/u.test(written) ? 1 : 0) + (/[^\p{L}]/u.test(written) ? 1 : 0)
			return { length, bits: Math.log2(rank + 2) + disguise, reason }
		}
	}
	return null
}

function keyboardPiece(text: string, at: number): Piece | null {
	const lower = text.toLowerCase()
	let longest = 0
	for (const row of KEYBOARD_ROWS) {
		for (const line of [row, [...row].reverse().join('')]) {
			const start = line.indexOf(lower[at] ?? '')
			let length = 0
			while (start >= 0 && at + length < lower.length && start + length < line.length && lower[at + length] === line[start + length]) {
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

function yearPiece(text: string, at: number): Piece | null {
	const date = /^(?:0?[1-9]|[12]\d|3[01])([/. -]?)(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d/.exec(text.slice(at, at + 10))
	if (date !== null) {
		return { length: date[0].length, bits: 15, reason: 'year' }
	}
	return /^(?:19|20)\d\d/.test(text.slice(at, at + 4)) ? { length: 4, bits: 6, reason: 'year' } : null
}

/** Bits of characters in which no piece was recognised, of a password written in an alphabet of this size. */
function freeBits(free: string, alphabet: number): number {
	if (/^[ _.-]*$/.test(free)) {
		return free.length
	}
	const random = [...free].length * Math.log2(alphabet)
	const words = free.split(/[^\p{L}]+/u).filter((word) => word !== '')
	const looksLikeWords = words.length > 0 && words.join('').length >= 0.7 * free.length && words.every((word) => /^\p{Lu}?\p{Ll}*$/u.test(word))
	if (!looksLikeWords) {
		return random
	}
	const marks = [...free.replace(/\p{L}/gu, '')].reduce((sum, mark) => sum + (/\d/.test(mark) ? Math.log2(10) : 1), 0)
	return Math.min(random, words.reduce((sum, word) => sum + wordBits(word), marks))
}

/** A word costs at most a draw from a list; a long one is several words joined. */
function wordBits(word: string): number {
	const random = word.length * Math.log2(26)
	const pronounceable = !/[^aeiouyàâéèêëîïôöùûü]{5}/i.test(word)
	return pronounceable ? Math.min(random, WORD_BITS * Math.ceil(word.length / LONGEST_WORD)) : random
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

function personalRanks(words: readonly string[]): ReadonlyMap<string, number> {
	const ranks = new Map<string, number>()
	for (const text of words) {
		const parts = text.split(/[^\p{L}\p{N}]+/u)
		for (const word of [text.trim(), ...parts, parts.join('')]) {
			if (word.length >= SHORTEST_WORD) {
				ranks.set(alike(word), 0)
			}
		}
	}
	return ranks
}
