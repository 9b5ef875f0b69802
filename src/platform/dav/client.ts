// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { Answer, DavMethod, Verdict } from './answers.ts'
import type { FileCopies } from './file-copies.ts'
import type { PropertyName, Row } from './multistatus.ts'
import type { TokenSource } from './transport.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { sameBytes } from '../../journal/retry.ts'
import { logCaught } from '../log.ts'
import { getWhole, REQUEST_TIMEOUT } from '../request.ts'
import { isMaintenance, isStatus, judge, readUserId } from './answers.ts'
import { NAMESPACES, propElement, readMultistatus } from './multistatus.ts'
import { encodePath, parentOf } from './paths.ts'
import { DavTransport } from './transport.ts'

/** Addresses, session and callbacks of a client. */
export interface DavSettings {
	/** Absolute, without a slash at the end: `https://cloud.example/remote.php/dav`. */
	readonly davUrl: string
	/** Absolute address of `status.php`. */
	readonly statusUrl: string
	/** Absolute address of the OCS call that says who is signed in, in JSON. */
	readonly whoUrl: string
	readonly userId: string
	readonly tokens: TokenSource
	readonly fetch: typeof fetch
	/** Told of every refusal that means "not this session any more". */
	readonly onSessionLost?: (code: ErrorCode) => void
	/** Copies of the files that were read, served when the quota of their owner is full. */
	readonly copies?: FileCopies
	/** Told whose space is full when a copy was given in the place of a file, and null when a file was read. */
	readonly onFullSpace?: (owner: string | null) => void
}

/** Options of every call. */
export interface CallOptions {
	readonly signal?: AbortSignal | undefined
}

interface Request {
	readonly method: DavMethod
	readonly url: string
	readonly headers?: Readonly<Record<string, string>>
	readonly body?: ArrayBuffer | string
	readonly exclusive?: boolean
	/** Names the file in errors. */
	readonly path: string
}

interface Received {
	readonly answer: Answer
	readonly bytes: Uint8Array
	readonly outcome: 'done' | 'already' | 'overwrote'
}

/** Areas of the server for deleted files, and for former versions. */
export type KeptArea = 'trashbin' | 'versions'

const XML = { 'Content-Type': 'application/xml; charset=utf-8' }

const DOWNLOAD_TIMEOUT = 180_000
/** Added to the time-out for each byte sent. A slow line: 20 kB in a second. */
const MILLISECONDS_PER_BYTE = 1 / 20

/**
 * Nextcloud's WebDAV, as far as the app needs it. Every method rejects with a TrousseauError:
 * `forbidden`, `gone`, `quota`, `too-large`, `busy`, `maintenance`, `offline` (which a cancelled call is too),
 * `session-expired`, `other-user`, `invalid` (a name that the server refuses), `unexpected-answer`.
 */
export class DavClient {
	readonly #settings: DavSettings
	/** Decoded path of the user's files on the server. */
	readonly #root: string
	readonly #transport: DavTransport

	constructor(settings: DavSettings) {
		this.#settings = settings
		this.#root = this.#rootOf('files')
		this.#transport = new DavTransport(settings.davUrl, settings.fetch, settings.tokens)
	}

	/** Whose files these are. */
	get userId(): string {
		return this.#settings.userId
	}

