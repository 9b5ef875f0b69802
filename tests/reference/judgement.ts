// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'
import type { Lists, VaultRevision } from './vault-file.ts'

import { canonical, equal, member } from './json.ts'

const RANK = ['reader', 'writer', 'keeper']

/** Place of a role, the least first. */
export const rank = (entry: JsonRecord): number => RANK.indexOf(String(entry.role))

const entries = (object: { readonly [id: string]: JsonRecord }): readonly (readonly [string, JsonRecord])[] => Object.entries(object)

/** *United* of section 6. */
export function united(revisions: readonly { readonly name: string, readonly lists: Lists }[]): Lists {
	const ascending = [...revisions].sort((a, b) => (a.name < b.name ? -1 : 1))
	const removed: Record<string, JsonRecord> = {}
	const members: Record<string, JsonRecord> = {}
	for (const { lists } of ascending) {
		Object.assign(removed, lists.removed)
	}
	for (const { lists } of ascending) {
		for (const [id, entry] of entries(lists.members).filter(([id]) => !Object.hasOwn(removed, id))) {
			const before = members[id]
			members[id] = before !== undefined && rank(before) < rank(entry) ? before : entry
		}
	}
	return { members, removed }
}

/** True if an entry is a person with the role keeper. */
export const isKeeper = (entry: JsonRecord): boolean => entry.kind === 'person' && entry.role === 'keeper'

const texts = (list: readonly Json[]): string => canonical([...list].sort())

const distinct = (list: readonly (Json | undefined)[]): boolean => new Set(list).size === list.length

/** True if a revision meets the conditions that do not depend on its author. */
export function isSound({ number, epoch, lists, slots, invitations }: VaultRevision): boolean {
	const members = Object.values(lists.members)
	const slotsOf = (list: readonly JsonRecord[]): readonly Json[] => list.map(({ slot }) => slot ?? '')
	return epoch <= number
		&& texts(slotsOf(members)) === texts(slots)
		&& texts(slotsOf(members.filter(({ kind }) => kind === 'invitation'))) === texts(slotsOf(invitations))
		&& (['box', 'sign', 'slot'] as const).every((field) => distinct(members.map((entry) => entry[field])))
		&& !Object.keys(lists.members).some((id) => Object.hasOwn(lists.removed, id))
		&& members.some(isKeeper)
}

export const isExpired = ({ expiresAt }: JsonRecord, at: string): boolean => expiresAt !== '' && String(expiresAt) <= at

/** The only member of a first revision, or null when it is not allowed. */
export function authorOfFirst(revision: VaultRevision): JsonRecord | null {
	const { lists, epoch } = revision
	const author = member(lists.members, revision.author) as JsonRecord | undefined
	const allowed = isSound(revision) && epoch === 1 && Object.keys(lists.members).length === 1 && Object.keys(lists.removed).length === 0
		&& author !== undefined && isKeeper(author) && !isExpired(author, revision.at)
	return allowed ? author : null
}

/** Rule 2. */
function nobodyComesBackOrVanishes({ lists }: VaultRevision, before: Lists): boolean {
	return entries(before.removed).every(([id, entry]) => equal(member(lists.removed, id), entry))
		&& Object.keys(lists.removed).every((id) => Object.hasOwn(before.removed, id) || Object.hasOwn(before.members, id))
		&& Object.keys(before.members).every((id) => Object.hasOwn(lists.members, id) || Object.hasOwn(lists.removed, id))
}

/** Rule 3, before who may write m + 1. */
function keyStands(revision: VaultRevision, parents: readonly VaultRevision[], m: number): boolean {
	return revision.epoch === m + 1
		|| (revision.epoch === m && parents.every(({ epoch, commitment }) => epoch !== m || commitment === revision.commitment))
}

/** Rule 4. */
function invitationsStand({ invitations }: VaultRevision, parents: readonly VaultRevision[]): boolean {
	return invitations.every(({ slot, kdf }) => parents.every((parent) => parent.invitations.every((other) => other.slot !== slot || equal(other.kdf, kdf))))
}

/** Rule 8. */
const isTraced = (someone: JsonRecord, { author, at }: VaultRevision, parent: VaultRevision): boolean => someone.invitedBy === author && parent.at <= at

