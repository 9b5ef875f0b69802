// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Journal, JournalState } from '../../journal/journal.ts'
import type { PruneReport } from '../../journal/prune.ts'
import type { PruningPolicy } from '../../journal/pruning.ts'
import type { DatedStore } from '../../platform/dav/revision-dates.ts'

import { defineStore } from 'pinia'
import { asTrousseauError } from '../../domain/errors.ts'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { INVENTORY_EXTENSION, InventoryJournal } from '../../journal/inventory-journal.ts'
import { prune } from '../../journal/prune.ts'
import { DEFAULT_POLICY } from '../../journal/pruning.ts'
import { browserMemory } from '../../platform/browser-memory.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { useSavingStore } from '../saving/saving.ts'
import { vaultJournal } from '../session/journals.ts'
import { useSessionStore } from '../session/session.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { inventoryFiles, vaultFiles } from './dated-files.ts'
import { linksTo } from './past-journal.ts'

/** Deletions between two moments of rest. */
const AT_A_TIME = 5
/** Milliseconds before the first deletion and between two handfuls: the page has better to do. */
const REST = 15_000
const DAY = 86_400_000
/** Revisions beyond the last ones that may be kept unbroken to include a keeper's; if none is found within, nothing is pruned. */
const LONGEST_LINE = 100

/** A journal to prune. */
export interface PrunedJournal {
	/** Under which this browser remembers the day of the last pruning. */
	readonly key: string
	readonly extension: string
	readonly store: DatedStore
	readonly journal: Journal
	/** Revisions to delete first, and the retention policy; null if nothing may be pruned now. */
	readonly rules: (state: JournalState) => Promise<{ readonly first: readonly string[], readonly policy: PruningPolicy } | null>
}

/** The present, as pruning needs it. */
export interface PruningMoment {
	/** Milliseconds since 1970. */
	readonly now: () => number
	/** Resolves at a quiet moment, to false when it is over: another notebook, or the page is leaving. */
	readonly rest: () => Promise<boolean>
	/** Browser storage of the last pruning. */
	readonly memory: { readonly preference: (name: string) => string | null, readonly setPreference: (name: string, value: string) => void }
}

/**
 * Prunes one journal, at most once a day: a few deletions, a rest, and so on. Ended at any point, it goes on another time.
 * A refusal ends it for today (a file that is locked, no right to delete); a line that is cut does not count. Never rejects.
 */
export async function pruneJournal(pruned: PrunedJournal, moment: PruningMoment): Promise<void> {
	const key = `pruned:${pruned.key}`
	const last = Number(moment.memory.preference(key) ?? 0)
	if (last <= moment.now() && moment.now() - last < DAY) {
		return
	}
	try {
		while (await moment.rest()) {
			const report = await pruneSome(pruned, moment.now())
			if (report.stopped === 'offline' || report.stopped === 'session-expired') {
				return
			}
			if (report.stopped !== null || report.left.length === 0) {
				moment.memory.setPreference(key, String(moment.now()))
				return
			}
		}
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		if (code !== 'offline' && code !== 'session-expired' && code !== 'locked') {
			moment.memory.setPreference(key, String(moment.now()))
		}
	}
}

async function pruneSome({ extension, store, journal, rules }: PrunedJournal, now: number): Promise<PruneReport> {
	const chosen = await rules(await journal.load())
	if (chosen === null) {
		return { removed: [], left: [], stopped: null }
	}
	let allowed = AT_A_TIME
	return prune(journal, { ...chosen, dateOf: (name) => store.dateOf(`${name}.${extension}`), now, mayGoOn: () => allowed-- > 0 })
}

/**
 * Number of newest revisions of a vault to keep. They must include one signed by a keeper: a member whose remembered head
 * was pruned cannot verify the changes of members step by step, and continues from a revision that a remembered keeper
 * signed (section 6 of docs/FORMAT.md, rule 5). Null if there is no such revision near.
 *
 * @param names - newest first
 * @param last - minimum to keep
 * @param isByKeeper - true if a keeper wrote it
 */
export async function unbrokenLine(
	names: readonly string[],
	last: number,
	isByKeeper: (name: string) => Promise<boolean>,
): Promise<number | null> {
	if (names.length <= last) {
		return last
	}
	for (const [index, name] of names.slice(0, last + LONGEST_LINE).entries()) {
		if (await isByKeeper(name)) {
			return Math.max(last, index + 1)
		}
	}
	return null
}

/** Prunes the open notebook while idle after an opening or a save, if this person may delete files. */
export const usePruningStore = defineStore('pruning', () => {
	const session = useSessionStore()
	const vault = useVaultStore()
	const saving = useSavingStore()
	let running = false
	let started = false

	function inventoryToPrune(path: string, notebookId: string): PrunedJournal {
		const store = inventoryFiles(path)
		const { journal } = new InventoryJournal({ store, notebookId, validate: parseInventory })
		return {
			key: notebookId,
			extension: INVENTORY_EXTENSION,
			store,
			journal,
			rules: async () => ({ first: [], policy: DEFAULT_POLICY }),
		}
	}

	function vaultToPrune(path: string, notebookId: string, vaultId: string): PrunedJournal {
		const store = vaultFiles(path, vaultId)
		const journal = vaultJournal(store, notebookId, vaultId)
		const isByKeeper = async (state: JournalState, name: string): Promise<boolean> => {
			const { bytes } = await journal.read(name)
			const links = (await linksTo(journal, state, name)).map((link) => ({ name: link.name, bytes: link.bytes }))
			return (await cryptoClient().past({ vaultId, revision: { name, bytes }, before: { heads: [], others: [] }, links })).byKeeper
		}
		return {
			key: vaultId,
			extension: 'vault',
			store,
			journal,
			async rules(state) {
				// A head that is refused, or sealed to others, still counts as a successor by its list of ancestors: pruning could
				// delete revisions it has no right to replace.
				if (vault.view?.notices.some(({ kind }) => kind === 'refused' || kind === 'waiting-for-key') !== false) {
					return null
				}
				const last = await unbrokenLine(state.names, DEFAULT_POLICY.last, (name) => isByKeeper(state, name))
				return last === null ? null : { first: [], policy: { ...DEFAULT_POLICY, last } }
			},
		}
	}

	async function run(): Promise<void> {
		const { notebook } = session
		if (running || notebook === null || !notebook.mayPrune) {
			return
		}
		running = true
		const { path, notebookId } = notebook
		const moment: PruningMoment = {
			now: () => Date.now(),
			memory: browserMemory(),
			rest: async () => {
				await quiet(() => saving.state !== 'saving')
				return session.notebook?.path === path
			},
		}
		if (vault.status === 'open' && vault.place?.notebookId === notebookId) {
			await pruneJournal(vaultToPrune(path, notebookId, vault.place.vaultId), moment)
		}
		await pruneJournal(inventoryToPrune(path, notebookId), moment)
		running = false
	}

	/** Begins to watch, once. */
	function start(): void {
		if (started) {
			return
		}
		started = true
		watchState(() => [session.notebook, vault.status, saving.savedAt], () => void run(), { immediate: true })
	}

	return { start, run }
})

/** A moment when the browser has nothing to do and nothing is being saved, in a tab that is looked at or not. */
async function quiet(isQuiet: () => boolean): Promise<void> {
	do {
		await new Promise((resolve) => setTimeout(resolve, REST))
		await new Promise<void>((resolve) => {
			if (typeof requestIdleCallback === 'function') {
				requestIdleCallback(() => resolve(), { timeout: REST })
			} else {
				resolve()
			}
		})
	} while (!isQuiet())
}
