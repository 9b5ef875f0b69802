// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { NotebookFolder } from '../../platform/dav/notebook-folder.ts'
import type { NotebookPlace } from '../../platform/dav/notebook-place.ts'
import type { FoundNotebook, UnreadableNotebook } from '../../platform/dav/notebooks.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asTrousseauError } from '../../domain/errors.ts'
import type { TrousseauError } from '../../domain/errors.ts'
import { browserMemory } from '../../platform/browser-memory.ts'
import { beginNotebook as beginFolder } from '../../platform/dav/notebook-folder.ts'
import { logAnd } from '../../platform/log.ts'
import { davClient } from '../../platform/nextcloud.ts'
import { currentUser } from '../../platform/session.ts'
import { watchSignOut } from '../../platform/sign-out.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { findSaveQueue, provideSaveQueue } from '../saving/save-queue.ts'
import { useVaultStore } from '../vault/vault.ts'
import { discover } from './discovery.ts'

const LAST_NOTEBOOK = 'notebook'
const LAST_PATH = 'path'
const LAST_NAME = 'commune'
/** With the id of a notebook: the folder that this person works in, among its copies. */
const CHOSEN = 'folder:'

/** Object to create in the first-run steps. */
export type CreationMode = 'notebook' | 'vault'

/** Folders among which the person chooses: those that bear one notebook's id, and those that cannot be opened. */
export interface FolderChoice {
	readonly copies: readonly FoundNotebook[]
	readonly unreadable: readonly UnreadableNotebook[]
}

/** A notebook that is not where it was, nor anywhere else. */
export interface LostNotebook {
	/** Empty when this browser does not remember it. */
	readonly communeName: string
	/** True if the screen shows data of it. */
	readonly isOpen: boolean
}

