// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { createSearchIndex } from '../../domain/passwords/search.ts'
import type { SearchField } from '../../domain/passwords/search.ts'
import type { CredentialSummary } from '../../vault/model.ts'
import { inIdleSlices } from '../diagnostic/idle-slices.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { useSearchStore } from './search.ts'

/** Rows of each kind that are shown, at most: more are not looked through. */
const SHOWN = 50

/** A row found, and what Enter does with it: copies its password, or opens it. */
export type FoundRow
	= | { readonly kind: 'credential', readonly credential: CredentialSummary }
		| { readonly kind: 'tool', readonly id: string, readonly name: string }

/** Results of the search: names of passwords and tools, their logins and sites. Loaded before the first input. */
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
	const index = computed(() => {
		const { tools, accounts } = inventory.inventory.collections
		const toolNameOf = ({ accountId }: CredentialSummary): string => {
			const toolId = Object.hasOwn(accounts, accountId) ? accounts[accountId]?.toolId ?? '' : ''
			return Object.hasOwn(tools, toolId) ? tools[toolId]?.name ?? '' : ''
		}
		return createSearchIndex(vault.live, [...ownFields, { text: toolNameOf, weight: 0.8 }])
	})
	const toolIndex = computed(() => createSearchIndex(inventory.sorted('tools'), [
		{ text: ({ record }) => record.name, weight: 1 },
		{ text: ({ record }) => inventory.record('suppliers', record.supplierId ?? '')?.name ?? '', weight: 0.4 },
	]))
	let stopReading = (): void => {}
	// Also what lets go of the names of a vault when it is locked.
	watchState(() => index.value, ({ read }) => {
		stopReading()
		stopReading = inIdleSlices(read)
	}, { immediate: true })

	const own = computed(() => query.value.trim() === '' ? [] : index.value.search(query.value, ownFields.length))
	/** Matches on the vault's own text come first: tool names come from the server, which must not choose the order. */
	const credentials = computed(() => (
		query.value.trim() === '' ? [] : [...own.value, ...index.value.search(query.value, undefined, new Set(own.value))]
	))
	/** The one that a key copies without another look; null when only the name of a tool led to what is found. */
	const first = computed(() => own.value[0] ?? null)
	const tools = computed(() => query.value.trim() === '' ? [] : toolIndex.value.search(query.value))

	/** Rows in display order. */
	const rows = computed<readonly FoundRow[]>(() => [
		...credentials.value.slice(0, SHOWN).map((credential) => ({ kind: 'credential' as const, credential })),
		...tools.value.slice(0, SHOWN).map(({ id, record }) => ({ kind: 'tool' as const, id, name: record.name })),
	])
	/** Place of the row that Enter acts on: the one that the arrows reached, else the first. */
	const place = computed(() => Math.min(Math.max(search.chosen, 0), rows.value.length - 1))
	const row = computed(() => rows.value[place.value] ?? null)
	/** True if Enter copies the row's password: it was selected, or matched by the vault's own text. */
	const copies = computed(() => row.value?.kind === 'credential'
		&& row.value.credential.hasPassword
		&& (search.chosen >= 0 || first.value === row.value.credential))

	/** Moves the choice by a number of rows, as far as there are some. */
	function move(by: number): void {
		search.chosen = rows.value.length === 0 ? -1 : Math.min(Math.max(place.value + by, 0), rows.value.length - 1)
	}

	return { credentials, first, tools, rows, place, row, copies, move }
})
