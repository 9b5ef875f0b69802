// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Member, MemberLists, VaultContent } from '../model.ts'
import type { VaultState } from '../opening.ts'

/** Status of a vault's recovery envelope, for the home screen. */
export interface EnvelopeView {
	readonly status: 'none' | 'unverified' | 'verified' | 'opened'
	/** Empty without envelope, as the other texts; 0 for the sheet. */
	readonly memberId: string
	readonly sheet: number
	readonly createdAt: string
	readonly verifiedAt: string
	readonly openedAt: string
	/** Places of the words that verifying asks for. */
	readonly ask: readonly number[]
}

const NO_ENVELOPE: EnvelopeView = { status: 'none', memberId: '', sheet: 0, createdAt: '', verifiedAt: '', openedAt: '', ask: [] }

/** The envelopes of a vault, by member id. */
export const envelopesOf = ({ members }: MemberLists): readonly (readonly [string, Member])[] => Object.entries(members).filter(([, { kind }]) => kind === 'envelope')

/** Time an envelope was opened, from the events or else the member it added; empty if never. */
function openedAt(id: string, { members }: MemberLists, { collections }: VaultContent): string {
	const entered = Object.values(members).find(({ invitedBy }) => invitedBy === id)?.addedAt
	const recorded = Object.values(collections.events ?? {}).find(({ kind, by }) => kind === 'envelope-opened' && by === id)?.at
	return recorded ?? entered ?? ''
}

/** View of the vault's envelope. If two keepers made one concurrently, the one that needs attention first: opened, unverified, then any. */
export function envelopeView({ lists, content }: VaultState): EnvelopeView {
	const views = envelopesOf(lists).map(([memberId, { addedAt, sheet, verifiedAt, check }]): EnvelopeView => {
		const opened = openedAt(memberId, lists, content)
		const status = opened !== '' ? 'opened' : verifiedAt === undefined ? 'unverified' : 'verified'
		return { status, memberId, sheet: sheet ?? 0, createdAt: addedAt, verifiedAt: verifiedAt ?? '', openedAt: opened, ask: check?.ask ?? [] }
	})
	return views.find(({ status }) => status === 'opened') ?? views.find(({ status }) => status === 'unverified') ?? views[0] ?? NO_ENVELOPE
}
