// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'
import type { Place } from '../storage/access.ts'
import { keyOf, nameKey } from '../storage/locks.ts'
import { CREATE, may, permissionLetters, UPDATE } from '../storage/rights.ts'
import type { NodeRow } from '../storage/rows.ts'
import type { Content } from '../storage/tree.ts'
import { nowInSeconds } from '../storage/tree.ts'
import type { DavContext } from './context.ts'
import { checkName, parentOf } from './context.ts'
import { conflict, entityTooLarge, forbidden, insufficientStorage, locked, notFound, preconditionFailed } from './errors.ts'
import { ownershipHeaders } from './get.ts'
import { checkPreconditions } from './preconditions.ts'

const HOUR = 3600

/** PUT of a whole file. */
export async function putFile(context: DavContext): Promise<Reply> {
	const name = context.path.at(-1)
	if (name === undefined) {
		throw conflict('PUT is only allowed on files.')
	}
	const parentBefore = parentOf(context, context.path)
	const upload = context.storage.locks.beginUpload(nameKey(parentBefore?.node.id ?? 0, name))
	try {
		const bytes = received(context, await context.exchange.body())
		const blob = await context.storage.blobs.write(bytes)
		let done: Done
		try {
			// No await from here to the return: check and write are atomic.
			done = decide(
				context,
				name,
				{ blob, size: bytes.length, checksum: context.exchange.header('oc-checksum'), mtime: modified(context) },
				upload.isHeldByAnother(),
			)
		} catch (error) {
			context.storage.blobs.release(blob)
			throw error
		}
		await context.storage.commit()
		return answer(context, done, bytes)
	} finally {
		upload.end()
	}
}

interface Done {
	readonly status: 201 | 204
	readonly node: NodeRow
	readonly letters: string
}

function decide(context: DavContext, name: string, content: Content, heldByAnother: boolean): Done {
	const { storage, account, fault, exchange } = context
	const exclusive = exchange.header('if-none-match').trim() === '*'
	if (exclusive && /\.part$/i.test(name)) {
		throw preconditionFailed('If-None-Match', 'An If-None-Match header was specified, but the ETag matched (or * was specified).')
	}
	const existing = storage.access.resolve(account.user, context.path)
	const overwrites = fault?.kind === 'two-winners' && exclusive && existing?.node.kind === 'file'
	if (!overwrites) {
		checkPreconditions(context, existing)
	}
	if (existing?.node.kind === 'folder') {
		throw conflict('PUT is not allowed on non-files.')
	}
	const parent = parentOf(context, context.path)
	if (parent === undefined) {
		throw notFound(context.path)
	}
	checkName(name, true)
	checkRights(existing, parent)
	checkLocks(context, name, parent, existing, heldByAnother)
	checkQuota(context, (existing ?? parent).node.owner, parent, content.size)
	if (existing === undefined) {
		const node = storage.tree.createFile(parent.node, name, content)
		return { status: 201, node, letters: permissionLetters(node, { permissions: parent.permissions, mountRoot: false }) }
	}
	const node = storage.overwrite(existing.node, content, account.user, fault?.kind === 'same-second-etag')
	return { status: 204, node, letters: permissionLetters(node, existing) }
}

function checkRights(existing: Place | undefined, parent: Place): void {
	if (existing === undefined ? !may(parent, CREATE) : !may(existing, UPDATE)) {
		throw forbidden()
	}
}

function checkLocks(context: DavContext, name: string, parent: Place, existing: Place | undefined, heldByAnother: boolean): void {
	const { locks } = context.storage
	const key = existing === undefined ? nameKey(parent.node.id, name) : keyOf(existing.node)
	if (context.fault?.kind === 'stale-lock') {
		const above = context.storage.tree.node(parent.node.parent ?? 0)
		locks.leaveStale([key, keyOf(parent.node), ...(above ? [keyOf(above)] : [])], context.fault.seconds ?? HOUR)
	}
	const manual = existing === undefined ? undefined : locks.byHand(existing.node.id)
	const byHandOfAnother = manual !== undefined && manual.owner !== context.account.user
	if (heldByAnother || context.fault?.kind === 'nobody-wins' || locks.isStale(key) || byHandOfAnother) {
		throw locked(context.path)
	}
}

/** The quota is that of the owner, even when another account writes; the size of the replaced file is not subtracted. */
function checkQuota(context: DavContext, owner: string, parent: Place, size: number): void {
	const available = context.storage.available(owner)
	if (available < 0) {
		return
	}
	if (size > available) {
		throw insufficientStorage(parent.path, size, available)
	}
	if (size === 0 && available === 0) {
		throw entityTooLarge('The file could not be opened')
	}
}

function modified(context: DavContext): number {
	const given = Number(context.exchange.header('x-oc-mtime'))
	return Number.isFinite(given) && given > 0 ? Math.floor(given) : nowInSeconds()
}

/** The bytes the server believes it received: a fault may cut them. */
function received(context: DavContext, bytes: Buffer): Buffer {
	if (context.fault?.kind !== 'truncate-body') {
		return bytes
	}
	return bytes.subarray(0, context.fault.bytes ?? Math.floor(bytes.length / 2))
}

function answer(context: DavContext, { status, node, letters }: Done, bytes: Buffer): Reply {
	const headers: Record<string, string> = {
		...ownershipHeaders(context, node, letters),
		'Content-Type': 'text/html; charset=UTF-8',
		ETag: `"${node.etag}"`,
		'OC-ETag': `"${node.etag}"`,
	}
	const algorithm = context.exchange.header('x-hash').toLowerCase()
	if (algorithm === 'sha256' || algorithm === 'sha1' || algorithm === 'md5') {
		headers[`X-Hash-${algorithm.toUpperCase()}`] = createHash(algorithm).update(bytes).digest('hex')
	}
	if (context.exchange.header('x-oc-mtime') !== '') {
		headers['X-OC-MTime'] = 'accepted'
	}
	return { status, headers }
}
