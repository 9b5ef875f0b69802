// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent } from '../../domain/document.ts'
import type { CollectionName, Inventory, InventoryCollections, RecordOf } from '../../domain/inventory/model.ts'
import type { InventoryView } from '../../journal/inventory-journal.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { InventoryEdit } from '../saving/save-queue.ts'
import type { Undo } from '../session/notices.ts'

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { undoEdit } from '../../domain/inventory/undo.ts'
import { compareFrench } from '../../domain/order.ts'
import { InventoryJournal } from '../../journal/inventory-journal.ts'
import { currentUser } from '../../platform/session.ts'
import { findSaveQueue } from '../saving/save-queue.ts'
import { useSavingStore } from '../saving/saving.ts'
import { taskQueue } from '../saving/task-queue.ts'

/** A record and its id, for lists. */
export interface Entry<T> {
	readonly id: string
	readonly record: T
}

const EMPTY: Inventory = parseInventory({ schema: 1, collections: {} })

/** Names by which records are sorted and shown. */
const LABEL_FIELDS = ['name', 'label', 'displayName'] as const

/** The inventory of the notebook that is open: what the screens read, and the one way to change it. */
export const useInventoryStore = defineStore('inventory', () => {
	const saving = useSavingStore()
	const inventory = shallowRef<Inventory>(EMPTY)
	/** Names of revisions that could not be read; the content shown comes from the others. */
	const damaged = ref<readonly string[]>([])
	const lastChange = ref<InventoryView['lastChange']>(null)
	const canWrite = ref(false)
	/** Names of the revisions that are shown merged; several until the next save by anyone names them all as parents. */
	const heads = shallowRef<readonly string[]>([])
	let journal: InventoryJournal | null = null
	let view: InventoryView | null = null
	let notebookId = ''
	/** Inventory to display for a view: with the pending edits applied, once the drafts are loaded. */
	let overlay = (shown: InventoryView): Inventory => parseInventory(shown.content)
	const enqueue = taskQueue()

	function show(next: InventoryView): void {
		view = next
		inventory.value = overlay(next)
		damaged.value = [...next.damaged, ...next.foreign]
		lastChange.value = next.lastChange
		heads.value = next.heads.map(({ name }) => name)
	}

	/** Opens the inventory of a notebook. Rejects as `InventoryJournal.open` does. */
	async function open(input: { readonly store: RevisionStore, readonly notebookId: string, readonly mayWrite: boolean }): Promise<void> {
		const opened = new InventoryJournal({
			store: input.store,
			notebookId: input.notebookId,
			validate: parseInventory,
			retry: { sleep: saving.pause },
		})
		const first = await opened.open()
		journal = opened
		notebookId = input.notebookId
		canWrite.value = input.mayWrite
		show(first)
	}

	function close(): void {
		journal = null
		view = null
		inventory.value = EMPTY
		damaged.value = []
		lastChange.value = null
		heads.value = []
		canWrite.value = false
	}

	/** Reads what others wrote since, once our own saves are done. */
	function refresh(): Promise<void> {
		return enqueue(async () => {
			if (journal !== null) {
				show(await journal.open())
			}
		})
	}

	/**
	 * Saves an edit of the inventory as one revision. Resolves once the server has confirmed, or once the
	 * edit is kept in this browser; rejects when it is neither, and then nothing has changed.
	 */
	async function change(edit: InventoryEdit): Promise<void> {
		const saveQueue = await findSaveQueue()
		await (saveQueue === null ? saveAtOnce(edit) : saveQueue.changeInventory(edit))
	}

	/**
	 * Saves an edit as {@link change} does, and gives back what undoes it: each field that it changed, over what is there
	 * by then. What was changed again since stays.
	 *
	 * @param back - undoes the edit in another way than field by field
	 */
	async function reversibly(edit: InventoryEdit, back: typeof undoEdit = undoEdit): Promise<Undo> {
		let made: { readonly before: Inventory, readonly after: Inventory } | null = null
		await change((before, stamp) => {
			const after = edit(before, stamp)
			made = { before, after }
			return after
		})
		const kept = made as { readonly before: Inventory, readonly after: Inventory } | null
		const place = notebookId
		return async () => {
			if (journal === null || notebookId !== place) {
				throw new TrousseauError('gone')
			}
			let result = { undone: 0, left: 0 }
			await change((current, stamp) => {
				if (kept === null) {
					return current
				}
				const { inventory: next, ...counts } = back(current, kept.before, kept.after, stamp)
				result = counts
				return next
			})
			return result.left === 0 ? 'undone' : result.undone > 0 ? 'partly' : 'changed'
		}
	}

	function saveAtOnce(edit: InventoryEdit): Promise<void> {
		return enqueue(() => saving.track(() => store((current, at) => {
			const next = edit(inventory.value, { at, by: currentUser().id })
			return next === inventory.value ? current.content : next
		})))
	}

	async function store(
		edit: (current: InventoryView, at: string) => DocumentContent,
		announce?: (name: string) => Promise<void>,
	): Promise<void> {
		if (journal === null || view === null) {
			throw new TrousseauError('gone')
		}
		const { id, name } = currentUser()
		const at = new Date().toISOString()
		const content = edit(view, at)
		if (content === view.content) {
			return
		}
		const saved = await journal.save(view, content, { at, author: { id, name }, ...(announce === undefined ? {} : { announce }) })
		if (saved !== view) {
			show(saved)
		}
	}

	/** For `drafts.ts` alone: what the screens show while edits wait, and how these are saved. */
	const unsaved = {
		/** Id of the open notebook and its last view from the server; null when none is open. */
		basis: () => (view === null ? null : { notebookId, view }),
		show(next: typeof overlay): void {
			overlay = next
			if (view !== null) {
				inventory.value = overlay(view)
			}
		},
		/** Saves the result of `edit` on the current content. `announce` receives the revision's name before it is sent. */
		store: (edit: (current: InventoryView) => DocumentContent, announce: (name: string) => Promise<void>) => (
			enqueue(() => saving.track(() => store(edit, announce), true))
		),
	}

	/** One record, or null for an unknown id. */
	function record<C extends CollectionName>(collection: C, id: string): RecordOf<C> | null {
		const records: InventoryCollections[C] = inventory.value.collections[collection]
		return Object.hasOwn(records, id) ? records[id] ?? null : null
	}

	/** All records of a collection, sorted by name as French does. */
	function sorted<C extends CollectionName>(collection: C): readonly Entry<RecordOf<C>>[] {
		const records: InventoryCollections[C] = inventory.value.collections[collection]
		return Object.entries(records)
			.map(([id, value]) => ({ id, record: value }))
			.sort((left, right) => compareFrench(nameOf(left.record), nameOf(right.record)) || left.id.localeCompare(right.id))
	}

	function count(collection: CollectionName): number {
		return Object.keys(inventory.value.collections[collection]).length
	}

	return { inventory, damaged, lastChange, heads, canWrite, open, close, refresh, change, reversibly, record, sorted, count, unsaved }
})

function nameOf(record: Readonly<Record<string, unknown>>): string {
	const field = LABEL_FIELDS.find((name) => typeof record[name] === 'string')
	return field === undefined ? '' : String(record[field])
}
