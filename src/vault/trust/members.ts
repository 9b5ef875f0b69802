// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../../domain/canonical.ts'
import type { DocumentContent } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { numberOf } from '../../domain/lineage/names.ts'
import type { InvitationKdf } from '../file/container.ts'
import type { Member, MemberLists, MemberRole, RemovedMember } from '../model.ts'

/** Fields of a revision that the member rules read. */
export interface JudgedRevision {
	readonly name: string
	readonly author: string
	/** ISO 8601, UTC. */
	readonly at: string
	readonly epoch: number
	readonly commitment: string
	readonly invitations: readonly InvitationKdf[]
	/** Slots of the header's grants, sorted. */
	readonly slots: readonly string[]
	readonly lists: MemberLists
	readonly content: DocumentContent
}

/** Order of the roles by rights. */
export const RANK: Readonly<Record<MemberRole, number>> = { reader: 0, writer: 1, keeper: 2 }

const own = <T>(object: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(object, key) ? object[key] : undefined)

const notAllowed = (revision: JudgedRevision): TrousseauError => new TrousseauError('not-allowed', { revision: revision.name })

/** Of two entries for one id, the one of least role; `highest` between equals. */
const leastRole = (one: Member | undefined, highest: Member): Member => (one !== undefined && RANK[one.role] < RANK[highest.role] ? one : highest)

/**
 * The merge of several lists: members of any, less those removed in any. For
 * one id with different entries, the one of least role, then the one of the
 * revision with the highest name.
 */
export function unite(revisions: readonly { readonly name: string, readonly lists: MemberLists }[]): MemberLists {
	const members = new Map<string, Member>()
	const removed = new Map<string, RemovedMember>()
	for (const { lists } of [...revisions].sort((a, b) => (a.name < b.name ? -1 : 1))) {
		Object.entries(lists.members).forEach(([id, member]) => members.set(id, leastRole(members.get(id), member)))
		Object.entries(lists.removed).forEach(([id, entry]) => removed.set(id, entry))
	}
	return {
		members: Object.fromEntries([...members].filter(([id]) => !removed.has(id))),
		removed: Object.fromEntries(removed),
	}
}

/** True if the member's expiry is at or before `at`. Members without expiry never expire. */
export const hasExpired = (member: Member, at: string): boolean => member.expiresAt !== '' && at >= member.expiresAt

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length

/** Conditions on every list, independent of its author (first paragraph of J in FORMAT 6). A new epoch takes a revision, so the epoch cannot exceed the revision's number. */
function isWellFormed({ name, epoch, lists, slots, invitations }: JudgedRevision): boolean {
	const members = Object.values(lists.members)
	const invited = members.filter(({ kind }) => kind === 'invitation').map(({ slot }) => slot).sort()
	return epoch <= numberOf(name)
		&& sameJson(members.map(({ slot }) => slot).sort(), slots)
		&& distinct(slots)
		&& distinct(members.map(({ box }) => box))
		&& distinct(members.map(({ sign }) => sign))
		&& sameJson(invited, invitations.map(({ slot }) => slot))
		&& members.some(({ kind, role }) => kind === 'person' && role === 'keeper')
		&& Object.keys(lists.removed).every((id) => !Object.hasOwn(lists.members, id))
}

/** Rule J2: true if removed members stay removed, and every member who disappears is listed as removed. */
function isContinuous(revision: JudgedRevision, united: MemberLists): boolean {
	const { members, removed } = revision.lists
	return Object.entries(united.removed).every(([id, entry]) => sameJson(own(removed, id), entry))
		&& Object.keys(removed).every((id) => Object.hasOwn(united.removed, id) || Object.hasOwn(united.members, id))
		&& Object.keys(united.members).every((id) => Object.hasOwn(members, id) || Object.hasOwn(removed, id))
}

/** Rule J3: a new vault key starts a new epoch; without one, the key stays that of the highest parent. */
function epochChange(revision: JudgedRevision, parents: readonly JudgedRevision[]): 'same' | 'new' | 'wrong' {
	const highest = Math.max(...parents.map(({ epoch }) => epoch))
	if (revision.epoch === highest + 1) {
		return 'new'
	}
	const sameKey = parents.every(({ epoch, commitment }) => epoch < highest || commitment === revision.commitment)
	return revision.epoch === highest && sameKey ? 'same' : 'wrong'
}

