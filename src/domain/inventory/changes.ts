// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentRecord, HistoryEntry } from '../document.ts'
import type { JsonValue } from '../json.ts'
import type { Inventory, InventoryCollections } from './model.ts'

import canonicalize from 'canonicalize'

/** Who changes the inventory, and when. */
export interface Change {
	/** ISO 8601, UTC. */
	readonly at: string
	/** User id. */
	readonly by: string
}

/** A record of a collection. */
export type RecordOf<C extends keyof InventoryCollections> = InventoryCollections[C][string]

type KnownField<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] }

/** Fields to write on a record; `undefined` takes the field away. */
export type FieldsOf<C extends keyof InventoryCollections> = {
	readonly [K in Exclude<KnownField<RecordOf<C>>, 'history'>]?: RecordOf<C>[K] | undefined
}

/** Former values kept for each field (docs/FORMAT.md, section 7). */
const HISTORY_LIMIT = 50

/**
 * The inventory with some fields of a record written. A record that does not
 * exist is created. Fields that are not named stay; each value that changes goes
 * to the record's `history`. When nothing changes, the same inventory is returned.
 *
 * @param inventory - never modified
 * @param collection - name of the collection
 * @param id - id of the record
 * @param fields - the fields to write; `undefined` takes a field away
 * @param change - author and time
 */
export function putRecord<C extends keyof InventoryCollections>(
	inventory: Inventory,
	collection: C,
	id: string,
	fields: FieldsOf<C>,
	change: Change,
): Inventory {
	const records: Readonly<Record<string, DocumentRecord>> = inventory.collections[collection]
	const former = Object.hasOwn(records, id) ? records[id] : undefined
	const { history = [], ...values }: DocumentRecord = former ?? {}
	const next: Record<string, JsonValue> = { ...values }
	const replaced: HistoryEntry[] = []
	let changed = former === undefined
	for (const [field, value] of Object.entries(fields) as [string, JsonValue | undefined][]) {
		const old = next[field]
		if (field === 'history' || sameJson(old, value)) {
			continue
		}
		changed = true
		if (old !== undefined) {
			replaced.push({ at: change.at, by: change.by, field, reason: 'edit', value: old })
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
	const merged = mergeHistory(history, replaced)
	return withRecords(inventory, collection, { ...records, [id]: merged.length === 0 ? next : { ...next, history: merged } })
}

/**
 * The inventory without a record. Records that name it keep its id: readers take
 * an id that leads nowhere as absent. The same inventory when there is no such record.
 *
 * @param inventory - never modified
 * @param collection - name of the collection
 * @param id - id of the record
 */
export function removeRecord(inventory: Inventory, collection: keyof InventoryCollections, id: string): Inventory {
	const records: Readonly<Record<string, DocumentRecord>> = inventory.collections[collection]
	if (!Object.hasOwn(records, id)) {
		return inventory
	}
	const { [id]: _removed, ...rest } = records
	return withRecords(inventory, collection, rest)
}

function withRecords(inventory: Inventory, collection: keyof InventoryCollections, records: Readonly<Record<string, DocumentRecord>>): Inventory {
	return { ...inventory, collections: { ...inventory.collections, [collection]: records } } as Inventory
}

/**
 * Whether two values are the same once written; absent equals absent only.
 *
 * @param left - a value or nothing
 * @param right - a value or nothing
 */
export function sameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
	return left === right || (left !== undefined && right !== undefined && canonicalize(left) === canonicalize(right))
}

/** Sorted by time then canonical form, distinct, the last {@link HISTORY_LIMIT} of each field. */
function mergeHistory(former: readonly HistoryEntry[], added: readonly HistoryEntry[]): readonly HistoryEntry[] {
	if (added.length === 0) {
		return former
	}
	const byForm = new Map([...former, ...added].map((entry) => [canonicalize(entry) ?? '', entry]))
	const sorted = [...byForm].sort(([leftForm, left], [rightForm, right]) => compare(left.at, right.at) || compare(leftForm, rightForm))
	const counts = new Map<string, number>()
	const kept: HistoryEntry[] = []
	for (const [, entry] of sorted.reverse()) {
		const seen = counts.get(entry.field) ?? 0
		counts.set(entry.field, seen + 1)
		if (seen < HISTORY_LIMIT) {
			kept.push(entry)
		}
	}
	return kept.reverse()
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0
}
