// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../domain/canonical.ts'
import type { RevisionFile } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { contains, nextMeta } from '../domain/lineage/ancestry.ts'
import { emptyContent } from './content/content.ts'
import type { VaultPayload } from './content/content.ts'
import { applyChanges } from './content/credentials.ts'
import { toBase64 } from './file/bytes.ts'
import type { InvitationKdf } from './file/container.ts'
import { randomId } from './file/hash.ts'
import { cipherSelfTest } from './file/self-test.ts'
import { sodium } from './file/sodium.ts'
import { openVaultFile, sealVaultFile } from './file/vault-file.ts'
import type { OpenedVault, VaultDraft, VaultPlace } from './file/vault-file.ts'
import type { IdentityKeys } from './keys/identity.ts'
import { withLateReads } from './members/departures.ts'
import type { Member, MemberLists, RemovedMember, VaultChange, VaultContent, VaultNotice } from './model.ts'
import { myEntry, splitOf, stateOf } from './opening.ts'
import type { VaultState } from './opening.ts'
import { hasExpired, judge, judgeFirst, RANK } from './trust/members.ts'

/** A revision that is ready to be stored, and the state once it is. */
export interface PreparedVault {
	readonly file: RevisionFile
	readonly next: VaultState
	/** The state that it follows; null for the first revision and for a new member. */
	readonly from: VaultState | null
}

/** Keys that open the new revision and keys that sign it. They differ only when an invitation or an envelope adds a person. */
export interface SigningKeys {
	readonly reader: IdentityKeys
	readonly author: IdentityKeys
}

/** Opens the sealed bytes as any reader would and compares with the draft: a revision that does not read back is never returned. */
function verifyRoundTrip(file: RevisionFile, draft: VaultDraft, parents: readonly OpenedVault[], keys: IdentityKeys): OpenedVault {
	const revision = openVaultFile(file, draft, keys)
	const author = parents.length === 0 ? judgeFirst(revision) : judge(revision, parents)
	const { at, content, members, removed, author: writer } = draft.payload
	const same = revision.at === at && revision.author === writer && sodium.memcmp(revision.key, draft.key)
		&& sameJson(revision.content, content) && sameJson({ ...revision.lists }, { members, removed })
		&& JSON.stringify(revision.invitations) === JSON.stringify(draft.invitations)
	if (!same || !revision.signedBy(author.sign)) {
		throw new TrousseauError('altered', { revision: file.name })
	}
	return revision
}

/** Seals a draft, opens it back, and wipes its key. */
export function sealChecked(draft: VaultDraft, parents: readonly OpenedVault[], { reader, author }: SigningKeys): { readonly file: RevisionFile, readonly revision: OpenedVault } {
	try {
		const file = sealVaultFile(draft, author)
		return { file, revision: verifyRoundTrip(file, draft, parents, reader) }
	} finally {
		sodium.memzero(draft.key)
	}
}

/**
 * Prepares the first revision of a vault, whose only member is this identity.
 *
 * @param notebook - id of the notebook
 * @param label - the name under which other members will see this person
 * @param at - now, ISO 8601
 * @param keys - those of this identity
 * @throws TrousseauError `invalid`, `kdf-self-test`
 */
export function prepareFirst(notebook: string, label: string, at: string, keys: IdentityKeys): PreparedVault {
	cipherSelfTest()
	const place: VaultPlace = { notebook, vault: randomId() }
	const me = randomId()
	const member: Member = { addedAt: at, box: toBase64(keys.boxPublic), expiresAt: '', kind: 'person', label, role: 'keeper', sign: toBase64(keys.signPublic), slot: randomId() }
	const payload: VaultPayload = { at, author: me, content: emptyContent(), members: { [me]: member }, removed: {} }
	const draft: VaultDraft = { ...place, meta: nextMeta([]), epoch: 1, key: sodium.randombytes_buf(32), invitations: [], payload }
	const { file, revision } = sealChecked(draft, [], { reader: keys, author: keys })
	return { file, next: stateOf(place, [revision], () => null, keys), from: null }
}

