// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { summaries } from '../vault/content/credentials.ts'
import { fromBase64 } from '../vault/file/bytes.ts'
import { fingerprint } from '../vault/keys/fingerprint.ts'
import { departureViews } from '../vault/members/departures.ts'
import { envelopeView } from '../vault/members/envelope-view.ts'
import type { Member } from '../vault/model.ts'
import { labelIn, myEntry } from '../vault/opening.ts'
import type { VaultState } from '../vault/opening.ts'
import type { EventView, MemberView, VaultView } from './api.ts'

const EVENT_KINDS: readonly string[] = ['envelope-opened', 'split-met', 'branch-accepted'] satisfies readonly EventView['kind'][]

/** Five words for the keys of a member. */
export const fingerprintOf = ({ box, sign }: Pick<Member, 'box' | 'sign'>): readonly string[] => fingerprint(fromBase64(box, 32), fromBase64(sign, 32))

function memberViews({ lists, me }: VaultState): readonly MemberView[] {
	return Object.entries(lists.members).map(([id, member]) => ({
		id,
		kind: member.kind,
		role: member.role,
		label: member.label,
		addedAt: member.addedAt,
		expiresAt: member.expiresAt,
		isMe: id === me,
		fingerprint: fingerprintOf(member),
		inviter: member.voucher === undefined ? '' : labelIn(lists, member.voucher.by),
		sheet: member.sheet ?? 0,
	}))
}

/** The events that this version knows, the latest first. */
function eventViews({ content, lists }: VaultState): readonly EventView[] {
	return Object.values(content.collections.events ?? {})
		.filter(({ kind }) => EVENT_KINDS.includes(kind))
		.map(({ at, by, kind, member }) => ({ kind: kind as EventView['kind'], at, by: labelIn(lists, typeof member === 'string' ? member : by) }))
		.sort((one, other) => (one.at > other.at ? -1 : 1))
}

/** View of an open vault for the page; holds no secret. */
export function vaultView(state: VaultState): VaultView {
	return {
		vaultId: state.vault,
		notebookId: state.notebook,
		heads: state.heads.map(({ name }) => name),
		role: myEntry(state).role,
		credentials: summaries(state.content),
		members: memberViews(state),
		notices: state.notices,
		envelope: envelopeView(state),
		departures: departureViews(state.content, state.heads),
		events: eventViews(state),
	}
}
