// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AxiosRequestConfig, AxiosResponse } from '@nextcloud/axios'
import type { ErrorCode } from '../domain/errors.ts'

import axios, { isAxiosError } from '@nextcloud/axios'
import { TrousseauError } from '../domain/errors.ts'
import { isMaintenance, isSameUser } from './dav/answers.ts'
import { getWhole, REQUEST_TIMEOUT, sendWithin, SESSION_RULES } from './request.ts'

/** Addresses, session and callbacks of a client. */
export interface OcsSettings {
	/** Absolute, without a slash at the end: `https://cloud.example/ocs/v2.php`. */
	readonly ocsUrl: string
	/** Absolute address of `status.php`. */
	readonly statusUrl: string
	readonly userId: string
	readonly fetch: typeof fetch
	readonly onSessionLost?: (code: ErrorCode) => void
}

/** Rights of a share, to be added up. */
export const SHARE_RIGHTS = { read: 1, update: 2, create: 4, delete: 8, reshare: 16 } as const

/** Rights of a member who writes: revisions can be added, none can be overwritten, renamed or deleted. */
export const APPEND_ONLY = SHARE_RIGHTS.read + SHARE_RIGHTS.create

/** With whom a folder is shared: a person, a group, anybody who has a link, or another kind of recipient (e-mail, team, other server). */
export type RecipientKind = 'group' | 'link' | 'other' | 'user'

/** A share of a folder. */
export interface FolderShare {
	readonly id: string
	readonly kind: RecipientKind
	/** User or group id; empty for a link. */
	readonly recipientId: string
	/** Empty for a link without a name. */
	readonly recipientName: string
	/** Sum of {@link SHARE_RIGHTS}. */
	readonly permissions: number
}

/** A person or a group that one may share with. */
export interface Recipient {
	readonly kind: 'group' | 'user'
	readonly id: string
	readonly name: string
}

type OcsAnswer = Pick<AxiosResponse<unknown>, 'data' | 'headers' | 'status'>
type Fields = Readonly<Record<string, unknown>>
type Query = Readonly<Record<string, string | readonly string[]>>

const SHARES = '/apps/files_sharing/api/v1/shares'
const TYPES: Readonly<Record<Recipient['kind'], number>> = { user: 0, group: 1 }
const KINDS: ReadonlyMap<number, RecipientKind> = new Map([[0, 'user'], [1, 'group'], [3, 'link']])
const SOURCES: ReadonlyMap<unknown, Recipient['kind']> = new Map([['users', 'user'], ['groups', 'group']])

const HEADERS = {
	Accept: 'application/json',
	// Replaces the request token.
	'OCS-APIRequest': 'true',
	'X-Requested-With': 'XMLHttpRequest',
	// Not the package's own.
	'User-Agent': false,
} as const

const CODES: ReadonlyMap<number, ErrorCode> = new Map([
	[0, 'session-expired'], // a redirection
	[400, 'invalid'],
	[401, 'session-expired'],
	[403, 'forbidden'],
	[404, 'gone'],
	[412, 'session-expired'], // "CSRF check failed", cookies missing
	[423, 'busy'],
	[429, 'busy'],
	[502, 'busy'],
	[503, 'busy'],
	[504, 'busy'],
	[507, 'quota'],
])

/**
 * Nextcloud's OCS calls, as far as the app needs them. Every method rejects with a TrousseauError: `forbidden`,
 * `gone`, `invalid`, `busy`, `maintenance`, `offline`, `session-expired`, `other-user`, `unexpected-answer`.
 */
export class OcsClient {
	readonly #settings: OcsSettings
	readonly #env: NonNullable<AxiosRequestConfig['env']>

