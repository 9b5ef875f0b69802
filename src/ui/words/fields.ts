// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ValueKind } from '../../domain/inventory/fields.ts'
import type { CollectionName, WrittenFields } from '../../domain/inventory/model.ts'
import type { DataCategoryId } from '../../domain/inventory/usages.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { MoreFields } from '../../vault/model.ts'
import type { Option } from './choices.ts'

import { ENTITIES } from '../../domain/inventory/entities.ts'
import { DATA_CATEGORIES } from '../../domain/inventory/usages.ts'
import { isCustomName } from '../../domain/passwords/kinds.ts'
import { formatDate, formatDateTime, formatEuros, formatNumber, t } from '../../platform/l10n.ts'
import {
	accountKindOptions,
	certaintyOptions,
	countryLabel,
	criticalityOptions,
	dataCategoryLabel,
	deliveryOptions,
	frequencyOptions,
	hostingKindOptions,
	imposedByOptions,
	knowledgeOptions,
	licenceOptions,
	mfaOptions,
	ownerOptions,
	periodOptions,
	personKindOptions,
	recoveryOptions,
	renewalOptions,
	statusOptions,
	supplierKindOptions,
	usageLabel,
	vaultStateOptions,
} from './choices.ts'
import { kindOptions, wifiOptions } from './kinds.ts'
import { MORE_CHOICES } from './more-choices.ts'

/** Every field that a person can write in the inventory: a new one of `entities.ts` does not compile without its words. */
type InventoryField = { [C in CollectionName]: keyof WrittenFields<C> }[CollectionName]

/** The fields of an entry of the vault that people see. */
type CredentialField
	= 'accountId' | 'favourite' | 'label' | 'login' | 'note' | 'password' | 'passwordChangedAt' | 'site' | 'tags' | 'trashedAt' | keyof MoreFields

type Words<K extends string> = Readonly<Record<K, () => string>>

const COLLECTIONS: Words<CollectionName | 'credentials'> = {
	accounts: () => t('trousseau', 'Account'),
	backups: () => t('trousseau', 'Backup'),
	commune: () => t('trousseau', 'Commune'),
	contracts: () => t('trousseau', 'Contract'),
	costs: () => t('trousseau', 'Cost'),
	credentials: () => t('trousseau', 'Password'),
	domains: () => t('trousseau', 'Domain name'),
	equipments: () => t('trousseau', 'Equipment'),
	hostings: () => t('trousseau', 'Hosting place'),
	persons: () => t('trousseau', 'Person'),
	processings: () => t('trousseau', 'Processing of personal data'),
	suppliers: () => t('trousseau', 'Supplier'),
	tools: () => t('trousseau', 'Tool'),
	trainings: () => t('trousseau', 'Training'),
}

const CREDENTIAL_FIELDS: Words<CredentialField> = {
	accountId: () => t('trousseau', 'Account'),
	codePersonId: () => t('trousseau', 'Who receives the confirmation code?'),
	codeTo: () => t('trousseau', 'On which telephone, in which mailbox?'),
	contact: () => t('trousseau', 'Whom to call'),
	expiresOn: () => t('trousseau', 'Valid until'),
	favourite: () => t('trousseau', 'Favourite'),
	holderIds: () => t('trousseau', 'Who knows this password?'),
	kind: () => t('trousseau', 'Kind of entry'),
	label: () => t('trousseau', 'Name'),
	login: () => t('trousseau', 'Login'),
	moreSites: () => t('trousseau', 'Other addresses'),
	note: () => t('trousseau', 'Note'),
	otp: () => t('trousseau', 'Key of the one-time code'),
	password: () => t('trousseau', 'Password'),
	passwordChangedAt: () => t('trousseau', 'Password'),
	remindDays: () => t('trousseau', 'Days of reminder'),
	site: () => t('trousseau', 'Site address'),
	tags: () => t('trousseau', 'Labels'),
	trashedAt: () => t('trousseau', 'Trash'),
	wifi: () => t('trousseau', 'How is the network protected?'),
}

