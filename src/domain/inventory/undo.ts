// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentRecord, RecordCollection } from '../document.ts'
import type { JsonValue } from '../json.ts'
import type { Change, FieldsOf } from './changes.ts'
import type { CollectionName, Inventory } from './model.ts'

import { sameJson } from '../canonical.ts'
import { BOOKKEEPING_FIELDS, putRecord, removeRecord } from './changes.ts'

/** An inventory in which an edit was undone. */
export interface UndoneEdit {
	readonly inventory: Inventory
	/** Records and fields that are as before the edit again. */
	readonly undone: number
	/** Those that were changed since the edit, and stay as they are now. */
	readonly left: number
}

type Values = Readonly<Record<string, JsonValue | undefined>>

const NO_RECORDS: RecordCollection = {}

const namesOf = (one: object, other: object): readonly string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])]

function own<T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
	return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}

function fieldsOf(record: DocumentRecord): DocumentRecord {
	return Object.fromEntries(Object.entries(record).filter(([field]) => !BOOKKEEPING_FIELDS.has(field))) as DocumentRecord
}

/** For each name that an edit changed, the value before it; what is no longer as the edit left it is counted. */
function formerValues(
	now: Values,
	before: Values,
	after: Values,
): { readonly values: Record<string, JsonValue | undefined>, readonly left: number } {
	const changed = namesOf(before, after).filter((name) => (
		!sameJson(own(before, name), own(after, name)) && !sameJson(own(now, name), own(before, name))
	))
	const open = changed.filter((name) => sameJson(own(now, name), own(after, name)))
	return { values: Object.fromEntries(open.map((name) => [name, own(before, name)])), left: changed.length - open.length }
}

function withoutUndefined(values: Values): DocumentRecord {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as DocumentRecord
}

/** The fields to write so that a record is again as before an edit; of `facts`, each fact by itself. */
function formerFields(
	now: DocumentRecord,
	before: DocumentRecord,
	after: DocumentRecord,
): { readonly fields: Record<string, JsonValue | undefined>, readonly left: number } {
	const { facts: factsNow = {}, ...valuesNow } = fieldsOf(now)
	const { facts: factsBefore = {}, ...valuesBefore } = fieldsOf(before)
	const { facts: factsAfter = {}, ...valuesAfter } = fieldsOf(after)
	const { values, left } = formerValues(valuesNow, valuesBefore, valuesAfter)
	const facts = formerValues(factsNow as Values, factsBefore as Values, factsAfter as Values)
	if (Object.keys(facts.values).length === 0) {
		return { fields: values, left }
	}
	const next = withoutUndefined({ ...(factsNow as Values), ...facts.values })
	return { fields: { ...values, facts: Object.keys(next).length === 0 ? undefined : next }, left }
}

/**
 * The inventory with an edit undone: each record and each field that it changed is as it was before, over what is there
 * now. What was changed again since the edit stays as it is now.
 *
 * @param current - never modified
 * @param before - the inventory that was edited
 * @param after - what the edit made of it
 * @param change - author and time of the undoing
 */
export function undoEdit(current: Inventory, before: Inventory, after: Inventory, change: Change): UndoneEdit {
	let state: UndoneEdit = { inventory: current, undone: 0, left: 0 }
	for (const collection of Object.keys(after.collections) as CollectionName[]) {
		const [was, is]: readonly RecordCollection[] = [before.collections[collection] ?? NO_RECORDS, after.collections[collection]]
		if (was !== is && was !== undefined && is !== undefined) {
			for (const id of namesOf(was, is).filter((name) => own(was, name) !== own(is, name))) {
				state = undoRecord(state, collection, id, own(was, id), own(is, id), change)
			}
		}
	}
	return state
}

function undoRecord(
	state: UndoneEdit,
	collection: CollectionName,
	id: string,
	before: DocumentRecord | undefined,
	after: DocumentRecord | undefined,
	change: Change,
): UndoneEdit {
	const { inventory } = state
	const now = own<DocumentRecord>(inventory.collections[collection] as RecordCollection, id)
	const done = (next: Inventory, count = 1): UndoneEdit => ({ ...state, inventory: next, undone: state.undone + count })
	if (after === undefined) {
		return now === undefined
			? done(withRecord(inventory, collection, id, { ...before, updatedAt: change.at, updatedBy: change.by }))
			: { ...state, left: state.left + 1 }
	}
	if (now === undefined) {
		return before === undefined ? state : { ...state, left: state.left + 1 }
	}
	if (before === undefined) {
		return sameJson(fieldsOf(now), fieldsOf(after)) ? done(removeRecord(inventory, collection, id)) : { ...state, left: state.left + 1 }
	}
	const { fields, left } = formerFields(now, before, after)
	const next = putRecord(inventory, collection, id, fields as FieldsOf<typeof collection>, change)
	return { ...done(next, Object.keys(fields).length), left: state.left + left }
}

function withRecord(inventory: Inventory, collection: CollectionName, id: string, record: DocumentRecord): Inventory {
	return {
		...inventory,
		collections: { ...inventory.collections, [collection]: { ...inventory.collections[collection], [id]: record } },
	} as Inventory
}
