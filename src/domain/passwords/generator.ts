// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../errors.ts'

/** A uniform random integer from 0 to 2^32 - 1. */
export type RandomUint32 = () => number

/** Kinds of characters, as sites ask for them. */
export type CharacterClass = 'lower' | 'upper' | 'digits' | 'symbols'

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
	/** Characters that the site refuses. */
	readonly forbidden?: string
	/** Least number of characters of a class asked for; 1 unless told. */
	readonly minimum?: Partial<Record<CharacterClass, number>>
}

/** Options of a generated phrase. */
export interface PhraseOptions {
	/** The list to draw from: at least 1,024 distinct words. */
	readonly words: readonly string[]
	/** 3 to 12 words. */
	readonly count: number
	/** Between the words; a space when absent. */
	readonly separator?: string
	/** Each word begins with a capital. */
	readonly capitals?: boolean
	/** A number of two digits follows the words, for sites that want one. */
	readonly number?: boolean
}

/** A proposal, and the logarithm in base 2 of the number of those among which it was drawn. */
export interface Generated {
	readonly text: string
	readonly bits: number
}

/** Shortest and longest passwords that can be asked for. */
export const PASSWORD_LENGTH = { min: 8, max: 64 } as const

/** Fewest and most words of a phrase. */
export const PHRASE_COUNT = { min: 3, max: 12 } as const

/** Shortest and longest codes of digits. */
export const PIN_LENGTH = { min: 4, max: 12 } as const

const SMALLEST_WORD_LIST = 1_024

/** Signs that a French keyboard types without a dead key and that forms rarely refuse. */
const CLASSES = {
	lower: 'abcdefghijklmnopqrstuvwxyz',
	upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
	digits: '0123456789',
	symbols: '!#$%&*+-=?@_:;,./()',
} as const

const AMBIGUOUS = new Set('0Oo1lI:;,.')

/** Equal numbers in a row after which the source is broken: a good one does this once in 2^96 draws. */
const MOST_EQUAL = 3

const CLASS_NAMES = ['lower', 'upper', 'digits', 'symbols'] as const satisfies readonly CharacterClass[]

/** The random numbers of the browser. */
export function secureRandomUint32(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}

/** A class as it is drawn from. */
interface Pool {
	readonly characters: readonly string[]
	readonly least: number
	/** Texts of each number of its characters. */
	readonly powers: readonly bigint[]
}

/**
 * A random password, uniform among all those of this length that hold what is asked for of each class.
 *
 * @param options - its length and classes
 * @param random - source of randomness
 * @throws {TrousseauError} `invalid` with `path` when the options make no password, or the randomness is broken
 */
export function generatePassword(options: PasswordOptions, random: RandomUint32 = secureRandomUint32): string {
	return drawPassword(options, random).text
}

/** As {@link generatePassword}, with the number of passwords that could have been drawn. */
export function drawPassword(options: PasswordOptions, random: RandomUint32 = secureRandomUint32): Generated {
	requireBetween('length', options.length, PASSWORD_LENGTH)
	const pools = poolsOf(options)
	const ways = waysOf(pools, options.length)
	const source = watched(random)
	// How many characters of each class, each split as often as it has passwords; then their places; then the characters.
	const classes: number[] = []
	pools.forEach(({ powers, least }, place) => {
		const left = options.length - classes.length
		let drawn = bigBelow(ways[place]?.[left] ?? 0n, source)
		for (let count = least; count <= left; count++) {
			const here = choose(left, count) * (powers[count] ?? 0n) * (ways[place + 1]?.[left - count] ?? 0n)
			if (drawn < here) {
				classes.push(...Array.from({ length: count }, () => place))
				return
			}
			drawn -= here
		}
	})
	const text = shuffled(classes, source).map((place) => pick(pools[place]?.characters ?? [], source)).join('')
	return { text, bits: logarithm(ways[0]?.[options.length] ?? 1n) }
}

function poolsOf(options: PasswordOptions): readonly Pool[] {
	const forbidden = new Set(options.forbidden ?? '')
	const pools = CLASS_NAMES.filter((name) => options[name]).map((name): Pool => {
		const characters = [...CLASSES[name]]
			.filter((character) => !forbidden.has(character) && !(options.avoidAmbiguous && AMBIGUOUS.has(character)))
		const powers = [1n]
		const size = BigInt(characters.length)
		for (let count = 1; count <= options.length; count++) {
			powers.push((powers[count - 1] ?? 0n) * size)
		}
		return { characters, least: options.minimum?.[name] ?? 1, powers }
	})
	if (pools.length === 0) {
		throw new TrousseauError('invalid', { path: 'classes' })
	}
	if (pools.some(({ characters }) => characters.length === 0)) {
		throw new TrousseauError('invalid', { path: 'forbidden' })
	}
	const isWhole = pools.every(({ least }) => Number.isInteger(least) && least >= 0)
	if (!isWhole || pools.reduce((sum, { least }) => sum + least, 0) > options.length) {
		throw new TrousseauError('invalid', { path: 'minimum' })
	}
	return pools
}

