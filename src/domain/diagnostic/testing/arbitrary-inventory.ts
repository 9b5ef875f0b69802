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
	usageIds: fc.uniqueArray(fc.constantFrom('email', 'banking', 'accounting', 'website'), { maxLength: 2 }),
	supplierId: id,
	delivery: fc.constantFrom('saas', 'desktop', 'paper', 'nas', 'unknown'),
	imposedBy: fc.constantFrom('chosen', 'state', 'epci', 'unknown'),
	criticality: fc.constantFrom('essential', 'useful', 'minor', 'unknown'),
	dataCategories: fc.uniqueArray(fc.constantFrom('social', 'public'), { maxLength: 2 }),
	hostingId: id,
	backedUp: fc.constantFrom('yes', 'no', 'unknown'),
})

const account = withRequired({ toolId: id, label }, {
	kind: fc.constantFrom('personal', 'shared', 'admin', 'technical', 'certificate', 'unknown'),
	holderIds: ids,
	vaultState: fc.constantFrom('vault', 'vault', 'notebook', 'browser', 'unknown'),
	mfa: fc.constantFrom('none', 'sms', 'app', 'unknown'),
	rotatedOn: date,
	disabledOn: date,
})

/** True facts agree: what stands in the mairie is in France. */
const hosting = withRequired(
	{ label },
	{
		kind: fc.constantFrom('town-hall-server', 'nas', 'workstation', 'saas', 'saas', 'host', 'opsn', 'state', 'person', 'unknown'),
		operatorSupplierId: id,
		countryStorage: fc.constantFrom('FR', 'FR', 'DE', 'NO', 'CH', 'US', 'AU', 'unknown'),
		knowledge: fc.constantFrom('proven', 'declared', 'supposed', 'unknown'),
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
	},
).map((record) => (
	PUBLIC_SUPPLIERS.includes(String(record.kind)) && record.parentCountry !== undefined ? { ...record, parentCountry: 'FR' } : record
))

const cost = withRequired(
	{ toolId: id, certainty: fc.constantFrom('invoice', 'estimate', 'unknown') },
	{ amountInclTax: fc.integer({ min: 0, max: 5_000 }) },
)
const person = withRequired({ displayName: label }, { kind: fc.constantFrom('agent', 'elected', 'external', 'unknown'), endOn: date })
const backup = withRequired({ label, toolIds: ids }, { holderKind: owner })
const domain = withRequired({ name: label }, { registrantKind: owner })

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
}).map((collections) => settled(parseInventory({ schema: 1, collections })))

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
	},
	accounts: { kind: 'word', holderIds: 'absent', vaultState: 'word', mfa: 'word', rotatedOn: 'word', disabledOn: 'word' },
	hostings: { kind: 'word', operatorSupplierId: 'noted', countryStorage: 'word', knowledge: 'word' },
	suppliers: { kind: 'word', parentCountry: 'word' },
	costs: { amountInclTax: 'absent', certainty: 'word' },
	persons: { kind: 'word', endOn: 'word' },
	backups: { holderKind: 'word' },
	domains: { registrantKind: 'word' },
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
