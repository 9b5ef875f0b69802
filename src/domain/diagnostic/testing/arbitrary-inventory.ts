// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentRecord } from '../../document.ts'
import type { Inventory, Provenance } from '../../inventory/model.ts'

import fc from 'fast-check'
import { sameJson } from '../../canonical.ts'
import { disagreements } from '../../inventory/disagreements.ts'
import { parseInventory } from '../../inventory/schema.ts'

/** The day of every diagnostic of the property tests. */
export const TODAY = '2026-11-22'

const UNKNOWN: Provenance = { source: 'user', checkedOn: TODAY, knowledge: 'unknown' }
const PUBLIC_SUPPLIERS = ['opsn', 'cdg', 'epci', 'state']
const LOCAL_HOSTINGS = ['town-hall-server', 'nas', 'workstation']

const IDS = ['a', 'b', 'c', 'd', 'e'] as const
const id = fc.constantFrom(...IDS)
const ids = fc.uniqueArray(id, { maxLength: 3 })
const label = fc.constantFrom('Alpha', 'Beta', 'Gamma')
const date = fc.constantFrom('2024-02-29', '2025-06-30', '2026-05-01', TODAY, '2027-01-01')
const owner = fc.constantFrom('commune', 'supplier', 'volunteer', 'unknown')
const yesNo = fc.constantFrom('yes', 'no', 'unknown')
const optional = { requiredKeys: [] as [] }

function records(arbitrary: fc.Arbitrary<object>): fc.Arbitrary<Record<string, object>> {
	return fc
		.uniqueArray(id, { maxLength: 4 })
		.chain((keys) => fc.tuple(...keys.map((key) => arbitrary.map((record) => [key, record] as const))))
		.map((entries) => Object.fromEntries(entries))
}

function withRequired(
	required: Record<string, fc.Arbitrary<unknown>>,
	others: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
	return fc.tuple(fc.record(required), fc.record(others, optional)).map(([left, right]) => ({ ...left, ...right }))
}

const tool = withRequired({ name: label }, {
	usageIds: fc.uniqueArray(fc.constantFrom('email', 'banking', 'accounting', 'website', 'calendar', 'video-meetings'), { maxLength: 2 }),
	supplierId: id,
	delivery: fc.constantFrom('saas', 'desktop', 'paper', 'nas', 'unknown'),
	imposedBy: fc.constantFrom('chosen', 'state', 'epci', 'unknown'),
	criticality: fc.constantFrom('essential', 'useful', 'minor', 'unknown'),
	dataCategories: fc.uniqueArray(fc.constantFrom('social', 'identity', 'public'), { maxLength: 2 }),
	hostingId: id,
	backedUp: yesNo,
	supplierBackup: yesNo,
	namedAccounts: yesNo,
	secondFactorOffered: fc.constantFrom('yes', 'no'),
	role: fc.constantFrom('own', 'guest', 'unknown'),
	satisfaction: fc.constantFrom('bad', 'poor', 'fair', 'good', 'unknown'),
	trained: yesNo,
	useNote: yesNo,
	licenceKind: fc.constantFrom('libre', 'proprietary-paid', 'proprietary-free', 'public-service', 'unknown'),
	status: fc.constantFrom('used', 'abandoned'),
	userIds: ids,
	usersCount: fc.integer({ min: 0, max: 3 }),
	unitsBought: fc.integer({ min: 0, max: 5 }),
	exportTestedOn: date,
	openFormat: yesNo,
	alternativeKnown: yesNo,
	adsOrTrackers: yesNo,
	lifecycle: fc.constantFrom('active', 'closing', 'closed', 'unknown'),
	endOfSupportOn: date,
})

const account = withRequired({ toolId: id, label }, {
	kind: fc.constantFrom('personal', 'shared', 'admin', 'technical', 'certificate', 'unknown'),
	holderIds: ids,
	vaultState: fc.constantFrom('vault', 'vault', 'notebook', 'browser', 'unknown'),
	mfa: fc.constantFrom('none', 'sms', 'app', 'unknown'),
	rotatedOn: date,
	disabledOn: date,
	recoveryKind: fc.constantFrom('commune', 'personal', 'supplier', 'unknown'),
	emergencyAccess: yesNo,
	reviewedOn: date,
	credentialExpiresOn: date,
})

