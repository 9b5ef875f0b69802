// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { createSearchIndex } from '../domain/passwords/search.ts'
import type { SearchField } from '../domain/passwords/search.ts'
import type { CredentialSummary } from '../vault/model.ts'
import { useInventoryStore } from './inventory.ts'
import { useSearchStore } from './search.ts'
import { useVaultStore } from './vault.ts'

/** What the search field finds: the names of passwords and tools, their logins and sites. Loaded with the first thing typed. */
export const useSearchResultsStore = defineStore('search-results', () => {
	const search = useSearchStore()
	const vault = useVaultStore()
	const inventory = useInventoryStore()
	const query = computed(() => search.query)

	const ownFields: readonly SearchField<CredentialSummary>[] = [
		{ text: ({ label }) => label, weight: 1 },
		{ text: ({ tags }) => tags, weight: 0.5 },
		{ text: ({ login, site }) => [login, site], weight: 0.4 },
	]
	const ownIndex = computed(() => createSearchIndex(vault.live, ownFields))
	const wideIndex = computed(() => createSearchIndex(vault.live, [...ownFields, { text: ({ accountId }) => toolNameOf(accountId), weight: 0.8 }]))
	const toolIndex = computed(() => createSearchIndex(inventory.sorted('tools'), [
		{ text: ({ record }) => record.name, weight: 1 },
		{ text: ({ record }) => inventory.record('suppliers', record.supplierId ?? '')?.name ?? '', weight: 0.4 },
	]))

	const own = computed(() => query.value.trim() === '' ? [] : ownIndex.value.search(query.value))
	/** Those that the vault's own words find come first: the names of tools are the server's, which must not choose. */
	const credentials = computed(() => query.value.trim() === '' ? [] : [...new Set([...own.value, ...wideIndex.value.search(query.value)])])
	/** The one that a key copies without another look; null when only the name of a tool led to what is found. */
	const first = computed(() => own.value[0] ?? null)
	const tools = computed(() => query.value.trim() === '' ? [] : toolIndex.value.search(query.value))

	function toolNameOf(accountId: string): string {
		const account = inventory.record('accounts', accountId)
		return account === null ? '' : inventory.record('tools', account.toolId)?.name ?? ''
	}

	return { credentials, first, tools }
})
