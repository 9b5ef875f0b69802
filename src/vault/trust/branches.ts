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

/** What somebody lost on another branch: their place, or the role that they used. */
export type Loss = 'removed' | 'lowered'

/** What was judged of heads, and how to tell what they follow. */
export interface Judged {
	/** The revisions judged anew, rather than trusted from before. */
	readonly judged: readonly JudgedAnew[]
	/** A revision at hand. */
	readonly find: (name: string) => OpenedVault | null
	readonly follows: DescendsFrom
}

/** Whoever wrote what another branch does not allow them. */
export interface Deprived {
	/** Member id. */
	readonly author: string
	readonly loss: Loss
}

const memberIn = ({ members }: MemberLists, id: string): Member | undefined => (Object.hasOwn(members, id) ? members[id] : undefined)

const removes = (revision: OpenedVault, member: string): boolean => Object.hasOwn(revision.lists.removed, member)

/**
 * Whether somebody wrote a revision who may decide of branches in it and in this parent of a merge. In the parent as
 * well, with the same key: the other branch must not have brought in who decides for it.
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

/** What was merged in a line by others than keepers, none of whom went on from there: it is not decided. */
function undecidedIn(line: readonly JudgedAnew[], judgement: Judged): readonly Merged[] {
	// The latest first: most often it decides.
	const isDecided = ({ parent, merge }: Merged): boolean => line.findLast(({ revision }) => isByKeeper(revision, parent) && judgement.follows(revision, merge.name)) !== undefined
	return line
		.filter(({ revision }) => revision.parents.length > 1)
		.flatMap(({ revision: merge }) => merge.parents.map((name) => judgement.find(name)).filter((parent) => parent !== null).map((parent) => ({ parent, merge })))
		.filter((merged) => !isDecided(merged))
}

/**
 * Of two acceptances of one invitation the one with the lowest name stands: a
 * person who accepted twice, or two people with one code, must not shut each
 * other out; the other acceptance waits for a keeper.
 */
function standsAgainst({ revision, isAcceptance }: JudgedAnew, remover: OpenedVault, judgement: Judged): boolean {
	const rival = judgement.judged.find(({ revision: other }) => other.name !== revision.name && other.author === revision.author && judgement.follows(remover, other.name))
	return isAcceptance && rival?.isAcceptance === true && revision.name < rival.revision.name
}

/** Whether a revision leaves somebody among its members, with less than this role. */
function lowers({ lists }: OpenedVault, member: string, role: MemberRole): boolean {
	const entry = memberIn(lists, member)
	return entry !== undefined && RANK[entry.role] < RANK[role]
}

/** What another line did to whoever wrote this revision of a head's line; null when they kept the right to write it. */
function lossElsewhere(one: JudgedAnew, others: readonly OpenedVault[], judgement: Judged): Loss | null {
	const { revision: { author, name }, role } = one
	const beside = others.filter((other) => !judgement.follows(other, name))
	if (beside.some((other) => removes(other, author) && !standsAgainst(one, other, judgement))) {
		return 'removed'
	}
	return beside.some((other) => lowers(other, author, role)) ? 'lowered' : null
}

/**
 * Why a head must wait for a keeper: the author, in its line, whom another
 * branch removed or left without the right that they used. Null when nothing is against it.
 *
 * @param head - one of the heads
 * @param heads - all of them
 * @param judgement - what was judged of them
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

/** Whether two heads are the ends of two histories that had each gone two revisions or more without the other. */
export function isSplit(left: OpenedVault, right: OpenedVault): boolean {
	const alone = (one: OpenedVault, other: OpenedVault): boolean => one.parents.some((name) => !contains(other, name))
	return alone(left, right) && alone(right, left)
}
