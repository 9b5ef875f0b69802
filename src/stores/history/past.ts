// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RecordDifference, RecordPlace } from '../../domain/differences.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { PastSide, PastView } from '../../worker/api.ts'

export type { PastSide } from '../../worker/api.ts'

/** The documents of a notebook whose history is shown together. */
export type HistoryDocument = 'inventory' | 'vault'

/** A revision of a listing, not read yet. */
export interface ListedRevision {
	readonly document: HistoryDocument
	readonly name: string
	/** Bytes. */
	readonly size: number
	/** Time at which the server received it, in milliseconds since 1970; NaN if unknown. */
	readonly at: number
}

/** A field that changed. */
export interface ChangedField {
	readonly field: string
	/** Undefined where the record does not have it; null for a secret that is there. */
	readonly before: JsonValue | undefined
	readonly after: JsonValue | undefined
}

/** A record that changed, or would change. */
export interface ChangedRecord extends RecordPlace {
	/** Its name, the later one. Empty when it has none. */
	readonly label: string
	readonly kind: RecordDifference['kind']
	readonly fields: readonly ChangedField[]
}

/** Author, time and changes of a revision. */
export interface RevisionDetails {
	/** ISO 8601, as its author dated it. */
	readonly at: string
	/** Empty if unknown. */
	readonly author: string
	readonly parents: number
	/** True if its changes are known. */
	readonly compared: boolean
	readonly changes: readonly ChangedRecord[]
	readonly members: PastView['members']
	/** Names of the records that the fields of its changes point to, by id: as they were called. */
	readonly names: ReadonlyMap<string, string>
}

/** A record that a revision held. */
export interface HeldRecord extends RecordPlace {
	readonly label: string
	/** A second text to know it by: the login of a password. */
	readonly detail: string
	readonly trashed: boolean
	/** True if the record has not changed since. */
	readonly same: boolean
}

/** Records to restore; all of them when null. */
export interface RestoreRequest {
	readonly name: string
	readonly side: PastSide
	readonly places: readonly RecordPlace[] | null
}

/** The past of one document. Every method rejects with a TrousseauError. */
export interface DocumentPast {
	/** Every revision of the folder that can be one of this document, newest first; one listing, and the heads. */
	list(): Promise<readonly ListedRevision[]>
	/** Author, time and changes; reads the revision and the one before. */
	describe(name: string): Promise<RevisionDetails>
	records(name: string): Promise<readonly HeldRecord[]>
	/** Differences between the current records and those to restore. */
	plan(request: RestoreRequest): Promise<readonly ChangedRecord[]>
	/** Restores, and gives what undoes it. Rejects with `invalid` when nothing would change. */
	restore(request: RestoreRequest): Promise<() => Promise<void>>
}
