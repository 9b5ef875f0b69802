// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The law of a country as seen from a French commune, and who says so. */
export interface Jurisdiction {
	readonly kind: JurisdictionKind
	/** Whom an adequacy decision covers, when not everybody; French, an empty string otherwise. */
	readonly scope: string
	/** Title of the document that says so. */
	readonly source: string
	/** `A`: read in a primary source, or a quotation of it; `B`: in a secondary page. */
	readonly confidence: 'A' | 'B'
	/** When it was read (ISO date). */
	readonly checkedOn: string
	/** From then on it must be read again (ISO date); an empty string when it does not change by itself. */
	readonly expiresOn: string
}

/**
 * `france` (with the territories of the Union), `france-outside-union` (New Caledonia, French Polynesia, Wallis and Futuna,
 * Saint-Pierre-et-Miquelon, Saint-Barthélemy, the Southern Lands: French law gives them equivalent rules since 1 June 2019,
 * the GDPR not as such), `union` (the 26 others), `eea` (Iceland, Liechtenstein, Norway), `adequate`
 * (the Commission found its protection adequate), `listed-only` (adequate for the
 * organisations on a list only), `third` (no adequacy decision).
 */
export type JurisdictionKind = 'france' | 'france-outside-union' | 'union' | 'eea' | 'adequate' | 'listed-only' | 'third'

/** A decision of the Commission on one country or territory. */
export interface AdequacyDecision extends Jurisdiction {
	/** ISO 3166-1 alpha-2. */
	readonly country: string
	/** First day (ISO date), or an empty string when it is older than this table. */
	readonly from: string
	/** Last day (ISO date), or an empty string when it has no end. */
	readonly until: string
}

const RPNT = {
	scope: '',
	source: 'Liste des États membres du référentiel RPNT (suitenumerique/st-home)',
	confidence: 'A',
	checkedOn: '2026-07-22',
	expiresOn: '',
} as const
const EEA = { scope: '', source: 'Espace économique européen', confidence: 'A', checkedOn: '2026-08-20', expiresOn: '' } as const

/** Adequacy decisions are read again every six months. */
const CHECKED = { checkedOn: '2026-11-30', expiresOn: '2027-05-31' } as const
const COMMISSION = { source: 'Commission européenne, liste des décisions d’adéquation', confidence: 'A', ...CHECKED } as const
const ADEQUATE = { kind: 'adequate', scope: '', from: '', until: '', ...COMMISSION } as const

/** The adequacy decisions in force when this table was last read, with the days between which they hold. */
export const ADEQUACY_DECISIONS: readonly AdequacyDecision[] = [
	...'AD AR CH FO GG IM JE KR NZ UY'.split(' ').map((country) => ({ country, ...ADEQUATE })),
	{ ...ADEQUATE, country: 'BR', from: '2026-01-26', source: 'Décision (UE) 2026/179 du 26 janvier 2026, JO du 28 janvier 2026' },
	{ ...ADEQUATE, country: 'CA', scope: 'organisations commerciales (loi PIPEDA)' },
	{ ...ADEQUATE, country: 'GB', until: '2031-12-27', source: 'Décision renouvelée le 19 décembre 2025 (CNIL, 23 décembre 2025)' },
	{ ...ADEQUATE, country: 'IL', scope: 'transferts automatisés' },
	{ ...ADEQUATE, country: 'JP', scope: 'opérateurs économiques privés', source: 'Commission européenne, COM(2023) 275' },
	{
		...ADEQUATE,
		country: 'US',
		kind: 'listed-only',
		scope: 'organisations inscrites sur la liste du Data Privacy Framework',
		from: '2023-07-10',
		source: 'Décision du 10 juillet 2023 (DPF), pourvoi C-703/25 P, JO C/2025/6610',
	},
]

/** An organisation found adequate that no country code stands for. */
export const ADEQUATE_ORGANISATIONS: readonly (Omit<AdequacyDecision, 'country'> & { readonly name: string })[] = [
	{ ...ADEQUATE, name: 'Organisation européenne des brevets', from: '2025-07-15' },
]

/** France with its territories of the Union, which have country codes of their own. */
const FRANCE = 'FR GF GP MF MQ RE YT'
const FRANCE_OUTSIDE_UNION = 'BL NC PF PM TF WF'
const OUTSIDE_UNION = {
	scope: '',
	source: 'Droit français équivalent depuis le 1er juin 2019 (CNIL ; JORFARTI000038230152)',
	confidence: 'A',
	checkedOn: '2026-11-30',
	expiresOn: '',
} as const
const UNION = 'AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
const EEA_ONLY = 'IS LI NO'

function entriesOf(codes: string, jurisdiction: Jurisdiction): (readonly [string, Jurisdiction])[] {
	return codes.split(' ').map((code) => [code, jurisdiction])
}

const TABLE: ReadonlyMap<string, Jurisdiction> = new Map([
	...entriesOf(FRANCE, { kind: 'france', ...RPNT }),
	...entriesOf(FRANCE_OUTSIDE_UNION, { kind: 'france-outside-union', ...OUTSIDE_UNION }),
	...entriesOf(UNION, { kind: 'union', ...RPNT }),
	...entriesOf(EEA_ONLY, { kind: 'eea', ...EEA }),
])

const DECISIONS: ReadonlyMap<string, AdequacyDecision> = new Map(ADEQUACY_DECISIONS.map((decision) => [decision.country, decision]))

const THIRD: Jurisdiction = { kind: 'third', scope: '', ...COMMISSION }

/**
 * Countries whose law reaches data that their companies keep elsewhere. Short on
 * purpose: a country enters with a document that says so.
 */
export const EXTRATERRITORIAL: ReadonlyMap<string, string> = new Map([
	['US', 'Audition de Microsoft France au Sénat, 10 juin 2025'],
])

/**
 * The jurisdiction of a country on a day.
 *
 * @param country - ISO 3166-1 alpha-2
 * @param day - ISO date; the day when the table was last read unless given
 */
export function jurisdictionOf(country: string, day: string = CHECKED.checkedOn): Jurisdiction {
	const decision = DECISIONS.get(country)
	return TABLE.get(country) ?? (decision !== undefined && isInForce(decision, day) ? decision : THIRD)
}

/** True if a decision holds on a day. */
export function isInForce({ from, until }: Pick<AdequacyDecision, 'from' | 'until'>, day: string): boolean {
	return from <= day && (until === '' || day <= until)
}

/** The decision of the Commission on a country that holds on a day, or null. */
export function decisionOn(country: string, day: string): AdequacyDecision | null {
	const decision = DECISIONS.get(country)
	return decision !== undefined && isInForce(decision, day) ? decision : null
}

/**
 * True if what the table says of a country must be read again.
 *
 * @param country - ISO 3166-1 alpha-2
 * @param today - ISO date
 */
export function isJurisdictionToRecheck(country: string, today: string): boolean {
	const { expiresOn } = jurisdictionOf(country, today)
	return expiresOn !== '' && today >= expiresOn
}
