// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Commune, Inventory, InventoryCollections } from './model.ts'

import * as v from 'valibot'
import { isRealDate } from '../days.ts'
import { TrousseauError } from '../errors.ts'
import { INVENTORY_LIMITS } from '../limits.ts'
import { COUNTRIES } from './usages.ts'

export { isRealDate } from '../days.ts'

/** The only schema version written and read by this version. */
export const SCHEMA_VERSION = 1

/** Limits of one inventory; beyond them it is refused, never cut. */
export const LIMITS = {
	...INVENTORY_LIMITS,
	list: 1_000,
	history: 2_000,
	records: {
		commune: 1,
		tools: 5_000,
		accounts: 20_000,
		hostings: 5_000,
		suppliers: 5_000,
		costs: 20_000,
		persons: 5_000,
		backups: 2_000,
		domains: 1_000,
		contracts: 5_000,
	},
} as const

/** `__proto__` would be read as the prototype, not as an id. */
const ID = /^(?!__proto__$)[A-Za-z0-9_-]{1,64}$/

const id = v.pipe(v.string(), v.regex(ID))
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.name))
const shortText = v.pipe(v.string(), v.maxLength(LIMITS.name))
const text = v.pipe(v.string(), v.maxLength(LIMITS.text))
const url = v.pipe(v.string(), v.maxLength(LIMITS.url))
const ids = v.pipe(v.array(id), v.maxLength(LIMITS.list))
const isoDate = v.pipe(v.string(), v.check(isRealDate))
const dateOrUnknown = v.union([v.literal('unknown'), isoDate])
const country = v.picklist([...COUNTRIES, 'unknown'])
const knowledge = v.picklist(['proven', 'declared', 'supposed', 'unknown'])
const yesNo = v.picklist(['yes', 'no', 'unknown'])
const ownerKind = v.picklist(['commune', 'supplier', 'volunteer', 'unknown'])
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const historyEntry = v.looseObject({
	at: shortText,
	by: shortText,
	field: shortText,
	reason: v.picklist(['edit', 'conflict']),
})

const provenance = v.looseObject({
	source: v.picklist(['user', 'catalogue', 'invoice', 'contract', 'supplier']),
	checkedOn: isoDate,
	knowledge,
})

/** What every record says of itself. */
const bookkeeping = {
	history: v.exactOptional(v.pipe(v.array(historyEntry), v.maxLength(LIMITS.history))),
	updatedAt: v.exactOptional(shortText),
	updatedBy: v.exactOptional(shortText),
}
const facts = v.exactOptional(v.pipe(v.unknown(), v.check((value) => !Array.isArray(value)), v.record(shortText, provenance)))

