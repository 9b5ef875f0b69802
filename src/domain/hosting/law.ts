// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { EXTRATERRITORIAL, jurisdictionOf } from './jurisdictions.ts'

/**
 * Where a tool's data lies: in the commune's own walls (`local`), in France, elsewhere
 * in the Union or the European Economic Area, in a country found adequate, elsewhere,
 * at the State (`state`: not the commune's to move), or not known.
 */
export const PLACES = ['local', 'france', 'eu', 'adequate', 'outside', 'state', 'unknown'] as const
export type DataPlace = (typeof PLACES)[number]

/**
 * Whose law reaches who keeps the data: nobody but the commune (`none`), European law
 * only (`eu`), an adequate country, a law that reaches abroad (`foreign-law`), another
 * country without adequacy (`third-country`), or not known. Independent of {@link DataPlace}.
 */
export const EXPOSURES = ['none', 'eu', 'adequate', 'foreign-law', 'third-country', 'unknown'] as const
export type Exposure = (typeof EXPOSURES)[number]

/** From the best to the worst; what is not known stands between, since it could be either. */
const SEVERITY: readonly Exposure[] = ['none', 'eu', 'adequate', 'unknown', 'foreign-law', 'third-country']

/** From the best to the worst, for a place that two facts tell differently. */
export const FARTHER: readonly DataPlace[] = ['local', 'france', 'eu', 'adequate', 'outside']

/**
 * A country, as the law sees it from here.
 *
 * @param country - ISO 3166-1 alpha-2
 * @param today - ISO date
 */
export function placeIn(country: string, today: string): DataPlace {
	switch (jurisdictionOf(country, today).kind) {
		case 'france':
		case 'france-outside-union':
			return 'france'
		case 'union':
		case 'eea':
			return 'eu'
		case 'adequate':
			return 'adequate'
		case 'listed-only':
		case 'third':
			return 'outside'
	}
}

/**
 * Whose law reaches a company of a country.
 *
 * @param country - ISO 3166-1 alpha-2
 * @param today - ISO date
 */
export function lawOf(country: string, today: string): Exposure {
	if (EXTRATERRITORIAL.has(country)) {
		return 'foreign-law'
	}
	switch (placeIn(country, today)) {
		case 'adequate':
			return 'adequate'
		case 'outside':
			return 'third-country'
		default:
			return 'eu'
	}
}

/** The worse of two. */
export function worst(left: Exposure, right: Exposure): Exposure {
	return SEVERITY.indexOf(left) >= SEVERITY.indexOf(right) ? left : right
}
