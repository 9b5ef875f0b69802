// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../domain/errors.ts'
import type { WaitingTrace } from '../../platform/waiting-trace.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asTrousseauError } from '../../domain/errors.ts'
import { DEFAULT_RETRY, mayPass } from '../../journal/retry.ts'

/** Answers to what somebody typed: there was nothing to save, and nothing is lost. */
const MISTYPED: readonly ErrorCode[] = ['bad-passphrase', 'invitation-expired', 'invitation-unknown', 'wrong-words']

/** Something asked of the server, of which nobody knows yet whether it was done. */
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
 * What the interface says of saving, always the truth: a change counts as saved
 * once the server has confirmed it, never before.
 */
export const useSavingStore = defineStore('saving', () => {
	const running = ref(0)
	const savedAt = ref<Date | null>(null)
	/** Why what was asked last is neither saved nor kept here. */
	const error = shallowRef<TrousseauError | null>(null)
	/** Edits kept in this browser that the server does not have yet. */
	const kept = ref(0)
	/** Why they are not saved; null before the server was asked. */
	const refusal = shallowRef<TrousseauError | null>(null)
	/** When the server is asked again, milliseconds; 0 when nothing is planned. */
	const retryAt = ref(0)
	/** False where the browser keeps nothing once the page is closed. */
	const lasting = ref(true)
	/** What is kept waits until another tab of this browser lets go, or has been waited for long enough. */
	const isHeld = ref(false)
	/** A backup was prepared, and not taken out of this page. */
	const backupInHand = ref(false)
	/** What waited in this browser when it was last looked at, and is no longer there, without having reached the server. */
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
	 * Runs a save and tells its outcome; the error is thrown again for whoever asked.
	 *
	 * @param save - what writes to the server
	 * @param isKept - what is saved stays in the browser when it is refused
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

	/** Waits before another attempt of a save under way, and says so. */
	async function pause(milliseconds: number, cause: TrousseauError): Promise<void> {
		refusal.value = cause
		retryAt.value = Date.now() + milliseconds
		await DEFAULT_RETRY.sleep(milliseconds, cause)
		retryAt.value = 0
	}

	/**
	 * Waits until something in doubt may be asked again: by itself, when the line is back, or when the person says so.
	 * False once they stop.
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
