// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalText, sameJson } from './canonical.ts'
import type { DocumentContent, DocumentRecord, HistoryEntry, RecordCollection } from './document.ts'
import type { JsonObject, JsonValue } from './json.ts'

/** Entries of history that a record keeps for each of its fields. */
export const HISTORY_LIMIT = 50

/** One of two contents to merge, with what decides which of two values is the later. */
export interface MergeSide {
	readonly content: DocumentContent
	/** When the revision was written (ISO 8601, UTC). */
	readonly at: string
	/** Name of the revision; decides between equal times. */
	readonly name: string
	/** Author of the revision, as a member or user id. */
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

/** Author of a value that loses, as far as the revisions tell. */
type AuthorOf = (collection: string, id: string, field: string, value: JsonValue) => string

/** Context of one merge. */
interface Context {
	/** Time of the later side. */
	readonly at: string
	readonly authorOf: AuthorOf
}

/** True if a value can stand in a list of former values: a newer version may use the name for something else. */
function isEntry(value: JsonValue): value is HistoryEntry {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		&& typeof (value as JsonObject).at === 'string' && typeof (value as JsonObject).field === 'string'
}

/** The history of a record, empty when it has none; null when what stands there is no history. */
function historyOf(record: DocumentRecord): readonly HistoryEntry[] | null {
	const history: JsonValue | undefined = own<JsonValue>(record, 'history')
	if (history === undefined) {
		return []
	}
	return Array.isArray(history) && history.every(isEntry) ? history : null
}

/**
 * A history in its stored form: sorted by (`at`, canonical JSON), distinct,
 * the last {@link HISTORY_LIMIT} of each field.
 */
export function normaliseHistory(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
	if (entries.length < 2) {
		return entries
	}
	const texts = new Map<HistoryEntry, string>()
	const textOf = (entry: HistoryEntry): string => {
		const text = texts.get(entry) ?? canonicalText(entry)
		texts.set(entry, text)
		return text
	}
	const compare = (a: HistoryEntry, b: HistoryEntry): number => {
		const [left, right] = a.at === b.at ? [textOf(a), textOf(b)] : [a.at, b.at]
		return left < right ? -1 : left > right ? 1 : 0
	}
	const sorted = [...entries]
		.sort(compare)
		.filter((entry, index, all) => index === 0 || compare(all[index - 1] as HistoryEntry, entry) !== 0)
	return sorted.length > HISTORY_LIMIT ? lastOfEachField(sorted) : sorted
}

function lastOfEachField(sorted: readonly HistoryEntry[]): readonly HistoryEntry[] {
	const seen = new Map<string, number>()
	return [...sorted]
		.reverse()
		.filter(({ field }) => {
			const count = (seen.get(field) ?? 0) + 1
			seen.set(field, count)
			return count <= HISTORY_LIMIT
		})
		.reverse()
}

/** True if one revision is later than another: by its time, then by its name. */
function isLater(one: Pick<MergeSide, 'at' | 'name'>, other: Pick<MergeSide, 'at' | 'name'>): boolean {
	return one.at === other.at ? one.name > other.name : one.at > other.at
}

/** The later of two sides first. */
function laterFirst(left: MergeSide, right: MergeSide): readonly [MergeSide, MergeSide] {
	return isLater(left, right) ? [left, right] : [right, left]
}

/** The names that either object has, those of the first one first. */
function namesOf(one: object, other: object): readonly string[] {
	const names = Object.keys(one)
	const more = Object.keys(other).filter((name) => !Object.hasOwn(one, name))
	return more.length === 0 ? names : names.concat(more)
}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined
}

/** As `sameJson` of two objects, with texts and numbers compared on the spot: records are made of little else. */
function sameRecord(one: DocumentRecord, other: DocumentRecord): boolean {
	const names = Object.keys(one)
	for (const name of names) {
		const value = one[name]
		if (value !== other[name] && !(typeof value === 'object' && sameJson(value, own<JsonValue>(other, name)))) {
			return false
		}
	}
	// A name of `other` that stands for something of every object must not pass for a value.
	return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name))
}

