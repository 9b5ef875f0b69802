// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'

/** A head that is refused, and why. */
export interface Refused {
	readonly name: string
	readonly error: TrousseauError
}

/**
 * The refusal of some heads, at least one: that of the first. Its `detail.refused` says of each its code and name
 * (`not-allowed 00000004-…, altered 00000005-…`), so that what stands beside and below can be opened without them.
 */
export function refusalOf(refused: readonly Refused[]): TrousseauError {
	const [{ error }] = refused as readonly [Refused, ...Refused[]]
	return new TrousseauError(error.code, { ...error.detail, refused: refused.map((one) => `${one.error.code} ${one.name}`).join(', ') }, error)
}
