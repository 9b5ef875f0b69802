// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DataCategoryId } from '../../domain/inventory/usages.ts'

/** Kinds of data that a tool holds. */
export const DATA_CATEGORY_LABELS: Readonly<Record<DataCategoryId, string>> = {
	health: 'Santé',
	social: 'Aide sociale',
	minors: 'Enfants et mineurs',
	'identity-documents': 'Pièces d’identité',
	'civil-registry': 'État civil',
	staff: 'Personnel de la mairie',
	identity: 'Nom et coordonnées des habitants',
	finance: 'Finances',
	archives: 'Archives',
	public: 'Données publiques',
}
