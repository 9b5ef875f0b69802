// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FieldsOf } from '../../src/domain/inventory/changes.ts'
import type { Inventory } from '../../src/domain/inventory/model.ts'
import type { InventoryView } from '../../src/journal/inventory-journal.ts'
import type { Journal } from '../../src/journal/journal.ts'
import type { ClientNeeds, OpenDocument } from './client.ts'

import { canonicalText } from '../../src/domain/canonical.ts'
import { putRecord, removeRecord } from '../../src/domain/inventory/changes.ts'
import { parseInventory } from '../../src/domain/inventory/schema.ts'
import { InventoryJournal } from '../../src/journal/inventory-journal.ts'
import { tokensOfRecord } from './ledger.ts'

/** A notebook's id for every round. */
export const NOTEBOOK = '00112233445566778899aabbccddeeff'

const FIELDS = ['name', 'note', 'url', 'usageIds', 'supplierId'] as const
type Field = (typeof FIELDS)[number]

/** Records that everybody knows, so that people meet. */
const SHARED = 3

/** The inventory, as the app's own store opens and changes it. */
export class InventoryDocument implements OpenDocument {
	readonly #needs: ClientNeeds
	#inventory: InventoryJournal
	#view: InventoryView | null = null
	#written = 0

	constructor(needs: ClientNeeds) {
		this.#needs = needs
		this.#inventory = this.#open()
	}

	get journal(): Journal {
		return this.#inventory.journal
	}

	async refresh(): Promise<void> {
		this.#view = await this.#inventory.open()
	}

	reload(): void {
		this.#inventory = this.#open()
		this.#view = null
	}

	async edit(): Promise<void> {
		const { ledger, owner } = this.#needs
		this.#view ??= await this.#inventory.open()
		const change = { at: new Date(this.#needs.now()).toISOString(), by: owner }
		const before = parseInventory(this.#view.content)
		const written: string[] = []
		const next = this.#change(before, change, written)
		this.#needs.begin?.()
		this.#view = await this.#inventory.save(this.#view, next, { at: change.at, author: { id: owner, name: owner } })
		ledger.confirm(written)
	}

	shown(): string {
		return canonicalText(this.#view?.content ?? null)
	}

	heads(): readonly string[] {
		return this.#view?.heads.map(({ name }) => name) ?? []
	}

	#open(): InventoryJournal {
		const { store, sleep } = this.#needs
		return new InventoryJournal({ store, notebookId: NOTEBOOK, validate: parseInventory, retry: { sleep } })
	}

	#change(before: Inventory, change: { readonly at: string, readonly by: string }, written: string[]): Inventory {
		const { random, ledger, number } = this.#needs
		const known = Object.keys(before.collections.tools)
		const kind = random.weighted([['put', 6], ['create', 2], ['delete', 1], ['several', 1]])
		if (kind === 'delete' && known.length > 0) {
			const id = random.pick(known)
			ledger.forget(tokensOfRecord(before.collections.tools[id] ?? {}).map(([, token]) => token))
			return removeRecord(before, 'tools', id)
		}
		if (kind === 'create') {
			return this.#put(before, `own-${number}-${this.#written}`, ['name', random.pick(FIELDS)], change, written)
		}
		let next = before
		for (let count = kind === 'several' ? random.integer(2, 4) : 1; count > 0; count -= 1) {
			const id = known.length > 0 && random.chance(0.8) ? random.pick(known) : `shared-${random.integer(1, SHARED)}`
			const isNew = !Object.hasOwn(next.collections.tools, id)
			next = this.#put(next, id, [...isNew ? ['name' as const] : [], random.pick(FIELDS)], change, written)
		}
		return next
	}

	#put(inventory: Inventory, id: string, fields: readonly Field[], change: { readonly at: string, readonly by: string }, written: string[]): Inventory {
		const values: Partial<Record<Field, string | readonly string[]>> = {}
		for (const field of new Set(fields)) {
			this.#written += 1
			const token = `c${this.#needs.number}-${this.#written}`
			this.#needs.ledger.attempt(token, { collection: 'tools', id, field })
			written.push(token)
			values[field] = field === 'usageIds' ? [token] : token
		}
		return putRecord(inventory, 'tools', id, values as FieldsOf<'tools'>, change)
	}
}