/** The epoch and key for a revision that follows these heads; two keys of one epoch need a new one, which only a keeper may start. */
export function keyFor(heads: readonly OpenedVault[], renewed: boolean): Pick<VaultDraft, 'epoch' | 'key'> {
	const epoch = Math.max(...heads.map((head) => head.epoch))
	const latest = heads.filter((head) => head.epoch === epoch)
	const [first] = latest as [OpenedVault, ...OpenedVault[]]
	if (!renewed && latest.every(({ commitment }) => commitment === first.commitment)) {
		return { epoch, key: first.key.slice() }
	}
	cipherSelfTest()
	return { epoch: epoch + 1, key: sodium.randombytes_buf(32) }
}

/** The invitations that are still members, as the heads and new ones have them. */
export function invitationsOf(heads: readonly { readonly invitations: readonly InvitationKdf[] }[], { members }: MemberLists): readonly InvitationKdf[] {
	const bySlot = new Map(heads.flatMap(({ invitations }) => invitations).map((invitation) => [invitation.slot, invitation]))
	const slots = Object.values(members).filter(({ kind }) => kind === 'invitation').map(({ slot }) => slot).sort()
	return slots.flatMap((slot) => bySlot.get(slot) ?? [])
}

/** Entry of a member in the list of removed members. */
export function removedEntry({ kind, label, sheet }: Member, at: string): RemovedMember {
	return { at, kind, label, ...(sheet === undefined ? {} : { sheet }) }
}

/** Lists with the given members moved to the removed ones. */
export function withoutMembers({ members, removed }: MemberLists, ids: readonly string[], at: string): MemberLists {
	const gone = ids.map((id): readonly [string, RemovedMember] => [id, removedEntry(members[id] as Member, at)])
	return {
		members: Object.fromEntries(Object.entries(members).filter(([id]) => !ids.includes(id))),
		removed: { ...removed, ...Object.fromEntries(gone) },
	}
}

/** True if this identity may change members. */
export function isKeeper(state: VaultState): boolean {
	const { kind, role } = myEntry(state)
	return kind === 'person' && role === 'keeper'
}

/** Lists with the expired invitations removed: only a removal by a keeper ends an invitation permanently. */
export function withoutExpired(lists: MemberLists, at: string): MemberLists {
	const over = Object.keys(lists.members).filter((id) => {
		const member = lists.members[id] as Member
		return member.kind === 'invitation' && hasExpired(member, at)
	})
	return over.length === 0 ? lists : withoutMembers(lists, over, at)
}

/**
 * The lists with every key once: who came in twice, by two branches that a keeper joins, keeps the entry with the lesser
 * role, then the one with the lowest id. No revision may have a key twice.
 */
function withoutDuplicateKeys(lists: MemberLists, at: string): MemberLists {
	const entries = Object.entries(lists.members).sort(([one, { role }], [other, { role: others }]) => RANK[role] - RANK[others] || (one < other ? -1 : 1))
	const doubles = entries.filter(([, { box, sign }], index) => entries.slice(0, index).some(([, before]) => before.box === box || before.sign === sign)).map(([id]) => id)
	return doubles.length === 0 ? lists : withoutMembers(lists, doubles, at)
}

/** Parts that a new revision changes; all others are taken from the state. */
export interface RevisionChanges {
	readonly content?: VaultContent
	readonly lists?: MemberLists
	/** Derivation parameters of new invitations. */
	readonly invitations?: readonly InvitationKdf[]
	/** The heads to follow, when others than those of the state. */
	readonly heads?: readonly OpenedVault[]
}

/** A content with one more event. */
export function withEvent(content: VaultContent, event: { readonly at: string, readonly by: string, readonly kind: string }): VaultContent {
	return { ...content, collections: { ...content.collections, events: { ...content.collections.events, [randomId()]: { ...event } } } }
}

