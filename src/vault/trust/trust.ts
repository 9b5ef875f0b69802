// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../../domain/canonical.ts'
import { LONGEST_LEAP } from '../../domain/document.ts'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { contains, isPastListedAncestors, nextMeta } from '../../domain/lineage/ancestry.ts'
import { descentThrough } from '../../domain/lineage/descent.ts'
import type { DescendsFrom } from '../../domain/lineage/descent.ts'
import { numberOf } from '../../domain/lineage/names.ts'
import { keepersOf, listsHash } from '../file/vault-file.ts'
import type { OpenedVault } from '../file/vault-file.ts'
import type { Pin } from '../keys/identity.ts'
import type { Member, MemberLists, MemberRole } from '../model.ts'
import { conflicting } from './branches.ts'
import type { Deprived, JudgedAnew } from './branches.ts'
import { contradicts, judge, judgeByOwnLists, judgeFirst, roleUsed } from './members.ts'
import { refusalOf } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** What an invitation's voucher says of the vault, its proof checked. */
export interface VoucherClaims {
	/** Names that must still be part of what is shown. */
	readonly after: readonly string[]
	/** Whether these lists are those that the inviter vouched for. */
	readonly knows: (lists: MemberLists) => boolean
}

/** What is known before a vault is opened again. */
export interface PriorKnowledge {
	/** Revisions judged earlier in this session: the heads of the current view. */
	readonly trusted: readonly OpenedVault[]
	/** The head that the identity remembers, or null at the first opening. */
	readonly pin: Pin | null
	/** Name of the head that the browser remembers. */
	readonly browserPin?: string | null
	/** The person asked for an older revision than the one remembered. */
	readonly acceptOlder: boolean
	/** Name of the head that the person asked to follow, of branches that exclude one another. */
	readonly follow?: string | null
	/** Instead of a pin, for somebody who is invited. */
	readonly vouched?: VoucherClaims | null
	/** More revisions can be supplied: what they may change is refused with `not-allowed` until they are. */
	readonly partial?: boolean
}

/** What was decided of the heads. */
export interface Verdict {
	/** Those to open together. */
	readonly heads: readonly OpenedVault[]
	/** Those that wait for a keeper, each with the author whom another branch removed, or left without the right that they used. */
	readonly quarantined: readonly QuarantinedHead[]
	/** The remembered head that is no longer there and was accepted to be gone, or null. */
	readonly older: string | null
	/** A change to the members was taken on the word of a keeper known before, not followed step by step. */
	readonly longAbsence: boolean
}

/** A head that waits for a keeper. */
export interface QuarantinedHead extends Deprived {
	readonly head: OpenedVault
}

/** Opens a revision that was supplied beside the heads, or null when it was not or cannot be opened. */
export type OpenOther = (name: string) => OpenedVault | null

/** Whether what was seen before is still part of what is shown. */
const isStillReachable = (heads: readonly OpenedVault[], name: string): boolean => heads.some((head) => contains(head, name) || isPastListedAncestors(head, name))

const notAllowed = (name: string): TrousseauError => new TrousseauError('not-allowed', { revision: name })

function checkSignature(revision: OpenedVault, author: Member): void {
	if (!revision.signedBy(author.sign)) {
		throw new TrousseauError('bad-signature', { revision: revision.name })
	}
}

/**
 * Whether a revision can be one that a trusted revision descends from: nobody
 * in it that the trusted one does not know, with the same keys, or has not
 * removed. A list of ancestors alone is only its author's word, and must not
 * bring in a member. What somebody does with a right that the trusted one no
 * longer gives is set aside: see `conflicting`.
 */
function isPlausibleAncestor(revision: OpenedVault, trusted: OpenedVault, follows: DescendsFrom): boolean {
	const { members, removed } = trusted.lists
	const isKnown = (id: string, member: Member): boolean => {
		const later = Object.hasOwn(members, id) ? members[id] : undefined
		return later === undefined
			? Object.hasOwn(removed, id)
			: later.box === member.box && later.sign === member.sign && later.kind === member.kind
	}
	return revision.epoch <= trusted.epoch
		&& Object.entries(revision.lists.members).every(([id, member]) => isKnown(id, member))
		&& Object.keys(revision.lists.removed).every((id) => Object.hasOwn(removed, id))
		&& follows(trusted, revision.name)
}

