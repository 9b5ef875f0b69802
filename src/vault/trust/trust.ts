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

/** Claims of an invitation's voucher whose proof has been checked. */
export interface VoucherClaims {
	/** Names that must be heads, or ancestors of heads, of the shown state. */
	readonly after: readonly string[]
	/** True if these lists are those that the inviter vouched for. */
	readonly knows: (lists: MemberLists) => boolean
}

/** Knowledge of a vault from before this opening. */
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
	/** Claims of the inviter's voucher: replace a pin for an invitee. */
	readonly vouched?: VoucherClaims | null
	/** More revisions can be supplied: what they may change is refused with `not-allowed` until they are. */
	readonly partial?: boolean
}

/** Result of judging the heads of a vault. */
export interface Verdict {
	/** Heads to open together. */
	readonly heads: readonly OpenedVault[]
	/** Heads that wait for a keeper, each with the author whom another branch removed or deprived of the role used. */
	readonly quarantined: readonly QuarantinedHead[]
	/** The remembered head that is no longer there and was accepted to be gone, or null. */
	readonly older: string | null
	/** True if a change of members was accepted on a known keeper's signature, not verified step by step. */
	readonly longAbsence: boolean
}

/** A head that waits for a keeper. */
export interface QuarantinedHead extends Deprived {
	readonly head: OpenedVault
}

/** Opens a revision that was supplied beside the heads, or null when it was not or cannot be opened. */
export type OpenOther = (name: string) => OpenedVault | null

/** True if the named revision is a head, an ancestor of one, or too old to be in a head's list of ancestors. */
const isStillReachable = (heads: readonly OpenedVault[], name: string): boolean => heads.some((head) => contains(head, name) || isPastListedAncestors(head, name))

const notAllowed = (name: string): TrousseauError => new TrousseauError('not-allowed', { revision: name })

function checkSignature(revision: OpenedVault, author: Member): void {
	if (!revision.signedBy(author.sign)) {
		throw new TrousseauError('bad-signature', { revision: revision.name })
	}
}

/**
 * Rule T2: true if the revision may be an ancestor of a trusted one: the trusted revision knows each of its members, with the same
 * keys, or has removed them. A list of ancestors alone is only a claim of its author and must not add a member. Use of a
 * role that the trusted revision no longer gives leads to quarantine: see `conflicting`.
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

function judgeByOwnListsOrNull(revision: OpenedVault): Member | null {
	try {
		return judgeByOwnLists(revision)
	} catch {
		return null
	}
}

/** Head, lists and keepers remembered from an earlier opening. The revision itself may be unavailable. */
interface Remembered {
	readonly head: string
	/** Hash of its lists. */
	readonly members: string
	/** Ed25519 public key of each keeper, by member id. */
	readonly keepers: Readonly<Record<string, string>>
}

const ofTrusted = ({ name, lists }: OpenedVault): Remembered => ({ head: name, members: listsHash(lists), keepers: keepersOf(lists) })

const ofPin = ({ head, members, keepers = {} }: Pin): Remembered => ({ head, members, keepers })

/** Knowledge that lets lists or an author be trusted without the parents. */
interface Memory {
	readonly trusted: readonly OpenedVault[]
	readonly pin: Pin | null
	readonly vouched: VoucherClaims | null
	readonly partial: boolean
	/** Remembered heads whose loss the person accepted: the keepers of that time are still known, the content is not. */
	readonly gone: readonly Remembered[]
}

/** Author of a revision, and the least role that allows it. */
interface Right {
	readonly author: Member
	readonly role: MemberRole
}

