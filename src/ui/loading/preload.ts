// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { logCaught } from '../../platform/log.ts'

/**
 * The screens and panels that must open when the line is cut, most needed first. One that does not come is asked for
 * again when it is opened.
 */
const PARTS: readonly (() => Promise<unknown>)[] = [
	() => import('../components/drafts/SaveTrouble.vue'),
	() => import('../components/drafts/DraftsPanel.vue'),
	() => import('../components/drafts/UnconfirmedNote.vue'),
	() => import('../components/drafts/WaitingNote.vue'),
	() => import('../components/drafts/SignOutDialog.vue'),
	() => import('../components/folder/LostNotice.vue'),
	() => import('../views/PasswordsView.vue'),
	() => import('../components/frame/SearchResults.vue'),
	// Begun here, it reads what can be found before something is typed.
	async () => (await import('../../stores/search/search-results.ts')).useSearchResultsStore(),
	() => import('../views/UnlockView.vue'),
	() => import('../components/notices/OpeningProblem.vue'),
	() => import('../views/ToolsView.vue'),
	() => import('../views/PeopleView.vue'),
	() => import('../views/HostingView.vue'),
	() => import('../views/DiagnosticView.vue'),
]

/** One after the other: what the person asks for meanwhile does not wait behind them. */
export async function preload(): Promise<void> {
	for (const part of PARTS) {
		try {
			await part()
		} catch (error) {
			logCaught('preload', error)
			// The line is cut already.
		}
	}
}
