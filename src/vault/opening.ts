// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'
import type { RejectedHead } from '../domain/errors.ts'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { contains } from '../domain/lineage/ancestry.ts'
import { mergeHeads } from '../domain/merge.ts'
import { checkContent } from './content/content.ts'
import { sodium } from './file/sodium.ts'
import { keepersOf, listsHash, memberOf, openVaultFile } from './file/vault-file.ts'
import type { OpenedVault, VaultPlace } from './file/vault-file.ts'
import type { IdentityKeys, Pin, PublicKeys } from './keys/identity.ts'
import type { AddedMember, BranchNotice, Member, MemberLists, VaultContent, VaultNotice } from './model.ts'
import { isSplit } from './trust/branches.ts'
import { RANK, unite } from './trust/members.ts'
import { refusalOf } from './trust/refusal.ts'
import type { Refused } from './trust/refusal.ts'
import { judgeHeads } from './trust/trust.ts'
import type { PriorKnowledge, QuarantinedHead, Verdict, VoucherClaims } from './trust/trust.ts'

/** An open vault: its heads, and their merged content. Never changed in place. */
export interface VaultState extends VaultPlace {
	/** Judged, in ascending order of names. */
	readonly heads: readonly OpenedVault[]
	readonly lists: MemberLists
	readonly content: VaultContent
	/** Id of the member that this identity is. */
	readonly me: string
	/** Heads that wait for a keeper. */
	readonly quarantined: readonly QuarantinedHead[]
	/** Warnings to show for this opening. */
	readonly notices: readonly VaultNotice[]
	/** The inviter, when this person accepted an invitation in this session. */
	readonly inviter?: PublicKeys
}

/** A vault to open. */
export interface VaultOpeningInput extends VaultPlace {
	readonly heads: readonly RevisionFile[]
	/** Parents and common ancestors, as far as they are at hand. */
	readonly others: readonly RevisionFile[]
	/** The vault as it is open already, or null. */
	readonly current: VaultState | null
	readonly pin: Pin | null
	/** Name of the head that the browser remembers. */
	readonly browserPin?: string | null
	readonly acceptOlder: boolean
	/** Name of the head to follow, of branches that exclude one another. */
	readonly follow?: string | null
	/** Instead of a pin, for somebody who is invited. */
	readonly vouched?: VoucherClaims | null
	/** More revisions can be supplied; what they may change is refused with `not-allowed` until they are. */
	readonly partial?: boolean
	/** Heads that were refused before, to be said of what opens without them. */
	readonly refused?: readonly RejectedHead[]
}

/** Finds an opened revision by its name. */
type Find = (name: string) => OpenedVault | null

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1)

/** The entry of this identity in the vault's list. */
export function myEntry({ lists, me }: VaultState): Member {
	const entry = lists.members[me]
	if (entry === undefined) {
		throw new TrousseauError('not-a-member')
	}
	return entry
}

/** The revision, or null when it is sealed to others only. */
function unlessForOthers(open: () => OpenedVault): OpenedVault | null {
	try {
		return open()
	} catch (error) {
		if (error instanceof TrousseauError && error.code === 'not-a-member') {
			return null
		}
		throw error
	}
}

/** Supplied revisions, each opened once, when it is first asked for; one sealed to others only counts as not supplied. */
export class Others {
	private readonly files: ReadonlyMap<string, RevisionFile>
	private readonly open: (file: RevisionFile) => OpenedVault
	private readonly opened = new Map<string, OpenedVault | null>()

	constructor(files: readonly RevisionFile[], open: (file: RevisionFile) => OpenedVault) {
		this.files = new Map(files.map((file) => [file.name, file]))
		this.open = open
	}

	find(name: string): OpenedVault | null {
		const file = this.files.get(name)
		if (file === undefined || this.opened.has(name)) {
			return this.opened.get(name) ?? null
		}
		const revision = unlessForOthers(() => this.open(file))
		this.opened.set(name, revision)
		return revision
	}

	/** Overwrites the keys of revisions opened only to judge and to merge. */
	wipe(kept: readonly OpenedVault[]): void {
		this.opened.forEach((revision) => revision !== null && !kept.includes(revision) && sodium.memzero(revision.key))
	}
}

const asHead = (revision: OpenedVault) => ({ content: revision.content, at: revision.at, name: revision.name, by: revision.author, ancestors: revision.ancestors })

/**
 * Merges the contents of heads.
 *
 * @throws TrousseauError `invalid` for more than a vault holds; `rejected` names the head that has the most credentials, which
 * must not shut everybody out of the others
 */
export function mergedContent(heads: readonly OpenedVault[], find: Find): VaultContent {
	const [first, ...rest] = heads as readonly [OpenedVault, ...OpenedVault[]]
	if (rest.length === 0) {
		return first.content
	}
	const merged = mergeHeads(heads.map(asHead), (name) => find(name)?.content ?? null).content
	try {
		return checkContent(merged)
	} catch (caught) {
		const size = ({ content }: OpenedVault): number => Object.keys(content.collections.credentials).length
		const fullest = heads.reduce((one, other) => (size(other) > size(one) ? other : one))
		throw refusalOf([{ name: fullest.name, error: asTrousseauError(caught) }])
	}
}

