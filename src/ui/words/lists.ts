// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ListFilter } from '../../stores/diagnostic/todo-lists.ts'

import { t } from '../../platform/l10n.ts'

/** The title of a list of things to do. */
export function listLabel(filter: ListFilter): string {
	switch (filter) {
		case 'departed': return t('trousseau', 'known by somebody who left')
		case 'expiring': return t('trousseau', 'no longer valid, or soon over')
		case 'common': return t('trousseau', 'among the most common passwords')
		case 'reused': return t('trousseau', 'used in several places')
		case 'weak': return t('trousseau', 'too easy to guess')
		case 'no-mfa': return t('trousseau', 'nothing but the password is asked')
		case 'old': return t('trousseau', 'not changed for more than three years')
		case 'disputed': return t('trousseau', 'two values typed at the same time')
		case 'elsewhere': return t('trousseau', 'not in the vault yet')
		case 'hosting-unknown': return t('trousseau', 'place of the data not written down')
		case 'cost-unknown': return t('trousseau', 'cost not written down')
	}
}
