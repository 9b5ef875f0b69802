// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ref } from 'vue'
import type { TrousseauError } from '../../../domain/errors.ts'

import { nextTick, ref } from 'vue'
import { asTrousseauError } from '../../../domain/errors.ts'
import { logCaught } from '../../../platform/log.ts'

/** The state of an action of a screen: running, failed, or neither. */
export interface Attempt {
	readonly busy: Ref<boolean>
	/** Why the latest one failed; null while the next one goes on. */
	readonly error: Ref<TrousseauError | null>
	/**
	 * Runs an action. Never rejects: resolves to the reason of its failure, or to null once it is done. After a failure
	 * the fields that were disabled by `busy` are enabled again in the page, so that one of them can take the focus.
	 */
	readonly attempt: (work: () => Promise<unknown>) => Promise<TrousseauError | null>
}

/**
 * For a screen with an action that takes a moment and may fail. When two run at once, `busy` and `error` speak of the latest.
 *
 * @param first - a failure to show from the beginning
 */
export function useAttempt(first: TrousseauError | null = null): Attempt {
	const busy = ref(false)
	const error = ref<TrousseauError | null>(first)
	let latest = 0
	async function attempt(work: () => Promise<unknown>): Promise<TrousseauError | null> {
		const mine = ++latest
		busy.value = true
		error.value = null
		let reason: TrousseauError | null = null
		try {
			await work()
		} catch (caught) {
			logCaught('attempt', caught)
			reason = asTrousseauError(caught)
		}
		if (mine === latest) {
			busy.value = false
			error.value = reason
		}
		if (reason !== null) {
			await nextTick()
		}
		return reason
	}
	return { busy, error, attempt }
}
