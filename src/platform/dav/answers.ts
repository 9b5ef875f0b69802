// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'

/** The DAV methods that the app uses. */
export type DavMethod = 'DELETE' | 'GET' | 'MKCOL' | 'PROPFIND' | 'PUT' | 'SEARCH'

/** An answer of the server, and what was asked. */
export interface Answer {
	readonly method: DavMethod
	/** `PUT` with `If-None-Match: *`. */
	readonly exclusive: boolean
	/** 0 for a redirection that was not followed. */
	readonly status: number
	/** Value of a header, null when absent; names in lower case. */
	readonly header: (name: string) => string | null
	/** The body as text; may be empty for a success, whose body is not judged. */
	readonly body: string
}

/** What an answer means. */
export type Verdict
	= | { readonly kind: 'done' }
	/** What was asked holds already: created before, deleted before. */
		| { readonly kind: 'already' }
	/** An exclusive PUT replaced a file: what stands there must be read again. */
		| { readonly kind: 'overwrote' }
	/** The request token is outdated: renew it and ask once more. */
		| { readonly kind: 'renew-token' }
	/** `status.php` tells maintenance from the other explanation. */
		| { readonly kind: 'ask-status', readonly otherwise: ErrorCode }
		| { readonly kind: 'refused', readonly code: ErrorCode }

const SUCCESS: Readonly<Record<DavMethod, readonly number[]>> = {
	DELETE: [204],
	GET: [200],
	MKCOL: [201],
	PROPFIND: [207],
	PUT: [201, 204],
	SEARCH: [207],
}

const PLAIN_REFUSALS: ReadonlyMap<number, ErrorCode> = new Map([
	[409, 'gone'], // the parent folder is missing
	[423, 'busy'], // nobody may have won
	[429, 'busy'],
	[502, 'busy'],
	[504, 'busy'],
	[507, 'quota'], // of the folder's owner
])

/**
 * The meaning of an answer, as real servers were found to give them.
 * A 403, 404 or 413 is believed only when the server names us; a 412 only when its XML speaks of our condition.
 *
 * @param answer - what came back
 * @param userId - whom this page was made for
 */
export function judge(answer: Answer, userId: string): Verdict {
	const { method, status } = answer
	if (status === 0 || (status >= 300 && status < 400)) {
		return refused('session-expired')
	}
	if (status === 401) {
		return judgeUnauthenticated(answer)
	}
	const named = answer.header('x-user-id')
	if (named !== null && !isSameUser(named, userId)) {
		return refused('other-user')
	}
	if (status === 503) {
		return { kind: 'ask-status', otherwise: 'busy' }
	}
	if (status === 200 && isHtml(answer)) {
		return { kind: 'ask-status', otherwise: 'session-expired' }
	}
	if (SUCCESS[method].includes(status)) {
		return status === 204 && answer.exclusive ? { kind: 'overwrote' } : { kind: 'done' }
	}
	return judgeRefusal(answer, named !== null)
}

function judgeUnauthenticated(answer: Answer): Verdict {
	const sessionIsGone = (answer.header('www-authenticate') ?? '') !== ''
	return !sessionIsGone && answer.body.includes('CSRF check') ? { kind: 'renew-token' } : refused('session-expired')
}

function judgeRefusal(answer: Answer, isUs: boolean): Verdict {
	const { method, status, body } = answer
	const plain = PLAIN_REFUSALS.get(status)
	if (plain !== undefined) {
		return refused(plain)
	}
	switch (status) {
		case 400:
			return refused(body.includes('InvalidPath') ? 'invalid' : 'unexpected-answer')
		case 403:
			return refused(isUs ? 'forbidden' : 'session-expired')
		case 404:
			if (!isUs) {
				return refused('session-expired')
			}
			return method === 'DELETE' ? { kind: 'already' } : refused('gone')
		case 405:
			return method === 'MKCOL' ? { kind: 'already' } : refused('unexpected-answer')
		case 412:
			return judgePrecondition(answer)
		case 413:
			// Nextcloud answers so to an empty file when the quota is reached; a proxy before it, to a long body.
			return refused(isUs ? 'quota' : 'too-large')
		case 500:
			return refused(body.includes('is locked') ? 'busy' : 'unexpected-answer')
		default:
			return refused('unexpected-answer')
	}
}

function judgePrecondition({ exclusive, body }: Answer): Verdict {
	if (body.includes('Strict Cookie')) {
		return refused('session-expired')
	}
	return exclusive && body.trimStart().startsWith('<') && body.includes('If-None-Match') ? { kind: 'already' } : refused('unexpected-answer')
}

/**
 * Whether `status.php` speaks of maintenance, or of an upgrade that waits.
 *
 * @param body - of its answer; what is not JSON says nothing
 */
export function isMaintenance(body: string): boolean {
	let status: unknown
	try {
		status = JSON.parse(body)
	} catch {
		return false
	}
	if (typeof status !== 'object' || status === null) {
		return false
	}
	const { maintenance, needsDbUpgrade } = status as Readonly<Record<string, unknown>>
	return maintenance === true || needsDbUpgrade === true
}

/** Header values are read as Latin-1: an id with accents comes back in UTF-8 taken apart, or percent-encoded. */
function isSameUser(named: string, userId: string): boolean {
	return named === userId || asUtf8(named) === userId || percentDecoded(named) === userId
}

function asUtf8(text: string): string {
	return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)))
}

function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text)
	} catch {
		return text
	}
}

function isHtml(answer: Answer): boolean {
	return /^\s*text\/html\b/i.test(answer.header('content-type') ?? '')
}

function refused(code: ErrorCode): Verdict {
	return { kind: 'refused', code }
}
