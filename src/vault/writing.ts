// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../domain/canonical.ts'
import { TrousseauError } from '../domain/errors.ts'
import { toBase64 } from './bytes.ts'
import type { InvitationKdf } from './container.ts'
import { emptyContent } from './content.ts'
import type { VaultPayload } from './content.ts'
import { applyChanges } from './credentials.ts'
import { randomId } from './hash.ts'
import type { IdentityKeys } from './identity.ts'
import { judge, judgeFirst } from './members.ts'
import type { Member, MemberLists, VaultChange } from './model.ts'
import { myEntry, stateOf } from './opening.ts'
import type { VaultState } from './opening.ts'
import { nextMeta } from './revision.ts'
import type { NamedFile } from './revision.ts'
import { sodium } from './sodium.ts'
import { openVaultFile, sealVaultFile } from './vault.ts'
import type { OpenedVault, VaultDraft, VaultPlace } from './vault.ts'

/** A revision that is ready to be stored, and the state once it is. */
export interface PreparedVault {
	readonly file: NamedFile
	readonly next: VaultState
	/** The state that it follows; null for the first revision. */
	readonly from: VaultState | null
}

/** Opens the bytes just made as any reader would, and compares: nothing is let go on the strength of a write alone. */
function openBack(file: NamedFile, draft: VaultDraft, parents: readonly OpenedVault[], keys: IdentityKeys): OpenedVault {
	const revision = openVaultFile(file, draft, keys)
	const author = parents.length === 0 ? judgeFirst(revision) : judge(revision, parents)
	const { at, content, members, removed, author: writer } = draft.payload
	const same = revision.at === at && revision.author === writer && sodium.memcmp(revision.key, draft.key)
		&& sameJson(revision.content, content) && sameJson({ ...revision.lists }, { members, removed })
	if (!same || !revision.signedBy(author.sign)) {
		throw new TrousseauError('altered', { revision: file.name })
	}
	return revision
}

/**
 * Prepares the first revision of a vault, whose only member is this identity.
 *
 * @param notebook - id of the notebook
 * @param label - the name under which other members will see this person
 * @param at - now, ISO 8601
 * @param keys - those of this identity
 * @throws TrousseauError `invalid`
 */
export function prepareFirst(notebook: string, label: string, at: string, keys: IdentityKeys): PreparedVault {
	const place: VaultPlace = { notebook, vault: randomId() }
	const me = randomId()
	const member: Member = { addedAt: at, box: toBase64(keys.boxPublic), expiresAt: '', kind: 'person', label, role: 'keeper', sign: toBase64(keys.signPublic), slot: randomId() }
	const payload: VaultPayload = { at, author: me, content: emptyContent(), members: { [me]: member }, removed: {} }
	const draft: VaultDraft = { ...place, meta: nextMeta([]), epoch: 1, key: sodium.randombytes_buf(32), invitations: [], payload }
	const file = sealVaultFile(draft, keys)
	const revision = openBack(file, draft, [], keys)
	sodium.memzero(draft.key)
	return { file, next: stateOf(place, [revision], () => null, keys), from: null }
}

/** The epoch and key for a revision that follows these heads; two keys of one epoch need a new one, which only a keeper may start. */
function keyFor(heads: readonly OpenedVault[]): Pick<VaultDraft, 'epoch' | 'key'> {
	const epoch = Math.max(...heads.map((head) => head.epoch))
	const latest = heads.filter((head) => head.epoch === epoch)
	const [first] = latest as [OpenedVault, ...OpenedVault[]]
	return latest.every(({ commitment }) => commitment === first.commitment)
		? { epoch, key: first.key.slice() }
		: { epoch: epoch + 1, key: sodium.randombytes_buf(32) }
}

/** The invitations that are still members, as the heads have them. */
function invitationsOf(heads: readonly OpenedVault[], { members }: MemberLists): readonly InvitationKdf[] {
	const bySlot = new Map(heads.flatMap(({ invitations }) => invitations).map((invitation) => [invitation.slot, invitation]))
	const slots = Object.values(members).filter(({ kind }) => kind === 'invitation').map(({ slot }) => slot).sort()
	return slots.flatMap((slot) => bySlot.get(slot) ?? [])
}

/**
 * Prepares a revision on top of a state: seals it, opens it back and compares.
 *
 * @param state - what is open
 * @param changes - applied in their order
 * @param at - now, ISO 8601
 * @param keys - those of this identity
 * @throws TrousseauError `not-allowed` for a reader, `invalid`, `too-large`
 */
export function prepareChanges(state: VaultState, changes: readonly VaultChange[], at: string, keys: IdentityKeys): PreparedVault {
	if (myEntry(state).role === 'reader') {
		throw new TrousseauError('not-allowed')
	}
	const content = applyChanges(state.content, changes, { at, by: state.me })
	const payload: VaultPayload = { at, author: state.me, content, members: state.lists.members, removed: state.lists.removed }
	const draft: VaultDraft = {
		notebook: state.notebook,
		vault: state.vault,
		meta: nextMeta(state.heads),
		...keyFor(state.heads),
		invitations: invitationsOf(state.heads, state.lists),
		payload,
	}
	const file = sealVaultFile(draft, keys)
	const revision = openBack(file, draft, state.heads, keys)
	sodium.memzero(draft.key)
	return { file, next: stateOf(state, [revision], () => null, keys), from: state }
}

/**
 * The state once a prepared revision is stored. When others' revisions were
 * opened in between, it is merged with them, as it will be when read back.
 */
export function settle(prepared: PreparedVault, current: VaultState | null, keys: IdentityKeys): VaultState {
	const { next, from } = prepared
	const revision = next.heads[0] as OpenedVault
	const beside = (current?.heads ?? []).filter(({ name }) => name !== revision.name && !revision.ancestors.includes(name))
	if (current === null || from === null || beside.length === 0) {
		return next
	}
	const heads = [...beside, revision].sort((a, b) => (a.name < b.name ? -1 : 1))
	return stateOf(next, heads, (name) => from.heads.find((head) => head.name === name) ?? null, keys)
}