/** One value of three, by rule 1; the loser is given when both sides changed it to different values. */
function pick(
	base: JsonValue | undefined,
	later: JsonValue | undefined,
	earlier: JsonValue | undefined,
): { value: JsonValue | undefined, lost?: JsonValue | undefined } {
	if (sameJson(later, earlier) || sameJson(earlier, base)) {
		return { value: later }
	}
	return sameJson(later, base) ? { value: earlier } : { value: later, lost: earlier }
}

/**
 * Of a field that both sides changed, tells whose value is a former one (rule 2). Where both united the same heads, of which
 * one alone is the base, both histories hold entries of this field that the base has not. There, a side that has an `edit`
 * of the field, beyond the base, with the value of the other side knew that value and replaced it. Null when nothing is
 * shared, or when neither or both replaced the other's value.
 */
function formerSide(base: readonly HistoryEntry[], later: readonly HistoryEntry[], earlier: readonly HistoryEntry[]) {
	const ofField = (side: readonly HistoryEntry[], field: string): readonly HistoryEntry[] => side
		.filter((entry) => entry.field === field && !base.some((former) => sameJson(former, entry)))
	return (field: string, ofLater: JsonValue | undefined, ofEarlier: JsonValue | undefined): 'earlier' | 'later' | null => {
		const [mine, theirs] = [ofField(later, field), ofField(earlier, field)]
		if (!mine.some((entry) => theirs.some((other) => sameJson(entry, other)))) {
			return null
		}
		const has = (side: readonly HistoryEntry[], value: JsonValue | undefined): boolean => value !== undefined
			&& side.some((entry) => entry.reason === 'edit' && sameJson(entry.value, value))
		const [isLaterFormer, isEarlierFormer] = [has(theirs, ofLater), has(mine, ofEarlier)]
		return isLaterFormer === isEarlierFormer ? null : isLaterFormer ? 'later' : 'earlier'
	}
}

function mergeRecords(
	place: readonly [collection: string, id: string],
	base: DocumentRecord,
	later: DocumentRecord,
	earlier: DocumentRecord,
	context: Context,
): DocumentRecord {
	if (sameRecord(later, earlier) || sameRecord(earlier, base)) {
		return later
	}
	if (sameRecord(later, base)) {
		return earlier
	}
	const [ofLater, ofEarlier] = [historyOf(later), historyOf(earlier)]
	const keepsHistory = ofLater !== null && ofEarlier !== null
	const lostValues: HistoryEntry[] = []
	const merged = new Map<string, JsonValue | undefined>()
	const former = keepsHistory ? formerSide(historyOf(base) ?? [], ofLater, ofEarlier) : null
	for (const field of namesOf(later, earlier)) {
		const mine = own<JsonValue>(later, field)
		const theirs = own<JsonValue>(earlier, field)
		if ((mine === theirs && mine !== undefined) || (field === 'history' && keepsHistory)) {
			continue
		}
		const { value, lost } = pick(own<JsonValue>(base, field), mine, theirs)
		const isFormer = lost === undefined || former === null ? null : former(field, mine, lost)
		merged.set(field, isFormer === 'later' ? lost : value)
		if (lost !== undefined && isFormer === null && !isBookkeeping(field)) {
			lostValues.push({ at: context.at, by: context.authorOf(...place, field, lost), field, reason: 'conflict', value: lost })
		}
	}
	const history = keepsHistory ? uniteHistories(ofLater, ofEarlier, lostValues) : []
	if (history.length > 0) {
		merged.set('history', history)
	}
	return withFields(later, merged)
}

/** A record with some fields written, or taken away. */
function withFields(record: DocumentRecord, fields: ReadonlyMap<string, JsonValue | undefined>): DocumentRecord {
	const changed = { ...record, ...Object.fromEntries(fields) }
	const isWhole = [...fields.values()].every((value) => value !== undefined)
	return (isWhole ? changed : Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined))) as DocumentRecord
}

/** Two histories and new entries. Most often the two are one, or both begin with the same entries: nothing is compared twice. */
function uniteHistories(
	one: readonly HistoryEntry[],
	other: readonly HistoryEntry[],
	more: readonly HistoryEntry[],
): readonly HistoryEntry[] {
	const rest = other.filter((entry, index) => !sameJson(entry, one[index]))
	return normaliseHistory([...one, ...rest, ...more])
}