const FIELDS: Words<InventoryField> = {
	adsOrTrackers: () => t('trousseau', 'Advertising or trackers'),
	alternativeKnown: () => t('trousseau', 'Another tool known'),
	amountInclTax: () => t('trousseau', 'Amount, tax included'),
	antivirus: () => t('trousseau', 'Antivirus'),
	assignedTo: () => t('trousseau', 'Who has it'),
	autoLock: () => t('trousseau', 'Locks by itself'),
	autoRenew: () => t('trousseau', 'Renewed by itself'),
	autoUpdate: () => t('trousseau', 'Updates by themselves'),
	awarenessOn: () => t('trousseau', 'Last session on digital risks'),
	backedUp: () => t('trousseau', 'Copied elsewhere'),
	backupAt: () => t('trousseau', 'Last backup taken away on'),
	backupBy: () => t('trousseau', 'Last backup taken away by'),
	boughtOn: () => t('trousseau', 'Bought on'),
	catalogueId: () => t('trousseau', 'Entry of the catalogue'),
	certainty: () => t('trousseau', 'Where the figure comes from'),
	charter: () => t('trousseau', 'Charter on digital tools'),
	charterSignedOn: () => t('trousseau', 'Charter signed on'),
	contact: () => t('trousseau', 'Contact'),
	country: () => t('trousseau', 'Country'),
	countryProcessing: () => t('trousseau', 'Country where the data is processed'),
	countryStorage: () => t('trousseau', 'Country where the data is kept'),
	createdOn: () => t('trousseau', 'Created on'),
	credentialExpiresOn: () => t('trousseau', 'Certificate valid until'),
	criticality: () => t('trousseau', 'Importance'),
	dailyAdmin: () => t('trousseau', 'Used as administrator every day'),
	dataCategories: () => t('trousseau', 'Data kept'),
	datacentre: () => t('trousseau', 'Data centre'),
	decidedOn: () => t('trousseau', 'Decided on'),
	delivery: () => t('trousseau', 'How it is used'),
	digitalLead: () => t('trousseau', 'Somebody in charge of digital matters'),
	digitalLeadPersonId: () => t('trousseau', 'In charge of digital matters'),
	disabledOn: () => t('trousseau', 'Closed on'),
	diskEncrypted: () => t('trousseau', 'Disk encrypted'),
	displayName: () => t('trousseau', 'Name'),
	disposedOn: () => t('trousseau', 'Disposed of on'),
	dpa: () => t('trousseau', 'Agreement on personal data'),
	dpo: () => t('trousseau', 'Data protection officer'),
	dpoDesignatedOn: () => t('trousseau', 'Officer designated on'),
	dpoNumber: () => t('trousseau', 'Number of the designation'),
	emergencyAccess: () => t('trousseau', 'Access in an emergency'),
	emergencyContacts: () => t('trousseau', 'Emergency contacts'),
	emergencySheetOn: () => t('trousseau', 'Emergency sheet printed on'),
	endOfSupportOn: () => t('trousseau', 'End of support'),
	endOn: () => t('trousseau', 'End'),
	expiresOn: () => t('trousseau', 'Expires on'),
	exportTestedOn: () => t('trousseau', 'Last export tested'),
	extendedSupportUntil: () => t('trousseau', 'Paid updates until'),
	facts: () => t('trousseau', 'Where the answers come from'),
	fileSharing: () => t('trousseau', 'How files are shared'),
	firewall: () => t('trousseau', 'Firewall'),
	frequency: () => t('trousseau', 'How often'),
	function: () => t('trousseau', 'Function'),
	hasWorkDevice: () => t('trousseau', 'Has a device of the mairie'),
	heldOn: () => t('trousseau', 'Held on'),
	holderIds: () => t('trousseau', 'Who holds it'),
	holderKind: () => t('trousseau', 'Who holds it'),
	holdsCommuneData: () => t('trousseau', 'Holds data of the commune'),
	hostingId: () => t('trousseau', 'Where it is hosted'),
	imposedBy: () => t('trousseau', 'Who chose it'),
	indefinite: () => t('trousseau', 'Without a last day'),
	initialTerm: () => t('trousseau', 'First term'),
	inseeCode: () => t('trousseau', 'INSEE code'),
	kind: () => t('trousseau', 'Kind'),
	knowledge: () => t('trousseau', 'How sure it is'),
	label: () => t('trousseau', 'Name'),
	lastRestoreTestOn: () => t('trousseau', 'Last test'),
	licenceKind: () => t('trousseau', 'Licence'),
	lifecycle: () => t('trousseau', 'Future of the tool'),
	locationClause: () => t('trousseau', 'Clause on the place of the data'),
	maxRenewals: () => t('trousseau', 'Renewals at most'),
	mfa: () => t('trousseau', 'Second proof'),
	name: () => t('trousseau', 'Name'),
	namedAccounts: () => t('trousseau', 'An account for each person'),
	noneOf: () => t('trousseau', 'The commune has none'),
	note: () => t('trousseau', 'Note'),
	notice: () => t('trousseau', 'Notice'),
	noticeGivenOn: () => t('trousseau', 'Notice given on'),
	object: () => t('trousseau', 'Object'),
	offlineCopy: () => t('trousseau', 'Copy off line'),
	offsite: () => t('trousseau', 'Copy in another place'),
	openFormat: () => t('trousseau', 'Open format'),
	operatorSupplierId: () => t('trousseau', 'Who operates it'),
	opsnDomain: () => t('trousseau', 'Mail domain of the syndicate'),
	os: () => t('trousseau', 'System'),
	osSupportUntil: () => t('trousseau', 'System updated until'),
	ownership: () => t('trousseau', 'Whose it is'),
	parentCountry: () => t('trousseau', 'Country of the parent company'),
	parentName: () => t('trousseau', 'Parent company'),
	period: () => t('trousseau', 'How often it is paid'),
	personIds: () => t('trousseau', 'Persons'),
	physicallyProtected: () => t('trousseau', 'Locked away'),
	population: () => t('trousseau', 'Population'),
	reconditioned: () => t('trousseau', 'Reconditioned'),
	recoveryKind: () => t('trousseau', 'Recovery address'),
	reference: () => t('trousseau', 'Reference'),
	registrantKind: () => t('trousseau', 'Who holds it'),
	remoteAccess: () => t('trousseau', 'Access from afar'),
	remoteAccessControlled: () => t('trousseau', 'Access from afar under control'),
	renewal: () => t('trousseau', 'Renewal'),
	renewalTerm: () => t('trousseau', 'Later terms'),
	returnClause: () => t('trousseau', 'Clause on giving back the data'),
	reviewedOn: () => t('trousseau', 'Read again on'),
	role: () => t('trousseau', 'Organised or joined'),
	rotatedOn: () => t('trousseau', 'Password changed on'),
	rpntCheckedOn: () => t('trousseau', 'Criteria of the RPNT read on'),
	rpntFailed: () => t('trousseau', 'Criteria of the RPNT not met'),
	rpntPassed: () => t('trousseau', 'Criteria of the RPNT met'),
	satisfaction: () => t('trousseau', 'Satisfaction'),
	secondFactorOffered: () => t('trousseau', 'Second proof offered'),
	securityClause: () => t('trousseau', 'Clause on security'),
	sharedCalendar: () => t('trousseau', 'Shared calendar'),
	startOn: () => t('trousseau', 'Beginning'),
	status: () => t('trousseau', 'State'),
	subprocessorIds: () => t('trousseau', 'Subcontractors'),
	supplierBackup: () => t('trousseau', 'Copied by the supplier'),
	supplierId: () => t('trousseau', 'Who publishes it'),
	supportPhone: () => t('trousseau', 'Support by telephone'),
	terminatedOn: () => t('trousseau', 'Terminated on'),
	toolId: () => t('trousseau', 'Tool'),
	toolIds: () => t('trousseau', 'Tools'),
	trained: () => t('trousseau', 'Users trained'),
	transferMechanism: () => t('trousseau', 'What the transfer rests on'),
	unitsBought: () => t('trousseau', 'Licences bought'),
	url: () => t('trousseau', 'Site address'),
	usageIds: () => t('trousseau', 'What it is for'),
	useNote: () => t('trousseau', 'Note on its use'),
	userIds: () => t('trousseau', 'Who uses it'),
	usersCount: () => t('trousseau', 'How many people use it'),
	usersUnknown: () => t('trousseau', 'Users not known'),
	usesPersonalAddress: () => t('trousseau', 'Uses a personal address'),
	usesPersonalDevice: () => t('trousseau', 'Uses a personal device'),
	vaultState: () => t('trousseau', 'Where the password is kept'),
	wiped: () => t('trousseau', 'Wiped before it went'),
	workMailbox: () => t('trousseau', 'Has a mailbox of the mairie'),
	year: () => t('trousseau', 'Year'),
}

