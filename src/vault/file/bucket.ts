// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Free of sodium: the page uses it too.
 */

const SMALLEST_BUCKET = 4096

/** Length to which `n` bytes of plaintext are padded: hides the exact length, costs at most an eighth. */
export function bucket(n: number): number {
	if (n <= SMALLEST_BUCKET) {
		return SMALLEST_BUCKET
	}
	// 2^(e−1) < n ≤ 2^e
	const e = 32 - Math.clz32(n - 1)
	const step = 2 ** (e - 4)
	return Math.ceil(n / step) * step
}