/** True facts agree: what stands in the mairie is in France. */
const hosting = withRequired(
	{ label },
	{
		kind: fc.constantFrom('town-hall-server', 'nas', 'workstation', 'saas', 'saas', 'host', 'opsn', 'state', 'person', 'unknown'),
		operatorSupplierId: id,
		countryStorage: fc.constantFrom('FR', 'FR', 'DE', 'NO', 'CH', 'US', 'AU', 'unknown'),
		knowledge: fc.constantFrom('proven', 'declared', 'supposed', 'unknown'),
		countryProcessing: fc.constantFrom('FR', 'CH', 'US', 'unknown'),
		transferMechanism: fc.constantFrom('clauses', 'none', 'unknown'),
		subprocessorIds: ids,
	},
).map((record) => (
	LOCAL_HOSTINGS.includes(String(record.kind)) && record.countryStorage !== undefined ? { ...record, countryStorage: 'FR' } : record
))

/** True facts agree: a public body answers to French law. */
const supplier = withRequired(
	{ name: label },
	{
		kind: fc.constantFrom('publisher', 'host', 'opsn', 'state', 'association', 'unknown'),
		parentCountry: fc.constantFrom('FR', 'DE', 'US', 'CH', 'AU', 'unknown'),
		dpa: fc.constantFrom('signed', 'terms', 'none', 'unknown'),
		remoteAccess: yesNo,
		remoteAccessControlled: yesNo,
	},
).map((record) => (
	PUBLIC_SUPPLIERS.includes(String(record.kind)) && record.parentCountry !== undefined ? { ...record, parentCountry: 'FR' } : record
))

const cost = withRequired(
	{ toolId: id, certainty: fc.constantFrom('invoice', 'estimate', 'unknown') },
	{ amountInclTax: fc.integer({ min: 0, max: 5_000 }) },
)
const person = withRequired({ displayName: label }, {
	kind: fc.constantFrom('agent', 'elected', 'external', 'unknown'),
	endOn: date,
	workMailbox: yesNo,
	usesPersonalAddress: yesNo,
	hasWorkDevice: yesNo,
	usesPersonalDevice: yesNo,
	awarenessOn: date,
	charterSignedOn: date,
})
const backup = withRequired({ label, toolIds: ids }, { holderKind: owner, offlineCopy: yesNo, offsite: yesNo, lastRestoreTestOn: date })
const domain = withRequired({ name: label }, { registrantKind: owner, expiresOn: date, autoRenew: yesNo })
const months = fc.record({ n: fc.constantFrom(1, 2, 12, 36), unit: fc.constant('months') })
const contract = withRequired({ toolIds: ids }, {
	startOn: fc.constantFrom('2020-08-01', '2024-02-29', '2025-12-01'),
	initialTerm: months,
	renewalTerm: months,
	renewal: fc.constantFrom('none', 'tacit', 'express', 'unknown'),
	notice: months,
	decidedOn: date,
	securityClause: yesNo,
	locationClause: yesNo,
	returnClause: yesNo,
})
const equipment = withRequired({ label }, {
	kind: fc.constantFrom('desktop', 'laptop', 'phone', 'server', 'printer', 'unknown'),
	ownership: fc.constantFrom('commune', 'personal', 'unknown'),
	os: fc.constantFrom('windows-11', 'linux', 'unknown'),
	osSupportUntil: date,
	extendedSupportUntil: date,
	autoUpdate: yesNo,
	antivirus: yesNo,
	firewall: yesNo,
	dailyAdmin: yesNo,
	diskEncrypted: yesNo,
	holdsCommuneData: yesNo,
	autoLock: yesNo,
	physicallyProtected: yesNo,
	boughtOn: date,
	disposedOn: date,
})
const communeRecord = withRequired({ name: label }, {
	dpo: fc.constantFrom('internal', 'shared', 'none', 'unknown'),
	dpoDesignatedOn: date,
	dpoNumber: fc.constant('DPO-1'),
	digitalLead: yesNo,
	digitalLeadPersonId: id,
	charter: yesNo,
	emergencyContacts: fc.uniqueArray(fc.constantFrom('bank', 'dpo', 'host'), { maxLength: 3 }),
	emergencySheetOn: date,
	sharedCalendar: yesNo,
	fileSharing: fc.constantFrom('link', 'paper', 'unknown'),
	rpntPassed: fc.uniqueArray(fc.constantFrom('1.1', '1.4', '2.2'), { maxLength: 3 }),
	rpntFailed: fc.uniqueArray(fc.constantFrom('1.5', '2.4'), { maxLength: 2 }),
	opsnDomain: yesNo,
})

