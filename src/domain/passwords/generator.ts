// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../errors.ts'

/** A uniform random integer from 0 to 2^32 - 1. */
export type RandomUint32 = () => number

/** Options of a generated password; at least one class. */
export interface PasswordOptions {
	/** 8 to 64 characters. */
	readonly length: number
	readonly lower: boolean
	readonly upper: boolean
	readonly digits: boolean
	readonly symbols: boolean
	/** Leaves out what is misread on paper or misheard on the telephone. */
	readonly avoidAmbiguous: boolean
}

/** Options of a generated phrase. */
export interface PhraseOptions {
	/** The list to draw from: at least 1,024 distinct words. */
	readonly words: readonly string[]
	/** 3 to 12 words. */
	readonly count: number
	/** Between the words; a space when absent. */
	readonly separator?: string
}

/** Shortest and longest passwords that can be asked for. */
export const PASSWORD_LENGTH = { min: 8, max: 64 } as const

/** Fewest and most words of a phrase. */
export const PHRASE_COUNT = { min: 3, max: 12 } as const

const SMALLEST_WORD_LIST = 1_024

/** Signs that a French keyboard types without a dead key and that forms rarely refuse. */
const CLASSES = {
	lower: 'abcdefghijklmnopqrstuvwxyz',
	upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
	digits: '0123456789',
	symbols: '!#$%&*+-=?@_:;,./()',
} as const

const AMBIGUOUS = new Set('0Oo1lI:;,.')

/** With four classes and eight characters, about half of the draws hold every class. */
const MAX_DRAWS = 10_000

/** The random numbers of the browser. */
export function secureRandomUint32(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}

/**
 * A random password, uniform among all those of this length that hold at least one
 * character of each class asked for.
 *
 * @param options - its length and classes
 * @param random - source of randomness
 * @throws {TrousseauError} `invalid` with `path` when the options make no password, or the
 * randomness none in a reasonable number of draws
 */
export function generatePassword(options: PasswordOptions, random: RandomUint32 = secureRandomUint32): string {
	requireBetween('length', options.length, PASSWORD_LENGTH)
	const classes = (['lower', 'upper', 'digits', 'symbols'] as const)
		.filter((name) => options[name])
		.map((name) => [...CLASSES[name]].filter((character) => !options.avoidAmbiguous || !AMBIGUOUS.has(character)))
	if (classes.length === 0) {
		throw new TrousseauError('invalid', { path: 'classes' })
	}
	const alphabet = classes.flat()
	// Drawing the whole again keeps every remaining password equally likely; forcing a class into a place would not.
	for (let draw = 0; draw < MAX_DRAWS; draw++) {
		const characters = Array.from({ length: options.length }, () => pick(alphabet, random))
		if (classes.every((wanted) => characters.some((character) => wanted.includes(character)))) {
			return characters.join('')
		}
	}
	throw new TrousseauError('invalid', { path: 'random' })
}

/**
 * Random words of a list, each independent of the others.
 *
 * @param options - the list, how many, and what stands between
 * @param random - source of randomness
 * @throws {TrousseauError} `invalid` with `path` when the list is too short or the count out of bounds
 */
export function generatePhrase(options: PhraseOptions, random: RandomUint32 = secureRandomUint32): string {
	requireBetween('count', options.count, PHRASE_COUNT)
	if (new Set(options.words).size !== options.words.length || options.words.length < SMALLEST_WORD_LIST) {
		throw new TrousseauError('invalid', { path: 'words' })
	}
	return Array.from({ length: options.count }, () => pick(options.words, random)).join(options.separator ?? ' ')
}

/**
 * A uniform random integer below a bound, without the bias of a plain remainder.
 *
 * @param bound - 1 to 2^32
 * @param random - source of randomness
 */
export function randomBelow(bound: number, random: RandomUint32): number {
	const range = 2 ** 32
	const limit = range - (range % bound)
	for (;;) {
		const value = random()
		if (value < limit) {
			return value % bound
		}
	}
}

function pick(items: readonly string[], random: RandomUint32): string {
	return items[randomBelow(items.length, random)] ?? ''
}

function requireBetween(path: string, value: number, { min, max }: { readonly min: number, readonly max: number }): void {
	if (!Number.isInteger(value) || value < min || value > max) {
		throw new TrousseauError('invalid', { path })
	}
}
