// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { nextMeta } from '../../domain/lineage/ancestry.ts'
import { fromBase64, toBase64 } from '../file/bytes.ts'
import { parseVault } from '../file/container.ts'
import { randomId } from '../file/hash.ts'
import { sodium } from '../file/sodium.ts'
import { memberOf, openVaultFile } from '../file/vault-file.ts'
import type { OpenedVault, VaultDraft, VaultPlace } from '../file/vault-file.ts'
import { wipeKeys } from '../keys/identity.ts'
import type { IdentityKeys, Pin } from '../keys/identity.ts'
import type { Member, MemberLists, MemberRole, VaultContent } from '../model.ts'
import { openVault, stateOf, wipeState } from '../opening.ts'
import type { VaultOpeningInput, VaultState } from '../opening.ts'
import { invitationsOf, keyFor, sealChecked, withEvent, withoutMembers } from '../prepare-revision.ts'
import type { PreparedVault } from '../prepare-revision.ts'
import { refusalOf } from '../trust/refusal.ts'
import type { Refused } from '../trust/refusal.ts'
import { envelopeKeys } from './envelope.ts'
import { checkInvitation, invitationSecret, MAX_DERIVATIONS } from './invitation.ts'
import type { CheckedInvitation, CodeKdf, InvitationSecret } from './invitation.ts'

/*
 * Joining a vault: a new member enters with the code of an invitation or the words of an envelope.
 */

/** Vault to join, and the identity that joins. */
export interface EntryInput extends VaultPlace {
	readonly heads: readonly RevisionFile[]
	readonly others: readonly RevisionFile[]
	/** Pin that this identity has for the vault, if it knew it before. */
	readonly pin: Pin | null
	/** The name under which other members will see this person. */
	readonly label: string
	/** Now, ISO 8601. */
	readonly at: string
	/** Keys of the identity that enters. */
	readonly keys: IdentityKeys
}

/** Revision that adds the new member, and the role given. */
export interface PreparedEntry {
	readonly prepared: PreparedVault
	readonly role: MemberRole
}

/** Invitations that were derived alike. */
export interface SlotGroup {
	readonly kdf: CodeKdf
	readonly slots: readonly string[]
}

/**
 * Groups the invitations of some heads by the derivation they need. Not authenticated yet.
 *
 * @throws TrousseauError `altered`, `unsupported-version`, `kdf-bounds`, `too-large`; also `too-large` above
 * {@link MAX_DERIVATIONS} derivations, with `rejected` naming the heads that exceed it alone, or else those that ask
 * for more than the others
 */
export function invitationGroups(heads: readonly RevisionFile[]): readonly SlotGroup[] {
	const groups = grouped(heads)
	if (groups.length > MAX_DERIVATIONS) {
		const error = new TrousseauError('too-large', { derivations: groups.length })
		const asked = heads.map((head) => ({ name: head.name, count: grouped([head]).length }))
		const [least, most] = [Math.min(...asked.map(({ count }) => count)), Math.max(...asked.map(({ count }) => count))]
		const refused = asked.filter(({ count }) => count > MAX_DERIVATIONS || (most <= MAX_DERIVATIONS && count === most && count > least))
		throw refused.length === 0 ? error : refusalOf(refused.map(({ name }) => ({ name, error })))
	}
	return groups
}

function grouped(heads: readonly RevisionFile[]): readonly SlotGroup[] {
	const groups = new Map<string, { readonly kdf: CodeKdf, readonly slots: Set<string> }>()
	for (const { kdf, slot } of heads.flatMap(({ bytes }) => parseVault(bytes).header.invitations)) {
		const key = `${kdf.salt} ${kdf.memory} ${kdf.passes}`
		const group = groups.get(key) ?? { kdf, slots: new Set() }
		group.slots.add(slot)
		groups.set(key, group)
	}
	return [...groups.values()].map(({ kdf, slots }) => ({ kdf, slots: [...slots] }))
}

/** True if these keys open the grant. */
function isFor(box: string, keys: IdentityKeys): boolean {
	try {
		sodium.memzero(sodium.crypto_box_seal_open(fromBase64(box, 112), keys.boxPublic, keys.boxSecret))
		return true
	} catch {
		return false
	}
}

