// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Place } from '../storage/access.ts'
import type { DavContext } from './context.ts'
import { preconditionFailed, serverError } from './errors.ts'

/**
 * Checks `If-Match` and `If-None-Match` as the server does, on the very state
 * the caller is about to change.
 *
 * @param context - the request
 * @param place - what stands at the request's path now
 * @return true when the answer is 304
 * @throws {DavError} 412
 */
export function checkPreconditions(context: DavContext, place: Place | undefined): boolean {
	if (context.exchange.headers.if !== undefined && context.exchange.header('if').trim() === '()') {
		throw serverError('The If header could not be read')
	}
	const current = place?.node.kind === 'file' ? `"${place.node.etag}"` : null
	const match = context.exchange.header('if-match')
	if (match !== '') {
		if (place === undefined) {
			throw preconditionFailed('If-Match', 'An If-Match header was specified and the resource did not exist')
		}
		if (match.trim() !== '*' && !listed(match, current)) {
			throw preconditionFailed('If-Match', 'An If-Match header was specified, but none of the specified ETags matched.')
		}
	}
	const noneMatch = context.exchange.header('if-none-match')
	if (noneMatch === '' || place === undefined) {
		return false
	}
	if (noneMatch.trim() !== '*' && !listed(noneMatch, current)) {
		return false
	}
	if (context.exchange.method === 'GET') {
		return true
	}
	throw preconditionFailed('If-None-Match', 'An If-None-Match header was specified, but the ETag matched (or * was specified).')
}

function listed(header: string, etag: string | null): boolean {
	return etag !== null && header.split(',').some((item) => item.trim() === etag)
}
