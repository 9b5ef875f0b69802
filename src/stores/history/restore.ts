// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ArchiveClient } from '../../exchange/archive-client.ts'
import type { BackupContents, BackupFile } from '../../exchange/backup-archive.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { CryptoClient } from '../../worker/client.ts'
import type { UnfinishedRestore } from '../forms/unfinished.ts'

import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import { README_TEXT } from '../../content/fr/read-me.ts'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { fileOfName, nameOfFile } from '../../domain/lineage/names.ts'
import { createArchiveClient } from '../../exchange/archive-client.ts'
import { checkArchive } from '../../exchange/backup-archive.ts'
import { pathOfPlace } from '../../exchange/backup-paths.ts'
import { MARKER_FILE } from '../../journal/marker.ts'
import { sameBytes } from '../../journal/retry.ts'
import { createIdentityStore } from '../../platform/dav/create-identity.ts'
import { findIdentityStore } from '../../platform/dav/identity.ts'
import { findNotebooks } from '../../platform/dav/notebooks.ts'
import { joinPath, nameOf, parentOf } from '../../platform/dav/paths.ts'
import { abandonRestore, restoreFolders } from '../../platform/dav/restore-notebook.ts'
import { openRevisionStore } from '../../platform/dav/revision-store.ts'
import { davClient } from '../../platform/nextcloud.ts'
import { BACKUP_HEADER, MAX_BACKUP, readBackupHeader } from '../../vault/content/backup-header.ts'
import { readIdentityHeader } from '../../vault/file/container.ts'
import { createCryptoClient } from '../../worker/client.ts'
import { forgetUnfinished, rememberUnfinished, unfinishedRestores } from '../forms/unfinished.ts'
import { useSessionStore } from '../session/session.ts'
import { rememberRestored } from './restored.ts'

/** Relation of the backup's key to this person's. */
export type KeySituation
	/** This person has no key here: that of the backup can take its place. */
	= | 'free'
	/** It is the key that this person has here. */
		| 'same'
	/** This person has another key here. */
		| 'other'
	/** The backup holds no key. */
		| 'absent'

/** Summary of a backup, before anything is written. */
export interface BackupSummary {
	readonly communeName: string
	/** ISO 8601. */
	readonly at: string
	/** Declared author. */
	readonly by: string
	readonly inventory: number
	readonly vault: number
	readonly key: KeySituation
}

