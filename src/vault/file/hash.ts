// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { concat, toHex } from './bytes.ts'
import { sodium } from './sodium.ts'

/** Bytes passed to libsodium at once: it copies input into WebAssembly memory, which would grow to a whole file and never shrinks. */
const PIECE = 65_536

/** BLAKE2b, unkeyed, of some bytes one after the other. */
function digest(length: number, parts: readonly Uint8Array[]): Uint8Array {
	const state = sodium.crypto_generichash_init(null, length)
	for (const part of parts) {
		for (let start = 0; start < part.length; start += PIECE) {
			sodium.crypto_generichash_update(state, part.subarray(start, start + PIECE))
		}
	}
	return sodium.crypto_generichash_final(state, length)
}

/** H: BLAKE2b, 32 bytes. */
export const hash = (...parts: readonly Uint8Array[]): Uint8Array => digest(32, parts)

/** KH: BLAKE2b, 32 bytes, keyed. */
export const keyedHash = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => sodium.crypto_generichash(32, concat(...parts), key)

/** The 32 hexadecimal digits that a revision's name must end with: H16 of the file. */
export const nameHash = (file: Uint8Array): string => toHex(digest(16, [file]))

/** A random id or slot: 16 bytes as 32 hexadecimal digits. */
export const randomId = (): string => toHex(sodium.randombytes_buf(16))