/** Boxes of the grants of some heads, by slot. Each header is read once, since an unauthenticated header may name a thousand slots. */
function boxesOf(heads: readonly RevisionFile[]): ReadonlyMap<string, ReadonlySet<string>> {
	const boxes = new Map<string, Set<string>>()
	for (const { slot, box } of heads.flatMap(({ bytes }) => parseVault(bytes).header.grants)) {
		boxes.set(slot, (boxes.get(slot) ?? new Set()).add(box))
	}
	return boxes
}

/**
 * The invitation of some heads that a code opens, from what it derived; null when none does.
 *
 * @param derived - 64 bytes, left as they are
 */
export function findInvitation(vault: string, heads: readonly RevisionFile[], slots: readonly string[], derived: Uint8Array): InvitationSecret | null {
	const boxes = boxesOf(heads)
	for (const slot of slots.filter((one) => boxes.has(one))) {
		const secret = invitationSecret(derived, vault, slot)
		if ([...boxes.get(slot) ?? []].some((box) => isFor(box, secret.keys))) {
			return secret
		}
		wipeSecret(secret)
	}
	return null
}

/** Overwrites what a code gave. */
export function wipeSecret({ keys, proofKey }: InvitationSecret): void {
	wipeKeys(keys)
	sodium.memzero(proofKey)
}

/** The newest head that lists these keys. */
function highestWith(heads: readonly OpenedVault[], keys: IdentityKeys): OpenedVault | undefined {
	return [...heads].reverse().find(({ lists }) => memberOf(lists, keys) !== undefined)
}

function unlessUnknown<T>(code: 'invitation-unknown' | 'wrong-words', action: () => T): T {
	try {
		return action()
	} catch (error) {
		throw error instanceof TrousseauError && error.code === 'not-a-member' ? new TrousseauError(code) : error
	}
}

/** Checks the voucher in the newest head that the code opens. A head written without knowledge of the code is refused by name. */
function readInvitation(input: EntryInput, secret: InvitationSecret): CheckedInvitation {
	const corrupt: Refused[] = []
	const opened = [...input.heads].sort((a, b) => (a.name < b.name ? 1 : -1)).flatMap((file) => {
		try {
			return openVaultFile(file, input, secret.keys)
		} catch (caught) {
			const error = asTrousseauError(caught)
			corrupt.push(...error.code === 'not-a-member' ? [] : [{ name: file.name, error }])
			return []
		}
	})
	opened.forEach(({ key }) => sodium.memzero(key))
	if (corrupt.length > 0) {
		throw refusalOf(corrupt)
	}
	const [head] = opened
	if (head === undefined) {
		throw new TrousseauError('invitation-unknown')
	}
	try {
		return checkInvitation(input, head.lists, memberOf(head.lists, secret.keys) as string, secret.proofKey, input.at)
	} catch (caught) {
		const error = asTrousseauError(caught)
		throw error.code === 'altered' ? refusalOf([{ name: head.name, error }]) : error
	}
}

function opening({ notebook, vault, heads, others }: EntryInput, more: Pick<VaultOpeningInput, 'pin' | 'browserPin' | 'vouched'>): VaultOpeningInput {
	return { notebook, vault, heads, others, current: null, acceptOlder: false, ...more }
}

/** Author, content and lists of a revision that adds a member, and the head it follows. */
interface EntryDraft {
	readonly head: OpenedVault
	readonly authorId: string
	readonly lists: MemberLists
	readonly content: VaultContent
	readonly at: string
}

function prepareEntry(input: EntryInput, { head, authorId, lists, content, at }: EntryDraft, author: IdentityKeys, inviter?: Member): PreparedVault {
	const draft: VaultDraft = {
		notebook: input.notebook,
		vault: input.vault,
		meta: nextMeta([head]),
		...keyFor([head], false),
		invitations: invitationsOf([head], lists),
		payload: { at, author: authorId, content, members: lists.members, removed: lists.removed },
	}
	const { file, revision } = sealChecked(draft, [head], { reader: input.keys, author })
	const more = inviter === undefined ? {} : { inviter: { box: inviter.box, sign: inviter.sign } }
	return { file, next: stateOf(input, [revision], () => null, input.keys, more), from: null }
}

