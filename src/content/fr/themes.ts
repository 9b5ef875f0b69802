// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ThemeId, ThemeResult } from '../../domain/diagnostic/model.ts'

/** Names of the themes of the diagnostic. */
export const THEME_TEXTS: Readonly<Record<ThemeId, string>> = {
	IDM: 'Identifiants et mots de passe',
	SEC: 'Sécurité et sauvegarde',
	HEB: 'Hébergement et souveraineté',
	COU: 'Coûts et contrats',
	USA: 'Usages et collaboration',
	DEP: 'Dépendance et continuité',
	RGP: 'Données personnelles',
	FOR: 'Formation et accompagnement',
	ETH: 'Éthique et sobriété',
}

/** The word said of a theme. */
export const THEME_WORDS: Readonly<Record<ThemeResult['word'], string>> = {
	'to-discover': 'à découvrir',
	urgent: 'à protéger d’urgence',
	'to-improve': 'à améliorer',
	'in-order': 'en règle',
	'not-applicable': 'sans objet',
}
