// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import type { AskAgain } from '../../journal/append.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Revision } from '../../journal/lineage.ts'
import type { CredentialDetails, CredentialHistoryLine, CredentialSummary, SecretField } from '../../vault/model.ts'
import type { CryptoApi, EntryPlace, KdfParameters, OneTimeCode, OpenInput, RelockedIdentity, VaultChange, VaultView } from '../../worker/api.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { compareFrench, inOrder } from '../../domain/order.ts'
import { appendPrepared } from '../../journal/append.ts'
import { openingInput } from '../../journal/opening.ts'
import { rememberedHead, rememberHead } from '../../platform/browser-memory.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { useIdentityStore } from '../identity/identity.ts'
import { findSaveQueue } from '../saving/save-queue.ts'
import { useSavingStore } from '../saving/saving.ts'
import { taskQueue } from '../saving/task-queue.ts'
import type { LockCause } from '../session/idle-lock.ts'
import { useIdleLockStore } from '../session/idle-lock.ts'
import { vaultJournal, workerInput } from '../session/journals.ts'
import { useNoticesStore } from '../session/notices.ts'
import { Acceptance } from './acceptance.ts'
import type { OpenVaultPlace, Prepared } from './vault-opening.ts'
import { enterFromJournal, openFromJournal, prefetchHeads } from './vault-opening.ts'

function byLabel(left: CredentialSummary, right: CredentialSummary): number {
	return compareFrench(left.label, right.label) || left.id.localeCompare(right.id)
}

/**
 * The passwords, as far as the page may hold them: names and logins. Secrets and
 * keys stay in the Worker and come out one at a time.
 */
