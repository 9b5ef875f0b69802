// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { OpenConflict } from '../conflicts.ts'
import type { RecordPlace } from '../differences.ts'
import type { DocumentRecord } from '../document.ts'
import type { Change } from './changes.ts'
import type { Inventory } from './model.ts'

import { openConflicts, settleConflict } from '../conflicts.ts'
import { recordAt, recordName } from '../differences.ts'

/** A field of the inventory between whose values nobody chose yet. */
export interface InventoryConflict extends RecordPlace {
	/** Name of the record. */
	readonly label: string
	/** The tool on whose sheet it shows, or an empty text. */
	readonly toolId: string
	readonly conflict: OpenConflict
	readonly record: DocumentRecord
}

/** Every field of the inventory between whose values nobody chose yet. */
export function inventoryConflicts(inventory: Inventory): readonly InventoryConflict[] {
	return Object.entries(inventory.collections).flatMap(([collection, records]) => Object.entries(records).flatMap(([id, record]) => (
		openConflicts(record).map((conflict) => ({ collection, id, record, conflict, label: recordName(record), toolId: toolOf(inventory, { collection, id }) }))
	)))
}

/** The tool that shows a record: itself, the one it names, or the first that names it. */
function toolOf({ collections }: Inventory, { collection, id }: RecordPlace): string {
	if (collection === 'tools') {
		return id
	}
	const record = collections[collection]?.[id]
	const named = typeof record?.toolId === 'string' ? record.toolId : Array.isArray(record?.toolIds) ? String(record.toolIds[0] ?? '') : ''
	if (named !== '') {
		return Object.hasOwn(collections.tools, named) ? named : ''
	}
	return Object.keys(collections.tools).find((toolId) => collections.tools[toolId]?.supplierId === id || collections.tools[toolId]?.hostingId === id) ?? ''
}

/**
 * The inventory in which somebody chose between the values of a field; the same when there is nothing to choose.
 *
 * @param inventory - never modified
 * @param place - the record
 * @param field - the field
 * @param index - place in the record's history of the value to use, or null for the one that is shown
 * @param change - author and time
 */
export function settleInventory(inventory: Inventory, { collection, id }: RecordPlace, field: string, index: number | null, change: Change): Inventory {
	const record = recordAt(inventory, { collection, id })
	const settled = record === undefined ? undefined : settleConflict(record, field, index, change)
	if (settled === undefined || settled === record) {
		return inventory
	}
	const records = inventory.collections[collection] ?? {}
	return { ...inventory, collections: { ...inventory.collections, [collection]: { ...records, [id]: settled } } } as Inventory
}