/** The inventory without the first field of each pair that disagrees: of true facts, none do. */
function settled(inventory: Inventory): Inventory {
	const [first] = disagreements(inventory, TODAY).filter(({ kind }) => kind !== 'account-without-tool').flatMap(({ fields }) => fields)
	if (first === undefined) {
		return inventory
	}
	const records: Readonly<Record<string, DocumentRecord>> = inventory.collections[first.collection]
	const { [first.field]: _taken, ...others } = records[first.id] ?? {}
	const collections = { ...inventory.collections, [first.collection]: { ...records, [first.id]: others } }
	return settled(parseInventory({ ...inventory, collections }))
}

interface Collections {
	readonly persons: Readonly<Record<string, object>>
	readonly commune: { readonly commune: object }
}

function mapped(records: Readonly<Record<string, object>>, change: (record: object) => object): Record<string, object> {
	return Object.fromEntries(Object.entries(records).map(([key, record]) => [key, change(record)]))
}

/** True facts agree: nobody signed a charter that there is not. */
function agreed<C extends Collections>(collections: C): C {
	const hasNone = 'charter' in collections.commune.commune && collections.commune.commune.charter === 'no'
	return hasNone
		? { ...collections, persons: mapped(collections.persons, (person) => ({ ...person, charterSignedOn: 'unknown' })) }
		: collections
}

/** Inventories of up to four records a collection, whose facts do not contradict one another. */
export const arbitraryInventory: fc.Arbitrary<Inventory> = fc.record({
	tools: records(tool),
	accounts: records(account),
	hostings: records(hosting),
	suppliers: records(supplier),
	costs: records(cost),
	persons: records(person),
	backups: records(backup),
	domains: records(domain),
	contracts: records(contract),
	equipments: records(equipment),
	trainings: records(withRequired({ label, toolIds: ids }, { heldOn: date })),
	processings: records(withRequired({ name: label, toolIds: ids }, {})),
	commune: communeRecord.map((record) => ({ commune: record })),
}).map((collections) => settled(parseInventory({ schema: 1, collections: agreed(collections) })))

/** A value that could be not known: where it stands, and how one writes that it is not. */
export interface Knowable {
	readonly collection: string
	readonly id: string
	readonly field: string
	/** `word`: the field says `unknown`; `absent`: it goes; `noted`: it goes and the record notes "Je ne sais pas". */
	readonly how: 'word' | 'absent' | 'noted'
	/** Without the value something is taken for granted (a tool holds data), which the value denied. */
	readonly denied: boolean
}

/**
 * Every field whose ignorance is worth something, with the way to write it. Absent
 * from the list on purpose: what a record is of (`toolId`), and absences that are
 * answers (no departure, imposed by nobody).
 */
