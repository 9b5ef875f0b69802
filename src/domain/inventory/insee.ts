// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Two digits of a department of the mainland, 2A or 2B in Corsica, and three of the commune; 97 or 98, one digit of the
 * department or territory overseas, and two of the commune.
 */
const INSEE = /^(?:(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[46-9]\d{2})$/

/** The INSEE code of a commune as it is written, from how it is typed (spaces, small letters), or null when it is none. */
export function inseeCode(typed: string): string | null {
	const code = typed.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}]/gu, '').toUpperCase()
	return INSEE.test(code) ? code : null
}