function aloneOrNull(revision: OpenedVault): Member | null {
	try {
		return judgeByOwnLists(revision)
	} catch {
		return null
	}
}

/** What is remembered of one head, wherever it is. */
interface Remembered {
	readonly head: string
	/** Hash of its lists. */
	readonly members: string
	/** Ed25519 public key of each keeper, by member id. */
	readonly keepers: Readonly<Record<string, string>>
}

const ofTrusted = ({ name, lists }: OpenedVault): Remembered => ({ head: name, members: listsHash(lists), keepers: keepersOf(lists) })

const ofPin = ({ head, members, keepers = {} }: Pin): Remembered => ({ head, members, keepers })

/** What makes lists, or an author, believed without the parents. */
interface Memory {
	readonly trusted: readonly OpenedVault[]
	readonly pin: Pin | null
	readonly vouched: VoucherClaims | null
	readonly partial: boolean
	/** Remembered heads that are gone, as the person accepted: who kept the vault then is still known, if not what it was. */
	readonly gone: readonly Remembered[]
}

/** Who wrote a revision, and the least role that allows it. */
interface Right {
	readonly author: Member
	readonly role: MemberRole
}

/** The revisions accepted so far, and how to accept one more. */
class Judgement {
	/** Revisions judged in this opening, rather than trusted from before, each with the right that it used. */
	readonly judged: JudgedAnew[] = []
	/** Whether a keeper's word stood for parents that are not at hand. */
	longAbsence = false
	private readonly accepted = new Set<string>()
	private readonly refusals = new Map<string, TrousseauError>()
	/** Each is looked into once, by however many ways it is reached. */
	private readonly undecided = new Set<string>()
	private readonly heads: ReadonlyMap<string, OpenedVault>
	private readonly openOther: OpenOther
	private readonly trusted: readonly OpenedVault[]
	private readonly memory: Memory
	/** What is remembered of heads that are still there. */
	private readonly remembered: readonly Remembered[]
	/** Among the revisions at hand. */
	readonly follows: DescendsFrom = descentThrough((name) => this.find(name))

	constructor(heads: readonly OpenedVault[], openOther: OpenOther, memory: Memory) {
		const { trusted, pin } = memory
		this.heads = new Map(heads.map((head) => [head.name, head]))
		this.openOther = openOther
		this.memory = memory
		const pinned = pin === null ? null : this.heads.get(pin.head) ?? openOther(pin.head)
		if (pinned !== null && listsHash(pinned.lists) !== pin?.members) {
			throw new TrousseauError('altered', { revision: pinned.name })
		}
		this.trusted = pinned === null ? trusted : [...trusted, pinned]
		this.trusted.forEach(({ name }) => this.accepted.add(name))
		this.remembered = [...trusted.map(ofTrusted), ...(pin === null ? [] : [ofPin(pin)])]
	}

	/**
	 * Accepts a revision, or throws. Ends because parents have lower numbers.
	 *
	 * @return false when nothing tells what it follows: as if it were not at hand
	 */
	accept(revision: OpenedVault): boolean {
		const refusal = this.refusals.get(revision.name)
		if (refusal !== undefined) {
			throw refusal
		}
		try {
			return this.accepted.has(revision.name) || this.decide(revision)
		} catch (error) {
			if (error instanceof TrousseauError) {
				this.refusals.set(revision.name, error)
			}
			throw error
		}
	}

	private decide(revision: OpenedVault): boolean {
		if (!this.trusted.some((trusted) => isPlausibleAncestor(revision, trusted, this.follows))) {
			const right = this.undecided.has(revision.name) ? null : this.rightOf(revision)
			if (right === null) {
				this.undecided.add(revision.name)
				return false
			}
			checkSignature(revision, right.author)
			this.judged.push({ revision, role: right.role, isAcceptance: right.author.kind === 'invitation' })
		}
		this.accepted.add(revision.name)
		return true
	}

