// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberRole } from '../../../vault/model.ts'

import { t } from '../../../platform/l10n.ts'

/** The access given by an invitation: the folder of the notebook to look at or to complete, or the passwords as well, in a role. */
export type Access = 'look' | 'add' | MemberRole

/** An access in a few words. */
export function accessLabel(access: Access): string {
	switch (access) {
		case 'look': return t('trousseau', 'See the tools, the hosting and the diagnostic')
		case 'add': return t('trousseau', 'See them and complete them')
		case 'reader': return t('trousseau', 'Read the passwords too')
		case 'writer': return t('trousseau', 'Read and change the passwords too')
		case 'keeper': return t('trousseau', 'Everything, including inviting and removing people')
	}
}

/** The meaning of an access, in a sentence. */
export function accessMeaning(access: Access): string {
	switch (access) {
		case 'look':
			return t('trousseau', 'For an official, for example: no password, and nothing can be changed.')
		case 'add':
			return t('trousseau', 'No password. What is there is never erased nor overwritten: each change is kept in the history.')
		case 'reader':
			return t('trousseau', 'The person will also be able to complete the tools. You will have eight words to read out to them.')
		case 'writer':
			return t('trousseau', 'For a colleague, for example. You will have eight words to read out to them.')
		case 'keeper':
			return t(
				'trousseau',
				'For whoever can replace you. This person will be able to remove you as well. You will have eight words to read out to them.',
			)
	}
}
