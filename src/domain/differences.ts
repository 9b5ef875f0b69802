// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from './canonical.ts'
import type { DocumentContent, DocumentRecord, HistoryEntry, RecordCollection } from './document.ts'
import type { JsonValue } from './json.ts'
import { normaliseHistory } from './merge.ts'

/** Where a record stands in a document. */
export interface RecordPlace {
	readonly collection: string
	readonly id: string
}

/** A field whose value differs; `undefined` where the record does not have it. */
export interface FieldDifference {
	readonly field: string
	readonly before: JsonValue | undefined
	readonly after: JsonValue | undefined
}

/** A record that differs between two contents. */
export interface RecordDifference extends RecordPlace {
	/** `settled`: nothing but its history differs, which is how one of two values is kept. */
	readonly kind: 'added' | 'removed' | 'changed' | 'settled'
	/** Null when it was added. */
	readonly before: DocumentRecord | null
	/** Null when it was removed. */
	readonly after: DocumentRecord | null
	/** Of a changed record, the fields that people write. */
	readonly fields: readonly FieldDifference[]
}

/** Author and time of a restoration. */
export interface Restorer {
	/** ISO 8601, UTC. */
	readonly at: string
	/** User or member id. */
	readonly by: string
}

/** How the records of one kind of document are restored. */
export interface RestoreRules {
	/** True if a value that is replaced goes to the record's history. */
	readonly keepsFormer: (field: string, value: JsonValue) => boolean
	/** The record to write for one that the past does not have; null removes it. */
	readonly retire: (record: DocumentRecord, restorer: Restorer) => DocumentRecord | null
}

/** Every value that is replaced is kept, and what the past does not have is taken away. */
export const PLAIN_RULES: RestoreRules = { keepsFormer: () => true, retire: () => null }

/** Written by programs of each change: a restoration is a change of today. */
const OF_EACH_CHANGE: ReadonlySet<string> = new Set(['history', 'createdAt', 'updatedAt', 'updatedBy'])

/** Beside these, what follows from another field, and says nothing more to people. */
const NOT_SHOWN: ReadonlySet<string> = new Set([...OF_EACH_CHANGE, 'passwordChangedAt'])

const NO_RECORDS: RecordCollection = {}
const NO_RECORD: DocumentRecord = {}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined
}

function namesOf(one: object, other: object): readonly string[] {
	return [...new Set([...Object.keys(one), ...Object.keys(other)])]
}

/** A record of a content, or undefined. */
export function recordAt({ collections }: DocumentContent, { collection, id }: RecordPlace): DocumentRecord | undefined {
	return own(own(collections, collection) ?? NO_RECORDS, id)
}

/** Every place that either content fills, collection by collection. */
export function placesOf(one: DocumentContent, other: DocumentContent): readonly RecordPlace[] {
	const idsIn = (collection: string): readonly string[] => (
		namesOf(own(one.collections, collection) ?? NO_RECORDS, own(other.collections, collection) ?? NO_RECORDS)
	)
	return namesOf(one.collections, other.collections).flatMap((collection) => idsIn(collection).map((id) => ({ collection, id })))
}

function fieldsBetween(before: DocumentRecord, after: DocumentRecord): readonly FieldDifference[] {
	return namesOf(before, after)
		.filter((field) => !NOT_SHOWN.has(field) && !sameJson(own<JsonValue>(before, field), own<JsonValue>(after, field)))
		.map((field) => ({ field, before: own<JsonValue>(before, field), after: own<JsonValue>(after, field) }))
}

function differenceAt(place: RecordPlace, before: DocumentRecord | undefined, after: DocumentRecord | undefined): RecordDifference | null {
	if (before === undefined || after === undefined) {
		const kind = before === undefined ? 'added' : 'removed'
		return before === after ? null : { ...place, kind, before: before ?? null, after: after ?? null, fields: [] }
	}
	if (before === after) {
		return null
	}
	const fields = fieldsBetween(before, after)
	if (fields.length === 0 && sameJson(own<JsonValue>(before, 'history'), own<JsonValue>(after, 'history'))) {
		return null
	}
	return { ...place, kind: fields.length === 0 ? 'settled' : 'changed', before, after, fields }
}

