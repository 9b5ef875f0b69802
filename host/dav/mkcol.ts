// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import { nameKey } from '../storage/locks.ts'
import { CREATE, may } from '../storage/rights.ts'
import type { DavContext } from './context.ts'
import { checkName, fileIdOf, parentOf } from './context.ts'
import { conflict, forbidden, insufficientStorage, locked, methodNotAllowed } from './errors.ts'
import { checkPreconditions } from './preconditions.ts'

/** MKCOL of one folder. */
export async function makeFolder(context: DavContext): Promise<Reply> {
	const { storage, account } = context
	await context.exchange.body()
	const name = context.path.at(-1)
	const existing = storage.access.resolve(account.user, context.path)
	checkPreconditions(context, existing)
	if (name === undefined || existing !== undefined || /\.part$/i.test(name)) {
		throw methodNotAllowed('The resource you tried to create already exists')
	}
	const parent = parentOf(context, context.path)
	if (parent === undefined) {
		throw conflict('Parent node does not exist')
	}
	checkName(name, false)
	if (!may(parent, CREATE)) {
		throw forbidden()
	}
	if (storage.locks.isStale(nameKey(parent.node.id, name))) {
		throw locked(context.path)
	}
	// A full owner may still make folders; an owner who was given no room at all may not.
	if (storage.quota(parent.node.owner) === 0) {
		throw insufficientStorage(parent.path, 1, 0)
	}
	const node = storage.tree.createFolder(parent.node, name)
	await storage.commit()
	return { status: 201, headers: { 'OC-FileId': fileIdOf(context, node.id), 'X-NC-OwnerId': node.owner } }
}
