// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fate, Received, Sent, Session } from './wire.ts'

import { refusalOnTheWay } from '../../host/hooks/refusals.ts'

/** Fates that need a server which plays along: a lock that stays, a whole server in maintenance. */
const ONLY_WITHIN: ReadonlySet<Fate> = new Set(['stale-lock', '503-maintenance'])

/** True if a fault can be played between the client and a real server. */
export const isOnTheWay = (fate: Fate): boolean => !ONLY_WITHIN.has(fate)

/**
 * Plays what becomes of one request on the way to a real server, which knows nothing of it.
 *
 * @param kept - bytes of a body that arrive, when it is truncated
 * @throws {TypeError} when the line is cut
 */
export async function sendOnTheWay(session: Session, fate: Fate, url: string, sent: Sent, kept: number): Promise<Received> {
	const send = (changed: Partial<Sent> = {}): Promise<Received> => session.send(url, { ...sent, ...changed })
	switch (fate) {
		case 'drop-before': throw cut()
		case 'drop-after':
		case 'cut-answer':
			await send()
			throw cut()
		case 'csrf': return send({ headers: { ...sent.headers, requesttoken: 'outdated' } })
		case 'session-lost':
			await session.end()
			return send()
		case 'truncate-body': return send(sent.body === undefined ? {} : { body: sent.body.slice(0, kept) })
		case 'two-winners': {
			// A line that sends a request twice, the second time without its condition.
			await send()
			const { 'If-None-Match': _, ...headers } = sent.headers ?? {}
			return send({ headers })
		}
		case 'alter-answer': {
			const received = await send()
			const bytes = Buffer.from(received.bytes)
			bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
			return { ...received, bytes }
		}
		case 'none':
		case 'late':
		case 'lost-answer': return send()
		default: return refused(fate, url, session) ?? send()
	}
}

const cut = (): TypeError => new TypeError('cut')

/** Answer of a proxy in the server's place; null when the fault is not of that kind. */
function refused(fate: Exclude<Fate, 'late' | 'lost-answer' | 'none'>, url: string, session: Session): Received | null {
	const names = decodeURIComponent(url.slice(session.at('').length)).split('/')
	const reply = refusalOnTheWay(fate, names, session.person.user)
	if (reply === null) {
		return null
	}
	const headers = Object.fromEntries(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
	return { status: reply.status, headers, cookies: [], bytes: Buffer.from(reply.body ?? '') }
}