/** For each closed list, its words in the lists of the forms. */
const CHOICES: Readonly<Record<string, () => readonly Option<string>[]>> = {
	'accounts.kind': accountKindOptions,
	'accounts.mfa': mfaOptions,
	'accounts.recoveryKind': recoveryOptions,
	'accounts.vaultState': vaultStateOptions,
	'backups.frequency': frequencyOptions,
	'backups.holderKind': ownerOptions,
	'contracts.renewal': renewalOptions,
	'credentials.kind': kindOptions,
	'credentials.wifi': wifiOptions,
	'costs.certainty': certaintyOptions,
	'costs.period': periodOptions,
	'domains.registrantKind': ownerOptions,
	'hostings.kind': hostingKindOptions,
	'hostings.knowledge': knowledgeOptions,
	'persons.kind': personKindOptions,
	'suppliers.kind': supplierKindOptions,
	'tools.criticality': criticalityOptions,
	'tools.delivery': deliveryOptions,
	'tools.imposedBy': imposedByOptions,
	'tools.licenceKind': licenceOptions,
	'tools.status': statusOptions,
	...MORE_CHOICES,
}

/** Name of the record of an id, or undefined. */
export type NameOf = (id: string) => string | undefined

function own<T>(words: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(words, key) ? words[key] : undefined
}

