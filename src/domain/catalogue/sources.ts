// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueFact, Confidence } from './model.ts'

/** When the catalogue itself was last read through (ISO date). */
export const CATALOGUE_DATE = '2026-11-22'

/** A document that facts are read from. */
export interface Source {
	readonly title: string
	readonly url: string
	/** When it was read, or published for the two studies (ISO date). */
	readonly checkedOn: string
	readonly confidence: Confidence
}

function source(confidence: Confidence, checkedOn: string, title: string, url = ''): Source {
	return { title, url, checkedOn, confidence }
}

/** Known by nobody in particular: to be checked before it may be shown. */
export const UNCHECKED = source('C', '2026-08-20', 'Connaissance générale, non vérifiée')

/** Qualitative study of 2022, interviews of communes and intercommunalités. */
export const OSINUM = source('S', '2022-12-31', 'Étude qualitative Osinum Territoires 2022')

/** Article of 27 December 2022 on the ANCT's Incubateur des territoires. */
export const ARTICLE_2022 = source(
	'S',
	'2022-12-27',
	'« Les petites collectivités locales face aux défis de la transformation numérique », 27 décembre 2022',
)

/** Machine-readable sheets of the State's start-ups: publisher, users, phase. */
export const BETA_GOUV = source('A', '2026-08-20', 'Fiches des services numériques, beta.gouv.fr', 'https://beta.gouv.fr/startups/')

/** Services and criteria of the Suite territoriale. */
export const SUITE_TERRITORIALE = source(
	'A',
	'2026-07-22',
	'Suite territoriale, dépôt suitenumerique/st-home',
	'https://github.com/suitenumerique/st-home',
)

/** Hearing of Microsoft France by the Sénat. */
export const SENAT_2025 = source('B', '2026-08-20', 'Audition de Microsoft France au Sénat, 10 juin 2025')

/** Canva's own page on privacy. */
export const CANVA_PRIVACY = source('A', '2026-08-20', 'Page de confidentialité de Canva', 'https://www.canva.com/trust/privacy/')

/** README of cal.com's repository, after the split of April 2026. */
export const CALCOM_README = source('A', '2026-08-20', 'README du dépôt Cal.diy (calcom), avril 2026', 'https://github.com/calcom/cal.diy')

/** Repository of MonAideCyber. */
export const MON_AIDE_CYBER = source('A', '2026-08-11', 'Dépôt betagouv/mon-aide-cyber', 'https://github.com/betagouv/mon-aide-cyber')

/**
 * A fact read in a source.
 *
 * @param value - what the source says
 * @param from - the source
 */
export function fact<T extends string>(value: T, from: Source): CatalogueFact<T> {
	return { value, source: from.title, sourceUrl: from.url, checkedOn: from.checkedOn, confidence: from.confidence }
}

/**
 * Source of statements that nobody checked; never shown as known.
 *
 * @param value - what is said; `null` when nothing is
 */
export function unchecked<T extends string>(value: T | null): CatalogueFact<T> {
	return { value, source: UNCHECKED.title, sourceUrl: '', checkedOn: UNCHECKED.checkedOn, confidence: 'C' }
}
