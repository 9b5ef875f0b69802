// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import type { NodeRow, TrashRow } from '../storage/rows.ts'
import { encodePath, escapeXml } from '../xml/write.ts'
import type { DavContext } from './context.ts'
import { decodeSegments } from './context.ts'
import { badRequest, methodNotAllowed, notFound } from './errors.ts'
import { servedType } from './get.ts'
import { multistatus, propertyResponse } from './propfind.ts'

const D = '{DAV:}'
const OC = '{http://owncloud.org/ns}'
const NC = '{http://nextcloud.org/ns}'

/** `trashbin/<user>/trash[/<item>]`: list, read, restore by MOVE, delete one or all. */
export async function trashbin(context: DavContext): Promise<Reply> {
	await context.exchange.body()
	const [collection, ...names] = context.path
	if (collection !== 'trash') {
		throw notFound(context.path)
	}
	const root = context.storage.tree.trashRoot(context.account.user)
	let node: NodeRow | undefined = root
	for (const name of names) {
		node = node && context.storage.tree.child(node.id, name)
	}
	if (node === undefined) {
		throw notFound(context.path)
	}
	switch (context.exchange.method) {
		case 'PROPFIND': return list(context, node, names)
		case 'GET': return read(context, node)
		case 'DELETE': return empty(context, node, names)
		case 'MOVE': return restore(context, node, names)
		default: throw methodNotAllowed('Not possible in the trash')
	}
}

function list(context: DavContext, node: NodeRow, names: readonly string[]): Reply {
	const below = context.exchange.header('depth') === '0' || node.kind === 'file' ? [] : context.storage.tree.children(node.id)
	return multistatus([response(context, node, names), ...below.map((child) => response(context, child, [...names, child.name]))])
}

function response(context: DavContext, node: NodeRow, names: readonly string[]): string {
	const folder = node.kind === 'folder'
	const href = encodePath(`/remote.php/dav/trashbin/${context.account.user}/${['trash', ...names].join('/')}${folder ? '/' : ''}`)
	const row = context.storage.database.get('trash', node.id)
	const found = new Map([
		[`${D}resourcetype`, folder ? '<d:collection/>' : ''],
		[`${D}getetag`, `&quot;${node.etag}&quot;`],
		[`${OC}fileid`, String(node.id)],
		[`${OC}size`, String(context.storage.tree.size(node))],
		...(row === undefined ? [] : trashProperties(row)),
	])
	return propertyResponse(href, { found, missing: [] })
}

function trashProperties(row: TrashRow): [string, string][] {
	return [
		[`${NC}trashbin-filename`, escapeXml(row.originalName)],
		[`${NC}trashbin-original-location`, escapeXml(row.originalPath)],
		[`${NC}trashbin-deletion-time`, String(row.deletedAt)],
	]
}

async function read(context: DavContext, node: NodeRow): Promise<Reply> {
	if (node.blob === null) {
		throw methodNotAllowed('A folder cannot be read')
	}
	return {
		status: 200,
		headers: { 'Content-Type': servedType(node.name), ETag: `"${node.etag}"` },
		body: (await context.storage.blobs.read(node.blob)) ?? '',
	}
}

async function empty(context: DavContext, node: NodeRow, names: readonly string[]): Promise<Reply> {
	const gone = names.length === 0 ? context.storage.tree.children(node.id) : [node]
	for (const each of gone) {
		context.storage.purge(each)
	}
	await context.storage.commit()
	return { status: 204 }
}

async function restore(context: DavContext, node: NodeRow, names: readonly string[]): Promise<Reply> {
	const destination = decodeSegments(context.exchange.header('destination').replace(/^https?:\/\/[^/]+/, ''))
	const row = context.storage.database.get('trash', node.id)
	if (destination[2] !== 'trashbin' || destination[4] !== 'restore' || names.length !== 1 || row === undefined) {
		throw badRequest('The destination header is not valid')
	}
	const { tree } = context.storage
	let parent = tree.home(context.account.user)
	for (const name of row.originalPath.split('/').slice(0, -1)) {
		const next = tree.child(parent.id, name)
		if (next?.kind !== 'folder') {
			parent = tree.home(context.account.user)
			break
		}
		parent = next
	}
	let name = row.originalName
	for (let number = 2; tree.child(parent.id, name) !== undefined; number += 1) {
		name = `${row.originalName} (${number})`
	}
	context.storage.database.delete('trash', node.id)
	tree.move(node, parent, name)
	await context.storage.commit()
	return { status: 201 }
}
