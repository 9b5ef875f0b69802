// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from './accounts.ts'
import type { Faults } from './hooks/faults.ts'
import type { Traffic } from './hooks/traffic.ts'
import type { Sessions } from './http/sessions.ts'
import type { Theme } from './pages/layout.ts'
import type { Storage } from './storage/storage.ts'

/** Conditions of the whole server, changed by the test hooks. */
export interface Conditions {
	maintenance: boolean
	upgradePending: boolean
	/** Accounts an administrator disabled. */
	readonly disabled: Set<string>
	/** Listings come in a new random order each time. */
	shuffleListings: boolean
	/** The administrator switched sharing off. */
	sharingDisabled: boolean
	/** Theme of the app's page. */
	theme: Theme
	/** The administrator's bound of the automatic lock, in minutes (`occ config:app:set trousseau lock_minutes_max`). */
	lockMinutesMax: number
}

/** Everything a handler may need. */
export interface HostState {
	readonly storage: Storage
	readonly sessions: Sessions
	readonly accounts: readonly Account[]
	readonly faults: Faults
	readonly traffic: Traffic
	readonly conditions: Conditions
	/** Folder that holds `js/`, `css/`, `img/`, `l10n/` and `package.json`. */
	readonly appRoot: string
	readonly testHooks: boolean
	/** Served over https. */
	readonly secure: boolean
}

/** The account of that name, unless it is disabled. */
export function accountOf(state: HostState, user: string | null): Account | null {
	if (user === null || state.conditions.disabled.has(user)) {
		return null
	}
	return state.accounts.find((account) => account.user === user) ?? null
}
