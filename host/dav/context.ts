// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Fault } from '../hooks/faults.ts'
import type { Exchange } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import type { Place } from '../storage/access.ts'
import type { Storage } from '../storage/storage.ts'
import { badRequest, forbidden, invalidPath, notFound, serverError } from './errors.ts'

/** One DAV request on the files of the account that makes it. */
export interface DavContext {
	readonly state: HostState
	readonly storage: Storage
	readonly exchange: Exchange
	readonly account: Account
	/** Names below `files/<user>`, decoded and in NFC. */
	readonly path: readonly string[]
	/** The fault to play on this request, if any. */
	readonly fault: Fault | null
}

/**
 * Names of a path below a prefix, decoded.
 *
 * @param rawPath - percent-encoded path
 * @throws {DavError} 400 when it cannot be decoded
 */
export function decodeSegments(rawPath: string): string[] {
	try {
		return rawPath.split('/').filter((part) => part !== '').map((part) => decodeURIComponent(part).normalize('NFC'))
	} catch {
		throw badRequest('The path is not valid')
	}
}

/** File or folder at the request's path; 404 when there is none. */
export function placeOf(context: DavContext): Place {
	const place = context.storage.access.resolve(context.account.user, context.path)
	if (place === undefined) {
		throw notFound(context.path)
	}
	return place
}

/** The folder above a path, undefined when it is missing or is a file. */
export function parentOf(context: DavContext, path: readonly string[]): Place | undefined {
	const parent = context.storage.access.resolve(context.account.user, path.slice(0, -1))
	return parent?.node.kind === 'folder' ? parent : undefined
}

/**
 * Refuses names the server cannot keep.
 *
 * @param name - one path segment
 * @param creatingFile - whether a file is written, which changes one answer
 */
export function checkName(name: string, creatingFile: boolean): void {
	if (name === '.' || name === '..') {
		throw forbidden()
	}
	if (name.toLowerCase() === '.htaccess') {
		throw creatingFile
			? serverError('".htaccess" is a forbidden file or folder name.')
			: invalidPath('".htaccess" is a forbidden file or folder name.')
	}
	if (Buffer.byteLength(name) > 250) {
		throw invalidPath('Filename is too long')
	}
	if (/\.(?:part|filepart)$/i.test(name)) {
		throw invalidPath('"." is a forbidden file type')
	}
	// eslint-disable-next-line no-control-regex -- control characters are what is refused
	if (/[\u0000-\u001f\\]/.test(name)) {
		throw invalidPath('Filename contains at least one invalid character')
	}
}

/** File id as shown to clients: eight digits or more and the instance. */
export function fileIdOf(context: DavContext, id: number): string {
	return `${String(id).padStart(8, '0')}${context.storage.instanceId()}`
}
