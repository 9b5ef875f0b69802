// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../../platform/l10n.ts'

/** What a record of a collection is, in a word. */
export function collectionLabel(collection: string): string {
	switch (collection) {
		case 'tools': return t('trousseau', 'Tool')
		case 'accounts': return t('trousseau', 'Account')
		case 'hostings': return t('trousseau', 'Hosting place')
		case 'suppliers': return t('trousseau', 'Supplier')
		case 'persons': return t('trousseau', 'Person')
		case 'backups': return t('trousseau', 'Backup')
		case 'domains': return t('trousseau', 'Domain name')
		case 'contracts': return t('trousseau', 'Contract')
		case 'commune': return t('trousseau', 'Commune')
		case 'credentials': return t('trousseau', 'Password')
		default: return ''
	}
}
