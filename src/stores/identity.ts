// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AskAgain } from '../journal/append.ts'
import type { Journal } from '../journal/journal.ts'
import type { RevisionStore } from '../journal/store.ts'
import type { CryptoApi, IdentityView, KdfParameters, RelockedIdentity, RevisionFile } from '../worker/api.ts'

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { TrousseauError } from '../domain/errors.ts'
import { appendUntilKnown } from '../journal/append.ts'
import { openingInput } from '../journal/opening.ts'
import { cryptoClient } from './crypto.ts'
import { identityJournal, workerInput } from './journals.ts'
import { taskQueue } from './task-queue.ts'

/** The identity journal is rewritten at most this often to remember the heads seen (milliseconds). */
const REMEMBER_EVERY = 3_600_000

/** A person's own key: where it lies, whether it is open, and what is written into its journal. */
export const useIdentityStore = defineStore('identity', () => {
	const store = shallowRef<RevisionStore | null>(null)
	const exists = ref(false)
	const view = shallowRef<IdentityView | null>(null)
	const enqueue = taskQueue()
	let rememberedAt = 0
	/** The key is being put under another derivation, which takes seconds. */
	let isRelocking = false
	/** Counts the locks: an answer that was on its way when the keys were forgotten opens nothing. */
	let locks = 0

	/** Says where this person's identity lies, and whether there is one. */
	function place(next: RevisionStore | null, found: boolean): void {
		store.value = next
		exists.value = found
	}

	function journal(): Journal {
		if (store.value === null) {
			throw new TrousseauError('no-identity')
		}
		return identityJournal(store.value)
	}

	/** Opens the identity. Rejects with `no-identity`, `bad-passphrase` and the other codes of `CryptoApi.unlock`. */
	async function unlock(passphrase: string): Promise<void> {
		const identities = journal()
		await cryptoClient().ready()
		const identity = workerInput(await openingInput(identities, { seen: [], acceptOlder: false }))
		if (identity.heads.length === 0) {
			throw new TrousseauError('no-identity')
		}
		await open(() => cryptoClient().unlock({ passphrase, identity }))
	}

	/**
	 * Writes the heads seen into the identity journal. A refusal is harmless: the browser remembers them too.
	 *
	 * @param force - even if it was done a moment ago, or must wait
	 */
	async function remember(force = false): Promise<void> {
		if (isRelocking && !force) {
			return
		}
		await enqueue(async () => {
			if (store.value === null || (!force && Date.now() - rememberedAt < REMEMBER_EVERY)) {
				return
			}
			try {
				const revision = await cryptoClient().rememberHeads()
				if (revision !== null) {
					await journal().append(revision.name, revision.bytes)
					await commit(revision.name)
				}
				rememberedAt = Date.now()
			} catch {
				rememberedAt = 0
			}
		})
	}

	/**
	 * Stores the identity under another passphrase or cost, then removes the revisions under the former one.
	 * A file that is busy today stays under the former passphrase, which is said where one changes it.
	 */
	function relock(prepare: (api: CryptoApi) => Promise<RelockedIdentity>, ask?: AskAgain): Promise<void> {
		return enqueue(async () => {
			isRelocking = true
			try {
				const identities = journal()
				const { revision, remove } = await prepare(cryptoClient())
				await identities.load()
				await appendUntilKnown(identities, revision, ask)
				await commit(revision.name)
				for (const name of remove) {
					await identities.remove(name).catch(() => undefined)
				}
			} finally {
				isRelocking = false
			}
		})
	}

	/**
	 * Puts the key under a derivation as dear as this computer affords, when the present one is clearly cheaper.
	 * A refusal is harmless: the next opening tries again.
	 */
	async function raise(passphrase: string): Promise<void> {
		const kdf = view.value?.dearer ?? null
		if (kdf !== null) {
			await relock((api) => api.raiseKdf({ passphrase, kdf })).catch(() => undefined)
		}
	}

	/** Makes a prepared identity revision the current one, once it is stored. */
	async function commit(name: string): Promise<void> {
		await open(() => cryptoClient().commitIdentity(name))
		exists.value = true
	}

	async function open(ask: () => Promise<IdentityView>): Promise<void> {
		const before = locks
		const answer = await ask()
		if (locks !== before) {
			throw new TrousseauError('locked')
		}
		view.value = answer
	}

	function forget(): void {
		locks++
		view.value = null
		rememberedAt = 0
	}

	const create = (passphrase: string, label: string, kdf: KdfParameters): Promise<RevisionFile> => cryptoClient().createIdentity({ passphrase, label, kdf })

	return { store, exists, view, place, unlock, remember, relock, raise, create, commit, forget }
})
