// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { Journal, JournalState } from './journal.ts'
import type { DatedRevision, PruningPolicy } from './pruning.ts'

import { asTrousseauError } from '../domain/errors.ts'
import { numberOf } from '../domain/lineage/names.ts'
import { DEFAULT_POLICY, pruningPlan } from './pruning.ts'

/** Clock, policy and abort check of a pruning. */
export interface PruneOptions {
	/** Time of a revision, in milliseconds since 1970; NaN if unknown: it is then kept. */
	readonly dateOf: (name: string) => number
	/** The present moment, in milliseconds since 1970. */
	readonly now: number
	readonly policy?: PruningPolicy
	/** Names to delete first, at any age; heads and merge bases among them are kept. */
	readonly first?: readonly string[]
	/** Checked before each deletion; false stops. */
	readonly mayGoOn?: () => boolean
}

/** Result of a pruning. */
export interface PruneReport {
	/** Names, oldest first. */
	readonly removed: readonly string[]
	/** Names still to be deleted by a later pruning. */
	readonly left: readonly string[]
	/** Error that stopped it; `busy` means retry later. Null when complete or stopped by `mayGoOn`. */
	readonly stopped: ErrorCode | null
}

const NOTHING: PruneReport = { removed: [], left: [], stopped: null }

/**
 * Deletes the revisions that the policy does not keep, oldest first. Interruptible: after any deletion, each remaining
 * revision that is not a head is still listed by another remaining one, and a restart gives the same result.
 * Stops at the first refusal, since retrying a locked file would prolong its lock.
 * Does nothing if a damaged or foreign file is numbered at or above the newest head: recovery may then need the older
 * revisions. Rejects as `Journal.load` and `Journal.read` do.
 */
export async function prune(journal: Journal, { dateOf, now, policy = DEFAULT_POLICY, first = [], mayGoOn = () => true }: PruneOptions): Promise<PruneReport> {
	const state = await journal.load()
	if (state.heads.length === 0 || hasDoubtfulTop(state)) {
		return NOTHING
	}
	const revisions = await lineagesOf(journal, state)
	const doomed = first.filter((name) => isFree(name, state, journal.bases(state.heads))).sort()
	const dated = revisions.filter(({ name }) => !doomed.includes(name)).map(({ name, ancestors }): DatedRevision => ({ name, ancestors, at: dateOf(name) }))
	const left = [...doomed, ...[...pruningPlan(dated, now, policy).remove].reverse()]
	const removed: string[] = []
	for (let name = left[0]; name !== undefined && mayGoOn(); name = left[0]) {
		try {
			await journal.remove(name)
		} catch (caught) {
			return { removed, left, stopped: asTrousseauError(caught).code }
		}
		removed.push(name)
		left.shift()
	}
	return { removed, left, stopped: null }
}

/** True if a head follows this revision and no merge of the heads needs it. */
function isFree(name: string, { heads, names }: JournalState, bases: readonly string[]): boolean {
	return names.includes(name) && !bases.includes(name)
		&& heads.every((head) => head.name !== name) && heads.some(({ meta }) => meta.ancestors.includes(name))
}

function hasDoubtfulTop({ heads, damaged, foreign }: JournalState): boolean {
	const number = heads[0]?.meta.number ?? 0
	return [...damaged, ...foreign].some((name) => numberOf(name) >= number)
}

/**
 * The readable revisions and the ancestors they list. Where the heads list every one of them, the others are not
 * read: what they list holds nothing that a head, always kept, does not hold.
 */
async function lineagesOf(journal: Journal, { heads, names, damaged, foreign }: JournalState): Promise<readonly Omit<DatedRevision, 'at'>[]> {
	const unusable = new Set([...damaged, ...foreign])
	const known = new Map<string, readonly string[]>(heads.map(({ name, meta }) => [name, meta.ancestors]))
	const held = new Set([...known].flatMap(([name, ancestors]) => [name, ...ancestors]))
	const candidates = names.filter((name) => !unusable.has(name))
	if (candidates.every((name) => held.has(name))) {
		return candidates.map((name) => ({ name, ancestors: known.get(name) ?? [] }))
	}
	const lineages: Omit<DatedRevision, 'at'>[] = []
	for (const name of candidates) {
		const ancestors = known.get(name) ?? await ancestorsOf(journal, name)
		if (ancestors !== null) {
			lineages.push({ name, ancestors })
		}
	}
	return lineages
}

/** Ancestors that a revision lists; null if it cannot be read, in which case it is never deleted. */
async function ancestorsOf(journal: Journal, name: string): Promise<readonly string[] | null> {
	try {
		return (await journal.read(name)).meta.ancestors
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		if (code === 'altered' || code === 'wrong-notebook' || code === 'gone') {
			return null
		}
		throw caught
	}
}
