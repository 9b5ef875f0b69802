// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { gzipSync } from 'node:zlib'
import type { Exchange, Reply } from './exchange.ts'

/** Media types and lengths of the example configuration for nginx in Nextcloud's manual; Apache's mod_deflate takes the same types. */
const TYPES = /^(?:application\/(?:javascript|json|wasm|xml)|image\/svg\+xml|text\/(?:css|html|javascript|plain|xml))(?:;|$)/
const SHORTEST = 256
const LEVEL = 4

/** Compressed bodies by the very bytes that they come from: static files keep theirs as long as they do not change. */
const done = new WeakMap<Uint8Array, Uint8Array>()

function gzip(body: Uint8Array): Uint8Array {
	const known = done.get(body) ?? gzipSync(body, { level: LEVEL })
	done.set(body, known)
	return known
}

/**
 * The answer as a real server sends it to this browser: texts compressed. Never what carries an ETag: a server that compresses
 * such an answer changes the ETag too (the fault `gzip-etag`), and files of people are mostly of no such type.
 *
 * @param exchange - says what the browser accepts
 * @param reply - the answer of a handler
 */
export function compressed(exchange: Exchange, reply: Reply): { readonly body: Uint8Array, readonly headers: Readonly<Record<string, string>> } {
	const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body ?? Buffer.alloc(0)
	const headers = new Map(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
	const isText = reply.status === 207 || TYPES.test(headers.get('content-type') ?? '')
	if (!isText || headers.has('etag') || headers.has('content-range') || body.length < SHORTEST) {
		return { body, headers: {} }
	}
	const varies = { Vary: 'Accept-Encoding' }
	return /\bgzip\b/.test(exchange.header('accept-encoding')) ? { body: gzip(body), headers: { ...varies, 'Content-Encoding': 'gzip' } } : { body, headers: varies }
}
