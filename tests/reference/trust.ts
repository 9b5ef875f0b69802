// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from './json.ts'
import type { Lists, VaultRevision } from './vault-file.ts'

import { publicKey } from './envelope.ts'
import { canonicalBuffer, equal, member } from './json.ts'
import { authorAfter, authorAlone, authorOfFirst, isKeeper, rank, united } from './judgement.ts'
import { H, must, refuse } from './primitives.ts'
import { ancestorsAfter, numberOf } from './revision.ts'

/** The head remembered of a vault (section 5). */
export interface RememberedHead {
	readonly head: string
	/** H of the canonical JSON of its lists. */
	readonly members: string
	/** The `sign` of each keeper in it, by member id. */
	readonly keepers?: { readonly [id: string]: string }
}

/** State that a reader remembers before a vault is opened. */
export interface Memory {
	readonly remembered: RememberedHead | null
	/** Head that the browser remembers. */
	readonly browser?: string | null
	/** Checks that an invitation gives instead of a remembered head (section 9). */
	readonly vouched?: { readonly after: readonly string[], readonly knows: (lists: Lists) => boolean } | null
	/** The person asked for an older state than the one remembered. */
	readonly acceptOlder?: boolean
	/** The branch that the person asked to follow. */
	readonly follow?: string | null
}

type Find = (name: string) => VaultRevision | null

/** H of lists, as a pin holds it. */
export const hashOfLists = ({ members, removed }: Lists): string => H(canonicalBuffer({ members, removed })).toString('hex')

const reaches = (revision: VaultRevision, name: string): boolean => revision.name === name || revision.ancestors.includes(name)

function isFarAbove({ ancestors, parents }: VaultRevision, name: string): boolean {
	const others = ancestors.filter((ancestor) => !parents.includes(ancestor))
	return ancestors.length === 256 && others.length > 0 && others.every((ancestor) => numberOf(ancestor) > numberOf(name))
}

/** True if a revision is `name`, or a descendant of it, by all the ancestor lists at hand. */
function follows(revision: VaultRevision, name: string, find: Find): boolean {
	if (!isFarAbove(revision, name)) {
		return reaches(revision, name)
	}
	const known = new Set([revision.name, ...revision.ancestors])
	// A set gives what is added to it on the way too.
	for (const one of known) {
		(find(one)?.ancestors ?? []).forEach((ancestor) => known.add(ancestor))
	}
	return known.has(name)
}

/** Rule 2 of "where trust begins". */
function standsBehind(revision: VaultRevision, trusted: VaultRevision, find: Find): boolean {
	const later = trusted.lists
	const holds = ([id, entry]: readonly [string, JsonRecord]): boolean => {
		const known = member(later.members, id) as JsonRecord | undefined
		return known === undefined
			? Object.hasOwn(later.removed, id)
			: (['box', 'sign', 'kind'] as const).every((field) => known[field] === entry[field])
	}
	return revision.name !== trusted.name && follows(trusted, revision.name, find) && revision.epoch <= trusted.epoch
		&& Object.entries(revision.lists.members).every(holds)
		&& Object.keys(revision.lists.removed).every((id) => Object.hasOwn(later.removed, id))
}

/** The author's entry, and the place of the least role that allows what they wrote. */
interface Right {
	readonly author: JsonRecord
	readonly needs: number
}

/** `isLost`: the remembered head is gone and the person accepted an older state. */
type Known = Memory & { readonly isLost: boolean }

/** Largest distance in revision numbers above the remembered head at which a revision may be judged by its own lists. */
const LONGEST_LEAP = 100_000

