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
 * `france`, `union` (the 26 others), `eea` (Iceland, Liechtenstein, Norway), `adequate`
 * (the Commission found its protection adequate), `listed-only` (adequate for the
 * organisations on a list only), `third` (no adequacy decision).
 */
export type JurisdictionKind = 'france' | 'union' | 'eea' | 'adequate' | 'listed-only' | 'third'

/** A decision of the Commission on one country or territory. The European Patent Organisation (15 July 2025) has no country code. */
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

/** France with its overseas territories, which have country codes of their own. */
const FRANCE = 'FR BL GF GP MF MQ NC PF PM RE TF WF YT'
const UNION = 'AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
const EEA_ONLY = 'IS LI NO'

function entriesOf(codes: string, jurisdiction: Jurisdiction): (readonly [string, Jurisdiction])[] {
	return codes.split(' ').map((code) => [code, jurisdiction])
}

const TABLE: ReadonlyMap<string, Jurisdiction> = new Map([
	...entriesOf(FRANCE, { kind: 'france', ...RPNT }),
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
	const isInForce = decision !== undefined && decision.from <= day && (decision.until === '' || day <= decision.until)
	return TABLE.get(country) ?? (isInForce ? decision : THIRD)
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
