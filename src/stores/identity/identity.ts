// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import { numberOf } from '../../domain/lineage/names.ts'
import type { AskAgain } from '../../journal/append.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Revision } from '../../journal/lineage.ts'
import type { JournalInput } from '../../journal/opening.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { CryptoApi, IdentityView, KdfParameters, OpenInput, RelockedIdentity } from '../../worker/api.ts'
import { taskQueue } from '../saving/task-queue.ts'
import { identityJournal } from '../session/journals.ts'
import { workerInput } from '../session/journals.ts'
import { removeStored } from '../session/journals.ts'
import { withIdentity } from '../session/journals.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { openingInput, openInSteps } from '../../journal/opening.ts'
import { browserMemory, rememberedHead, rememberHead } from '../../platform/browser-memory.ts'
import { logAnd, logCaught } from '../../platform/log.ts'
import { cryptoClient } from './crypto.ts'

/** The identity journal is rewritten at most this often to remember the heads seen (milliseconds). */
const REMEMBER_EVERY = 3_600_000

/**
 * Maximum readings of the journal when the person overrides a warning, each without the revisions refused before:
 * each one derives again.
 */
const MAX_LOOKS = 8

/** Beside the ids of vaults: under what the browser remembers the head of the identity. */
const OWN = 'identity'

/** Past revisions of an identity that stay: enough for a server's slip, and the folder is read at each opening. */
const PAST_KEPT = 10

/** Milliseconds after which another computer may well have written what was not read here. */
const LOOK_AFTER = 60_000

/** Preference set while revisions under a former passphrase or derivation remain to be deleted. */
const FORMER = 'former-lock'

/** Rewriting and pruning of the key's files: rarely needed, so in a chunk of its own. */
async function filesOf() {
	try {
		return await import(/* webpackChunkName: "home" */ './identity-files.ts')
	} catch (error) {
		throw new TrousseauError('not-loaded', {}, error)
	}
}

/** A person's own key: where it lies, whether it is open, and what is written into its journal. */
export const useIdentityStore = defineStore('identity', () => {
	const store = shallowRef<RevisionStore | null>(null)
	const exists = ref(false)
	const view = shallowRef<IdentityView | null>(null)
	const enqueue = taskQueue()
	/** Names that were deleted since the Worker opened the identity. */
	const deleted = shallowRef<readonly string[]>([])
	/** Names of the heads of a former key, which this passphrase does not open. */
	const former = computed(() => (view.value?.otherHeads ?? []).filter((name) => !deleted.value.includes(name)))
	let rememberedAt = 0
	/** The key is being put under another derivation, which takes seconds. */
	let isRelocking = false
	/** Time at which the journal was read. */
	let readAt = 0
	/** The derivation was raised since the key was opened. */
	let isRaised = false
	/** True if the key was opened despite an unreadable file, after a warning. */
	let acceptsDamaged = false
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
	 * @param acceptOlder - true if the person was warned of an unreadable file and asked to open the rest
	 */
	async function unlock(passphrase: string, acceptOlder = false): Promise<void> {
		const identities = journal()
		await cryptoClient().ready()
		let looks = 0
		let first: unknown = null
		const openOne = async (input: JournalInput): Promise<void> => {
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
		// No pin exists for the identity: the server could omit any head that would be refused here.
		await (acceptOlder ? openInSteps(identities, options, openOne) : openOne(await openingInput(identities, options)))
		acceptsDamaged = acceptOlder
		isRaised = false
		readAt = Date.now()
	}

	/** Sorts the heads: those that this browser opened before, then the others, newest first within each, since attempts are limited. */
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
				const own = view.value?.heads ?? []
				const identities = journal()
				const isOld = revision !== null && Date.now() - readAt > LOOK_AFTER
				if (revision !== null && !(isOld && await (await filesOf()).isRelockedElsewhere(identities, own))) {
					await identities.append(revision.name, revision.bytes)
					await commit(revision.name)
					await thin(revision.name).catch(logAnd('identity.thin', undefined))
				}
				rememberedAt = Date.now()
			} catch (error) {
				logCaught('identity.remember', error)
				rememberedAt = 0
			}
		})
	}

	/** Deletes a few of the oldest revisions before one, when there is reason to look. A refusal is harmless: the next time goes on. */
	async function thin(name: string): Promise<void> {
		const hasFormer = browserMemory().preference(FORMER) !== null && !isRaised
		if (!hasFormer && numberOf(name) <= PAST_KEPT + 1) {
			return
		}
		const { thinIdentity } = await filesOf()
		if (await thinIdentity(journal, name, { kept: PAST_KEPT, keepsFormer: isRaised })) {
			browserMemory().setPreference(FORMER, null)
		}
	}

	/**
	 * Stores the identity under another passphrase or cost. After a change of passphrase the revisions under the former one go,
	 * once several copies of what replaces them were read back from the server; what stays then (a file that is busy today, a line
	 * that was cut) goes at a later revision. After a raise they stay until the key was opened under the new cost another time.
	 */
	function relock(prepare: (api: CryptoApi, identity: OpenInput | undefined) => Promise<RelockedIdentity>, ask?: AskAgain, isRaise = false): Promise<void> {
		return enqueue(async () => {
			isRelocking = true
			try {
				const { storeRelocked } = await filesOf()
				const client = cryptoClient()
				const former = await storeRelocked({
					open: journal,
					prepare: (identity) => prepare(client, identity),
					copy: () => client.rememberHeads(true),
					commit,
					acceptOlder: acceptsDamaged,
					ask,
				})
				isRaised = isRaise
				const isLeft = isRaise || former.length === 0 || await removeStored(journal(), former) > 0
				browserMemory().setPreference(FORMER, isLeft ? new Date().toISOString() : null)
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
			if (!heads.some((head) => lineOf(head).some((name) => open.includes(name)))) {
				// The present key is not there, or cannot be read: the former one may be all that is left.
				throw new TrousseauError('altered')
			}
			const own = new Set([...open, ...heads.filter((head) => lineOf(head).some((name) => open.includes(name))).flatMap(lineOf)])
			// Another browser may have rewritten the file since it was listed: a line without a common name with the open key is not part of it.
			const past = new Set(heads.map(lineOf).filter((line) => !line.some((name) => own.has(name))).flat())
			// The past first: a head without it is still a key that can be deleted later, a past without its head would be one more.
			for (const name of names.filter((one) => past.has(one)).sort()) {
				await identities.remove(name)
			}
			deleted.value = view.value?.otherHeads ?? []
		})
	}

	/**
	 * Puts the key under a derivation as dear as this computer affords, when the present one is clearly cheaper.
	 * A refusal is harmless: the next opening tries again.
	 */
	async function raise(passphrase: string): Promise<void> {
		const kdf = view.value?.dearer ?? null
		if (kdf !== null) {
			await relock((api, identity) => api.raiseKdf({ passphrase, kdf, ...withIdentity(identity) }), undefined, true).catch(logAnd('identity.raise-kdf', undefined))
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

	/** True if this browser has opened the vault before, so that its user has had a key. */
	const hasSeen = (vaultId: string): boolean => rememberedHead(vaultId) !== null

	return { store, exists, view, former, place, unlock, remember, relock, raise, forgetFormer, hasSeen, create, commit, forget }
})
