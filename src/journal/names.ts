// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { blake2b } from '@noble/hashes/blake2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { formatRevisionName, HIGHEST_NUMBER, parseRevisionName } from '../domain/lineage/names.ts'

/**
 * BLAKE2b-128 of a file, as 32 hexadecimal digits. The vault computes the same with libsodium (`vault/hash.ts`), which this layer
 * does not load.
 *
 * @param bytes - all the bytes of the file
 */
export function contentHash(bytes: Uint8Array): string {
	return bytesToHex(blake2b(bytes, { dkLen: 16 }))
}

/**
 * The name of a revision with this content.
 *
 * @param number - from 1 to {@link HIGHEST_NUMBER}
 * @param bytes - all the bytes of the file
 */
export function revisionName(number: number, bytes: Uint8Array): string {
	if (!Number.isInteger(number) || number < 1 || number > HIGHEST_NUMBER) {
		throw new RangeError('revision number out of range')
	}
	return formatRevisionName(number, contentHash(bytes))
}

/** True if a file's bytes have the hash that its name states. */
export function matchesName(name: string, bytes: Uint8Array): boolean {
	return parseRevisionName(name)?.hash === contentHash(bytes)
}