/** The revisions accepted so far, and how to accept one more. */
class Judgement {
	/** Revisions judged in this opening, rather than trusted from before, each with the right that it used. */
	readonly judged: JudgedAnew[] = []
	/** True if a revision was accepted on a known keeper's signature because its parents are unavailable (FORMAT 6). */
	longAbsence = false
	private readonly accepted = new Set<string>()
	private readonly refusals = new Map<string, TrousseauError>()
	/** Each is looked into once, by however many ways it is reached. */
	private readonly undecided = new Set<string>()
	private readonly heads: ReadonlyMap<string, OpenedVault>
	private readonly openOther: OpenOther
	private readonly trusted: readonly OpenedVault[]
	private readonly memory: Memory
	/** Remembered heads that are still reachable. */
	private readonly remembered: readonly Remembered[]
	/** Tells whether one available revision follows another. */
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
	 * Accepts a revision, or throws. Terminates because parents have lower numbers.
	 *
	 * @return false if undecided: neither parents nor memory tell whether it may be trusted, and it is treated as unavailable
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
	 * Accepts heads, or throws for all those that are refused. Undecided heads are refused too, except if an accepted head
	 * has removed their author: these are returned as quarantined.
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
		const undecidedHeads = heads.filter(({ name }) => accepted.every((head) => head.name !== name) && refused.every((one) => one.name !== name))
		const isStranger = ({ author }: OpenedVault): boolean => this.memory.partial || !accepted.some(({ lists }) => Object.hasOwn(lists.removed, author))
		refused.push(...undecidedHeads.filter(isStranger).map(({ name }) => ({ name, error: notAllowed(name) })))
		if (refused.length > 0) {
			throw refusalOf(refused)
		}
		return undecidedHeads.map((head) => ({ head, author: head.author, loss: 'removed' }))
	}

	/** An available revision: a head, a trusted revision, or one supplied beside them. */
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
		const author = this.authorByOwnLists(revision)
		return author === null ? null : { author, role: author.role }
	}

	/** Judges a first revision. A different origin is refused; after an accepted loss, one by an unknown author is undecided. */
	private rightOfFirst(revision: OpenedVault): Right | null {
		const { gone } = this.memory
		if (!this.isFirstUse() && !this.isByKeeperOf(revision, gone)) {
			return gone.length > 0 ? null : this.refuse(revision)
		}
		const author = judgeFirst(revision)
		return { author, role: author.role }
	}

	/** Rules T4 and T5: author authorised by the revision's own lists and the memory; null if undecided. */
	private authorByOwnLists(revision: OpenedVault): Member | null {
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
		const author = judgeByOwnListsOrNull(revision)
		if (author === null || this.exceedsLargestLeap(revision) || contradicts(revision, author, this.acceptedAncestors(revision))) {
			return null
		}
		this.longAbsence ||= !isRemembered
		return author
	}

	/** True if its number exceeds that of every remembered head by more than {@link LONGEST_LEAP}. */
	private exceedsLargestLeap({ name }: OpenedVault): boolean {
		const remembered = [...this.remembered, ...this.memory.gone].map(({ head }) => numberOf(head))
		return remembered.length > 0 && numberOf(name) > Math.max(...remembered) + LONGEST_LEAP
	}

	/** Revisions it claims to follow, as far as they are available and accepted. */
	private acceptedAncestors({ ancestors }: OpenedVault): readonly OpenedVault[] {
		const reached = new Set(ancestors)
		// A full list of ancestors is truncated: the lists of the ancestors extend it.
		reached.forEach((name) => this.findOrNull(name)?.ancestors.forEach((further) => reached.add(further)))
		return [...reached].flatMap((name) => this.acceptedOrNull(name) ?? [])
	}

	/** An available revision that opens; null for any other. */
	private findOrNull(name: string): OpenedVault | null {
		try {
			return this.find(name)
		} catch {
			return null
		}
	}

	/** An available revision that is accepted; null for any other. */
	private acceptedOrNull(name: string): OpenedVault | null {
		const revision = this.findOrNull(name)
		try {
			return revision !== null && this.accept(revision) ? revision : null
		} catch {
			return null
		}
	}

	/** True if the author, with the key in this revision, is a keeper in one of the remembered heads. */
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

/** Prior knowledge, split into heads that are still reachable and heads that are gone. */
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
function splitQuarantined(
	heads: readonly OpenedVault[],
	judgement: Judgement,
	follow: string | null,
): Pick<Verdict, 'heads' | 'quarantined'> {
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
 * Judges the heads of a vault from its remembered heads (section 6 of docs/FORMAT.md).
 *
 * - A revision seen before must still be a head or an ancestor of one, unless the person accepted an older state. That
 *   state is then judged by the remembered heads that are still reachable, and by the keepers of those that are gone. If
 *   the remembered head is more than 256 ancestors away, a later head is trusted if its lists are the remembered ones, or
 *   if a keeper remembered from then signed it.
 * - From there every revision is judged by its parents. If these are not supplied, or are undecided, it is judged
 *   by its own lists, provided that these are remembered or that a remembered keeper signed it.
 * - A branch signed by an author whom another branch removed, or deprived of the role used, is quarantined: it waits for
 *   a keeper and is never merged silently.
 * - **Trust on first use**: without memory, a head is judged by its own lists. This proves only that the author sealed the
 *   vault to this identity and listed it as a member, not that it is the right vault: the inviter must confirm it by telephone.
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
	const undecidedHeads = judgement.acceptHeads(heads)
	const decided = heads.filter((head) => undecidedHeads.every((one) => one.head !== head))
	const { heads: kept, quarantined } = splitQuarantined(decided, judgement, known.follow ?? null)
	return { heads: kept, quarantined: [...quarantined, ...undecidedHeads], older: missing ?? null, longAbsence: judgement.longAbsence }
}
