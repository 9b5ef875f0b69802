// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { KeptEntries } from './kept-entries.ts'

/** A draft as it lies in the browser. */
export interface StoredDraft {
	readonly id: string
	readonly userId: string
	readonly notebookId: string
	readonly vaultId: string
	readonly sealed: boolean
	readonly base: readonly string[]
	readonly at: string
	readonly sentAs: readonly string[]
	readonly refusal: string
	readonly bytes: Uint8Array
}

/** Where drafts are kept. Every method rejects when the browser keeps nothing. */
export interface DraftStorage {
	put(draft: StoredDraft): Promise<void>
	/** Every draft of one person, in no promised order. */
	all(userId: string): Promise<readonly StoredDraft[]>
	/** @param key - user id, then id of the draft; resolves too when there is none */
	remove(key: readonly [userId: string, id: string]): Promise<void>
}

/** A user id may hold anything, but no line end. */
const nameOf = (userId: string, id: string): string => `${userId}\n${id}`

/**
 * Drafts that outlive the session.
 *
 * @param caches - `caches`; undefined where there is none
 */
export function keptDraftStorage(caches: CacheStorage | undefined): DraftStorage {
	const entries = new KeptEntries(caches, 'drafts')
	return {
		async put({ bytes, ...rest }) {
			await entries.put(nameOf(rest.userId, rest.id), { note: JSON.stringify(rest), bytes: bytes.slice() })
		},
		async all(userId) {
			return [...(await entries.all(nameOf(userId, ''))).values()].map(({ note, bytes }) => ({
				...(JSON.parse(note) as Omit<StoredDraft, 'bytes'>),
				bytes,
			}))
		},
		async remove([userId, id]) {
			await entries.remove(nameOf(userId, id))
		},
	}
}
