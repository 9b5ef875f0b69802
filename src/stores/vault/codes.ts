// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { clockAhead } from '../../platform/server-clock.ts'
import { useVaultStore } from './vault.ts'

/** Milliseconds from which a clock is told to be wrong: sites accept a code that is half a minute old or early. */
const TOLERATED = 30_000

/** One-time codes: computed in the Worker, where their secrets stay. */
export const useCodesStore = defineStore('codes', () => {
	const vault = useVaultStore()

	/** Minutes, at least 1, by which this computer's clock is ahead (negative: late), or 0 when that matters to no code or is not known. */
	function clockError(): number {
		const ahead = clockAhead() ?? 0
		return Math.abs(ahead) <= TOLERATED ? 0 : Math.sign(ahead) * Math.max(1, Math.round(Math.abs(ahead) / 60_000))
	}

	return { code: vault.code, clockError }
})
