// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../domain/errors.ts'

import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { asTrousseauError } from '../domain/errors.ts'

/** Answers to what somebody typed: there was nothing to save, and nothing is lost. */
const MISTYPED: readonly ErrorCode[] = ['bad-passphrase', 'invitation-expired', 'invitation-unknown', 'wrong-words']

/**
 * What the interface says of saving, always the truth: a change counts as saved
 * once the server has confirmed it, never before.
 */
export const useSavingStore = defineStore('saving', () => {
	const running = ref(0)
	const savedAt = ref<Date | null>(null)
	const error = ref<TrousseauError | null>(null)

	const state = computed<'idle' | 'saving' | 'saved' | 'failed'>(() => {
		if (running.value > 0) {
			return 'saving'
		}
		if (error.value !== null) {
			return 'failed'
		}
		return savedAt.value === null ? 'idle' : 'saved'
	})

	/**
	 * Runs a save and tells its outcome; the error is thrown again for the screen that asked.
	 *
	 * @param save - what writes to the server
	 */
	async function track<T>(save: () => Promise<T>): Promise<T> {
		running.value++
		try {
			const result = await save()
			savedAt.value = new Date()
			error.value = null
			return result
		} catch (caught) {
			const refusal = asTrousseauError(caught)
			error.value = MISTYPED.includes(refusal.code) ? error.value : refusal
			throw refusal
		} finally {
			running.value--
		}
	}

	return { state, savedAt, error, track }
})
