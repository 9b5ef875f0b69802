// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'

import { canonical, equal, isList, isRecord, member } from './json.ts'

/** A document's content (section 7). */
export interface Content extends JsonRecord {
	readonly schema: number
	readonly collections: { readonly [name: string]: JsonRecord }
}

/** One side of a merge. */
export interface Side {
	readonly name: string
	readonly at: string
	readonly by: string
	readonly content: Content
	readonly ancestors: readonly string[]
}

const KEPT_ENTRIES = 50

const namesOf = (...objects: readonly (JsonRecord | undefined)[]): readonly string[] => [...new Set(objects.flatMap((object) => Object.keys(object ?? {})))]

const textOf = (entry: Json, name: string): string => (isRecord(entry) ? String(member(entry, name)) : '')

function orderHistory(entries: readonly Json[]): readonly Json[] {
	const keyed = new Map(entries.map((entry) => [`${textOf(entry, 'at')}\u0000${canonical(entry)}`, entry]))
	const sorted = [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
	const places = new Map<string, number[]>()
	sorted.forEach((entry, place) => {
		const field = textOf(entry, 'field')
		places.set(field, [...places.get(field) ?? [], place])
	})
	const kept = new Set([...places.values()].flatMap((list) => list.slice(-KEPT_ENTRIES)))
	return sorted.filter((_entry, place) => kept.has(place))
}

const isLater = (a: Side, b: Side): boolean => a.at > b.at || (a.at === b.at && a.name > b.name)

interface Choice {
	readonly value: Json | undefined
	/** Both sides changed it, differently: the value that is not taken. */
	readonly lost?: Json | undefined
}

function choose(base: Json | undefined, early: Json | undefined, late: Json | undefined): Choice {
	if (equal(early, late) || equal(base, early)) {
		return { value: late }
	}
	return equal(base, late) ? { value: early } : { value: late, lost: early }
}

function historyOf(record: JsonRecord): readonly Json[] {
	const history = member(record, 'history')
	return isList(history) ? history : []
}

/** The entries of a field that a side has beyond the base. */
function since(side: JsonRecord, field: string, base: JsonRecord | undefined): ReadonlyMap<string, Json> {
	const before = new Set((base === undefined ? [] : historyOf(base)).map(canonical))
	return new Map(historyOf(side).filter((entry) => textOf(entry, 'field') === field && !before.has(canonical(entry))).map((entry) => [canonical(entry), entry]))
}

/** Of two values of a field, which are former ones: known to the other side, and replaced there (section 7, rule 2). */
function formerValues(field: string, base: JsonRecord | undefined, early: JsonRecord, late: JsonRecord): { readonly early: boolean, readonly late: boolean } {
	const [ofEarly, ofLate] = [since(early, field, base), since(late, field, base)]
	const isShared = [...ofEarly.keys()].some((key) => ofLate.has(key))
	const replaced = (entries: ReadonlyMap<string, Json>, value: Json | undefined): boolean => isShared && value !== undefined
		&& [...entries.values()].some((entry) => textOf(entry, 'reason') === 'edit' && equal(member(entry as JsonRecord, 'value'), value))
	return { early: replaced(ofLate, member(early, field)), late: replaced(ofEarly, member(late, field)) }
}

const ofPrograms = (field: string): boolean => field === 'updatedBy' || field.endsWith('At')

/** When the later side was written, and who wrote a value that loses. */
interface Origins {
	readonly at: string
	readonly authorOf: (collection: string, id: string, field: string, value: Json) => string
}

function mergeRecord([collection, id]: readonly [string, string], base: JsonRecord | undefined, early: JsonRecord, late: JsonRecord, { at, authorOf }: Origins): JsonRecord {
	if (equal(early, late) || equal(base, early)) {
		return late
	}
	if (equal(base, late)) {
		return early
	}
	const merged: Record<string, Json> = {}
	const conflicts: Json[] = []
	for (const field of namesOf(base, early, late).filter((name) => name !== 'history')) {
		const { value, lost } = choose(base === undefined ? undefined : member(base, field), member(early, field), member(late, field))
		const former = lost === undefined ? { early: false, late: false } : formerValues(field, base, early, late)
		const taken = former.late && !former.early ? lost : value
		if (taken !== undefined) {
			merged[field] = taken
		}
		if (lost !== undefined && former.late === former.early && !ofPrograms(field)) {
			conflicts.push({ at, by: authorOf(collection, id, field, lost), field, reason: 'conflict', value: lost })
		}
	}
	const history = orderHistory([...historyOf(early), ...historyOf(late), ...conflicts])
	return history.length === 0 ? merged : { ...merged, history }
}

function mergeCollection(name: string, base: JsonRecord | undefined, early: JsonRecord | undefined, late: JsonRecord | undefined, origins: Origins): JsonRecord {
	const merged: Record<string, Json> = {}
	for (const id of namesOf(early, late)) {
		const [was, one, two] = [base, early, late].map((records) => (records === undefined ? undefined : member(records, id))) as (JsonRecord | undefined)[]
		if (one !== undefined && two !== undefined) {
			merged[id] = mergeRecord([name, id], was, one, two, origins)
			continue
		}
		const left = one ?? two
		if (left !== undefined && !equal(was, left)) {
			merged[id] = left
		}
	}
	return merged
}

function mergeOver(base: Content | null, early: Content, late: Content, origins: Origins): Content {
	const from: Content = base ?? { schema: 1, collections: {} }
	const collections: Record<string, JsonRecord> = {}
	for (const name of namesOf(early.collections, late.collections)) {
		const [was, one, two] = [from, early, late].map((content) => member(content.collections, name) as JsonRecord | undefined)
		const records = mergeCollection(name, was, one, two, origins)
		if ((one !== undefined && two !== undefined) || was === undefined || Object.keys(records).length > 0) {
			collections[name] = records
		}
	}
	const others: Record<string, Json> = {}
	for (const name of namesOf(early, late).filter((field) => field !== 'schema' && field !== 'collections')) {
		const { value } = choose(member(from, name), member(early, name), member(late, name))
		if (value !== undefined) {
			others[name] = value
		}
	}
	return { ...others, collections, schema: Math.max(early.schema, late.schema) }
}

/** Merges two contents over their base (section 7, rules 1 to 6). */
export function mergeContents(base: Content | null, left: Side, right: Side): Content {
	const [early, late] = isLater(left, right) ? [right, left] : [left, right]
	return mergeOver(base, early.content, late.content, { at: late.at, authorOf: () => early.by })
}

/** Merges heads one after the other, in ascending order of times, then names. */
export function mergeHeads(heads: readonly Side[], contentOf: (name: string) => Content | null): Content {
	const [first, ...others] = [...heads].sort((a, b) => (isLater(a, b) ? 1 : -1))
	if (first === undefined) {
		throw new RangeError('nothing to merge')
	}
	const seen = new Set([first.name, ...first.ancestors])
	const former = [first]
	let { content } = first
	for (const head of others) {
		const own = [head.name, ...head.ancestors]
		const common = own.filter((name) => seen.has(name)).sort().reverse()
		const base = common.map(contentOf).find((one) => one !== null) ?? null
		const authorOf = (collection: string, id: string, field: string, value: Json): string => {
			const has = (side: Side): boolean => {
				const record = member(member(side.content.collections, collection) as JsonRecord | undefined ?? {}, id) as JsonRecord | undefined
				return record !== undefined && equal(member(record, field), value)
			}
			return ([...former].reverse().find(has) ?? former.at(-1))?.by ?? ''
		}
		content = mergeOver(base, content, head.content, { at: head.at, authorOf })
		own.forEach((name) => seen.add(name))
		former.push(head)
	}
	return content
}
