// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Everything that can go wrong, as a closed list. The French sentence for each
 * code is chosen once, in `src/ui/words/error-messages.ts`.
 */
export const ERROR_CODES = [
	// identity and key derivation
	'bad-passphrase', // the derived key does not match the identity's check value
	'kdf-bounds', // parameters of the file are below the floor or above the ceiling
	'kdf-self-test', // this browser computes a wrong answer to a known question
	'no-wasm', // the browser refuses WebAssembly
	'not-loaded', // a script of the app did not come: the line was cut, or the app was replaced on the server
	'no-memory', // the memory for the key derivation was refused
	'locked', // a call needs the keys, which are not in memory
	'no-identity', // this person has no identity yet
	// files
	'altered', // bytes do not match their name, do not decode or do not decrypt
	'unsupported-version', // written by a newer format
	'wrong-notebook', // a revision of another notebook or vault stands here
	'not-a-member', // no grant of this vault opens with this identity
	'bad-signature', // the author's signature does not hold
	'not-allowed', // the author was not allowed to write this revision
	'rolled-back', // what was seen before is no longer there
	'forked', // every branch shown was written by somebody whom another branch removed
	'wrong-words', // words of a code or of an envelope are mistyped, or not the right ones
	'invitation-unknown', // no invitation of this vault opens with this code: used, cancelled, or another vault's
	'invitation-expired', // the invitation's time is over
	'invalid', // content refused by its schema or by a limit
	'too-large',
	// the server
	'forbidden', // the folder is readable, not writable, for us
	'gone', // moved, deleted, or no longer shared
	'exists', // a folder or file of this name is already there
	'quota',
	'busy', // 423, or 503 without maintenance
	'maintenance',
	'offline',
	'session-expired',
	'other-user', // another person logged in in this browser
	'unexpected-answer', // an answer the server should not give
] as const

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number]

/** A head that could not be opened while the others were, or could be: its name, and why. */
export interface RejectedHead {
	readonly revision: string
	readonly code: ErrorCode
}

/**
 * The one error type of the project. It never carries a secret, nor a text for
 * the user: `detail` holds names of files, numbers and statuses only.
 */
export class TrousseauError extends Error {
	readonly code: ErrorCode
	readonly detail: Readonly<Record<string, string | number>>
	/** The heads of a journal that cause it; the others may open without them (FORMAT 14). Empty when nothing opens without them. */
	readonly rejected: readonly RejectedHead[]

	constructor(
		code: ErrorCode,
		detail: Readonly<Record<string, string | number>> = {},
		cause?: unknown,
		rejected: readonly RejectedHead[] = [],
	) {
		super(code, cause === undefined ? undefined : { cause })
		this.name = 'TrousseauError'
		this.code = code
		this.detail = detail
		this.rejected = rejected
	}
}

/**
 * The error itself when it is ours, else `unexpected-answer` with the original as cause.
 *
 * @param error - anything caught
 */
export function asTrousseauError(error: unknown): TrousseauError {
	return error instanceof TrousseauError ? error : new TrousseauError('unexpected-answer', {}, error)
}
