// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { DraftStorage, StoredDraft } from './draft-storage.ts'

import { ERROR_CODES, TrousseauError } from '../domain/errors.ts'
import { parseRevisionName } from '../domain/lineage/names.ts'
import { keptDraftStorage } from './draft-storage.ts'
import { logAnd, logCaught } from './log.ts'
import { currentUser } from './session.ts'

/** An edit that is not saved yet, as the browser keeps it. */
export interface Draft {
	/** 32 hexadecimal digits, drawn when the draft begins: two tabs never write the same one. */
	readonly id: string
	readonly notebookId: string
	/** Vault that was edited; empty for the inventory. */
	readonly vaultId: string
	/** Encrypted by the Worker. Otherwise an edit of the inventory, in clear as the inventory itself. */
	readonly sealed: boolean
	/** Names of the heads that the edit was made from. */
	readonly base: readonly string[]
	/** ISO 8601, UTC: when the edit was made. */
	readonly at: string
	/** Names of the revisions under which it was sent: one that the server has means that it is saved. */
	readonly sentAs: readonly string[]
	/** Code of the last refusal by the server; empty when no request was made yet. */
	readonly refusal: ErrorCode | ''
	/** The edit. */
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
	/** Drafts that the storage refused; they last until the page is closed. */
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

	/** True if every draft kept so far survives the page. */
	get isLasting(): boolean {
		return this.#isLasting
	}

	/**
	 * Keeps a draft, in the place of an earlier state of the same one. Resolves once it is on disk, or once it is known
	 * that it cannot be. Rejects with `invalid` for ids or names that are none, `too-large` above 16 MiB.
	 */
	async keep(draft: Draft): Promise<void> {
		const ids = [draft.id, draft.notebookId, ...draft.vaultId === '' ? [] : [draft.vaultId]]
		const names = [...draft.base, ...draft.sentAs]
		// Changes of a vault are stored sealed only, never in clear.
		const exposed = draft.vaultId !== '' && !draft.sealed
		if (exposed || !ids.every((id) => ID.test(id)) || names.some((name) => parseRevisionName(name) === null)) {
			throw new TrousseauError('invalid')
		}
		if (draft.bytes.length > MAX_BYTES) {
			throw new TrousseauError('too-large', { size: draft.bytes.length, limit: MAX_BYTES })
		}
		const stored: StoredDraft = {
			...draft,
			userId: this.#userId,
			base: [...draft.base],
			sentAs: [...draft.sentAs],
			bytes: draft.bytes.slice(),
		}
		try {
			await this.#storage.put(stored)
			askToLast()
			this.#fallback.delete(draft.id)
		} catch (error) {
			logCaught('drafts.keep', error)
			this.#isLasting = false
			this.#fallback.set(draft.id, stored)
		}
	}

	/** This person's drafts of one notebook, the oldest first. */
	async list(notebookId: string): Promise<readonly Draft[]> {
		const drafts = new Map((await this.#stored()).map((draft) => [draft.id, draft]))
		this.#fallback.forEach((draft) => drafts.set(draft.id, draft))
		return [...drafts.values()]
			.filter((draft) => draft.userId === this.#userId && draft.notebookId === notebookId)
			.sort((left, right) => (left.at === right.at ? (left.id < right.id ? -1 : 1) : left.at < right.at ? -1 : 1))
			.map(({ userId: _userId, refusal, ...draft }) => ({ ...draft, refusal: ERROR_CODES.find((code) => code === refusal) ?? '' }))
	}

	/** How many drafts of this person wait, by notebook. */
	async counts(): Promise<ReadonlyMap<string, number>> {
		const ids = new Map([...(await this.#stored()), ...this.#fallback.values()]
			.filter(({ userId }) => userId === this.#userId)
			.map(({ id, notebookId }) => [id, notebookId]))
		const counts = new Map<string, number>()
		ids.forEach((notebookId) => counts.set(notebookId, (counts.get(notebookId) ?? 0) + 1))
		return counts
	}

	/** Forgets a draft that is saved, or that the person gave up. */
	async forget(id: string): Promise<void> {
		this.#fallback.delete(id)
		try {
			await this.#storage.remove([this.#userId, id])
		} catch (error) {
			logCaught('drafts.forget', error)
			// The edit is offered again after a reload, which is better than to lose it without notice.
		}
	}

	async #stored(): Promise<readonly StoredDraft[]> {
		try {
			return await this.#storage.all(this.#userId)
		} catch (error) {
			logCaught('drafts.list', error)
			this.#isLasting = false
			return []
		}
	}
}

let isAsked = false

/**
 * Asks that this origin is not emptied when the disk fills up. Only where the browser decides by itself: Firefox asks
 * the person a question that says nothing to her.
 */
function askToLast(): void {
	const { storage, userAgentData } = globalThis.navigator as Partial<Navigator> & { readonly userAgentData?: unknown }
	if (!isAsked && userAgentData !== undefined) {
		isAsked = true
		storage?.persist?.().catch(logAnd('drafts.persist', undefined))
	}
}

let drafts: Drafts | null = null

/** The drafts of the signed-in person in this browser. */
export function browserDrafts(): Drafts {
	drafts ??= new Drafts(currentUser().id, keptDraftStorage(globalThis.caches))
	return drafts
}
