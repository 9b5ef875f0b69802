// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent } from '../domain/document.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Author, ContentValidator, InventoryRevision } from './inventory-revision.ts'
import type { JournalState } from './journal.ts'
import { ancestryOf } from './lineage.ts'
import type { Lineage, Revision } from './lineage.ts'
import type { RetryPolicy } from './retry.ts'
import type { RevisionStore } from './store.ts'

import { sameJson } from '../domain/canonical.ts'
import { LONGEST_LEAP } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { nextMeta } from '../domain/lineage/ancestry.ts'
import { mergeHeads } from '../domain/merge.ts'
import { appendPrepared } from './append.ts'
import { decodeInventory, encodeInventory, MAX_INVENTORY_BYTES } from './inventory-revision.ts'
import { Journal } from './journal.ts'

/** Extension of the inventory's revisions. */
export const INVENTORY_EXTENSION = 'inventory'

/** The inventory as one opening, or one save, left it. */
export interface InventoryView {
	readonly content: DocumentContent
	/** The revisions that the content comes from; the parents of the next save. Empty in a new notebook. */
	readonly heads: readonly Lineage[]
	/** Time (ISO 8601) and declared author of the newest head; null in a new notebook. */
	readonly lastChange: { readonly at: string, readonly author: Author } | null
	/** Names of revisions set aside: damaged, or of another notebook. */
	readonly damaged: readonly string[]
	readonly foreign: readonly string[]
}

/** Dependencies of an inventory's journal. */
export interface InventoryJournalOptions {
	readonly store: RevisionStore
	readonly notebookId: string
	readonly validate: ContentValidator
	readonly retry?: Partial<RetryPolicy>
}

/** Author and time of a save. */
export interface SaveStamp {
	/** ISO 8601, UTC, milliseconds. */
	readonly at: string
	readonly author: Author
	/** Called with the name of each revision before it is sent; a rejection stops the save. */
	readonly announce?: (name: string) => Promise<void>
}

const EMPTY: DocumentContent = { schema: 1, collections: {} }

/** The inventory of one notebook, over the journal that keeps it. */
export class InventoryJournal {
	/** For what the inventory does not do: reading old revisions, pruning. */
	readonly journal: Journal
	readonly #options: InventoryJournalOptions
	/** Decoded once for each byte string that the journal keeps. */
	readonly #decoded = new WeakMap<Uint8Array, InventoryRevision>()

	constructor(options: InventoryJournalOptions) {
		this.#options = options
		this.journal = new Journal({
			store: options.store,
			extension: INVENTORY_EXTENSION,
			maxBytes: MAX_INVENTORY_BYTES,
			longestLeap: LONGEST_LEAP,
			readHeader: (bytes) => this.decode(bytes).meta,
			...(options.retry === undefined ? {} : { retry: options.retry }),
		})
	}

	/**
	 * Reads the heads and merges them in memory; writes nothing. An empty folder gives an empty inventory.
	 * Rejects with `altered` or `wrong-notebook` when files are there and none can be read, with
	 * `unsupported-version` when only a newer version can, and with the errors of the store.
	 */
	async open(): Promise<InventoryView> {
		const { damaged: unreadable, ...state } = await this.journal.load({ passOver: true })
		const { foreign, passed } = state
		// Anyone with write access can store a file of a newer format: it is reported like a damaged one, and does not block reading.
		const damaged = [...unreadable, ...passed]
		if (state.heads.length === 0) {
			if (passed[0] !== undefined) {
				throw new TrousseauError('unsupported-version', { file: passed[0] })
			}
			refuseUnreadable({ damaged, foreign })
			return { content: EMPTY, heads: [], lastChange: null, damaged, foreign }
		}
		const { content, at, author } = await this.#merge(state.heads)
		return { content, heads: state.heads.map(({ name, meta }) => ({ name, meta })), lastChange: { at, author }, damaged, foreign }
	}

	/**
	 * Saves a content as one revision that follows the heads of the view it was made from: what others wrote
	 * since stays beside it as another head, and is merged at the next opening. A content equal to the view's
	 * needs no revision, so that two clients never answer each other's merges.
	 *
	 * @param basis - the view that the content was edited from, no other
	 */
	async save(basis: InventoryView, content: DocumentContent, stamp: SaveStamp): Promise<InventoryView> {
		if (basis.heads.length > 0 && sameJson(content, basis.content)) {
			return basis
		}
		const meta = nextMeta(basis.heads.map(ancestryOf))
		let at = Date.parse(stamp.at)
		const { bytes, ...revision } = await appendPrepared(this.journal, {
			prepare: async () => {
				const written = { notebookId: this.#options.notebookId, meta, at: new Date(at).toISOString(), author: stamp.author, content }
				// Another moment makes another name.
				at += 1
				const revision = { ...encodeInventory(written, this.#options.validate), at: written.at }
				await stamp.announce?.(revision.name)
				return revision
			},
		})
		return {
			...basis,
			content: this.decode(bytes).content,
			heads: [{ name: revision.name, meta }],
			lastChange: { at: revision.at, author: stamp.author },
		}
	}

	/** Decodes a revision of this notebook; errors as those of `decodeInventory`. */
	decode(bytes: Uint8Array): InventoryRevision {
		const known = this.#decoded.get(bytes)
		if (known !== undefined) {
			return known
		}
		const revision = decodeInventory(bytes, this.#options.notebookId, this.#options.validate)
		this.#decoded.set(bytes, revision)
		return revision
	}

	async #merge(heads: readonly Revision[]): Promise<Pick<InventoryRevision, 'content' | 'at' | 'author'>> {
		const decoded = heads.map((head) => ({ name: head.name, ...this.decode(head.bytes) }))
		const latest = decoded.reduce((last, head) => (head.at > last.at || (head.at === last.at && head.name > last.name) ? head : last))
		const [first] = decoded
		if (first === undefined || decoded.every((head) => sameJson(head.content, first.content))) {
			return latest
		}
		const input = await this.journal.mergeInput(heads)
		const merged = mergeHeads(input.heads.map(({ revision, ancestors }) => {
			const { content, at, author } = this.decode(revision.bytes)
			return { name: revision.name, content, at, by: author.id, ancestors }
		}), (name) => {
			const base = input.bases.get(name)
			return base === undefined ? null : this.decode(base.bytes).content
		})
		return { content: this.#options.validate(merged.content as JsonObject), at: latest.at, author: latest.author }
	}
}

function refuseUnreadable(state: Pick<JournalState, 'damaged' | 'foreign'>): void {
	const [damaged] = state.damaged
	if (damaged !== undefined) {
		throw new TrousseauError('altered', { file: damaged, count: state.damaged.length })
	}
	const [foreign] = state.foreign
	if (foreign !== undefined) {
		throw new TrousseauError('wrong-notebook', { file: foreign })
	}
}
