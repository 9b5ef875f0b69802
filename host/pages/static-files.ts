// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Exchange, Reply } from '../http/exchange.ts'

const TYPES: Readonly<Record<string, string>> = {
	'.js': 'application/javascript; charset=utf-8',
	'.mjs': 'application/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.map': 'application/json; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.webp': 'image/webp',
	'.wasm': 'application/wasm',
	'.woff2': 'font/woff2',
	'.txt': 'text/plain; charset=utf-8',
}
const SIX_MONTHS = 15_778_463

/** Files as they were last read, so that each is compressed once. */
const known = new Map<string, { readonly mtime: number, readonly bytes: Uint8Array }>()

/** The bytes of a file; null when there is none. */
async function bytesOf(file: string): Promise<Uint8Array | null> {
	const about = await stat(file).catch(() => null)
	if (about === null) {
		return null
	}
	const before = known.get(file)
	if (before?.mtime === about.mtimeMs && before.bytes.length === about.size) {
		return before.bytes
	}
	const bytes = await readFile(file).catch(() => null)
	if (bytes !== null) {
		known.set(file, { mtime: about.mtimeMs, bytes })
	}
	return bytes
}

/**
 * One file of the app or of the host, without any content security policy: a
 * Worker takes its own from the answer that carried its script.
 *
 * @param root - folder that must contain the file
 * @param path - below it, percent-encoded
 * @param exchange - the request, for its query
 */
export async function staticFile(root: string, path: string, exchange: Exchange): Promise<Reply> {
	let decoded: string
	try {
		decoded = decodeURIComponent(path)
	} catch {
		return missing()
	}
	const file = normalize(join(root, decoded))
	if (!file.startsWith(normalize(root + sep)) || decoded.includes('\0')) {
		return missing()
	}
	const type = TYPES[extname(file)]
	const bytes = type === undefined ? null : await bytesOf(file)
	if (type === undefined || bytes === null) {
		return missing()
	}
	const immutable = exchange.query.has('v') ? ', immutable' : ''
	return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': `max-age=${SIX_MONTHS}${immutable}` }, body: bytes }
}

function missing(): Reply {
	return { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'Not found' }
}