/** True if a revision judged by its own lists contradicts an ancestor that is at hand. */
function goesAgainst(revision: VaultRevision, author: JsonRecord, find: Find, accept: (other: VaultRevision) => boolean): boolean {
	const atHand = (name: string): VaultRevision | null => {
		try {
			return find(name)
		} catch {
			return null
		}
	}
	const isBelieved = (other: VaultRevision): boolean => {
		try {
			return accept(other)
		} catch {
			return false
		}
	}
	const names = new Set(revision.ancestors)
	for (const name of names) {
		(atHand(name)?.ancestors ?? []).forEach((ancestor) => names.add(ancestor))
	}
	const before = [...names].flatMap((name) => atHand(name) ?? []).filter(isBelieved)
	const m = Math.max(0, ...before.map(({ epoch }) => epoch))
	const last = before.filter(({ name }) => !before.some(({ ancestors }) => ancestors.includes(name)))
	const { members, removed } = revision.lists
	const isSaid = (id: string): boolean => [members, removed].some((list) => Object.hasOwn(list, id))
	return revision.epoch < m
		|| (author.role !== 'keeper' && before.some(({ epoch, commitment }) => epoch === m && (revision.epoch !== m || revision.commitment !== commitment)))
		|| before.some(({ lists }) => Object.keys(lists.removed).some((id) => !Object.hasOwn(removed, id))
			|| !Object.keys(lists.members).every(isSaid))
		|| last.some(({ lists }) => {
			const known = member(lists.members, revision.author) as JsonRecord | undefined
			return known !== undefined && (known.sign !== author.sign || known.kind !== author.kind || rank(known) < rank(author))
		})
}

/** Rules 3 to 6: the right of a revision that is not trusted already. Null when nothing tells what it follows. */
function rightOf(revision: VaultRevision, { remembered, vouched = null, isLost }: Known, find: Find, accept: (parent: VaultRevision) => boolean): Right | null {
	const isFirstUse = remembered === null && vouched === null
	const asIs = (author: JsonRecord): Right => ({ author, needs: rank(author) })
	const keepers = remembered?.keepers ?? {}
	const said = member(revision.lists.members, revision.author) as JsonRecord | undefined
	const wasKeeper = said !== undefined && Object.hasOwn(keepers, revision.author) && keepers[revision.author] === said.sign
	if (revision.parents.length === 0) {
		if (isLost && !wasKeeper) {
			return null
		}
		return asIs((isFirstUse || isLost ? authorOfFirst(revision) : null) ?? refuse('not-allowed'))
	}
	const parents = revision.parents.map(find).filter((parent) => parent !== null)
	if (parents.length === revision.parents.length && parents.every(accept)) {
		const author = (equal([...ancestorsAfter(parents)], [...revision.ancestors]) ? authorAfter(revision, parents) : null) ?? refuse('not-allowed')
		const sameKey = parents.some(({ epoch }) => epoch === revision.epoch)
		return author.kind === 'person' && sameKey && equal(revision.lists, united(parents)) ? { author, needs: 1 } : asIs(author)
	}
	const byKnownKeeper = remembered !== null && wasKeeper
		&& (isLost || reaches(revision, remembered.head) || isFarAbove(revision, remembered.head))
	const believed = isFirstUse || hashOfLists(revision.lists) === remembered?.members || vouched?.knows(revision.lists) === true || byKnownKeeper
	const alone = believed ? authorAlone(revision) : null
	const leaps = remembered !== null && revision.number > numberOf(remembered.head) + LONGEST_LEAP
	return alone === null || leaps || goesAgainst(revision, alone, find, accept) ? null : asIs(alone)
}

/** A revision that was judged rather than trusted. */
interface Judged {
	readonly revision: VaultRevision
	readonly needs: number
	/** Its author is an invitation. */
	readonly usesInvitation: boolean
}

/**
 * Judges the heads. Returns the revisions judged rather than trusted, and the heads of removed authors whose ancestors
 * are unavailable.
 */
