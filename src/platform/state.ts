// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { loadState } from '@nextcloud/initial-state'

/** What the page's controller gives with the page. */
export interface AppConfig {
	/** Version of the app that is installed. */
	readonly version: string
}

/** The configuration that came with the page; empty values where the server gave none. */
export function appConfig(): AppConfig {
	const state = loadState<unknown>('trousseau', 'config', {})
	const version = typeof state === 'object' && state !== null && 'version' in state ? state.version : ''
	return { version: typeof version === 'string' ? version : '' }
}
