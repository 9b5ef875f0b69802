// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import type { Place } from '../storage/access.ts'
import { keyOf } from '../storage/locks.ts'
import { CREATE, DELETE, may, SHARE, UPDATE } from '../storage/rights.ts'
import type { DavContext } from './context.ts'
import { checkName, decodeSegments, parentOf, placeOf } from './context.ts'
import { badRequest, conflict, forbidden, insufficientStorage, locked, preconditionFailed, serverError } from './errors.ts'
import { checkPreconditions } from './preconditions.ts'

interface Journey {
	readonly source: Place
	readonly target: readonly string[]
	readonly name: string
	readonly parent: Place
	/** File or folder at the destination that the move replaces. */
	readonly replaced: Place | undefined
}

/** COPY, deep. */
export async function copyPlace(context: DavContext): Promise<Reply> {
	await context.exchange.body()
	const { source, name, parent, replaced } = plan(context)
	if (!may(parent, CREATE)) {
		throw forbidden()
	}
	checkReplaced(context, replaced)
	const size = context.storage.tree.size(source.node)
	const available = context.storage.available(parent.node.owner)
	if (available >= 0 && size > available) {
		throw insufficientStorage(parent.path, size, available)
	}
	if (replaced) {
		context.storage.trash(replaced.node, context.account.user, replaced.path)
	}
	context.storage.tree.copy(source.node, parent.node, name)
	await context.storage.commit()
	return { status: replaced ? 204 : 201 }
}

/** MOVE: rename, move, or rename of a mount in one's own tree. */
export async function movePlace(context: DavContext): Promise<Reply> {
	await context.exchange.body()
	const { source, name, parent, replaced } = plan(context)
	if (source.path.length === 0) {
		throw forbidden()
	}
	if (source.mountRoot) {
		if (replaced || parent.permissions !== null || source.team === true) {
			throw forbidden()
		}
		context.storage.shares.moveMount(source, parent.node, name)
	} else {
		checkMove(context, source, parent, replaced)
		if (replaced) {
			context.storage.trash(replaced.node, context.account.user, replaced.path)
		}
		context.storage.tree.move(source.node, parent.node, name)
	}
	await context.storage.commit()
	return { status: replaced ? 204 : 201 }
}

function plan(context: DavContext): Journey {
	const { storage, account, exchange } = context
	const source = placeOf(context)
	checkPreconditions(context, source)
	const target = destination(context)
	const name = target.at(-1)
	if (name === undefined) {
		throw forbidden()
	}
	const parent = parentOf(context, target)
	if (parent === undefined) {
		throw conflict('The destination node is not found')
	}
	const existing = storage.access.resolve(account.user, target)
	if (existing !== undefined && exchange.header('overwrite').toUpperCase() === 'F') {
		throw preconditionFailed('Overwrite', 'The destination node already exists, and the overwrite header is set to false')
	}
	if (existing?.node.id === source.node.id) {
		throw forbidden('Source and destination uri are identical.')
	}
	if (storage.tree.contains(source.node.id, parent.node.id)) {
		throw conflict('The destination may not be part of the same subtree as the source path.')
	}
	checkName(name, false)
	return { source, target, name, parent, replaced: existing }
}

function destination(context: DavContext): string[] {
	const header = context.exchange.header('destination')
	if (header === '') {
		throw badRequest('The destination header was not supplied')
	}
	const path = /^https?:\/\/[^/]+(\/.*)$/.exec(header)?.[1] ?? header
	const [remote, dav, files, user, ...target] = decodeSegments(path)
	if (remote !== 'remote.php' || dav !== 'dav') {
		throw forbidden('Requested uri is out of base uri')
	}
	if (files !== 'files' || user !== context.account.user) {
		throw forbidden('Permission denied')
	}
	return target
}

/** Replacing by COPY or MOVE deletes first: without the right to delete it is refused, whatever the right to update. */
function checkReplaced(context: DavContext, replaced: Place | undefined): void {
	if (replaced === undefined) {
		return
	}
	if (replaced.mountRoot || !may(replaced, DELETE)) {
		throw forbidden()
	}
	if (context.storage.locks.isStale(keyOf(replaced.node))) {
		throw locked(replaced.path)
	}
}

function checkMove(context: DavContext, source: Place, parent: Place, replaced: Place | undefined): void {
	checkReplaced(context, replaced)
	if (context.storage.locks.isStale(keyOf(source.node))) {
		throw serverError(`"${source.path.join('/')}" is locked`)
	}
	const sameShare = source.shares.length > 0 && source.shares[0]?.id === parent.shares[0]?.id
	if (source.permissions !== null && sameShare && replaced === undefined) {
		if (may(source, UPDATE)) {
			return
		}
		// The server tries, fails half way and says 500; nothing has moved.
		throw may(source, DELETE) ? serverError('Could not rename the file') : forbidden()
	}
	if (!may(source, DELETE) || !may(parent, CREATE)) {
		throw forbidden()
	}
	// A received file may only be put into another share if it carries the right to reshare.
	if (source.permissions !== null && parent.permissions !== null && !sameShare && !may(source, SHARE)) {
		throw forbidden()
	}
}
