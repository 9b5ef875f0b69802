// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CollectionName } from '../../domain/inventory/model.ts'
import type { JsonObject } from '../../domain/json.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import type { Undo } from '../session/notices.ts'
import { useVaultStore } from '../vault/vault.ts'
import type { ClearRow, FieldValue, SealedRow } from './form-draft-rows.ts'

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { logCaught } from '../../platform/log.ts'
import { toBase64 } from '../../vault/file/bytes.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { clearRows, MAX_SEALED, openedDraft, sealedRows, writeClear, writeSealed } from './form-draft-rows.ts'

export type { ClearRow, FieldValue } from './form-draft-rows.ts'

/** Milliseconds between what is typed and what is kept. */
const DELAY = 400

/** A password form begun and not saved. */
export interface UnsavedPassword {
	readonly id: string
	readonly isNew: boolean
	/** Time of the last input (ISO 8601). */
	readonly at: string
	/** Under which it can be recognised; may be empty. */
	readonly name: string
}

/** Content to seal for a password form. */
export interface SealedForm extends Omit<UnsavedPassword, 'at'> {
	readonly fields: Readonly<Record<string, FieldValue>>
	readonly base: Readonly<Record<string, FieldValue>>
}

/**
 * Form drafts: input typed and not saved, kept in this browser across screens, locks, searches, closed pages and ended
 * sessions. Drafts of inventory forms are stored in clear, like the inventory; those of password forms are sealed to this
 * person. They never leave the browser, and only "Save" saves them.
 *
 * For each touched field, a draft has the value typed and its base: the saved value at that time.
 */