/** The known fields of a record of each collection. */
const RECORDS = {
	commune: v.looseObject({
		...bookkeeping,
		name,
		inseeCode: v.exactOptional(v.pipe(v.string(), v.regex(/^(?:\d{5}|2[AB]\d{3})?$/))),
		population: v.exactOptional(count),
		backupAt: v.exactOptional(shortText),
		backupBy: v.exactOptional(shortText),
	}),
	tools: v.looseObject({
		...bookkeeping,
		name,
		catalogueId: v.exactOptional(id),
		usageIds: v.exactOptional(ids),
		supplierId: v.exactOptional(id),
		licenceKind: v.exactOptional(v.picklist(['libre', 'proprietary-paid', 'proprietary-free', 'public-service', 'unknown'])),
		delivery: v.exactOptional(v.picklist(['saas', 'desktop', 'local-server', 'nas', 'paper', 'unknown'])),
		status: v.exactOptional(v.picklist(['used', 'trial', 'abandoned', 'to-stop'])),
		imposedBy: v.exactOptional(v.picklist(['chosen', 'state', 'epci', 'supplier', 'correspondent', 'unknown'])),
		criticality: v.exactOptional(v.picklist(['essential', 'useful', 'minor', 'unknown'])),
		dataCategories: v.exactOptional(ids),
		hostingId: v.exactOptional(id),
		userIds: v.exactOptional(ids),
		usersCount: v.exactOptional(count),
		usersUnknown: v.exactOptional(v.boolean()),
		backedUp: v.exactOptional(yesNo),
		url: v.exactOptional(url),
		note: v.exactOptional(text),
		reviewedOn: v.exactOptional(dateOrUnknown),
		facts,
	}),
	accounts: v.looseObject({
		...bookkeeping,
		toolId: id,
		label: name,
		kind: v.exactOptional(v.picklist(['personal', 'shared', 'admin', 'technical', 'certificate', 'unknown'])),
		holderIds: v.exactOptional(ids),
		vaultState: v.exactOptional(v.picklist(['vault', 'notebook', 'word-file', 'online-document', 'browser', 'memory', 'unknown'])),
		mfa: v.exactOptional(v.picklist(['none', 'sms', 'app', 'key', 'certificate', 'unknown'])),
		recoveryKind: v.exactOptional(v.picklist(['commune', 'personal', 'supplier', 'unknown'])),
		createdOn: v.exactOptional(dateOrUnknown),
		rotatedOn: v.exactOptional(dateOrUnknown),
		disabledOn: v.exactOptional(dateOrUnknown),
	}),
	hostings: v.looseObject({
		...bookkeeping,
		label: name,
		kind: v.exactOptional(v.picklist(['town-hall-server', 'nas', 'workstation', 'saas', 'host', 'opsn', 'epci', 'state', 'person', 'unknown'])),
		operatorSupplierId: v.exactOptional(id),
		countryStorage: v.exactOptional(country),
		countryProcessing: v.exactOptional(country),
		datacentre: v.exactOptional(shortText),
		knowledge: v.exactOptional(knowledge),
		facts,
	}),
	suppliers: v.looseObject({
		...bookkeeping,
		name,
		kind: v.exactOptional(v.picklist([
			'publisher',
			'host',
			'it-services',
			'integrator',
			'opsn',
			'cdg',
			'epci',
			'state',
			'association',
			'volunteer',
			'unknown',
		])),
		country: v.exactOptional(country),
		parentName: v.exactOptional(shortText),
		parentCountry: v.exactOptional(country),
		contact: v.exactOptional(text),
		supportPhone: v.exactOptional(shortText),
		facts,
	}),
	costs: v.looseObject({
		...bookkeeping,
		toolId: id,
		amountInclTax: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000_000))),
		period: v.exactOptional(v.picklist(['once', 'monthly', 'quarterly', 'yearly'])),
		certainty: v.picklist(['invoice', 'quote', 'estimate', 'unknown']),
		year: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1900), v.maxValue(2200))),
	}),
	persons: v.looseObject({
		...bookkeeping,
		displayName: name,
		function: v.exactOptional(shortText),
		kind: v.exactOptional(v.picklist(['agent', 'elected', 'external', 'unknown'])),
		startOn: v.exactOptional(dateOrUnknown),
		endOn: v.exactOptional(dateOrUnknown),
	}),
	backups: v.looseObject({
		...bookkeeping,
		label: name,
		toolIds: ids,
		frequency: v.exactOptional(v.picklist(['daily', 'weekly', 'monthly', 'rarely', 'unknown'])),
		offlineCopy: v.exactOptional(yesNo),
		offsite: v.exactOptional(yesNo),
		lastRestoreTestOn: v.exactOptional(dateOrUnknown),
		holderKind: v.exactOptional(ownerKind),
	}),
	domains: v.looseObject({
		...bookkeeping,
		name,
		registrantKind: v.exactOptional(ownerKind),
		expiresOn: v.exactOptional(dateOrUnknown),
	}),
	contracts: v.looseObject({
		...bookkeeping,
		toolIds: ids,
		supplierId: v.exactOptional(id),
		reference: v.exactOptional(shortText),
		object: v.exactOptional(shortText),
		startOn: v.exactOptional(dateOrUnknown),
		endOn: v.exactOptional(dateOrUnknown),
		renewal: v.exactOptional(v.picklist(['none', 'tacit', 'express', 'unknown'])),
		note: v.exactOptional(text),
	}),
} satisfies Record<keyof InventoryCollections, unknown>