/** Merged content, with the late reads of former members and a `split-met` event if the heads had diverged. */
function mergedWith(content: VaultContent, heads: readonly OpenedVault[], at: string, by: string): VaultContent {
	const complete = withLateReads(content, heads)
	const split = splitOf(heads)
	return split.length === 0 ? complete : withEvent(complete, { at, by, kind: 'split-met', ...{ revisions: split } })
}

/** Quarantined heads and notices that remain valid after a revision: all except those it resolved. */
function remainingNotices(state: VaultState, revision: OpenedVault): Partial<VaultState> {
	const quarantined = state.quarantined.filter(({ head }) => !contains(revision, head.name))
	const stays = (notice: VaultNotice): boolean => {
		switch (notice.kind) {
			case 'split-met': return false
			case 'branch-quarantined': return !contains(revision, notice.revision) && !Object.hasOwn(revision.content.collections.refusals ?? {}, notice.revision)
			default: return true
		}
	}
	return { quarantined, notices: state.notices.filter(stays), ...(state.inviter === undefined ? {} : { inviter: state.inviter }) }
}

/**
 * Prepares a revision on top of a state: seals it, opens it again and compares. A revision that removes a member starts
 * a new vault key, which the removed member does not receive.
 *
 * @param state - the open vault
 * @param edit - changes to write
 * @param at - now, ISO 8601
 * @param keys - those of this identity
 * @throws TrousseauError `not-allowed`, `invalid`, `too-large`, `kdf-self-test`
 */
export function prepareEdit(state: VaultState, edit: RevisionChanges, at: string, keys: IdentityKeys): PreparedVault {
	const heads = edit.heads ?? state.heads
	const before = edit.lists ?? state.lists
	const lists = isKeeper(state) ? withoutDuplicateKeys(withoutExpired(before, at), at) : before
	const removing = Object.keys(lists.removed).some((id) => heads.every((head) => !Object.hasOwn(head.lists.removed, id)))
	const payload: VaultPayload = { at, author: state.me, content: mergedWith(edit.content ?? state.content, heads, at, state.me), members: lists.members, removed: lists.removed }
	const draft: VaultDraft = {
		notebook: state.notebook,
		vault: state.vault,
		meta: nextMeta(heads),
		...keyFor(heads, removing),
		invitations: invitationsOf([...heads, { invitations: edit.invitations ?? [] }], lists),
		payload,
	}
	const { file, revision } = sealChecked(draft, heads, { reader: keys, author: keys })
	return { file, next: stateOf(state, [revision], () => null, keys, remainingNotices(state, revision)), from: state }
}

/**
 * Prepares a revision with changes of credentials.
 *
 * @param changes - applied in their order
 * @throws TrousseauError `not-allowed` for a reader, `invalid`, `too-large`, `kdf-self-test`
 */
export function prepareChanges(state: VaultState, changes: readonly VaultChange[], at: string, keys: IdentityKeys): PreparedVault {
	if (myEntry(state).role === 'reader') {
		throw new TrousseauError('not-allowed')
	}
	return prepareEdit(state, { content: applyChanges(state.content, changes, { at, by: state.me }) }, at, keys)
}

/**
 * The state once a prepared revision is stored. When others' revisions were
 * opened in between, it is merged with them, as it will be when read back.
 */
export function settle(prepared: PreparedVault, current: VaultState | null, keys: IdentityKeys): VaultState {
	const { next, from } = prepared
	const revision = next.heads[0] as OpenedVault
	const beside = (current?.heads ?? []).filter((head) => !contains(revision, head.name))
	if (current === null || from === null || beside.length === 0) {
		return next
	}
	const heads = [...beside, revision].sort((a, b) => (a.name < b.name ? -1 : 1))
	return stateOf(next, heads, (name) => from.heads.find((head) => head.name === name) ?? null, keys, remainingNotices(current, revision))
}
