// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** What is typed in the one field for everything. What it finds is told by `search-results.ts`. */
export const useSearchStore = defineStore('search', () => {
	const query = ref('')

	return { query }
})
