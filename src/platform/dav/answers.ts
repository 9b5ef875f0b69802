// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'

/** The DAV methods that the app uses. */
export type DavMethod = 'DELETE' | 'GET' | 'MKCOL' | 'PROPFIND' | 'PUT' | 'SEARCH'

/** An answer of the server, with the method of its request. */
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

/** Meaning of an answer, and the next request when the answer alone does not decide. */
export type Verdict
	= | { readonly kind: 'done' }
	/** The result exists already: created before, deleted before. */
		| { readonly kind: 'already' }
	/** An exclusive PUT replaced a file: its content must be read again. */
		| { readonly kind: 'overwrote' }
	/** The request token is outdated: renew it and ask once more. */
		| { readonly kind: 'renew-token' }
	/** No `X-User-Id` in the answer: ask who is signed in; `then` holds if it is this person. */
		| { readonly kind: 'ask-user', readonly then: Verdict }
	/** `status.php` tells maintenance from the other explanation. */
		| { readonly kind: 'ask-status', readonly otherwise: ErrorCode }
	/** `between`: something between this computer and Nextcloud answered in its place. */
		| { readonly kind: 'refused', readonly code: ErrorCode, readonly between?: true }

const SUCCESS: Readonly<Record<DavMethod, readonly number[]>> = {
	DELETE: [204],
	GET: [200],
	MKCOL: [201],
	PROPFIND: [207],
	PUT: [201, 204],
	SEARCH: [207],
}

const PLAIN_REFUSALS: ReadonlyMap<number, ErrorCode> = new Map([
	[408, 'busy'], // the body came too slowly
	[409, 'gone'], // the parent folder is missing
	[423, 'busy'], // nobody may have won
	[429, 'busy'],
	[502, 'busy'],
	[504, 'busy'],
	[507, 'quota'], // of the folder's owner
])

/** Statuses with which a proxy, a firewall or an antivirus refuses by a page of its own; Nextcloud refuses in XML. */
const FILTERED: ReadonlySet<number> = new Set([400, 403, 404, 405, 406, 415, 451])

/**
 * The meaning of an answer, as real servers were found to give them.
 * A 403 or a 404 is believed only for us: another person may have signed in in this browser, and servers before
 * 32.0.4 do not name anybody. A 412 is a taken name only when its XML speaks of our condition.
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
	if (FILTERED.has(status) && !isUs && isHtml(answer)) {
		return { kind: 'refused', code: 'unexpected-answer', between: true }
	}
	switch (status) {
		case 400:
			if (body.includes('InvalidPath')) {
				return refused('invalid')
			}
			// The body was cut on its way: the same may arrive the next time.
			return refused(body.includes('Expected filesize') ? 'busy' : 'unexpected-answer')
		case 403:
			return ifUs(isUs, refused('forbidden'))
		case 404:
			return ifUs(isUs, method === 'DELETE' ? { kind: 'already' } : refused('gone'))
		case 405:
			return method === 'MKCOL' ? { kind: 'already' } : refused('unexpected-answer')
		case 412:
			return judgePrecondition(answer)
		case 413:
			// Nextcloud answers so to an empty file when the quota is reached; a proxy before it, to a long body.
			return refused(body.includes('<s:exception>') ? 'quota' : 'too-large')
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
	return exclusive && body.trimStart().startsWith('<') && body.includes('If-None-Match')
		? { kind: 'already' }
		: refused('unexpected-answer')
}

/**
 * The user id in an answer of the call `cloud/user`, or null when it names nobody.
 *
 * @param body - of the answer
 */
export function readUserId(body: string): string | null {
	try {
		const answer = JSON.parse(body) as { readonly ocs?: { readonly data?: { readonly id?: unknown } } } | null
		const id = answer?.ocs?.data?.id
		return typeof id === 'string' && id !== '' ? id : null
	} catch {
		return null
	}
}

/**
 * True if a body is that of `status.php`, rather than of a proxy in front of a server that does not answer.
 *
 * @param body - of its answer
 */
export function isStatus(body: string): boolean {
	try {
		const status: unknown = JSON.parse(body)
		return typeof status === 'object' && status !== null && 'maintenance' in status
	} catch {
		return false
	}
}

/**
 * True if `status.php` reports maintenance, or an upgrade that is not done.
 *
 * @param body - of its answer; false when it is not JSON
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

/**
 * True if `X-User-Id` names this person. Header values are read as Latin-1: an id with accents comes back in UTF-8 taken
 * apart, or percent-encoded.
 */
export function isSameUser(named: string, userId: string): boolean {
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

function ifUs(isUs: boolean, then: Verdict): Verdict {
	return isUs ? then : { kind: 'ask-user', then }
}

function isHtml(answer: Answer): boolean {
	return /^\s*text\/html\b/i.test(answer.header('content-type') ?? '')
}

function refused(code: ErrorCode): Verdict {
	return { kind: 'refused', code }
}
