// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Journal } from '../journal/journal.ts'
import type { RevisionStore } from '../journal/store.ts'
import type { CredentialHistoryLine, CredentialSummary, SecretField } from '../vault/model.ts'
import type { CryptoApi, EntryPlace, IdentityView, KdfParameters, OpenInput, RelockedIdentity, RevisionFile, VaultChange, VaultView } from '../worker/api.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { rememberedHead, rememberHead } from '../platform/browser-memory.ts'
import { createCryptoClient } from '../worker/client.ts'
import { identityJournal, openInput, readAll, vaultJournal } from './journals.ts'
import { useSavingStore } from './saving.ts'

/** Seconds without a sign of life before the keys are forgotten. */
const IDLE_SECONDS = 10 * 60

/** The identity journal is rewritten at most this often to remember the heads seen (milliseconds). */
const REMEMBER_EVERY = 3_600_000

/** A vault of the notebook that is open, and where it lies. */
export interface VaultPlace {
	readonly notebookId: string
	readonly vaultId: string
	readonly store: RevisionStore
}

/**
 * The passwords, as far as the page may hold them: names and logins. Secrets and
 * keys stay in the Worker and come out one at a time.
 */
export const useVaultStore = defineStore('vault', () => {
	const saving = useSavingStore()
	const client = createCryptoClient()

	const identityStore = shallowRef<RevisionStore | null>(null)
	const hasIdentity = ref(false)
	const identity = shallowRef<IdentityView | null>(null)
	const place = shallowRef<VaultPlace | null>(null)
	const view = shallowRef<VaultView | null>(null)
	/** The identity opened, but no grant of this vault does. */
	const refused = ref(false)
	const unlockAsked = ref(false)
	/** The newest file is damaged and an older one can be opened. */
	const olderAvailable = ref(false)
	/** Names of files that could not be read; what is shown comes from the others. */
	const damaged = ref<readonly string[]>([])
	/** Why the vault of the notebook just opened did not open by itself. */
	const openError = shallowRef<TrousseauError | null>(null)
	const lastSeen = ref(Date.now())
	const now = ref(Date.now())

	let journal: Journal | null = null
	let queue: Promise<unknown> = Promise.resolve()
	let rememberedAt = 0

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
	const live = computed(() => credentials.value
		.filter((credential) => credential.trashedAt === '')
		.sort((left, right) => left.label.localeCompare(right.label, 'fr') || left.id.localeCompare(right.id)))
	const trashed = computed(() => credentials.value
		.filter((credential) => credential.trashedAt !== '')
		.sort((left, right) => right.trashedAt.localeCompare(left.trashedAt)))
	const secondsLeft = computed(() => Math.max(0, IDLE_SECONDS - Math.floor((now.value - lastSeen.value) / 1_000)))

	/** Says where this person's identity lies, and whether there is one. */
	function setIdentity(store: RevisionStore | null, exists: boolean): void {
		identityStore.value = store
		hasIdentity.value = exists
	}

	/** Moves to the vault of another notebook; opens it when the keys are there. */
	async function setPlace(next: VaultPlace | null): Promise<void> {
		place.value = next
		if (next === null || view.value?.vaultId !== next.vaultId) {
			view.value = null
		}
		refused.value = false
		olderAvailable.value = false
		openError.value = null
		damaged.value = []
		journal = next === null ? null : vaultJournal(next.store, next.notebookId, next.vaultId)
		if (next !== null && identity.value !== null) {
			try {
				await openVault(false)
			} catch (caught) {
				if (view.value !== null) {
					// What was opened a moment ago stays open; the next save says what is wrong.
					return
				}
				// The inventory stays readable; the page that asks for the passphrase says what happened.
				openError.value = asTrousseauError(caught)
				unlockAsked.value = true
			}
		}
	}

	/** Opens the identity alone. Rejects with `bad-passphrase` and the other codes of `CryptoApi.unlock`. */
	async function unlockIdentity(passphrase: string): Promise<void> {
		if (identityStore.value === null) {
			throw new TrousseauError('no-identity')
		}
		await client.ready()
		const { input } = await openInput(identityJournal(identityStore.value), '', false)
		if (input.heads.length === 0) {
			throw new TrousseauError('no-identity')
		}
		identity.value = await client.unlock({ passphrase, identity: input })
		touch()
	}

	/** Opens the identity, then the vault of the notebook that is open. */
	async function unlock(passphrase: string, acceptOlder: boolean, follow = ''): Promise<void> {
		await unlockIdentity(passphrase)
		await openVault(acceptOlder, follow)
		openError.value = null
		unlockAsked.value = false
	}

	async function openVault(acceptOlder: boolean, follow = ''): Promise<void> {
		const target = place.value
		if (target === null || journal === null) {
			return
		}
		const browserPin = rememberedHead(target.vaultId) ?? ''
		const identityPin = identity.value?.pins.find((entry) => entry.vaultId === target.vaultId)?.head ?? ''
		// What stands after the older of the two is enough to judge from either.
		const pin = [identityPin, browserPin].filter((name) => name !== '').sort()[0] ?? ''
		try {
			const { input, damaged: setAside } = await openInput(journal, pin, acceptOlder)
			show(await client.openVault({
				notebookId: target.notebookId,
				vaultId: target.vaultId,
				journal: input,
				acceptOlder,
				...browserPin === '' ? {} : { browserPin },
				...follow === '' ? {} : { follow },
			}))
			damaged.value = setAside
			refused.value = false
		} catch (caught) {
			const error = asTrousseauError(caught)
			olderAvailable.value = error.code === 'altered' && error.detail.previous !== undefined && error.detail.previous !== ''
			if (error.code !== 'not-a-member') {
				throw error
			}
			refused.value = true
		}
		await rememberHeads()
	}

	function show(next: VaultView): void {
		view.value = next
		const [head] = [...next.heads].sort().reverse()
		if (head !== undefined) {
			rememberHead(next.vaultId, head)
		}
	}

	/** Writes the heads seen into the identity journal. A refusal is harmless: the browser remembers them too. */
	async function rememberHeads(force = false): Promise<void> {
		if (identityStore.value === null || (!force && Date.now() - rememberedAt < REMEMBER_EVERY)) {
			return
		}
		try {
			const revision = await client.rememberHeads()
			if (revision !== null) {
				const identities = identityJournal(identityStore.value)
				await identities.append(revision.name, revision.bytes)
				identity.value = await client.commitIdentity(revision.name)
			}
			rememberedAt = Date.now()
		} catch {
			rememberedAt = 0
		}
	}

	/** Forgets keys, names and logins. */
	async function lock(): Promise<void> {
		view.value = null
		identity.value = null
		unlockAsked.value = false
		rememberedAt = 0
		await client.lock()
	}

	/**
	 * Saves changes as one revision. What the screens read moves only once the
	 * server has confirmed; a refusal rejects and changes nothing.
	 */
	async function change(changes: readonly VaultChange[]): Promise<void> {
		await write(async (api, id) => ({ revision: await api.prepare({ vaultId: id, changes }) }))
	}

	/**
	 * Saves what a call of the Worker prepares: one revision of the vault that is open. Prepared once again when
	 * the server kept other bytes than those sent.
	 *
	 * @param prepare - gives the revision, and what else the caller wants to know
	 */
	function write<T extends { readonly revision: RevisionFile }>(prepare: (api: CryptoApi, vaultId: string) => Promise<T>): Promise<T> {
		return enqueue(() => saving.track(async () => {
			const id = vaultId()
			const attempt = async (): Promise<T> => store(id, await prepare(client, id))
			let result: T
			try {
				result = await attempt()
			} catch (caught) {
				if (asTrousseauError(caught).code !== 'altered') {
					throw caught
				}
				result = await attempt()
			}
			await rememberHeads()
			return result
		}))
	}

	/** Enters a vault that is not open to us yet: by an invitation, or by the envelope. */
	function enter<T extends { readonly revision: RevisionFile }>(prepare: (api: CryptoApi, entry: EntryPlace) => Promise<T>, label: string): Promise<T> {
		return enqueue(() => saving.track(async () => {
			const target = place.value
			if (target === null || journal === null || identity.value === null) {
				throw new TrousseauError('locked')
			}
			const state = await journal.load()
			const others = await readAll(journal, state.names.filter((name) => !state.heads.some((head) => head.name === name)))
			const heads = state.heads.map(({ name, bytes }) => ({ name, bytes }))
			const entry = { notebookId: target.notebookId, vaultId: target.vaultId, journal: { heads, others }, label }
			const result = await store(target.vaultId, await prepare(client, entry))
			refused.value = false
			await rememberHeads(true)
			return result
		}))
	}

	async function store<T extends { readonly revision: RevisionFile }>(id: string, prepared: T): Promise<T> {
		const { name, bytes } = prepared.revision
		try {
			await journal?.append(name, bytes)
		} catch (caught) {
			await client.discard({ vaultId: id, name })
			throw caught
		}
		show(await client.commit({ vaultId: id, name }))
		return prepared
	}

	/** Deletes revisions that must not stay, as far as the server lets us: only the owner of the folder may. */
	async function prune(names: readonly string[]): Promise<number> {
		let left = 0
		for (const name of names) {
			try {
				await journal?.remove(name)
			} catch {
				left++
			}
		}
		return left
	}

	/** What the Worker needs to accept a branch: as for opening. */
	async function journalInput(): Promise<OpenInput> {
		if (journal === null) {
			throw new TrousseauError('locked')
		}
		return (await openInput(journal, '', true)).input
	}

	/** Stores the identity under another passphrase or cost, then removes the revisions under the former one. */
	function relock(prepare: (api: CryptoApi) => Promise<RelockedIdentity>): Promise<void> {
		return enqueue(() => saving.track(async () => {
			if (identityStore.value === null) {
				throw new TrousseauError('no-identity')
			}
			const { revision, remove } = await prepare(client)
			const identities = identityJournal(identityStore.value)
			await identities.load()
			await identities.append(revision.name, revision.bytes)
			identity.value = await client.commitIdentity(revision.name)
			for (const name of remove) {
				try {
					await identities.remove(name)
				} catch {
					// A file that is busy today stays under the former passphrase, which is said where one changes it.
				}
			}
		}))
	}

	/** Reads what others wrote since, once our own saves are done. */
	function refresh(): Promise<void> {
		return enqueue(async () => {
			if (view.value !== null) {
				await openVault(false)
			}
		})
	}

	function enqueue<T>(task: () => Promise<T>): Promise<T> {
		const result = queue.then(task, task)
		queue = result.catch(() => undefined)
		return result
	}

	function vaultId(): string {
		if (place.value === null || view.value === null) {
			throw new TrousseauError('locked')
		}
		return place.value.vaultId
	}

	const reveal = async (id: string, field: SecretField): Promise<string> => client.reveal({ vaultId: vaultId(), id, field })

	/** A former value of any field, by its place in the history. */
	const revealFormer = async (id: string, index: number): Promise<string> => client.reveal({ vaultId: vaultId(), id, field: 'password', index })

	const history = async (id: string): Promise<readonly CredentialHistoryLine[]> => client.history({ vaultId: vaultId(), id })

	function touch(): void {
		lastSeen.value = Date.now()
		now.value = lastSeen.value
	}

	/** Called every second, and when the tab comes back: the clock decides, since timers sleep with the computer. */
	function checkIdle(): void {
		now.value = Date.now()
		if (identity.value !== null && secondsLeft.value === 0) {
			void lock()
		}
	}

	/** For the creation of an identity and of a vault; see `first-run.ts`. */
	const creation = {
		ready: () => client.ready(),
		calibrate: (): Promise<KdfParameters> => client.calibrate(),
		proposePassphrase: (): Promise<string> => client.proposePassphrase(),
		createIdentity: (passphrase: string, label: string, kdf: KdfParameters): Promise<RevisionFile> => client.createIdentity({ passphrase, label, kdf }),
		async commitIdentity(name: string): Promise<void> {
			identity.value = await client.commitIdentity(name)
			hasIdentity.value = true
			touch()
		},
		createVault: (notebookId: string, label: string) => client.createVault({ notebookId, label }),
		async commitVault(created: { readonly vaultId: string, readonly revision: RevisionFile }): Promise<void> {
			show(await client.commit({ vaultId: created.vaultId, name: created.revision.name }))
			await rememberHeads(true)
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
		secondsLeft,
		setIdentity,
		setPlace,
		unlockIdentity,
		unlock,
		lock,
		change,
		refresh,
		reveal,
		revealFormer,
		history,
		touch,
		checkIdle,
		view,
		write,
		enter,
		prune,
		journalInput,
		relock,
		creation,
		askUnlock: () => void (unlockAsked.value = true),
		dismissUnlock: () => void (unlockAsked.value = false),
	}
})
