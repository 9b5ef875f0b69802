// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InventoryCollections } from '../domain/inventory/model.ts'

import { defineStore } from 'pinia'
import * as v from 'valibot'
import { browserMemory } from '../platform/browser-memory.ts'
import { useInventoryStore } from './inventory.ts'
import { TYPED_INPUTS } from './typed.ts'

/** Entries kept in this browser; the oldest gives way. */
const MAX_KEPT = 20
/** Milliseconds between what is typed and what is kept. */
const DELAY = 400
const KEY = TYPED_INPUTS

/** As typed: what is too long is for the form to say, not for this to lose. */
const text = v.string()
const rowSchema = v.object({
	notebookId: text,
	place: text,
	at: text,
	/** Of the record to be made; empty where one is edited. */
	recordId: text,
	fields: v.record(text, v.union([text, v.boolean(), v.array(text)])),
})
type Row = v.InferOutput<typeof rowSchema>

/** What was typed of a form of the inventory, without "Save". */
export type KeptInput = Pick<Row, 'at' | 'fields' | 'recordId'>

/**
 * What is typed in the forms of the inventory and not saved yet: kept in this browser, in clear as the inventory itself,
 * so that another screen, a search, a closed page or the end of a session loses none of it.
 * It never leaves the browser, and is saved by "Save" alone.
 */
export const useKeptInputsStore = defineStore('kept-inputs', () => {
	const inventory = useInventoryStore()
	/** What is not written yet, by notebook and place; null for what is to be forgotten. */
	const waiting = new Map<string, Row | null>()
	let timer: ReturnType<typeof setTimeout> | undefined

	/** The notebook that is open; a form asks for it once, and goes on with it. */
	const notebook = (): string => inventory.unsaved.basis()?.notebookId ?? ''

	function rows(): readonly Row[] {
		try {
			return v.parse(v.array(v.unknown()), JSON.parse(browserMemory().preference(KEY) ?? '[]')).filter((row) => v.is(rowSchema, row))
		} catch {
			return []
		}
	}

	/** What was typed in this form, or null. */
	function find(notebookId: string, place: string): KeptInput | null {
		flush()
		return rows().find((row) => row.notebookId === notebookId && row.place === place) ?? null
	}

	/**
	 * The form to show again in the open notebook: `new`, or the id of the record, whose form was typed in last; empty when there is none.
	 *
	 * @param prefix - what the places of these forms have before it
	 * @param collection - of the records: one that is no longer there has no form, nor what was saved after all, which is forgotten
	 */
	function lastUnder(prefix: string, collection: keyof InventoryCollections): string {
		flush()
		const suffix = ({ place }: Row): string => place.slice(prefix.length)
		const under = rows().filter((one) => one.notebookId === notebook() && one.place.startsWith(prefix))
		const isMade = ({ recordId }: Row): boolean => recordId !== '' && inventory.record(collection, recordId) !== null
		under.filter(isMade).forEach(({ notebookId, place }) => drop(notebookId, place))
		const row = under.findLast((one) => !isMade(one) && (one.recordId !== '' || inventory.record(collection, suffix(one)) !== null))
		return row === undefined ? '' : suffix(row)
	}

	/** Keeps what is typed in a moment. */
	function keep(notebookId: string, place: string, { recordId, fields }: Omit<KeptInput, 'at'>): void {
		waiting.set(`${notebookId} ${place}`, { notebookId, place, recordId, fields, at: new Date().toISOString() })
		clearTimeout(timer)
		timer = setTimeout(flush, DELAY)
	}

	/** Forgets what was typed: it is saved, or given up. */
	function drop(notebookId: string, place: string): void {
		waiting.set(`${notebookId} ${place}`, null)
		flush()
	}

	/** Writes now what is to be kept. */
	function flush(): void {
		clearTimeout(timer)
		if (waiting.size === 0) {
			return
		}
		const before = rows()
		const others = before.filter((row) => !waiting.has(`${row.notebookId} ${row.place}`))
		const typed = [...waiting.values()].flatMap((row) => row === null ? [] : [row])
		waiting.clear()
		const next = [...others, ...typed]
		if (typed.length > 0 || others.length < before.length) {
			browserMemory().setPreference(KEY, next.length === 0 ? null : JSON.stringify(next.slice(-MAX_KEPT)))
		}
	}

	globalThis.addEventListener('pagehide', flush)

	return { notebook, find, lastUnder, keep, drop, flush }
})
