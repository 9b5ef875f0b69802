// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TrousseauError } from '../../domain/errors.ts'
import type { SecretField } from '../../vault/model.ts'
import type {
	ChangedRecord,
	DocumentPast,
	HeldRecord,
	HistoryDocument,
	ListedRevision,
	PastSide,
	RestoreRequest,
	RevisionDetails,
} from './past.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError as Refusal } from '../../domain/errors.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useSessionStore } from '../session/session.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { inventoryFiles, vaultFiles } from './dated-files.ts'
import { InventoryPast } from './past-inventory.ts'
import { VaultPast } from './past-vault.ts'

/** Lines shown at a time. */
export const PAGE = 20

/** Bytes that a page of lines may read by itself; what is larger is read when it is asked for. */
const READ_BY_ITSELF = 2_000_000

const keyOf = ({ document, name }: Pick<ListedRevision, 'document' | 'name'>): string => `${document}/${name}`

/**
 * Both listings as one, newest first. Each keeps its own order, which is that of its numbers: a date is only what a
 * client gave a file.
 */
export function interleave(one: readonly ListedRevision[], other: readonly ListedRevision[]): readonly ListedRevision[] {
	const lines: ListedRevision[] = []
	let [left, right] = [0, 0]
	while (left < one.length || right < other.length) {
		const [a, b] = [one[left], other[right]]
		if (b === undefined || (a !== undefined && !(b.at > a.at))) {
			lines.push(a as ListedRevision)
			left += 1
		} else {
			lines.push(b)
			right += 1
		}
	}
	return lines
}

/** The past of the notebook that is open: what its folders list at once, the rest when it is looked at. */
export const useHistoryStore = defineStore('history', () => {
	const session = useSessionStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	const filter = ref<'all' | HistoryDocument>('all')
	const listed = shallowRef<readonly ListedRevision[]>([])
	const details = shallowReactive(new Map<string, RevisionDetails>())
	const errors = shallowReactive(new Map<string, TrousseauError>())
	const reading = shallowReactive(new Set<string>())
	const shown = ref(PAGE)
	const loading = ref(false)
	const error = shallowRef<TrousseauError | null>(null)
	let pasts: { readonly key: string, readonly inventory: InventoryPast, readonly vault: VaultPast | null } | null = null
	/** Counts the beginnings: what an earlier one still reads is no longer shown. */
	let generation = 0

	const matching = computed(() => listed.value.filter(({ document }) => filter.value === 'all' || document === filter.value))
	const lines = computed(() => matching.value.slice(0, shown.value))
	const hasMore = computed(() => matching.value.length > shown.value)

	function current(): NonNullable<typeof pasts> {
		const { notebook } = session
		if (notebook === null) {
			throw new Refusal('gone')
		}
		const vaultId = vault.status === 'open' ? vault.place?.vaultId ?? '' : ''
		const key = `${notebook.path}\n${vaultId}`
		if (pasts?.key !== key) {
			forget()
			pasts = {
				key,
				inventory: inventoryPast(notebook.path, notebook.notebookId),
				vault: vaultId === '' ? null : vaultPast(notebook.path, notebook.notebookId, vaultId),
			}
		}
		return pasts
	}

	const inventoryPast = (path: string, notebookId: string): InventoryPast => new InventoryPast(inventoryFiles(path), notebookId, {
		content: () => inventory.inventory,
		change: inventory.change,
	})

	const vaultPast = (path: string, notebookId: string, vaultId: string): VaultPast => new VaultPast(vaultFiles(path, vaultId), {
		notebookId,
		vaultId,
		api: cryptoClient(),
		refresh: vault.refresh,
		write: (prepare) => vault.write((api) => prepare(api)),
	})

	function pastOf(document: HistoryDocument): DocumentPast {
		const past = current()[document]
		if (past === null) {
			throw new Refusal('locked')
		}
		return past
	}

	/** Clears everything read: at a lock, and when another notebook is opened. */
	function forget(): void {
		generation += 1
		pasts = null
		listed.value = []
		details.clear()
		errors.clear()
		reading.clear()
	}

	/** Lists both folders, then reads what is shown as far as it is small. */
	async function load(): Promise<void> {
		loading.value = true
		error.value = null
		try {
			const { inventory: clear, vault: sealed } = current()
			const begun = generation
			const [one, other] = await Promise.all([clear.list(), sealed?.list() ?? []])
			if (begun === generation) {
				listed.value = interleave(one, other)
				void readShown()
			}
		} catch (caught) {
			error.value = asTrousseauError(caught)
		} finally {
			loading.value = false
		}
	}

	/** Shows older lines. */
	function more(): void {
		shown.value += PAGE
		void readShown()
	}

	async function readShown(): Promise<void> {
		const begun = generation
		let left = READ_BY_ITSELF
		for (const line of lines.value) {
			if (begun !== generation) {
				return
			}
			const key = keyOf(line)
			if (line.size <= left && !details.has(key) && !errors.has(key)) {
				left -= line.size
				await describe(line)
			}
		}
	}

	/** Reads one line: who, and what. */
	async function describe(line: ListedRevision): Promise<void> {
		const [key, begun] = [keyOf(line), generation]
		if (reading.has(key)) {
			return
		}
		reading.add(key)
		errors.delete(key)
		try {
			// The names that fields point to are for the one revision that is opened.
			const found = { ...await pastOf(line.document).describe(line.name), names: new Map<string, string>() }
			if (begun === generation) {
				details.set(key, found)
			}
		} catch (caught) {
			if (begun === generation) {
				errors.set(key, asTrousseauError(caught))
			}
		} finally {
			reading.delete(key)
		}
	}

	const open = async (document: HistoryDocument, name: string): Promise<RevisionDetails> => pastOf(document).describe(name)
	const records = async (document: HistoryDocument, name: string): Promise<readonly HeldRecord[]> => pastOf(document).records(name)
	async function plan(document: HistoryDocument, request: RestoreRequest): Promise<readonly ChangedRecord[]> {
		return pastOf(document).plan(request)
	}

	async function restore(document: HistoryDocument, request: RestoreRequest): Promise<() => Promise<void>> {
		return pastOf(document).restore(request)
	}

	/** One secret in a past revision. Rejects with `locked`. */
	async function reveal(name: string, side: PastSide, id: string, field: SecretField): Promise<string> {
		const { vault: past } = current()
		if (past === null) {
			throw new Refusal('locked')
		}
		return past.reveal(name, side, id, field)
	}

	/** Details of a line, once read. */
	const detailsOf = (line: ListedRevision): RevisionDetails | null => details.get(keyOf(line)) ?? null
	const errorOf = (line: ListedRevision): TrousseauError | null => errors.get(keyOf(line)) ?? null
	const isReading = (line: ListedRevision): boolean => reading.has(keyOf(line))
	/** `whole` if it is the notebook's only current revision, `part` if it is one of several that are merged; else empty. */
	function currentOf({ document, name }: Pick<ListedRevision, 'document' | 'name'>): 'whole' | 'part' | '' {
		const heads = document === 'inventory' ? inventory.heads : vault.view?.heads ?? []
		return heads.includes(name) ? heads.length === 1 ? 'whole' : 'part' : ''
	}

	watchState(() => vault.status, (status) => {
		if (status !== 'open') {
			forget()
		}
	})

	return {
		filter,
		lines,
		hasMore,
		loading,
		error,
		load,
		more,
		describe,
		detailsOf,
		errorOf,
		isReading,
		currentOf,
		open,
		records,
		plan,
		restore,
		reveal,
	}
})