const NO_RECORDS: RecordCollection = {}
const NO_RECORD: DocumentRecord = {}

function mergeCollections(
	name: string,
	base: RecordCollection,
	later: RecordCollection,
	earlier: RecordCollection,
	context: Context,
): RecordCollection {
	const merged: [string, DocumentRecord][] = []
	// In the order of a stored document.
	for (const id of [...namesOf(later, earlier)].sort()) {
		const [was, a, b] = [own(base, id), own(later, id), own(earlier, id)]
		if (a !== undefined && b !== undefined) {
			merged.push([id, mergeRecords([name, id], was ?? NO_RECORD, a, b, context)])
			continue
		}
		const survivor = (a ?? b) as DocumentRecord
		// Deleted on the other side: kept only when it is new or was changed here.
		if (was === undefined || !sameRecord(survivor, was)) {
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
	return mergeSides(base, sides, () => sides[1].by)
}

/** @param sides - the later one first */
function mergeSides(base: DocumentContent | null, sides: readonly [MergeSide, MergeSide], authorOf: AuthorOf): DocumentContent {
	const context: Context = { at: sides[0].at, authorOf }
	const [later, earlier] = [sides[0].content, sides[1].content]
	const from = base ?? { schema: 1, collections: {} }
	const collections: [string, RecordCollection][] = []
	for (const name of [...namesOf(later.collections, earlier.collections)].sort()) {
		const [was, a, b] = [own(from.collections, name), own(later.collections, name), own(earlier.collections, name)]
		const records = mergeCollections(name, was ?? NO_RECORDS, a ?? NO_RECORDS, b ?? NO_RECORDS, context)
		if ((a !== undefined && b !== undefined) || was === undefined || Object.keys(records).length > 0) {
			collections.push([name, records])
		}
	}
	const others: [string, JsonValue][] = []
	for (const field of namesOf(later, earlier).filter((name) => name !== 'collections' && name !== 'schema')) {
		const { value } = pick(own(from as Fields, field), own(later as Fields, field), own(earlier as Fields, field))
		if (value !== undefined) {
			others.push([field, value])
		}
	}
	return { ...Object.fromEntries(others), collections: Object.fromEntries(collections), schema: Math.max(later.schema, earlier.schema) }
}

/** Author of a value that several heads were merged into: that of the latest head that has it. */
function authorAmong(heads: readonly MergeHead[]): AuthorOf {
	return (collection, id, field, value) => {
		const has = (head: MergeHead): boolean => {
			const record = own(own(head.content.collections, collection) ?? NO_RECORDS, id)
			return record !== undefined && sameJson(own<JsonValue>(record, field), value)
		}
		return (heads.findLast(has) ?? heads.at(-1))?.by ?? ''
	}
}

/**
 * Merges any number of heads, the same way on every screen: in ascending order
 * of (`at`, name), so that the latest value of each field is the one shown;
 * each into what the former ones gave, over the highest-named ancestor that it
 * shares with any of them and that can be read.
 *
 * @param heads - at least one
 * @param baseOf - content of the ancestor of this name, or null when it is no longer kept or cannot be read
 */
export function mergeHeads(heads: readonly MergeHead[], baseOf: (name: string) => DocumentContent | null): MergeHead {
	const sorted = [...heads].sort((a, b) => (isLater(a, b) ? 1 : -1))
	const [first, ...rest] = sorted
	if (first === undefined) {
		throw new RangeError('no head')
	}
	return rest.reduce((merged, head, index) => {
		const known = new Set([merged.name, ...merged.ancestors])
		const shared = [head.name, ...head.ancestors].filter((name) => known.has(name)).sort().reverse()
		const content = mergeSides(firstOf(shared, baseOf), [head, merged], authorAmong(sorted.slice(0, index + 1)))
		return { ...head, content, ancestors: [...new Set([...merged.ancestors, merged.name, ...head.ancestors, head.name])] }
	}, first)
}

function firstOf(names: readonly string[], contentOf: (name: string) => DocumentContent | null): DocumentContent | null {
	for (const name of names) {
		const content = contentOf(name)
		if (content !== null) {
			return content
		}
	}
	return null
}
