// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import type { ErrorCode } from '../../domain/errors.ts'
import type { ArchiveClient } from '../../exchange/archive-client.ts'
import type { Damage, JournalReport, NotebookReport } from '../../exchange/audit.ts'
import type { Examined } from '../../exchange/examine.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { ListedJournal } from '../session/notebook-files.ts'

import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { fileOfName } from '../../domain/lineage/names.ts'
import { createArchiveClient } from '../../exchange/archive-client.ts'
import { missingLinks } from '../../exchange/audit.ts'
import { pathOfPlace } from '../../exchange/backup-paths.ts'
import { decodeMarker, MARKER_FILE } from '../../journal/marker.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { listNotebook, placeIn, readRevisions } from '../session/notebook-files.ts'
import { useSessionStore } from '../session/session.ts'
import { useVaultStore } from './vault.ts'

/** Codes that abort the check, instead of describing one file. */
const ENDS: ReadonlySet<ErrorCode> = new Set([
	'forbidden',
	'gone',
	'quota',
	'busy',
	'maintenance',
	'offline',
	'session-expired',
	'other-user',
	'unexpected-answer',
	'locked',
	'no-wasm',
	'not-loaded',
	'no-memory',
])

/** Number of revisions cached: parents usually have the next lower numbers; others are read again. */
const AT_HAND = 6

/** Checks every stored revision of the open notebook and reports the results. */
export const useVerifyStore = defineStore('verify', () => {
	const session = useSessionStore()
	const vault = useVaultStore()

	const busy = ref(false)
	const progress = reactive({ done: 0, total: 0 })
	const report = shallowRef<NotebookReport | null>(null)
	let controller = new AbortController()
	let examiner: ArchiveClient | null = null

	/** Leaves `report` null when it was cancelled. Rejects with the errors of the server, and `locked`. */
	async function run(): Promise<void> {
		const { notebook } = session
		if (busy.value || notebook === null) {
			return
		}
		controller = new AbortController()
		const { signal } = controller
		busy.value = true
		report.value = null
		Object.assign(progress, { done: 0, total: 0 })
		try {
			const at = new Date().toISOString()
			const { folder, journals } = await listNotebook(notebook)
			progress.total = 1 + journals.reduce((sum, { names }) => sum + names.length, 0)
			const marker = await checkMarker(folder, notebook.notebookId)
			progress.done = 1
			const own = createArchiveClient()
			examiner = own
			const reports: JournalReport[] = []
			for (const journal of journals) {
				reports.push(await checkJournal(journal, notebook.notebookId, own, signal))
			}
			if (!signal.aborted) {
				report.value = { at, notebookId: notebook.notebookId, marker, journals: reports }
			}
		} catch (caught) {
			if (!signal.aborted) {
				throw asTrousseauError(caught)
			}
		} finally {
			// Another reading may have begun since this one was cancelled.
			if (controller.signal === signal) {
				examiner?.terminate()
				busy.value = false
			}
		}
	}

	async function checkMarker(folder: RevisionStore, notebookId: string): Promise<ErrorCode | null> {
		const bytes = await folder.read(MARKER_FILE)
		try {
			return decodeMarker(bytes).notebookId === notebookId ? null : 'wrong-notebook'
		} catch (caught) {
			return asTrousseauError(caught).code
		}
	}

	async function checkJournal(
		journal: ListedJournal,
		notebookId: string,
		files: ArchiveClient,
		signal: AbortSignal,
	): Promise<JournalReport> {
		const found: Examined[] = []
		const damaged: Damage[] = []
		const present: string[] = []
		const parents = new Parents(journal)
		// Decided once: a vault that is unlocked half-way would be reported half.
		const isOpen = journal.kind === 'vault' && vault.identity !== null
		let [opened, forOthers] = [0, 0]
		for await (const { name, bytes: read } of readRevisions(journal, journal.names, signal)) {
			progress.done++
			if (read === null) {
				continue
			}
			present.push(name)
			const place = placeIn(journal, name)
			try {
				const { bytes, examined, refused } = await files.examine({ place, bytes: read, notebookId })
				if (refused !== null) {
					throw new TrousseauError(refused)
				}
				found.push(examined)
				if (isOpen) {
					const input = {
						notebookId,
						vaultId: journal.vaultId,
						revision: { name, bytes },
						parents: await parents.of(examined.meta.parents),
					}
					const state = await cryptoClient().checkRevision(input)
					opened += state === 'intact' ? 1 : 0
					forOthers += state === 'for-others' ? 1 : 0
				}
				parents.add({ name, bytes })
			} catch (caught) {
				const { code } = asTrousseauError(caught)
				if (ENDS.has(code)) {
					throw caught
				}
				damaged.push({ path: pathOfPlace(place), code })
			}
		}
		const { kind, vaultId } = journal
		return { kind, vaultId, read: present.length, opened, forOthers, damaged, missing: missingLinks(kind, found, present) }
	}

	/** Cancels the check; no result is shown. */
	function cancel(): void {
		controller.abort()
		examiner?.terminate()
		busy.value = false
	}

	return { busy, progress, report, run, cancel }
})

/** The sound revisions of a journal, to judge later ones by. */
class Parents {
	readonly #journal: ListedJournal
	readonly #sound = new Set<string>()
	readonly #atHand = new Map<string, Uint8Array>()

	constructor(journal: ListedJournal) {
		this.#journal = journal
	}

	add({ name, bytes }: RevisionFile): void {
		this.#sound.add(name)
		this.#atHand.set(name, bytes)
		const [oldest] = this.#atHand.keys()
		if (oldest !== undefined && this.#atHand.size > AT_HAND) {
			this.#atHand.delete(oldest)
		}
	}

	/** Those of the named revisions that were found valid; one pruned meanwhile is left out. */
	async of(names: readonly string[]): Promise<readonly RevisionFile[]> {
		const files: RevisionFile[] = []
		for (const name of names.filter((parent) => this.#sound.has(parent))) {
			const bytes = this.#atHand.get(name) ?? await this.#read(name)
			if (bytes !== null) {
				files.push({ name, bytes })
			}
		}
		return files
	}

	async #read(name: string): Promise<Uint8Array | null> {
		try {
			return await this.#journal.store.read(fileOfName(name, this.#journal.kind))
		} catch (caught) {
			const error = asTrousseauError(caught)
			if (error.code === 'gone') {
				return null
			}
			throw error
		}
	}
}
