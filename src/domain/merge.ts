// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalText, sameJson } from './canonical.ts'
import type { DocumentContent, DocumentRecord, HistoryEntry, RecordCollection } from './document.ts'
import type { JsonValue } from './json.ts'

/** Entries of history that a record keeps for each of its fields. */
export const HISTORY_LIMIT = 50

/** One of two contents to merge, with what decides which of two values is the later. */
export interface MergeSide {
	readonly content: DocumentContent
	/** When the revision was written (ISO 8601, UTC). */
	readonly at: string
	/** Name of the revision; decides between equal times. */
	readonly name: string
	/** Who wrote the revision, as a member or user id. */
	readonly by: string
}

/** A head to merge with others. */
export interface MergeHead extends MergeSide {
	/** Names of its ancestors. */
	readonly ancestors: readonly string[]
}

/** The names of fields that programs write for their own use: the loser of a conflict is not kept. */
const isBookkeeping = (field: string): boolean => field.endsWith('At') || field === 'updatedBy'

type Fields = Readonly<Record<string, JsonValue>>

/** An entry with the text that orders it. */
const orderKey = (entry: HistoryEntry): string => `${entry.at}\n${canonicalText(entry)}`

/**
 * A history in its stored form: sorted by (`at`, canonical JSON), distinct,
 * the last {@link HISTORY_LIMIT} of each field.
 */
export function normaliseHistory(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
	const distinct = new Map(entries.map((entry) => [orderKey(entry), entry]))
	const left = new Map<string, number>()
	return [...distinct.keys()]
		.sort()
		.map((key) => distinct.get(key) as HistoryEntry)
		.reverse()
		.filter((entry) => {
			const count = (left.get(entry.field) ?? 0) + 1
			left.set(entry.field, count)
			return count <= HISTORY_LIMIT
		})
		.reverse()
}

/** The later of two sides first. */
function laterFirst(left: MergeSide, right: MergeSide): readonly [MergeSide, MergeSide] {
	const leftIsLater = left.at === right.at ? left.name > right.name : left.at > right.at
	return leftIsLater ? [left, right] : [right, left]
}

const union = (...objects: readonly object[]): readonly string[] => [...new Set(objects.flatMap((object) => Object.keys(object)))].sort()

const own = <T>(object: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(object, key) ? object[key] : undefined)

/** One value of three, by rule 1; the loser is given when both sides changed it to different values. */
function pick(base: JsonValue | undefined, later: JsonValue | undefined, earlier: JsonValue | undefined): { value: JsonValue | undefined, lost?: JsonValue | undefined } {
	if (sameJson(later, earlier) || sameJson(earlier, base)) {
		return { value: later }
	}
	return sameJson(later, base) ? { value: earlier } : { value: later, lost: earlier }
}

function mergeRecords(base: DocumentRecord, later: DocumentRecord, earlier: DocumentRecord, sides: readonly [MergeSide, MergeSide]): DocumentRecord {
	if (sameJson(later, earlier) || sameJson(earlier, base)) {
		return later
	}
	if (sameJson(later, base)) {
		return earlier
	}
	const history = [...(later.history ?? []), ...(earlier.history ?? [])]
	const merged: [string, JsonValue][] = []
	for (const field of union(base, later, earlier)) {
		if (field === 'history') {
			continue
		}
		const { value, lost } = pick(own<JsonValue>(base, field), own<JsonValue>(later, field), own<JsonValue>(earlier, field))
		if (value !== undefined) {
			merged.push([field, value])
		}
		if (lost !== undefined && !isBookkeeping(field)) {
			history.push({ at: sides[0].at, by: sides[1].by, field, reason: 'conflict', value: lost })
		}
	}
	if (history.length > 0) {
		merged.push(['history', normaliseHistory(history)])
	}
	return Object.fromEntries(merged)
}

const NO_RECORDS: RecordCollection = {}
const NO_RECORD: DocumentRecord = {}

function mergeCollections(base: RecordCollection, later: RecordCollection, earlier: RecordCollection, sides: readonly [MergeSide, MergeSide]): RecordCollection {
	const merged: [string, DocumentRecord][] = []
	for (const id of union(later, earlier)) {
		const [was, a, b] = [own(base, id), own(later, id), own(earlier, id)]
		if (a !== undefined && b !== undefined) {
			merged.push([id, mergeRecords(was ?? NO_RECORD, a, b, sides)])
			continue
		}
		const survivor = (a ?? b) as DocumentRecord
		// Deleted on the other side: kept only when it is new or was changed here.
		if (was === undefined || !sameJson(survivor, was)) {
			merged.push([id, survivor])
		}
	}
	return Object.fromEntries(merged)
}

/**
 * Merges two documents three ways, record by record and field by field, as
 * section 7 of docs/FORMAT.md says. Pure; the order of the two sides does not
 * matter; a document merged with itself is itself (its histories normalised by
 * whoever wrote it).
 *
 * @param base - content of the nearest common ancestor, or null when there is none or it is no longer kept
 * @param left - one content
 * @param right - the other
 */
export function mergeDocuments(base: DocumentContent | null, left: MergeSide, right: MergeSide): DocumentContent {
	const sides = laterFirst(left, right)
	const [later, earlier] = [sides[0].content, sides[1].content]
	const from = base ?? { schema: 1, collections: {} }
	const collections: [string, RecordCollection][] = []
	for (const name of union(later.collections, earlier.collections)) {
		const [was, a, b] = [own(from.collections, name), own(later.collections, name), own(earlier.collections, name)]
		const records = mergeCollections(was ?? NO_RECORDS, a ?? NO_RECORDS, b ?? NO_RECORDS, sides)
		if ((a !== undefined && b !== undefined) || was === undefined || Object.keys(records).length > 0) {
			collections.push([name, records])
		}
	}
	const others: [string, JsonValue][] = []
	for (const field of union(later, earlier).filter((name) => name !== 'collections' && name !== 'schema')) {
		const { value } = pick(own(from as Fields, field), own(later as Fields, field), own(earlier as Fields, field))
		if (value !== undefined) {
			others.push([field, value])
		}
	}
	return { ...Object.fromEntries(others), collections: Object.fromEntries(collections), schema: Math.max(later.schema, earlier.schema) }
}

/**
 * Merges any number of heads, the same way on every screen: in ascending order
 * of names, each into what the former ones gave, over the highest-named
 * ancestor that it shares with any of them.
 *
 * @param heads - at least one
 * @param baseOf - content of the ancestor of this name, or null when it is no longer kept
 */
export function mergeHeads(heads: readonly MergeHead[], baseOf: (name: string) => DocumentContent | null): MergeHead {
	const [first, ...rest] = [...heads].sort((a, b) => (a.name < b.name ? -1 : 1))
	if (first === undefined) {
		throw new RangeError('no head')
	}
	return rest.reduce((merged, head) => {
		const known = new Set([merged.name, ...merged.ancestors])
		const base = [head.name, ...head.ancestors].filter((name) => known.has(name)).sort().at(-1)
		const content = mergeDocuments(base === undefined ? null : baseOf(base), merged, head)
		const [later] = laterFirst(merged, head)
		return { ...later, content, ancestors: [...new Set([...merged.ancestors, merged.name, ...head.ancestors, head.name])] }
	}, first)
}
