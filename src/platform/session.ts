// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { TokenSource } from './dav/transport.ts'

import { getCurrentUser, getRequestToken, onRequestTokenUpdate, setRequestToken } from '@nextcloud/auth'
import { generateUrl } from '@nextcloud/router'
import { TrousseauError } from '../domain/errors.ts'
import { getWhole } from './request.ts'

/** The person whom this page was made for. */
export interface AppUser {
	readonly id: string
	/** Display name; the id when there is none. */
	readonly name: string
	readonly isAdmin: boolean
}

/** Told when the session is lost, with `session-expired` or `other-user`. */
export type SessionObserver = (code: ErrorCode) => void

const RENEWAL_TIMEOUT = 30_000

const observers = new Set<SessionObserver>()

/** The signed-in person. Throws `session-expired` on a page made for nobody. */
export function currentUser(): AppUser {
	const user = getCurrentUser()
	if (user === null) {
		throw new TrousseauError('session-expired')
	}
	return { id: user.uid, name: user.displayName ?? user.uid, isAdmin: user.isAdmin }
}

/** Asks to be told when the session is lost. Returns what ends it. */
export function onSessionLost(observer: SessionObserver): () => void {
	observers.add(observer)
	return () => observers.delete(observer)
}

/** Tells the observers that an answer of the server meant a lost session. */
export function reportSessionLost(code: ErrorCode): void {
	observers.forEach((observer) => observer(code))
}

/**
 * The request token of this page: the one that Nextcloud keeps fresh, and a renewal when it is refused.
 * Several refusals at once make one renewal.
 *
 * @param fetcher - `fetch`, or a stand-in
 */
export function requestTokens(fetcher: typeof fetch): TokenSource {
	let token = getRequestToken()
	let renewal: Promise<boolean> | null = null
	onRequestTokenUpdate((updated) => { token = updated })
	const renew = async (): Promise<boolean> => {
		const renewed = await fetchToken(fetcher)
		if (renewed !== null) {
			token = renewed
			// For everything else on the page; our own observer hears it too.
			setRequestToken(renewed)
		}
		return renewed !== null
	}
	return {
		current: () => token,
		renew: () => {
			renewal ??= renew().finally(() => { renewal = null })
			return renewal
		},
	}
}

/**
 * A new token, or null when the session is gone; rejects with `offline`, `busy`, `maintenance`. Only JSON is believed:
 * a login page answers 200 too.
 */
async function fetchToken(fetcher: typeof fetch): Promise<string | null> {
	const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }
	const { response, bytes } = await getWhole(fetcher, generateUrl('/csrftoken'), headers, RENEWAL_TIMEOUT)
	if (response.status === 429 || response.status >= 500) {
		// The session may well live: who could say so does not answer.
		throw new TrousseauError(response.headers.get('x-nextcloud-maintenance-mode') === '1' ? 'maintenance' : 'busy', {
			status: response.status,
		})
	}
	return response.status === 200 ? readToken(new TextDecoder().decode(bytes)) : null
}

function readToken(text: string): string | null {
	try {
		const answer: unknown = JSON.parse(text)
		const token = typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : null
		return typeof token === 'string' && token !== '' ? token : null
	} catch {
		return null
	}
}