export const useVaultStore = defineStore('vault', () => {
	const saving = useSavingStore()
	const key = useIdentityStore()
	const idle = useIdleLockStore()
	const client = cryptoClient()
	const enqueue = taskQueue()

	const place = shallowRef<OpenVaultPlace | null>(null)
	const view = shallowRef<VaultView | null>(null)
	/** The identity opened, but no grant of this vault does. */
	const refused = ref(false)
	const unlockAsked = ref(false)
	/** A file cannot be read and an older one can be opened. */
	const olderAvailable = ref(false)
	/** Names of the newest versions, when we have no access to them; what they follow can perhaps be opened. */
	const ungranted = ref<readonly string[]>([])
	/** Names of files that could not be read; what is shown comes from the others. */
	const damaged = ref<readonly string[]>([])
	/** Why the vault of the notebook just opened did not open by itself. */
	const openError = shallowRef<TrousseauError | null>(null)

	const acceptance = new Acceptance()
	let journal: Journal | null = null
	/** The heads last read. */
	let read: readonly Revision[] = []

	const hasIdentity = computed(() => key.exists)
	const identity = computed(() => key.view)
	const status = computed<'absent' | 'no-access' | 'locked' | 'open'>(() => {
		if (place.value === null || !hasIdentity.value) {
			return 'absent'
		}
		if (view.value !== null) {
			return 'open'
		}
		return refused.value ? 'no-access' : 'locked'
	})
	const credentials = computed<readonly CredentialSummary[]>(() => view.value?.credentials ?? [])
	const live = computed<readonly CredentialSummary[]>((before) => inOrder(credentials.value.filter(({ trashedAt }) => trashedAt === ''), before ?? [], byLabel))
	const trashed = computed(() => credentials.value
		.filter((credential) => credential.trashedAt !== '')
		.sort((left, right) => right.trashedAt.localeCompare(left.trashedAt)))
	const secondsLeft = computed(() => idle.secondsLeft)

	/** Moves to the vault of another notebook; opens it when the keys are there. */
	async function setPlace(next: OpenVaultPlace | null): Promise<void> {
		place.value = next
		if (next === null || view.value?.vaultId !== next.vaultId) {
			view.value = null
		}
		refused.value = false
		olderAvailable.value = false
		ungranted.value = []
		acceptance.forget()
		openError.value = null
		damaged.value = []
		journal = next === null ? null : vaultJournal(next.store, next.notebookId, next.vaultId, { sleep: saving.pause })
		if (next !== null && identity.value !== null) {
			try {
				await openVault(false)
			} catch (caught) {
				if (view.value !== null) {
					// A vault that is open stays open; the next save reports the error.
					return
				}
				// The inventory stays readable; the passphrase page shows the error.
				openError.value = asTrousseauError(caught)
				unlockAsked.value = true
			}
		}
	}

	/** Opens the identity alone. Rejects as `unlock` of the identity does. */
	async function unlockIdentity(passphrase: string): Promise<void> {
		try {
			await key.unlock(passphrase, acceptance.damaged('identity'))
		} catch (caught) {
			olderAvailable.value = acceptance.tell('identity', asTrousseauError(caught))
			throw caught
		}
		idle.touch()
		idle.forget()
	}

	/**
	 * Opens the identity, then the vault of the notebook that is open.
	 *
	 * @param acceptOlder - true to override the warning last shown, and no other
	 */
	async function unlock(passphrase: string, acceptOlder: boolean, follow = ''): Promise<void> {
		const acceptsGone = acceptOlder && acceptance.accept()
		// Read and checked while the key is derived, so that the list comes sooner.
		const ahead = journal === null ? null : prefetchHeads(journal, client)
		try {
			await unlockIdentity(passphrase)
		} catch (caught) {
			ahead?.cancel()
			throw caught
		}
		await ahead?.read
		await openVault(acceptsGone, follow, ahead?.names)
		openError.value = null
		unlockAsked.value = false
		void key.raise(passphrase)
	}

	async function openVault(acceptOlder: boolean, follow = '', ahead?: Set<string>): Promise<void> {
		const target = place.value
		if (target === null || journal === null) {
			return
		}
		const browserPin = rememberedHead(target.vaultId) ?? ''
		try {
			const { opening, opened } = await openFromJournal(journal, client, { seen: seen(target.vaultId), ...acceptance.options }, { ...target, acceptOlder, browserPin, follow }, ahead)
			show(opened)
			if (place.value !== target) {
				return
			}
			read = opening.heads
			damaged.value = [...opening.damaged, ...opening.foreign]
			refused.value = false
			ungranted.value = []
		} catch (caught) {
			if (place.value !== target) {
				// Another notebook was opened meanwhile: this error must not appear there.
				return
			}
			const error = asTrousseauError(caught)
			olderAvailable.value = acceptance.tell('vault', error)
			if (error.code !== 'not-a-member') {
				throw error
			}
			refused.value = true
			ungranted.value = seen(target.vaultId).length === 0 ? [] : error.rejected.map(({ revision }) => revision)
		}
		// Stored in the key, so that the next browser does not ask again about the accepted loss.
		await key.remember(acceptOlder)
	}

	/** Opens an older head below the newest, for which we have no grant; the passphrase page shows the error if it fails. */
	async function openBelow(): Promise<void> {
		acceptance.accept()
		try {
			await openVault(false)
		} catch (caught) {
			openError.value = asTrousseauError(caught)
			unlockAsked.value = true
		}
	}

	/** Names of the heads of a vault that this person saw: by the identity, by this browser, on this screen. */
	function seen(id: string): readonly string[] {
		const pinned = identity.value?.pins.find((pin) => pin.vaultId === id)?.head ?? ''
		const shown = view.value?.vaultId === id ? view.value.heads : []
		return [pinned, rememberedHead(id) ?? '', ...shown].filter((name) => name !== '')
	}

	function show(next: VaultView): void {
		if (identity.value === null) {
			// Locked while the answer was on its way: nothing comes back on screen.
			throw new TrousseauError('locked')
		}
		if (place.value?.vaultId === next.vaultId) {
			view.value = next
		}
		const [head] = [...next.heads].sort().reverse()
		if (head !== undefined) {
			rememberHead(next.vaultId, head)
		}
	}

	/**
	 * Forgets keys, names and logins. The page then shows the cause, and asks for the passphrase.
	 *
	 * @param cause - cause of the lock; null if the current screen explains it
	 */
	async function lock(cause: LockCause | null = 'person'): Promise<void> {
		if (cause !== null && identity.value !== null) {
			idle.tell(cause)
		}
		view.value = null
		key.forget()
		acceptance.forget()
		unlockAsked.value = cause !== null
		// A message may name an entry, and its undo holds on to one.
		useNoticesStore().clear()
		await client.lock()
	}

	/**
	 * Saves changes as one revision. Resolves once the server has confirmed, or once they are kept in this
	 * browser; rejects when they are neither, and then nothing has changed.
	 */
	async function change(changes: readonly VaultChange[]): Promise<void> {
		const saveQueue = await findSaveQueue()
		if (saveQueue !== null) {
			return saveQueue.changeVault(changes)
		}
		await write(async (api, id) => ({ revision: await api.prepare({ vaultId: id, changes }) }))
	}

	/**
	 * Saves what a call of the Worker prepares: one revision of the vault that is open. Prepared once again when
	 * the server kept other bytes than those sent.
	 *
	 * @param prepare - gives the revision, and what else the caller wants to know; null when nothing has to be stored
	 * @param isKept - what is saved stays in the browser when it is refused
	 */
	function write<T extends Prepared | null>(prepare: (api: CryptoApi, vaultId: string) => Promise<T>, isKept = false): Promise<T> {
		return enqueue(() => saving.track(async () => {
			const id = vaultId()
			const result = await store(id, () => prepare(client, id), isKept ? undefined : saving.askAgain)
			await key.remember()
			return result
		}, isKept))
	}

	/** Joins a vault with an invitation or envelope. `allTheSame` overrides the warning last shown. */
	function enter<T extends Prepared>(prepare: (api: CryptoApi, entry: EntryPlace) => Promise<T>, label: string, allTheSame = false): Promise<T> {
		return enqueue(() => saving.track(async () => {
			const target = place.value
			if (target === null || journal === null || identity.value === null) {
				throw new TrousseauError('locked')
			}
			if (allTheSame) {
				acceptance.accept()
			}
			const result = await enterFromJournal(journal, acceptance, { notebookId: target.notebookId, vaultId: target.vaultId, label }, (entry) => store(target.vaultId, () => prepare(client, entry), saving.askAgain))
			refused.value = false
			await key.remember(true)
			return result
		}))
	}

	async function store<T extends Prepared | null>(id: string, prepare: () => Promise<T>, ask?: AskAgain): Promise<T> {
		if (journal === null) {
			throw new TrousseauError('locked')
		}
		let result: T | undefined
		const stored = await appendPrepared(journal, {
			prepare: async () => {
				result = await prepare()
				return result === null ? null : result.revision
			},
			discard: (unsaved) => client.discard({ vaultId: id, name: unsaved }),
			...ask === undefined ? {} : { ask },
		})
		if (stored !== null) {
			show(await client.commit({ vaultId: id, name: stored.name }))
		}
		return result as T
	}

	/** Journal input that the Worker needs to accept a branch: as for opening. */
	async function journalInput(): Promise<OpenInput> {
		if (journal === null) {
			throw new TrousseauError('locked')
		}
		return workerInput(await openingInput(journal, { seen: seen(vaultId()), acceptOlder: true }))
	}

	/** Stores the identity under another passphrase; reported like a save. */
	function relock(prepare: (api: CryptoApi, identity: OpenInput | undefined) => Promise<RelockedIdentity>): Promise<void> {
		return saving.track(() => key.relock(prepare, saving.askAgain))
	}

	/** Reads what others wrote since, once our own saves are done. */
	function refresh(): Promise<void> {
		return enqueue(async () => {
			if (view.value !== null) {
				await openVault(false)
			}
		})
	}

	function vaultId(): string {
		if (place.value === null || view.value === null) {
			throw new TrousseauError('locked')
		}
		return place.value.vaultId
	}

	/** True if the vault as last read contains a revision, as head or ancestor. */
	const holds = (name: string): boolean => read.some((head) => head.name === name || head.meta.ancestors.includes(name))

	const reveal = async (id: string, field: SecretField): Promise<string> => client.reveal({ vaultId: vaultId(), id, field })
	/** A former value of any field, by its place in the history. */
	const revealFormer = async (id: string, index: number): Promise<string> => client.reveal({ vaultId: vaultId(), id, field: 'password', index })

	const details = async (id: string): Promise<CredentialDetails> => client.details({ vaultId: vaultId(), id })
	/** The one-time code of now; with `link`, of a secret typed and not saved. */
	const code = async (id: string, link?: string): Promise<OneTimeCode> => client.code({ vaultId: vaultId(), id, ...link === undefined ? {} : { link } })

	const history = async (id: string): Promise<readonly CredentialHistoryLine[]> => client.history({ vaultId: vaultId(), id })

	/** Called every second, and when the tab comes back: the clock decides, since timers sleep with the computer. */
	function checkIdle(): void {
		idle.tick()
		if (identity.value !== null && idle.secondsLeft === 0) {
			void lock('idle')
		}
	}

	/** For the creation of an identity and of a vault; see `first-run.ts`. */
	const creation = {
		ready: () => client.ready(),
		calibrate: (): Promise<KdfParameters> => client.calibrate(),
		proposePassphrase: (): Promise<string> => client.proposePassphrase(),
		createIdentity: key.create,
		async commitIdentity(name: string): Promise<void> {
			await key.commit(name)
			idle.touch()
		},
		createVault: (notebookId: string, label: string) => client.createVault({ notebookId, label }),
		async commitVault(created: { readonly vaultId: string, readonly revision: RevisionFile }): Promise<void> {
			show(await client.commit({ vaultId: created.vaultId, name: created.revision.name }))
			await key.remember(true)
		},
	}

	return {
		hasIdentity,
		identity,
		place,
		status,
		credentials,
		live,
		trashed,
		refused,
		unlockAsked,
		olderAvailable,
		openError,
		damaged,
		ungranted,
		openBelow,
		secondsLeft,
		setIdentity: key.place,
		setPlace,
		unlockIdentity,
		unlock,
		lock,
		change,
		refresh,
		reveal,
		revealFormer,
		history,
		details,
		code,
		touch: idle.touch,
		checkIdle,
		view,
		show,
		holds,
		write,
		enter,
		journalInput,
		relock,
		creation,
		askUnlock: () => void (unlockAsked.value = true),
		dismissUnlock: () => void (unlockAsked.value = false),
	}
})
