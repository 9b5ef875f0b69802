// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, DocumentRecord, RecordCollection } from './document.ts'
import type { JsonObject } from './json.ts'
import type { MergeSide } from './merge.ts'

import { sameJson } from './canonical.ts'
import { TrousseauError } from './errors.ts'
import { mergeDocuments } from './merge.ts'

/** One record before and after an edit; null where there is none. */
export interface RecordPatch extends JsonObject {
	readonly before: DocumentRecord | null
	readonly after: DocumentRecord | null
}

/** The changes of an edit: by collection, then by id, only the records that it touched. */
export type ContentPatch = Readonly<Record<string, Readonly<Record<string, RecordPatch>>>>

/** An edit kept apart from its document: by whom and when it was made, and what it did. */
export interface Edit {
	/** ISO 8601, UTC. */
	readonly at: string
	/** Member or user id. */
	readonly by: string
	readonly patch: ContentPatch
}

/** The change of one record, without any value. */
export interface TouchedRecord {
	readonly collection: string
	readonly id: string
	/** The name that people know it by, empty when it has none. */
	readonly label: string
	readonly action: 'created' | 'changed' | 'deleted'
	/** Names of the fields that differ, sorted, but for those that programs write. */
	readonly fields: readonly string[]
}

/** Names by which records are known, in the order in which they are looked for. */
const LABEL_FIELDS = ['name', 'label', 'displayName'] as const

/** Written by programs with every edit. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['createdAt', 'history', 'updatedAt', 'updatedBy'])

const NO_RECORDS: RecordCollection = {}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined
}

const keysOf = (one: object, other: object): readonly string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()

/**
 * The patch that leads from one content to another. Members of the content other than its collections are not compared:
 * no edit writes them.
 *
 * @param before - the content that was edited
 * @param after - the content once edited
 */
export function diffContents(before: DocumentContent, after: DocumentContent): ContentPatch {
	const collections: [string, Readonly<Record<string, RecordPatch>>][] = []
	for (const name of keysOf(before.collections, after.collections)) {
		const [was, is] = [own(before.collections, name) ?? NO_RECORDS, own(after.collections, name) ?? NO_RECORDS]
		const touched = was === is
			? []
			: keysOf(was, is).flatMap((id): [string, RecordPatch][] => {
					const [one, other] = [own(was, id), own(is, id)]
					return one === other || sameJson(one, other) ? [] : [[id, { before: one ?? null, after: other ?? null }]]
				})
		if (touched.length > 0) {
			collections.push([name, Object.fromEntries(touched)])
		}
	}
	return Object.fromEntries(collections)
}

/** True if an edit changed nothing. */
export const isEmptyPatch = (patch: ContentPatch): boolean => Object.keys(patch).length === 0

/** The records of one side of a patch, as a document that holds nothing else. */
function sideOf(patch: ContentPatch, recordOf: (collection: string, id: string) => DocumentRecord | null | undefined): DocumentContent {
	const collections = Object.entries(patch).map(([name, records]): [string, RecordCollection] => {
		const present = Object.keys(records).flatMap((id): [string, DocumentRecord][] => {
			const record = recordOf(name, id)
			return record === undefined || record === null ? [] : [[id, record]]
		})
		return [name, Object.fromEntries(present)]
	})
	return { schema: 1, collections: Object.fromEntries(collections) }
}

/**
 * A document with an edit that was made from an older state of it, as if the edit had been stored then as a branch
 * of its own: merged three ways, record by record and field by field, so that what others wrote since stays.
 * The later value of a field that both changed is shown, the other kept in the record's history.
 *
 * @param current - the document as it is now, with when and by whom it was last written
 * @param patch - the edit
 * @param stamp - when and by whom the edit was made
 */
export function applyPatch(current: MergeSide, patch: ContentPatch, stamp: Pick<MergeSide, 'at' | 'by'>): DocumentContent {
	const { collections } = current.content
	const base = sideOf(patch, (name, id) => patch[name]?.[id]?.before)
	const mine = sideOf(patch, (name, id) => patch[name]?.[id]?.after)
	const theirs = sideOf(patch, (name, id) => own(own(collections, name) ?? NO_RECORDS, id))
	// A letter comes after every digit: of two branches of the same moment, the edit counts as the later.
	const merged = mergeDocuments(base, { content: mine, name: 'edit', ...stamp }, { ...current, content: theirs })
	const changed = Object.keys(patch).map((name): [string, RecordCollection] => {
		const records = { ...own(collections, name) }
		Object.keys(patch[name] ?? {}).forEach((id) => delete records[id])
		return [name, { ...records, ...own(merged.collections, name) }]
	})
	return { ...current.content, collections: { ...collections, ...Object.fromEntries(changed) } }
}

/**
 * An edit read back from JSON. Only its shape is checked: its values are judged with the document that they go into.
 *
 * @throws TrousseauError `altered`
 */
export function readEdit(json: unknown): Edit {
	if (isObject(json) && typeof json.at === 'string' && typeof json.by === 'string' && isObject(json.patch)) {
		const records = Object.values(json.patch).flatMap((collection) => (isObject(collection) ? Object.values(collection) : [null]))
		if (records.every((record) => isObject(record) && isRecordOrNull(record.before) && isRecordOrNull(record.after))) {
			return { at: json.at, by: json.by, patch: json.patch as ContentPatch }
		}
	}
	throw new TrousseauError('altered')
}

/** The JSON of an edit. */
export const editJson = ({ at, by, patch }: Edit): JsonObject => ({ at, by, patch: patch as unknown as JsonObject })

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRecordOrNull(value: unknown): boolean {
	return value === null || isObject(value)
}

/** The records that an edit touched, for people to recognise it. */
export function describePatch(patch: ContentPatch): readonly TouchedRecord[] {
	return Object.entries(patch).flatMap(([collection, records]) => Object.entries(records).map(([id, { before, after }]) => ({
		collection,
		id,
		label: labelOf(after) || labelOf(before),
		action: before === null ? 'created' as const : after === null ? 'deleted' as const : 'changed' as const,
		fields: before === null || after === null
			? []
			: keysOf(before, after).filter((field) => !BOOKKEEPING.has(field) && !sameJson(own(before, field), own(after, field))),
	})))
}

function labelOf(record: DocumentRecord | null): string {
	const found
		= record === null ? undefined : LABEL_FIELDS.map((field) => record[field]).find((value) => typeof value === 'string' && value !== '')
	return typeof found === 'string' ? found : ''
}
