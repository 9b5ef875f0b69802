// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberRole } from '../../../vault/model.ts'

import { t } from '../../../platform/l10n.ts'

/** A role in a few words. */
export function roleLabel(role: MemberRole): string {
	switch (role) {
		case 'keeper': return t('trousseau', 'reads, changes, and decides who has access')
		case 'writer': return t('trousseau', 'reads and changes')
		case 'reader': return t('trousseau', 'reads only')
	}
}

/** Every role, the most usual first. */
export function roleOptions(): readonly { readonly value: MemberRole, readonly label: string }[] {
	return (['writer', 'reader', 'keeper'] as const).map((value) => ({ value, label: roleLabel(value) }))
}

/** The effect of giving a role to somebody. */
export function roleConsequence(role: MemberRole): string {
	switch (role) {
		case 'keeper':
			return t(
				'trousseau',
				'This person will be able to invite and to remove people, you included, and to make the recovery envelope.',
			)
		case 'writer':
			return t(
				'trousseau',
				'This person will read all the passwords, and be able to add, change and delete some; not to invite or remove anybody.',
			)
		case 'reader':
			return t('trousseau', 'This person will still read all the passwords, and no longer change anything.')
	}
}