/** The entry of a list otherwise the same that became a keeper's, or null. */
function onlyPromoted(after: Lists['members'], before: Lists['members']): JsonRecord | null {
	const changed = Object.keys({ ...before, ...after }).filter((id) => !equal(member(after, id), member(before, id)))
	const [was, now] = [before, after].map((members) => member(members, changed[0] ?? '') as JsonRecord | undefined)
	const rest = (entry: JsonRecord): JsonRecord => without(without(entry, 'role'), 'invitedBy')
	return changed.length === 1 && was !== undefined && now !== undefined && was.role !== 'keeper' && equal(rest(was), rest(now)) ? now : null
}

/** The entry added to a list otherwise the same, or null. */
function onlyAdded(after: Lists['members'], before: Lists['members']): JsonRecord | null {
	const news = Object.keys(after).filter((id) => !Object.hasOwn(before, id))
	const [id] = news
	const rest = Object.fromEntries(entries(after).filter(([other]) => other !== id))
	return news.length === 1 && id !== undefined && equal(rest, before) ? after[id] ?? null : null
}

const without = (object: JsonRecord, name: string): JsonRecord => Object.fromEntries(Object.entries(object).filter(([other]) => other !== name))

/** Rule 6. */
function invitationMay(revision: VaultRevision, parent: VaultRevision, self: JsonRecord): boolean {
	const { author, lists, content } = revision
	const added = onlyAdded(lists.members, without(parent.lists.members, author) as Lists['members'])
	return added?.kind === 'person' && added.role === self.role && isTraced(added, revision, parent) && Object.hasOwn(lists.removed, author)
		&& equal(without(lists.removed, author), parent.lists.removed) && equal(content, parent.content)
}

/** Rule 7. */
function envelopeMay(revision: VaultRevision, parent: VaultRevision): boolean {
	const { lists, content } = revision
	const someone = onlyAdded(lists.members, parent.lists.members) ?? onlyPromoted(lists.members, parent.lists.members)
	const apart = (document: VaultRevision['content']): Json => ({ ...document, collections: without(document.collections, 'events') })
	return someone?.kind === 'person' && someone.role === 'keeper' && isTraced(someone, revision, parent) && equal(lists.removed, parent.lists.removed) && equal(apart(content), apart(parent.content))
}

/** Rules 5 to 7. */
function mayWrite(revision: VaultRevision, parents: readonly VaultRevision[], before: Lists, author: JsonRecord, m: number): boolean {
	const [parent] = parents
	if (isKeeper(author)) {
		return true
	}
	if (revision.epoch !== m || parent === undefined) {
		return false
	}
	if (author.kind === 'person') {
		return author.role === 'writer' && equal(revision.lists, before)
	}
	return parents.length === 1 && (author.kind === 'invitation' ? invitationMay(revision, parent, author) : envelopeMay(revision, parent))
}

/** Judges a revision by all its parents; the author's entry, or null when it is not allowed. */
export function authorAfter(revision: VaultRevision, parents: readonly VaultRevision[]): JsonRecord | null {
	const before = united(parents)
	const author = member(before.members, revision.author) as JsonRecord | undefined
	const m = Math.max(...parents.map(({ epoch }) => epoch))
	if (author === undefined || isExpired(author, revision.at)) {
		return null
	}
	const sameEverywhere = parents.every(({ lists }) => {
		const entry = member(lists.members, revision.author) as JsonRecord | undefined
		return entry !== undefined && entry.sign === author.sign && entry.kind === author.kind
	})
	const allowed = sameEverywhere && isSound(revision) && nobodyComesBackOrVanishes(revision, before)
		&& keyStands(revision, parents, m) && invitationsStand(revision, parents) && mayWrite(revision, parents, before, author, m)
	return allowed ? author : null
}

/** Rule 4 of "where trust begins": the author by the revision's own lists, or null. */
export function authorAlone(revision: VaultRevision): JsonRecord | null {
	const author = member(revision.lists.members, revision.author) as JsonRecord | undefined
	return author?.kind === 'person' && author.role !== 'reader' && isSound(revision) && !isExpired(author, revision.at) ? author : null
}
