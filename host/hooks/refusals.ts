// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { DavError, forbidden, notFound, serverError } from '../dav/errors.ts'
import type { Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import { plainPage } from '../pages/html-reply.ts'
import type { FaultKind } from './faults.ts'

/** What somebody before the server answers in its place, null when the fault is not of that sort. */
export function replyInItsPlace(kind: FaultKind | undefined): Reply | null {
	switch (kind) {
		case '429': return { status: 429, headers: { 'Content-Type': 'text/html; charset=UTF-8', 'Retry-After': '1' }, body: plainPage('Trop de demandes', 'Réessayez dans un moment.') }
		case '502': return { status: 502, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: plainPage('Passerelle', 'Le serveur n’a pas répondu.') }
		case '412-cookies': return json(412, { error: 'Strict Cookie has not been found in request' })
		default: return null
	}
}

/** Refuses a DAV request whose fault is a refusal; nothing is done. */
export function refuseByFault(kind: FaultKind | undefined, path: readonly string[]): void {
	switch (kind) {
		case '403': throw forbidden()
		case '404': throw notFound(path)
		case '423': throw new DavError(423, 'OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked', `"${path.join('/')}" is locked`)
		case '500': throw serverError('Could not rename part file to final file')
		case '507': throw new DavError(507, 'Sabre\\DAV\\Exception\\InsufficientStorage', `Insufficient space in /${path.slice(0, -1).join('/')}`)
		default:
	}
}
