// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FaultKind } from '../../host/hooks/faults.ts'
import type { RunningHost } from '../../host/index.ts'
import type { TokenSource } from '../../src/platform/dav/transport.ts'
import type { Random } from './random.ts'
import type { Turns } from './scheduler.ts'

import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { FAULT_HEADER } from '../../host/hooks/faults.ts'
import { DavClient } from '../../src/platform/dav/client.ts'
import { isOnTheWay, sendOnTheWay } from './way.ts'

/** Somebody who signs in. */
export interface Person {
	readonly user: string
	readonly password: string
}

/** An answer, read to its end. */
export interface Received {
	readonly status: number
	readonly headers: Readonly<Record<string, string>>
	readonly cookies: readonly string[]
	readonly bytes: Buffer
}

/** A request of a client. */
export type Sent = { readonly method: string, readonly headers?: Readonly<Record<string, string>>, readonly body?: Uint8Array | string }

const AGENT = { http: new Agent({ keepAlive: true }), https: new SecureAgent({ keepAlive: true }) }

/** One request and its whole answer. Rejects when the line is cut. */
export type Send = (url: string, sent: Sent) => Promise<Received>

/** Over a socket. */
export const sendOver: Send = (url, { method, headers = {}, body }) => {
	const isSecure = url.startsWith('https:')
	const payload = body === undefined ? null : Buffer.from(body)
	return new Promise((resolve, reject) => {
		const sending = (isSecure ? secureRequest : request)(url, {
			method,
			agent: isSecure ? AGENT.https : AGENT.http,
			headers: { ...headers, ...(payload === null && method !== 'PUT' ? {} : { 'content-length': String(payload?.length ?? 0) }) },
		}, (message) => {
			const chunks: Buffer[] = []
			message.on('data', (chunk: Buffer) => chunks.push(chunk))
			message.on('error', reject)
			message.on('end', () => resolve({
				status: message.statusCode ?? 0,
				headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
				cookies: message.headers['set-cookie'] ?? [],
				bytes: Buffer.concat(chunks),
			}))
		})
		sending.on('error', reject)
		sending.end(payload ?? undefined)
	})
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** To a host in this process: sockets would cost more than everything that is tested. */
export function sendWithin(host: RunningHost): Send {
	return async (url, { method, headers = {}, body = '' }) => {
		const reply = await host.ask({ method, url: url.slice(host.url.length), headers: { host: new URL(host.url).host, ...lowerCase(headers) }, body: Buffer.from(body) })
		if (reply === null) {
			throw new Error('cut')
		}
		const { 'set-cookie': cookies = [], ...others } = Object.fromEntries(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
		const flat = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]))
		return { status: reply.status, headers: flat, cookies: typeof cookies === 'string' ? [cookies] : cookies, bytes: Buffer.from(reply.body ?? '') }
	}
}

/** A browser's session with a server: its cookies and its token. */
export class Session {
	readonly url: string
	readonly person: Person
	readonly #send: Send
	readonly #cookies = new Map<string, string>()
	token = ''

	constructor(url: string, person: Person, send: Send) {
		this.url = url
		this.person = person
		this.#send = send
	}

	async send(url: string, sent: Sent): Promise<Received> {
		const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
		const received = await this.#send(url, { ...sent, headers: { ...sent.headers, ...(cookie === '' ? {} : { cookie }) } })
		for (const line of received.cookies) {
			const [pair = ''] = line.split(';')
			this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
		}
		return received
	}

