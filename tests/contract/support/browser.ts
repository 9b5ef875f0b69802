// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** One answer, read to its end. */
export interface Answer {
	readonly status: number
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>
	readonly bytes: Buffer
	readonly text: string
}

/** A request to send. */
export interface Sent {
	readonly method: string
	/** From the root of the server, percent-encoded. */
	readonly path: string
	readonly headers?: Readonly<Record<string, string>>
	readonly body?: string | Uint8Array
	/** Without the token of the session, or with another one. */
	readonly token?: string | null
	/** Cookies to leave at home. */
	readonly withoutCookies?: RegExp
}

/** A browser as far as a server can tell: cookies, a token, a sign-in. */
export class Browser {
	readonly url: string
	private readonly cookies = new Map<string, string>()
	private token = ''

	constructor(url: string) {
		this.url = url.replace(/\/$/, '')
	}

	/**
	 * Signs in as a person would, by the form.
	 *
	 * @throws {Error} when the server does not let in
	 */
	async logIn(user: string, password: string): Promise<this> {
		const page = await this.send({ method: 'GET', path: '/index.php/login', token: null })
		const form = new URLSearchParams({ user, password, requesttoken: pageToken(page.text) })
		const done = await this.send({
			method: 'POST',
			path: '/index.php/login',
			headers: { Origin: this.url, 'Content-Type': 'application/x-www-form-urlencoded' },
			body: form.toString(),
			token: null,
		})
		if (done.status !== 303 || /\/login/.test(done.headers.location ?? '')) {
			throw new Error(`sign-in of ${user} answered ${done.status} ${done.headers.location ?? ''}`)
		}
		await this.renewToken()
		return this
	}

	/** Takes a fresh token of the session. */
	async renewToken(): Promise<string> {
		const answer = await this.send({ method: 'GET', path: '/index.php/csrftoken', token: null })
		const parsed: unknown = JSON.parse(answer.text)
		this.token = typeof parsed === 'object' && parsed !== null && 'token' in parsed ? String(parsed.token) : ''
		return this.token
	}

	/** A second browser with the same cookies and token, which then go their own way. */
	twin(): Browser {
		const twin = new Browser(this.url)
		for (const [name, value] of this.cookies) {
			twin.cookies.set(name, value)
		}
		twin.token = this.token
		return twin
	}

	async send(sent: Sent): Promise<Answer> {
		const headers: Record<string, string> = { 'X-Requested-With': 'XMLHttpRequest', ...sent.headers }
		const cookies = [...this.cookies].filter(([name]) => !sent.withoutCookies?.test(name))
		if (cookies.length > 0) {
			headers.Cookie = cookies.map(([name, value]) => `${name}=${value}`).join('; ')
		}
		const token = sent.token === undefined ? this.token : sent.token
		if (token !== null && token !== '') {
			headers.requesttoken = token
		}
		const body = sent.body === undefined ? Buffer.alloc(0) : Buffer.from(sent.body)
		if (body.length > 0 || sent.method === 'PUT' || sent.method === 'POST') {
			headers['Content-Length'] = String(body.length)
		}
		const message = await exchange(`${this.url}${sent.path}`, sent.method, headers, body)
		this.keepCookies(message.cookies)
		return message.answer
	}

	private keepCookies(lines: readonly string[]): void {
		for (const line of lines) {
			const [pair = ''] = line.split(';')
			const equals = pair.indexOf('=')
			const value = pair.slice(equals + 1)
			if (value === 'deleted') {
				this.cookies.delete(pair.slice(0, equals))
			} else {
				this.cookies.set(pair.slice(0, equals), value)
			}
		}
	}
}

/** The token that a page carries on its head. */
export function pageToken(html: string): string {
	return (/data-requesttoken="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#43;', '+')
}

function exchange(url: string, method: string, headers: Record<string, string>, body: Buffer): Promise<{ answer: Answer, cookies: readonly string[] }> {
	const start = url.startsWith('https:') ? httpsRequest : httpRequest
	return new Promise((resolve, reject) => {
		const request = start(url, { method, headers, agent: false }, (message: IncomingMessage) => {
			const chunks: Buffer[] = []
			message.on('data', (chunk: Buffer) => chunks.push(chunk))
			message.on('error', reject)
			message.on('end', () => {
				const bytes = Buffer.concat(chunks)
				const flat = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']))
				resolve({ answer: { status: message.statusCode ?? 0, headers: flat, bytes, text: bytes.toString('utf8') }, cookies: message.headers['set-cookie'] ?? [] })
			})
		})
		request.on('error', reject)
		request.end(body)
	})
}
