// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { Edit, TouchedRecord } from '../../domain/patch.ts'
import type { Draft } from '../../platform/drafts.ts'
import type { VaultChange } from '../../vault/model.ts'
import type { InventoryEdit } from './save-queue.ts'

import { shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { newId } from '../../domain/inventory/ids.ts'
import { describePatch, diffContents, editJson, isEmptyPatch, readEdit } from '../../domain/patch.ts'
import { browserDrafts } from '../../platform/drafts.ts'
import { currentUser } from '../../platform/session.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useVaultStore } from '../vault/vault.ts'
import { clearBytes, readClear, withUsableEdits } from './inventory-drafts.ts'
import { taskQueue } from './task-queue.ts'

/** Names under which an edit was sent that are remembered. */
const MAX_SENT = 50

/** A draft of this browser, and what it touches. */
export interface DraftRow extends Draft {
	/** Null while it is locked, or when it cannot be opened. */
	readonly records: readonly TouchedRecord[] | null
	/** Why the keys that are there do not open it; empty when they do, or are not there. */
	readonly unreadable: ErrorCode | ''
}

/**
 * The drafts of the open notebook, as this browser keeps them, whichever tab wrote them, and what the screens show of
 * them. Calls run one after the other; none waits for the server.
 */
export function useDraftRepository() {
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const client = cryptoClient()
	const disk = browserDrafts()
	const enqueue = taskQueue()

	const rows = shallowRef<readonly DraftRow[]>([])
	/** Ids of drafts made by this page, which no earlier page can have sent. */
	const ours = new Set<string>()
	const edits = new Map<string, Edit>()
	/** Drafts last passed to the Worker, and its result. */
	let loaded = ''
	let opened: ReadonlyMap<string, readonly TouchedRecord[]> = new Map()
	let refused: ReadonlyMap<string, ErrorCode> = new Map()
	/** The edits of the inventory that the screens show. */
	let shown = ''
	let lastAt = 0

	async function readAgain(): Promise<void> {
		const basis = inventory.unsaved.basis()
		const drafts = basis === null ? [] : await disk.list(basis.notebookId)
		await loadVault(drafts.filter(isOfVault))
		const next: DraftRow[] = []
		for (const draft of drafts) {
			next.push({ ...draft, ...draft.vaultId === '' ? await openInventory(draft) : ofVault(draft.id) })
		}
		for (const id of [...edits.keys()].filter((known) => !drafts.some((draft) => draft.id === known))) {
			edits.delete(id)
		}
		rows.value = next
		showInventory()
	}

	const isOfVault = ({ vaultId }: Draft): boolean => vaultId !== '' && vaultId === vault.place?.vaultId

	async function loadVault(drafts: readonly Draft[]): Promise<void> {
		const vaultId = vault.place?.vaultId
		if (vaultId === undefined || vault.status !== 'open') {
			loaded = ''
			opened = new Map()
			refused = new Map()
			return
		}
		const ids = drafts.map(({ id }) => id).join(' ')
		if (ids !== loaded) {
			const answer = await client.loadDrafts({ vaultId, drafts: drafts.map(({ id, bytes }) => ({ id, bytes })) })
			loaded = ids
			opened = new Map(answer.opened.map((draft) => [draft.id, draft.records]))
			refused = new Map(Object.entries(answer.refused))
			vault.show(answer.view)
		}
	}

	const ofVault = (id: string) => ({ records: opened.get(id) ?? null, unreadable: refused.get(id) ?? '' as const })

	async function openInventory(draft: Draft): Promise<Pick<DraftRow, 'records' | 'unreadable'>> {
		try {
			const edit = edits.get(draft.id) ?? await readInventory(draft)
			edits.set(draft.id, edit)
			return { records: describePatch(edit.patch), unreadable: '' }
		} catch (caught) {
			const { code } = asTrousseauError(caught)
			return { records: null, unreadable: code === 'locked' ? '' : code }
		}
	}

	async function readInventory(draft: Draft): Promise<Edit> {
		if (!draft.sealed) {
			return readClear(draft.bytes)
		}
		if (vault.identity === null) {
			throw new TrousseauError('locked')
		}
		return readEdit(await client.openDraft({ notebookId: draft.notebookId, draftId: draft.id, bytes: draft.bytes }))
	}

	/** The edits of the inventory among these drafts, in their order. */
	const editsOf = (drafts: readonly { readonly id: string }[]): readonly Edit[] => drafts.flatMap(({ id }) => edits.get(id) ?? [])

	function showInventory(): void {
		const ids = rows.value.filter(({ id }) => edits.has(id)).map(({ id }) => id).join(' ')
		if (ids === shown) {
			return
		}
		shown = ids
		inventory.unsaved.show((view) => {
			// Between two notebooks, the rows are still those of the former.
			const notebookId = inventory.unsaved.basis()?.notebookId
			return withUsableEdits(view, editsOf(rows.value.filter((row) => row.notebookId === notebookId)))
		})
	}

	/** Later than any before, so that edits keep their order. */
	function now(): string {
		lastAt = Math.max(Date.now(), lastAt + 1)
		return new Date(lastAt).toISOString()
	}

	async function add(draft: Draft, records: readonly TouchedRecord[]): Promise<void> {
		ours.add(draft.id)
		await disk.keep(draft)
		rows.value = [...rows.value, { ...draft, records, unreadable: '' }]
	}

	/**
	 * Keeps an edit of the inventory, made over what is shown. Null when it changes nothing. Rejects with `gone`,
	 * `invalid`, `too-large`.
	 */
	async function addInventory(change: InventoryEdit): Promise<string | null> {
		const basis = inventory.unsaved.basis()
		if (basis === null) {
			throw new TrousseauError('gone')
		}
		const stamp = { at: now(), by: currentUser().id }
		const patch = diffContents(inventory.inventory, change(inventory.inventory, stamp))
		if (isEmptyPatch(patch)) {
			return null
		}
		const id = newId()
		const edit: Edit = { ...stamp, patch }
		const sealed = vault.identity !== null
		const bytes = sealed
			? await client.sealDraft({ notebookId: basis.notebookId, draftId: id, content: editJson(edit) })
			: clearBytes(edit)
		const base = basis.view.heads.map(({ name }) => name)
		edits.set(id, edit)
		await add(
			{ id, notebookId: basis.notebookId, vaultId: '', sealed, base, at: edit.at, sentAs: [], refusal: '', bytes },
			describePatch(patch),
		)
		showInventory()
		return id
	}

	/** Keeps changes of the vault. Null when they change nothing. Rejects with `locked`, `not-allowed`, `invalid`, `too-large`. */
	async function addVault(changes: readonly VaultChange[]): Promise<string | null> {
		const { place, view } = vault
		if (place === null || view === null) {
			throw new TrousseauError('locked')
		}
		const id = newId()
		const { bytes, draft, view: shown } = await client.makeDraft({ vaultId: place.vaultId, draftId: id, changes })
		if (draft.records.length === 0) {
			await client.dropDrafts({ vaultId: place.vaultId, draftIds: [id] })
			return null
		}
		await add(
			{
				id,
				notebookId: place.notebookId,
				vaultId: place.vaultId,
				sealed: true,
				base: view.heads,
				at: draft.at,
				sentAs: [],
				refusal: '',
				bytes,
			},
			draft.records,
		)
		loaded = [loaded, id].filter((known) => known !== '').join(' ')
		opened = new Map([...opened, [id, draft.records]])
		vault.show(shown)
		return id
	}

	/**
	 * Writes something of drafts that are still kept: one that was saved or given up meanwhile, in this tab or another,
	 * does not come back.
	 */
	async function update(ids: readonly string[], changesOf: (row: DraftRow) => Partial<Draft>): Promise<void> {
		const next: DraftRow[] = []
		const notebookId = rows.value.find(({ id }) => ids.includes(id))?.notebookId
		const kept = new Set(notebookId === undefined ? [] : (await disk.list(notebookId)).map(({ id }) => id))
		for (const row of rows.value) {
			if (ids.includes(row.id) && !kept.has(row.id) && disk.isLasting) {
				continue
			}
			const changed = ids.includes(row.id) ? { ...row, ...changesOf(row) } : row
			if (changed !== row) {
				const { records: _records, unreadable: _unreadable, ...draft } = changed
				await disk.keep(draft)
			}
			next.push(changed)
		}
		rows.value = next
	}

	/** Forgets drafts: they are saved, or given up. */
	async function remove(ids: readonly string[]): Promise<void> {
		for (const id of ids) {
			await disk.forget(id)
			edits.delete(id)
			ours.delete(id)
		}
		const ofThisVault = rows.value.filter((row) => ids.includes(row.id) && isOfVault(row)).map(({ id }) => id)
		rows.value = rows.value.filter((row) => !ids.includes(row.id))
		showInventory()
		const vaultId = vault.place?.vaultId
		if (vaultId !== undefined && ofThisVault.length > 0 && vault.status === 'open') {
			loaded = loaded.split(' ').filter((id) => !ids.includes(id)).join(' ')
			vault.show(await client.dropDrafts({ vaultId, draftIds: ofThisVault }))
		}
	}

	return {
		rows,
		isLasting: () => disk.isLasting,
		/** True if the draft was certainly never sent: made by this page, and no attempt recorded. */
		isUnsent: (row: Draft): boolean => ours.has(row.id) && row.sentAs.length === 0,
		editsOf,
		/** Discards the opened drafts: the keys were forgotten. */
		reopen: () => void (loaded = ''),
		read: () => enqueue(readAgain),
		addInventory: (change: InventoryEdit) => enqueue(() => addInventory(change)),
		addVault: (changes: readonly VaultChange[]) => enqueue(() => addVault(changes)),
		/** Remembers the name under which drafts leave for the server. */
		announce: (ids: readonly string[], name: string) => enqueue(() => (
			update(ids, ({ sentAs }) => ({ sentAs: [...sentAs, name].slice(-MAX_SENT) }))
		)),
		/** Remembers why the server refused drafts. */
		refuse: (ids: readonly string[], refusal: ErrorCode) => enqueue(() => update(ids, () => ({ refusal }))),
		remove: (ids: readonly string[]) => enqueue(() => remove(ids)),
	}
}

/** The drafts of the open notebook, for what sends them. */
export type DraftRepository = ReturnType<typeof useDraftRepository>
