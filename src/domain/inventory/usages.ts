// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Usages of tools: a closed list, in the order of display. French labels: `content/fr/usages.ts`. */
export const USAGES = [
	'accounting',
	'payroll',
	'banking',
	'civil-registry',
	'elections',
	'cemetery',
	'urban-planning',
	'billing',
	'after-school',
	'mail-register',
	'council-acts',
	'signature',
	'archiving',
	'calendar',
	'email',
	'file-sharing',
	'co-editing',
	'office-work',
	'video-meetings',
	'instant-messaging',
	'note-taking',
	'website',
	'domain-names',
	'resident-information',
	'social-networks',
	'publications',
	'room-booking',
	'appointments',
	'issue-reports',
	'field-work',
	'street-lighting',
	'catering',
	'social-care',
	'forms',
	'mapping',
	'procurement',
	'grants',
	'online-procedures',
	'hosting',
	'backup',
	'passwords',
	'sign-in',
	'computer-security',
	'remote-help',
	'training',
] as const

/** One of {@link USAGES}. */
export type UsageId = (typeof USAGES)[number]

/** Categories of data that a tool holds, the most sensitive first. French labels: `content/fr/data-categories.ts`. */
export const DATA_CATEGORIES = [
	'health',
	'social',
	'minors',
	'identity-documents',
	'civil-registry',
	'staff',
	'identity',
	'finance',
	'archives',
	'public',
] as const

/** One of {@link DATA_CATEGORIES}. */
export type DataCategoryId = (typeof DATA_CATEGORIES)[number]

/** Whom to call when something goes wrong, as the emergency sheet lists them. */
export const EMERGENCY_CONTACTS = ['it-provider', 'host', 'bank', '17cyber', 'csirt', 'gendarmerie', 'dpo', 'insurer'] as const

/** One of {@link EMERGENCY_CONTACTS}. */
export type EmergencyContact = (typeof EMERGENCY_CONTACTS)[number]

/** Every officially assigned code of ISO 3166-1 alpha-2, sorted. Names come from `Intl.DisplayNames`. */
export const COUNTRIES: readonly string[] = (
	'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ '
	+ 'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR '
	+ 'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP '
	+ 'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ '
	+ 'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW '
	+ 'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ '
	+ 'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

const COUNTRY_SET: ReadonlySet<string> = new Set(COUNTRIES)

/**
 * True if a text is a country code, not a special answer such as `unknown`.
 *
 * @param code - anything written in a field of country
 */
export function isCountry(code: string | undefined): code is string {
	return code !== undefined && COUNTRY_SET.has(code)
}

/** Nothing of this is done without data about people or money. */
const DATA_USAGES: ReadonlySet<string> = new Set<UsageId>([
	'accounting',
	'payroll',
	'banking',
	'civil-registry',
	'elections',
	'cemetery',
	'urban-planning',
	'billing',
	'after-school',
	'mail-register',
	'archiving',
	'calendar',
	'email',
	'file-sharing',
	'room-booking',
	'appointments',
	'issue-reports',
	'catering',
	'social-care',
	'forms',
	'online-procedures',
	'backup',
	'passwords',
])

/**
 * True if a tool is said to hold no data, and to be used for what needs some.
 *
 * @param tool - what is said of it
 */
export function isDataDenied({
	dataCategories,
	usageIds = [],
}: {
	readonly dataCategories?: readonly string[]
	readonly usageIds?: readonly string[]
}): boolean {
	return dataCategories?.length === 0 && usageIds.some((usage) => DATA_USAGES.has(usage))
}
