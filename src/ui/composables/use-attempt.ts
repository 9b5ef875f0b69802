// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ref } from 'vue'
import { ref } from 'vue'
import { asTrousseauError } from '../../domain/errors.ts'
import type { TrousseauError } from '../../domain/errors.ts'
import { logCaught } from '../../platform/log.ts'

/** What a person asked for, while it is done and when it failed. */
export interface Attempt {
	readonly busy: Ref<boolean>
	/** Why the last one failed; null while the next one goes on. */
	readonly error: Ref<TrousseauError | null>
	/** Does it. Never rejects. */
	readonly attempt: (work: () => Promise<unknown>) => Promise<void>
}

/** For a screen with something to do that takes a moment and may fail. */
export function useAttempt(): Attempt {
	const busy = ref(false)
	const error = ref<TrousseauError | null>(null)
	async function attempt(work: () => Promise<unknown>): Promise<void> {
		busy.value = true
		error.value = null
		try {
			await work()
		} catch (caught) {
			logCaught('attempt', caught)
			error.value = asTrousseauError(caught)
		} finally {
			busy.value = false
		}
	}
	return { busy, error, attempt }
}
