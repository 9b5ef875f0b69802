// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { DavSettings } from './client.ts'

import { DavClient } from './client.ts'

/** A request that the fake server received. */
export interface Seen {
	readonly method: string
	/** Decoded, below `/remote.php/dav/files/anne`; other paths as they are. */
	readonly path: string
	readonly url: string
	readonly headers: Readonly<Record<string, string>>
	readonly body: Uint8Array
	readonly init: RequestInit
}

/** An answer of the fake server. */
export interface Given {
	readonly status: number
	readonly headers?: Readonly<Record<string, string>>
	readonly body?: string | Uint8Array<ArrayBuffer>
}

/** A file, or a folder when it has no bytes. */
export interface FakeNode {
	readonly bytes?: Uint8Array<ArrayBuffer>
	readonly permissions?: string
	readonly ownerId?: string
	readonly mountType?: string
	/** Its path when absent. */
	readonly fileId?: string
	readonly encrypted?: boolean
	/** As HTTP writes dates. */
	readonly modified?: string
}

const ROOT = '/cloud/remote.php/dav'
const US = { 'x-user-id': 'anne' }
const XML = { 'content-type': 'application/xml; charset=utf-8' }

/** An error document in Nextcloud's form. */
export function davError(exception: string, message: string, extra = ''): string {
	return `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>${exception}</s:exception><s:message>${message}</s:message>${extra}</d:error>`
}

/** A few lines of WebDAV over a map, for specs: answers as the real server does in the cases that they meet. */
export class FakeServer {
	/** By decoded path from the user's files; the home is the empty string. */
	readonly nodes = new Map<string, FakeNode>([['', {}]])
	readonly seen: Seen[] = []
	/** Answers to give before any other, each once. */
	readonly script: ((seen: Seen) => Given | null)[] = []
	token = 'token-1'
	renewals = 0
	readonly lost: ErrorCode[] = []

	client(changes: Partial<DavSettings> = {}): DavClient {
		return new DavClient({
			davUrl: `https://nc.test${ROOT}`,
			statusUrl: 'https://nc.test/cloud/status.php',
			whoUrl: 'https://nc.test/cloud/ocs/v2.php/cloud/user?format=json',
			userId: 'anne',
			tokens: {
				current: () => this.token,
				renew: async () => {
					this.renewals += 1
					this.token = `token-${this.renewals + 1}`
					return true
				},
			},
			fetch: (input, init) => this.#answer(String(input), init ?? {}),
			onSessionLost: (code) => this.lost.push(code),
			...changes,
		})
	}

	/** The next answer, whatever is asked. */
	next(...answers: readonly Given[]): void {
		this.script.push(...answers.map((answer) => () => answer))
	}

	/** Methods and paths asked for, as `PUT Trousseau/x`. */
	get asked(): readonly string[] {
		return this.seen.map(({ method, path }) => `${method} ${path}`.trim())
	}

