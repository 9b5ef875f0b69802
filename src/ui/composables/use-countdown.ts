// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComputedRef } from 'vue'

import { computed, onBeforeUnmount, ref, watch } from 'vue'

/**
 * Whole seconds left until a moment, 0 once it is past; counts by itself while the component is there.
 *
 * @param until - the moment in milliseconds, 0 for none
 */
export function useCountdown(until: () => number): ComputedRef<number> {
	const now = ref(Date.now())
	let timer: ReturnType<typeof setInterval> | undefined
	watch(until, (moment) => {
		clearInterval(timer)
		now.value = Date.now()
		timer = moment === 0
			? undefined
			: setInterval(() => {
					now.value = Date.now()
				}, 1_000)
	}, { immediate: true })
	onBeforeUnmount(() => clearInterval(timer))
	return computed(() => Math.max(0, Math.ceil((until() - now.value) / 1_000)))
}