	/**
	 * Accepts heads, or throws for all those that are refused. Those of which nothing tells what they follow, by somebody
	 * whom an accepted one has removed, are given back: they wait for a keeper.
	 */
	acceptHeads(heads: readonly OpenedVault[]): readonly QuarantinedHead[] {
		const refused: Refused[] = []
		const accepted = heads.filter((head) => {
			try {
				return this.accept(head)
			} catch (error) {
				refused.push({ name: head.name, error: asTrousseauError(error) })
				return false
			}
		})
		const left = heads.filter(({ name }) => accepted.every((head) => head.name !== name) && refused.every((one) => one.name !== name))
		const isStranger = ({ author }: OpenedVault): boolean => this.memory.partial || !accepted.some(({ lists }) => Object.hasOwn(lists.removed, author))
		refused.push(...left.filter(isStranger).map(({ name }) => ({ name, error: notAllowed(name) })))
		if (refused.length > 0) {
			throw refusalOf(refused)
		}
		return left.map((head) => ({ head, author: head.author, loss: 'removed' }))
	}

	/** A revision at hand, whether head, trusted or beside. */
	find(name: string): OpenedVault | null {
		return this.heads.get(name) ?? this.trusted.find((revision) => revision.name === name) ?? this.openOther(name)
	}

	private rightOf(revision: OpenedVault): Right | null {
		const parents = revision.parents.map((name) => this.find(name)).filter((parent) => parent !== null)
		if (revision.parents.length === 0) {
			return this.rightOfFirst(revision)
		}
		if (parents.length === revision.parents.length && parents.every((parent) => this.accept(parent))) {
			const author = sameJson(nextMeta(parents).ancestors, revision.ancestors) ? judge(revision, parents) : this.refuse(revision)
			return { author, role: roleUsed(revision, parents, author) }
		}
		const author = this.authorAlone(revision)
		return author === null ? null : { author, role: author.role }
	}

	/** Another beginning is refused; after a loss, one that nobody known made only tells nothing. */
	private rightOfFirst(revision: OpenedVault): Right | null {
		const { gone } = this.memory
		if (!this.isFirstUse() && !this.isByKeeperOf(revision, gone)) {
			return gone.length > 0 ? null : this.refuse(revision)
		}
		const author = judgeFirst(revision)
		return { author, role: author.role }
	}

	/** The author by the revision's own lists; null when these do not allow them: what follows it may still be believed. */
	private authorAlone(revision: OpenedVault): Member | null {
		const { vouched, partial, gone } = this.memory
		if (partial) {
			return null
		}
		const hash = listsHash(revision.lists)
		const isRemembered = this.isFirstUse() || [...this.remembered, ...gone].some(({ members }) => members === hash) || vouched?.knows(revision.lists) === true
		const followed = this.remembered.filter(({ head }) => contains(revision, head) || isPastListedAncestors(revision, head))
		if (!isRemembered && !this.isByKeeperOf(revision, [...followed, ...gone])) {
			return null
		}
		const author = aloneOrNull(revision)
		if (author === null || this.leaps(revision) || contradicts(revision, author, this.behind(revision))) {
			return null
		}
		this.longAbsence ||= !isRemembered
		return author
	}

	/** Whether its number is too far above all that is remembered. */
	private leaps({ name }: OpenedVault): boolean {
		const remembered = [...this.remembered, ...this.memory.gone].map(({ head }) => numberOf(head))
		return remembered.length > 0 && numberOf(name) > Math.max(...remembered) + LONGEST_LEAP
	}

	/** What a revision says to follow, as far as it is at hand and believed by itself. */
	private behind({ ancestors }: OpenedVault): readonly OpenedVault[] {
		const reached = new Set(ancestors)
		// A list that is full says less than all: what it names says more.
		reached.forEach((name) => this.atHandOrNull(name)?.ancestors.forEach((further) => reached.add(further)))
		return [...reached].flatMap((name) => this.acceptedOrNull(name) ?? [])
	}

	/** A revision at hand that opens; null for any other. */
	private atHandOrNull(name: string): OpenedVault | null {
		try {
			return this.find(name)
		} catch {
			return null
		}
	}

	/** A revision at hand that is believed by itself; null for any other. */
	private acceptedOrNull(name: string): OpenedVault | null {
		const revision = this.atHandOrNull(name)
		try {
			return revision !== null && this.accept(revision) ? revision : null
		} catch {
			return null
		}
	}