	/** Signs in by the form, as a person does. */
	async signIn(): Promise<this> {
		this.#cookies.clear()
		const page = (await this.send(`${this.url}/index.php/login`, { method: 'GET' })).bytes.toString('utf8')
		const requesttoken = (/data-requesttoken="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#43;', '+')
		const { user, password } = this.person
		const body = new URLSearchParams({ user, password, requesttoken }).toString()
		const { status } = await this.send(`${this.url}/index.php/login`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.url }, body })
		if (status !== 303) {
			throw new Error(`sign-in of ${user} answered ${status}`)
		}
		await this.renew()
		return this
	}

	/** Ends on the server, as if its time were over; this computer still believes in it. */
	async end(): Promise<void> {
		const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
		await this.#send(`${this.url}/index.php/logout?requesttoken=${encodeURIComponent(this.token)}`, { method: 'GET', headers: { cookie } })
	}

	async renew(): Promise<boolean> {
		const { bytes } = await this.send(`${this.url}/index.php/csrftoken`, { method: 'GET' })
		const answer = JSON.parse(bytes.toString('utf8')) as { readonly token?: string }
		this.token = answer.token ?? ''
		return this.token !== ''
	}

	/** Address of something in this person's files. */
	at(path: string): string {
		return `${this.url}/remote.php/dav/files/${encodeURIComponent(this.person.user)}/${path}`
	}
}

/** Fault played on one request. */
export type Fate = FaultKind | 'late' | 'lost-answer' | 'none'

const FOR_ALL: readonly (readonly [Fate, number])[] = [
	['drop-before', 3],
	['drop-after', 4],
	['423', 3],
	['503', 3],
	['503-maintenance', 1],
	['429', 1],
	['500', 1],
	['502', 1],
	['session-lost', 0.7],
	['csrf', 2],
	['html-200', 1],
	['412-cookies', 0.5],
]
const FATES: Readonly<Record<string, readonly (readonly [Fate, number])[]>> = {
	PUT: [...FOR_ALL, ['507', 2], ['late', 4], ['truncate-body', 3], ['two-winners', 2], ['nobody-wins', 3], ['stale-lock', 1], ['403', 1], ['404', 1], ['lost-answer', 3]],
	GET: [...FOR_ALL, ['alter-answer', 1], ['cut-answer', 3]],
	PROPFIND: [...FOR_ALL, ['cut-answer', 3], ['404', 0.3]],
	DELETE: [...FOR_ALL, ['403', 1], ['late', 3]],
}

/** Everything that a storm on the embedded host plays. */
export const ALL_FATES: readonly string[] = [...new Set(Object.values(FATES).flatMap((fates) => fates.map(([fate]) => fate)))]

