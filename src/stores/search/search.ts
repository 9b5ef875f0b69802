// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { watchState } from '../session/watch-state.ts'

/** Input of the search field. Results are in `search-results.ts`. */
export const useSearchStore = defineStore('search', () => {
	const query = ref('')
	/** Index of the row selected with the arrow keys; -1 if none. */
	const chosen = ref(-1)
	/** Id in the page of the row that Enter acts on, for the field to name it to screen readers; empty when none is shown. */
	const activeId = ref('')

	watchState(() => query.value, () => {
		chosen.value = -1
	}, { sync: true })

	return { query, chosen, activeId }
})