/** Rule J4: true if the derivation parameters of each invitation are as in the parents. */
function keepsInvitations(revision: JudgedRevision, parents: readonly JudgedRevision[]): boolean {
	return revision.invitations.every((invitation) => {
		const before = parents.flatMap(({ invitations }) => invitations).filter(({ slot }) => slot === invitation.slot)
		return before.every(({ kdf }) => sameJson({ ...kdf }, { ...invitation.kdf }))
	})
}

function withoutEvents(content: DocumentContent): DocumentContent {
	return {
		...content,
		collections: Object.fromEntries(Object.entries(content.collections).filter(([name]) => name !== 'events')),
	}
}

/** The only member added to `before`, provided that all other entries equal `kept`. */
function onlyAddition(lists: MemberLists, before: MemberLists, kept: MemberLists['members']): Member | undefined {
	const added = Object.keys(lists.members).filter((id) => !Object.hasOwn(before.members, id))
	const [id] = added
	if (id === undefined || added.length > 1) {
		return undefined
	}
	const { [id]: addition, ...rest } = lists.members
	return sameJson(rest, kept) ? addition : undefined
}

/** Rule J8: true if the added member names the author as inviter, and the revision is not dated before its parent. */
const isTraced = (addition: Member, { author, at }: JudgedRevision, parent: JudgedRevision): boolean => addition.invitedBy === author && at >= parent.at

/** Rule J6. */
function invitationMay(revision: JudgedRevision, parent: JudgedRevision, self: Member): boolean {
	const { author, lists, content } = revision
	const { [author]: _self, ...others } = parent.lists.members
	const { [author]: gone, ...stillRemoved } = lists.removed
	const addition = onlyAddition(lists, parent.lists, others)
	return addition?.kind === 'person' && addition.role === self.role && isTraced(addition, revision, parent)
		&& gone !== undefined && sameJson(stillRemoved, parent.lists.removed)
		&& sameJson(content, parent.content)
}

/** The only member whose entry changed, provided that only the role and `invitedBy` changed. */
function onlyPromotion(lists: MemberLists, before: MemberLists): Member | undefined {
	const changed = Object.keys(before.members).filter((id) => !sameJson(own(lists.members, id), own(before.members, id)))
	const [id] = changed
	if (id === undefined || changed.length > 1 || Object.keys(lists.members).length !== Object.keys(before.members).length) {
		return undefined
	}
	const [now, was] = [own(lists.members, id), own(before.members, id) as Member]
	const { invitedBy, ...entry } = { ...was, role: 'keeper' }
	return now !== undefined && was.role !== 'keeper' && sameJson(now, { ...entry, invitedBy: now.invitedBy ?? invitedBy ?? '' }) ? now : undefined
}

/** Rule J7. */
function envelopeMay(revision: JudgedRevision, parent: JudgedRevision): boolean {
	const { lists, content } = revision
	const someone = onlyAddition(lists, parent.lists, parent.lists.members) ?? onlyPromotion(lists, parent.lists)
	return someone?.kind === 'person' && someone.role === 'keeper' && isTraced(someone, revision, parent)
		&& sameJson(lists.removed, parent.lists.removed)
		&& sameJson(withoutEvents(content), withoutEvents(parent.content))
}

/** Rules J3 and J5 to J7: true if the kind and role of the author allow the change. */
function authorMay(revision: JudgedRevision, parents: readonly JudgedRevision[], united: MemberLists, author: Member): boolean {
	const epoch = epochChange(revision, parents)
	if (author.kind === 'person' && author.role === 'keeper') {
		return epoch !== 'wrong'
	}
	if (epoch !== 'same') {
		return false
	}
	if (author.kind === 'person') {
		return author.role === 'writer' && sameJson(revision.lists.members, united.members) && sameJson(revision.lists.removed, united.removed)
	}
	const [parent, ...more] = parents
	if (parent === undefined || more.length > 0) {
		return false
	}
	return author.kind === 'invitation' ? invitationMay(revision, parent, author) : envelopeMay(revision, parent)
}

/** Rule J1: the author as every parent knows it: same keys, same kind. */
function authorIn(revision: JudgedRevision, parents: readonly JudgedRevision[], united: MemberLists): Member | undefined {
	const author = own(united.members, revision.author)
	const known = parents.every(({ lists }) => {
		const member = own(lists.members, revision.author)
		return member !== undefined && member.sign === author?.sign && member.kind === author.kind
	})
	return known ? author : undefined
}

