// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { onBeforeUnmount, onMounted } from 'vue'
import { useVaultStore } from '../../stores/vault/vault.ts'

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Tells the vault store that somebody is there. The store counts the idle time
 * with the clock, not with a timer: a computer that slept locks at waking up.
 */
export function useIdleLock(): void {
	const vault = useVaultStore()
	const touch = () => vault.touch()
	let timer: ReturnType<typeof setInterval> | undefined

	onMounted(() => {
		for (const name of SIGNS_OF_LIFE) {
			window.addEventListener(name, touch, { passive: true, capture: true })
		}
		document.addEventListener('visibilitychange', vault.checkIdle)
		timer = setInterval(vault.checkIdle, 1_000)
	})
	onBeforeUnmount(() => {
		for (const name of SIGNS_OF_LIFE) {
			window.removeEventListener(name, touch, { capture: true })
		}
		document.removeEventListener('visibilitychange', vault.checkIdle)
		clearInterval(timer)
	})
}