	/** Whether somebody wrote it who is keeper in one of these heads, with the same key. */
	private isByKeeperOf({ author, lists }: OpenedVault, remembered: readonly Remembered[]): boolean {
		const member = Object.hasOwn(lists.members, author) ? lists.members[author] : undefined
		return member !== undefined && remembered.some(({ keepers }) => Object.hasOwn(keepers, author) && keepers[author] === member.sign)
	}

	private isFirstUse(): boolean {
		return this.remembered.length === 0 && this.memory.gone.length === 0 && this.memory.vouched === null
	}

	private refuse({ name }: OpenedVault): never {
		throw notAllowed(name)
	}
}

/** The remembered name that is no longer there, if any. */
function missingOf(heads: readonly OpenedVault[], known: PriorKnowledge): string | undefined {
	const remembered = [
		...known.trusted.map(({ name }) => name),
		...(known.pin === null ? [] : [known.pin.head]),
		...(known.browserPin ?? null) === null ? [] : [known.browserPin as string],
		...known.vouched?.after ?? [],
	]
	return remembered.find((name) => !isStillReachable(heads, name))
}

/** What is known, parted into what is still there and what is gone. */
function memoryOf(heads: readonly OpenedVault[], { trusted, pin, vouched, partial }: PriorKnowledge): Memory {
	const isThere = (name: string): boolean => isStillReachable(heads, name)
	return {
		trusted: trusted.filter(({ name }) => isThere(name)),
		pin: pin !== null && isThere(pin.head) ? pin : null,
		vouched: vouched ?? null,
		partial: partial ?? false,
		gone: [...trusted.map(ofTrusted), ...(pin === null ? [] : [ofPin(pin)])].filter(({ head }) => !isThere(head)),
	}
}

/** Parts the heads that may be opened from those that wait for a keeper. */
function part(heads: readonly OpenedVault[], judgement: Judgement, follow: string | null): Pick<Verdict, 'heads' | 'quarantined'> {
	const found = new Map(heads.map((head) => [head.name, conflicting(head, heads, judgement)]))
	const isKept = ({ name }: OpenedVault): boolean => found.get(name) === null || name === follow
	const kept = heads.filter(isKept)
	if (kept.length === 0) {
		throw new TrousseauError('forked', { revision: heads[0]?.name ?? '', other: heads[1]?.name ?? '' })
	}
	const quarantined = heads.filter((head) => !isKept(head)).map((head) => ({ head, ...found.get(head.name) as Deprived }))
	return { heads: kept, quarantined }
}

/**
 * Judges the heads of a vault from what is known of it (section 6 of docs/FORMAT.md).
 *
 * - What was seen before must still be a head or an ancestor of one, unless the
 *   person accepted an older state: that is then judged by what stays there of it, and by who is known
 *   from what is gone to have kept the vault. More than 256 ancestors away, a later head
 *   is believed if its lists are those remembered, or a keeper known then wrote it.
 * - From there every revision is judged by its parents. When these are not
 *   supplied, or cannot be judged themselves, it is judged by its own lists if they are those remembered, or if
 *   a keeper known then wrote it.
 * - A branch signed by somebody whom another branch removed, or left without
 *   the right that it uses, is set aside: it waits for a keeper, and is never merged in silence.
 * - **Trust on first use**: without anything remembered, a head is judged by its
 *   own lists. It is then known only that somebody sealed this vault to this
 *   identity and listed it as a member, not that it is the right vault: whoever
 *   invites says by telephone what to expect.
 *
 * @param heads - opened, at least one, in ascending order of names
 * @throws TrousseauError `rolled-back`, `not-allowed`, `bad-signature`, `altered`, `forked`; `detail.revision` names the revision,
 * `rejected` the heads that are refused, when the others may be judged without them
 */
export function judgeHeads(heads: readonly OpenedVault[], openOther: OpenOther, known: PriorKnowledge): Verdict {
	const missing = missingOf(heads, known)
	if (missing !== undefined && !known.acceptOlder) {
		throw new TrousseauError('rolled-back', { revision: missing })
	}
	const judgement = new Judgement(heads, openOther, memoryOf(heads, known))
	const left = judgement.acceptHeads(heads)
	const { heads: kept, quarantined } = part(heads.filter((head) => left.every((one) => one.head !== head)), judgement, known.follow ?? null)
	return { heads: kept, quarantined: [...quarantined, ...left], older: missing ?? null, longAbsence: judgement.longAbsence }
}