/** One more of a kind. */
export function count(counts: Map<string, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** State common to the wires of one round. */
export interface Weather {
	readonly scheduler: Turns
	readonly random: Random
	/** Of the requests that meet a fault; the rest is calm. */
	faultRate: number
	/** Of the answers that come later than other clients' requests. */
	readonly slowRate: number
	/** The server plays faults on demand; else the line does, on the way to a real one. */
	readonly canAsk: boolean
	/** Fates met, by kind. */
	readonly met: Map<string, number>
	/** Number of situations that clients met because of faults. */
	readonly seen: Map<string, number>
	/** File names that the server may have kept a part of. */
	readonly truncated: Set<string>
}

/** The line between one client and the server, as good or bad as the weather. */
export class Wire {
	readonly owner: string
	readonly session: Session
	readonly #weather: Weather

	constructor(owner: string, session: Session, weather: Weather) {
		this.owner = owner
		this.session = session
		this.#weather = weather
	}

	/** The real client of the app, over this line. */
	dav(): DavClient {
		const { url, person } = this.session
		const tokens: TokenSource = { current: () => this.session.token, renew: () => this.#weather.scheduler.during(() => this.session.renew()) }
		return new DavClient({ davUrl: `${url}/remote.php/dav`, statusUrl: `${url}/status.php`, whoUrl: `${url}/ocs/v2.php/cloud/user?format=json`, userId: person.user, tokens, fetch: this.fetch })
	}

	/** Waits for its turn instead of for the clock. */
	readonly sleep = (): Promise<void> => this.#weather.scheduler.turn(this.owner)

	async signIn(): Promise<void> {
		await this.#weather.scheduler.during(() => this.session.signIn())
	}

	readonly fetch: typeof fetch = async (input, init = {}) => {
		const { scheduler, random, slowRate, faultRate, canAsk } = this.#weather
		const method = init.method ?? 'GET'
		const url = String(input)
		await scheduler.turn(this.owner)
		const isFile = url.includes('/remote.php/dav/files/')
		const fate = isFile && random.chance(faultRate) ? this.#drawFate(method, url) : 'none'
		const isSlow = faultRate > 0 && random.chance(slowRate)
		const sent: Sent = { method, headers: { ...init.headers as Record<string, string>, ...this.#asking(fate) }, ...bodyOf(init.body) }
		if (fate === 'late') {
			void scheduler.turn('late', random.integer(1, 12)).then(() => scheduler.during(() => this.session.send(url, sent))).catch(() => undefined)
			throw new TypeError('cut')
		}
		if (fate === 'two-winners' && canAsk) {
			// A line that sends a request twice: both are told that they won, the second over the first.
			await scheduler.during(() => this.session.send(url, { ...sent, headers: init.headers as Record<string, string> }))
		}
		const kept = canAsk || fate !== 'truncate-body' ? 0 : random.integer(0, 600)
		const received = await scheduler.during(() => (canAsk ? this.session.send(url, sent) : sendOnTheWay(this.session, fate, url, sent, kept)))
		this.#notice(method, fate, received)
		if (fate === 'lost-answer' || (fate === 'truncate-body' && random.chance(0.4))) {
			throw new TypeError('cut')
		}
		if (isSlow) {
			count(this.#weather.seen, 'slow answer')
			await scheduler.turn(this.owner, random.integer(1, 8))
		}
		return asResponse(received)
	}

	#notice(method: string, fate: Fate, { status, bytes }: Received): void {
		const { seen } = this.#weather
		count(seen, `${method} ${status}`)
		if (status === 423 && fate === 'none') {
			count(seen, 'refused by a lock left behind')
		}
		if (method === 'PROPFIND' && status === 207 && isOutOfOrder(bytes.toString('utf8'))) {
			count(seen, 'listing out of order')
		}
	}

	#drawFate(method: string, url: string): Fate {
		const fates = FATES[method] ?? FOR_ALL
		const fate = this.#weather.random.weighted(this.#weather.canAsk ? fates : fates.filter(([kind]) => isOnTheWay(kind)))
		count(this.#weather.met, fate)
		if (fate === 'truncate-body') {
			this.#weather.truncated.add(url.slice(url.lastIndexOf('/') + 1))
		}
		return fate
	}

	#asking(fate: Fate): Readonly<Record<string, string>> {
		if (!this.#weather.canAsk || fate === 'none' || fate === 'late' || fate === 'lost-answer') {
			return {}
		}
		const bytes = fate === 'truncate-body' ? { bytes: this.#weather.random.integer(0, 600) } : {}
		return { [FAULT_HEADER]: JSON.stringify({ kind: fate, ...bytes }) }
	}
}

/** True if the revisions of a listing are sorted neither upwards nor downwards. */
function isOutOfOrder(listing: string): boolean {
	const names = [...new Set(listing.match(/\d{8}-[0-9a-f]{32}/g) ?? [])]
	const sorted = [...names].sort()
	const isAs = (order: readonly string[]): boolean => names.every((name, index) => name === order[index])
	return !isAs(sorted) && !isAs(sorted.reverse())
}

/** As much of a Response as the app's client looks at: thousands of real ones would cost more than the storm. */
function asResponse({ status, headers, bytes }: Received): Response {
	const response: Pick<Response, 'status' | 'arrayBuffer'> & { readonly headers: Pick<Headers, 'get'> } = {
		status,
		headers: { get: (name) => headers[name.toLowerCase()] ?? null },
		arrayBuffer: async () => new Uint8Array(bytes).buffer,
	}
	return response as Response
}

function bodyOf(body: RequestInit['body']): Pick<Sent, 'body'> {
	if (typeof body === 'string') {
		return { body }
	}
	return body instanceof ArrayBuffer ? { body: new Uint8Array(body) } : {}
}
