// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonObject, JsonValue } from './json.ts'

/**
 * The shape shared by every document of a notebook (inventory, vault content,
 * identity content), so that one merge serves them all: collections of records,
 * each known by an id, each made of fields. Fields that this version does not
 * know are kept as they are.
 */
export interface DocumentContent {
	/** Version of the schema of the records, 1 today. */
	readonly schema: number
	readonly collections: Readonly<Record<string, RecordCollection>>
	readonly [unknownField: string]: JsonValue | Readonly<Record<string, RecordCollection>>
}

/** Records of one kind by id. */
export type RecordCollection = Readonly<Record<string, DocumentRecord>>

/**
 * One record. `history` holds the former values of its fields, and the values
 * that lost when two people changed one field at the same time.
 */
export interface DocumentRecord extends JsonObject {
	readonly history?: readonly HistoryEntry[]
}

/** A former value of one field of a record. */
export interface HistoryEntry extends JsonObject {
	readonly field: string
	/** The value itself; absent when the field did not exist. */
	readonly value: JsonValue
	/** When the value was replaced (ISO 8601, UTC). */
	readonly at: string
	/** Author of the value, as a member or user id. */
	readonly by: string
	/** `edit`: replaced by its own author or a later one; `conflict`: written at the same time as another value. */
	readonly reason: 'edit' | 'conflict'
}

/** No line of revisions ever goes this far unseen: what stands further above the rest would leave no number to those who follow. */
export const LONGEST_LEAP = 100_000

/** Metadata of a revision, whatever its document. */
export interface RevisionMeta {
	/** One more than the highest parent; 1 for the first. */
	readonly number: number
	/** Names (`<8 digits>-<32 hex>`, no extension) of the revisions it follows or merges, sorted. */
	readonly parents: readonly string[]
	/** Names of its ancestors, parents included, newest number first, at most 256. */
	readonly ancestors: readonly string[]
}

/** A revision's name without extension, and its bytes. */
export interface RevisionFile {
	readonly name: string
	readonly bytes: Uint8Array
}
