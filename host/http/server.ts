// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { davHandler } from '../dav/handler.ts'
import type { Fault } from '../hooks/faults.ts'
import { askedFault, FAULT_HEADER } from '../hooks/faults.ts'
import { replyInItsPlace } from '../hooks/refusals.ts'
import { hookHandler } from '../hooks/routes.ts'
import { ocsHandler } from '../ocs/handler.ts'
import { pageHandler } from '../pages/handler.ts'
import { plainPage } from '../pages/html-reply.ts'
import type { HostState } from '../state.ts'
import type { Certificate } from './certificate.ts'
import { compressed } from './compress.ts'
import type { Incoming, Reply } from './exchange.ts'
import { AbortedRequest, BodyTooLarge, Exchange, fromSocket } from './exchange.ts'

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'SAMEORIGIN',
	'X-Permitted-Cross-Domain-Policies': 'none',
	'X-Robots-Tag': 'noindex, nofollow',
}

/**
 * The HTTP server over a host's state; not listening yet.
 *
 * @param state - what it serves
 * @param certificate - for https; null for plain HTTP
 */
export function createHttpServer(state: HostState, certificate: Certificate | null = null): Server {
	const listener = (request: IncomingMessage, response: ServerResponse): void => {
		void serve(state, request, response)
	}
	const server = certificate === null ? createServer(listener) : createSecureServer({ cert: certificate.cert, key: certificate.key }, listener)
	// An idle connection kept open would keep a closing host waiting.
	server.keepAliveTimeout = 5_000
	return server
}

async function serve(state: HostState, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const exchange = new Exchange(fromSocket(request))
	let status = 0
	try {
		const reply = await handle(state, exchange)
		// A body nobody read is drained, so that it is recorded and the connection stays usable.
		await exchange.body()
		if (reply === null) {
			request.socket.destroy()
		} else {
			status = reply.status
			send(exchange, response, reply)
		}
	} catch (error) {
		status = refuse(error, response)
	}
	const body = await exchange.body().catch(() => Buffer.alloc(0))
	if (!exchange.path.startsWith('/__host/')) {
		state.traffic.note({ method: exchange.method, url: request.url ?? '', status }, request.rawHeaders, body)
	}
}

/** A request from within the process, without a socket; null means that the line is cut. */
export async function answerWithin(state: HostState, request: Omit<Incoming, 'body'> & { readonly body: Uint8Array }): Promise<Reply | null> {
	const reply = await handle(state, new Exchange({ ...request, body: async () => Buffer.from(request.body) }))
	return reply === null || reply.cut === true ? null : reply
}

/** Plays the faults around the real handler; null means that the line is to be cut. */
async function handle(state: HostState, exchange: Exchange): Promise<Reply | null> {
	if (exchange.path.startsWith('/__host/')) {
		return state.testHooks ? hookHandler(state, exchange) : notHere()
	}
	const { latency, fault } = chooseFault(state, exchange)
	if (latency > 0) {
		await delay(latency)
	}
	if (fault?.kind === 'drop-before') {
		await exchange.body()
		return null
	}
	if (fault?.kind === 'html-200') {
		return { status: 200, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: plainPage('Connexion au réseau', 'Cette page n’est pas celle qui était demandée.') }
	}
	const instead = replyInItsPlace(fault?.kind)
	if (instead !== null) {
		return instead
	}
	if (fault?.kind === 'session-lost') {
		const session = state.sessions.live(exchange)
		if (session !== null) {
			session.state = 'revoked'
		}
	}
	const reply = await dispatch(state, exchange, fault)
	if (fault?.kind === 'drop-after') {
		return null
	}
	return fault?.kind === 'cut-answer' ? { ...reply, cut: true } : reply
}

/** The fault that the request names itself, or those that wait for it. */
function chooseFault(state: HostState, exchange: Exchange): { readonly latency: number, readonly fault: Fault | null } {
	const asked = state.testHooks ? exchange.header(FAULT_HEADER) : ''
	return asked === '' ? state.faults.take(exchange.method, exchange.path) : { latency: 0, fault: askedFault(asked) }
}

function dispatch(state: HostState, exchange: Exchange, fault: Fault | null): Promise<Reply> {
	if (/^\/remote\.php\/dav(?:\/|$)/.test(exchange.rawPath)) {
		return davHandler(state, exchange, fault)
	}
	if (/^\/ocs\/v[12]\.php\//.test(exchange.rawPath)) {
		return ocsHandler(state, exchange, fault)
	}
	return pageHandler(state, exchange)
}

function notHere(): Reply {
	return { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'Not found' }
}

function send(exchange: Exchange, response: ServerResponse, reply: Reply): void {
	const headers: Record<string, string | string[]> = { ...SECURITY_HEADERS }
	for (const [name, value] of Object.entries(reply.headers ?? {})) {
		headers[name] = typeof value === 'string' ? value : [...value]
	}
	const { body, headers: encoding } = compressed(exchange, reply)
	Object.assign(headers, encoding)
	const bodiless = reply.status === 204 || reply.status === 304
	if (!bodiless) {
		headers['Content-Length'] = String(body.length)
	}
	response.writeHead(reply.status, headers)
	if (reply.cut === true) {
		response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
		return
	}
	response.end(bodiless || exchange.method === 'HEAD' ? undefined : body)
}

function refuse(error: unknown, response: ServerResponse): number {
	if (error instanceof AbortedRequest) {
		response.destroy()
		return 0
	}
	const status = error instanceof BodyTooLarge ? 413 : error instanceof SyntaxError ? 400 : 500
	if (status === 500) {
		process.stderr.write(`host: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
	}
	response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
	response.end(status === 500 ? 'Internal error' : 'Refused')
	return status
}
