// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { today, untilMidnight } from '../../domain/days.ts'

/** The day of the person's own place; it changes at their midnight, and when a computer that slept comes back. */
export const useDayStore = defineStore('day', () => {
	const day = ref(today())

	const look = (): void => void (day.value = today())
	const wait = (): void => void setTimeout(() => {
		look()
		wait()
	}, untilMidnight(Date.now()))

	if (typeof document !== 'undefined') {
		document.addEventListener('visibilitychange', look)
		wait()
	}

	return { day }
})
