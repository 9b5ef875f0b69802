// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Screen } from '../composables/navigation/use-route.ts'

import { t } from '../../platform/l10n.ts'

/** The name of a screen, as the navigation and the title of the page say it. */
export function screenName(screen: Screen): string {
	switch (screen) {
		case 'home': return t('trousseau', 'Home')
		case 'passwords': return t('trousseau', 'Passwords')
		case 'tools': return t('trousseau', 'Tools')
		case 'hosting': return t('trousseau', 'Hosting')
		case 'diagnostic': return t('trousseau', 'Diagnostic')
		case 'people': return t('trousseau', 'People and access')
		case 'keeping': return t('trousseau', 'History and backup')
		case 'join': return t('trousseau', 'Come in')
	}
}

/**
 * The title of the page: the screen, the commune, the app. Never the name of a record: titles go into the browser's history.
 *
 * @param parts - empty ones are left out
 */
export function pageTitle(...parts: readonly string[]): string {
	return [...parts.filter((part) => part !== ''), t('trousseau', 'Trousseau')].join(' – ')
}
