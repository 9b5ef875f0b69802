// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Option } from './choices.ts'

import { t } from '../../platform/l10n.ts'

/** The words of the closed lists that only the diagnostic reads, in the order of the schema. */
export const MORE_CHOICES: Readonly<Record<string, () => readonly Option<string>[]>> = {
	'commune.dpo': () => [
		{ value: 'internal', label: t('trousseau', 'Somebody of the mairie') },
		{ value: 'shared', label: t('trousseau', 'Shared with other communes') },
		{ value: 'none', label: t('trousseau', 'Nobody') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'commune.fileSharing': () => [
		{ value: 'link', label: t('trousseau', 'By a link') },
		{ value: 'folder', label: t('trousseau', 'In a shared folder') },
		{ value: 'attachment', label: t('trousseau', 'As attachments') },
		{ value: 'paper', label: t('trousseau', 'On paper') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'tools.role': () => [
		{ value: 'own', label: t('trousseau', 'We organise') },
		{ value: 'guest', label: t('trousseau', 'We are invited') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'tools.satisfaction': () => [
		{ value: 'bad', label: t('trousseau', 'Not at all satisfied') },
		{ value: 'poor', label: t('trousseau', 'Not very satisfied') },
		{ value: 'fair', label: t('trousseau', 'Rather satisfied') },
		{ value: 'good', label: t('trousseau', 'Very satisfied') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'tools.lifecycle': () => [
		{ value: 'active', label: t('trousseau', 'Goes on') },
		{ value: 'closing', label: t('trousseau', 'About to close') },
		{ value: 'closed', label: t('trousseau', 'Closed') },
		{ value: 'end-of-life', label: t('trousseau', 'No longer maintained') },
		{ value: 'taken-over', label: t('trousseau', 'Bought by another company') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'hostings.transferMechanism': () => [
		{ value: 'clauses', label: t('trousseau', 'Standard contractual clauses') },
		{ value: 'binding-rules', label: t('trousseau', 'Rules of the group') },
		{ value: 'listed', label: t('trousseau', 'On the list of the Data Privacy Framework') },
		{ value: 'none', label: t('trousseau', 'Nothing') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'suppliers.dpa': () => [
		{ value: 'signed', label: t('trousseau', 'Signed') },
		{ value: 'terms', label: t('trousseau', 'In the terms of use') },
		{ value: 'none', label: t('trousseau', 'None yet') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'equipments.kind': () => [
		{ value: 'desktop', label: t('trousseau', 'Desktop computer') },
		{ value: 'laptop', label: t('trousseau', 'Laptop') },
		{ value: 'tablet', label: t('trousseau', 'Tablet') },
		{ value: 'phone', label: t('trousseau', 'Telephone') },
		{ value: 'server', label: t('trousseau', 'Server') },
		{ value: 'nas', label: t('trousseau', 'Network drive (NAS)') },
		{ value: 'printer', label: t('trousseau', 'Printer') },
		{ value: 'box', label: t('trousseau', 'Internet box') },
		{ value: 'other', label: t('trousseau', 'Other equipment') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'equipments.ownership': () => [
		{ value: 'commune', label: t('trousseau', 'Of the commune') },
		{ value: 'rented', label: t('trousseau', 'Rented') },
		{ value: 'lent', label: t('trousseau', 'Lent to the commune') },
		{ value: 'personal', label: t('trousseau', 'Personal') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
	'equipments.os': () => [
		{ value: 'windows-11', label: 'Windows 11' },
		{ value: 'windows-10', label: 'Windows 10' },
		{ value: 'windows-older', label: t('trousseau', 'An older Windows') },
		{ value: 'macos', label: 'macOS' },
		{ value: 'linux', label: 'Linux' },
		{ value: 'other', label: t('trousseau', 'Another system') },
		{ value: 'unknown', label: t('trousseau', 'Unknown') },
	],
}
