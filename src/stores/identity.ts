// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AskAgain } from '../journal/append.ts'
import type { Journal } from '../journal/journal.ts'
import type { Revision } from '../journal/lineage.ts'
import type { OpeningInput } from '../journal/opening.ts'
import type { RevisionStore } from '../journal/store.ts'
import type { CryptoApi, IdentityView, KdfParameters, RelockedIdentity, RevisionFile } from '../worker/api.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { TrousseauError } from '../domain/errors.ts'
import { appendUntilKnown } from '../journal/append.ts'
import { parseRevisionName } from '../journal/names.ts'
import { openingInput, openInSteps } from '../journal/opening.ts'
import { rememberedHead, rememberHead } from '../platform/browser-memory.ts'
import { cryptoClient } from './crypto.ts'
import { identityJournal, workerInput } from './journals.ts'
import { taskQueue } from './task-queue.ts'

/** The identity journal is rewritten at most this often to remember the heads seen (milliseconds). */
const REMEMBER_EVERY = 3_600_000

/** Past revisions of an identity that stay: enough for a server's slip, and the folder is read at each opening. */
const PAST_KEPT = 10
/** Past revisions deleted at a time, at most: this is done while somebody works. */
const PAST_DELETED = 5

/** Readings of the journal when somebody opens all the same, at most, each without what the one before refused: each derives again. */
const MAX_LOOKS = 8

/** Beside the ids of vaults: under what the browser remembers the head of the identity. */
const OWN = 'identity'

/** A person's own key: where it lies, whether it is open, and what is written into its journal. */
export const useIdentityStore = defineStore('identity', () => {
	const store = shallowRef<RevisionStore | null>(null)
	const exists = ref(false)
	const view = shallowRef<IdentityView | null>(null)
	const enqueue = taskQueue()
	/** Names that were deleted since the Worker opened the identity. */
	const deleted = shallowRef<readonly string[]>([])
	/** Names of the heads of a former key, which this passphrase does not open. */
	const former = computed(() => (view.value?.aside ?? []).filter((name) => !deleted.value.includes(name)))
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

	/**
	 * Opens the identity. Rejects with `no-identity`, `bad-passphrase` and the other codes of `CryptoApi.unlock`.
	 *
	 * @param acceptOlder - the person was told of a file that cannot be read, and asked for what can
	 */
	async function unlock(passphrase: string, acceptOlder = false): Promise<void> {
		const identities = journal()
		await cryptoClient().ready()
		let looks = 0
		let first: unknown = null
		const openOne = async (input: OpeningInput): Promise<void> => {
			if (looks++ === MAX_LOOKS) {
				throw first
			}
			const identity = workerInput({ ...input, heads: knownFirst(input.heads) })
			if (identity.heads.length === 0) {
				throw new TrousseauError('no-identity')
			}
			await open(() => cryptoClient().unlock({ passphrase, identity })).catch((caught: unknown) => {
				first ??= caught
				throw caught
			})
		}
		const options = { seen: [], acceptOlder }
		// Nothing remembers the heads of an identity: whoever serves them could leave out what is refused here.
		await (acceptOlder ? openInSteps(identities, options, openOne) : openOne(await openingInput(identities, options)))
	}

	/** What this browser opened before comes first, the newest of it and of the rest before: not all is tried where there is much. */
	function knownFirst(heads: readonly Revision[]): readonly Revision[] {
		const before = rememberedHead(OWN) ?? ''
		const isKnown = ({ name, meta }: Revision): boolean => name === before || meta.ancestors.includes(before)
		return [...heads].sort((one, other) => Number(isKnown(other)) - Number(isKnown(one)))
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
					const identities = journal()
					await identities.append(revision.name, revision.bytes)
					await commit(revision.name)
					await thin(identities, revision.name).catch(() => undefined)
				}
				rememberedAt = Date.now()
			} catch {
				rememberedAt = 0
			}
		})
	}

	/** Deletes the oldest of what came before a revision, and nothing of another key. A refusal is harmless: the next time goes on. */
	async function thin(identities: Journal, name: string): Promise<void> {
		if ((parseRevisionName(name)?.number ?? 0) <= PAST_KEPT + 1) {
			return
		}
		const { heads, names } = await identities.load()
		const past = new Set(heads.find((head) => head.name === name)?.meta.ancestors)
		const others = new Set(heads.filter((head) => head.name !== name).flatMap(({ meta }) => meta.ancestors))
		const older = names.filter((one) => past.has(one) && !others.has(one)).slice(PAST_KEPT)
		for (const one of older.slice(-PAST_DELETED)) {
			await identities.remove(one)
		}
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

	/** Deletes the former key with its past: whatever passphrase it had opens nothing any more. Rejects when a file cannot be deleted. */
	function forgetFormer(): Promise<void> {
		return enqueue(async () => {
			const identities = journal()
			const { heads, names } = await identities.load()
			const lineOf = ({ name, meta }: Revision): readonly string[] => [name, ...meta.ancestors]
			const open = view.value?.heads ?? []
			if (open.length === 0) {
				throw new TrousseauError('locked')
			}
			const own = new Set([...open, ...heads.filter((head) => lineOf(head).some((name) => open.includes(name))).flatMap(lineOf)])
			// Another browser may have written it again since it was seen: what has nothing in common with the open key is not of it.
			const past = new Set(heads.map(lineOf).filter((line) => !line.some((name) => own.has(name))).flat())
			// The past first: a head without it is still a key that can be deleted later, a past without its head would be one more.
			for (const name of names.filter((one) => past.has(one)).sort()) {
				await identities.remove(name)
			}
			deleted.value = view.value?.aside ?? []
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
		const [head] = [...answer.heads].sort().reverse()
		if (head !== undefined) {
			rememberHead(OWN, head)
		}
	}

	function forget(): void {
		locks++
		view.value = null
		rememberedAt = 0
	}

	const create = (passphrase: string, label: string, kdf: KdfParameters): Promise<RevisionFile> => cryptoClient().createIdentity({ passphrase, label, kdf })

	/** Whether this browser opened a vault before: somebody who did has had a key. */
	const hasSeen = (vaultId: string): boolean => rememberedHead(vaultId) !== null

	return { store, exists, view, former, place, unlock, remember, relock, raise, forgetFormer, hasSeen, create, commit, forget }
})
