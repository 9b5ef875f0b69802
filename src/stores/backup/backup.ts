// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ArchiveClient } from '../../exchange/archive-client.ts'
import type { Damage } from '../../exchange/audit.ts'
import type { BackupFile } from '../../exchange/backup-archive.ts'
import type { FoundNotebook } from '../../platform/dav/notebooks.ts'
import type { CryptoClient } from '../../worker/client.ts'
import type { ListedJournal, ListedNotebook } from '../session/notebook-files.ts'
import type { LastBackup } from './last-backup.ts'

import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { createArchiveClient } from '../../exchange/archive-client.ts'
import { backupFileName } from '../../exchange/backup-archive.ts'
import { pathOfPlace } from '../../exchange/backup-paths.ts'
import { MARKER_FILE } from '../../journal/marker.ts'
import { currentUser } from '../../platform/session.ts'
import { MAX_BACKUP } from '../../vault/content/backup-header.ts'
import { createCryptoClient } from '../../worker/client.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useSavingStore } from '../saving/saving.ts'
import { identityJournal } from '../session/journals.ts'
import { listNotebook, placeIn, readRevisions } from '../session/notebook-files.ts'
import { useSessionStore } from '../session/session.ts'
import { watchState } from '../session/watch-state.ts'
import { lastBackup, rememberBackup } from './last-backup.ts'

/** A backup that was opened again, compared, and is ready to be taken away. */
export interface PreparedBackup {
	readonly blob: Blob
	readonly name: string
	/** ISO 8601. */
	readonly at: string
	readonly revisions: number
	/** Files that do not hold, and are not in it. */
	readonly skipped: readonly Damage[]
}

/** Codes of a damaged file, which is reported and left out; any other error ends the backup. */
const DAMAGES: ReadonlySet<string> = new Set(['altered', 'invalid', 'too-large', 'wrong-notebook', 'kdf-bounds'])

/** Keeps the whole notebook in one encrypted file. Needs no passphrase: what is secret stays sealed as it is. */
export const useBackupStore = defineStore('backup', () => {
	const session = useSessionStore()
	const inventory = useInventoryStore()
	const saving = useSavingStore()

	const phase = ref<'idle' | 'reading' | 'sealing'>('idle')
	const progress = reactive({ done: 0, total: 0 })
	const prepared = shallowRef<PreparedBackup | null>(null)
	/** Counts what only this browser remembers, which Vue does not see change. */
	const remembered = ref(0)
	let controller = new AbortController()
	/** Both end with the backup, and their memory with them. */
	let [worker, archivist]: [CryptoClient | null, ArchiveClient | null] = [null, null]

	watchState(() => prepared.value?.at ?? '', (at) => void (saving.backupInHand = at !== ''))

	const communeEntry = computed(() => Object.entries(inventory.inventory.collections.commune)[0] ?? null)

	const last = computed<LastBackup | null>(() => (
		remembered.value < 0 ? null : lastBackup(inventory.inventory, session.notebook?.notebookId ?? '', Date.now())
	))

	/** Reads, seals and opens again. Leaves `prepared` null when it was cancelled. Rejects with the first refusal. */
	async function prepare(words: string): Promise<void> {
		const { notebook } = session
		if (phase.value !== 'idle' || notebook === null) {
			return
		}
		controller = new AbortController()
		const { signal } = controller
		prepared.value = null
		phase.value = 'reading'
		try {
			const at = new Date().toISOString()
			const files = createArchiveClient()
			archivist = files
			const collected = await collect(notebook, files, signal)
			if (signal.aborted) {
				return
			}
			phase.value = 'sealing'
			const { id, name } = currentUser()
			const archive = await files.encode({ at, by: { id, name }, files: collected.files })
			files.terminate()
			const blob = await seal(words, archive)
			if (!signal.aborted) {
				prepared.value = {
					blob,
					name: backupFileName(notebook.communeName, at),
					at,
					revisions: collected.files.length - 1,
					skipped: collected.skipped,
				}
			}
		} catch (caught) {
			// Cancelling ends the Worker, whose answer is then an error.
			if (!signal.aborted) {
				throw asTrousseauError(caught)
			}
		} finally {
			if (controller.signal === signal) {
				archivist?.terminate()
				phase.value = 'idle'
			}
		}
	}

	async function collect(
		notebook: FoundNotebook,
		examiner: ArchiveClient,
		signal: AbortSignal,
	): Promise<{ readonly files: BackupFile[], readonly skipped: Damage[] }> {
		const listed = await listNotebook(notebook)
		const journals = await kept(listed)
		const size = journals.reduce((sum, { bytes }) => sum + bytes, 0)
		if (size > MAX_BACKUP) {
			throw new TrousseauError('too-large', { bytes: size })
		}
		Object.assign(progress, { done: 0, total: 1 + journals.reduce((sum, { names }) => sum + names.length, 0) })
		const files: BackupFile[] = [{ place: { kind: 'marker' }, bytes: await listed.folder.read(MARKER_FILE) }]
		const skipped: Damage[] = []
		progress.done = 1
		for (const journal of journals) {
			for await (const { name, bytes } of readRevisions(journal, journal.names, signal)) {
				if (bytes !== null) {
					const place = placeIn(journal, name)
					const { refused, ...back } = await examiner.examine({ place, bytes, notebookId: notebook.notebookId })
					if (refused === null) {
						files.push({ place, bytes: back.bytes })
					} else if (DAMAGES.has(refused)) {
						skipped.push({ path: pathOfPlace(place), code: refused })
					} else {
						throw new TrousseauError(refused, { file: pathOfPlace(place) })
					}
				}
				progress.done++
			}
		}
		return { files, skipped }
	}

	/**
	 * Files to back up: everything, except that of the key only its heads are included, since older revisions open with a
	 * former passphrase.
	 */
	async function kept({ journals }: ListedNotebook): Promise<readonly ListedJournal[]> {
		return Promise.all(journals.map(async (journal) => {
			if (journal.kind !== 'identity') {
				return journal
			}
			const { heads } = await identityJournal(journal.store).load()
			return {
				...journal,
				names: heads.map(({ name }) => name).sort(),
				bytes: heads.reduce((sum, { bytes }) => sum + bytes.length, 0),
			}
		}))
	}

	/** In a Worker of its own. */
	async function seal(words: string, archive: Uint8Array): Promise<Blob> {
		const own = createCryptoClient()
		worker = own
		try {
			await own.ready()
			const { header, stream } = await own.sealBackup({ words, kdf: await own.calibrate(), archive })
			return new Blob([header as Uint8Array<ArrayBuffer>, stream as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' })
		} finally {
			own.terminate()
		}
	}

	/** Stops what is under way; nothing was written anywhere. */
	function cancel(): void {
		controller.abort()
		worker?.terminate()
		archivist?.terminate()
		phase.value = 'idle'
		prepared.value = null
	}

	/** Lets go of a prepared file. */
	function dismiss(): void {
		prepared.value = null
	}

	/** Remembers that the file was taken away: in the inventory for everybody, else in this browser. */
	async function taken(at: string): Promise<void> {
		saving.backupInHand = false
		rememberBackup(session.notebook?.notebookId ?? '', at)
		remembered.value++
		const [id] = communeEntry.value ?? []
		if (id !== undefined && inventory.canWrite) {
			const fields = { backupAt: at, backupBy: currentUser().name.slice(0, 200) }
			await inventory.change((before, change) => putRecord(before, 'commune', id, fields, change))
		}
	}

	return { phase, progress, prepared, last, prepare, cancel, dismiss, taken }
})
