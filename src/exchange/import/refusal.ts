// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'

/** Why a file is refused whole; the French sentences are in `words.ts`. */
export const REFUSALS = [
	'empty',
	'too-large',
	'too-many-rows',
	'damaged',
	'protected',
	'old-office',
	'rtf',
	'html',
	'image',
	'pdf',
	'archive',
	'apple',
	'binary',
	'xml',
	'doctype',
	'json',
	'encrypted-export',
	'kdb',
	'kdbx-passphrase',
	'kdbx-wrong',
	'kdbx-cost',
	'no-account',
	'too-slow',
	'no-memory',
	'unknown',
] as const

/** One of {@link REFUSALS}. */
export type Refusal = (typeof REFUSALS)[number]

/**
 * The error of a reader that refuses its file: an `invalid` whose detail names the refusal.
 *
 * @param refusal - why
 */
export function refused(refusal: Refusal): TrousseauError {
	return new TrousseauError('invalid', { refusal })
}

/**
 * The refusal an error stands for. What is no refusal (a library gave up, memory) means the file is damaged.
 *
 * @param error - anything caught while a file was read
 */
export function refusalOf(error: unknown): Refusal {
	const named = error instanceof TrousseauError ? error.detail.refusal : undefined
	return REFUSALS.find((refusal) => refusal === named) ?? 'damaged'
}