/** A record of a collection, in a word; one of a newer version or of the program itself as "another record". */
export function collectionLabel(collection: string): string {
	return own(COLLECTIONS, collection)?.() ?? t('trousseau', 'Another record')
}

/** A field of a record, in words; one of a newer version by its own name. */
export function fieldLabel(collection: string, field: string): string {
	return own<() => string>(collection === 'credentials' ? CREDENTIAL_FIELDS : FIELDS, field)?.()
		?? (isCustomName(field) ? t('trousseau', 'Field of your own') : field)
}

/** Shown for an absent value. */
const NOTHING = '—'

/** How a field is read, or undefined for one that this version does not know. */
function kindOf(collection: string, field: string): ValueKind | undefined {
	return own(own<Readonly<Record<string, { readonly traits: { readonly kind: ValueKind } }>>>(ENTITIES, collection) ?? {}, field)?.traits
		.kind
}

/** Kinds of the fields of an entry that are no text. */
const CREDENTIAL_KINDS_OF_VALUE: Readonly<Record<string, ValueKind>> = { codePersonId: 'reference', holderIds: 'references', expiresOn: 'date' }

function yesNoValue(value: string): string {
	return value === 'yes' ? t('trousseau', 'Yes') : value === 'no' ? t('trousseau', 'No') : value
}

function textValue(collection: string, field: string, value: string, nameOf: NameOf): string {
	const option = own(CHOICES, `${collection}.${field}`)?.().find((one) => one.value === value)
	if (option !== undefined) {
		return option.label
	}
	switch (collection === 'credentials' ? CREDENTIAL_KINDS_OF_VALUE[field] : kindOf(collection, field)) {
		case 'reference':
		case 'references':
			return nameOf(value) ?? t('trousseau', '(no longer there)')
		case 'usages':
			return usageLabel(value)
		case 'data-categories':
			return (DATA_CATEGORIES as readonly string[]).includes(value) ? dataCategoryLabel(value as DataCategoryId) : value
		case 'country':
			return countryLabel(value)
		case 'time':
			return formatDateTime(value)
		case 'date':
			return value === 'unknown' ? t('trousseau', 'Unknown') : formatDate(value) || value
		case 'yes-no':
			return value === 'unknown' ? t('trousseau', 'Unknown') : yesNoValue(value)
		default:
			return value
	}
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
		return typeof value === 'string' && value !== ''
			? t('trousseau', 'in the trash since {date}', { date: formatDateTime(value) })
			: t('trousseau', 'not in the trash')
	}
	if (value === undefined || value === null || value === '') {
		return NOTHING
	}
	if (typeof value === 'boolean') {
		return value ? t('trousseau', 'Yes') : t('trousseau', 'No')
	}
	if (typeof value === 'number') {
		const kind = kindOf(collection, field)
		return kind === 'euros' ? formatEuros(value) : kind === 'year' ? String(value) : formatNumber(value)
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
