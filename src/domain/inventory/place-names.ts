// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { fold } from '../passwords/search.ts'

/** Words of a datacentre's name that tell its country, folded: countries, towns of large datacentres, regions of clouds. */
const NAMES: Readonly<Record<string, string>> = {
	FR: 'france|paris|roubaix|gravelines|strasbourg|marseille|lyon|lille|nantes|rennes|bordeaux|toulouse|grenoble|saint denis|aubervilliers|vitry|eu west 3|europe west9|francecentral',
	DE: 'allemagne|germany|deutschland|francfort|frankfurt|berlin|munich|nuremberg|falkenstein|eu central 1|europe west3',
	BE: 'belgique|belgium|bruxelles|europe west1',
	NL: 'pays bas|netherlands|amsterdam|westeurope|europe west4',
	IE: 'irlande|ireland|dublin|eu west 1|northeurope',
	LU: 'luxembourg',
	ES: 'espagne|spain|madrid',
	IT: 'italie|italy|milan',
	PL: 'pologne|poland|varsovie|warsaw',
	SE: 'suede|sweden|stockholm',
	FI: 'finlande|finland|helsinki',
	CH: 'suisse|switzerland|geneve|geneva|zurich',
	GB: 'royaume uni|united kingdom|angleterre|londres|london|eu west 2',
	US: 'etats unis|united states|usa|virginie|virginia|oregon|californie|california|ohio|us east 1|us east 2|us west 1|us west 2',
	CA: 'canada|quebec|montreal|beauharnois|toronto',
}

const COUNTRY_OF: ReadonlyMap<string, string> = new Map(Object.entries(NAMES).flatMap(([country, names]) => (
	names.split('|').map((name) => [name, country] as const)
)))

/** No name of {@link NAMES} has more words. */
const MOST_WORDS = 3

/**
 * The country that the name of a datacentre tells, or null when it tells none, or several.
 *
 * @param text - as typed
 */
export function countryOfText(text: string): string | null {
	const words = fold(text).split(' ')
	const countries = new Set<string>()
	words.forEach((_, from) => {
		for (let length = 1; length <= MOST_WORDS; length++) {
			const country = COUNTRY_OF.get(words.slice(from, from + length).join(' '))
			if (country !== undefined) {
				countries.add(country)
			}
		}
	})
	const [only = null] = countries
	return countries.size === 1 ? only : null
}
