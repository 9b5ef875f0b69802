// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { contains } from './revision.ts'
import type { OpenedVault } from './vault.ts'

const removes = (revision: OpenedVault, member: string): boolean => Object.hasOwn(revision.lists.removed, member)

/** Whether a revision is that by which an invitation was used. */
const isAcceptance = (revision: OpenedVault): boolean => removes(revision, revision.author)

/** Whether a merge was written by somebody who may decide of branches. */
function isByKeeper(merge: OpenedVault): boolean {
	const author = Object.hasOwn(merge.lists.members, merge.author) ? merge.lists.members[merge.author] : undefined
	return author?.kind === 'person' && author.role === 'keeper'
}

/**
 * Of two acceptances of one invitation the one with the lowest name stands: a
 * person who accepted twice, or two people with one code, must not shut each
 * other out; the other acceptance waits for a keeper.
 */
function standsAgainst(revision: OpenedVault, remover: OpenedVault, judged: readonly OpenedVault[]): boolean {
	const rival = judged.find((other) => other.name !== revision.name && other.author === revision.author && contains(remover, other.name))
	return isAcceptance(revision) && rival !== undefined && isAcceptance(rival) && revision.name < rival.name
}

/** Whether this revision of a head's line was written by somebody whom another line has removed. */
function isRemovedElsewhere(revision: OpenedVault, others: readonly OpenedVault[], judged: readonly OpenedVault[]): boolean {
	return others.some((other) => removes(other, revision.author) && !contains(other, revision.name) && !standsAgainst(revision, other, judged))
}

/**
 * Why a head must wait for a keeper: the author, in its line, whom another
 * branch removed. Null when nothing is against it.
 *
 * @param head - one of the heads
 * @param heads - all of them
 * @param judged - the revisions judged anew, rather than trusted from before
 * @param find - a revision at hand
 */
export function conflicting(head: OpenedVault, heads: readonly OpenedVault[], judged: readonly OpenedVault[], find: (name: string) => OpenedVault | null): string | null {
	const line = judged.filter(({ name }) => contains(head, name))
	// What somebody else than a keeper merged is not decided.
	const undecided = line
		.filter((merge) => merge.parents.length > 1 && !isByKeeper(merge))
		.flatMap(({ parents }) => parents)
		.map(find)
		.filter((parent) => parent !== null)
	const conflict = line.find((revision) => isRemovedElsewhere(revision, [...heads, ...undecided], judged))
	return conflict?.author ?? null
}

/** Whether two heads are the ends of two histories that had each gone two revisions or more without the other. */
export function isSplit(left: OpenedVault, right: OpenedVault): boolean {
	const alone = (one: OpenedVault, other: OpenedVault): boolean => one.parents.some((name) => !contains(other, name))
	return alone(left, right) && alone(right, left)
}
