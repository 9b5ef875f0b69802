// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Keys } from './primitives.ts'

import { H, str } from './primitives.ts'

/** Five words of 11 bits from the two public keys (section 5). */
export function fingerprintOf({ boxPublic, signPublic }: Pick<Keys, 'boxPublic' | 'signPublic'>, words: readonly string[]): readonly string[] {
	const number = BigInt(`0x${H(str('trousseau fingerprint v1'), boxPublic, signPublic).toString('hex')}`) >> (256n - 55n)
	return [4n, 3n, 2n, 1n, 0n].map((place) => words[Number((number >> (place * 11n)) & 2047n)] ?? '')
}
