// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'

const encoder = new TextEncoder()

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** `str("…")` of docs/FORMAT.md: the ASCII bytes followed by one zero byte. */
export const str = (text: string): Uint8Array => encoder.encode(`${text}\0`)

/** `x ‖ y ‖ …` */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
	let offset = 0
	for (const part of parts) {
		joined.set(part, offset)
		offset += part.length
	}
	return joined
}

/** Overwrites bytes: what `memzero` does of a libsodium that has no memory of ours to lock, at the speed of the computer. */
export function wipe(bytes: Uint8Array): void {
	bytes.fill(0)
}

/** An integer of 0 to 2^32 − 1 as 4 bytes, little-endian. */
export function u32(value: number): Uint8Array {
	const bytes = new Uint8Array(4)
	new DataView(bytes.buffer).setUint32(0, value, true)
	return bytes
}

/** The integer that 4 bytes at an offset hold, little-endian. */
export function readU32(bytes: Uint8Array, offset: number): number {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true)
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Bytes of lower-case hexadecimal.
 *
 * @throws TrousseauError `altered`
 */
export function fromHex(text: string): Uint8Array {
	if (!/^(?:[0-9a-f]{2})*$/.test(text)) {
		throw new TrousseauError('altered')
	}
	return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16))
}

/** Base64 of RFC 4648 §4 with padding. */
export function toBase64(bytes: Uint8Array): string {
	let binary = ''
	for (const byte of bytes) {
		binary += String.fromCharCode(byte)
	}
	return btoa(binary)
}

/**
 * Bytes of a base64 text of known length, in its one canonical form.
 *
 * @throws TrousseauError `altered`
 */
export function fromBase64(text: string, length: number): Uint8Array {
	let binary: string
	try {
		binary = atob(text)
	} catch {
		throw new TrousseauError('altered')
	}
	if (binary.length !== length || btoa(binary) !== text) {
		throw new TrousseauError('altered')
	}
	return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
