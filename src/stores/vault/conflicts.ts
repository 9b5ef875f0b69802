// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RecordPlace } from '../../domain/differences.ts'
import type { ConflictView } from '../../worker/api.ts'
import type { Undo } from '../session/notices.ts'

import { defineStore } from 'pinia'
import { computed } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { inventoryConflicts, reopenInventory, settleInventory } from '../../domain/inventory/conflicts.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useVaultStore } from './vault.ts'

/** Unresolved conflicts between concurrent edits. A choice is saved like any other edit. */
export const useConflictsStore = defineStore('conflicts', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	const ofInventory = computed(() => inventoryConflicts(inventory.inventory))

	/** Conflicts of a tool's sheet: of the tool, and of the related records it shows. */
	const ofTool = (toolId: string) => ofInventory.value.filter((one) => one.toolId === toolId)

	/** Conflicts of a credential, without the values. */
	async function ofCredential(id: string): Promise<readonly ConflictView[]> {
		const vaultId = vault.place?.vaultId
		if (vault.status !== 'open' || vaultId === undefined) {
			throw new TrousseauError('locked')
		}
		return cryptoClient().conflicts({ vaultId, id })
	}

	/**
	 * Uses one of the values of a field of the inventory: that of this place in the record's history, or with null the
	 * one shown. Gives back what asks the question again.
	 */
	function settleRecord(place: RecordPlace, field: string, index: number | null): Promise<Undo> {
		return inventory.reversibly(
			(current, change) => settleInventory(current, place, field, index, change),
			(current, before, after, change) => {
				const next = reopenInventory(current, { before, after }, place, field, change)
				return { inventory: next, undone: 0, left: next === current ? 1 : 0 }
			},
		)
	}

	/** As `settleRecord`, of a password. */
	async function settleCredential(id: string, field: string, index: number | null): Promise<Undo> {
		const changedAt = (): string => vault.credentials.find((one) => one.id === id)?.updatedAt ?? ''
		const { place } = vault
		await vault.change([{ kind: 'settle', id, field, index }])
		const after = changedAt()
		return async () => {
			if (vault.place?.vaultId !== place?.vaultId || changedAt() !== after) {
				return 'changed'
			}
			await vault.change([{ kind: 'reopen', id, field, index }])
			return 'undone'
		}
	}

	return { ofInventory, ofTool, ofCredential, settleRecord, settleCredential }
})
