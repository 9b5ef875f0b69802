// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import { basicAccount } from '../dav/authenticate.ts'
import type { Fault } from '../hooks/faults.ts'
import type { Exchange, Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import { accountOf } from '../state.ts'
import { capabilities, currentUser } from './cloud.ts'
import type { OcsResult } from './envelope.ts'
import { envelope, failure } from './envelope.ts'
import { autocomplete, sharees } from './people.ts'
import { sharesCall } from './shares.ts'

/** Everything below `/ocs/v1.php` and `/ocs/v2.php`. */
export async function ocsHandler(state: HostState, exchange: Exchange, fault: Fault | null): Promise<Reply> {
	const found = /^\/ocs\/v([12])\.php\/(.*?)\/?$/.exec(exchange.path)
	const version = found?.[1] === '1' ? 1 : 2
	const call = found?.[2] ?? ''
	if (state.conditions.maintenance || state.conditions.upgradePending || fault?.kind === '503-maintenance') {
		return { ...envelope(exchange, version, failure(503, 'Service unavailable')), status: 503 }
	}
	if (fault?.kind === '503') {
		return { ...envelope(exchange, version, failure(503, 'Internal error')), status: 503 }
	}
	if (!state.sessions.passesStrictCookies(exchange)) {
		return json(412, { error: 'Strict Cookie has not been found in request' })
	}
	const session = state.sessions.live(exchange)
	const account = basicAccount(state, exchange) ?? accountOf(state, session?.user ?? null)
	if (call === 'cloud/capabilities' && exchange.method === 'GET') {
		return envelope(exchange, version, capabilities(state, account))
	}
	if (account === null) {
		return envelope(exchange, version, failure(401, 'Current user is not logged in'))
	}
	const basic = exchange.header('authorization') !== ''
	const csrfFails = fault?.kind === 'csrf' || (!basic && session !== null && !state.sessions.passesCsrf(exchange, session))
	if (csrfFails) {
		return json(412, { message: 'CSRF check failed' })
	}
	const reply = envelope(exchange, version, await dispatch(state, exchange, account, call))
	return { ...reply, headers: { ...reply.headers, 'X-User-Id': account.user } }
}

async function dispatch(state: HostState, exchange: Exchange, account: Account, call: string): Promise<OcsResult> {
	if (call === 'cloud/user') {
		return currentUser(state, account)
	}
	if (call === 'core/autocomplete/get') {
		return autocomplete(state, exchange, account)
	}
	if (call === 'apps/files_sharing/api/v1/sharees') {
		return sharees(state, exchange, account)
	}
	const share = /^apps\/files_sharing\/api\/v1\/shares(?:\/(\d+|pending))?$/.exec(call)
	if (share) {
		return sharesCall(state, exchange, account, share[1] ?? null)
	}
	return { status: 998, message: 'Invalid query, please check the syntax.', data: [] }
}
