// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FamilyId } from '../../domain/catalogue/families.ts'
import type { CostBand, Effort, LegalStatus } from '../../domain/diagnostic/rule.ts'
import type { DataPlace, Exposure } from '../../domain/hosting/places.ts'
import type { Account, Backup, Contract, Cost, Hosting, Knowledge, Person, Supplier, Tool } from '../../domain/inventory/model.ts'
import type { DataCategoryId } from '../../domain/inventory/usages.ts'

import { DATA_CATEGORY_LABELS } from '../../content/fr/data-categories.ts'
import { FAMILY_LABELS } from '../../content/fr/families.ts'
import { USAGE_LABELS } from '../../content/fr/usages.ts'
import { COUNTRIES } from '../../domain/inventory/usages.ts'
import { compareNames, formatCountry, t } from '../../platform/l10n.ts'

/** A choice of a list: its value and its words. */
export interface Option<T extends string> {
	readonly value: T
	readonly label: string
}

type Labels<T extends string> = Readonly<Record<T, string>>

function options<T extends string>(labels: Labels<T>): readonly Option<T>[] {
	return (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }))
}

/**
 * A country, in the person's language.
 *
 * @param code - ISO 3166-1 alpha-2, `unknown`, or undefined when it was not asked
 */
export function countryLabel(code: string | undefined): string {
	return code === undefined || code === 'unknown' || !/^[A-Z]{2}$/.test(code) ? t('trousseau', 'Unknown') : formatCountry(code)
}

/** Every country, France first; "I do not know" before all. */
export function countryOptions(): readonly Option<string>[] {
	const others = COUNTRIES.filter((code) => code !== 'FR')
		.map((code) => ({ value: code, label: countryLabel(code) }))
		.sort((left, right) => compareNames(left.label, right.label))
	return [{ value: 'unknown', label: t('trousseau', 'I do not know') }, { value: 'FR', label: countryLabel('FR') }, ...others]
}

function hostingKinds(): Labels<NonNullable<Hosting['kind']>> {
	return {
		unknown: t('trousseau', 'I do not know'),
		'town-hall-server': t('trousseau', 'A server in the mairie'),
		nas: t('trousseau', 'A storage box in the mairie (NAS)'),
		workstation: t('trousseau', 'A computer of the mairie'),
		saas: t('trousseau', 'Online, at the publisher'),
		host: t('trousseau', 'Online, at a host'),
		opsn: t('trousseau', 'A public digital body (OPSN, syndicate, CDG)'),
		epci: t('trousseau', 'The community of communes'),
		state: t('trousseau', 'The State'),
		person: t('trousseau', 'Somebody’s own computer'),
	}
}

/** Kinds of places. */
export function hostingKindOptions(): readonly Option<NonNullable<Hosting['kind']>>[] {
	return options(hostingKinds())
}

/**
 * A kind of place in words.
 *
 * @param kind - as in the inventory
 */
export function hostingKindLabel(kind: Hosting['kind']): string {
	return kind === undefined || kind === 'unknown' ? t('trousseau', 'Unknown') : hostingKinds()[kind]
}

/** Degrees of knowledge, the surest first. */
export function knowledgeOptions(): readonly Option<Knowledge>[] {
	return options<Knowledge>({
		proven: t('trousseau', 'Proven: I have seen the contract or a certificate'),
		declared: t('trousseau', 'Declared: the supplier says so'),
		supposed: t('trousseau', 'Supposed: I believe so'),
		unknown: t('trousseau', 'I do not know'),
	})
}

/**
 * A degree of knowledge in one word.
 *
 * @param knowledge - as in the inventory
 */
export function knowledgeLabel(knowledge: Knowledge | undefined): string {
	switch (knowledge) {
		case 'proven': return t('trousseau', 'proven')
		case 'declared': return t('trousseau', 'declared')
		case 'supposed': return t('trousseau', 'supposed')
		default: return t('trousseau', 'unknown')
	}
}

/** Kinds of suppliers. */
export function supplierKindOptions(): readonly Option<NonNullable<Supplier['kind']>>[] {
	return options<NonNullable<Supplier['kind']>>({
		unknown: t('trousseau', 'I do not know'),
		publisher: t('trousseau', 'A software publisher'),
		host: t('trousseau', 'A host'),
		'it-services': t('trousseau', 'An IT company'),
		integrator: t('trousseau', 'An integrator'),
		opsn: t('trousseau', 'A public digital body (OPSN, syndicate)'),
		cdg: t('trousseau', 'The management centre (CDG)'),
		epci: t('trousseau', 'The community of communes'),
		state: t('trousseau', 'The State'),
		association: t('trousseau', 'An association'),
		volunteer: t('trousseau', 'A volunteer'),
	})
}

/** How often a cost comes. */
export function periodOptions(): readonly Option<NonNullable<Cost['period']>>[] {
	return options<NonNullable<Cost['period']>>({
		yearly: t('trousseau', 'Every year'),
		quarterly: t('trousseau', 'Every quarter'),
		monthly: t('trousseau', 'Every month'),
		once: t('trousseau', 'Once'),
	})
}

