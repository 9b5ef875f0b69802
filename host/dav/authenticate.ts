// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Exchange } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import { accountOf } from '../state.ts'
import type { DavError } from './errors.ts'
import { notAuthenticated } from './errors.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The same-site cookies are missing: answered before anything else, in JSON. */
export class StrictCookieMissing extends Error {}

/**
 * Account that makes this DAV request.
 *
 * @param state - the host
 * @param exchange - the request
 * @param csrfBroken - true when a fault asks for the token to be refused
 * @throws {DavError} 401
 * @throws {StrictCookieMissing}
 */
export function authenticate(state: HostState, exchange: Exchange, csrfBroken: boolean): Account {
	if (!state.sessions.passesStrictCookies(exchange)) {
		throw new StrictCookieMissing()
	}
	const basic = basicAccount(state, exchange)
	if (basic) {
		return basic
	}
	const session = state.sessions.live(exchange)
	const account = accountOf(state, session?.user ?? null)
	if (session === null || account === null) {
		throw challenge(exchange)
	}
	const tokenNeeded = !READING.has(exchange.method)
	if (tokenNeeded && (csrfBroken || !state.sessions.passesCsrf(exchange, session))) {
		throw notAuthenticated('CSRF check not passed.')
	}
	return account
}

/** The account of a Basic header with the right password. */
export function basicAccount(state: HostState, exchange: Exchange): Account | null {
	const found = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(exchange.header('authorization'))
	if (found === null) {
		return null
	}
	const [user, ...rest] = Buffer.from(found[1] ?? '', 'base64').toString('utf8').split(':')
	const account = accountOf(state, user ?? '')
	return account !== null && account.password === rest.join(':') ? account : null
}

function challenge(exchange: Exchange): DavError {
	const ajax = exchange.header('x-requested-with').split(',').includes('XMLHttpRequest')
	if (ajax) {
		return notAuthenticated('Cannot authenticate over ajax calls', 'DummyBasic realm="Nextcloud", charset="UTF-8"')
	}
	const reason
		= exchange.header('authorization') === ''
			? "No public access to this resource., No 'Authorization: Basic' header found. Either the client didn't send one, or the server is misconfigured"
			: 'No public access to this resource., Username or password was incorrect'
	return notAuthenticated(reason, 'Basic realm="Nextcloud", charset="UTF-8"')
}