function judge(heads: readonly VaultRevision[], find: Find, memory: Known): { readonly anew: readonly Judged[], readonly left: readonly VaultRevision[] } {
	const { remembered, isLost } = memory
	const pinned = remembered === null || isLost ? null : find(remembered.head)
	must(pinned === null || hashOfLists(pinned.lists) === remembered?.members, 'altered')
	const done = new Set(pinned === null ? [] : [pinned.name])
	const anew: Judged[] = []
	const untold = new Set<string>()
	const refused = new Map<string, unknown>()
	function accept(revision: VaultRevision): boolean {
		if (refused.has(revision.name)) {
			throw refused.get(revision.name)
		}
		try {
			const isAccepted = done.has(revision.name) || (!untold.has(revision.name) && decide(revision))
			return isAccepted || !untold.add(revision.name)
		} catch (error) {
			refused.set(revision.name, error)
			throw error
		}
	}
	function decide(revision: VaultRevision): boolean {
		if (pinned === null || !standsBehind(revision, pinned, find)) {
			const right = rightOf(revision, memory, find, accept)
			if (right === null) {
				return false
			}
			must(revision.holds(publicKey(right.author.sign)), 'bad-signature')
			anew.push({ revision, needs: right.needs, usesInvitation: right.author.kind === 'invitation' })
		}
		done.add(revision.name)
		return true
	}
	const decided = heads.filter(accept)
	const left = heads.filter((head) => !decided.includes(head))
	must(left.every(({ author }) => decided.some(({ lists }) => Object.hasOwn(lists.removed, author))), 'not-allowed')
	return { anew, left }
}

/** True if a head is quarantined: a branch of a removed member, or of one who lost the right that the branch uses. */
function staysAside(head: VaultRevision, heads: readonly VaultRevision[], anew: readonly Judged[], find: Find): boolean {
	const line = anew.filter(({ revision }) => follows(head, revision.name, find))
	const keeperIn = ({ author, lists }: VaultRevision, other: VaultRevision): boolean => {
		const [here, there] = [member(lists.members, author), member(other.lists.members, author)] as readonly (JsonRecord | undefined)[]
		return here !== undefined && there !== undefined && isKeeper(here) && isKeeper(there) && here.sign === there.sign
	}
	const undecided: { readonly parent: VaultRevision, readonly of: VaultRevision }[] = []
	for (const { revision: of } of line) {
		for (const parent of of.parents.length > 1 ? of.parents.map(find) : []) {
			if (parent !== null && !line.some(({ revision }) => keeperIn(revision, parent) && follows(revision, of.name, find))) {
				undecided.push({ parent, of })
			}
		}
	}
	const beside = (name: string): readonly VaultRevision[] => undecided.filter(({ of }) => follows(of, name, find)).map(({ parent }) => parent)
	return line.some(({ revision, needs, usesInvitation }) => [...heads, ...beside(revision.name)].some((other) => {
		if (follows(other, revision.name, find)) {
			return false
		}
		const entry = member(other.lists.members, revision.author) as JsonRecord | undefined
		if (entry !== undefined && rank(entry) < needs) {
			return true
		}
		if (!Object.hasOwn(other.lists.removed, revision.author)) {
			return false
		}
		const rival = anew.find(({ revision: { name, author } }) => name !== revision.name && author === revision.author && follows(other, name, find))
		const standsFirst = usesInvitation && rival?.usesInvitation === true && revision.name < rival.revision.name
		return !standsFirst
	}))
}

/** Judges heads from what is known (section 6); those to open together, and those that wait for a keeper. */
export function trust(heads: readonly VaultRevision[], find: Find, memory: Memory): { readonly open: readonly VaultRevision[], readonly aside: readonly VaultRevision[] } {
	const seen = [memory.remembered?.head, memory.browser, ...memory.vouched?.after ?? []].filter((name) => name !== undefined && name !== null)
	const isGone = (name: string): boolean => !heads.some((head) => reaches(head, name) || isFarAbove(head, name))
	must(!seen.some(isGone) || memory.acceptOlder === true, 'rolled-back')
	const { anew, left } = judge(heads, find, { ...memory, isLost: memory.remembered !== null && isGone(memory.remembered.head) })
	const decided = heads.filter((head) => !left.includes(head))
	const aside = heads.filter((head) => left.includes(head) || (head.name !== memory.follow && staysAside(head, decided, anew, find)))
	const open = heads.filter((head) => !aside.includes(head))
	must(open.length > 0, 'forked')
	return { open, aside }
}
