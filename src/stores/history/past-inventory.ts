// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RecordDifference, RecordPlace } from '../../domain/differences.ts'
import type { DocumentContent } from '../../domain/document.ts'
import type { Change } from '../../domain/inventory/changes.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import type { InventoryRevision } from '../../journal/inventory-revision.ts'
import type { JournalState } from '../../journal/journal.ts'
import type { DatedStore } from '../../platform/dav/revision-dates.ts'
import type { ChangedRecord, DocumentPast, HeldRecord, ListedRevision, PastSide, RestoreRequest, RevisionDetails } from './past.ts'

import { differences, placesOf, recordName, restoreRecords } from '../../domain/differences.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { mergeHeads } from '../../domain/merge.ts'
import { INVENTORY_EXTENSION, InventoryJournal } from '../../journal/inventory-journal.ts'
import { predecessorsOf } from './past-journal.ts'

/** Access to the current inventory. */
export interface InventoryPresent {
	readonly content: () => Inventory
	/** Saves a change, as the inventory's store does. */
	readonly change: (mutate: (inventory: Inventory, change: Change) => Inventory) => Promise<void>
}

const EMPTY: DocumentContent = { schema: 1, collections: {} }

/** A revision and the content before it; null when nothing before it is kept. */
interface Opened {
	readonly revision: InventoryRevision
	readonly before: DocumentContent | null
}

/** Ids and names of the records that fields may point to. */
const NAMED = ['tools', 'suppliers', 'hostings', 'persons'] as const

/** The past of an inventory. */
export class InventoryPast implements DocumentPast {
	readonly #journal: InventoryJournal
	readonly #store: DatedStore
	readonly #present: InventoryPresent
	#state: JournalState | null = null

	constructor(store: DatedStore, notebookId: string, present: InventoryPresent) {
		this.#store = store
		this.#present = present
		this.#journal = new InventoryJournal({ store, notebookId, validate: parseInventory })
	}

	async list(): Promise<readonly ListedRevision[]> {
		const { names, damaged, foreign } = this.#state = await this.#journal.journal.load()
		const unusable = new Set([...damaged, ...foreign])
		return names.filter((name) => !unusable.has(name)).map((name) => {
			const file = `${name}.${INVENTORY_EXTENSION}`
			return { document: 'inventory', name, size: this.#store.sizeOf(file), at: this.#store.dateOf(file) }
		})
	}

	async describe(name: string): Promise<RevisionDetails> {
		const { revision, before } = await this.#open(name)
		const found = before === null ? [] : differences(before, revision.content)
		return {
			at: revision.at,
			author: revision.author.name,
			parents: revision.meta.parents.length,
			compared: before !== null,
			changes: found.map(changeView),
			members: [],
			names: new Map([...namesOf(before ?? EMPTY), ...namesOf(revision.content)]),
		}
	}

	async records(name: string): Promise<readonly HeldRecord[]> {
		const { content } = (await this.#open(name)).revision
		const changed = new Set(differences(content, this.#present.content()).filter(({ kind }) => kind !== 'settled').map(keyOf))
		return Object.entries(content.collections).flatMap(([collection, records]) => Object.entries(records).map(([id, record]) => (
			{ collection, id, label: recordName(record), detail: '', trashed: false, same: !changed.has(keyOf({ collection, id })) }
		)))
	}

	async plan(request: RestoreRequest): Promise<readonly ChangedRecord[]> {
		const past = await this.#side(request.name, request.side)
		const current = this.#present.content()
		return differences(current, restored(current, past, request.places, { at: new Date().toISOString(), by: '' })).map(changeView)
	}

	async restore({ name, side, places }: RestoreRequest): Promise<() => Promise<void>> {
		const past = await this.#side(name, side)
		let before: Inventory | null = null
		let touched: readonly RecordPlace[] = []
		await this.#present.change((current, change) => {
			const next = restored(current, past, places, change)
			before = current
			touched = differences(current, next)
			return next
		})
		if (touched.length === 0) {
			throw new TrousseauError('invalid')
		}
		return () => this.#present.change((current, change) => before === null ? current : restored(current, before, touched, change))
	}

	async #side(name: string, side: PastSide): Promise<DocumentContent> {
		const { revision, before } = await this.#open(name)
		const content = side === 'after' ? revision.content : before
		if (content === null) {
			throw new TrousseauError('invalid', { revision: name })
		}
		return content
	}

	async #open(name: string): Promise<Opened> {
		const { journal } = this.#journal
		this.#state ??= await journal.load()
		const revision = await journal.read(name)
		const decoded = this.#journal.decode(revision.bytes)
		if (decoded.meta.parents.length === 0) {
			return { revision: decoded, before: EMPTY }
		}
		const { heads, bases } = await predecessorsOf(journal, this.#state, revision)
		if (heads.length === 0) {
			return { revision: decoded, before: null }
		}
		const byName = new Map(bases.map((base) => [base.name, this.#journal.decode(base.bytes).content]))
		const merged = mergeHeads(heads.map((head) => {
			const { content, at, author } = this.#journal.decode(head.bytes)
			return { name: head.name, content, at, by: author.id, ancestors: head.meta.ancestors }
		}), (base) => byName.get(base) ?? null)
		return { revision: decoded, before: merged.content }
	}
}

const keyOf = ({ collection, id }: RecordPlace): string => `${collection}/${id}`

function changeView({ collection, id, kind, before, after, fields }: RecordDifference): ChangedRecord {
	return {
		collection,
		id,
		kind,
		fields,
		label: recordName(after ?? before),
	}
}

function restored(current: Inventory, past: DocumentContent, places: readonly RecordPlace[] | null, change: Change): Inventory {
	const content = restoreRecords(current, past, places ?? placesOf(current, past), change)
	return content === current ? current : content as Inventory
}

function namesOf({ collections }: DocumentContent): readonly (readonly [string, string])[] {
	return NAMED.flatMap((collection) => (
		Object.entries(collections[collection] ?? {}).map(([id, record]) => [id, recordName(record)] as const)
	))
}