	/**
	 * Properties of a resource, of what a folder holds when `depth` is 1, of everything below it when it is `infinity`
	 * (which a server may answer as 1). Folders come with their own row.
	 */
	async propfind(
		path: string,
		depth: 0 | 1 | 'infinity',
		properties: readonly PropertyName[],
		options: CallOptions = {},
	): Promise<readonly Row[]> {
		const body = `<?xml version="1.0" encoding="UTF-8"?><d:propfind ${NAMESPACES}>${propElement(properties)}</d:propfind>`
		const { answer } = await this.#ask(
			{ method: 'PROPFIND', url: this.#urlOf(path), headers: { ...XML, Depth: String(depth) }, body, path },
			options,
		)
		return readMultistatus(answer.body, this.#root)
	}

	/**
	 * Every file and folder of exactly one of these names that the user can reach, received shares included.
	 *
	 * @param names - two at least
	 */
	async searchByNames(
		names: readonly string[],
		properties: readonly PropertyName[],
		limit: number,
		options: CallOptions = {},
	): Promise<readonly Row[]> {
		const scope = escapeXml(`/files/${this.userId}`)
		const body
			= `<?xml version="1.0" encoding="UTF-8"?><d:searchrequest ${NAMESPACES}><d:basicsearch>`
				+ `<d:select>${propElement(properties)}</d:select>`
				+ `<d:from><d:scope><d:href>${scope}</d:href><d:depth>infinity</d:depth></d:scope></d:from>`
				+ `<d:where><d:or>${names.map((name) => `<d:eq><d:prop><d:displayname/></d:prop><d:literal>${escapeXml(name)}</d:literal></d:eq>`).join('')}</d:or></d:where>`
				+ '<d:orderby><d:order><d:prop><d:getlastmodified/></d:prop><d:ascending/></d:order></d:orderby>'
			// Without a number, the server stops at 100 in silence.
				+ `<d:limit><d:nresults>${limit}</d:nresults></d:limit></d:basicsearch></d:searchrequest>`
		const { answer } = await this.#ask({ method: 'SEARCH', url: `${this.#settings.davUrl}/`, headers: XML, body, path: '' }, options)
		return readMultistatus(answer.body, this.#root)
	}

	/** The whole content of a file; its copy when the space of its owner is full, so that Nextcloud opens nothing. */
	async get(path: string, options: CallOptions = {}): Promise<Uint8Array> {
		const { copies, onFullSpace } = this.#settings
		try {
			const { bytes } = await this.#ask({ method: 'GET', url: this.#urlOf(path), path }, options)
			copies?.keep(path, bytes)
			onFullSpace?.(null)
			return bytes
		} catch (error) {
			const owner = error instanceof TrousseauError && error.code === 'quota' ? error.detail.owner : undefined
			const copy = typeof owner === 'string' ? ((await copies?.find(path)) ?? null) : null
			if (copy === null) {
				throw error
			}
			onFullSpace?.(String(owner))
			return copy
		}
	}

	/** The whole content of a file of which no copy may stay in this browser. */
	async download(path: string, options: CallOptions = {}): Promise<Uint8Array> {
		return (await this.#ask({ method: 'GET', url: this.#urlOf(path), path }, options)).bytes
	}

	/**
	 * Lists what Nextcloud keeps beside a person's files: deleted files (`trash` of `trashbin`), or former versions of one
	 * (`versions/<file id>` of `versions`). Rejects with `gone` where the server keeps none.
	 */
	async listKept(area: KeptArea, path: string, properties: readonly PropertyName[], options: CallOptions = {}): Promise<readonly Row[]> {
		const body = `<?xml version="1.0" encoding="UTF-8"?><d:propfind ${NAMESPACES}>${propElement(properties)}</d:propfind>`
		const { answer } = await this.#ask(
			{ method: 'PROPFIND', url: this.#keptUrl(area, path), headers: { ...XML, Depth: '1' }, body, path },
			options,
		)
		return readMultistatus(answer.body, this.#rootOf(area)).filter((row) => row.path !== path)
	}

	/** Deletes for good an entry that {@link listKept} gives. Resolves too when it does not exist. */
	async removeKept(area: KeptArea, path: string, options: CallOptions = {}): Promise<void> {
		await this.#ask({ method: 'DELETE', url: this.#keptUrl(area, path), path }, options)
	}

	/**
	 * Creates a file that must not exist. `already`: one of this name was there before, or the
	 * server replaced it by the same bytes. Rejects with `altered` when the server received other bytes.
	 */
	async create(path: string, bytes: Uint8Array, options: CallOptions = {}): Promise<'created' | 'already'> {
		const { answer, outcome } = await this.#put(path, bytes, true, options)
		if (outcome === 'already') {
			return 'already'
		}
		if (outcome === 'overwrote') {
			if (!sameBytes(await this.get(path, options), bytes)) {
				throw new TrousseauError('unexpected-answer', { file: path, status: answer.status })
			}
			return 'already'
		}
		this.#settings.copies?.keep(path, bytes)
		return 'created'
	}

	/** Writes a file, whether it exists or not. Never for a revision. */
	async write(path: string, bytes: Uint8Array, options: CallOptions = {}): Promise<void> {
		await this.#put(path, bytes, false, options)
	}

	/** Creates a folder in an existing one. */
	async makeFolder(path: string, options: CallOptions = {}): Promise<'created' | 'already'> {
		const { outcome } = await this.#ask({ method: 'MKCOL', url: this.#urlOf(path), path }, options)
		return outcome === 'already' ? 'already' : 'created'
	}

	/** Deletes a file or folder without a copy in a trash. Resolves too when it does not exist. */
	async remove(path: string, options: CallOptions = {}): Promise<void> {
		await this.#ask({ method: 'DELETE', url: this.#urlOf(path), headers: { 'X-NC-Skip-Trashbin': 'true' }, path }, options)
	}

	async #put(path: string, bytes: Uint8Array, exclusive: boolean, options: CallOptions): Promise<Received> {
		// A view may be a part of a longer buffer: only these bytes may leave.
		const body = new Uint8Array(bytes).buffer
		const headers = { 'Content-Type': 'application/octet-stream', 'X-HASH': 'sha256', ...(exclusive ? { 'If-None-Match': '*' } : {}) }
		const received = await this.#ask({ method: 'PUT', url: this.#urlOf(path), headers, body, exclusive, path }, options)
		const theirs = received.answer.header('x-hash-sha256')
		const ours = received.outcome === 'done' && theirs !== null ? await sha256(body) : null
		if (ours !== null && ours !== theirs?.toLowerCase()) {
			throw new TrousseauError('altered', { file: path, status: received.answer.status })
		}
		return received
	}

	async #ask(request: Request, options: CallOptions): Promise<Received> {
		for (let renewed = false; ; renewed = true) {
			const { answer, bytes } = await this.#send(request, options)
			const verdict = await this.#confirm(judge(answer, this.userId), options)
			switch (verdict.kind) {
				case 'renew-token':
					if (renewed || !(await this.#settings.tokens.renew())) {
						// While an upgrade waits, a page comes instead of a token.
						throw this.#refusal(
							!renewed && isMaintenance(await this.#status(options)) ? 'maintenance' : 'session-expired',
							request,
							answer,
						)
					}
					break
				case 'ask-status':
					throw await this.#explain(request, answer, verdict.otherwise, options)
				case 'refused':
					throw this.#refusal(verdict.code, request, answer, verdict.between === true ? { between: 1 } : {})
				default:
					return { answer, bytes, outcome: verdict.kind }
			}
		}
	}

	async #send(request: Request, { signal }: CallOptions): Promise<{ answer: Answer, bytes: Uint8Array }> {
		const { method, url, headers = {}, body } = request
		const size = typeof body === 'string' ? body.length : (body?.byteLength ?? 0)
		const timeout = (method === 'GET' ? DOWNLOAD_TIMEOUT : REQUEST_TIMEOUT) + size * MILLISECONDS_PER_BYTE
		const { response, bytes } = await this.#transport.send({
			method,
			url,
			headers,
			...(body === undefined ? {} : { body }),
			timeout,
			signal,
		})
		const isText = method !== 'GET' || response.status !== 200
		const answer: Answer = {
			method,
			exclusive: request.exclusive ?? false,
			status: response.status,
			header: (name) => response.headers.get(name),
			body: isText ? new TextDecoder().decode(bytes) : '',
		}
		return { answer, bytes }
	}

