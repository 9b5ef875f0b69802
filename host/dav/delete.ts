// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import { keyOf } from '../storage/locks.ts'
import { DELETE, may } from '../storage/rights.ts'
import type { DavContext } from './context.ts'
import { placeOf } from './context.ts'
import { forbidden, locked } from './errors.ts'
import { checkPreconditions } from './preconditions.ts'

/** DELETE of a file, a folder, or of one's access to a received share. */
export async function deletePlace(context: DavContext): Promise<Reply> {
	const { storage, account, exchange } = context
	await exchange.body()
	const place = placeOf(context)
	checkPreconditions(context, place)
	if (place.path.length === 0) {
		throw forbidden()
	}
	if (place.mountRoot && place.team === true) {
		throw forbidden()
	}
	if (place.mountRoot) {
		for (const share of place.shares) {
			storage.shares.remove(share)
		}
	} else {
		if (!may(place, DELETE)) {
			throw forbidden()
		}
		const manual = storage.locks.byHand(place.node.id)
		if (storage.locks.isStale(keyOf(place.node)) || (manual !== undefined && manual.owner !== account.user)) {
			throw locked(context.path)
		}
		// Only this exact value counts; `1` or `True` are ignored in silence.
		if (exchange.header('x-nc-skip-trashbin') === 'true') {
			storage.purge(place.node)
		} else {
			storage.trash(place.node, account.user, place.path)
		}
	}
	await storage.commit()
	return { status: 204 }
}
