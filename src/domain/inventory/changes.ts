// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentRecord, HistoryEntry } from '../document.ts'
import type { JsonValue } from '../json.ts'
import type { CollectionName, Inventory, WrittenFields } from './model.ts'

import { sameJson } from '../canonical.ts'
import { normaliseHistory } from '../merge.ts'
import { timeAfter } from '../stamps.ts'

/** Author and time of a change of the inventory. */
export interface Change {
	/** ISO 8601, UTC. */
	readonly at: string
	/** User id. */
	readonly by: string
}

/** Fields that {@link putRecord} writes itself; the names of `BOOKKEEPING` in `fields.ts`. */
export const BOOKKEEPING_FIELDS: ReadonlySet<string> = new Set(['history', 'updatedAt', 'updatedBy'])

/** Fields to write on a record; `undefined` takes the field away. */
export type FieldsOf<C extends CollectionName> = { readonly [K in keyof WrittenFields<C>]?: WrittenFields<C>[K] | undefined }

/**
 * The inventory with some fields of a record written. A record that does not
 * exist is created. Fields that are not named stay; each value that changes goes
 * to the record's `history` under the name of who had last written the record.
 * When nothing changes, the same inventory is returned.
 *
 * @param inventory - never modified
 * @param collection - name of the collection
 * @param id - id of the record
 * @param fields - the fields to write; `undefined` takes a field away
 * @param change - author and time
 */
export function putRecord<C extends CollectionName>(
	inventory: Inventory,
	collection: C,
	id: string,
	fields: FieldsOf<C>,
	change: Change,
): Inventory {
	const records: Readonly<Record<string, DocumentRecord>> = inventory.collections[collection]
	const former = Object.hasOwn(records, id) ? records[id] : undefined
	const { history = [], ...values }: DocumentRecord = former ?? {}
	const at = timeAfter(change.at, former)
	const next: Record<string, JsonValue> = { ...values, updatedAt: at, updatedBy: change.by }
	const author = typeof values.updatedBy === 'string' ? values.updatedBy : ''
	const replaced: HistoryEntry[] = []
	let changed = former === undefined
	for (const [field, value] of Object.entries(fields) as [string, JsonValue | undefined][]) {
		const old = values[field]
		if (BOOKKEEPING_FIELDS.has(field) || sameJson(old, value)) {
			continue
		}
		changed = true
		if (old !== undefined) {
			replaced.push({ at, by: author, field, reason: 'edit', value: old })
		}
		if (value === undefined) {
			delete next[field]
		} else {
			next[field] = value
		}
	}
	if (!changed) {
		return inventory
	}
	if (history.length + replaced.length > 0) {
		next.history = normaliseHistory([...history, ...replaced])
	}
	return withRecords(inventory, collection, { ...records, [id]: next })
}

/**
 * The inventory without a record. Records that name it keep its id: readers take
 * an id that leads nowhere as absent. The same inventory when there is no such record.
 *
 * @param inventory - never modified
 * @param collection - name of the collection
 * @param id - id of the record
 */
export function removeRecord(inventory: Inventory, collection: CollectionName, id: string): Inventory {
	const records: Readonly<Record<string, DocumentRecord>> = inventory.collections[collection]
	if (!Object.hasOwn(records, id)) {
		return inventory
	}
	const { [id]: _removed, ...rest } = records
	return withRecords(inventory, collection, rest)
}

function withRecords(inventory: Inventory, collection: CollectionName, records: Readonly<Record<string, DocumentRecord>>): Inventory {
	return { ...inventory, collections: { ...inventory.collections, [collection]: records } } as Inventory
}