/** The signed-in person, the notebooks available to them, and the open one. */
export const useSessionStore = defineStore('session', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	const phase = ref<'choose' | 'failed' | 'first-run' | 'loading' | 'ready'>('loading')
	const error = shallowRef<TrousseauError | null>(null)
	const user = currentUser()
	const notebooks = shallowRef<readonly FoundNotebook[]>([])
	const unreadable = shallowRef<readonly UnreadableNotebook[]>([])
	const notebook = shallowRef<FoundNotebook | null>(null)
	const choice = shallowRef<FolderChoice>({ copies: [], unreadable: [] })
	/** The notebook that is open, or the one of last time, when its folder is nowhere to be found. */
	const lost = shallowRef<LostNotebook | null>(null)
	const vaultCount = ref(0)
	const mode = ref<CreationMode>('notebook')
	let unfollow = (): void => {}
	let place: NotebookPlace | null = null

	/** The notebook has no vault yet, and we may add one. */
	const mayCreateVault = computed(() => phase.value === 'ready' && notebook.value?.mayAddVault === true && vaultCount.value === 0)
	/** One folder for each notebook: the one this person works in, if there are copies. */
	const communes = computed(() => notebooks.value.filter((found) => {
		const copies = copiesOf(found)
		return found === (copies.find(({ fileId }) => fileId === notebook.value?.fileId) ?? copies.find(isChosen) ?? copies[0])
	}))

	/** Finds our notebooks and our key, and opens the notebook asked for, else the one of last time. */
	async function start(preferredPath?: string): Promise<void> {
		phase.value = 'loading'
		error.value = null
		try {
			const memory = browserMemory()
			await memory.recall()
			const discovery = await discover(davClient(), memory.preference(LAST_PATH) ?? '', preferredPath ?? notebook.value?.path)
			notebooks.value = discovery.notebooks
			unreadable.value = discovery.unreadable
			vault.setIdentity(discovery.identity?.store ?? null, discovery.identity?.exists ?? false)
			const wantedId = notebook.value?.notebookId ?? memory.preference(LAST_NOTEBOOK)
			const target = discovery.notebooks.find(({ path }) => path === preferredPath)
				?? communes.value.find(({ notebookId }) => notebookId === wantedId)
				?? communes.value[0]
			// An unreadable notebook at its place is not lost: its own error is shown.
			const inPlace = notebook.value?.path ?? memory.preference(LAST_PATH)
			const isThere = discovery.notebooks.some(({ notebookId }) => notebookId === wantedId) || discovery.unreadable.some(({ path }) => path === inPlace)
			const missing = preferredPath !== undefined || wantedId === null || isThere
				? null
				: { communeName: notebook.value?.communeName ?? memory.preference(LAST_NAME) ?? '', isOpen: false }
			if (target !== undefined) {
				await openOrAsk(target, () => discovery.folderOf(target))
				lost.value = missing
			} else if (discovery.unreadable.length > 0 || missing !== null) {
				lost.value = missing
				ask({ copies: [], unreadable: discovery.unreadable })
			} else {
				mode.value = 'notebook'
				phase.value = 'first-run'
			}
		} catch (caught) {
			fail(caught)
		}
	}

	/** Opens a notebook; if several folders could be it, asks the person first. */
	async function openOrAsk(target: FoundNotebook, begin: () => NotebookFolder): Promise<void> {
		const known = browserMemory().preference(CHOSEN + target.notebookId)
		if (known === null ? target.duplicate : !isChosen(target)) {
			ask({ copies: copiesOf(target), unreadable: [] })
			return
		}
		await open(target, begin())
	}

	async function open(target: FoundNotebook, folder: NotebookFolder): Promise<void> {
		if (!await folder.hasInventory) {
			// A notebook is marked once its inventory is there: one without was emptied, and must not be begun anew.
			ask({ copies: [], unreadable: [{ ...target, code: 'incomplete' }] })
			return
		}
		const reading = inventory.open({ store: folder.inventory, notebookId: target.notebookId, mayWrite: target.mayWrite })
		const opening = openVaults(target, folder)
		// A rejection is handled below; this avoids an unhandled rejection if the other promise fails first.
		opening.catch(() => undefined)
		await reading
		follow(target, folder.place)
		provideSaveQueue(async () => (await import(/* webpackChunkName: "home" */ '../saving/drafts.ts')).useDraftsStore())
		phase.value = 'ready'
		await opening
		folder.settle()
		void sendWaiting()
	}

	async function openVaults(target: FoundNotebook, folder: NotebookFolder): Promise<void> {
		const vaults = await folder.vaults
		vaultCount.value = vaults.length
		const [first] = vaults
		await vault.setPlace(first === undefined ? null : { notebookId: target.notebookId, ...first })
	}

	/** Makes a notebook the one that is open, wherever its folder goes from now on. */
	function follow(target: FoundNotebook, at: NotebookPlace): void {
		place = at
		lost.value = null
		at.identify(target)
		remember(target)
		notebook.value = target
		unfollow()
		void watch(at)
	}

	async function watch(at: NotebookPlace): Promise<void> {
		const folderWatch = await import(/* webpackChunkName: "home" */ './folder-watch.ts').catch(logAnd('session.watch', null))
		if (folderWatch === null) {
			// The line was cut at once: when it is back, the folder is watched after all.
			globalThis.addEventListener('online', () => void watch(at), { once: true })
		} else if (place === at) {
			onMoved(at.path)
			unfollow = folderWatch.watchNotebookFolder(davClient(), at, {
				onChange: refresh,
				onBack: () => void sendWaiting(),
				onMoved,
				onLost: (isLost) => {
					lost.value = isLost ? { communeName: notebook.value?.communeName ?? '', isOpen: true } : null
				},
			})
		}
	}

	function onMoved(path: string): void {
		if (notebook.value !== null && notebook.value.path !== path) {
			const moved = { ...notebook.value, path }
			notebooks.value = notebooks.value.map((found) => found.fileId === moved.fileId ? moved : found)
			notebook.value = moved
			remember(moved)
			void lookAgain(moved)
		}
	}

	/** Reads a moved notebook again: its owner and permissions may have changed. */
	async function lookAgain(moved: FoundNotebook): Promise<void> {
		const { findNotebook } = await import(/* webpackChunkName: "home" */ '../../platform/dav/find-place.ts')
		const found = await findNotebook(davClient(), moved.path, moved).catch(logAnd('session.look-again', null))
		if (found !== null && notebook.value === moved) {
			const next = { ...found, path: moved.path, duplicate: moved.duplicate }
			notebooks.value = notebooks.value.map((each) => each === moved ? next : each)
			notebook.value = next
		}
	}

	/** Looks for the folder of the notebook that is open once more. Rejects with the errors of the server. */
	async function look(): Promise<void> {
		if (place !== null && await place.look() !== 'lost') {
			await refresh()
		}
	}

	/** Moves to another notebook. */
	async function openNotebook(path: string): Promise<void> {
		const target = notebooks.value.find((found) => found.path === path)
		if (target !== undefined) {
			await attempt(() => openOrAsk(target, () => beginFolder(davClient(), target.path)))
		}
	}

	/** Opens the folder that the person chose among several; from now on it is the notebook on this computer. */
	async function choose(target: FoundNotebook): Promise<void> {
		await attempt(() => open(target, beginFolder(davClient(), target.path)))
	}

	async function attempt(action: () => Promise<void>): Promise<void> {
		phase.value = 'loading'
		try {
			await action()
		} catch (caught) {
			fail(caught)
		}
	}

	/** Sends the waiting edits: after a notebook was opened, or when back online. */
	async function sendWaiting(): Promise<void> {
		await (await findSaveQueue())?.wake()
	}

	/** Reads what others changed since. */
	async function refresh(): Promise<void> {
		await inventory.refresh()
		await vault.refresh()
	}

	/** Begins the steps that add a vault to the notebook that is open. */
	function beginVault(): void {
		mode.value = 'vault'
		phase.value = 'first-run'
	}

	/** Begins the steps that create a notebook for another commune. */
	function beginNotebook(): void {
		mode.value = 'notebook'
		phase.value = 'first-run'
	}

	/** Leaves the steps, or the choice, without creating or opening anything. */
	function leaveSteps(): void {
		if (notebook.value !== null) {
			phase.value = 'ready'
		}
	}

	function copiesOf(of: FoundNotebook | null): readonly FoundNotebook[] {
		return notebooks.value.filter(({ notebookId }) => notebookId === of?.notebookId)
	}

	function isChosen({ notebookId, fileId }: FoundNotebook): boolean {
		return browserMemory().preference(CHOSEN + notebookId) === fileId
	}

	/** The person read that a notebook is lost. */
	function dismissLost(): void {
		lost.value = null
	}

	function remember({ notebookId, path, fileId, communeName }: FoundNotebook): void {
		const memory = browserMemory()
		memory.setPreference(LAST_NOTEBOOK, notebookId)
		memory.setPreference(LAST_PATH, path)
		memory.setPreference(LAST_NAME, communeName)
		memory.setPreference(CHOSEN + notebookId, fileId)
	}

	function ask(next: FolderChoice): void {
		choice.value = next
		phase.value = 'choose'
	}

	function fail(caught: unknown): void {
		error.value = asTrousseauError(caught)
		phase.value = 'failed'
	}

	return {
		watchSignOut,
		phase,
		error,
		user,
		notebooks,
		communes,
		unreadable,
		notebook,
		choice,
		lost,
		mode,
		mayCreateVault,
		start,
		openNotebook,
		choose,
		look,
		dismissLost,
		copiesOf,
		refresh,
		beginVault,
		beginNotebook,
		leaveSteps,
	}
})