/** Where a figure comes from. */
export function certaintyOptions(): readonly Option<Cost['certainty']>[] {
	return options<Cost['certainty']>({
		invoice: t('trousseau', 'An invoice'),
		quote: t('trousseau', 'A quote'),
		estimate: t('trousseau', 'My estimate'),
		unknown: t('trousseau', 'I do not know'),
	})
}

/** How much a tool matters. */
export function criticalityOptions(): readonly Option<NonNullable<Tool['criticality']>>[] {
	return options<NonNullable<Tool['criticality']>>({
		unknown: t('trousseau', 'I do not know'),
		essential: t('trousseau', 'Essential: the mairie stops without it'),
		useful: t('trousseau', 'Useful'),
		minor: t('trousseau', 'Minor'),
	})
}

/** Where passwords are kept today. */
export function vaultStateOptions(): readonly Option<NonNullable<Account['vaultState']>>[] {
	return options<NonNullable<Account['vaultState']>>({
		unknown: t('trousseau', 'I do not know'),
		vault: t('trousseau', 'In the vault'),
		notebook: t('trousseau', 'In a paper notebook'),
		'word-file': t('trousseau', 'In a file (Word, Excel…)'),
		'online-document': t('trousseau', 'In an online document'),
		browser: t('trousseau', 'In the browser'),
		memory: t('trousseau', 'In somebody’s memory'),
	})
}

/**
 * A place of data in words.
 *
 * @param place - as the hosting summary counts it
 */
export function placeLabel(place: DataPlace): string {
	const labels: Labels<DataPlace> = {
		local: t('trousseau', 'In the mairie'),
		france: t('trousseau', 'In France'),
		eu: t('trousseau', 'Elsewhere in the European Union'),
		adequate: t('trousseau', 'In a country recognised by the Union'),
		outside: t('trousseau', 'Outside the European Union'),
		state: t('trousseau', 'Portal of the State'),
		unknown: t('trousseau', 'We do not know'),
	}
	return labels[place]
}

/**
 * Whose law reaches a supplier, in words.
 *
 * @param exposure - as the hosting summary counts it
 */
export function exposureLabel(exposure: Exposure): string {
	const labels: Labels<Exposure> = {
		none: t('trousseau', 'Nobody but the commune keeps it'),
		eu: t('trousseau', 'European law only'),
		adequate: t('trousseau', 'A country recognised by the Union'),
		'foreign-law': t('trousseau', 'A foreign law that reaches abroad (United States…)'),
		'third-country': t('trousseau', 'Another country'),
		unknown: t('trousseau', 'We do not know'),
	}
	return labels[exposure]
}

/** Whose an account is. */
export function accountKindOptions(): readonly Option<NonNullable<Account['kind']>>[] {
	return options<NonNullable<Account['kind']>>({
		unknown: t('trousseau', 'I do not know'),
		shared: t('trousseau', 'Shared by several people'),
		personal: t('trousseau', 'In the name of one person'),
		admin: t('trousseau', 'Administrator'),
		technical: t('trousseau', 'Technical'),
		certificate: t('trousseau', 'Certificate or agent card'),
	})
}

/** Second factors of an account. */
export function mfaOptions(): readonly Option<NonNullable<Account['mfa']>>[] {
	return options<NonNullable<Account['mfa']>>({
		unknown: t('trousseau', 'I do not know'),
		none: t('trousseau', 'Nothing more than the password'),
		sms: t('trousseau', 'A code by SMS'),
		app: t('trousseau', 'A code from an application'),
		key: t('trousseau', 'A security key'),
		certificate: t('trousseau', 'A certificate or a card'),
	})
}

/** Kinds of holders of a backup or of a domain name. */
export function ownerOptions(): readonly Option<'commune' | 'supplier' | 'volunteer' | 'unknown'>[] {
	return options<'commune' | 'supplier' | 'volunteer' | 'unknown'>({
		unknown: t('trousseau', 'I do not know'),
		commune: t('trousseau', 'The commune'),
		supplier: t('trousseau', 'The supplier only'),
		volunteer: t('trousseau', 'A volunteer only'),
	})
}

/** Kinds of people. */
export function personKindOptions(): readonly Option<NonNullable<Person['kind']>>[] {
	return options<NonNullable<Person['kind']>>({
		unknown: t('trousseau', 'I do not know'),
		agent: t('trousseau', 'Agent of the commune'),
		elected: t('trousseau', 'Elected official'),
		external: t('trousseau', 'Outside (supplier, volunteer…)'),
	})
}

/** Whose address receives the recovery messages of an account. */
export function recoveryOptions(): readonly Option<NonNullable<Account['recoveryKind']>>[] {
	return options<NonNullable<Account['recoveryKind']>>({
		unknown: t('trousseau', 'I do not know'),
		commune: t('trousseau', 'The commune'),
		personal: t('trousseau', 'The personal address of somebody'),
		supplier: t('trousseau', 'The supplier only'),
	})
}

