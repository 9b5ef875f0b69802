// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import type { OpenedVault } from '../file/vault-file.ts'
import type { IdentityKeys } from '../keys/identity.ts'
import type { Departure, Member, MemberLists, MemberRole, VaultContent } from '../model.ts'
import { mergedContent } from '../opening.ts'
import type { VaultState } from '../opening.ts'
import { isKeeper, prepareEdit, withEvent, withoutMembers } from '../prepare-revision.ts'
import type { PreparedVault } from '../prepare-revision.ts'
import { unite } from '../trust/members.ts'
import { readableTimes } from './departures.ts'

/*
 * Changes reserved to keepers: each prepares one revision.
 */

function requireKeeper(state: VaultState): void {
	if (!isKeeper(state)) {
		throw new TrousseauError('not-allowed')
	}
}

/** A member other than this identity. Throws `not-allowed` for oneself: another keeper must do it. */
function other(state: VaultState, id: string, kinds: readonly Member['kind'][]): Member {
	requireKeeper(state)
	const member = Object.hasOwn(state.lists.members, id) ? state.lists.members[id] : undefined
	if (member === undefined || !kinds.includes(member.kind)) {
		throw new TrousseauError('invalid', { id })
	}
	if (id === state.me) {
		throw new TrousseauError('not-allowed')
	}
	return member
}

function withDeparture(content: VaultContent, id: string, { label }: Member, at: string, by: string): VaultContent {
	const departure: Departure = { at, by, credentials: readableTimes(content), label }
	return { ...content, collections: { ...content.collections, departures: { ...content.collections.departures, [id]: departure } } }
}

/**
 * Prepares the removal of a person or an envelope: a new vault key for those
 * who stay. Of a person, what they could read is written down, and the
 * invitations that they made end with them.
 *
 * @param isFormerKey - the person stays, under another key: nothing is written down
 * @throws TrousseauError `not-allowed`, `invalid`, `kdf-self-test`
 */
export function prepareRemoval(state: VaultState, id: string, isFormerKey: boolean, at: string, keys: IdentityKeys): PreparedVault {
	const member = other(state, id, ['person', 'envelope'])
	const theirs = Object.keys(state.lists.members).filter((one) => state.lists.members[one]?.voucher?.by === id)
	const lists = withoutMembers(state.lists, [id, ...theirs], at)
	const content = member.kind === 'person' && !isFormerKey ? withDeparture(state.content, id, member, at, state.me) : state.content
	return prepareEdit(state, { lists, content }, at, keys)
}

/**
 * Prepares the cancellation of an unused invitation, with a new vault key.
 *
 * @throws TrousseauError `not-allowed`, `invalid`, `kdf-self-test`
 */
export function prepareCancellation(state: VaultState, id: string, at: string, keys: IdentityKeys): PreparedVault {
	other(state, id, ['invitation'])
	return prepareEdit(state, { lists: withoutMembers(state.lists, [id], at) }, at, keys)
}

/**
 * Prepares another role for a person.
 *
 * @throws TrousseauError `not-allowed`, also for one's own role; `invalid`
 */
export function prepareRole(state: VaultState, id: string, role: MemberRole, at: string, keys: IdentityKeys): PreparedVault {
	const member = other(state, id, ['person'])
	return prepareEdit(state, { lists: { ...state.lists, members: { ...state.lists.members, [id]: { ...member, role } } } }, at, keys)
}

function waitingBranch(state: VaultState, name: string): OpenedVault {
	requireKeeper(state)
	const branch = state.quarantined.find(({ head }) => head.name === name)
	if (branch === undefined) {
		throw new TrousseauError('invalid', { revision: name })
	}
	return branch.head
}

/**
 * United lists of some heads. Members that the keeper's own list has keep its entry (keys, slot, role), so that a branch
 * cannot substitute its own keys under the name of a member the keeper knows.
 */
function unitedKeeping(known: MemberLists, heads: readonly OpenedVault[]): MemberLists {
	const { members, removed } = unite(heads)
	const kept = Object.entries(members).map(([id, member]): readonly [string, Member] => {
		const mine = Object.hasOwn(known.members, id) ? known.members[id] : undefined
		return [id, mine === undefined ? member : { ...mine, role: member.role }]
	})
	return { members: Object.fromEntries(kept), removed }
}

/**
 * Prepares the merge of a quarantined branch. Members removed by another branch stay removed; the content of both is kept.
 *
 * @param find - looks up the available common ancestors
 * @throws TrousseauError `not-allowed`, also when the branch removed this person; `invalid`
 */
export function prepareAcceptance(state: VaultState, name: string, find: (name: string) => OpenedVault | null, at: string, keys: IdentityKeys): PreparedVault {
	const heads = [...state.heads, waitingBranch(state, name)].sort((a, b) => (a.name < b.name ? -1 : 1))
	const content = withEvent(mergedContent(heads, find), { at, by: state.me, kind: 'branch-accepted', ...{ revision: name } })
	return prepareEdit(state, { heads, lists: unitedKeeping(state.lists, heads), content }, at, keys)
}

/**
 * Prepares the refusal of a branch that waits for a keeper: it is no longer mentioned.
 *
 * @throws TrousseauError `not-allowed`, `invalid`
 */
export function prepareRefusal(state: VaultState, name: string, at: string, keys: IdentityKeys): PreparedVault {
	waitingBranch(state, name)
	const { collections } = state.content
	const refusals = { ...collections.refusals, [name]: { at, by: state.me } }
	return prepareEdit(state, { content: { ...state.content, collections: { ...collections, refusals } } }, at, keys)
}
