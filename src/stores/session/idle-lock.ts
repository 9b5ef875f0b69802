// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import { appConfig, LOCK_MINUTES } from '../../platform/state.ts'

/** Cause of a lock: the person, idle time, or another window of this browser. */
export type LockCause = 'idle' | 'person' | 'window'

/** A lock whose cause the page shows. */
export interface ToldLock {
	readonly cause: LockCause
	readonly at: Date
	/** Delay that was in force. */
	readonly minutes: number
}

/** The delays offered, in minutes; the bound of the host is added where it is none of them. */
const OFFERED = [LOCK_MINUTES.least, 5, LOCK_MINUTES.usual, 15, 20, 30, 45, LOCK_MINUTES.most]
const CHOICE = 'lock-minutes'
/** Seconds by which the activity clocks of two windows may differ. */
const WINDOWS_DIFFER = 16

/**
 * Counts the time without a sign of life, with the clock and not with a timer: a computer that slept locks at waking
 * up. The delay is a choice of the person on this computer, within the bound of the host.
 */
export const useIdleLockStore = defineStore('idle-lock', () => {
	const bound = appConfig().lockMinutesMax
	const minutes = ref(chosen())
	const lastSeen = ref(Date.now())
	const now = ref(Date.now())
	const told = shallowRef<ToldLock | null>(null)

	const secondsLeft = computed(() => Math.max(0, minutes.value * 60 - Math.floor((now.value - lastSeen.value) / 1_000)))
	const delays = computed(() => [...new Set([...OFFERED.filter((delay) => delay < bound), bound])])

	function chosen(): number {
		const kept = Number(browserMemory().preference(CHOICE) ?? LOCK_MINUTES.usual)
		const wanted = Number.isInteger(kept) && kept >= LOCK_MINUTES.least ? kept : LOCK_MINUTES.usual
		return Math.min(wanted, bound)
	}

	/** Chooses the delay of this computer, in minutes. */
	function choose(delay: number): void {
		browserMemory().setPreference(CHOICE, String(delay))
		minutes.value = chosen()
	}

	/** Records activity. */
	function touch(): void {
		lastSeen.value = Date.now()
		now.value = lastSeen.value
	}

	/** Reads the clock, and the delay, which another window may have changed. */
	function tick(): void {
		now.value = Date.now()
		minutes.value = chosen()
	}

	/** Records the cause of the lock. A window told to lock when its own idle time is nearly over reports idle time. */
	function tell(cause: LockCause): void {
		tick()
		told.value = {
			cause: cause === 'window' && secondsLeft.value < WINDOWS_DIFFER ? 'idle' : cause,
			at: new Date(),
			minutes: minutes.value,
		}
	}

	/** Clears the cause: unlocked, or nothing to report. */
	function forget(): void {
		told.value = null
	}

	/** The host allows less than the most. */
	const isBounded = bound < LOCK_MINUTES.most

	return { bound, isBounded, delays, minutes, secondsLeft, told, choose, touch, tick, tell, forget }
})
