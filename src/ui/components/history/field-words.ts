// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DataCategoryId } from '../../../domain/inventory/usages.ts'
import type { JsonValue } from '../../../domain/json.ts'
import type { Option } from '../../labels.ts'

import { DATA_CATEGORIES } from '../../../domain/inventory/usages.ts'
import { formatDate, formatDateTime, formatEuros, formatNumber, t } from '../../../platform/l10n.ts'
import {
	accountKindOptions,
	certaintyOptions,
	countryLabel,
	criticalityOptions,
	dataCategoryLabel,
	hostingKindOptions,
	knowledgeOptions,
	mfaOptions,
	ownerOptions,
	periodOptions,
	supplierKindOptions,
	usageLabel,
	vaultStateOptions,
} from '../../labels.ts'

type Words = Readonly<Record<string, () => string>>

const CREDENTIAL_FIELDS: Words = {
	accountId: () => t('trousseau', 'Account'),
	favourite: () => t('trousseau', 'Favourite'),
	label: () => t('trousseau', 'Name'),
	login: () => t('trousseau', 'Login'),
	note: () => t('trousseau', 'Note'),
	password: () => t('trousseau', 'Password'),
	site: () => t('trousseau', 'Site address'),
	tags: () => t('trousseau', 'Labels'),
	trashedAt: () => t('trousseau', 'Trash'),
}

const FIELDS: Words = {
	amountInclTax: () => t('trousseau', 'Amount, tax included'),
	backedUp: () => t('trousseau', 'Copied elsewhere'),
	catalogueId: () => t('trousseau', 'Entry of the catalogue'),
	certainty: () => t('trousseau', 'Where the figure comes from'),
	contact: () => t('trousseau', 'Contact'),
	country: () => t('trousseau', 'Country'),
	countryProcessing: () => t('trousseau', 'Country where the data is processed'),
	countryStorage: () => t('trousseau', 'Country where the data is kept'),
	createdOn: () => t('trousseau', 'Created on'),
	criticality: () => t('trousseau', 'Importance'),
	dataCategories: () => t('trousseau', 'Data kept'),
	datacentre: () => t('trousseau', 'Data centre'),
	delivery: () => t('trousseau', 'How it is used'),
	disabledOn: () => t('trousseau', 'Closed on'),
	displayName: () => t('trousseau', 'Name'),
	endOn: () => t('trousseau', 'End'),
	expiresOn: () => t('trousseau', 'Expires on'),
	facts: () => t('trousseau', 'Where the answers come from'),
	frequency: () => t('trousseau', 'How often'),
	function: () => t('trousseau', 'Function'),
	holderIds: () => t('trousseau', 'Who holds it'),
	holderKind: () => t('trousseau', 'Who holds it'),
	hostingId: () => t('trousseau', 'Where it is hosted'),
	imposedBy: () => t('trousseau', 'Who chose it'),
	inseeCode: () => t('trousseau', 'INSEE code'),
	kind: () => t('trousseau', 'Kind'),
	knowledge: () => t('trousseau', 'How sure it is'),
	label: () => t('trousseau', 'Name'),
	lastRestoreTestOn: () => t('trousseau', 'Last test'),
	licenceKind: () => t('trousseau', 'Licence'),
	mfa: () => t('trousseau', 'Second proof'),
	name: () => t('trousseau', 'Name'),
	note: () => t('trousseau', 'Note'),
	object: () => t('trousseau', 'Object'),
	offlineCopy: () => t('trousseau', 'Copy off line'),
	offsite: () => t('trousseau', 'Copy in another place'),
	operatorSupplierId: () => t('trousseau', 'Who operates it'),
	parentCountry: () => t('trousseau', 'Country of the parent company'),
	parentName: () => t('trousseau', 'Parent company'),
	period: () => t('trousseau', 'How often it is paid'),
	population: () => t('trousseau', 'Population'),
	recoveryKind: () => t('trousseau', 'Recovery address'),
	reference: () => t('trousseau', 'Reference'),
	registrantKind: () => t('trousseau', 'Who holds it'),
	renewal: () => t('trousseau', 'Renewal'),
	reviewedOn: () => t('trousseau', 'Read again on'),
	rotatedOn: () => t('trousseau', 'Password changed on'),
	startOn: () => t('trousseau', 'Beginning'),
	status: () => t('trousseau', 'State'),
	supplierId: () => t('trousseau', 'Who publishes it'),
	supportPhone: () => t('trousseau', 'Support by telephone'),
	toolId: () => t('trousseau', 'Tool'),
	toolIds: () => t('trousseau', 'Tools'),
	url: () => t('trousseau', 'Site address'),
	usageIds: () => t('trousseau', 'What it is for'),
	userIds: () => t('trousseau', 'Who uses it'),
	usersCount: () => t('trousseau', 'How many people use it'),
	usersUnknown: () => t('trousseau', 'Users not known'),
	vaultState: () => t('trousseau', 'Where the password is kept'),
	year: () => t('trousseau', 'Year'),
}

