// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../domain/inventory/model.ts'
import type { CredentialSummary } from '../vault/model.ts'

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { toolsKnowledge } from '../domain/inventory/knowledge.ts'
import { useInventoryStore } from './inventory.ts'
import { useMembersStore } from './members.ts'
import { useVaultStore } from './vault.ts'
import { watchState } from './watching.ts'

/** A list that something to do is about; each is an address, so that it can be come back to. */
export type ListFilter = 'departed' | 'reused' | 'disputed' | 'elsewhere' | 'hosting-unknown' | 'cost-unknown'

/** An account of the inventory, with its id. */
export interface ListedAccount {
	readonly id: string
	readonly record: Account
}

/** What a list holds of each kind; what is to be done is done once it is empty. */
export interface TodoList {
	readonly credentials: readonly CredentialSummary[]
	/** Accounts whose password is not in the vault. */
	readonly accounts: readonly ListedAccount[]
	readonly toolIds: readonly string[]
}

const list = ({ credentials = [], accounts = [], toolIds = [] }: Partial<TodoList>): TodoList => ({ credentials, accounts, toolIds })

/** How many objects a list holds: the number that the home screen says, since it leads to that list. */
export const sizeOf = ({ credentials, accounts, toolIds }: TodoList): number => credentials.length + accounts.length + toolIds.length

/** The very objects behind each thing to do. */
export const useTodoListsStore = defineStore('todo-lists', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const members = useMembersStore()

	const today = () => new Date().toISOString().slice(0, 10)

	/** Accounts held by somebody who left, and whose password did not change since. */
	const heldByDeparted = computed(() => {
		const left = new Map(inventory.sorted('persons')
			.filter(({ record }) => record.endOn !== undefined && record.endOn !== 'unknown' && record.endOn <= today())
			.map(({ id, record }) => [id, record.endOn ?? '']))
		return inventory.sorted('accounts').filter(({ record }) => record.disabledOn === undefined
			&& (record.holderIds ?? []).some((holder) => left.has(holder) && (record.rotatedOn ?? '') <= (left.get(holder) ?? '')))
	})

	/** Passwords known by people who left: as the inventory says, and as the vault remembers of those who could open it. */
	const departed = computed(() => {
		const left = new Set(members.departures.flatMap(({ items }) => items.filter(({ done }) => !done).map(({ credentialId }) => credentialId)))
		const held = new Set(heldByDeparted.value.map(({ id }) => id))
		const credentials = vault.live.filter(({ id, accountId }) => left.has(id) || held.has(accountId))
		const found = new Set(credentials.map(({ accountId }) => accountId))
		return list({ credentials, accounts: heldByDeparted.value.filter(({ id }) => !found.has(id)) })
	})

	const reused = computed(() => list({ credentials: vault.live.filter(({ reusedBy }) => reusedBy > 0) }))

	const elsewhere = computed(() => list({
		accounts: inventory.sorted('accounts').filter(({ record }) => record.vaultState !== 'vault' && record.disabledOn === undefined),
	}))

	const lacking = computed(() => {
		const knowledge = toolsKnowledge(inventory.inventory, today())
		const without = (fact: 'hosting' | 'cost') => list({
			toolIds: inventory.sorted('tools').map(({ id }) => id).filter((id) => knowledge.get(id)?.facts.some((entry) => entry.fact === fact && entry.state === 'not-asked') === true),
		})
		return { hosting: without('hosting'), cost: without('cost') }
	})

	/** Tools about which two people wrote at once; looked for when the page is up. */
	const disputedTools = shallowRef<readonly string[]>([])
	watchState(() => inventory.inventory, async (current) => {
		const { inventoryConflicts } = await import('../domain/inventory/conflicts.ts')
		disputedTools.value = [...new Set(inventoryConflicts(current).map(({ toolId }) => toolId))].filter((id) => id !== '')
	}, { immediate: true })
	const disputed = computed(() => list({ credentials: vault.live.filter(({ conflicts }) => conflicts > 0), toolIds: disputedTools.value }))

	/** What a list holds at this moment. */
	function of(filter: ListFilter): TodoList {
		switch (filter) {
			case 'departed': return departed.value
			case 'reused': return reused.value
			case 'disputed': return disputed.value
			case 'elsewhere': return elsewhere.value
			case 'hosting-unknown': return lacking.value.hosting
			case 'cost-unknown': return lacking.value.cost
		}
	}

	return { of }
})
