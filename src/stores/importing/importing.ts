// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Read } from '../../exchange/import/import-client.ts'
import type { ImportHead } from '../../exchange/import/import-service.ts'
import type { Role } from '../../exchange/import/model.ts'
import type { Refusal } from '../../exchange/import/refusal.ts'
import type { Undo } from '../session/notices.ts'
import type { PersonFile } from './original.ts'
import type { Fate, ImportRow, ListName } from './rows.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { createImportClient } from '../../exchange/import/import-client.ts'
import { MAX_FILE } from '../../exchange/import/limits.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useSavingStore } from '../saving/saving.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { correctionsWith } from './corrections.ts'
import { lastImport, rememberImport } from './last-import.ts'
import { readFile } from './original.ts'
import type { ImportIds } from './plan.ts'
import { importIds, planImport } from './plan.ts'
import { isTaken, keepAnswers, listOf, LISTS, rowOf } from './rows.ts'
import { inTurns, pause } from './slices.ts'
import type { RecognisedTool } from './tools.ts'
import { recogniseTools } from './tools.ts'
import { findTwins } from './twins.ts'
import type { ImportUndone } from './undo-import.ts'
import { undoImport } from './undo-import.ts'

/** Steps of the wizard. */
export type ImportStep = 'choose' | 'done' | 'reading' | 'review' | 'saving'

/** Where the text comes from. */
export interface ImportSource {
	readonly name: string
	/** The file of this Nextcloud; null for one of the computer, and for pasted text. */
	readonly original: PersonFile | null
	readonly kind: 'computer' | 'nextcloud' | 'pasted'
}

/** Counts of a finished import. */
export interface ImportResult {
	readonly added: number
	readonly updated: number
	/** Of those, entries with a doubt that nobody answered. */
	readonly doubtful: number
	readonly present: number
	readonly left: number
	readonly newTools: number
	/** ISO 8601. */
	readonly at: string
}

/**
 * Reads an old notebook, holds what was understood until the person agrees, and writes it into the vault. Holds secrets:
 * forgets them when the vault is locked.
 */
