// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { tidied, typedWords } from '../../domain/passwords/typed.ts'
import { concat, str, toHex, utf8 } from '../file/bytes.ts'
import { hash } from '../file/hash.ts'
import { sodium } from '../file/sodium.ts'
import { bitsAsWords, placesOf, plainWords, WORDS } from './words.ts'

/** Words of an invitation: 88 bits. */
export const CODE_WORDS = 8
/** Words of an envelope: 128 bits and a check of 4. */
export const ENVELOPE_WORDS = 12
const ENVELOPE_BYTES = 16

/** Prefix of an envelope's QR code; 32 upper-case hexadecimal digits follow. */
const QR_PREFIX = 'TRSENV1-'
const QR = /^TRSENV1-(?:[0-9A-F]{2}){16}$/

const wrong = (): TrousseauError => new TrousseauError('wrong-words')

/** So many typed words of the list, plain. Throws `wrong-words`. */
function typed(text: string, count: number): readonly string[] {
	const words = typedWords(text)
	const plain = words.length === count ? plainWords(words) : null
	if (plain === null) {
		throw wrong()
	}
	return plain
}

/** A new code of an invitation. */
export const drawCode = (): readonly string[] => Array.from({ length: CODE_WORDS }, () => WORDS[sodium.randombytes_uniform(WORDS.length)] as string)

/**
 * Bytes of an invitation code, typed with or without accents, capitals, commas and numbers.
 *
 * @throws TrousseauError `wrong-words` unless it is {@link CODE_WORDS} words of the list
 */
export const codeBytes = (code: string): Uint8Array => utf8(typed(code, CODE_WORDS).join(' '))

const checkOf = (bits: Uint8Array): number => (hash(str('trousseau envelope check v1'), bits)[0] as number) >> 4

/**
 * Words of an envelope: its 128 bits followed by a checksum of 4 bits, which detects most mistyped words.
 *
 * @param bits - 16 bytes
 */
export const envelopeWords = (bits: Uint8Array): readonly string[] => bitsAsWords(concat(bits, Uint8Array.of(checkOf(bits) << 4)), ENVELOPE_WORDS)

/** The same bits as the text of a QR code. */
export const envelopeQr = (bits: Uint8Array): string => QR_PREFIX + toHex(bits).toUpperCase()

function bytesOfPlaces(places: readonly number[]): Uint8Array {
	const digits = places.map((place) => place.toString(2).padStart(11, '0')).join('')
	return Uint8Array.from({ length: Math.ceil(digits.length / 8) }, (_, index) => Number.parseInt(digits.slice(index * 8, index * 8 + 8).padEnd(8, '0'), 2))
}

/**
 * The 16 bytes of an envelope, from its typed words or the text of its QR code.
 *
 * @throws TrousseauError `wrong-words`
 */
export function envelopeBits(text: string): Uint8Array {
	const coded = tidied(text).toUpperCase()
	if (QR.test(coded)) {
		const digits = coded.slice(QR_PREFIX.length)
		return Uint8Array.from({ length: ENVELOPE_BYTES }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16))
	}
	const bytes = bytesOfPlaces(placesOf(typed(text, ENVELOPE_WORDS)) ?? [])
	const bits = bytes.slice(0, ENVELOPE_BYTES)
	const check = (bytes[ENVELOPE_BYTES] as number) >> 4
	sodium.memzero(bytes)
	if (check !== checkOf(bits)) {
		throw wrong()
	}
	return bits
}
