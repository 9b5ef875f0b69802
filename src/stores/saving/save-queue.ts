// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change } from '../../domain/inventory/changes.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import { logCaught } from '../../platform/log.ts'
import type { VaultChange } from '../../vault/model.ts'

/** An edit of the inventory. Pure: from the inventory to the next one, or the same one when there is nothing to do. */
export type InventoryEdit = (inventory: Inventory, change: Change) => Inventory

/**
 * Stores edits in the browser before they are sent. Both calls resolve once the server has confirmed, or once the edit is
 * stored here and the person may continue; otherwise they reject.
 */
export interface SaveQueue {
	readonly changeInventory: (edit: InventoryEdit) => Promise<void>
	readonly changeVault: (changes: readonly VaultChange[]) => Promise<void>
	/** A notebook was opened, or the line seems to be back: what waits for that leaves. */
	readonly wake: () => Promise<void>
}

let loading: Promise<SaveQueue | null> | null = null

/**
 * Says where edits are kept from now on: a chunk that the first screen does not wait for.
 *
 * @param load - loads it, once; while it cannot be loaded, edits go straight to the server
 */
export function provideSaveQueue(load: () => Promise<SaveQueue>): void {
	loading ??= load().catch((error: unknown) => {
		logCaught('saving.load', error)
		loading = null
		return null
	})
}

/** The save queue; null if edits cannot be stored. */
export const findSaveQueue = async (): Promise<SaveQueue | null> => loading
