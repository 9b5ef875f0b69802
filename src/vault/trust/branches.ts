// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { contains } from '../../domain/lineage/ancestry.ts'
import type { DescendsFrom } from '../../domain/lineage/descent.ts'
import type { OpenedVault } from '../file/vault-file.ts'
import type { Member, MemberLists, MemberRole } from '../model.ts'
import { RANK } from './members.ts'

/** A revision judged in this opening, and the least role that allows it. */
export interface JudgedAnew {
	readonly revision: OpenedVault
	readonly role: MemberRole
	/** It is that by which an invitation was used. */
	readonly isAcceptance: boolean
}

/** Right that another branch took from an author: membership, or the role the revision needed. */
export type Loss = 'removed' | 'lowered'

/** Revisions judged in this opening, with the lookups needed to compare branches. */
export interface Judged {
	/** The revisions judged anew, rather than trusted from before. */
	readonly judged: readonly JudgedAnew[]
	/** Looks up an available revision by name. */
	readonly find: (name: string) => OpenedVault | null
	readonly follows: DescendsFrom
}

/** Author of a revision that another branch does not authorise. */
export interface Deprived {
	/** Member id. */
	readonly author: string
	readonly loss: Loss
}

const memberIn = ({ members }: MemberLists, id: string): Member | undefined => (Object.hasOwn(members, id) ? members[id] : undefined)

const removes = (revision: OpenedVault, member: string): boolean => Object.hasOwn(revision.lists.removed, member)

/**
 * True if the author is a keeper, with the same signing key, both in the revision and in the given parent of the merge.
 * The parent is checked too, so that a branch cannot introduce the keeper who decides for it.
 */
function isByKeeper(revision: OpenedVault, parent: OpenedVault): boolean {
	const [here, there] = [revision, parent].map(({ lists }) => memberIn(lists, revision.author))
	return here?.sign === there?.sign && [here, there].every((entry) => entry?.kind === 'person' && entry.role === 'keeper')
}

/** A parent of a merge, and the merge. */
interface Merged {
	readonly parent: OpenedVault
	readonly merge: OpenedVault
}

/** Merges in this line made by non-keepers that no later keeper revision of the line confirms. */
function undecidedIn(line: readonly JudgedAnew[], judgement: Judged): readonly Merged[] {
	// The latest first: most often it decides.
	const isDecided = ({ parent, merge }: Merged): boolean => line.findLast(({ revision }) => isByKeeper(revision, parent) && judgement.follows(revision, merge.name)) !== undefined
	return line
		.filter(({ revision }) => revision.parents.length > 1)
		.flatMap(({ revision: merge }) => merge.parents.map((name) => judgement.find(name)).filter((parent) => parent !== null).map((parent) => ({ parent, merge })))
		.filter((merged) => !isDecided(merged))
}

/**
 * True if this revision and the removing one both accept the same invitation, and this one has the lower name. The lower
 * name wins, so that two acceptances (one person twice, or two people with one code) do not remove each other; the
 * other acceptance waits for a keeper.
 */
function winsAcceptance({ revision, isAcceptance }: JudgedAnew, remover: OpenedVault, judgement: Judged): boolean {
	const rival = judgement.judged.find(({ revision: other }) => other.name !== revision.name && other.author === revision.author && judgement.follows(remover, other.name))
	return isAcceptance && rival?.isAcceptance === true && revision.name < rival.revision.name
}

/** True if the revision keeps the member with a role below the given one. */
function lowers({ lists }: OpenedVault, member: string, role: MemberRole): boolean {
	const entry = memberIn(lists, member)
	return entry !== undefined && RANK[entry.role] < RANK[role]
}

/** Right that the author of this revision lost on another line (a revision that does not follow it); null if none. */
function lossElsewhere(one: JudgedAnew, others: readonly OpenedVault[], judgement: Judged): Loss | null {
	const { revision: { author, name }, role } = one
	const concurrent = others.filter((other) => !judgement.follows(other, name))
	if (concurrent.some((other) => removes(other, author) && !winsAcceptance(one, other, judgement))) {
		return 'removed'
	}
	return concurrent.some((other) => lowers(other, author, role)) ? 'lowered' : null
}

/**
 * Reason for which a head must wait for a keeper: the first author in its line whom a concurrent revision removed or
 * deprived of the role used. Null if there is none.
 *
 * @param head - one of the heads
 * @param heads - all of them
 * @param judgement - the revisions judged in this opening
 */
export function conflicting(head: OpenedVault, heads: readonly OpenedVault[], judgement: Judged): Deprived | null {
	const line = judgement.judged.filter(({ revision }) => judgement.follows(head, revision.name))
	const undecided = undecidedIn(line, judgement)
	for (const one of line) {
		const beside = undecided.filter(({ merge }) => judgement.follows(merge, one.revision.name)).map(({ parent }) => parent)
		const loss = lossElsewhere(one, [...heads, ...beside], judgement)
		if (loss !== null) {
			return { author: one.revision.author, loss }
		}
	}
	return null
}

/** True if the two heads have diverged: each has a parent that the other does not contain. */
export function isSplit(left: OpenedVault, right: OpenedVault): boolean {
	const alone = (one: OpenedVault, other: OpenedVault): boolean => one.parents.some((name) => !contains(other, name))
	return alone(left, right) && alone(right, left)
}
