// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Trouble } from '../../domain/passwords/health.ts'

import { t } from '../../platform/l10n.ts'

/** The title of a list of the health page. */
export function troubleLabel(trouble: Trouble): string {
	switch (trouble) {
		case 'departed': return t('trousseau', 'Known by somebody who left')
		case 'common': return t('trousseau', 'Among the most common passwords')
		case 'reused': return t('trousseau', 'The same in several places')
		case 'weak': return t('trousseau', 'Too easy to guess')
		case 'no-mfa': return t('trousseau', 'Without a second factor')
		case 'old': return t('trousseau', 'Older than three years')
	}
}

/** Why, and what to do. */
export function troubleHint(trouble: Trouble): string {
	switch (trouble) {
		case 'departed': return t('trousseau', 'They can still open these accounts: change the password on the site, then here.')
		case 'common': return t('trousseau', 'They are tried first everywhere: change them today.')
		case 'reused': return t('trousseau', 'One leak opens several doors: give each account its own.')
		case 'weak': return t('trousseau', 'Whoever knows the commune, or owns a dictionary, finds them.')
		case 'no-mfa': return t('trousseau', 'You wrote that only the password is asked. If the site offers a code or a key as well, turn it on.')
		case 'old': return t('trousseau', 'Nothing is wrong with them, but how many people have seen them in three years?')
	}
}
