// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'

/** A head that does not open, and the error of opening it. */
export interface Refused {
	readonly name: string
	readonly error: TrousseauError
}

/**
 * The error of heads that do not open, at least one: code and detail of the first, and all of them in `rejected`, so that
 * the caller can open the others without them.
 */
export function refusalOf(refused: readonly Refused[]): TrousseauError {
	const [{ error }] = refused as readonly [Refused, ...Refused[]]
	return new TrousseauError(error.code, error.detail, error, refused.map((one) => ({ revision: one.name, code: one.error.code })))
}
