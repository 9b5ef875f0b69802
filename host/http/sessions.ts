// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Exchange } from './exchange.ts'

/** One browser's session. Kept in memory: a restart of the host logs everybody out. */
export interface Session {
	readonly id: string
	/** Account logged in, null for an anonymous session. */
	readonly user: string | null
	/** Second cookie, without which a session is not believed. */
	readonly passphrase: string
	/** The secret that every token of this session masks. */
	readonly secret: Buffer
	state: 'live' | 'revoked' | 'logged-out'
}

const SAME_SITE = ['lax', 'strict'] as const
const PASSPHRASE_COOKIE = 'oc_sessionPassphrase'

/** Sessions, their cookies and their request tokens. */
export class Sessions {
	/** Name of the session cookie; also the suffix of file ids, as on a real server. */
	readonly instanceId: string
	private readonly secure: boolean
	private readonly byId = new Map<string, Session>()

	/**
	 * @param instanceId - of the server
	 * @param secure - cookies are for https alone
	 */
	constructor(instanceId: string, secure = false) {
		this.instanceId = instanceId
		this.secure = secure
	}

	/** Creates a session for an account, or an anonymous one. */
	start(user: string | null): Session {
		const session: Session = {
			id: randomBytes(16).toString('hex'),
			user,
			passphrase: randomBytes(32).toString('base64url'),
			secret: randomBytes(32),
			state: 'live',
		}
		this.byId.set(session.id, session)
		return session
	}

	/** The session the cookies name, whatever its state; null when unknown or without its passphrase, which ends it. */
	find(exchange: Exchange): Session | null {
		const session = this.byId.get(exchange.cookies.get(this.instanceId) ?? '')
		if (session === undefined) {
			return null
		}
		if (exchange.cookies.get(PASSPHRASE_COOKIE) === session.passphrase) {
			return session
		}
		// A real server then writes the session under a new passphrase: it is lost for everybody.
		if (session.state === 'live') {
			session.state = 'revoked'
		}
		return null
	}

	/** The session when it still counts. */
	live(exchange: Exchange): Session | null {
		const session = this.find(exchange)
		return session?.state === 'live' ? session : null
	}

	/** Ends sessions without their browser knowing. */
	revoke(user: string | null): number {
		let count = 0
		for (const session of this.byId.values()) {
			if (session.state !== 'live' || session.user === null || (user !== null && session.user !== user)) {
				continue
			}
			session.state = 'revoked'
			count += 1
		}
		return count
	}

	/** Headers that give a browser its session and the two same-site cookies. */
	cookies(session: Session): string[] {
		const secure = this.secure ? '; secure' : ''
		return [
			`${this.instanceId}=${session.id}; path=/${secure}; HttpOnly; SameSite=Lax`,
			`${PASSPHRASE_COOKIE}=${session.passphrase}; path=/${secure}; HttpOnly; SameSite=Lax`,
			...SAME_SITE.map((kind) => `${this.sameSiteName(kind)}=true; path=/; httponly${secure}; expires=Fri, 31-Dec-2100 23:59:59 GMT; SameSite=${kind}`),
		]
	}

	/** Over https, the prefix keeps other hosts of the domain from setting it. */
	private sameSiteName(kind: string): string {
		return `${this.secure ? '__Host-' : ''}nc_sameSiteCookie${kind}`
	}

	/** A fresh token of a session: the secret under a one-time mask. Older tokens stay valid. */
	token(session: Session): string {
		const mask = randomBytes(session.secret.length)
		return `${xor(session.secret, mask).toString('base64')}:${mask.toString('base64')}`
	}

	/** Is this a token of this session? */
	holds(session: Session, token: string): boolean {
		const [masked, mask, ...rest] = token.split(':').map((part) => Buffer.from(part, 'base64'))
		if (masked === undefined || mask === undefined || rest.length > 0) {
			return false
		}
		if (masked.length !== session.secret.length || mask.length !== masked.length) {
			return false
		}
		return timingSafeEqual(xor(masked, mask), session.secret)
	}

	/** Strict same-site check; only asked of requests that carry a session cookie and are not API calls. */
	passesStrictCookies(exchange: Exchange): boolean {
		if (exchange.header('OCS-APIRequest') !== '' || !exchange.cookies.has(this.instanceId)) {
			return true
		}
		return SAME_SITE.every((kind) => exchange.cookies.get(this.sameSiteName(kind)) === 'true')
	}

	/** Request-forgery check of a live session. */
	passesCsrf(exchange: Exchange, session: Session, given?: string): boolean {
		if (!this.passesStrictCookies(exchange)) {
			return false
		}
		if (exchange.header('OCS-APIRequest') !== '') {
			return true
		}
		return this.holds(session, given ?? (exchange.query.get('requesttoken') ?? exchange.header('requesttoken')))
	}
}

function xor(left: Buffer, right: Buffer): Buffer {
	return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)))
}
