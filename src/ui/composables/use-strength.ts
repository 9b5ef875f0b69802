// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComputedRef } from 'vue'
import type { Strength } from '../../domain/passwords/strength.ts'

import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useStrengthStore } from '../../stores/vault/strength.ts'

/** The strength of a password that is being typed. */
export interface TypedStrength {
	/** Never better than what the dictionaries said last: what is typed is judged again meanwhile. */
	readonly strength: ComputedRef<Strength>
	/** False until the dictionaries answered for the present text. */
	readonly isSure: ComputedRef<boolean>
	/** The answer of the dictionaries for the present text. */
	readonly settled: () => Promise<Strength>
}

/**
 * Follows a password that is typed. One check at a time: the letters typed during it are judged together at its end.
 *
 * @param password - as typed
 * @param beside - texts of its entry that are no secret
 */
export function useStrength(password: () => string, beside: () => readonly string[]): TypedStrength {
	const store = useStrengthStore()
	/** Answer for one text; the text is compared, so that a late answer is not taken for that of the present one. */
	const judged = shallowRef<{ readonly password: string, readonly beside: string, readonly strength: Strength } | null>(null)
	let running: Promise<Strength> | null = null
	let isOver = false

	const besideKey = computed(() => beside().join('\n'))
	const isSure = computed(() => password() === '' || (judged.value?.password === password() && judged.value.beside === besideKey.value))
	const strength = computed(() => {
		if (isSure.value && judged.value !== null && password() !== '') {
			return judged.value.strength
		}
		const now = store.atOnce(password(), beside())
		const last = judged.value?.strength.score ?? 4
		return last < now.score ? { ...now, score: last } : now
	})

	async function settle(): Promise<Strength> {
		for (;;) {
			const asked = { password: password(), beside: besideKey.value }
			const found = await store.judge(asked.password, beside())
			if (isOver) {
				return found
			}
			judged.value = { ...asked, strength: found }
			if (isSure.value) {
				return found
			}
		}
	}

	function settled(): Promise<Strength> {
		running ??= settle().finally(() => {
			running = null
		})
		return running
	}

	const release = store.begin()
	watch([password, besideKey], () => {
		if (password() !== '') {
			void settled()
		} else {
			judged.value = null
		}
	}, { immediate: true })
	onScopeDispose(() => {
		isOver = true
		judged.value = null
		release()
	})

	return { strength, isSure, settled }
}