/**
 * Judges the first revision of a vault: its only member is its author, a person and a keeper.
 *
 * @return the author, whose signature remains to be checked
 * @throws TrousseauError `not-allowed`
 */
export function judgeFirst(revision: JudgedRevision): Member {
	const author = own(revision.lists.members, revision.author)
	const allowed = author?.kind === 'person' && author.role === 'keeper'
		&& isWellFormed(revision) && revision.epoch === 1 && !hasExpired(author, revision.at)
		&& Object.keys(revision.lists.members).length === 1
		&& Object.keys(revision.lists.removed).length === 0
	if (!allowed) {
		throw notAllowed(revision)
	}
	return author
}

/**
 * Judges a revision by the member lists of each of its parents (section 6 of docs/FORMAT.md).
 *
 * @param revision - opened, its signature not yet checked
 * @param parents - all of its parents, at least one, judged before
 * @return the author as the parents know it, whose signature remains to be checked
 * @throws TrousseauError `not-allowed`
 */
export function judge(revision: JudgedRevision, parents: readonly JudgedRevision[]): Member {
	const united = unite(parents)
	const author = authorIn(revision, parents, united)
	const allowed = author !== undefined && !hasExpired(author, revision.at)
		&& isWellFormed(revision) && isContinuous(revision, united) && keepsInvitations(revision, parents)
		&& authorMay(revision, parents, united, author)
	if (!allowed) {
		throw notAllowed(revision)
	}
	return author
}

/**
 * Judges a revision by its own lists alone, because its parents are unavailable: the author must be a person who may write.
 *
 * @return the author, whose signature remains to be checked
 * @throws TrousseauError `not-allowed`
 */
export function judgeByOwnLists(revision: JudgedRevision): Member {
	const author = own(revision.lists.members, revision.author)
	if (author?.kind !== 'person' || author.role === 'reader' || !isWellFormed(revision) || hasExpired(author, revision.at)) {
		throw notAllowed(revision)
	}
	return author
}

/**
 * The least role that allows a revision which was judged by its parents: a
 * keeper who only changes the content uses no more than a writer's right.
 *
 * @param author - as {@link judge} gave it
 */
export function roleUsed(revision: JudgedRevision, parents: readonly JudgedRevision[], author: Member): MemberRole {
	const united = unite(parents)
	const asWriter = author.kind === 'person' && epochChange(revision, parents) === 'same'
		&& sameJson(revision.lists.members, united.members) && sameJson(revision.lists.removed, united.removed)
	return asWriter ? 'writer' : author.role
}

/**
 * Condition of rules T4 and T5: true if a revision judged by its own lists alone contradicts a revision that it claims to follow. Its lists, its key
 * and its ancestors are only its author's claims, and must not undo removals or role changes made in the meantime.
 *
 * @param author - as {@link judgeByOwnLists} gave it
 * @param acceptedAncestors - the revisions it claims to follow, already accepted
 */
export function contradicts(
	revision: JudgedRevision,
	author: Member,
	acceptedAncestors: readonly (JudgedRevision & { readonly ancestors: readonly string[] })[],
): boolean {
	const { epoch, commitment, lists: { members, removed } } = revision
	const highest = Math.max(0, ...acceptedAncestors.map((other) => other.epoch))
	const followed = new Set(acceptedAncestors.flatMap(({ ancestors }) => ancestors))
	const latest = acceptedAncestors.filter(({ name }) => !followed.has(name))
	const forgets = ({ lists }: JudgedRevision): boolean => Object.keys(lists.removed).some((id) => !Object.hasOwn(removed, id))
		|| Object.keys(lists.members).some((id) => !Object.hasOwn(members, id) && !Object.hasOwn(removed, id))
	// Only a keeper starts a key, and none is started while the lists stay as they were.
	const startsKey = author.role !== 'keeper'
		&& acceptedAncestors.some((other) => other.epoch === highest && (epoch !== highest || commitment !== other.commitment))
	const hasLess = ({ lists }: JudgedRevision): boolean => {
		const known = own(lists.members, revision.author)
		return known !== undefined && (known.sign !== author.sign || known.kind !== author.kind || RANK[known.role] < RANK[author.role])
	}
	return epoch < highest || startsKey || acceptedAncestors.some(forgets) || latest.some(hasLess)
}
