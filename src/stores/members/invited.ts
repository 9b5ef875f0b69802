// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberView } from '../../worker/api.ts'

/** A name in the form used to compare people: case, outer and repeated spaces ignored. */
const plain = (name: string): string => name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('fr')

/** Unused invitations for a person, by name: more than one at a time is not useful. */
export function waitingFor(members: readonly MemberView[], name: string): readonly MemberView[] {
	return plain(name) === '' ? [] : members.filter(({ kind, label }) => kind === 'invitation' && plain(label) === plain(name))
}
