// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { WebDAVClient } from 'webdav/web'
import type { Received } from '../request.ts'

// The browser's build by its own name: with "webdav" alone, Node and the specs would get another one, which needs `http` and `stream`.
import { createClient, getPatcher } from 'webdav/web'
import { sendWithin, SESSION_RULES } from '../request.ts'
import { noteServerDate } from '../server-clock.ts'

/** Where the request token comes from. */
export interface TokenSource {
	readonly current: () => string | null
	/** Asks the server for a new one. False when it gave none: the session is gone. */
	readonly renew: () => Promise<boolean>
}

/** One request of WebDAV. */
export interface DavRequest {
	readonly method: string
	/** Absolute and percent-encoded. */
	readonly url: string
	readonly headers?: Readonly<Record<string, string>>
	/** The package writes a `Uint8Array` as JSON: bytes come as an `ArrayBuffer` of exactly their size. */
	readonly body?: ArrayBuffer | string
	/** Milliseconds for the request and its whole answer. */
	readonly timeout: number
	readonly signal?: AbortSignal | undefined
}

/** The `fetch` of each request under way, by its signal: the package has one patch for all its clients. */
const senders = new WeakMap<AbortSignal, typeof fetch>()

getPatcher().patch('fetch', (...request: unknown[]) => {
	const [url, init] = request as [string, RequestInit]
	const send = init.signal === undefined || init.signal === null ? undefined : senders.get(init.signal)
	if (send === undefined) {
		throw new TypeError('A request of WebDAV without the rules of this app')
	}
	return send(url, { ...init, ...SESSION_RULES })
})

/**
 * Sends requests with the package `webdav`, under the rules of this app: a time-out, who asked may cancel,
 * the token of the page, nothing from the cache, no redirection followed.
 */
export class DavTransport {
	readonly #client: WebDAVClient
	readonly #fetch: typeof fetch
	readonly #tokens: TokenSource

	constructor(davUrl: string, fetcher: typeof fetch, tokens: TokenSource) {
		this.#client = createClient(davUrl)
		this.#fetch = fetcher
		this.#tokens = tokens
	}

	/**
	 * One request and its whole answer, whatever its status. Rejects with `offline`.
	 *
	 * `customRequest` only, `answers.ts` and `multistatus.ts` judge: the package's `parseXML` keeps one propstat, makes a number
	 * of an owner id such as `0x1F` and accepts a truncated answer; its `putFileContents` makes one `false` of every 412.
	 */
	send({ method, url, headers, body, timeout, signal: caller }: DavRequest): Promise<Received> {
		return sendWithin(timeout, async (signal) => {
			senders.set(signal, this.#fetch)
			const options = {
				url,
				method,
				headers: { ...headers, ...this.#session() },
				signal,
				...(body === undefined ? {} : { data: body }),
			}
			// The package throws every status from 400 on: the answer is in its error.
			const sentAt = Date.now()
			const response = await this.#client.customRequest('', options).then(asResponse, answerIn)
			noteServerDate(response.headers.get('date'), sentAt, Date.now())
			return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
		}, caller)
	}

	#session(): Record<string, string> {
		const token = this.#tokens.current()
		return {
			// Without it, a lost session makes the browser ask for a password.
			'X-Requested-With': 'XMLHttpRequest',
			...(token === null ? {} : { requesttoken: token }),
		}
	}
}

function answerIn(error: unknown): Response {
	if (typeof error === 'object' && error !== null && 'response' in error) {
		return asResponse(error.response)
	}
	throw error
}

/** The package has a narrower type for what our own `fetch` answers. */
function asResponse(answer: unknown): Response {
	if (typeof answer === 'object' && answer !== null && 'status' in answer && 'headers' in answer && 'arrayBuffer' in answer) {
		return answer as Response
	}
	throw new TypeError('A patch of the package answered something else')
}
