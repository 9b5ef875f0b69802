// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

import type { Watch } from '../platform/change-watch.ts'
import type { FoundNotebook, UnreadableNotebook } from '../platform/dav/notebooks.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { browserMemory } from '../platform/browser-memory.ts'
import { watchFolder } from '../platform/change-watch.ts'
import { findIdentityStore } from '../platform/dav/identity.ts'
import { findNotebooks, openNotebook as openNotebookFolder } from '../platform/dav/notebooks.ts'
import { davClient } from '../platform/nextcloud.ts'
import { currentUser } from '../platform/session.ts'
import { useInventoryStore } from './inventory.ts'
import { findOutbox, provideOutbox } from './outbox.ts'
import { useVaultStore } from './vault.ts'

const LAST_NOTEBOOK = 'notebook'

/** What the first-run steps are asked to make. */
export type CreationMode = 'notebook' | 'vault'

/** Who we are, which notebooks we reach, and which one is open. */
export const useSessionStore = defineStore('session', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	const phase = ref<'loading' | 'failed' | 'first-run' | 'ready'>('loading')
	const error = shallowRef<TrousseauError | null>(null)
	const user = currentUser()
	const notebooks = shallowRef<readonly FoundNotebook[]>([])
	const unreadable = shallowRef<readonly UnreadableNotebook[]>([])
	const notebook = shallowRef<FoundNotebook | null>(null)
	const vaultCount = ref(0)
	const mode = ref<CreationMode>('notebook')
	let watch: Watch | null = null

	/** The notebook has no vault yet, and we may add one. */
	const mayCreateVault = computed(() => phase.value === 'ready' && notebook.value?.mayWrite === true && vaultCount.value === 0)

	/** Finds our notebooks and our key, and opens the notebook asked for, else the one of last time. */
	async function start(preferredPath?: string): Promise<void> {
		phase.value = 'loading'
		error.value = null
		try {
			const client = davClient()
			const [search, identityStore] = await Promise.all([findNotebooks(client), findIdentityStore(client)])
			notebooks.value = search.notebooks
			unreadable.value = search.unreadable
			const exists = identityStore !== null && (await identityStore.list()).some(({ name }) => name.endsWith('.identity'))
			vault.setIdentity(identityStore, exists)
			const wanted = browserMemory().preference(LAST_NOTEBOOK)
			const chosen = search.notebooks.find(({ path }) => path === (preferredPath ?? notebook.value?.path))
				?? search.notebooks.find(({ notebookId }) => notebookId === wanted)
				?? search.notebooks[0]
			if (chosen !== undefined) {
				await open(chosen)
			} else if (search.unreadable[0] !== undefined) {
				fail(search.unreadable[0].code, search.unreadable[0].path)
			} else {
				mode.value = 'notebook'
				phase.value = 'first-run'
			}
		} catch (caught) {
			error.value = asTrousseauError(caught)
			phase.value = 'failed'
		}
	}

	async function open(target: FoundNotebook): Promise<void> {
		const folder = await openNotebookFolder(davClient(), target.path)
		await inventory.open({ store: folder.inventory, notebookId: target.notebookId, mayWrite: target.mayWrite })
		vaultCount.value = folder.vaults.length
		notebook.value = target
		browserMemory().setPreference(LAST_NOTEBOOK, target.notebookId)
		watch?.stop()
		watch = watchFolder({ client: davClient(), path: target.path, onChange: refresh, onBack: sendWaiting })
		const [first] = folder.vaults
		provideOutbox(async () => (await import('./drafts.ts')).useDraftsStore())
		phase.value = 'ready'
		await vault.setPlace(first === undefined ? null : { notebookId: target.notebookId, vaultId: first.vaultId, store: first.store })
		void sendWaiting()
	}

	/** Moves to another notebook. */
	async function openNotebook(path: string): Promise<void> {
		const target = notebooks.value.find((found) => found.path === path)
		if (target === undefined) {
			return
		}
		phase.value = 'loading'
		try {
			await open(target)
		} catch (caught) {
			error.value = asTrousseauError(caught)
			phase.value = 'failed'
		}
	}

	/** What waits to be saved leaves: a notebook was opened, or the line is back. */
	async function sendWaiting(): Promise<void> {
		await (await findOutbox())?.wake()
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

	/** Leaves the steps without creating anything. */
	function leaveSteps(): void {
		if (notebook.value !== null) {
			phase.value = 'ready'
		}
	}

	function fail(code: TrousseauError['code'], file: string): void {
		error.value = new TrousseauError(code, { file })
		phase.value = 'failed'
	}

	return {
		phase,
		error,
		user,
		notebooks,
		unreadable,
		notebook,
		mode,
		mayCreateVault,
		start,
		openNotebook,
		refresh,
		beginVault,
		beginNotebook,
		leaveSteps,
	}
})
