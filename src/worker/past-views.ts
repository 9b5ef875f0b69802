// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RecordDifference } from '../domain/differences.ts'
import type { RevisionFile } from '../domain/document.ts'
import type { JsonValue } from '../domain/json.ts'
import type { Member } from '../vault/model.ts'
import type { OpenInput } from './open-input.ts'

/** A past revision of the open vault, and what is needed to know it and what came before. */
export interface PastPlace {
	readonly vaultId: string
	readonly revision: RevisionFile
	/** The revisions that it follows and those over which they merge, or the nearest one that is kept; none when nothing is. */
	readonly before: OpenInput
	/** Newest first: revisions that lead to it from the heads, where it is more than 256 ancestors away. */
	readonly links: readonly RevisionFile[]
}

/** A content of a past revision: what it held, or what was there before it. */
export type PastSide = 'before' | 'after'

/** A field of a credential that changed. */
export interface PastField {
	readonly field: string
	/** Null for a secret, revealed on request; an empty text when there was nothing. */
	readonly before: JsonValue
	readonly after: JsonValue
}

/** A credential that changed. */
export interface PastDifference {
	readonly id: string
	readonly label: string
	readonly kind: RecordDifference['kind']
	readonly fields: readonly PastField[]
}

/** A person, invitation or envelope that came, left, or whose role changed. */
export interface PastMember {
	readonly kind: Member['kind']
	readonly change: 'added' | 'removed' | 'role'
	readonly label: string
}

/** Comparison of a past revision with the one before. */
export interface PastView {
	/** ISO 8601. */
	readonly at: string
	/** Label of the member whose key signed it; empty if the key is no longer known. */
	readonly author: string
	/** True if its author was then a keeper, and still is. */
	readonly byKeeper: boolean
	/** True if its changes are known: a revision before it is available, or it is the first. */
	readonly compared: boolean
	readonly records: readonly PastDifference[]
	readonly members: readonly PastMember[]
}

/** A credential that a past revision held. */
export interface PastRecordView {
	readonly id: string
	readonly label: string
	readonly login: string
	readonly trashed: boolean
	/** True if the credential has not changed since. */
	readonly same: boolean
}

/** A field with an unresolved conflict. */
export interface ConflictView {
	readonly field: string
	/** Of the value that is used meanwhile: who wrote it and when, empty when others wrote the record since. */
	readonly shown: { readonly by: string, readonly at: string }
	readonly lost: readonly { readonly index: number, readonly by: string, readonly at: string }[]
}
