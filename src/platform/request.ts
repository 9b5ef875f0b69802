// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'

/** An answer and its whole body. */
export interface Received {
	readonly response: Response
	readonly bytes: Uint8Array
}

/** Milliseconds that a request without a long body may take, its answer included. */
export const REQUEST_TIMEOUT = 60_000

/** The `fetch` options of every request to the server, whichever client sends it. */
export const SESSION_RULES = {
	// Nextcloud sends no Cache-Control: the browser would show an old revision.
	cache: 'no-store',
	credentials: 'same-origin',
	// A redirection leads to a login page: its status 0 tells the end of a session.
	redirect: 'manual',
} as const satisfies RequestInit

/**
 * Runs a task whose signal aborts when its caller gives up or when it takes too long.
 * Not `AbortSignal.any` nor `AbortSignal.timeout`: browsers of 2021 lack them.
 *
 * @param milliseconds - until the task is aborted with a `TimeoutError`
 * @param task - rejects once its signal aborts
 * @param caller - signal of who asked
 */
export async function withDeadline<T>(milliseconds: number, task: (signal: AbortSignal) => Promise<T>, caller?: AbortSignal): Promise<T> {
	const controller = new AbortController()
	const cancel = (): void => controller.abort(caller?.reason)
	const timer = setTimeout(() => controller.abort(new DOMException('It took too long', 'TimeoutError')), milliseconds)
	caller?.addEventListener('abort', cancel)
	try {
		if (caller?.aborted === true) {
			cancel()
		}
		return await task(controller.signal)
	} finally {
		clearTimeout(timer)
		caller?.removeEventListener('abort', cancel)
	}
}

/**
 * {@link withDeadline} for a request: whatever keeps an answer from being read to its end is `offline`. Nothing is waited
 * for once the signal aborts: a package may have sent a request of its own, which does not know the signal.
 */
export async function sendWithin<T>(milliseconds: number, send: (signal: AbortSignal) => Promise<T>, caller?: AbortSignal): Promise<T> {
	const aborted = (signal: AbortSignal): Promise<never> => new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason as Error))
	})
	try {
		return await withDeadline(milliseconds, (signal) => Promise.race([send(signal), aborted(signal)]), caller)
	} catch (error) {
		throw error instanceof TrousseauError ? error : new TrousseauError('offline', {}, error)
	}
}

/** One request without a body, outside of WebDAV and OCS, read to its end. Rejects with `offline`. */
export function getWhole(
	fetcher: typeof fetch,
	url: string,
	headers: Readonly<Record<string, string>> = {},
	milliseconds: number = REQUEST_TIMEOUT,
	caller?: AbortSignal,
): Promise<Received> {
	return sendWithin(milliseconds, async (signal) => {
		const response = await fetcher(url, { ...SESSION_RULES, headers, signal })
		return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
	}, caller)
}