export const useImportingStore = defineStore('importing', () => {
	const vault = useVaultStore()
	const inventory = useInventoryStore()
	const saving = useSavingStore()

	const step = ref<ImportStep>('choose')
	const refusal = ref<Refusal | null>(null)
	const source = shallowRef<ImportSource | null>(null)
	const head = shallowRef<ImportHead | null>(null)
	const rows = shallowRef<readonly ImportRow[]>([])
	const tools = shallowRef<readonly RecognisedTool[]>([])
	/** Ids of recognised tools that stay out of the inventory. */
	const unticked = shallowRef<ReadonlySet<string>>(new Set())
	const progress = shallowRef({ done: 0, total: 0 })
	const result = shallowRef<ImportResult | null>(null)
	const undone = shallowRef<ImportUndone | null>(null)
	/** Changes when what this browser remembers of the last import may have changed. */
	const remembered = ref(0)
	let client: ReturnType<typeof createImportClient> | null = null
	let corrections: Readonly<Record<string, Readonly<Record<number, Role>>>> = {}
	let undos: Undo[] = []
	let ids: ImportIds | null = null
	/** A KeePass file that waits for its passphrase. */
	let waiting: { readonly bytes: Uint8Array, readonly source: ImportSource } | null = null
	let abort = new AbortController()

	const lists = computed<Readonly<Record<ListName, readonly ImportRow[]>>>(() => {
		const found = Object.fromEntries(LISTS.map((name) => [name, [] as ImportRow[]])) as Record<ListName, ImportRow[]>
		rows.value.forEach((row) => found[listOf(row)].push(row))
		return found
	})
	const takenCount = computed(() => rows.value.reduce((sum, row) => sum + (isTaken(row) ? 1 : 0), 0))
	const ticked = computed(() => tools.value.filter(({ id }) => !unticked.value.has(id)))
	const mayImport = computed(() => vault.status === 'open' && vault.view?.role !== 'reader')
	/** The last import into this vault from this browser; null when none is known. */
	const last = computed(() => remembered.value >= 0 && vault.place !== null ? lastImport(vault.place.vaultId) : null)

	/** Lets go of the file, of what was understood and of the Worker. */
	function reset(): void {
		abort.abort()
		abort = new AbortController()
		client?.terminate()
		client = null
		corrections = {}
		waiting = null
		step.value = 'choose'
		refusal.value = null
		source.value = null
		head.value = null
		rows.value = []
		tools.value = []
		unticked.value = new Set()
		result.value = null
		undone.value = null
		undos = []
		ids = null
	}
	watchState(() => vault.status === 'open', (isOpen) => isOpen || reset(), { sync: true })

	const tell = (done: number, total: number): void => {
		progress.value = { done, total }
	}

	/** Reads; a refused file leaves what was there before as it was. */
	async function take(next: ImportSource, read: (signal: AbortSignal) => Promise<Read>): Promise<void> {
		refusal.value = null
		step.value = 'reading'
		tell(0, 0)
		const { signal } = abort
		try {
			const found = await read(signal)
			if (signal.aborted) {
				return
			}
			if (found.refused !== null) {
				refuse(found.refused)
				return
			}
			corrections = {}
			ids = null
			undos = []
			result.value = null
			undone.value = null
			source.value = next
			await show(found, [], signal)
		} catch (caught) {
			if (!signal.aborted) {
				step.value = 'choose'
				throw caught
			}
		}
	}

	function refuse(reason: Refusal): void {
		refusal.value = reason
		step.value = 'choose'
		// A Worker that was ended answers no more.
		client?.terminate()
		client = null
	}

	const worker = (): ReturnType<typeof createImportClient> => client ??= createImportClient()

	/** Reads a file of this computer. */
	async function readLocal(file: File): Promise<void> {
		if (file.size > MAX_FILE) {
			refuse('too-large')
			return
		}
		const from: ImportSource = { name: file.name, original: null, kind: 'computer' }
		await take(from, async () => readBytes(new Uint8Array(await file.arrayBuffer()), from))
	}

	/** Reads a file of this person's Nextcloud. */
	async function readNextcloud(original: PersonFile): Promise<void> {
		if (original.size > MAX_FILE) {
			refuse('too-large')
			return
		}
		const from: ImportSource = { name: original.name, original, kind: 'nextcloud' }
		await take(from, async (signal) => readBytes(await readFile(original.path, signal), from))
	}

	async function readBytes(bytes: Uint8Array, from: ImportSource): Promise<Read> {
		const copy = bytes.slice()
		const found = await worker().read(bytes, '', tell)
		waiting = found.refused === 'kdbx-passphrase' ? { bytes: copy, source: from } : null
		return found
	}

	/** Opens the KeePass file that was refused for want of its passphrase. */
	async function readWith(passphrase: string): Promise<void> {
		const held = waiting
		if (held !== null) {
			await take(held.source, () => worker().read(held.bytes.slice(), passphrase, tell))
			waiting = refusal.value === 'kdbx-wrong' ? held : null
		}
	}

	/** Reads pasted text. */
	const readPasted = (text: string): Promise<void> => take({ name: '', original: null, kind: 'pasted' }, () => worker().paste(text, tell))

	/** Changes what a column holds, and understands the file again. The column that held it takes the role of this one. */
	async function correct(table: number, column: number, role: Role): Promise<void> {
		const view = head.value?.tables[table]
		if (view === undefined) {
			return
		}
		const { signal } = abort
		corrections = correctionsWith(corrections, view, column, role)
		const found = await worker().correct(corrections, tell)
		if (found.refused === null && !signal.aborted) {
			await show(found, rows.value, signal)
		} else if (found.refused !== null) {
			refuse(found.refused)
		}
	}

	async function show(found: Extract<Read, { refused: null }>, before: readonly ImportRow[], signal: AbortSignal): Promise<void> {
		const made: ImportRow[] = []
		await inTurns(found.outcomes, (outcome, index) => made.push(rowOf(outcome, index)), signal)
		const kept = before.length === 0 ? made : keepAnswers(made, before)
		const twins = await findTwins(kept, vault.live, (id) => vault.reveal(id, 'password'))
		const next = twins.size === 0
			? kept
			: kept.map((row): ImportRow => {
					const twin = twins.get(row.key) ?? null
					return twin === null || row.isSettled ? row : { ...row, twin, fate: twin.isSame ? 'leave' : row.fate }
				})
		await pause()
		const recognised = inventory.canWrite
			? await recogniseTools(
					inventory.inventory,
					next.filter(isTaken).map(({ key, entry }) => ({ key, title: entry.title, url: entry.url })),
					vault.live.filter(({ accountId }) => accountId !== ''),
				)
			: []
		if (!signal.aborted) {
			head.value = found.head
			rows.value = next
			tools.value = recognised
			step.value = 'review'
		}
	}

	/** Puts a row in the place of the one with its key. */
	function put(row: ImportRow): void {
		rows.value = rows.value.map((one) => one.key === row.key ? row : one)
	}

	/** Decides what becomes of a row. */
	function decide(row: ImportRow, fate: Fate): void {
		put({ ...row, fate, isSettled: true })
	}

	/** Says that a doubtful row is right as it is; all of them when none is given. */
	function settle(row?: ImportRow): void {
		const chosen = new Set(row === undefined ? lists.value.doubtful.map(({ key }) => key) : [row.key])
		rows.value = rows.value.map((one) => chosen.has(one.key) ? { ...one, isSettled: true } : one)
	}

	function tick(toolId: string, isTicked: boolean): void {
		const next = new Set(unticked.value)
		next[isTicked ? 'delete' : 'add'](toolId)
		unticked.value = next
	}

	/**
	 * Writes the rows into the vault, in few revisions. What is written leaves the list: after a failure, the next try writes
	 * what is left, as a part of the same import.
	 */
	async function save(): Promise<void> {
		const { place } = vault
		if (!mayImport.value || place === null) {
			throw new TrousseauError('not-allowed')
		}
		const { signal } = abort
		const counts = lists.value
		const isFirst = ids === null
		const own = ids ??= importIds()
		const parts = planImport(rows.value, ticked.value, own)
		const before = isFirst ? null : result.value
		let total: ImportResult = {
			added: before?.added ?? 0,
			updated: before?.updated ?? 0,
			doubtful: before?.doubtful ?? counts.doubtful.filter(isTaken).length,
			present: counts.present.length,
			left: rows.value.length - takenCount.value - counts.present.length,
			newTools: before?.newTools ?? 0,
			at: before?.at ?? new Date().toISOString(),
		}
		const known = new Map<string, string>(Object.entries(isFirst ? {} : last.value?.updated ?? {}))
		result.value = total
		step.value = 'saving'
		const all = takenCount.value
		let done = 0
		tell(0, all)
		try {
			for (const part of parts) {
				if (part.inventory !== null) {
					undos.push(await inventory.reversibly(part.inventory))
				}
				await vault.change(part.changes)
				if (signal.aborted) {
					return
				}
				total = {
					...total,
					added: total.added + part.added,
					updated: total.updated + part.updated.length,
					newTools: total.newTools + part.newTools.length,
				}
				result.value = total
				timesOf(part.updated).forEach((at, id) => known.set(id, at))
				rememberImport(place.vaultId, { prefix: own.prefix, at: total.at, added: total.added, updated: Object.fromEntries(known) })
				remembered.value++
				rows.value = rows.value.filter(({ key }) => !part.keys.has(key))
				done += part.keys.size
				tell(done, all)
				await pause()
			}
		} catch (caught) {
			if (!signal.aborted) {
				step.value = 'review'
			}
			throw caught
		}
		rows.value = []
		tools.value = []
		head.value = null
		ids = null
		client?.terminate()
		client = null
		step.value = 'done'
	}

	/** Times of the last change of these entries. */
	function timesOf(ids: readonly string[]): ReadonlyMap<string, string> {
		const wanted = new Set(ids)
		return new Map(vault.live.filter(({ id }) => wanted.has(id)).map(({ id, updatedAt }) => [id, updatedAt]))
	}

	/** Undoes the last import. Rejects as saving does, and with `busy` while a part of it still waits for the server. */
	async function undo(): Promise<ImportUndone> {
		const { place } = vault
		const known = last.value
		if (place === null || known === null) {
			throw new TrousseauError('gone')
		}
		if (saving.kept > 0) {
			throw new TrousseauError('busy')
		}
		const done = await undoImport(known, undos)
		rememberImport(place.vaultId, null)
		remembered.value++
		undos = []
		undone.value = done
		return done
	}

	return { step, refusal, source, head, rows, lists, takenCount, tools, unticked, ticked, progress, result, undone, last, mayImport, reset, readLocal, readNextcloud, readWith, readPasted, correct, put, decide, settle, tick, save, undo }
})
