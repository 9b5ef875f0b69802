// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change } from '../domain/inventory/changes.ts'
import type { Inventory, InventoryCollections } from '../domain/inventory/model.ts'
import type { InventoryView } from '../journal/inventory-journal.ts'
import type { RevisionStore } from '../journal/store.ts'

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { TrousseauError } from '../domain/errors.ts'
import { parseInventory } from '../domain/inventory/schema.ts'
import { InventoryJournal } from '../journal/inventory-journal.ts'
import { currentUser } from '../platform/session.ts'
import { useSavingStore } from './saving.ts'
import { taskQueue } from './task-queue.ts'

/** A record and its id, for lists. */
export interface Entry<T> {
	readonly id: string
	readonly record: T
}

type Collection = keyof InventoryCollections
type RecordOf<C extends Collection> = InventoryCollections[C][string]

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
	let journal: InventoryJournal | null = null
	let view: InventoryView | null = null
	const enqueue = taskQueue()

	function show(next: InventoryView): void {
		view = next
		inventory.value = parseInventory(next.content)
		damaged.value = [...next.damaged, ...next.foreign]
		lastChange.value = next.lastChange
	}

	/** Opens the inventory of a notebook. Rejects as `InventoryJournal.open` does. */
	async function open(input: { readonly store: RevisionStore, readonly notebookId: string, readonly mayWrite: boolean }): Promise<void> {
		const opened = new InventoryJournal({ store: input.store, notebookId: input.notebookId, validate: parseInventory })
		const first = await opened.open()
		journal = opened
		canWrite.value = input.mayWrite
		show(first)
	}

	function close(): void {
		journal = null
		view = null
		inventory.value = EMPTY
		damaged.value = []
		lastChange.value = null
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
	 * Saves a change of the inventory as one revision. What the screens read moves
	 * only once the server has confirmed; a refusal rejects and changes nothing.
	 *
	 * @param mutate - pure: from the inventory to the next one
	 */
	function change(mutate: (inventory: Inventory, change: Change) => Inventory): Promise<void> {
		return enqueue(() => saving.track(async () => {
			if (journal === null || view === null) {
				throw new TrousseauError('gone')
			}
			const user = currentUser()
			const at = new Date().toISOString()
			const next = mutate(inventory.value, { at, by: user.id })
			if (next !== inventory.value) {
				show(await journal.save(view, next, { at, author: { id: user.id, name: user.name } }))
			}
		}))
	}

	/** One record, or null when the id leads nowhere. */
	function record<C extends Collection>(collection: C, id: string): RecordOf<C> | null {
		const records = inventory.value.collections[collection] as Readonly<Record<string, RecordOf<C>>>
		return Object.hasOwn(records, id) ? records[id] ?? null : null
	}

	/** All records of a collection, sorted by name as French does. */
	function sorted<C extends Collection>(collection: C): readonly Entry<RecordOf<C>>[] {
		const records = inventory.value.collections[collection] as Readonly<Record<string, RecordOf<C>>>
		return Object.entries(records)
			.map(([id, value]) => ({ id, record: value }))
			.sort((left, right) => nameOf(left.record).localeCompare(nameOf(right.record), 'fr') || left.id.localeCompare(right.id))
	}

	function count(collection: Collection): number {
		return Object.keys(inventory.value.collections[collection]).length
	}

	return { inventory, damaged, lastChange, canWrite, open, close, refresh, change, record, sorted, count }
})

function nameOf(record: Readonly<Record<string, unknown>>): string {
	const field = LABEL_FIELDS.find((name) => typeof record[name] === 'string')
	return field === undefined ? '' : String(record[field])
}
