// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { logCaught } from '../../platform/log.ts'
import { useVaultStore } from '../../stores/vault/vault.ts'

/**
 * The chunks of the next screens, most needed first: fetched while there is nothing else to do, so that these screens
 * open at once, and when the line is cut. One module of a chunk brings the whole of it. One that does not come is asked
 * for again when it is opened.
 */
const NEXT: readonly (() => Promise<unknown>)[] = [
	// The messages of a line that is cut, among others: begun by the first page already.
	() => import(/* webpackChunkName: "home" */ '../components/drafts/SaveTrouble.vue'),
	() => import(/* webpackChunkName: "passwords" */ '../views/PasswordsView.vue'),
	// The Worker and libsodium, which the passphrase would wait for.
	async () => {
		const vault = useVaultStore()
		if (vault.status === 'locked') {
			await vault.creation.ready()
		}
	},
	// Begun here, it reads what can be found before something is typed.
	async () => (await import(/* webpackChunkName: "passwords" */ '../../stores/search/search-results.ts')).useSearchResultsStore(),
	() => import(/* webpackChunkName: "screens" */ '../views/ToolsView.vue'),
]

/** Fetches them one after the other: what the person asks for meanwhile does not wait behind them. */
export async function preload(): Promise<void> {
	for (const part of NEXT) {
		try {
			await part()
		} catch (error) {
			logCaught('preload', error)
			// The line is cut already.
		}
	}
}