	async #answer(url: string, init: RequestInit): Promise<Response> {
		await Promise.resolve()
		const pathname = decodeURIComponent(new URL(url).pathname)
		const path = pathname.startsWith(`${ROOT}/files/anne`)
			? pathname.slice(`${ROOT}/files/anne`.length).replace(/^\/|\/$/g, '')
			: pathname
		const seen: Seen = {
			method: init.method ?? 'GET',
			path,
			url,
			headers: Object.fromEntries(Object.entries(init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])),
			body: bytesOf(init.body),
			init,
		}
		this.seen.push(seen)
		const { status, headers, body } = this.script.shift()?.(seen) ?? this.#serve(seen)
		const isBare = status === 204 || status === 304
		return new Response(isBare ? null : body ?? '', { status, headers: { ...headers } })
	}

	#serve(seen: Seen): Given {
		const node = this.nodes.get(seen.path)
		switch (seen.method) {
			case 'PROPFIND':
				return node === undefined ? missing(seen.path) : this.#list(seen)
			case 'SEARCH':
				return this.#search(new TextDecoder().decode(seen.body))
			case 'GET':
				return node?.bytes === undefined
					? missing(seen.path)
					: { status: 200, headers: { ...US, 'content-type': 'application/octet-stream' }, body: node.bytes }
			case 'MKCOL':
				if (node !== undefined) {
					return {
						status: 405,
						headers: { ...US, ...XML },
						body: davError('Sabre\\DAV\\Exception\\MethodNotAllowed', 'The resource you tried to create already exists'),
					}
				}
				this.nodes.set(seen.path, { permissions: 'RGDNVCK' })
				return { status: 201, headers: US }
			case 'PUT':
				return this.#put(seen, node)
			case 'DELETE':
				for (const path of [...this.nodes.keys()].filter((each) => each === seen.path || each.startsWith(`${seen.path}/`))) {
					this.nodes.delete(path)
				}
				return node === undefined ? missing(seen.path) : { status: 204, headers: US }
			default:
				return { status: 501 }
		}
	}

	#put(seen: Seen, node: FakeNode | undefined): Given {
		if (node !== undefined && seen.headers['if-none-match'] === '*') {
			return {
				status: 412,
				headers: { ...US, ...XML },
				body: davError(
					'Sabre\\DAV\\Exception\\PreconditionFailed',
					'An If-None-Match header was specified, but the ETag matched (or * was specified).',
					'<s:header>If-None-Match</s:header>',
				),
			}
		}
		this.nodes.set(seen.path, { bytes: new Uint8Array(seen.body), permissions: 'RGDNVW' })
		return { status: node === undefined ? 201 : 204, headers: { ...US, 'content-type': 'text/html; charset=UTF-8' } }
	}

	#list(seen: Seen): Given {
		const isBelow = (path: string): boolean => path !== seen.path
			&& (seen.path === '' || path.startsWith(`${seen.path}/`))
			&& !path.slice(seen.path.length + 1).includes('/')
			&& path !== ''
		const isDeep = seen.headers.depth === 'infinity'
		const children
			= seen.headers.depth === '0'
				? []
				: [...this.nodes.keys()].filter(isDeep ? (path) => path.startsWith(`${seen.path}/`) : isBelow).reverse()
		return this.#multistatus([seen.path, ...children])
	}

	#search(request: string): Given {
		const names = [...request.matchAll(/<d:literal>(.*?)<\/d:literal>/g)].map(([, name]) => name)
		return this.#multistatus([...this.nodes.keys()].filter((path) => path !== '' && names.includes(path.split('/').at(-1))))
	}

	#multistatus(paths: readonly string[]): Given {
		return {
			status: 207,
			headers: { ...US, ...XML },
			body: multistatus(paths.map((path) => responseOf(path, this.nodes.get(path) ?? {}))),
		}
	}
}

/** A multistatus document around responses. */
export function multistatus(responses: readonly string[]): string {
	return `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">${responses.join('')}</d:multistatus>`
}

function responseOf(
	path: string,
	{ bytes, permissions = 'RGDNVCK', ownerId = 'anne', mountType = '', modified, fileId = `id of ${path}`, encrypted = false }: FakeNode,
): string {
	const isFolder = bytes === undefined
	const href = `${ROOT}/files/anne/${path.split('/').map(hrefName).join('/')}${isFolder && path !== '' ? '/' : ''}`
	const kind = isFolder
		? '<d:resourcetype><d:collection/></d:resourcetype>'
		: `<d:resourcetype/><d:getcontentlength>${bytes.length}</d:getcontentlength>`
	const absent = isFolder
		? '<d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>'
		: ''
	const date = modified === undefined ? '' : `<d:getlastmodified>${modified}</d:getlastmodified>`
	return (
		`<d:response><d:href>${href}</d:href><d:propstat><d:prop>${kind}${date}<d:getetag>&quot;${path.length}&quot;</d:getetag>`
		+ `<oc:permissions>${permissions}</oc:permissions><oc:owner-id>${ownerId}</oc:owner-id><oc:owner-display-name>${ownerId.toUpperCase()}</oc:owner-display-name>${isFolder && encrypted ? '<nc:is-encrypted>1</nc:is-encrypted>' : ''}<nc:mount-type>${mountType}</nc:mount-type><oc:fileid>${fileId}</oc:fileid>`
		+ `</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>${absent}</d:response>`
	)
}

/** As the real server writes names: lower-case escapes, the apostrophe escaped. */
function hrefName(name: string): string {
	return encodeURIComponent(name).replaceAll('\'', '%27').replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase())
}

function missing(path: string): Given {
	return {
		status: 404,
		headers: { ...US, ...XML },
		body: davError('Sabre\\DAV\\Exception\\NotFound', `File with name /${path} could not be located`),
	}
}

function bytesOf(body: RequestInit['body'] | undefined): Uint8Array {
	if (typeof body === 'string') {
		return new TextEncoder().encode(body)
	}
	// In specs that run under jsdom, buffers come from another realm than `ArrayBuffer`.
	return body === undefined || body === null ? new Uint8Array() : new Uint8Array(body as ArrayBuffer)
}
