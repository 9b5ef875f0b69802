// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../domain/errors.ts'
import type { WaitingTrace } from '../../platform/waiting-trace.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asTrousseauError } from '../../domain/errors.ts'
import { DEFAULT_RETRY, mayPass } from '../../journal/retry.ts'

/** Codes caused by wrong input: nothing was to be saved, nothing is lost. */
const MISTYPED: readonly ErrorCode[] = ['bad-passphrase', 'invitation-expired', 'invitation-unknown', 'wrong-words']

/** A write whose outcome is unknown. */
export interface UnconfirmedWrite {
	readonly error: TrousseauError
	/** Sends the same once more. */
	readonly again: () => void
	/** Leaves it in doubt. */
	readonly stop: () => void
}

/** Milliseconds before what is in doubt is sent again by itself; the line that comes back does not wait for it. */
const ASK_EVERY = 15_000

/**
 * Save status shown by the interface. Invariant: a change counts as saved only once the server has confirmed it.
 */
export const useSavingStore = defineStore('saving', () => {
	const running = ref(0)
	const savedAt = ref<Date | null>(null)
	/** Error of the last request, if it is neither saved nor kept in this browser. */
	const error = shallowRef<TrousseauError | null>(null)
	/** Edits kept in this browser that the server does not have yet. */
	const kept = ref(0)
	/** Reason the kept edits are not saved; null before the server was asked. */
	const refusal = shallowRef<TrousseauError | null>(null)
	/** Time of the next attempt, in milliseconds; 0 if none is planned. */
	const retryAt = ref(0)
	/** False if the browser stores nothing beyond the page. */
	const lasting = ref(true)
	/** True while the kept edits wait for another tab to release the lock, or for that wait to time out. */
	const isHeld = ref(false)
	/** True if a backup was prepared and not downloaded yet. */
	const backupInHand = ref(false)
	/** Edits that were waiting in this browser and have disappeared without reaching the server. */
	const lost = shallowRef<WaitingTrace | null>(null)
	const unconfirmed = shallowRef<UnconfirmedWrite | null>(null)

	const state = computed<'idle' | 'saving' | 'saved' | 'waiting' | 'failed'>(() => {
		if (running.value > 0) {
			return retryAt.value === 0 && unconfirmed.value === null && !isHeld.value ? 'saving' : 'waiting'
		}
		if (kept.value > 0) {
			return refusal.value === null || mayPass(refusal.value) ? 'waiting' : 'failed'
		}
		if (error.value !== null) {
			return 'failed'
		}
		return savedAt.value === null ? 'idle' : 'saved'
	})

	/**
	 * Runs a save and records its outcome; rethrows its error.
	 *
	 * @param save - the write
	 * @param isKept - true if the edit stays in the browser when refused
	 */
	async function track<T>(save: () => Promise<T>, isKept = false): Promise<T> {
		running.value++
		try {
			const result = await save()
			savedAt.value = new Date()
			error.value = null
			return result
		} catch (caught) {
			const refused = asTrousseauError(caught)
			if (!isKept && !MISTYPED.includes(refused.code)) {
				error.value = refused
			}
			throw refused
		} finally {
			running.value--
			if (!isKept) {
				unconfirmed.value = null
			}
		}
	}

	/** Waits before the next attempt of a running save, and shows it. */
	async function pause(milliseconds: number, cause: TrousseauError): Promise<void> {
		refusal.value = cause
		retryAt.value = Date.now() + milliseconds
		await DEFAULT_RETRY.sleep(milliseconds, cause)
		retryAt.value = 0
	}

	/**
	 * Waits before repeating a write of unknown outcome: until a delay has passed, the browser is online, or the person
	 * asks. False if they cancel.
	 */
	async function askAgain(cause: TrousseauError): Promise<boolean> {
		refusal.value = cause
		const answer = await new Promise<boolean>((resolve) => {
			const settle = (isAgain: boolean): void => {
				clearTimeout(timer)
				globalThis.removeEventListener('online', again)
				resolve(isAgain)
			}
			const again = (): void => settle(true)
			const timer = setTimeout(again, ASK_EVERY)
			globalThis.addEventListener('online', again)
			unconfirmed.value = { error: cause, again, stop: () => settle(false) }
		})
		if (!answer) {
			unconfirmed.value = null
		}
		return answer
	}

	return {
		running,
		unconfirmed,
		askAgain,
		state,
		savedAt,
		error,
		kept,
		refusal,
		retryAt,
		lasting,
		isHeld,
		backupInHand,
		lost,
		track,
		pause,
	}
})