/** State of a vault from its judged heads. */
export function stateOf(
	place: VaultPlace,
	heads: readonly OpenedVault[],
	find: Find,
	keys: IdentityKeys,
	more: Partial<Pick<VaultState, 'quarantined' | 'notices' | 'inviter'>> = {},
): VaultState {
	const lists = unite(heads)
	const me = memberOf(lists, keys)
	if (me === undefined) {
		throw new TrousseauError('not-a-member')
	}
	return { notebook: place.notebook, vault: place.vault, heads, lists, content: mergedContent(heads, find), me, quarantined: [], notices: [], ...more }
}

/** Label of a member, past or present; empty when nobody is known by this id. */
export function labelIn({ members, removed }: MemberLists, id: string): string {
	const entry = Object.hasOwn(members, id) ? members[id] : Object.hasOwn(removed, id) ? removed[id] : undefined
	return entry?.label ?? ''
}

/** Members of some lists whom the other lists neither contain nor have removed. */
function unknownTo(others: readonly MemberLists[], { members }: MemberLists): readonly Member[] {
	return Object.entries(members)
		.filter(([id]) => others.every((lists) => !Object.hasOwn(lists.members, id) && !Object.hasOwn(lists.removed, id)))
		.map(([, member]) => member)
}

const named = ({ label, role }: Member): AddedMember => ({ label, role })

function branchNotice({ head, author, loss }: QuarantinedHead, lists: MemberLists): BranchNotice {
	const adds = unknownTo([lists], head.lists).map(named)
	const label = labelIn(lists, author)
	return { kind: 'branch-quarantined', loss, revision: head.name, at: head.at, author: label === '' ? labelIn(head.lists, author) : label, adds }
}

/** True if a keeper refused this head, or one of its ancestors. */
function isRefused({ head }: QuarantinedHead, content: VaultContent): boolean {
	return Object.keys(content.collections.refusals ?? {}).some((name) => contains(head, name))
}

/** Heads of concurrent branches. */
export function splitOf(heads: readonly OpenedVault[]): readonly string[] {
	return heads.filter((head) => heads.some((other) => isSplit(head, other))).map(({ name }) => name)
}

/** Warnings about a state, from the verdict of its opening. */
function noticesOf(state: VaultState, verdict: Verdict, ungranted: readonly string[], before: readonly RejectedHead[]): readonly VaultNotice[] {
	const split = splitOf(state.heads)
	const waiting = [...ungranted, ...before.filter(({ code }) => code === 'not-a-member').map(({ revision }) => revision)]
	const refused = before.filter(({ code }) => code !== 'not-a-member')
	return [
		...(verdict.older === null ? [] : [{ kind: 'older-accepted', revision: verdict.older } as const]),
		...(verdict.longAbsence ? [{ kind: 'long-absence' } as const] : []),
		...(split.length === 0 ? [] : [{ kind: 'split-met', revisions: split } as const]),
		...(waiting.length === 0 ? [] : [{ kind: 'waiting-for-key', revisions: waiting } as const]),
		...(refused.length === 0 ? [] : [{ kind: 'refused', refused } as const]),
		...state.quarantined.filter((quarantined) => !isRefused(quarantined, state.content)).map((quarantined) => branchNotice(quarantined, state.lists)),
	]
}

/** Heads as far as they open. */
interface OpenedHeads {
	readonly heads: readonly OpenedVault[]
	/** Names of those that are sealed to others only. */
	readonly ungranted: readonly string[]
	readonly corrupt: readonly Refused[]
}

function openHeads(files: readonly RevisionFile[], open: (file: RevisionFile) => OpenedVault): OpenedHeads {
	const [heads, ungranted, corrupt] = [[] as OpenedVault[], [] as string[], [] as Refused[]]
	for (const file of [...files].sort(byName)) {
		try {
			const revision = unlessForOthers(() => open(file))
			if (revision === null) {
				ungranted.push(file.name)
			} else {
				heads.push(revision)
			}
		} catch (error) {
			corrupt.push({ name: file.name, error: asTrousseauError(error) })
		}
	}
	return { heads, ungranted, corrupt }
}

/** Heads without a grant as rejected ones, so that the caller looks for the heads that they follow. */
const ungrantedRefusal = (ungranted: readonly string[]): TrousseauError => refusalOf(ungranted.map((name) => ({ name, error: new TrousseauError('not-a-member') })))

/**
 * Opens the heads of a vault, judges them and merges them. Heads sealed to
 * others only, and branches that wait for a keeper, are left out and reported in `notices`.
 *
 * At the first opening (no pin, nothing open) the trust is that of first use:
 * see `judgeHeads`.
 *
 * @throws TrousseauError `not-a-member`, `altered`, `bad-signature`, `not-allowed`, `rolled-back`, `forked`, `wrong-notebook`,
 * `unsupported-version`, `invalid`, `too-large`, `kdf-bounds`; `rejected` names the heads without which the others may
 * open (see `refusalOf`): the caller computes the heads again without these files
 */
