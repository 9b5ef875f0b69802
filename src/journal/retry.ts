// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore, StoredFile } from './store.ts'

import { asTrousseauError, TrousseauError } from '../domain/errors.ts'

/** Retry policy of a create. Times are in milliseconds. */
export interface RetryPolicy {
	/** Attempts in all, the first included. */
	readonly attempts: number
	/** Longest first pause; it doubles at each attempt, up to `longestPause`. */
	readonly firstPause: number
	readonly longestPause: number
	/** Waits before the next attempt; receives the refusal that caused it. */
	readonly sleep: (milliseconds: number, cause: TrousseauError) => Promise<void>
	/** From 0 to 1, 1 excluded. */
	readonly random: () => number
}

/** Six attempts over about fifteen seconds. */
export const DEFAULT_RETRY: RetryPolicy = {
	attempts: 6,
	firstPause: 600,
	longestPause: 6_000,
	sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) }),
	random: Math.random,
}

/**
 * Store whose `create` retries transient refusals, and returns `already` only if the stored bytes are equal.
 */
export class RetryingStore implements RevisionStore {
	readonly #store: RevisionStore
	readonly #policy: RetryPolicy

	constructor(store: RevisionStore, policy: Partial<RetryPolicy> = {}) {
		this.#store = store
		this.#policy = { ...DEFAULT_RETRY, ...policy }
	}

	list(): Promise<readonly StoredFile[]> {
		return this.#store.list()
	}

	read(name: string): Promise<Uint8Array> {
		return this.#store.read(name)
	}

	remove(name: string): Promise<void> {
		return this.#store.remove(name)
	}

	/**
	 * Creates a file, with the same bytes at each attempt. Rejects with `altered` if other bytes are stored under this name
	 * (an upload cut off and kept by the server): a new revision, with another name, must then be prepared.
	 */
	async create(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		for (let attempt = 1; ; attempt += 1) {
			let cause: TrousseauError
			try {
				return await this.#createOnce(name, bytes, attempt)
			} catch (caught) {
				cause = asTrousseauError(caught)
			}
			if (attempt >= this.#policy.attempts || !mayPassSoon(cause)) {
				throw cause
			}
			await this.#policy.sleep(this.#pause(attempt), cause)
		}
	}

	async #createOnce(name: string, bytes: Uint8Array, attempt: number): Promise<'created' | 'already'> {
		try {
			if (await this.#store.create(name, bytes) === 'created') {
				return 'created'
			}
		} catch (caught) {
			const error = asTrousseauError(caught)
			// While an earlier attempt of ours is being applied, the server may answer 403 or 404 to the next one.
			const doubtful = attempt > 1 && (error.code === 'forbidden' || error.code === 'gone')
			if (!doubtful || !(await this.#isListed(name))) {
				throw error
			}
		}
		await this.#mustHold(name, bytes)
		return 'already'
	}

	async #isListed(name: string): Promise<boolean> {
		try {
			return (await this.#store.list()).some((file) => file.name === name)
		} catch {
			return false
		}
	}

	async #mustHold(name: string, bytes: Uint8Array): Promise<void> {
		if (!sameBytes(await this.#store.read(name), bytes)) {
			throw new TrousseauError('altered', { file: name })
		}
	}

	/** Between half and the whole of the step, so that two clients do not meet again. */
	#pause(attempt: number): number {
		const step = Math.min(this.#policy.longestPause, this.#policy.firstPause * 2 ** (attempt - 1))
		return Math.round(step * (0.5 + this.#policy.random() / 2))
	}
}

/** True if the byte strings are equal. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
	return left.length === right.length && left.every((byte, index) => byte === right[index])
}

/** Refusals that another attempt with the same bytes may overcome. */
function mayPassSoon(error: TrousseauError): boolean {
	return mayPass(error) && error.code !== 'maintenance'
}

/** True if the refusal is transient: retrying later can succeed without any action by the user. */
export function mayPass(error: TrousseauError): boolean {
	const status = error.detail.status
	return error.code === 'busy'
		|| error.code === 'maintenance'
		|| error.code === 'offline'
		|| (error.code === 'unexpected-answer' && typeof status === 'number' && status >= 500)
}
