// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DraftStorage, StoredDraft } from './draft-storage.ts'

import { TrousseauError } from '../domain/errors.ts'
import { parseRevisionName } from '../journal/names.ts'
import { indexedDraftStorage } from './draft-storage.ts'
import { currentUser } from './session.ts'

/** An edit that is not saved yet, as the browser keeps it. */
export interface Draft {
	/** 32 hexadecimal digits, drawn when the draft begins: two tabs never write the same one. */
	readonly id: string
	readonly notebookId: string
	/** Vault whose key encrypts it, whatever document was edited. */
	readonly vaultId: string
	/** Names of the heads that the edit was made from. */
	readonly base: readonly string[]
	/** ISO 8601, UTC: when the edit was last kept. */
	readonly at: string
	/** Encrypted by the Worker; never anything a person could read. */
	readonly bytes: Uint8Array
}

/** Bytes that the drafts of one browser may take, an edit being a few kilobytes. */
const MAX_BYTES = 16 * 1024 * 1024
const ID = /^[0-9a-f]{32}$/

/**
 * The unsaved edits of one person in this browser. They survive a reload and a crash, and go only when whoever
 * saved them says so: nothing here expires. Where the browser keeps nothing (private window, full disk) `isLasting`
 * becomes false, and they live as long as the page.
 */
export class Drafts {
	readonly #userId: string
	readonly #storage: DraftStorage
	/** What the storage refused. */
	readonly #fallback = new Map<string, StoredDraft>()
	#isLasting = true

	/**
	 * @param userId - whose drafts: several people may use one browser
	 * @param storage - where they are kept
	 */
	constructor(userId: string, storage: DraftStorage) {
		this.#userId = userId
		this.#storage = storage
	}

	/** Whether everything kept so far survives the page. */
	get isLasting(): boolean {
		return this.#isLasting
	}

	/**
	 * Keeps a draft, in the place of an earlier state of the same one. Resolves once it is on disk, or once it is known
	 * that it cannot be. Rejects with `invalid` for ids or names that are none, `too-large` above 16 MiB.
	 */
	async keep(draft: Draft): Promise<void> {
		if (![draft.id, draft.notebookId, draft.vaultId].every((id) => ID.test(id)) || draft.base.some((name) => parseRevisionName(name) === null)) {
			throw new TrousseauError('invalid')
		}
		if (draft.bytes.length > MAX_BYTES) {
			throw new TrousseauError('too-large', { size: draft.bytes.length, limit: MAX_BYTES })
		}
		const stored: StoredDraft = { ...draft, userId: this.#userId, base: [...draft.base], bytes: draft.bytes.slice() }
		try {
			await this.#storage.put(stored)
			this.#fallback.delete(draft.id)
		} catch {
			this.#isLasting = false
			this.#fallback.set(draft.id, stored)
		}
	}

	/** This person's drafts of one vault, the oldest first. */
	async list(notebookId: string, vaultId: string): Promise<readonly Draft[]> {
		const drafts = new Map((await this.#stored()).map((draft) => [draft.id, draft]))
		this.#fallback.forEach((draft) => drafts.set(draft.id, draft))
		return [...drafts.values()]
			.filter((draft) => draft.userId === this.#userId && draft.notebookId === notebookId && draft.vaultId === vaultId)
			.sort((left, right) => (left.at === right.at ? (left.id < right.id ? -1 : 1) : left.at < right.at ? -1 : 1))
			.map(({ userId: _userId, ...draft }) => draft)
	}

	/** Forgets a draft that is saved, or that the person gave up. */
	async forget(id: string): Promise<void> {
		this.#fallback.delete(id)
		try {
			await this.#storage.remove([this.#userId, id])
		} catch {
			// It comes back after a reload and is offered again: better than an edit that goes without a word.
		}
	}

	async #stored(): Promise<readonly StoredDraft[]> {
		try {
			return await this.#storage.all(this.#userId)
		} catch {
			this.#isLasting = false
			return []
		}
	}
}

let drafts: Drafts | null = null

/** The drafts of the signed-in person in this browser. */
export function browserDrafts(): Drafts {
	drafts ??= new Drafts(currentUser().id, indexedDraftStorage(globalThis.indexedDB))
	return drafts
}
