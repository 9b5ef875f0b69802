// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../domain/inventory/model.ts'
import type { RevisionStore } from '../journal/store.ts'
import type { NewNotebook } from '../platform/dav/create-notebook.ts'
import type { RevisionFile } from '../worker/api.ts'

import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { README_TEXT } from '../content/fr/read-me.ts'
import { putRecord } from '../domain/inventory/changes.ts'
import { inseeCode } from '../domain/inventory/insee.ts'
import { parseInventory } from '../domain/inventory/schema.ts'
import { InventoryJournal } from '../journal/inventory-journal.ts'
import { createIdentityStore } from '../platform/dav/create-identity.ts'
import { createNotebook } from '../platform/dav/create-notebook.ts'
import { openVaultStore } from '../platform/dav/notebook-stores.ts'
import { joinPath, VAULTS_FOLDER } from '../platform/dav/paths.ts'
import { t } from '../platform/l10n.ts'
import { davClient } from '../platform/nextcloud.ts'
import { currentUser } from '../platform/session.ts'
import { identityJournal, vaultJournal } from './journals.ts'
import { useSavingStore } from './saving.ts'
import { useSessionStore } from './session.ts'
import type { ToolChoice } from './tool-choice.ts'
import { NO_CHOICE } from './tool-choice.ts'
import { addChoice } from './tools.ts'
import { useVaultStore } from './vault.ts'

/** The questions, one a screen. */
export type StepName = 'welcome' | 'unlock' | 'passphrase' | 'commune' | 'tools'

/** What was made already, so that trying again after a refusal repeats nothing. */
interface Made {
	notebook?: NewNotebook
	inventory?: true
	vault?: { readonly vaultId: string, readonly revision: RevisionFile, readonly notebookId: string }
	vaultStore?: RevisionStore
	stored?: true
}

/**
 * The creation of a key, of a notebook and of its first vault. Nothing is written
 * before the last step; the marker, written last, is what makes a folder a notebook.
 */
