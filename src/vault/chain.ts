// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../domain/canonical.ts'
import { TrousseauError } from '../domain/errors.ts'
import type { Pin } from './identity.ts'
import { judge, judgeAlone, judgeFirst } from './members.ts'
import type { Member } from './model.ts'
import { MAX_ANCESTORS, nextMeta, numberOf } from './revision.ts'
import { listsHash } from './vault.ts'
import type { OpenedVault } from './vault.ts'

/** What is known before a vault is opened again. */
export interface Known {
	/** Revisions judged earlier in this session: the heads of the current view. */
	readonly trusted: readonly OpenedVault[]
	/** The head that the identity remembers, or null at the first opening. */
	readonly pin: Pin | null
	/** The person asked for an older revision than the one remembered. */
	readonly acceptOlder: boolean
}

/** Opens a revision that was supplied beside the heads, or null when it was not or cannot be opened. */
export type OpenOther = (name: string) => OpenedVault | null

/** Whether a revision is, or descends from, the one of this name. */
const contains = (revision: OpenedVault, name: string): boolean => revision.name === name || revision.ancestors.includes(name)

/** Whether a revision is so much later that its list of ancestors no longer reaches this name. A parent is listed however old. */
function isBeyond(revision: OpenedVault, name: string): boolean {
	const oldest = revision.ancestors.findLast((ancestor) => !revision.parents.includes(ancestor))
	return revision.ancestors.length === MAX_ANCESTORS && oldest !== undefined && numberOf(oldest) > numberOf(name)
}

/** Whether what was seen before is still part of what is shown. */
const stillThere = (heads: readonly OpenedVault[], name: string): boolean => heads.some((head) => contains(head, name) || isBeyond(head, name))

function checkSignature(revision: OpenedVault, author: Member): void {
	if (!revision.signedBy(author.sign)) {
		throw new TrousseauError('bad-signature', { revision: revision.name })
	}
}

const RANK = { reader: 0, writer: 1, keeper: 2 } as const

/**
 * Whether a revision can be one that a trusted revision descends from: nobody
 * in it that the trusted one does not know, with the same keys and no lesser
 * right, or has not removed. A list of ancestors alone is only its author's
 * word, and must not bring in a member.
 */
function fitsBehind(revision: OpenedVault, trusted: OpenedVault): boolean {
	const { members, removed } = trusted.lists
	const isKnown = (id: string, member: Member): boolean => {
		const later = Object.hasOwn(members, id) ? members[id] : undefined
		return later === undefined
			? Object.hasOwn(removed, id)
			: later.box === member.box && later.sign === member.sign && later.kind === member.kind && RANK[later.role] >= RANK[member.role]
	}
	return trusted.ancestors.includes(revision.name)
		&& revision.epoch <= trusted.epoch
		&& Object.entries(revision.lists.members).every(([id, member]) => isKnown(id, member))
		&& Object.keys(revision.lists.removed).every((id) => Object.hasOwn(removed, id))
}

/** The revisions accepted so far, and how to accept one more. */
class Judgement {
	/** Revisions judged in this opening, rather than trusted from before. */
	readonly judged: OpenedVault[] = []
	private readonly accepted = new Set<string>()
	private readonly heads: ReadonlyMap<string, OpenedVault>
	private readonly openOther: OpenOther
	private readonly trusted: readonly OpenedVault[]
	/** Hashes of the lists that are remembered; empty at the first opening. */
	private readonly knownLists: ReadonlySet<string>

	constructor(heads: readonly OpenedVault[], openOther: OpenOther, trusted: readonly OpenedVault[], pin: Pin | null) {
		this.heads = new Map(heads.map((head) => [head.name, head]))
		this.openOther = openOther
		const pinned = pin === null ? null : this.heads.get(pin.head) ?? openOther(pin.head)
		if (pinned !== null && listsHash(pinned.lists) !== pin?.members) {
			throw new TrousseauError('altered', { revision: pinned.name })
		}
		this.trusted = pinned === null ? trusted : [...trusted, pinned]
		this.trusted.forEach(({ name }) => this.accepted.add(name))
		this.knownLists = new Set([...trusted.map(({ lists }) => listsHash(lists)), ...(pin === null ? [] : [pin.members])])
	}

	/** Accepts a revision, or throws. Ends because parents have lower numbers. */
	accept(revision: OpenedVault): void {
		if (this.accepted.has(revision.name)) {
			return
		}
		if (!this.trusted.some((trusted) => fitsBehind(revision, trusted))) {
			checkSignature(revision, this.authorOf(revision))
			this.judged.push(revision)
		}
		this.accepted.add(revision.name)
	}

	private find(name: string): OpenedVault | null {
		return this.heads.get(name) ?? this.trusted.find((revision) => revision.name === name) ?? this.openOther(name)
	}

	private authorOf(revision: OpenedVault): Member {
		const parents = revision.parents.map((name) => this.find(name)).filter((parent) => parent !== null)
		if (revision.parents.length === 0) {
			return this.knownLists.size === 0 ? judgeFirst(revision) : this.refuse(revision)
		}
		if (parents.length === revision.parents.length) {
			parents.forEach((parent) => this.accept(parent))
			return sameJson(nextMeta(parents).ancestors, revision.ancestors) ? judge(revision, parents) : this.refuse(revision)
		}
		return this.knownLists.size === 0 || this.knownLists.has(listsHash(revision.lists)) ? judgeAlone(revision) : this.refuse(revision)
	}

	private refuse(revision: OpenedVault): never {
		throw new TrousseauError('not-allowed', { revision: revision.name })
	}
}

/**
 * Refuses a branch signed by someone whom another branch removed: it waits for
 * a keeper, and is never merged in silence.
 */
function refuseRemovedAuthors(heads: readonly OpenedVault[], judged: readonly OpenedVault[]): void {
	for (const revision of judged) {
		const removedElsewhere = heads.some((head) => Object.hasOwn(head.lists.removed, revision.author) && !contains(head, revision.name))
		if (removedElsewhere) {
			throw new TrousseauError('not-allowed', { revision: revision.name })
		}
	}
}

/**
 * Judges the heads of a vault from what is known of it (section 6 of docs/FORMAT.md).
 *
 * - What was seen before must still be a head or an ancestor of one, unless the
 *   person accepted an older state. More than 256 ancestors away, a later head
 *   is believed if its lists are those remembered.
 * - From there every revision is judged by its parents. When these are not
 *   supplied, it is judged by its own lists if they are those remembered.
 * - **Trust on first use**: without anything remembered, a head is judged by its
 *   own lists. It is then known only that somebody sealed this vault to this
 *   identity and listed it as a member, not that it is the right vault: whoever
 *   invites says by telephone what to expect.
 *
 * @param heads - opened, at least one
 * @throws TrousseauError `rolled-back`, `not-allowed`, `bad-signature`, `altered`; `detail.revision` names the revision
 */
export function judgeHeads(heads: readonly OpenedVault[], openOther: OpenOther, known: Known): void {
	const remembered = [...known.trusted.map(({ name }) => name), ...(known.pin === null ? [] : [known.pin.head])]
	const missing = remembered.find((name) => !stillThere(heads, name))
	if (missing !== undefined && !known.acceptOlder) {
		throw new TrousseauError('rolled-back', { revision: missing })
	}
	const judgement = missing === undefined
		? new Judgement(heads, openOther, known.trusted, known.pin)
		: new Judgement(heads, openOther, [], null)
	heads.forEach((head) => judgement.accept(head))
	refuseRemovedAuthors(heads, judgement.judged)
}
