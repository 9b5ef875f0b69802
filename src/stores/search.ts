// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { createSearchIndex } from '../domain/passwords/search.ts'
import { useInventoryStore } from './inventory.ts'
import { useVaultStore } from './vault.ts'

/** One field for everything: the names of passwords and tools, their logins and sites. */
export const useSearchStore = defineStore('search', () => {
	const vault = useVaultStore()
	const inventory = useInventoryStore()
	const query = ref('')

	const credentialIndex = computed(() => createSearchIndex(vault.live, [
		{ text: ({ label }) => label, weight: 1 },
		{ text: ({ accountId }) => toolNameOf(accountId), weight: 0.8 },
		{ text: ({ tags }) => tags, weight: 0.5 },
		{ text: ({ login, site }) => [login, site], weight: 0.4 },
	]))
	const toolIndex = computed(() => createSearchIndex(inventory.sorted('tools'), [
		{ text: ({ record }) => record.name, weight: 1 },
		{ text: ({ record }) => inventory.record('suppliers', record.supplierId ?? '')?.name ?? '', weight: 0.4 },
	]))

	const credentials = computed(() => query.value.trim() === '' ? [] : credentialIndex.value.search(query.value))
	const tools = computed(() => query.value.trim() === '' ? [] : toolIndex.value.search(query.value))

	function toolNameOf(accountId: string): string {
		const account = inventory.record('accounts', accountId)
		return account === null ? '' : inventory.record('tools', account.toolId)?.name ?? ''
	}

	return { query, credentials, tools }
})