/** For each class, by number of characters left: how many texts the classes from it on make of them. */
function waysOf(pools: readonly Pool[], length: number): readonly (readonly bigint[])[] {
	const none = Array.from({ length: length + 1 }, (_, left) => (left === 0 ? 1n : 0n))
	return pools.reduceRight<readonly (readonly bigint[])[]>((after, { powers, least }) => {
		const here = none.map((_, left) => {
			let sum = 0n
			for (let count = least; count <= left; count++) {
				sum += choose(left, count) * (powers[count] ?? 0n) * (after[0]?.[left - count] ?? 0n)
			}
			return sum
		})
		return [here, ...after]
	}, [none])
}

/**
 * A random code of digits, without those that are tried first: one digit repeated, digits in a row, a year.
 *
 * @param length - 4 to 12 digits
 * @param random - source of randomness
 * @throws {TrousseauError} `invalid` with `path` for another length, or broken randomness
 */
export function drawPin(length: number, random: RandomUint32 = secureRandomUint32): Generated {
	requireBetween('length', length, PIN_LENGTH)
	const source = watched(random)
	const digits = [...CLASSES.digits]
	for (;;) {
		const text = Array.from({ length }, () => pick(digits, source)).join('')
		if (!isTriedFirst(text)) {
			return { text, bits: Math.log2(10 ** length - triedFirst(length)) }
		}
	}
}

const ROW = '0123456789'
const ROW_BACK = '9876543210'

function isTriedFirst(pin: string): boolean {
	return new Set(pin).size === 1 || ROW.includes(pin) || ROW_BACK.includes(pin) || /^(?:19|20)\d{2}$/.test(pin)
}

/** Number of codes of this length that {@link isTriedFirst}. */
function triedFirst(length: number): number {
	return 10 + 2 * Math.max(0, 11 - length) + (length === 4 ? 200 : 0)
}

/**
 * Random words of a list, each independent of the others.
 *
 * @param options - the list, how many, and what stands between
 * @param random - source of randomness
 * @throws {TrousseauError} `invalid` with `path` when the list is too short, the count out of bounds, or the randomness broken
 */
export function generatePhrase(options: PhraseOptions, random: RandomUint32 = secureRandomUint32): string {
	return drawPhrase(options, random).text
}

/** As {@link generatePhrase}, with the number of phrases that could have been drawn. */
export function drawPhrase(options: PhraseOptions, random: RandomUint32 = secureRandomUint32): Generated {
	requireBetween('count', options.count, PHRASE_COUNT)
	if (new Set(options.words).size !== options.words.length || options.words.length < SMALLEST_WORD_LIST) {
		throw new TrousseauError('invalid', { path: 'words' })
	}
	const source = watched(random)
	const words = Array.from({ length: options.count }, () => pick(options.words, source))
		.map((word) => options.capitals === true ? word.charAt(0).toUpperCase() + word.slice(1) : word)
	const number = options.number === true ? [String(10 + randomBelow(90, source))] : []
	return {
		text: [...words, ...number].join(options.separator ?? ' '),
		bits: options.count * Math.log2(options.words.length) + number.length * Math.log2(90),
	}
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

/** Uniform below a bound of any size: as many 32-bit numbers as it takes, drawn again when they are not below. */
function bigBelow(bound: bigint, random: RandomUint32): bigint {
	const bits = bound.toString(2).length
	const words = Math.ceil(bits / 32)
	const excess = BigInt(words * 32 - bits)
	for (;;) {
		let value = 0n
		for (let word = 0; word < words; word++) {
			value = (value << 32n) | BigInt(random())
		}
		if (value >> excess < bound) {
			return value >> excess
		}
	}
}

/** Every order equally likely (Fisher and Yates). */
function shuffled(items: readonly number[], random: RandomUint32): readonly number[] {
	const order = [...items]
	for (let last = order.length - 1; last > 0; last--) {
		const other = randomBelow(last + 1, random)
		;[order[last], order[other]] = [order[other] as number, order[last] as number]
	}
	return order
}

/** Rows of Pascal's triangle, as far as they were needed. */
const BINOMIALS: bigint[][] = [[1n]]

/** Ways to choose some of several. */
function choose(of: number, some: number): bigint {
	for (let row = BINOMIALS.length; row <= of; row++) {
		const above = BINOMIALS[row - 1] ?? []
		BINOMIALS.push(Array.from({ length: row + 1 }, (_, place) => (above[place - 1] ?? 0n) + (above[place] ?? 0n)))
	}
	return BINOMIALS[of]?.[some] ?? 0n
}

/** In base 2, of a positive integer of any size. */
function logarithm(value: bigint): number {
	const excess = Math.max(0, value.toString(2).length - 52)
	return Math.log2(Number(value >> BigInt(excess))) + excess
}

/** The source, which is refused once it repeats itself (the repetition count test of NIST SP 800-90B, 4.4.1). */
function watched(random: RandomUint32): RandomUint32 {
	let last = -1
	let equal = 0
	return () => {
		const value = random()
		equal = value === last ? equal + 1 : 0
		last = value
		if (equal >= MOST_EQUAL) {
			throw new TrousseauError('invalid', { path: 'random' })
		}
		return value
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
