// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json } from './json.ts'
import type { Keys } from './primitives.ts'

import { Buffer } from 'node:buffer'
import { pieces, tidy } from './identity.ts'
import { isRecord } from './json.ts'
import { H, keysOfSeed, KH, must, refuse, str } from './primitives.ts'

const plain = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{Mn}/gu, '')

/** Typed words of the list as their places, else `wrong-words`. */
function placesOf(text: string, count: number, list: readonly string[]): readonly number[] {
	const words = pieces(text).filter((piece) => !/^\d+$/.test(piece))
	must(words.length === count, 'wrong-words')
	const known = list.map(plain)
	return words.map((word) => {
		const place = known.indexOf(plain(word))
		return place < 0 ? refuse('wrong-words') : place
	})
}

/** The password of an invitation's code: 8 words (section 9). */
export const passwordOfCode = (code: string, list: readonly string[]): Buffer => Buffer.from(placesOf(code, 8, list).map((place) => plain(list[place] ?? '')).join(' '))

/** The 128 bits of an envelope, from its 12 words or its QR code (section 10). */
export function bitsOfEnvelope(text: string, list: readonly string[]): Buffer {
	const coded = /^TRSENV1-([0-9A-F]{32})$/.exec(tidy(text).toUpperCase())
	if (coded?.[1] !== undefined) {
		return Buffer.from(coded[1], 'hex')
	}
	const number = placesOf(text, 12, list).reduce((sum, place) => sum * 2_048n + BigInt(place), 0n)
	const bits = Buffer.from((number >> 4n).toString(16).padStart(32, '0'), 'hex')
	must(BigInt(H(str('trousseau envelope check v1'), bits).readUInt8(0) >> 4) === (number & 15n), 'wrong-words')
	return bits
}

/** Both key pairs of an envelope of a vault. */
export const keysOfEnvelope = (bits: Buffer, vault: string): Keys => keysOfSeed(KH(bits, str('trousseau envelope seed v1'), str(vault)))

/** True if the two words match the `check` of an envelope. */
export function verifies(check: Json | undefined, words: readonly [string, string]): boolean {
	return isRecord(check) && KH(Buffer.from(String(check.key), 'hex'), str('trousseau envelope words v1'), ...words.map((word) => str(plain(word)))).toString('hex') === check.hash
}