/** The known collections, in the order of the model. */
export const COLLECTIONS = Object.keys(RECORDS) as readonly (keyof InventoryCollections)[]

/** For each collection, the names of its known fields. */
export const KNOWN_FIELDS = Object.fromEntries(COLLECTIONS.map((collection) => [collection, Object.keys(RECORDS[collection].entries)])) as Record<string, readonly string[]> as Readonly<Record<keyof InventoryCollections, readonly string[]>>

function collectionSchema(collection: keyof InventoryCollections) {
	return v.pipe(
		v.record(id, RECORDS[collection]),
		v.check((records) => Object.keys(records).length <= LIMITS.records[collection]),
	)
}

const COLLECTION_SCHEMAS = Object.fromEntries(COLLECTIONS.map((collection) => [collection, collectionSchema(collection)]))

/** Collections of a newer version: any records, under valid ids. */
const otherCollection = v.record(id, v.looseObject({}))

/**
 * The content of an inventory revision, checked. Fields and collections that
 * this version does not know are kept as they are; a known collection that is
 * absent is read as empty.
 *
 * @param content - what stands under `content` in the revision
 * @throws {TrousseauError} `unsupported-version` for a newer schema; `invalid` with `path`, the
 * place of the first fault, never the refused value
 */
export function parseInventory(content: unknown): Inventory {
	const top = v.safeParse(v.looseObject({ schema: v.number(), collections: v.looseObject({}) }), content, { abortEarly: true })
	if (!top.success) {
		throw new TrousseauError('invalid', { path: pathOf(top.issues[0]) })
	}
	const { schema } = top.output
	if (Number.isSafeInteger(schema) && schema > SCHEMA_VERSION) {
		throw new TrousseauError('unsupported-version', { version: schema })
	}
	if (schema !== SCHEMA_VERSION) {
		throw new TrousseauError('invalid', { path: 'schema' })
	}
	const collections: Record<string, unknown> = {}
	for (const collection of COLLECTIONS) {
		collections[collection] = {}
	}
	// The content as it came: what valibot gives back has lost the names that stand for prototypes.
	for (const [collection, records] of Object.entries((content as { readonly collections: object }).collections)) {
		if (!ID.test(collection) || !isRecordMap(records)) {
			throw new TrousseauError('invalid', { path: `collections.${shown(collection)}` })
		}
		const result = v.safeParse(COLLECTION_SCHEMAS[collection] ?? otherCollection, records, { abortEarly: true })
		if (!result.success) {
			throw new TrousseauError('invalid', { path: `collections.${shown(collection)}.${pathOf(result.issues[0])}` })
		}
		// The checked input itself: nothing that was read is dropped by the check.
		collections[collection] = records
	}
	return { ...top.output, schema: SCHEMA_VERSION, collections } as unknown as Inventory
}

/**
 * The inventory of a notebook just created.
 *
 * @param commune - its name, and its INSEE code and population when known
 * @throws {TrousseauError} `invalid` when a field of the commune is refused
 */
export function emptyInventory(commune: Pick<Commune, 'name' | 'inseeCode' | 'population'>): Inventory {
	const fields = Object.entries({ name: commune.name, inseeCode: commune.inseeCode, population: commune.population })
	return parseInventory({
		schema: SCHEMA_VERSION,
		collections: { commune: { commune: Object.fromEntries(fields.filter(([, value]) => value !== undefined)) } },
	})
}

/** Whether a collection is an object of objects; valibot takes a list for one. */
function isRecordMap(records: unknown): boolean {
	return !Array.isArray(records) && !Object.hasOwn(Object(records) as object, '__proto__')
		&& Object.values(Object(records) as object).every((record) => !Array.isArray(record))
}

/** Keys that are no plain identifier could be somebody's text: they are not repeated. */
function shown(key: unknown): string {
	return typeof key === 'number' || (typeof key === 'string' && ID.test(key)) ? String(key) : '?'
}

function pathOf(issue: v.BaseIssue<unknown> | undefined): string {
	return (issue?.path ?? []).map(({ key }) => shown(key)).join('.')
}
