// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The law of a country as seen from a French commune, and who says so. */
export interface Jurisdiction {
	readonly kind: JurisdictionKind
	/** Title of the document that says so. */
	readonly source: string
	/** When it was read (ISO date). */
	readonly checkedOn: string
	/** From then on it must be read again (ISO date); an empty string when it does not change by itself. */
	readonly expiresOn: string
}

/**
 * `france`, `union` (the 26 others), `eea` (Iceland, Liechtenstein, Norway), `adequate`
 * (the Commission found its protection adequate), `listed-only` (adequate for the
 * organisations on a list only), `third` (no adequacy decision).
 */
export type JurisdictionKind = 'france' | 'union' | 'eea' | 'adequate' | 'listed-only' | 'third'

const RPNT = { source: 'Liste des États membres du référentiel RPNT (suitenumerique/st-home)', checkedOn: '2026-07-22', expiresOn: '' } as const
const EEA = { source: 'Espace économique européen', checkedOn: '2026-08-20', expiresOn: '' } as const
const ADEQUACY = {
	source: 'Pays adéquats, Autorité belge de protection des données',
	checkedOn: '2026-08-20',
	expiresOn: '2027-02-20',
} as const
const DATA_PRIVACY_FRAMEWORK = {
	source: 'Décision du 10 juillet 2023 (DPF), pourvoi C-703/25 P, JO C/2025/6610',
	checkedOn: '2026-08-20',
	expiresOn: '2027-02-20',
} as const

/** France with its overseas territories, which have country codes of their own. */
const FRANCE = 'FR BL GF GP MF MQ NC PF PM RE TF WF YT'
const UNION = 'AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
const EEA_ONLY = 'IS LI NO'
const ADEQUATE = 'AD AR CA CH FO GB GG IL IM JE JP KR NZ UY'

function entriesOf(codes: string, jurisdiction: Jurisdiction): (readonly [string, Jurisdiction])[] {
	return codes.split(' ').map((code) => [code, jurisdiction])
}

const TABLE: ReadonlyMap<string, Jurisdiction> = new Map([
	...entriesOf(FRANCE, { kind: 'france', ...RPNT }),
	...entriesOf(UNION, { kind: 'union', ...RPNT }),
	...entriesOf(EEA_ONLY, { kind: 'eea', ...EEA }),
	...entriesOf(ADEQUATE, { kind: 'adequate', ...ADEQUACY }),
	...entriesOf('US', { kind: 'listed-only', ...DATA_PRIVACY_FRAMEWORK }),
])

const THIRD: Jurisdiction = { kind: 'third', ...ADEQUACY }

/**
 * Countries whose law reaches data that their companies keep elsewhere. Short on
 * purpose: a country enters with a document that says so.
 */
export const EXTRATERRITORIAL: ReadonlyMap<string, string> = new Map([
	['US', 'Audition de Microsoft France au Sénat, 10 juin 2025'],
])

/**
 * The jurisdiction of a country.
 *
 * @param country - ISO 3166-1 alpha-2
 */
export function jurisdictionOf(country: string): Jurisdiction {
	return TABLE.get(country) ?? THIRD
}

/**
 * Whether what the table says of a country must be read again.
 *
 * @param country - ISO 3166-1 alpha-2
 * @param today - ISO date
 */
export function isJurisdictionToRecheck(country: string, today: string): boolean {
	const { expiresOn } = jurisdictionOf(country)
	return expiresOn !== '' && today >= expiresOn
}