export const KNOWABLE_FIELDS: Readonly<Record<string, Readonly<Record<string, Knowable['how']>>>> = {
	tools: {
		usageIds: 'absent',
		supplierId: 'noted',
		delivery: 'word',
		imposedBy: 'word',
		criticality: 'word',
		dataCategories: 'absent',
		hostingId: 'noted',
		backedUp: 'word',
		supplierBackup: 'word',
		namedAccounts: 'word',
		role: 'word',
		satisfaction: 'word',
		trained: 'word',
		useNote: 'word',
		licenceKind: 'word',
		exportTestedOn: 'word',
		openFormat: 'word',
		alternativeKnown: 'word',
		adsOrTrackers: 'word',
		lifecycle: 'word',
		endOfSupportOn: 'word',
	},
	accounts: {
		kind: 'word',
		holderIds: 'absent',
		vaultState: 'word',
		mfa: 'word',
		rotatedOn: 'word',
		disabledOn: 'word',
		recoveryKind: 'word',
		emergencyAccess: 'word',
		reviewedOn: 'word',
		credentialExpiresOn: 'word',
	},
	hostings: {
		kind: 'word',
		operatorSupplierId: 'noted',
		countryStorage: 'word',
		knowledge: 'word',
		countryProcessing: 'word',
		transferMechanism: 'word',
		subprocessorIds: 'noted',
	},
	suppliers: { kind: 'word', parentCountry: 'word', dpa: 'word', remoteAccess: 'word', remoteAccessControlled: 'word' },
	costs: { amountInclTax: 'absent', certainty: 'word' },
	persons: {
		kind: 'word',
		endOn: 'word',
		workMailbox: 'word',
		usesPersonalAddress: 'word',
		hasWorkDevice: 'word',
		usesPersonalDevice: 'word',
		awarenessOn: 'word',
		charterSignedOn: 'word',
	},
	backups: { holderKind: 'word', offlineCopy: 'word', offsite: 'word', lastRestoreTestOn: 'word' },
	domains: { registrantKind: 'word', expiresOn: 'word', autoRenew: 'word' },
	contracts: {
		startOn: 'word',
		initialTerm: 'word',
		renewalTerm: 'word',
		renewal: 'word',
		notice: 'word',
		decidedOn: 'word',
		securityClause: 'word',
		locationClause: 'word',
		returnClause: 'word',
	},
	equipments: {
		kind: 'word',
		ownership: 'word',
		osSupportUntil: 'word',
		extendedSupportUntil: 'word',
		autoUpdate: 'word',
		antivirus: 'word',
		firewall: 'word',
		dailyAdmin: 'word',
		diskEncrypted: 'word',
		holdsCommuneData: 'word',
		autoLock: 'word',
		physicallyProtected: 'word',
		disposedOn: 'word',
	},
	commune: {
		dpo: 'word',
		dpoDesignatedOn: 'word',
		dpoNumber: 'absent',
		digitalLead: 'word',
		charter: 'word',
		emergencyContacts: 'absent',
		emergencySheetOn: 'word',
		sharedCalendar: 'word',
		fileSharing: 'word',
		opsnDomain: 'word',
	},
}

/**
 * The values of an inventory that are known and could not be.
 *
 * @param inventory - any inventory
 */
export function knownValues(inventory: Inventory): readonly Knowable[] {
	const ofRecord = (collection: string, recordId: string, record: DocumentRecord): readonly Knowable[] => (
		Object.entries(KNOWABLE_FIELDS[collection] ?? {})
			.filter(([field]) => record[field] !== undefined && record[field] !== 'unknown')
			// A certificate is another thing than an account with a password: that is what the record is of.
			.filter(([field]) => !(collection === 'accounts' && field === 'kind' && record.kind === 'certificate'))
			.map(([field, how]) => ({
				collection,
				id: recordId,
				field,
				how,
				denied: field === 'dataCategories' && sameJson(record[field], []),
			}))
	)
	return Object.keys(KNOWABLE_FIELDS).flatMap((collection) => (
		Object.entries(inventory.collections[collection] ?? {}).flatMap(([recordId, record]) => ofRecord(collection, recordId, record))
	))
}

/**
 * The same inventory where one value is no longer known.
 *
 * @param inventory - never modified
 * @param value - one of {@link knownValues}
 */
export function forget(inventory: Inventory, { collection, id: recordId, field, how }: Omit<Knowable, 'denied'>): Inventory {
	const records = inventory.collections[collection] ?? {}
	const { [field]: _known, ...others } = records[recordId] ?? {}
	const facts = typeof others.facts === 'object' ? others.facts : {}
	const record
		= how === 'word' ? { ...others, [field]: 'unknown' } : how === 'noted' ? { ...others, facts: { ...facts, [field]: UNKNOWN } } : others
	return parseInventory({ ...inventory, collections: { ...inventory.collections, [collection]: { ...records, [recordId]: record } } })
}
