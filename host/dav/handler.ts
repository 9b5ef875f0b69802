// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Fault } from '../hooks/faults.ts'
import { refuseByFault } from '../hooks/refusals.ts'
import type { Exchange, Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import { encodePath } from '../xml/write.ts'
import { authenticate, StrictCookieMissing } from './authenticate.ts'
import type { DavContext } from './context.ts'
import { decodeSegments } from './context.ts'
import { deletePlace } from './delete.ts'
import {
	DavError,
	errorReply,
	forbidden,
	maintenanceMode,
	methodNotAllowed,
	notFound,
	notImplemented,
	serviceUnavailable,
} from './errors.ts'
import { getFile } from './get.ts'
import { lockPlace } from './lock.ts'
import { makeFolder } from './mkcol.ts'
import { copyPlace, movePlace } from './move.ts'
import { DAV_CLASSES, multistatus, propertyResponse, propfind, proppatch } from './propfind.ts'
import { putFile } from './put.ts'
import { search } from './search.ts'
import { trashbin } from './trashbin.ts'
import { versions } from './versions.ts'

type Verb = (context: DavContext) => Promise<Reply>

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
	['GET', getFile],
	['HEAD', getFile],
	['PUT', putFile],
	['DELETE', deletePlace],
	['MKCOL', makeFolder],
	['MOVE', movePlace],
	['COPY', copyPlace],
	['PROPFIND', propfind],
	['PROPPATCH', proppatch],
	['LOCK', lockPlace],
	['UNLOCK', lockPlace],
])

const ALLOWED = 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT, SEARCH'

/** Everything below `/remote.php/dav`. */
export async function davHandler(state: HostState, exchange: Exchange, fault: Fault | null): Promise<Reply> {
	let account: Account | null = null
	try {
		refuseByCondition(state, fault)
		account = authenticate(state, exchange, fault?.kind === 'csrf')
		return withCommonHeaders(await route(state, exchange, account, fault), account)
	} catch (error) {
		if (error instanceof StrictCookieMissing) {
			return json(412, { error: 'Strict Cookie has not been found in request' })
		}
		if (error instanceof UpgradePending) {
			return {
				status: 503,
				headers: { 'Content-Type': 'text/html; charset=UTF-8' },
				body: '<!DOCTYPE html><html lang="fr"><title>Mise à jour</title><p>Mise à jour nécessaire.</p></html>',
			}
		}
		if (error instanceof DavError) {
			return withCommonHeaders(errorReply(error), account)
		}
		throw error
	}
}

class UpgradePending extends Error {}

function refuseByCondition(state: HostState, fault: Fault | null): void {
	if (state.conditions.maintenance || fault?.kind === '503-maintenance') {
		throw maintenanceMode()
	}
	if (state.conditions.upgradePending) {
		throw new UpgradePending()
	}
	if (fault?.kind === '503') {
		throw serviceUnavailable('An exception occurred while executing a query')
	}
}

async function route(state: HostState, exchange: Exchange, account: Account, fault: Fault | null): Promise<Reply> {
	const [, , root, user, ...path] = decodeSegments(exchange.rawPath)
	const context: DavContext = { state, storage: state.storage, exchange, account, path, fault }
	refuseByFault(fault?.kind, path)
	if (exchange.method === 'OPTIONS') {
		return { status: 200, headers: { Allow: ALLOWED, DAV: DAV_CLASSES, 'MS-Author-Via': 'DAV', 'Accept-Ranges': 'bytes' } }
	}
	if (exchange.method === 'SEARCH') {
		return root === undefined ? search(context) : Promise.reject(notImplemented('SEARCH is not implemented here'))
	}
	if (root === undefined || user === undefined) {
		throw methodNotAllowed('Listing members of this collection is disabled')
	}
	if (root !== 'files' && root !== 'versions' && root !== 'trashbin') {
		throw notFound([root])
	}
	if (user !== account.user) {
		return elsewhere(context, root, user)
	}
	if (root === 'versions') {
		return versions(context)
	}
	if (root === 'trashbin') {
		return trashbin(context)
	}
	const verb = VERBS.get(exchange.method)
	if (verb === undefined) {
		throw notImplemented(`There was no plugin in the system that was willing to handle this ${exchange.method} method.`)
	}
	return verb(context)
}

/** The space of another account looks like an empty folder that nothing can be put in. */
function elsewhere(context: DavContext, root: string, user: string): Reply {
	const { method } = context.exchange
	if (context.path.length === 0 && method === 'PROPFIND') {
		const href = encodePath(`/remote.php/dav/${root}/${user}/`)
		return multistatus([propertyResponse(href, { found: new Map([['{DAV:}resourcetype', '<d:collection/>']]), missing: [] })])
	}
	if (context.path.length === 1 && method === 'PUT') {
		throw forbidden(`Permission denied to create file (filename ${context.path[0] ?? ''})`)
	}
	if (context.path.length === 1 && method === 'MKCOL') {
		throw forbidden('Permission denied to create directory')
	}
	throw notFound(context.path)
}

function withCommonHeaders(reply: Reply, account: Account | null): Reply {
	return {
		...reply,
		headers: {
			'Content-Security-Policy': 'default-src \'none\';',
			...(account === null ? {} : { 'X-User-Id': account.user }),
			...reply.headers,
		},
	}
}