/**
 * The differences between two contents, record by record and field by field. What programs
 * write beside the fields (times, authors, histories) is left out.
 *
 * @param before - the earlier content
 * @param after - the later one
 */
export function differences(before: DocumentContent, after: DocumentContent): readonly RecordDifference[] {
	return placesOf(before, after).flatMap((place) => differenceAt(place, recordAt(before, place), recordAt(after, place)) ?? [])
}

/** One record with the fields that it had in the past; the same record when it has them already. */
function withFieldsOf(current: DocumentRecord, past: DocumentRecord, { keepsFormer }: RestoreRules, { at, by }: Restorer): DocumentRecord {
	const changed = namesOf(current, past).filter((field) => (
		!OF_EACH_CHANGE.has(field) && !sameJson(own<JsonValue>(current, field), own<JsonValue>(past, field))
	))
	if (changed.length === 0) {
		return current
	}
	const author = typeof current.updatedBy === 'string' ? current.updatedBy : ''
	const replaced = changed.flatMap((field): readonly HistoryEntry[] => {
		const value = own<JsonValue>(current, field)
		return value !== undefined && keepsFormer(field, value) ? [{ at, by: author, field, reason: 'edit', value }] : []
	})
	const history = normaliseHistory([...current.history ?? [], ...replaced])
	const kept = Object.entries(current).filter(([field]) => !changed.includes(field))
	const restored = changed.filter((field) => Object.hasOwn(past, field)).map((field) => [field, past[field]] as const)
	return {
		...Object.fromEntries([...kept, ...restored]),
		...(history.length > 0 ? { history } : {}),
		updatedAt: at,
		updatedBy: by,
	} as DocumentRecord
}

function restored(
	current: DocumentRecord | undefined,
	past: DocumentRecord | undefined,
	rules: RestoreRules,
	restorer: Restorer,
): DocumentRecord | undefined {
	if (past === undefined) {
		return current === undefined ? undefined : (rules.retire(current, restorer) ?? undefined)
	}
	return current === undefined
		? { ...past, updatedAt: restorer.at, updatedBy: restorer.by }
		: withFieldsOf(current, past, rules, restorer)
}

/**
 * The current content in which some records have again the fields that they had in a past one. A record that is gone
 * comes back with its history; one that the past does not have is retired as the rules say. No other record
 * is touched, and no value is lost: what is replaced goes to the history of its record, as by any edit.
 * The same content when nothing changes.
 *
 * @param current - never modified
 * @param past - the content to take the records from
 * @param places - the records; {@link placesOf} of both contents for all of them
 * @param restorer - author and time
 * @param rules - how this kind of document does it
 */
export function restoreRecords(
	current: DocumentContent,
	past: DocumentContent,
	places: readonly RecordPlace[],
	restorer: Restorer,
	rules: RestoreRules = PLAIN_RULES,
): DocumentContent {
	const changed = new Map<string, Map<string, DocumentRecord | undefined>>()
	for (const place of places) {
		const now = recordAt(current, place)
		const next = restored(now, recordAt(past, place), rules, restorer)
		if (next !== now) {
			const records = changed.get(place.collection) ?? new Map<string, DocumentRecord | undefined>()
			changed.set(place.collection, records.set(place.id, next))
		}
	}
	if (changed.size === 0) {
		return current
	}
	const collections = [...changed].map(([name, records]) => (
		[name, withRecords(own(current.collections, name) ?? NO_RECORDS, records)] as const
	))
	return { ...current, collections: { ...current.collections, ...Object.fromEntries(collections) } }
}

function withRecords(records: RecordCollection, changed: ReadonlyMap<string, DocumentRecord | undefined>): RecordCollection {
	const kept = Object.entries(records).filter(([id]) => !changed.has(id))
	const written = [...changed].filter((entry): entry is [string, DocumentRecord] => entry[1] !== undefined)
	return Object.fromEntries([...kept, ...written])
}

/** Names by which people know records, the first that is a text. */
const NAMES = ['name', 'label', 'displayName', 'object', 'reference'] as const

/** The name of a record, or an empty text. */
export function recordName(record: DocumentRecord | null): string {
	const field = NAMES.find((name) => typeof own<JsonValue>(record ?? NO_RECORD, name) === 'string')
	return field === undefined ? '' : String(record?.[field])
}
