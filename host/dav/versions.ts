// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import type { Place } from '../storage/access.ts'
import { may, UPDATE } from '../storage/rights.ts'
import type { VersionRow } from '../storage/rows.ts'
import { nowInSeconds } from '../storage/tree.ts'
import { encodePath } from '../xml/write.ts'
import type { DavContext } from './context.ts'
import { decodeSegments } from './context.ts'
import { badRequest, forbidden, methodNotAllowed, notFound } from './errors.ts'
import { multistatus, propertyResponse } from './propfind.ts'

const D = '{DAV:}'
const NC = '{http://nextcloud.org/ns}'

/** `versions/<user>/versions/<file id>[/<timestamp>]`: list, read, restore by MOVE, delete. */
export async function versions(context: DavContext): Promise<Reply> {
	await context.exchange.body()
	const [collection, fileId, timestamp] = context.path
	if (collection !== 'versions' || fileId === undefined) {
		throw notFound(context.path)
	}
	const place = readable(context, Number(fileId))
	if (timestamp === undefined) {
		if (context.exchange.method !== 'PROPFIND') {
			throw methodNotAllowed('Only PROPFIND is possible here')
		}
		return list(context, place)
	}
	const version = context.storage.versions(place.node.id).find((each) => String(each.timestamp) === timestamp)
	if (version === undefined) {
		throw notFound(context.path)
	}
	switch (context.exchange.method) {
		case 'PROPFIND':
			return multistatus([response(context, version)])
		case 'GET':
			return {
				status: 200,
				headers: { 'Content-Type': 'application/octet-stream', ETag: `"${version.timestamp}"` },
				body: (await context.storage.blobs.read(version.blob)) ?? '',
			}
		case 'MOVE':
			return restore(context, place, version)
		case 'DELETE':
			return remove(context, place, version)
		default:
			throw methodNotAllowed('Not possible on a version')
	}
}

function readable(context: DavContext, fileId: number): Place {
	const { storage, account } = context
	for (const place of storage.access.below(account.user, storage.access.root(account.user))) {
		if (place.node.id === fileId && place.node.kind === 'file') {
			return place
		}
	}
	throw notFound(context.path)
}

function list(context: DavContext, place: Place): Reply {
	const self = `/remote.php/dav/versions/${encodePath(context.account.user)}/versions/${place.node.id}/`
	const folder = propertyResponse(self, { found: new Map([[`${D}resourcetype`, '<d:collection/>']]), missing: [] })
	return multistatus([folder, ...context.storage.versions(place.node.id).map((version) => response(context, version))])
}

function response(context: DavContext, version: VersionRow): string {
	const href = `/remote.php/dav/versions/${encodePath(context.account.user)}/versions/${version.fileId}/${version.timestamp}`
	const found = new Map([
		[`${D}getlastmodified`, new Date(version.timestamp * 1000).toUTCString()],
		[`${D}getcontentlength`, String(version.size)],
		[`${D}resourcetype`, ''],
		[`${D}getetag`, `&quot;${version.timestamp}&quot;`],
		[`${D}getcontenttype`, 'application/octet-stream'],
		[`${NC}version-author`, version.author],
	])
	return propertyResponse(href, { found, missing: [] })
}

async function restore(context: DavContext, place: Place, version: VersionRow): Promise<Reply> {
	const destination = decodeSegments(context.exchange.header('destination').replace(/^https?:\/\/[^/]+/, ''))
	if (destination[2] !== 'versions' || destination[4] !== 'restore') {
		throw badRequest('The destination header is not valid')
	}
	if (!may(place, UPDATE)) {
		throw forbidden()
	}
	context.storage.blobs.retain(version.blob)
	context.storage.overwrite(
		place.node,
		{ blob: version.blob, size: version.size, checksum: '', mtime: nowInSeconds() },
		context.account.user,
		false,
	)
	await context.storage.commit()
	return { status: 201 }
}

async function remove(context: DavContext, place: Place, version: VersionRow): Promise<Reply> {
	if (!may(place, UPDATE)) {
		throw forbidden()
	}
	context.storage.removeVersion(version)
	await context.storage.commit()
	return { status: 204 }
}
