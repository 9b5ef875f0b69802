// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import { permissionLetters } from '../storage/rights.ts'
import type { NodeRow } from '../storage/rows.ts'
import type { DavContext } from './context.ts'
import { fileIdOf, placeOf } from './context.ts'
import { DavError, notFound, serviceUnavailable } from './errors.ts'
import { checkPreconditions } from './preconditions.ts'

const FOLDER_TEXT = 'This is the WebDAV interface. It can only be accessed by WebDAV clients such as the Nextcloud desktop sync client.'

// Only what cannot run in a browser keeps its own type.
const TYPES: Readonly<Record<string, string>> = {
	txt: 'text/plain;charset=UTF-8',
	json: 'text/plain;charset=UTF-8',
	html: 'text/plain;charset=UTF-8',
	md: 'text/markdown;charset=UTF-8',
	csv: 'text/csv;charset=UTF-8',
	pdf: 'application/pdf',
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	zip: 'application/zip',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

/** Media type under which a file is served. */
export function servedType(name: string): string {
	return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'
}

/** GET and HEAD. */
export async function getFile(context: DavContext): Promise<Reply> {
	const place = placeOf(context)
	if (place.node.kind === 'folder') {
		return { status: 200, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: FOLDER_TEXT }
	}
	const notModified = checkPreconditions(context, place)
	const { node } = place
	const suffix = context.fault?.kind === 'gzip-etag' ? '-gzip' : ''
	const headers: Record<string, string> = {
		...ownershipHeaders(context, node, permissionLetters(node, place)),
		ETag: `"${node.etag}${suffix}"`,
		'OC-ETag': `"${node.etag}"`,
		'Last-Modified': new Date(node.mtime * 1000).toUTCString(),
	}
	if (notModified) {
		return { status: 304, headers }
	}
	if (context.storage.available(node.owner) === 0) {
		// With nothing left of its quota, a storage opens no file at all: neither the owner's session nor a member's reads one.
		throw serviceUnavailable('Could not open file, file does seem to exist')
	}
	headers['Content-Type'] = servedType(node.name)
	headers['Content-Disposition'] = disposition(node.name)
	headers['Accept-Ranges'] = 'bytes'
	if (node.checksum !== '') {
		headers['OC-Checksum'] = node.checksum
	}
	const bytes = node.blob === null ? Buffer.alloc(0) : await context.storage.blobs.read(node.blob)
	if (bytes === null) {
		throw notFound(context.path)
	}
	return ranged(context, context.fault?.kind === 'alter-answer' ? altered(bytes) : bytes, headers)
}

/** One byte in the middle is another: what a bad proxy, or a bad disk, gives. */
function altered(bytes: Buffer): Buffer {
	const copy = Buffer.from(bytes)
	const middle = Math.floor(copy.length / 2)
	copy.set([(copy[middle] ?? 0) ^ 1], Math.min(middle, Math.max(0, copy.length - 1)))
	return copy
}

function ranged(context: DavContext, bytes: Buffer, headers: Record<string, string>): Reply {
	const range = /^bytes=(\d*)-(\d*)$/.exec(context.exchange.header('range'))
	if (range === null || (range[1] === '' && range[2] === '')) {
		return { status: 200, headers, body: bytes }
	}
	const suffixOnly = range[1] === ''
	const start = suffixOnly ? Math.max(0, bytes.length - Number(range[2])) : Number(range[1])
	const end = suffixOnly || range[2] === '' ? bytes.length - 1 : Math.min(bytes.length - 1, Number(range[2]))
	if (start >= bytes.length || end < start) {
		throw new DavError(416, 'Sabre\\DAV\\Exception\\RequestedRangeNotSatisfiable', 'The start offset exceeded the size of the entity')
	}
	return {
		status: 206,
		headers: { ...headers, 'Content-Range': `bytes ${start}-${end}/${bytes.length}` },
		body: bytes.subarray(start, end + 1),
	}
}

function disposition(name: string): string {
	const encoded = encodeURIComponent(name)
	return `attachment; filename*=UTF-8''${encoded}; filename="${encoded}"`
}

/** Headers that say which file this is, whose it is and what one may do with it. */
export function ownershipHeaders(context: DavContext, node: NodeRow, permissions: string): Record<string, string> {
	return {
		'OC-FileId': fileIdOf(context, node.id),
		'X-NC-OwnerId': node.owner,
		'X-NC-Permissions': permissions,
	}
}
