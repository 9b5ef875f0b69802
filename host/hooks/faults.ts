// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Faults that a test can ask for. */
export const FAULT_KINDS = [
	'423', // locked, nothing done
	'503', // the database is busy, nothing done
	'503-maintenance', // as if maintenance had begun for this one request
	'507', // quota, nothing done
	'403', // what the loser of a race may be told, nothing done
	'404', // the same
	'429', // by what protects the server, nothing done
	'500', // the loser of a rename, nothing done
	'502', // by a proxy before the server, which was not asked
	'412-cookies', // the same-site cookies were not sent, nothing done
	'latency', // `milliseconds` before anything; combines with another fault
	'drop-before', // the line is cut before the request is applied
	'drop-after', // the line is cut after it was applied
	'session-lost', // the session is revoked at this request
	'csrf', // the token of this request is refused
	'html-200', // a page where something else was due
	'truncate-body', // the first `bytes` (default: half) are stored as the whole
	'two-winners', // an exclusive PUT overwrites what a rival has just created: 204
	'nobody-wins', // an exclusive PUT gets 423 and nothing is there
	'stale-lock', // PUT gets 423 and leaves a lock for `seconds` (default 3600)
	'alter-answer', // one byte of the body of a GET is another
	'cut-answer', // half of the body, then the line is cut
	'gzip-etag', // the ETag of a GET ends in -gzip
	'same-second-etag', // an overwrite keeps the former ETag
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** A fault to play on the next requests that match. */
export interface FaultRequest {
	readonly kind: FaultKind
	readonly match?: {
		readonly method?: string
		/** Contained in the decoded path. */
		readonly path?: string
		/** Regular expression over the decoded path. */
		readonly pathPattern?: string
	}
	/** Matching requests it plays on; 1 unless told. */
	readonly times?: number
	/** Matching requests to let pass first. */
	readonly skip?: number
	readonly milliseconds?: number
	readonly seconds?: number
	readonly bytes?: number
}

/** A fault picked for one request. */
export type Fault = Pick<FaultRequest, 'kind' | 'milliseconds' | 'seconds' | 'bytes'>

interface Waiting {
	readonly id: number
	readonly request: FaultRequest
	readonly pattern: RegExp | null
	times: number
	skip: number
	played: number
}

/** Header of a request that names its own fault, as JSON; heard only where the switches of the tests are open. */
export const FAULT_HEADER = 'x-host-fault'

/**
 * The fault that a request asks for itself: for tests that send many at once and must know which one fails.
 *
 * @param header - value of {@link FAULT_HEADER}
 * @throws {SyntaxError} for text that is not JSON, or an unknown kind
 */
export function askedFault(header: string): Fault {
	const fault: unknown = JSON.parse(header)
	if (!isFaultRequest(fault)) {
		throw new SyntaxError('not a fault')
	}
	return fault
}

/** Faults waiting for their request. */
export class Faults {
	private waiting: Waiting[] = []
	private last = 0

	/**
	 * @param requests - as posted
	 * @throws {TypeError} on an unknown kind or a malformed entry
	 */
	add(requests: unknown): void {
		const list: unknown[] = Array.isArray(requests) ? requests : [requests]
		for (const request of list) {
			if (!isFaultRequest(request)) {
				throw new TypeError('not a fault')
			}
			this.last += 1
			const pattern = request.match?.pathPattern === undefined ? null : new RegExp(request.match.pathPattern)
			this.waiting.push({ id: this.last, request, pattern, times: request.times ?? 1, skip: request.skip ?? 0, played: 0 })
		}
	}

	clear(): void {
		this.waiting = []
	}

	/** Faults that wait, with the number of times left and played. */
	list(): readonly (FaultRequest & { readonly id: number, readonly left: number, readonly played: number })[] {
		return this.waiting.map(({ id, request, times, played }) => ({ ...request, id, left: times, played }))
	}

	/**
	 * Faults for a request: its latency in milliseconds, and at most one other.
	 *
	 * @param method - in capitals
	 * @param path - decoded, without the query
	 */
	take(method: string, path: string): { readonly latency: number, readonly fault: Fault | null } {
		let latency = 0
		let fault: Fault | null = null
		for (const waiting of this.waiting) {
			if (waiting.times <= 0 || !matches(waiting, method, path)) {
				continue
			}
			if (waiting.skip > 0) {
				waiting.skip -= 1
				continue
			}
			if (waiting.request.kind === 'latency') {
				latency += waiting.request.milliseconds ?? 1000
			} else if (fault === null) {
				fault = waiting.request
			} else {
				continue
			}
			waiting.times -= 1
			waiting.played += 1
		}
		return { latency, fault }
	}
}

function matches({ request, pattern }: Waiting, method: string, path: string): boolean {
	const { match } = request
	if (match?.method !== undefined && match.method.toUpperCase() !== method) {
		return false
	}
	if (match?.path !== undefined && !path.includes(match.path)) {
		return false
	}
	return pattern === null || pattern.test(path)
}

function isFaultRequest(value: unknown): value is FaultRequest {
	if (typeof value !== 'object' || value === null || !('kind' in value)) {
		return false
	}
	return FAULT_KINDS.some((kind) => kind === value.kind)
}
