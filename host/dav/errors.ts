// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import { escapeXml } from '../xml/write.ts'

/** A refusal that becomes a `d:error` document. */
export class DavError extends Error {
	readonly status: number
	/** Class name shown in `s:exception`. */
	readonly exception: string
	/** More XML inside `d:error`. */
	readonly extra: string
	readonly headers: Readonly<Record<string, string>>

	constructor(status: number, exception: string, message: string, extra = '', headers: Readonly<Record<string, string>> = {}) {
		super(message)
		this.status = status
		this.exception = exception
		this.extra = extra
		this.headers = headers
	}
}

const SABRE = 'Sabre\\DAV\\Exception\\'
const CONNECTOR = 'OCA\\DAV\\Connector\\Sabre\\Exception\\'

/** Shows a path as messages do: from the root of the account's files, with a leading slash. */
function shown(path: readonly string[]): string {
	return `/${path.join('/')}`
}

export function notFound(path: readonly string[]): DavError {
	return new DavError(404, `${SABRE}NotFound`, `File with name ${shown(path)} could not be located`)
}

export function forbidden(message = ''): DavError {
	return new DavError(403, `${SABRE}Forbidden`, message)
}

export function methodNotAllowed(message: string): DavError {
	return new DavError(405, `${SABRE}MethodNotAllowed`, message)
}

export function conflict(message: string): DavError {
	return new DavError(409, `${SABRE}Conflict`, message)
}

export function badRequest(message: string): DavError {
	return new DavError(400, `${SABRE}BadRequest`, message)
}

export function invalidPath(reason: string): DavError {
	const extra = `<o:retry xmlns:o="o:">false</o:retry><o:reason xmlns:o="o:">${escapeXml(reason)}</o:reason>`
	return new DavError(400, `${CONNECTOR}InvalidPath`, reason, extra)
}

/** @param header - the header whose condition failed */
export function preconditionFailed(header: string, message: string): DavError {
	return new DavError(412, `${SABRE}PreconditionFailed`, message, `<s:header>${escapeXml(header)}</s:header>`)
}

export function locked(path: readonly string[]): DavError {
	return new DavError(423, `${CONNECTOR}FileLocked`, `"${path.join('/')}" is locked`)
}

export function serverError(message: string): DavError {
	return new DavError(500, 'Sabre\\DAV\\Exception', message)
}

export function notImplemented(message: string): DavError {
	return new DavError(501, `${SABRE}NotImplemented`, message)
}

export function insufficientStorage(path: readonly string[], needed: number, available: number): DavError {
	return new DavError(
		507,
		`${SABRE}InsufficientStorage`,
		`Insufficient space in ${shown(path)}, ${needed} required, ${available} available`,
	)
}

export function entityTooLarge(message: string): DavError {
	return new DavError(413, `${CONNECTOR}EntityTooLarge`, message)
}

export function maintenanceMode(): DavError {
	return new DavError(503, 'OCA\\DAV\\Exception\\ServerMaintenanceMode', 'System is in maintenance mode.')
}

export function serviceUnavailable(message: string): DavError {
	return new DavError(503, `${SABRE}ServiceUnavailable`, message)
}

/** @param challenge - value of `WWW-Authenticate`, empty for none */
export function notAuthenticated(message: string, challenge = ''): DavError {
	return new DavError(401, `${SABRE}NotAuthenticated`, message, '', challenge === '' ? {} : { 'WWW-Authenticate': challenge })
}

/** The answer for a refusal. */
export function errorReply(error: DavError): Reply {
	const body = '<?xml version="1.0" encoding="utf-8"?>\n'
		+ '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n'
		+ `  <s:exception>${escapeXml(error.exception)}</s:exception>\n`
		+ `  <s:message>${escapeXml(error.message)}</s:message>\n${error.extra === '' ? '' : `  ${error.extra}\n`}`
		+ '</d:error>\n'
	return { status: error.status, headers: { 'Content-Type': 'application/xml; charset=utf-8', ...error.headers }, body }
}
