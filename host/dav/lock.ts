// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import { may, UPDATE } from '../storage/rights.ts'
import { nowInSeconds } from '../storage/tree.ts'
import { element, NAMESPACES } from '../xml/write.ts'
import type { DavContext } from './context.ts'
import { placeOf } from './context.ts'
import { locked, notImplemented, serverError } from './errors.ts'
import { lockProperties } from './properties.ts'

/** LOCK and UNLOCK as people take them by hand; the DAV class 2 locks do not exist. */
export async function lockPlace(context: DavContext): Promise<Reply> {
	await context.exchange.body()
	if (context.exchange.header('x-user-lock') !== '1') {
		throw notImplemented(`Method ${context.exchange.method} not implemented`)
	}
	const place = placeOf(context)
	const { locks } = context.storage
	if (!may(place, UPDATE)) {
		throw serverError('File can only be locked with update permissions')
	}
	const held = locks.byHand(place.node.id)
	if (held !== undefined && held.owner !== context.account.user) {
		throw locked(context.path)
	}
	if (context.exchange.method === 'LOCK') {
		locks.lockByHand(place.node.id, context.account.user, nowInSeconds())
	} else {
		locks.unlockByHand(place.node.id)
	}
	const props = [...lockProperties(context, place)].map(([name, value]) => element(name, value)).join('')
	return {
		status: 200,
		headers: { 'Content-Type': 'application/xml; charset=utf-8' },
		body: `<?xml version="1.0"?>\n<d:prop ${NAMESPACES}>${props}</d:prop>\n`,
	}
}