const WORDS_OF: Readonly<Record<string, () => readonly Option<string>[]>> = {
	'accounts.kind': accountKindOptions,
	'accounts.mfa': mfaOptions,
	'accounts.recoveryKind': ownerOptions,
	'accounts.vaultState': vaultStateOptions,
	'backups.holderKind': ownerOptions,
	'costs.certainty': certaintyOptions,
	'costs.period': periodOptions,
	'domains.registrantKind': ownerOptions,
	'hostings.kind': hostingKindOptions,
	'hostings.knowledge': knowledgeOptions,
	'suppliers.kind': supplierKindOptions,
	'tools.criticality': criticalityOptions,
}

const SIMPLE: Words = {
	no: () => t('trousseau', 'No'),
	unknown: () => t('trousseau', 'Unknown'),
	yes: () => t('trousseau', 'Yes'),
	used: () => t('trousseau', 'in use'),
	trial: () => t('trousseau', 'on trial'),
	abandoned: () => t('trousseau', 'no longer used'),
	'to-stop': () => t('trousseau', 'to be stopped'),
	tacit: () => t('trousseau', 'by itself'),
	express: () => t('trousseau', 'when asked for'),
	none: () => t('trousseau', 'none'),
	agent: () => t('trousseau', 'staff'),
	elected: () => t('trousseau', 'elected'),
	external: () => t('trousseau', 'from outside'),
	daily: () => t('trousseau', 'every day'),
	weekly: () => t('trousseau', 'every week'),
	monthly: () => t('trousseau', 'every month'),
	rarely: () => t('trousseau', 'rarely'),
}

/** Fields whose texts are words of ours, not people's. */
const OF_SIMPLE: ReadonlySet<string> = new Set(['backedUp', 'frequency', 'kind', 'offlineCopy', 'offsite', 'renewal', 'status'])
const COUNTRIES: ReadonlySet<string> = new Set(['country', 'countryProcessing', 'countryStorage', 'parentCountry'])
const REFERENCES: ReadonlySet<string> = new Set(['hostingId', 'operatorSupplierId', 'supplierId', 'toolId', 'holderIds', 'toolIds', 'userIds'])

/** Name of the record of an id, or undefined. */
export type NameOf = (id: string) => string | undefined

/** A field of a password, in words. */
export function credentialFieldLabel(field: string): string {
	return Object.hasOwn(CREDENTIAL_FIELDS, field) ? CREDENTIAL_FIELDS[field]?.() ?? field : field
}

/** A field of any record, in words; one of a newer version by its own name. */
export function fieldLabel(collection: string, field: string): string {
	if (collection === 'credentials') {
		return credentialFieldLabel(field)
	}
	return Object.hasOwn(FIELDS, field) ? FIELDS[field]?.() ?? field : field
}

/** What nobody wrote. */
const NOTHING = '—'

function textValue(collection: string, field: string, value: string, nameOf: NameOf): string {
	if (REFERENCES.has(field)) {
		return nameOf(value) ?? t('trousseau', '(no longer there)')
	}
	if (field === 'usageIds') {
		return usageLabel(value)
	}
	if (field === 'dataCategories') {
		return (DATA_CATEGORIES as readonly string[]).includes(value) ? dataCategoryLabel(value as DataCategoryId) : value
	}
	if (COUNTRIES.has(field)) {
		return countryLabel(value)
	}
	const option = WORDS_OF[`${collection}.${field}`]?.().find((one) => one.value === value)
	if (option !== undefined) {
		return option.label
	}
	if ((value === 'unknown' || OF_SIMPLE.has(field)) && Object.hasOwn(SIMPLE, value)) {
		return SIMPLE[value]?.() ?? value
	}
	return /On$/.test(field) ? formatDate(value) || value : value
}

/**
 * A value in the words of the screens. Never of a secret: those come as null, and are revealed one at a time.
 *
 * @param collection - of the record
 * @param field - of the record
 * @param value - as the document has it
 * @param nameOf - names of other records
 */
export function fieldValue(collection: string, field: string, value: JsonValue | undefined, nameOf: NameOf): string {
	if (field === 'trashedAt') {
		return typeof value === 'string' && value !== '' ? t('trousseau', 'in the trash since {date}', { date: formatDateTime(value) }) : t('trousseau', 'not in the trash')
	}
	if (value === undefined || value === null || value === '') {
		return NOTHING
	}
	if (typeof value === 'boolean') {
		return value ? t('trousseau', 'Yes') : t('trousseau', 'No')
	}
	if (typeof value === 'number') {
		return field === 'amountInclTax' ? formatEuros(value) : field === 'year' ? String(value) : formatNumber(value)
	}
	if (typeof value === 'string') {
		return textValue(collection, field, value, nameOf)
	}
	if (Array.isArray(value)) {
		const list = value as readonly JsonValue[]
		return list.length === 0 ? NOTHING : list.map((item) => fieldValue(collection, field, item, nameOf)).join(', ')
	}
	return t('trousseau', 'noted')
}