export const useFormDraftsStore = defineStore('form-drafts', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	/* Forms of the inventory. */

	/** Drafts not written yet, by notebook and place; null for one to delete. */
	const waiting = new Map<string, ClearRow | null>()
	let timer: ReturnType<typeof setTimeout> | undefined

	/** The notebook that is open; a form asks for it once, and goes on with it. */
	const notebook = (): string => inventory.unsaved.basis()?.notebookId ?? ''

	/** Draft of this form, or null. */
	function find(notebookId: string, place: string): ClearRow | null {
		flush()
		return clearRows().find((row) => row.notebookId === notebookId && row.place === place) ?? null
	}

	/**
	 * The form to show again in the open notebook: `new`, or the id of the record, whose form was typed in last; empty when there is none.
	 *
	 * @param prefix - what the places of these forms have before it
	 * @param collection - of the records: one that is no longer there has no form, nor what was saved after all, which is forgotten
	 */
	function lastUnder(prefix: string, collection: CollectionName): string {
		flush()
		const suffix = ({ place }: ClearRow): string => place.slice(prefix.length)
		const under = clearRows().filter((one) => one.notebookId === notebook() && one.place.startsWith(prefix))
		const isMade = ({ recordId }: ClearRow): boolean => recordId !== '' && inventory.record(collection, recordId) !== null
		under.filter(isMade).forEach(({ notebookId, place }) => drop(notebookId, place))
		const row = under.findLast((one) => !isMade(one) && (one.recordId !== '' || inventory.record(collection, suffix(one)) !== null))
		return row === undefined ? '' : suffix(row)
	}

	/** Keeps what is typed in a moment. */
	function keep(draft: Omit<ClearRow, 'at'>): void {
		waiting.set(`${draft.notebookId} ${draft.place}`, { ...draft, at: new Date().toISOString() })
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
		const before = clearRows()
		const others = before.filter((row) => !waiting.has(`${row.notebookId} ${row.place}`))
		const typed = [...waiting.values()].flatMap((row) => row === null ? [] : [row])
		waiting.clear()
		if (typed.length > 0 || others.length < before.length) {
			writeClear([...others, ...typed])
		}
	}

	globalThis.addEventListener('pagehide', flush)

	/* Forms of passwords. */

	/** Drafts of the open notebook that these keys open. */
	const passwords = shallowRef<readonly UnsavedPassword[]>([])
	/** The draft that the person chose to resume. */
	let chosen = ''
	const sealing = new Map<string, ReturnType<typeof setTimeout>>()
	const turns = new Map<string, number>()
	/** Drafts that the Worker is sealing: what is stored is not yet what was typed last. */
	const underway = new Set<Promise<void>>()

	const vaultNotebook = (): string => vault.place?.notebookId ?? ''

	/** Seals a form in a moment, as it will be then. */
	function sealSoon(id: string, form: () => SealedForm | null): void {
		if (!sealing.has(id)) {
			sealing.set(id, setTimeout(() => void seal(id, form()), DELAY))
		}
	}

	/** Seals a form now; one in which nothing is touched is forgotten. Never rejects: locked meanwhile, what was kept before stays. */
	function seal(id: string, form: SealedForm | null): Promise<void> {
		const task = sealNow(id, form)
		underway.add(task)
		return task.finally(() => underway.delete(task))
	}

	async function sealNow(id: string, form: SealedForm | null): Promise<void> {
		cancel(id)
		const notebookId = vaultNotebook()
		if (notebookId === '') {
			return
		}
		if (form === null) {
			dropPassword(id)
			return
		}
		const at = new Date().toISOString()
		const { isNew, name, fields, base } = form
		const content = { schema: 2, at, name, fields, base } as unknown as JsonObject
		const turn = beginTurn(id)
		try {
			const bytes = await cryptoClient().sealDraft({ notebookId, draftId: id, content })
			if (notebookId === vaultNotebook() && turns.get(id) === turn) {
				putSealed(notebookId, { id, isNew, at, bytes: toBase64(bytes) })
			}
		} catch (error) {
			logCaught('forms.seal', error)
			// The keys are gone, and what was kept a moment ago stays.
		}
	}

	function putSealed(notebookId: string, row: SealedRow): void {
		writeSealed(notebookId, [...sealedRows(notebookId).filter(({ id }) => id !== row.id), row].slice(-MAX_SEALED))
	}

	/** Guards against reordering: a draft sealed after a later one has been stored is dropped. */
	function beginTurn(id: string): number {
		const turn = (turns.get(id) ?? 0) + 1
		turns.set(id, turn)
		return turn
	}

	function cancel(id: string): void {
		clearTimeout(sealing.get(id))
		sealing.delete(id)
	}

	/** Forgets the form of a password: it is saved, or given up. Gives back what takes that back, null when there was nothing. */
	function dropPassword(id: string): Undo | null {
		cancel(id)
		beginTurn(id)
		const notebookId = vaultNotebook()
		const rows = sealedRows(notebookId)
		const row = rows.find((one) => one.id === id)
		passwords.value = passwords.value.filter((entry) => entry.id !== id)
		if (row === undefined) {
			return null
		}
		writeSealed(notebookId, rows.filter((one) => one !== row))
		return async () => {
			if (sealedRows(notebookId).some((one) => one.id === id)) {
				return 'changed'
			}
			putSealed(notebookId, row)
			await refreshPasswords()
			return 'undone'
		}
	}

	async function open(row: SealedRow): Promise<ReturnType<typeof openedDraft>> {
		try {
			const bytes = Uint8Array.from(atob(row.bytes), (character) => character.charCodeAt(0))
			return openedDraft(await cryptoClient().openDraft({ notebookId: vaultNotebook(), draftId: row.id, bytes }))
		} catch (error) {
			logCaught('forms.open', error)
			// Sealed to a former key of this person, or damaged: it is not shown, and another key may open it.
			return null
		}
	}

	/** Reads again what this browser keeps of the open notebook. Needs the keys. */
	async function refreshPasswords(): Promise<void> {
		await Promise.all(underway)
		const notebookId = vaultNotebook()
		const found: UnsavedPassword[] = []
		for (const row of sealedRows(notebookId)) {
			const content = await open(row)
			if (content !== null) {
				found.push({ id: row.id, isNew: row.isNew, at: row.at, name: content.name })
			}
		}
		// Drafts may have been saved or discarded while the others were being opened.
		const left = new Set(sealedRows(notebookId).map(({ id }) => id))
		passwords.value = notebookId === vaultNotebook() ? found.filter(({ id }) => left.has(id)) : []
	}

	/**
	 * Resumes the draft of a password form.
	 *
	 * @param form - a new one resumes the chosen draft, or the last new one begun
	 * @param form.id - id of the credential
	 * @param form.isNew - true if the credential is not saved yet
	 * @return the draft, with the id under which the form continues; null if there is none
	 */
	async function takeUp(form: { readonly id: string, readonly isNew: boolean }): Promise<ClearRow | null> {
		await Promise.all(underway)
		const notebookId = vaultNotebook()
		const isThere = (id: string): boolean => vault.credentials.some((credential) => credential.id === id)
		const fitting = sealedRows(notebookId).filter(({ id, isNew }) => (
			form.isNew ? id === chosen || (isNew && !isThere(id)) : id === form.id
		))
		const row = fitting.find(({ id }) => id === chosen) ?? fitting.at(-1)
		chosen = ''
		const content = row === undefined ? null : await open(row)
		if (row === undefined || content === null) {
			return null
		}
		const goesOn = !form.isNew || !isThere(row.id)
		if (!goesOn) {
			// It lies in the trash: what was typed goes on under the new form's own id.
			dropPassword(row.id)
		}
		return { notebookId, place: '', at: row.at, recordId: goesOn ? row.id : form.id, fields: content.fields, base: content.base }
	}

	/** Says which form of a password the next one takes up. */
	function choose(id: string): void {
		chosen = id
	}

	return { notebook, find, lastUnder, keep, drop, flush, passwords, sealSoon, seal, dropPassword, refreshPasswords, takeUp, choose }
})
