// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { DavError, errorReply, forbidden, locked, maintenanceMode, notFound, serverError, serviceUnavailable } from '../dav/errors.ts'
import type { Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import { plainPage } from '../pages/html-reply.ts'
import type { FaultKind } from './faults.ts'

/** Answer of a proxy, firewall or antivirus in the server's place; null when the fault is not of that kind. */
export function replyInItsPlace(kind: FaultKind | undefined): Reply | null {
	switch (kind) {
		case '429':
			return {
				status: 429,
				headers: { 'Content-Type': 'text/html; charset=UTF-8', 'Retry-After': '1' },
				body: plainPage('Trop de demandes', 'Réessayez dans un moment.'),
			}
		case '502':
			return {
				status: 502,
				headers: { 'Content-Type': 'text/html; charset=UTF-8' },
				body: plainPage('Passerelle', 'Le serveur n’a pas répondu.'),
			}
		case '412-cookies':
			return json(412, { error: 'Strict Cookie has not been found in request' })
		default:
			return null
	}
}

/** Refuses a DAV request whose fault is a refusal; nothing is done. */
export function refuseByFault(kind: FaultKind | undefined, path: readonly string[]): void {
	switch (kind) {
		case '403':
			throw forbidden()
		case '404':
			throw notFound(path)
		case '423':
			throw locked(path)
		case '500':
			throw serverError('Could not rename part file to final file')
		case '507':
			throw new DavError(507, 'Sabre\\DAV\\Exception\\InsufficientStorage', `Insufficient space in /${path.slice(0, -1).join('/')}`)
		default:
	}
}

/**
 * The refusal of a fault as a server would send it, for a proxy in front of a real server; null for a fault that is no refusal.
 *
 * @param path - names below the account's files
 * @param user - who is signed in
 */
export function refusalOnTheWay(kind: FaultKind, path: readonly string[], user: string): Reply | null {
	const instead = replyInItsPlace(kind)
	if (instead !== null) {
		return instead
	}
	try {
		switch (kind) {
			case 'html-200':
				return { status: 200, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: plainPage('Nextcloud', 'Un moment.') }
			case '503':
				throw serviceUnavailable('An exception occurred while executing a query')
			case '503-maintenance':
				throw maintenanceMode()
			default:
		}
		refuseByFault(kind === 'nobody-wins' ? '423' : kind, path)
		return null
	} catch (error) {
		if (error instanceof DavError) {
			const reply = errorReply(error)
			return { ...reply, headers: { 'X-User-Id': user, ...reply.headers } }
		}
		throw error
	}
}
