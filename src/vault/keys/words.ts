// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { wordlist } from '@scure/bip39/wordlists/french.js'
import { sodium } from '../file/sodium.ts'

const MARKS = /\p{Mn}/gu

/** A word as it is compared: lower-case, without diacritics. */
const plain = (word: string): string => word.toLowerCase().normalize('NFD').replace(MARKS, '')

/** The 2,048 words of the French BIP-39 list, NFC. */
export const WORDS: readonly string[] = wordlist.map((word) => word.normalize('NFC'))

/** Places in the list, by plain word; no two words are the same without their accents. */
const PLACES: ReadonlyMap<string, number> = new Map(WORDS.map((word, place) => [plain(word), place]))

/**
 * The words without accents nor capitals when each is of the list, else null:
 * a passphrase of words may be typed with or without its accents.
 */
export function plainWords(words: readonly string[]): readonly string[] | null {
	const plains = words.map(plain)
	return plains.every((word) => PLACES.has(word)) ? plains : null
}

/** Places in the list of words typed with or without accents and capitals, or null when one is not of the list. */
export function placesOf(words: readonly string[]): readonly number[] | null {
	const places = words.map((word) => PLACES.get(plain(word)) ?? -1)
	return places.includes(-1) ? null : places
}

/** Words drawn at random (11 bits each) and joined by one space. Needs sodium loaded. */
export function proposePassphrase(count: number): string {
	return Array.from({ length: count }, () => WORDS[sodium.randombytes_uniform(WORDS.length)]).join(' ')
}

/** The first bits of some bytes as words, 11 bits each, most significant bit first. */
export function bitsAsWords(bytes: Uint8Array, count: number): readonly string[] {
	const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
	return Array.from({ length: count }, (_, index) => WORDS[Number.parseInt(bits.slice(index * 11, index * 11 + 11), 2)] as string)
}
