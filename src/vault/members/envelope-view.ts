// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Member, MemberLists, VaultContent } from '../model.ts'
import type { VaultState } from '../opening.ts'

/** Where an envelope stands, for the home screen. */
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

/** When an envelope was opened, by what the list or the events say; empty when it was not. */
function openedAt(id: string, { members }: MemberLists, { collections }: VaultContent): string {
	const entered = Object.values(members).find(({ invitedBy }) => invitedBy === id)?.addedAt
	const recorded = Object.values(collections.events ?? {}).find(({ kind, by }) => kind === 'envelope-opened' && by === id)?.at
	return recorded ?? entered ?? ''
}

/** Where the envelope of a vault stands; of several, made at the same time by two keepers, one that needs attention first. */
export function envelopeView({ lists, content }: VaultState): EnvelopeView {
	const views = envelopesOf(lists).map(([memberId, { addedAt, sheet, verifiedAt, check }]): EnvelopeView => {
		const opened = openedAt(memberId, lists, content)
		const status = opened !== '' ? 'opened' : verifiedAt === undefined ? 'unverified' : 'verified'
		return { status, memberId, sheet: sheet ?? 0, createdAt: addedAt, verifiedAt: verifiedAt ?? '', openedAt: opened, ask: check?.ask ?? [] }
	})
	return views.find(({ status }) => status === 'opened') ?? views.find(({ status }) => status === 'unverified') ?? views[0] ?? NO_ENVELOPE
}