export function openVault(input: VaultOpeningInput, keys: IdentityKeys): VaultState {
	const { current } = input
	const atHand = current === null ? [] : [...current.heads, ...current.quarantined.map(({ head }) => head)]
	const open = (file: RevisionFile): OpenedVault => atHand.find(({ name }) => name === file.name) ?? openVaultFile(file, input, keys)
	if (input.heads.length === 0) {
		throw new TrousseauError('rolled-back')
	}
	const { heads, ungranted, corrupt } = openHeads(input.heads, open)
	const others = new Others(input.others, open)
	const known: PriorKnowledge = { ...input, trusted: current?.heads ?? [] }
	// Merge bases are supplied (stored) revisions only: one that this page alone knows would give it another merge than others.
	const find: Find = (name) => others.find(name)
	try {
		if (corrupt.length > 0) {
			throw refusalOf(corrupt)
		}
		if (heads.length === 0) {
			throw ungrantedRefusal(ungranted)
		}
		const verdict = judgeHeads(heads, (name) => others.find(name), known)
		const state = stateOf(input, verdict.heads, find, keys, {
			quarantined: verdict.quarantined,
			...(current?.inviter === undefined ? {} : { inviter: current.inviter }),
		})
		return { ...state, notices: noticesOf(state, verdict, ungranted, input.refused ?? []) }
	} catch (error) {
		heads.filter((head) => !atHand.includes(head)).forEach(({ key }) => sodium.memzero(key))
		// The remembered head may be an ancestor of a head that has no grant for this person.
		throw error instanceof TrousseauError && error.code === 'rolled-back' && ungranted.length > 0
			? new TrousseauError(error.code, error.detail, error, error.rejected.length > 0 ? error.rejected : ungrantedRefusal(ungranted).rejected)
			: error
	} finally {
		others.wipe([...heads, ...atHand])
	}
}

/** One of several histories that exclude one another, described for the person who chooses. */
export interface History {
	/** Name of its head. */
	readonly head: string
	/** ISO 8601. */
	readonly at: string
	/** Label of its author. */
	readonly by: string
	/** Labels of the people whom it removed and another of the histories still has. */
	readonly removes: readonly string[]
	/** Labels of the people who have a lesser role in it than in another of the histories. */
	readonly lowers: readonly string[]
	/** The people whom it has and none of the other histories has, nor has removed. */
	readonly adds: readonly AddedMember[]
}

/**
 * Describes heads by their own content. Judges nothing: only for heads whose names come from a judgement.
 *
 * @throws TrousseauError `not-a-member`, `altered`, `wrong-notebook`, `unsupported-version`, `too-large`
 */
export function describeForks(place: VaultPlace, files: readonly RevisionFile[], keys: IdentityKeys): readonly History[] {
	const heads = files.map((file) => openVaultFile(file, place, keys))
	heads.forEach(({ key }) => sodium.memzero(key))
	const isPerson = ({ kind = 'person' }: { readonly kind?: string }): boolean => kind === 'person'
	const isElsewhere = (id: string): boolean => heads.some(({ lists }) => Object.hasOwn(lists.members, id))
	const isMoreElsewhere = (id: string, { role }: Member): boolean => heads.some(({ lists }) => RANK[lists.members[id]?.role ?? role] > RANK[role])
	return heads.map(({ name, at, author, lists }) => ({
		head: name,
		at,
		by: labelIn(lists, author),
		removes: Object.entries(lists.removed).filter(([id, one]) => isPerson(one) && isElsewhere(id)).map(([, { label }]) => label),
		lowers: Object.entries(lists.members).filter(([id, member]) => isMoreElsewhere(id, member)).map(([, { label }]) => label),
		adds: unknownTo(heads.filter((head) => head.name !== name).map((head) => head.lists), lists).filter(isPerson).map(named),
	}))
}

/** Revisions of an open vault besides its heads, to find common ancestors among. */
export const othersOf = (place: VaultPlace, files: readonly RevisionFile[], keys: IdentityKeys): Others => new Others(files, (file) => openVaultFile(file, place, keys))

/** The pin that remembers a state: its highest head. */
export function pinOf(state: VaultState, at: string): Pin {
	const head = state.heads.at(-1) as OpenedVault
	const older = state.notices.find((notice) => notice.kind === 'older-accepted')
	return {
		...(older === undefined ? {} : { accepted: { at, head: older.revision } }),
		at,
		head: head.name,
		...(state.inviter === undefined ? {} : { inviter: state.inviter }),
		keepers: keepersOf(head.lists),
		members: listsHash(head.lists),
		notebook: state.notebook,
	}
}

const revisionsOf = ({ heads, quarantined }: VaultState): readonly OpenedVault[] => [...heads, ...quarantined.map(({ head }) => head)]

/** Overwrites the keys of a state, but for those that another state still uses. */
export function wipeState(state: VaultState, next?: VaultState): void {
	const kept = new Set(next === undefined ? [] : revisionsOf(next).map(({ key }) => key))
	revisionsOf(state).forEach(({ key }) => !kept.has(key) && sodium.memzero(key))
}
