// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { loadState } from '@nextcloud/initial-state'

/** Minutes without activity before the automatic lock: bounds of the setting, and its default (`usual`). */
export const LOCK_MINUTES = { least: 2, usual: 10, most: 60 } as const

/** Initial state that the page's controller writes into the page. */
export interface AppConfig {
	/** Version of the app that is installed. */
	readonly version: string
	/** The longest delay of the automatic lock that the host allows, in minutes. */
	readonly lockMinutesMax: number
}

/** The configuration that came with the page; the usual values where the server gave none. */
export function appConfig(): AppConfig {
	// The stores also run where there is no page, in the proofs.
	const state = typeof window === 'undefined' ? {} : loadState<unknown>('trousseau', 'config', {})
	const given: Readonly<Record<string, unknown>> = typeof state === 'object' && state !== null ? { ...state } : {}
	const { version, lockMinutesMax } = given
	return {
		version: typeof version === 'string' ? version : '',
		lockMinutesMax: typeof lockMinutesMax === 'number' && Number.isInteger(lockMinutesMax)
			? Math.min(LOCK_MINUTES.most, Math.max(LOCK_MINUTES.least, lockMinutesMax))
			: LOCK_MINUTES.most,
	}
}
