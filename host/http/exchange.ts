// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** Answer of a handler. */
export interface Reply {
	readonly status: number
	readonly headers?: Readonly<Record<string, string | readonly string[]>>
	readonly body?: string | Uint8Array
	/** The line is cut in the middle of the body. */
	readonly cut?: boolean
}

/** The client went away before its body was complete. */
export class AbortedRequest extends Error {}

/** The body is larger than the host accepts. */
export class BodyTooLarge extends Error {}

const MAX_BODY = 512 * 1024 * 1024

/** A request as it comes in: from a socket, or from within the process. */
export interface Incoming {
	readonly method: string
	/** Path and query, as sent. */
	readonly url: string
	readonly headers: IncomingHttpHeaders
	/** The whole body; asked for once. */
	readonly body: () => Promise<Buffer>
}

/** A request that came over a socket. */
export function fromSocket(request: IncomingMessage): Incoming {
	return {
		method: request.method ?? 'GET',
		url: request.url ?? '/',
		headers: request.headers,
		body: () => readBody(request),
	}
}

/** One request, with what is derived from it once. */
export class Exchange {
	readonly method: string
	/** Path as sent, still percent-encoded, without the query. */
	readonly rawPath: string
	/** Path decoded for matching and messages; never used to reach a file. */
	readonly path: string
	readonly query: URLSearchParams
	readonly headers: IncomingHttpHeaders
	readonly cookies: ReadonlyMap<string, string>
	private readonly request: Incoming
	private pending: Promise<Buffer> | null = null

	constructor(request: Incoming) {
		this.request = request
		this.method = request.method
		this.headers = request.headers
		const target = request.url
		const mark = target.indexOf('?')
		this.rawPath = mark === -1 ? target : target.slice(0, mark)
		this.path = decodeLeniently(this.rawPath)
		this.query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1))
		this.cookies = parseCookies(request.headers.cookie ?? '')
	}

	/** One header as text, the empty string when absent. */
	header(name: string): string {
		const value = this.headers[name.toLowerCase()]
		return Array.isArray(value) ? value.join(', ') : value ?? ''
	}

	/**
	 * The whole body, read once.
	 *
	 * @throws {AbortedRequest} when the client stopped in the middle
	 * @throws {BodyTooLarge} above the host's limit
	 */
	body(): Promise<Buffer> {
		this.pending ??= this.request.body()
		return this.pending
	}

	/** Fields of a form, of a JSON body, or of the query, as text. */
	async fields(): Promise<ReadonlyMap<string, string>> {
		const fields = new Map(this.query)
		const body = (await this.body()).toString('utf8')
		if (this.header('content-type').includes('json')) {
			const parsed: unknown = body === '' ? {} : JSON.parse(body)
			if (typeof parsed === 'object' && parsed !== null) {
				for (const [name, value] of Object.entries(parsed)) {
					fields.set(name, String(value))
				}
			}
		} else {
			for (const [name, value] of new URLSearchParams(body)) {
				fields.set(name, value)
			}
		}
		return fields
	}
}

function readBody(request: IncomingMessage): Promise<Buffer> {
	if (request.destroyed) {
		return Promise.reject(new AbortedRequest())
	}
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = []
		let length = 0
		request.on('data', (chunk: Buffer) => {
			length += chunk.length
			if (length > MAX_BODY) {
				reject(new BodyTooLarge())
				request.resume()
			} else {
				chunks.push(chunk)
			}
		})
		request.on('end', () => {
			if (request.complete) {
				resolve(Buffer.concat(chunks, length))
			} else {
				reject(new AbortedRequest())
			}
		})
		request.on('close', () => reject(new AbortedRequest()))
		request.on('error', () => reject(new AbortedRequest()))
	})
}

function parseCookies(header: string): Map<string, string> {
	const cookies = new Map<string, string>()
	for (const part of header.split(';')) {
		const equals = part.indexOf('=')
		if (equals > 0) {
			cookies.set(part.slice(0, equals).trim(), decodeLeniently(part.slice(equals + 1).trim()))
		}
	}
	return cookies
}

function decodeLeniently(text: string): string {
	try {
		return decodeURIComponent(text)
	} catch {
		return text
	}
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Record<string, string | readonly string[]> = {}): Reply {
	return {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache, no-store, must-revalidate', ...headers },
		body: JSON.stringify(value),
	}
}

/** A 303 answer. */
export function redirect(location: string, headers: Record<string, string | readonly string[]> = {}): Reply {
	return { status: 303, headers: { Location: location, ...headers } }
}
