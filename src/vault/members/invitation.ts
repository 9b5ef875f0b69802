// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalBytes } from '../../domain/canonical.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { fromHex, str, toBase64, toHex } from '../file/bytes.ts'
import type { InvitationKdf } from '../file/container.ts'
import { keyedHash, randomId } from '../file/hash.ts'
import { sodium } from '../file/sodium.ts'
import { listsHash, openVaultFile } from '../file/vault-file.ts'
import type { VaultPlace } from '../file/vault-file.ts'
import { identityKeys } from '../keys/identity.ts'
import type { IdentityKeys } from '../keys/identity.ts'
import type { KdfCost } from '../keys/kdf-bounds.ts'
import { CREATION_COSTS } from '../keys/kdf.ts'
import type { Member, MemberLists, MemberRole, Voucher } from '../model.ts'
import type { VaultState } from '../opening.ts'
import { isKeeper, prepareEdit, withoutExpired, withoutMembers } from '../prepare-revision.ts'
import type { PreparedVault } from '../prepare-revision.ts'
import { hasExpired } from '../trust/members.ts'
import type { VoucherClaims } from '../trust/trust.ts'

/** Distinct derivations that an invitee tries before giving up. */
export const MAX_DERIVATIONS = 4

/** Parameters and salt of a derivation. */
export type CodeKdf = InvitationKdf['kdf']

/** Keys derived from an invitation code for one slot. */
export interface InvitationSecret {
	readonly keys: IdentityKeys
	/** Authenticates the inviter's voucher. */
	readonly proofKey: Uint8Array
}

/** Terms of a new invitation: its member entry without the keys. */
export interface InvitationTerms {
	readonly role: MemberRole
	/** Name of the invitee, chosen by the inviter. */
	readonly label: string
	/** ISO 8601. */
	readonly expiresAt: string
	/** Ids of the invitations that end with it; those that are over already do not matter. */
	readonly replaces?: readonly string[]
}

/**
 * The derivation of a new invitation: that of one which is still open when
 * there is, so that an invitee derives once; else a new salt.
 *
 * @param cost - of a new one; must have a known answer
 */
export function invitationKdf(state: VaultState, cost: KdfCost): CodeKdf {
	const known = ({ memory, passes }: KdfCost): boolean => CREATION_COSTS.some((one) => one.memory === memory && one.passes === passes)
	const open = state.heads.flatMap(({ invitations }) => invitations).map(({ kdf }) => kdf).find(known)
	return open ?? { memory: cost.memory, passes: cost.passes, salt: toHex(sodium.randombytes_buf(16)) }
}

/**
 * The keys of an invitation from what its code derived. The derived bytes are left as they are.
 *
 * @param derived - 64 bytes
 * @param vault - id of the vault
 * @param slot - of the invitation
 */
export function invitationSecret(derived: Uint8Array, vault: string, slot: string): InvitationSecret {
	const seed = keyedHash(derived.subarray(0, 32), str('trousseau invitation seed v1'), str(vault), str(slot))
	const keys = identityKeys(seed)
	sodium.memzero(seed)
	return { keys, proofKey: derived.slice(32, 64) }
}

function without({ members, removed }: MemberLists, id: string): MemberLists {
	return { members: Object.fromEntries(Object.entries(members).filter(([other]) => other !== id)), removed }
}

/** Values the voucher's proof covers besides the voucher itself. */
interface VoucherSubject extends VaultPlace {
	/** The inviter, as the vault lists them. */
	readonly inviter: Member
	readonly slot: string
	readonly role: MemberRole
	readonly expiresAt: string
}

function proofOf({ after, by, lists }: Omit<Voucher, 'proof'>, { notebook, vault, inviter: { box, sign }, slot, role, expiresAt }: VoucherSubject, proofKey: Uint8Array): string {
	const said = canonicalBytes({ after, box, by, expiresAt, lists, notebook, role, sign, slot, vault })
	return toHex(keyedHash(proofKey, str('trousseau invitation voucher v1'), said))
}

/**
 * Prepares the revision that adds an invitation.
 *
 * @param state - what is open; this identity must be a keeper
 * @param secret - what the code derived for `slot`
 * @throws TrousseauError `not-allowed`, `invalid` for a time that is over or missing, `too-large`
 */
export function prepareInvitation(state: VaultState, terms: InvitationTerms & { readonly slot: string, readonly kdf: CodeKdf }, secret: InvitationSecret, at: string, keys: IdentityKeys): { readonly prepared: PreparedVault, readonly memberId: string } {
	if (!isKeeper(state)) {
		throw new TrousseauError('not-allowed')
	}
	if (!(terms.expiresAt > at)) {
		throw new TrousseauError('invalid', { expiresAt: terms.expiresAt })
	}
	const { role, label, expiresAt, slot, kdf } = terms
	const current = withoutExpired(state.lists, at)
	const ended = (terms.replaces ?? []).filter((id) => Object.hasOwn(current.members, id) && current.members[id]?.kind === 'invitation')
	const lists = withoutMembers(current, ended, at)
	const said = { after: state.heads.map(({ name }) => name).sort(), by: state.me, lists: listsHash(lists) }
	const inviter = lists.members[state.me] as Member
	const voucher: Voucher = { ...said, proof: proofOf(said, { notebook: state.notebook, vault: state.vault, inviter, slot, role, expiresAt }, secret.proofKey) }
	const memberId = randomId()
	const member: Member = {
		addedAt: at,
		box: toBase64(secret.keys.boxPublic),
		expiresAt,
		kind: 'invitation',
		label,
		role,
		sign: toBase64(secret.keys.signPublic),
		slot,
		voucher,
	}
	const prepared = prepareEdit(state, { lists: { members: { ...lists.members, [memberId]: member }, removed: lists.removed }, invitations: [{ kdf, slot }] }, at, keys)
	// The invitee must find what this person sealed, with the code alone.
	sodium.memzero(openVaultFile(prepared.file, state, secret.keys).key)
	return { prepared, memberId }
}

/** Claims of an invitation whose voucher proof has been checked. */
export interface CheckedInvitation {
	readonly inviter: Member
	readonly vouched: VoucherClaims
}

/**
 * Checks the voucher of an invitation in a head that has not been judged yet.
 *
 * @param id - member id of the invitation
 * @throws TrousseauError `altered` when the proof does not match (its author did not know the code), `invitation-unknown`
 * when the inviter is no longer a member, `invitation-expired`
 */
export function checkInvitation(place: VaultPlace, lists: MemberLists, id: string, proofKey: Uint8Array, at: string): CheckedInvitation {
	const { voucher, slot, role, expiresAt, kind } = lists.members[id] as Member
	if (kind !== 'invitation' || voucher === undefined) {
		throw new TrousseauError('altered')
	}
	const inviter = Object.hasOwn(lists.members, voucher.by) ? lists.members[voucher.by] : undefined
	if (inviter === undefined) {
		throw new TrousseauError('invitation-unknown')
	}
	const proof = proofOf(voucher, { notebook: place.notebook, vault: place.vault, inviter, slot, role, expiresAt }, proofKey)
	if (!sodium.memcmp(fromHex(proof), fromHex(voucher.proof))) {
		throw new TrousseauError('altered')
	}
	if (hasExpired(lists.members[id] as Member, at)) {
		throw new TrousseauError('invitation-expired', { expiresAt })
	}
	return { inviter, vouched: { after: voucher.after, knows: (shown) => listsHash(without(shown, id)) === voucher.lists } }
}