/** Kinds of licences. */
export function licenceOptions(): readonly Option<NonNullable<Tool['licenceKind']>>[] {
	return options<NonNullable<Tool['licenceKind']>>({
		unknown: t('trousseau', 'I do not know'),
		libre: t('trousseau', 'Libre software'),
		'proprietary-paid': t('trousseau', 'Proprietary, paid'),
		'proprietary-free': t('trousseau', 'Proprietary, free of charge'),
		'public-service': t('trousseau', 'Public service'),
	})
}

/** How a tool is used. */
export function deliveryOptions(): readonly Option<NonNullable<Tool['delivery']>>[] {
	return options<NonNullable<Tool['delivery']>>({
		unknown: t('trousseau', 'I do not know'),
		saas: t('trousseau', 'Online'),
		desktop: t('trousseau', 'Installed on the computers'),
		'local-server': t('trousseau', 'On a server in the mairie'),
		nas: t('trousseau', 'On a storage box in the mairie (NAS)'),
		paper: t('trousseau', 'On paper'),
	})
}

/** States of a tool. */
export function statusOptions(): readonly Option<NonNullable<Tool['status']>>[] {
	return options<NonNullable<Tool['status']>>({
		used: t('trousseau', 'in use'),
		trial: t('trousseau', 'on trial'),
		abandoned: t('trousseau', 'no longer used'),
		'to-stop': t('trousseau', 'to be stopped'),
	})
}

/** Origins of the choice of a tool. */
export function imposedByOptions(): readonly Option<NonNullable<Tool['imposedBy']>>[] {
	return options<NonNullable<Tool['imposedBy']>>({
		unknown: t('trousseau', 'I do not know'),
		chosen: t('trousseau', 'The commune'),
		state: t('trousseau', 'The State'),
		epci: t('trousseau', 'The community of communes'),
		supplier: t('trousseau', 'The supplier'),
		correspondent: t('trousseau', 'Somebody we work with'),
	})
}

/** How often something is copied. */
export function frequencyOptions(): readonly Option<NonNullable<Backup['frequency']>>[] {
	return options<NonNullable<Backup['frequency']>>({
		unknown: t('trousseau', 'I do not know'),
		daily: t('trousseau', 'every day'),
		weekly: t('trousseau', 'every week'),
		monthly: t('trousseau', 'every month'),
		rarely: t('trousseau', 'rarely'),
	})
}

/** How a contract goes on. */
export function renewalOptions(): readonly Option<NonNullable<Contract['renewal']>>[] {
	return options<NonNullable<Contract['renewal']>>({
		unknown: t('trousseau', 'I do not know'),
		none: t('trousseau', 'none'),
		tacit: t('trousseau', 'by itself'),
		express: t('trousseau', 'when asked for'),
	})
}

/**
 * The secretary's time for an action.
 *
 * @param effort - of the rule
 */
export function effortLabel(effort: Effort): string {
	const labels: Labels<Effort> = {
		XS: t('trousseau', '30 minutes'),
		S: t('trousseau', '2 hours'),
		M: t('trousseau', 'a day'),
		L: t('trousseau', 'a week'),
		XL: t('trousseau', 'a project'),
	}
	return labels[effort]
}

/**
 * Yearly cost of an action, in words.
 *
 * @param band - of the rule
 */
export function costBandLabel(band: CostBand): string {
	const labels: Labels<CostBand> = {
		0: t('trousseau', '0 €'),
		'€': t('trousseau', 'less than 100 € a year'),
		'€€': t('trousseau', '100 to 500 € a year'),
		'€€€': t('trousseau', '500 to 2,000 € a year'),
		'€€€€': t('trousseau', 'more than 2,000 € a year'),
	}
	return labels[band]
}

/**
 * How binding a rule is.
 *
 * @param status - of the rule
 */
export function legalLabel(status: LegalStatus): string {
	const labels: Labels<LegalStatus> = {
		obligation: t('trousseau', 'legal obligation'),
		recommendation: t('trousseau', 'recommendation of an authority'),
		'good-practice': t('trousseau', 'good practice'),
	}
	return labels[status]
}

/**
 * A usage of a tool, in words.
 *
 * @param id - of `USAGES`; another one, written by a newer version, is shown as it is
 */
export function usageLabel(id: string): string {
	return isKeyOf(USAGE_LABELS, id) ? USAGE_LABELS[id] : id
}

/**
 * A family of the wall of tools.
 *
 * @param id - of `FAMILIES`
 */
export function familyLabel(id: FamilyId): string {
	return FAMILY_LABELS[id]
}

/**
 * A kind of data, in words.
 *
 * @param id - of `DATA_CATEGORIES`
 */
export function dataCategoryLabel(id: DataCategoryId): string {
	return DATA_CATEGORY_LABELS[id]
}

function isKeyOf<T extends object>(labels: T, key: string): key is string & keyof T {
	return Object.hasOwn(labels, key)
}
