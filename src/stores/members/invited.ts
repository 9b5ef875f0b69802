// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberView } from '../../worker/api.ts'

/** A name as it tells people apart: case and outer or double spaces do not. */
const plain = (name: string): string => name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('fr')

/** The invitations of somebody, by the name that was typed, that nobody used yet: one at a time is enough. */
export function waitingFor(members: readonly MemberView[], name: string): readonly MemberView[] {
	return plain(name) === '' ? [] : members.filter(({ kind, label }) => kind === 'invitation' && plain(label) === plain(name))
}
