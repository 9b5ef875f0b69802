// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../platform/l10n.ts'

const COLLECTIONS: Readonly<Record<string, () => string>> = {
	accounts: () => t('trousseau', 'Account'),
	commune: () => t('trousseau', 'Commune'),
	costs: () => t('trousseau', 'Cost'),
	credentials: () => t('trousseau', 'Password'),
	domains: () => t('trousseau', 'Domain name'),
	hostings: () => t('trousseau', 'Hosting'),
	persons: () => t('trousseau', 'Person'),
	suppliers: () => t('trousseau', 'Supplier'),
	tools: () => t('trousseau', 'Tool'),
}

const FIELDS: Readonly<Record<string, () => string>> = {
	accountId: () => t('trousseau', 'Tool'),
	favourite: () => t('trousseau', 'Favourite'),
	label: () => t('trousseau', 'Name'),
	login: () => t('trousseau', 'Login'),
	name: () => t('trousseau', 'Name'),
	displayName: () => t('trousseau', 'Name'),
	note: () => t('trousseau', 'Note'),
	password: () => t('trousseau', 'Password'),
	passwordChangedAt: () => t('trousseau', 'Password'),
	site: () => t('trousseau', 'Site address'),
	tags: () => t('trousseau', 'Tags'),
	trashedAt: () => t('trousseau', 'Trash'),
}

/** What a record of a collection is, in words. */
export function collectionLabel(collection: string): string {
	return (Object.hasOwn(COLLECTIONS, collection) ? COLLECTIONS[collection]?.() : undefined) ?? t('trousseau', 'Another record')
}

/** A field of a record, in words; of those without a name of their own, that something else changed. */
export function fieldLabel(field: string): string {
	return (Object.hasOwn(FIELDS, field) ? FIELDS[field]?.() : undefined) ?? t('trousseau', 'other information')
}