/** The entry of the person who enters. */
function newPerson({ keys, label }: EntryInput, role: MemberRole, invitedBy: string, at: string): Member {
	return {
		addedAt: at,
		box: toBase64(keys.boxPublic),
		expiresAt: '',
		invitedBy,
		kind: 'person',
		label,
		role,
		sign: toBase64(keys.signPublic),
		slot: randomId(),
	}
}

/** The time of a revision that follows `head`: never earlier than it, even if the two clocks differ. */
const notBefore = (at: string, head: OpenedVault): string => (at < head.at ? head.at : at)

function refuseMember(state: VaultState, keys: IdentityKeys): void {
	if (memberOf(state.lists, keys) !== undefined) {
		throw new TrousseauError('exists')
	}
}

/**
 * Prepares the revision by which an invitation replaces itself by this person.
 *
 * The server's data is trusted only as far as the code proves it: the voucher, authenticated with the code, names the
 * inviter and the state of the vault when it was written.
 *
 * @param secret - keys derived from the code; not wiped here
 * @throws TrousseauError `invitation-unknown`, `invitation-expired`, `exists` for a member, `altered`, `rolled-back`, `not-allowed`,
 * `bad-signature`, `forked`, `wrong-notebook`, `invalid`, `unsupported-version`, `too-large`
 */
export function acceptInvitation(input: EntryInput, secret: InvitationSecret): PreparedEntry & { readonly inviter: Member } {
	const { inviter, vouched } = readInvitation(input, secret)
	const state = unlessUnknown('invitation-unknown', () => openVault(opening(input, { pin: null, browserPin: input.pin?.head ?? null, vouched }), secret.keys))
	try {
		refuseMember(state, input.keys)
		const head = highestWith(state.heads, secret.keys) as OpenedVault
		const id = state.me
		const { role } = head.lists.members[id] as Member
		const at = notBefore(input.at, head)
		const { members, removed } = withoutMembers(head.lists, [id], at)
		const lists = { members: { ...members, [randomId()]: newPerson(input, role, id, at) }, removed }
		return { prepared: prepareEntry(input, { head, authorId: id, lists, content: head.content, at }, secret.keys, inviter), role, inviter }
	} finally {
		wipeState(state)
	}
}

/** The list in which the envelope lets this person in: as a new member, or as keeper when they are one already. */
function listsWithKeeper(input: EntryInput, lists: MemberLists, envelope: string, at: string): { readonly lists: MemberLists, readonly member: string } {
	const known = memberOf(lists, input.keys)
	if (known === undefined) {
		const member = randomId()
		return { lists: { ...lists, members: { ...lists.members, [member]: newPerson(input, 'keeper', envelope, at) } }, member }
	}
	const entry = lists.members[known] as Member
	if (entry.role === 'keeper') {
		throw new TrousseauError('exists')
	}
	return { lists: { ...lists, members: { ...lists.members, [known]: { ...entry, invitedBy: envelope, role: 'keeper' } } }, member: known }
}

/**
 * Prepares the revision by which the words of an envelope make this person a keeper, and records it as an event. Trust
 * on first use applies, unless this identity has a pin for the vault.
 *
 * @param bits - of the envelope; not wiped here
 * @throws TrousseauError `wrong-words` when they open no head, `exists` when this person already is a keeper, and those of `openVault`
 */
export function openEnvelope(input: EntryInput, bits: Uint8Array): PreparedEntry {
	const own = envelopeKeys(bits, input.vault)
	try {
		const state = unlessUnknown('wrong-words', () => openVault(opening(input, { pin: input.pin }), own))
		const head = highestWith(state.heads, own) as OpenedVault
		const at = notBefore(input.at, head)
		const { lists, member } = listsWithKeeper(input, head.lists, state.me, at)
		const content = withEvent(head.content, { at, by: state.me, kind: 'envelope-opened', ...{ member } })
		const prepared = prepareEntry(input, { head, authorId: state.me, lists, content, at }, own)
		wipeState(state)
		return { prepared, role: 'keeper' }
	} finally {
		wipeKeys(own)
	}
}