export const useFirstRunStore = defineStore('first-run', () => {
	const session = useSessionStore()
	const vault = useVaultStore()
	const saving = useSavingStore()

	const passphrase = ref('')
	const commune = reactive({ name: '', inseeCode: '', population: '' })
	const toolChoice = ref<ToolChoice>(NO_CHOICE)
	/** Whether a key is made beside the one there, whose passphrase is forgotten: told first what that means, then done. */
	const renewal = ref<'no' | 'told' | 'yes'>('no')
	const busy = ref(false)
	const progress = ref('')
	let made: Made = {}
	let identityRevision: RevisionFile | null = null

	/** The question of the passphrase stays among the steps once it is answered. */
	const unlocking = ref(vault.identity === null)

	const steps = computed<readonly StepName[]>(() => {
		const key: StepName[] = vault.hasIdentity && renewal.value !== 'yes' ? vault.identity === null || unlocking.value ? ['unlock'] : [] : ['passphrase']
		const welcome: StepName[] = session.notebooks.length === 0 || session.mode === 'vault' ? ['welcome'] : []
		return session.mode === 'vault' ? [...welcome, ...key] : [...welcome, ...key, 'commune', 'tools']
	})

	/** Called when the steps come on screen: what must be asked is decided then. */
	function begin(): void {
		unlocking.value = vault.identity === null
		renewal.value = 'no'
	}

	/** Six words to keep a key by; the Worker draws them. */
	async function proposePassphrase(): Promise<string> {
		await vault.creation.ready()
		return vault.creation.proposePassphrase()
	}

	/** Runs what is left to make, in order. Rejects with the first refusal; calling again goes on from there. */
	async function create(): Promise<void> {
		if (busy.value) {
			return
		}
		busy.value = true
		try {
			await saving.track(async () => {
				await makeIdentity()
				await (session.mode === 'vault' ? makeVaultOnly() : makeNotebook())
			})
			const path = made.notebook?.path ?? session.notebook?.path
			finish()
			await session.start(path)
		} finally {
			busy.value = false
			progress.value = ''
		}
	}

	/** Creates the key alone, for somebody who comes into a vault that is there already. */
	async function createKey(): Promise<void> {
		busy.value = true
		try {
			await saving.track(makeIdentity)
			passphrase.value = ''
			identityRevision = null
		} finally {
			busy.value = false
			progress.value = ''
		}
	}

	async function makeIdentity(): Promise<void> {
		if (vault.hasIdentity && renewal.value !== 'yes') {
			return
		}
		progress.value = t('trousseau', 'Creating your key: a few seconds…')
		if (identityRevision === null) {
			await vault.creation.ready()
			const kdf = await vault.creation.calibrate()
			identityRevision = await vault.creation.createIdentity(passphrase.value, currentUser().name, kdf)
		}
		const store = await createIdentityStore(davClient())
		await identityJournal(store).append(identityRevision.name, identityRevision.bytes)
		vault.setIdentity(store, true)
		await vault.creation.commitIdentity(identityRevision.name)
		renewal.value = 'no'
	}

	async function makeNotebook(): Promise<void> {
		progress.value = t('trousseau', 'Creating the notebook…')
		made.notebook ??= await createNotebook(davClient(), {
			communeName: commune.name.trim(),
			insee: inseeCode(commune.inseeCode) ?? '',
			readMe: README_TEXT,
		})
		const { notebook } = made
		if (made.inventory === undefined) {
			const journal = new InventoryJournal({ store: notebook.inventory, notebookId: notebook.notebookId, validate: parseInventory })
			const stamp = { at: new Date().toISOString(), author: currentUser() }
			await journal.save(await journal.open(), firstInventory(stamp.at), stamp)
			made.inventory = true
		}
		await makeVault(notebook.notebookId, (vaultId) => notebook.createVault(vaultId))
		await notebook.writeMarker()
	}

	async function makeVaultOnly(): Promise<void> {
		const { notebook } = session
		if (notebook !== null) {
			await makeVault(notebook.notebookId, async (vaultId) => {
				await davClient().makeFolder(joinPath(notebook.path, VAULTS_FOLDER, vaultId))
				return openVaultStore(davClient(), notebook.path, vaultId)
			})
		}
	}

	async function makeVault(notebookId: string, makeFolder: (vaultId: string) => Promise<RevisionStore>): Promise<void> {
		progress.value = t('trousseau', 'Creating the vault…')
		made.vault ??= { ...await vault.creation.createVault(notebookId, currentUser().name), notebookId }
		const { vaultId, revision } = made.vault
		made.vaultStore ??= await makeFolder(vaultId)
		if (made.stored === undefined) {
			await vaultJournal(made.vaultStore, notebookId, vaultId).append(revision.name, revision.bytes)
			made.stored = true
		}
		await vault.creation.commitVault(made.vault)
	}

	function firstInventory(at: string): Inventory {
		const change = { at, by: currentUser().id }
		const population = commune.population.replace(/\s/g, '')
		const insee = inseeCode(commune.inseeCode)
		const withCommune = putRecord(parseInventory({ schema: 1, collections: {} }), 'commune', 'commune', {
			name: commune.name.trim(),
			...insee === null ? {} : { inseeCode: insee },
			...population === '' ? {} : { population: Number(population) },
		}, change)
		return addChoice(withCommune, toolChoice.value, change)
	}

	function finish(): void {
		made = {}
		identityRevision = null
		passphrase.value = ''
		Object.assign(commune, { name: '', inseeCode: '', population: '' })
		toolChoice.value = NO_CHOICE
	}

	/** Whether the second typing is the first; accents, capitals and spaces of proposed words do not matter. */
	function samePassphrase(chosen: string, again: string, proposed: boolean): boolean {
		const plain = (text: string) => {
			const collapsed = text.normalize('NFKC').trim().replace(/\s+/gu, ' ')
			return proposed ? collapsed.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() : collapsed
		}
		return plain(chosen) === plain(again)
	}

	return { passphrase, commune, toolChoice, renewal, busy, progress, steps, begin, proposePassphrase, create, createKey, samePassphrase }
})