	constructor(settings: OcsSettings) {
		this.#settings = settings
		const { fetch: fetcher } = settings
		this.#env = {
			// Not XMLHttpRequest, which follows redirections and asks the cache. One function for all calls: the
			// package keeps an adapter for each.
			fetch: (input, init) => fetcher(input, { ...init, ...SESSION_RULES }),
			// Without it, the package hands address and options to `fetch` as they are.
			Request: null as never,
		}
	}

	/** With whom a folder is shared, by us or by others, whatever the kind of share. */
	async listShares(path: string): Promise<readonly FolderShare[]> {
		return asList(await this.#call('GET', SHARES, { path: `/${path}`, reshares: 'true' })).map(readShare)
	}

	/**
	 * Shares a folder with a person or a group. Resolves to the share that stands there then: sharing once more with
	 * the same changes nothing, so that its rights may be others than those asked for.
	 *
	 * @param path - from the user's files
	 * @param recipient - who receives it
	 * @param permissions - sum of {@link SHARE_RIGHTS}; {@link APPEND_ONLY} for who writes, `read` for who looks
	 */
	async createShare(path: string, recipient: Pick<Recipient, 'id' | 'kind'>, permissions: number): Promise<FolderShare> {
		const body = { path: `/${path}`, shareType: TYPES[recipient.kind], shareWith: recipient.id, permissions }
		return readShare(asFields(await this.#call('POST', SHARES, {}, body)))
	}

	/** Gives a share other rights. */
	async changeShare(id: string, permissions: number): Promise<FolderShare> {
		return readShare(asFields(await this.#call('PUT', `${SHARES}/${encodeURIComponent(id)}`, {}, { permissions })))
	}

	/** Ends a share. */
	async removeShare(id: string): Promise<void> {
		await this.#call('DELETE', `${SHARES}/${encodeURIComponent(id)}`)
	}

	/** People and groups whose name or id contains a text, as far as the instance lets this person know them. */
	async findRecipients(search: string): Promise<readonly Recipient[]> {
		const query = { search, itemType: ' ', itemId: ' ', 'shareTypes[]': Object.values(TYPES).map(String), limit: '20' }
		return asList(await this.#call('GET', '/core/autocomplete/get', query))
			.flatMap((found) => {
				const kind = SOURCES.get(found.source)
				return kind === undefined ? [] : [{ kind, id: asText(found.id), name: asText(found.label) }]
			})
			.filter(({ kind, id }) => kind !== 'user' || id !== this.#settings.userId)
	}

	/** True if the administrator lets people share files. */
	async isSharingAllowed(): Promise<boolean> {
		const { capabilities } = asFields(await this.#call('GET', '/cloud/capabilities'))
		return asFieldsOrNull(asFieldsOrNull(capabilities)?.files_sharing)?.api_enabled === true
	}

	async #call(method: 'DELETE' | 'GET' | 'POST' | 'PUT', path: string, query: Query = {}, body?: Fields): Promise<unknown> {
		const url = new URL(`${this.#settings.ocsUrl}${path}`)
		url.searchParams.set('format', 'json')
		for (const [name, value] of Object.entries(query)) {
			for (const each of [value].flat()) {
				url.searchParams.append(name, each)
			}
		}
		const { status, headers, data: answer } = await this.#send(url.href, method, body)
		const code = judgeOcs(status, (name) => readHeader(headers[name]), answer, this.#settings.userId)
		if (code !== null) {
			throw this.#refusal(code === 'busy' && status === 503 && await this.#isMaintenance() ? 'maintenance' : code, method, status)
		}
		return asFields(asFields(answer).ocs).data
	}

	async #isMaintenance(): Promise<boolean> {
		const { bytes } = await getWhole(this.#settings.fetch, this.#settings.statusUrl)
		return isMaintenance(new TextDecoder().decode(bytes))
	}

	#refusal(code: ErrorCode, method: string, status: number): TrousseauError {
		if (code === 'session-expired' || code === 'other-user') {
			this.#settings.onSessionLost?.(code)
		}
		return new TrousseauError(code, { method, status })
	}

	/** One call and its whole answer, whatever its status. */
	#send(url: string, method: string, body?: Fields): Promise<OcsAnswer> {
		const headers = { ...HEADERS, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }
		return sendWithin(REQUEST_TIMEOUT, (signal) => axios
			.request<unknown>({
				url,
				method,
				headers,
				...(body === undefined ? {} : { data: body }),
				signal,
				adapter: 'fetch',
				env: this.#env,
			})
			.catch(answerIn))
	}
}

/** The package rejects for every status but a success, and when it got no new token after a 412. */
function answerIn(error: unknown): OcsAnswer {
	if (isAxiosError<unknown>(error)) {
		if (error.response === undefined) {
			throw error
		}
		return error.response
	}
	const cause = error instanceof Error ? error.cause : undefined
	if (cause instanceof Response) {
		return { status: cause.status, headers: Object.fromEntries(cause.headers), data: null }
	}
	if (cause === undefined || cause instanceof TypeError) {
		throw error
	}
	// A page in the place of a token: of the login.
	return { status: 401, headers: {}, data: null }
}

/**
 * Error code of an answer, or null when it is a success.
 *
 * @param status - of HTTP
 * @param header - value of a header, null when absent
 * @param answer - the body, parsed; null when it is not JSON
 * @param userId - whom this page was made for
 */
export function judgeOcs(status: number, header: (name: string) => string | null, answer: unknown, userId: string): ErrorCode | null {
	const named = header('x-user-id')
	if (status !== 401 && named !== null && !isSameUser(named, userId)) {
		return 'other-user'
	}
	if (status === 503 && header('x-nextcloud-maintenance-mode') === '1') {
		return 'maintenance'
	}
	if (status >= 300 && status < 400) {
		return 'session-expired'
	}
	if (status === 200) {
		const meta = asFieldsOrNull(asFieldsOrNull(asFieldsOrNull(answer)?.ocs)?.meta)
		return meta?.status === 'ok' ? null : 'unexpected-answer'
	}
	return CODES.get(status) ?? 'unexpected-answer'
}

function readHeader(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}

function readShare(share: Fields): FolderShare {
	const recipientId = asTextOrEmpty(share.share_with)
	return {
		id: asText(share.id),
		kind: KINDS.get(Number(share.share_type)) ?? 'other',
		recipientId,
		recipientName: asTextOrEmpty(share.share_with_displayname) || recipientId,
		permissions: Number(share.permissions),
	}
}

function asFieldsOrNull(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : null
}

function asFields(value: unknown): Fields {
	const fields = asFieldsOrNull(value)
	if (fields === null) {
		throw new TrousseauError('unexpected-answer')
	}
	return fields
}

function asList(value: unknown): readonly Fields[] {
	if (!Array.isArray(value)) {
		throw new TrousseauError('unexpected-answer')
	}
	return value.map(asFields)
}

function asText(value: unknown): string {
	if (typeof value !== 'string' && typeof value !== 'number') {
		throw new TrousseauError('unexpected-answer')
	}
	return String(value)
}

/** A link has no recipient. */
function asTextOrEmpty(value: unknown): string {
	return value === null || value === undefined ? '' : asText(value)
}