	/** Resolves `ask-user`: asks the server who is signed in, as the answer did not name anybody. */
	async #confirm(verdict: Verdict, options: CallOptions): Promise<Exclude<Verdict, { kind: 'ask-user' }>> {
		if (verdict.kind !== 'ask-user') {
			return verdict
		}
		const id = await this.#whoAmI(options)
		if (id === this.userId) {
			return this.#confirm(verdict.then, options)
		}
		return { kind: 'refused', code: id === null ? 'session-expired' : 'other-user' }
	}

	/** Body of `status.php`. */
	#status(options: CallOptions): Promise<string> {
		return this.#text(this.#settings.statusUrl, {}, options)
	}

	/** Why a server is not available, or gives a page where something else was due. */
	async #explain(request: Request, answer: Answer, otherwise: ErrorCode, options: CallOptions): Promise<TrousseauError> {
		const status = await this.#status(options)
		if (isMaintenance(status)) {
			return this.#refusal('maintenance', request, answer)
		}
		if (answer.status !== 503) {
			// A page of the session that ended, unless we are still known: then a filter answered in the server's place.
			const isUs = isStatus(status) && (await this.#whoAmI(options)) === this.userId
			return isUs ? this.#refusal('unexpected-answer', request, answer, { between: 1 }) : this.#refusal(otherwise, request, answer)
		}
		const owner = request.method === 'GET' ? await this.#ownerWithoutRoom(request.path, options) : null
		if (owner !== null) {
			return this.#refusal('quota', request, answer, { owner })
		}
		return this.#refusal(otherwise, request, answer, isStatus(status) ? {} : { between: 1 })
	}

	/**
	 * Nextcloud opens no file of somebody whose quota has nothing left: their name, or null when that is not the reason. What
	 * a folder says of the room is up to five minutes old, each folder by itself: those above it are asked too, as far as
	 * they are of the same owner.
	 */
	async #ownerWithoutRoom(path: string, options: CallOptions): Promise<string | null> {
		let ownerId: string | null = null
		for (let folder = parentOf(path); ; folder = parentOf(folder)) {
			const row = await this.#roomOf(folder, options)
			ownerId ??= row?.get('ownerId') ?? null
			if (row === null || row.get('ownerId') !== ownerId) {
				return null
			}
			if (row.get('room') === '0') {
				return row.get('ownerName') ?? ownerId ?? ''
			}
			if (folder === '') {
				return null
			}
		}
	}

	async #roomOf(folder: string, options: CallOptions): Promise<Row | null> {
		const body = `<?xml version="1.0" encoding="UTF-8"?><d:propfind ${NAMESPACES}>${propElement(['room', 'ownerId', 'ownerName'])}</d:propfind>`
		try {
			const { answer } = await this.#send(
				{ method: 'PROPFIND', url: this.#urlOf(folder), headers: { ...XML, Depth: '0' }, body, path: folder },
				options,
			)
			return answer.status === 207 ? (readMultistatus(answer.body, this.#root)[0] ?? null) : null
		} catch (error) {
			logCaught('dav.room', error)
			return null
		}
	}

	/** Not by the client of OCS, whose chunk is gone when the app was updated on the server meanwhile. */
	async #whoAmI(options: CallOptions): Promise<string | null> {
		const headers = { Accept: 'application/json', 'OCS-APIRequest': 'true', 'X-Requested-With': 'XMLHttpRequest' }
		return readUserId(await this.#text(this.#settings.whoUrl, headers, options))
	}

	async #text(url: string, headers: Readonly<Record<string, string>>, { signal }: CallOptions): Promise<string> {
		const { bytes } = await getWhole(this.#settings.fetch, url, headers, REQUEST_TIMEOUT, signal)
		return new TextDecoder().decode(bytes)
	}

	#refusal(
		code: ErrorCode,
		{ method, path }: Request,
		{ status }: Answer,
		more: Readonly<Record<string, string | number>> = {},
	): TrousseauError {
		if (code === 'session-expired' || code === 'other-user') {
			this.#settings.onSessionLost?.(code)
		}
		return new TrousseauError(code, { method, file: path, status, ...more })
	}

	#rootOf(area: KeptArea | 'files'): string {
		return `${decodeURIComponent(new URL(this.#settings.davUrl).pathname)}/${area}/${this.userId}`
	}

	#keptUrl(area: KeptArea, path: string): string {
		return `${this.#settings.davUrl}/${area}/${encodeURIComponent(this.userId)}/${encodePath(path)}`
	}

	#urlOf(path: string): string {
		const files = `${this.#settings.davUrl}/files/${encodeURIComponent(this.userId)}`
		return path === '' ? `${files}/` : `${files}/${encodePath(path)}`
	}
}

/** Null where the browser has no `crypto.subtle`, which is over plain HTTP. */
async function sha256(bytes: ArrayBuffer): Promise<string | null> {
	const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle
	if (subtle === undefined) {
		return null
	}
	const digest = new Uint8Array(await subtle.digest('SHA-256', bytes))
	return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
