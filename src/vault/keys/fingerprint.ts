// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { str } from '../file/bytes.ts'
import { hash } from '../file/hash.ts'
import { bitsAsWords } from './words.ts'

/** Words of a fingerprint: 55 bits. */
const COUNT = 5

/**
 * Five French words that two people can compare by telephone.
 *
 * @param box - X25519 public key, 32 bytes
 * @param sign - Ed25519 public key, 32 bytes
 */
export function fingerprint(box: Uint8Array, sign: Uint8Array): readonly string[] {
	return bitsAsWords(hash(str('trousseau fingerprint v1'), box, sign), COUNT)
}
