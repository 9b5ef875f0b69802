// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { OpenConflict } from '../conflicts.ts'
import type { RecordPlace } from '../differences.ts'
import type { DocumentRecord } from '../document.ts'
import type { Change } from './changes.ts'
import type { Inventory } from './model.ts'

import { openConflicts, reopenConflict, settleConflict } from '../conflicts.ts'
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
	const inRecord = (collection: string, id: string, record: DocumentRecord): readonly InventoryConflict[] => (
		openConflicts(record).map((conflict) => ({
			collection,
			id,
			record,
			conflict,
			label: recordName(record),
			toolId: toolOf(inventory, { collection, id }),
		}))
	)
	return Object.entries(inventory.collections).flatMap(([collection, records]) => (
		Object.entries(records).flatMap(([id, record]) => inRecord(collection, id, record))
	))
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
	const [toolId = ''] = Object.entries(collections.tools).find(([, tool]) => tool.supplierId === id || tool.hostingId === id) ?? []
	return toolId
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
export function settleInventory(
	inventory: Inventory,
	{ collection, id }: RecordPlace,
	field: string,
	index: number | null,
	change: Change,
): Inventory {
	const record = recordAt(inventory, { collection, id })
	return withRecord(
		inventory,
		{ collection, id },
		record,
		record === undefined ? undefined : settleConflict(record, field, index, change),
	)
}

/**
 * The inventory in which a choice between the values of a field is open again; the same when the field was changed since.
 *
 * @param inventory - never modified
 * @param choice - the inventory before somebody chose, and after
 * @param choice.before - never modified
 * @param choice.after - never modified
 * @param place - the record
 * @param field - the field
 * @param change - author and time
 */
export function reopenInventory(
	inventory: Inventory,
	choice: { readonly before: Inventory, readonly after: Inventory },
	place: RecordPlace,
	field: string,
	change: Change,
): Inventory {
	const [record, before, after] = [recordAt(inventory, place), recordAt(choice.before, place), recordAt(choice.after, place)]
	const isThere = record !== undefined && before !== undefined && after !== undefined
	return withRecord(inventory, place, record, isThere ? reopenConflict(record, { before, after }, field, change) : undefined)
}

function withRecord(
	inventory: Inventory,
	{ collection, id }: RecordPlace,
	former: DocumentRecord | undefined,
	next: DocumentRecord | undefined,
): Inventory {
	if (next === undefined || next === former) {
		return inventory
	}
	const records = inventory.collections[collection] ?? {}
	return { ...inventory, collections: { ...inventory.collections, [collection]: { ...records, [id]: next } } } as Inventory
}
