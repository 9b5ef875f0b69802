// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import type { AskAgain } from '../../journal/append.ts'
import type { Journal, JournalState } from '../../journal/journal.ts'
import type { Revision } from '../../journal/lineage.ts'
import type { JournalInput } from '../../journal/opening.ts'
import type { OpenInput, RelockedIdentity } from '../../worker/api.ts'

import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { appendUntilKnown } from '../../journal/append.ts'
import { openingInput, readUsable } from '../../journal/opening.ts'
import { logCaught } from '../../platform/log.ts'
import { identityLockOf, removeStored, workerInput } from '../session/journals.ts'

/*
 * The files of a person's key: how they are put under another passphrase, and which of them go. Whoever has none left has lost
 * every password, so that nothing is deleted before several copies of what replaces it were read back from the server.
 */

/** Revisions under the present passphrase and derivation, at least, before one under a former one is deleted. */
export const COPIES = 3
/** Maximum number of past revisions deleted at a time, since it runs while the person works. */
const PAST_DELETED = 5
/** Readings of a folder before what is damaged in it counts as damaged there, and not on the way here. */
const READINGS = 3

/** Input of a change of passphrase or derivation. */
export interface Relocking {
	/** A journal of the identity that remembers nothing of what was read or written before. */
	readonly open: () => Journal
	/** Prepares the revision from what the journal holds now; undefined when it holds nothing. */
	readonly prepare: (identity: OpenInput | undefined) => Promise<RelockedIdentity>
	/** Prepares one more revision of the same content under the same lock. */
	readonly copy: () => Promise<RevisionFile | null>
	/** Makes a prepared revision the current one, once it is stored. */
	readonly commit: (name: string) => Promise<unknown>
	/** True if the key was opened despite an unreadable file, after a warning. */
	readonly acceptOlder: boolean
	readonly ask?: AskAgain | undefined
}

/**
 * Stores an identity under another passphrase or derivation, with copies, and reads all of it back from the server.
 * Merges revisions written elsewhere since the key was opened here, because the new passphrase would not open them.
 * Rejects with `altered` or `gone` if the server does not return the bytes sent; the former passphrase then stays valid.
 *
 * @return names of the revisions under the former one; none unless their replacement was read back
 */
export async function storeRelocked({ open, prepare, copy, commit, acceptOlder, ask }: Relocking): Promise<readonly string[]> {
	const journal = open()
	const now = await readNow(journal, acceptOlder)
	const { revision, remove } = await prepare(now.heads.length === 0 ? undefined : workerInput(now))
	await appendUntilKnown(journal, revision, ask)
	const isThere = await isReadBack(open(), revision.name)
	await commit(revision.name)
	const written = [revision.name]
	try {
		while (written.length < COPIES) {
			const another = await copy()
			if (another === null) {
				return []
			}
			await journal.append(another.name, another.bytes)
			await commit(another.name)
			written.push(another.name)
		}
		return isThere && await areReadBack(open(), written) ? remove : []
	} catch (error) {
		logCaught('identity.copy-elsewhere', error)
		// The new passphrase is in force; the former revisions stay until a later revision finds its copies.
		return []
	}
}

/**
 * True if the server returns a revision as it was sent; false if it does not answer. Rejects with `altered` or `gone` if it
 * returns other bytes, or nothing, at each attempt.
 */
async function isReadBack(journal: Journal, name: string): Promise<boolean> {
	for (let reading = 1; ; reading += 1) {
		try {
			await journal.read(name)
			return true
		} catch (caught) {
			const { code } = asTrousseauError(caught)
			if (code !== 'altered' && code !== 'gone') {
				return false
			}
			if (reading === READINGS) {
				// Each may have been lost on its way here only: either passphrase may be the one that opens.
				throw new TrousseauError(code, { file: name, unconfirmed: 1 }, caught)
			}
		}
	}
}

async function readNow(journal: Journal, acceptOlder: boolean): Promise<JournalInput> {
	for (let reading = 1; ; reading += 1) {
		const input = await openingInput(journal, { seen: [], acceptOlder })
		if (input.damaged.length === 0 || reading === READINGS) {
			return input
		}
	}
}

/** True if the revisions are on the server with bytes that match their names, and every head contains the last of them. */
async function areReadBack(journal: Journal, names: readonly string[]): Promise<boolean> {
	const { heads } = await journal.load()
	const last = names.at(-1) ?? ''
	return (
		heads.some(({ name, meta }) => name === last || meta.ancestors.includes(last))
		&& (await readUsable(journal, names)).length === names.length
	)
}

/**
 * True if another computer has changed the passphrase or derivation since the key was opened here. Nothing more may then
 * be written under the former one, which must no longer open anything.
 *
 * @param own - names of the heads from which it was opened
 */
export async function isRelockedElsewhere(journal: Journal, own: readonly string[]): Promise<boolean> {
	const { heads, names } = await journal.load()
	const since = heads.filter(({ name, meta }) => !own.includes(name) && own.some((one) => meta.ancestors.includes(one)))
	if (since.length === 0) {
		return false
	}
	const locks = new Set((await readUsable(journal, own.filter((name) => names.includes(name)))).map(identityLockOf))
	return since.some((head) => !locks.has(identityLockOf(head)))
}

/** The past of a head, newest first, without what another head follows. */
function lineOf({ heads, names }: JournalState, { name: own, meta }: Revision): readonly string[] {
	const past = new Set(meta.ancestors)
	const others = new Set(heads.filter(({ name }) => name !== own).flatMap((head) => head.meta.ancestors))
	return names.filter((name) => past.has(name) && !others.has(name))
}

/** The oldest revisions of a line under another lock than its head; locks do not come back along a line. */
async function underFormerLock(journal: Journal, head: Revision, line: readonly string[]): Promise<readonly string[]> {
	const former: string[] = []
	for (const name of [...line].reverse()) {
		const [revision] = await readUsable(journal, [name])
		if (former.length === PAST_DELETED || (revision !== undefined && identityLockOf(revision) === identityLockOf(head))) {
			break
		}
		former.push(...revision === undefined ? [] : [name])
	}
	return former
}

/** Retention of past revisions of an identity. */
export interface Thinning {
	/** Number of revisions. */
	readonly kept: number
	/** The derivation was raised since the key was opened: no passphrase opened the new one yet but where it was made. */
	readonly keepsFormer: boolean
}

/**
 * Deletes a few of the oldest of what came before a revision, and nothing of another key: what is under a former passphrase or
 * derivation, then what is more than enough. Only once the copies that stay were read back.
 *
 * @param open - as for {@link Relocking}
 * @param name - of the revision just written
 * @param how - what stays
 * @return whether nothing is left under a former one
 */
export async function thinIdentity(open: () => Journal, name: string, { kept, keepsFormer }: Thinning): Promise<boolean> {
	const journal = open()
	const state = await journal.load()
	const head = state.heads.find((one) => one.name === name)
	if (head === undefined) {
		return false
	}
	const line = lineOf(state, head)
	const former = keepsFormer ? [] : await underFormerLock(journal, head, line)
	const doomed = former.length > 0 ? former : line.slice(kept).slice(-PAST_DELETED)
	const copies = await readUsable(journal, line.filter((one) => !doomed.includes(one)).slice(0, COPIES - 1))
	const isSafe = copies.filter((copy) => former.length === 0 || identityLockOf(copy) === identityLockOf(head)).length === COPIES - 1
	if (doomed.length === 0 || !isSafe) {
		return doomed.length === 0 && !keepsFormer
	}
	return await removeStored(journal, doomed) === 0 && former.length < PAST_DELETED && !keepsFormer
}