/** Puts a notebook back from a backup, into a folder of its own. */
export const useRestoreStore = defineStore('restore', () => {
	const session = useSessionStore()

	const step = ref<'choose' | 'words' | 'review' | 'done'>('choose')
	const busy = ref(false)
	const file = shallowRef<File | null>(null)
	const summary = shallowRef<BackupSummary | null>(null)
	/** True to use the backup's key as this person's. */
	const takeKey = ref(true)
	/** Something was written, and the notebook is not there yet. */
	const begun = ref(false)
	const progress = reactive({ done: 0, total: 0, checking: false })
	let contents: BackupContents | null = null
	let path = ''
	let [worker, archivist]: [CryptoClient | null, ArchiveClient | null] = [null, null]
	let controller = new AbortController()

	/** Runs one step at a time. Errors after a cancellation are ignored. */
	async function run(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
		if (busy.value) {
			return
		}
		controller = new AbortController()
		const { signal } = controller
		busy.value = true
		try {
			await task(signal)
		} catch (caught) {
			if (!signal.aborted) {
				throw asTrousseauError(caught)
			}
		} finally {
			busy.value = false
		}
	}

	/** Takes a file. Rejects with `invalid` when it is no backup, and as `readBackupHeader`. */
	function choose(chosen: File): Promise<void> {
		return run(async () => {
			contents = null
			summary.value = null
			file.value = chosen
			readBackupHeader(await bytesOf(chosen, chosen.slice(0, BACKUP_HEADER)), chosen.size)
			step.value = 'words'
		})
	}

	/**
	 * Opens the file with its words. Rejects with `wrong-words`, `altered`, the other codes of `CryptoApi.openBackup`
	 * and `checkArchive`, and `exists` for a notebook that this person reaches already.
	 */
	function open(words: string): Promise<void> {
		return run(async (signal) => {
			const { value: chosen } = file
			if (chosen === null) {
				return
			}
			Object.assign(progress, { done: 0, total: 0, checking: false })
			contents = await check(await decrypt(words, chosen))
			if (signal.aborted) {
				return
			}
			await refuseDouble(contents.marker.notebookId)
			const key = await situationOf(contents.files)
			if (signal.aborted) {
				return
			}
			const count = (kind: 'inventory' | 'vault'): number => contents?.files.filter(({ place }) => place.kind === kind).length ?? 0
			summary.value = {
				communeName: contents.marker.communeName,
				at: contents.at,
				by: contents.by.name,
				inventory: count('inventory'),
				vault: count('vault'),
				key,
			}
			takeKey.value = key === 'free'
			path = unfinishedRestores().find(({ notebookId }) => notebookId === contents?.marker.notebookId)?.path ?? ''
			step.value = 'review'
		})
	}

	async function decrypt(words: string, chosen: File): Promise<Uint8Array> {
		const own = createCryptoClient()
		worker = own
		try {
			await own.ready()
			return await own.openBackup({ words, file: await bytesOf(chosen, chosen) })
		} finally {
			own.terminate()
		}
	}

	/** Checks every file of the backup in a Worker: hashing a whole notebook would block the page. */
	async function check(plain: Uint8Array): Promise<BackupContents> {
		const files = createArchiveClient()
		archivist = files
		try {
			const { archive, ...list } = await files.list({ archive: plain })
			progress.total = list.parts.length
			return await checkArchive(archive, list, async (place, bytes, notebookId) => {
				const { refused } = await files.examine({ place, bytes, notebookId })
				if (refused !== null) {
					throw new TrousseauError(refused, { file: pathOfPlace(place) })
				}
			}, (done) => {
				progress.done = done
			})
		} finally {
			files.terminate()
		}
	}

	/**
	 * Writes the missing files, reads all of them back, then writes the marker, which makes the folder a notebook. Resumable:
	 * calling again continues. Rejects with the errors of the server.
	 */
	function write(): Promise<void> {
		return run(async (signal) => {
			if (contents === null) {
				return
			}
			const { marker, files, at } = contents
			await refuseDouble(marker.notebookId)
			begun.value = true
			path = await restoreFolders(davClient(), {
				communeName: marker.communeName,
				readMe: README_TEXT,
				vaultIds: [...new Set(files.flatMap(({ place }) => (place.kind === 'vault' ? [place.vaultId] : [])))],
				begun: path === '' ? null : path,
				onFolder: (folder) => rememberUnfinished({ notebookId: marker.notebookId, path: folder, communeName: marker.communeName }),
			})
			const revisions = files.filter(({ place }) => place.kind === 'inventory' || place.kind === 'vault')
			Object.assign(progress, { done: 0, total: 2 * revisions.length, checking: false })
			await writeAll(revisions, signal)
			progress.checking = true
			await checkAll(revisions, signal)
			if (signal.aborted) {
				return
			}
			await putKey(files)
			// Before the marker: a page that is closed just after it must still know.
			rememberRestored(marker.notebookId, at)
			const markerBytes = files.find(({ place }) => place.kind === 'marker')?.bytes ?? new Uint8Array()
			await createExactly(openRevisionStore(davClient(), path), MARKER_FILE, markerBytes)
			forgetUnfinished(marker.notebookId)
			begun.value = false
			step.value = 'done'
		})
	}

	async function writeAll(files: readonly BackupFile[], signal: AbortSignal): Promise<void> {
		const stored = new Map<string, number>()
		for (const folder of new Set(files.map(folderOf))) {
			for (const { name, size } of await openRevisionStore(davClient(), folder).list()) {
				stored.set(joinPath(folder, name), size)
			}
		}
		for (const entry of files) {
			if (signal.aborted) {
				return
			}
			if (stored.get(joinPath(folderOf(entry), fileOf(entry))) !== entry.bytes.length) {
				await createExactly(openRevisionStore(davClient(), folderOf(entry)), fileOf(entry), entry.bytes)
			}
			progress.done++
		}
	}

	async function checkAll(files: readonly BackupFile[], signal: AbortSignal): Promise<void> {
		for (const entry of files) {
			if (signal.aborted) {
				return
			}
			const store = openRevisionStore(davClient(), folderOf(entry))
			if (!sameBytes(await store.read(fileOf(entry)), entry.bytes)) {
				// Removed, so that the next attempt does not take it for one of its own files.
				await store.remove(fileOf(entry))
				throw new TrousseauError('altered', { file: fileOf(entry) })
			}
			progress.done++
		}
	}

	/** The folder is ours alone and no notebook yet: a body that was cut on its way is taken away and sent again. */
	async function createExactly(store: RevisionStore, name: string, bytes: Uint8Array): Promise<void> {
		try {
			await store.create(name, bytes)
		} catch (caught) {
			if (asTrousseauError(caught).code !== 'altered') {
				throw caught
			}
			await store.remove(name)
			await store.create(name, bytes)
		}
	}

	async function putKey(files: readonly BackupFile[]): Promise<void> {
		if (!takeKey.value || await situationOf(files) !== 'free') {
			return
		}
		const store = await createIdentityStore(davClient())
		for (const { place, bytes } of files) {
			if (place.kind === 'identity') {
				await createExactly(store, fileOfName(place.name, 'identity'), bytes)
			}
		}
	}

	/** Compares the backup's key with the one in use: same history if one descends from the other, or both from a common ancestor. */
	async function situationOf(files: readonly BackupFile[]): Promise<KeySituation> {
		const theirs = files.flatMap(({ place, bytes }) => place.kind === 'identity' ? [place.name, ...readIdentityHeader(bytes).ancestors] : [])
		if (theirs.length === 0) {
			return 'absent'
		}
		const store = await findIdentityStore(davClient())
		const names = store === null ? [] : (await store.list()).flatMap(({ name }) => nameOfFile(name, 'identity') ?? [])
		const newest = names.sort().at(-1)
		if (store === null || newest === undefined) {
			return 'free'
		}
		const ours = [...names, ...readIdentityHeader(await store.read(fileOfName(newest, 'identity'))).ancestors]
		return ours.some((name) => theirs.includes(name)) ? 'same' : 'other'
	}

	/** A notebook is never put back over, or beside, one of the same id. */
	async function refuseDouble(notebookId: string): Promise<void> {
		const { notebooks } = await findNotebooks(davClient())
		const double = notebooks.find((notebook) => notebook.notebookId === notebookId)
		if (double !== undefined) {
			throw new TrousseauError('exists', { file: double.path })
		}
	}

	const folderOf = ({ place }: BackupFile): string => joinPath(path, parentOf(pathOfPlace(place)))
	const fileOf = ({ place }: BackupFile): string => nameOf(pathOfPlace(place))

	/** Stops what is under way; what was written stays, to go on from there. */
	function pause(): void {
		controller.abort()
		worker?.terminate()
		archivist?.terminate()
	}

	/** Takes away what an unfinished attempt wrote. */
	function abandon(): Promise<void> {
		return run(async () => {
			if (path !== '') {
				await abandonRestore(davClient(), path)
				forgetUnfinished(contents?.marker.notebookId ?? '')
			}
			path = ''
			begun.value = false
		})
	}

	/** Removes what an attempt wrote that was cut before, without its backup. */
	function discard({ notebookId, path: folder }: UnfinishedRestore): Promise<void> {
		return run(async () => {
			await abandonRestore(davClient(), folder)
			forgetUnfinished(notebookId)
		})
	}

	/** Opens the notebook that is back. */
	async function enter(): Promise<void> {
		const target = path
		reset()
		await session.start(target)
	}

	function reset(): void {
		pause()
		contents = null
		path = ''
		file.value = null
		summary.value = null
		takeKey.value = true
		begun.value = false
		step.value = 'choose'
	}

	return { step, busy, file, summary, takeKey, begun, progress, choose, open, write, pause, abandon, discard, enter, reset }
})

/** Bytes of a file of this computer. Rejects with `gone` when it cannot be read any more: a key that was unplugged. */
async function bytesOf(file: File, part: Blob): Promise<Uint8Array> {
	if (part.size > MAX_BACKUP) {
		throw new TrousseauError('too-large', { bytes: part.size })
	}
	try {
		return new Uint8Array(await part.arrayBuffer())
	} catch (cause) {
		throw new TrousseauError('gone', { bytes: file.size }, cause)
	}
}
