// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FactName } from '../catalogue/model.ts'
import type { DocumentRecord } from '../document.ts'
import type { JsonValue } from '../json.ts'
import type { Inventory, Provenance } from './model.ts'

import { isExpired } from '../catalogue/facts.ts'
import { dayOf } from '../days.ts'
import { putRecord } from './changes.ts'
import type { Change } from './changes.ts'

/** A record that says where its values come from. */
export interface RecordWithFacts extends DocumentRecord {
	readonly facts?: { readonly [field: string]: Provenance }
}

/** Collections whose records say where their values come from. */
export type CollectionWithFacts = 'tools' | 'hostings' | 'suppliers'

/** For each field that the catalogue can fill, the fact that it comes from. */
const FACT_OF_FIELD: Readonly<Record<string, FactName>> = {
	licenceKind: 'licence',
	supplierId: 'publisher',
	delivery: 'delivery',
	countryStorage: 'hostingCountry',
	parentCountry: 'parentCountry',
}

/**
 * Where a value comes from, or null when nothing is said: then somebody typed it here.
 *
 * @param record - a tool, hosting or supplier
 * @param field - name of the field
 */
export function provenanceOf(record: RecordWithFacts, field: string): Provenance | null {
	return record.facts !== undefined && Object.hasOwn(record.facts, field) ? record.facts[field] ?? null : null
}

/**
 * True if a value was proposed by the catalogue and nobody confirmed it.
 *
 * @param record - a tool, hosting or supplier
 * @param field - name of the field
 */
export function isToConfirm(record: RecordWithFacts, field: string): boolean {
	return record[field] !== undefined && provenanceOf(record, field)?.source === 'catalogue'
}

/**
 * True if a value proposed by the catalogue has grown too old to be relied on.
 *
 * @param record - a tool, hosting or supplier
 * @param field - name of the field
 * @param today - ISO date
 */
export function isToRecheck(record: RecordWithFacts, field: string, today: string): boolean {
	const provenance = provenanceOf(record, field)
	const name = FACT_OF_FIELD[field]
	return provenance?.source === 'catalogue' && name !== undefined && isExpired(provenance.checkedOn, name, today)
}

/**
 * The value of a field when it may be relied on: given, not `unknown`, not to be
 * checked again. Undefined otherwise.
 *
 * @param record - a tool, hosting or supplier
 * @param field - name of the field
 * @param today - ISO date
 */
export function reliable<R extends RecordWithFacts, F extends keyof R & string>(
	record: R,
	field: F,
	today: string,
): Exclude<R[F], 'unknown'> | undefined {
	const value: JsonValue | undefined = record[field]
	return value === undefined || value === 'unknown' || isToRecheck(record, field, today) ? undefined : (value as Exclude<R[F], 'unknown'>)
}

/**
 * True if somebody answered "Je ne sais pas" for a field that has no value.
 *
 * @param record - a tool, hosting or supplier
 * @param field - name of the field, or of the question
 */
export function isSaidUnknown(record: RecordWithFacts, field: string): boolean {
	return record[field] === 'unknown' || (record[field] === undefined && provenanceOf(record, field)?.knowledge === 'unknown')
}

/**
 * The inventory with a value confirmed by the user, unchanged when the field has none.
 *
 * @param inventory - never modified
 * @param collection - collection of the record
 * @param id - id of the record
 * @param field - the field confirmed
 * @param change - author and time
 */
export function confirmFact(inventory: Inventory, collection: CollectionWithFacts, id: string, field: string, change: Change): Inventory {
	const record: RecordWithFacts | undefined = inventory.collections[collection][id]
	if (record === undefined || record[field] === undefined) {
		return inventory
	}
	const confirmed: Provenance = { source: 'user', checkedOn: dayOf(change.at), knowledge: 'declared' }
	return putRecord(inventory, collection, id, { facts: { ...record.facts, [field]: confirmed } }, change)
}
