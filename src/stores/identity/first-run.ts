// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { NewNotebook } from '../../platform/dav/create-notebook.ts'
import { NO_CHOICE } from '../inventory/tool-choice.ts'
import type { ToolChoice } from '../inventory/tool-choice.ts'
import { addChoice } from '../inventory/tools.ts'
import { useSavingStore } from '../saving/saving.ts'
import { useSessionStore } from '../session/session.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'

import { defineStore } from 'pinia'
import * as v from 'valibot'
import { computed, reactive, ref } from 'vue'
import { README_TEXT } from '../../content/fr/read-me.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { inseeCode } from '../../domain/inventory/insee.ts'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { tidied, typedWords } from '../../domain/passwords/typed.ts'
import { InventoryJournal } from '../../journal/inventory-journal.ts'
import { browserMemory } from '../../platform/browser-memory.ts'
import { createIdentityStore } from '../../platform/dav/create-identity.ts'
import { createNotebook } from '../../platform/dav/create-notebook.ts'
import { isFolderNameCut, safeFolderName } from '../../platform/dav/folder-names.ts'
import { openVaultStore } from '../../platform/dav/notebook-stores.ts'
import { joinPath, VAULTS_FOLDER } from '../../platform/dav/paths.ts'
import { t } from '../../platform/l10n.ts'
import { logCaught } from '../../platform/log.ts'
import { davClient } from '../../platform/nextcloud.ts'
import { currentUser } from '../../platform/session.ts'
import { identityJournal, vaultJournal } from '../session/journals.ts'
import { usePassphraseDraftsStore } from './passphrase-drafts.ts'

/** The questions, one a screen. */
export type StepName = 'welcome' | 'unlock' | 'passphrase' | 'commune' | 'tools'

/** Answers kept in this browser: not secret, like the inventory that they become. */
const keptSchema = v.object({
	step: v.number(),
	commune: v.object({ name: v.string(), inseeCode: v.string(), population: v.string() }),
	toolChoice: v.object({ catalogueIds: v.array(v.string()), names: v.array(v.string()) }),
})
const KEPT = 'first-run'

/** Results of the steps already done, so that a retry after a refusal repeats none. */
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
	const drafts = usePassphraseDraftsStore()

	const passphrase = ref('')
	const commune = reactive({ name: '', inseeCode: '', population: '' })
	const toolChoice = ref<ToolChoice>(NO_CHOICE)
	/** Creation of a second key because the passphrase of the first is forgotten: `told` once the consequences are on screen. */
	const renewal = ref<'no' | 'told' | 'yes'>('no')
	/** Number of the question on screen. */
	const step = ref(0)
	const busy = ref(false)
	const progress = ref('')
	let made: Made = {}
	let identityRevision: RevisionFile | null = null

	/** The question of the passphrase stays among the steps once it is answered. */
	const unlocking = ref(vault.identity === null)

	const steps = computed<readonly StepName[]>(() => {
		const key: StepName[]
			= vault.hasIdentity && renewal.value !== 'yes' ? (vault.identity === null || unlocking.value ? ['unlock'] : []) : ['passphrase']
		const welcome: StepName[] = session.notebooks.length === 0 || session.mode === 'vault' ? ['welcome'] : []
		return session.mode === 'vault' ? [...welcome, ...key] : [...welcome, ...key, 'commune', 'tools']
	})

	/** Number of the question about the key, or -1. */
	const keyStep = computed(() => steps.value.findIndex((name) => name === 'passphrase' || name === 'unlock'))
	const hasKey = computed(() => keyStep.value < 0 || (
		steps.value[keyStep.value] === 'passphrase' ? passphrase.value !== '' : vault.identity !== null
	))

	/**
	 * Called when the steps come on screen: what must be asked is decided then, and what was answered is found again,
	 * but for the passphrase.
	 */
	function begin(): void {
		unlocking.value = vault.identity === null
		renewal.value = 'no'
		const kept = isBlank() ? recall() : null
		if (kept !== null) {
			Object.assign(commune, kept.commune)
			toolChoice.value = kept.toolChoice
			step.value = kept.step
		}
		step.value = Math.max(0, Math.min(step.value, steps.value.length - 1, hasKey.value ? Infinity : keyStep.value))
	}

	const isBlank = (): boolean => commune.name === '' && toolChoice.value.catalogueIds.length + toolChoice.value.names.length === 0

	function recall(): v.InferOutput<typeof keptSchema> | null {
		try {
			const kept = v.safeParse(keptSchema, JSON.parse(browserMemory().preference(KEPT) ?? 'null'))
			return kept.success ? kept.output : null
		} catch (error) {
			logCaught('first-run.recall', error)
			return null
		}
	}

	/** Forgets what was answered, here and in this browser. */
	function forget(): void {
		passphrase.value = ''
		drafts.forget('first-run')
		Object.assign(commune, { name: '', inseeCode: '', population: '' })
		toolChoice.value = NO_CHOICE
		step.value = 0
	}

	/** True if this question may be shown: those before it are answered. */
	function mayShow(number: number): boolean {
		const asked = steps.value.indexOf('commune')
		return number >= 0 && number < steps.value.length && !busy.value
			&& (number <= keyStep.value || hasKey.value) && (number <= asked || asked < 0 || commune.name.trim() !== '')
	}

	watchState(() => JSON.stringify({ step: step.value, commune, toolChoice: toolChoice.value }), (state) => {
		browserMemory().setPreference(KEPT, step.value === 0 && isBlank() ? null : state)
	})

	/** Name of the folder, when the commune's is too long for it; null otherwise. */
	const cutFolderName = computed(() => isFolderNameCut(commune.name) ? safeFolderName(commune.name) : null)

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

	/** Creates only the key, for a person joining an existing vault. */
	async function createKey(): Promise<void> {
		busy.value = true
		try {
			await saving.track(makeIdentity)
			passphrase.value = ''
			drafts.forget('first-run')
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
		progress.value = t('trousseau', 'Creating your key: up to twenty seconds on an older computer…')
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
		forget()
	}

	/** True if the two inputs are the same passphrase; accents, capitals, commas and numbers are ignored for proposed words. */
	function samePassphrase(chosen: string, again: string, proposed: boolean): boolean {
		const plain = (text: string) => proposed ? typedWords(text).join(' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() : tidied(text)
		return plain(chosen) === plain(again)
	}

	return {
		passphrase,
		commune,
		toolChoice,
		renewal,
		step,
		busy,
		progress,
		steps,
		cutFolderName,
		begin,
		forget,
		mayShow,
		proposePassphrase,
		create,
		createKey,
		samePassphrase,
	}
})
