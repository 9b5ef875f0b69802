// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CollectionName, Commune, Inventory } from './model.ts'

import * as v from 'valibot'
import { TrousseauError } from '../errors.ts'
import { INVENTORY_LIMITS } from '../limits.ts'
import { ENTITIES } from './entities.ts'
import { idSchema, LIST_LIMITS, RECORD_ID } from './fields.ts'

export { isRealDate } from '../days.ts'

/** The only schema version written and read by this version. */
export const SCHEMA_VERSION = 1

/** Limits of one inventory; beyond them it is refused, never cut. */
export const LIMITS = {
	...INVENTORY_LIMITS,
	...LIST_LIMITS,
	records: {
		commune: 1,
		tools: 10_000,
		accounts: 20_000,
		hostings: 10_000,
		suppliers: 5_000,
		costs: 20_000,
		persons: 5_000,
		backups: 2_000,
		domains: 1_000,
		contracts: 10_000,
		equipments: 5_000,
		trainings: 5_000,
		processings: 5_000,
	} satisfies Readonly<Record<CollectionName, number>>,
} as const

/** The known collections, in the order of {@link ENTITIES}. */
export const COLLECTIONS = Object.keys(ENTITIES) as readonly CollectionName[]

/** For each collection, the names of its known fields. */
export const KNOWN_FIELDS = Object.fromEntries(COLLECTIONS.map((collection) => [collection, Object.keys(ENTITIES[collection])])) as Record<
	string,
	readonly string[]
> as Readonly<Record<CollectionName, readonly string[]>>

function collectionSchema(collection: CollectionName) {
	return v.pipe(
		v.record(idSchema, v.looseObject(ENTITIES[collection])),
		v.check((records) => Object.keys(records).length <= LIMITS.records[collection]),
	)
}

const COLLECTION_SCHEMAS = Object.fromEntries(COLLECTIONS.map((collection) => [collection, collectionSchema(collection)]))

/** Collections of a newer version: any records, under valid ids. */
const otherCollection = v.record(idSchema, v.looseObject({}))

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
		if (!RECORD_ID.test(collection) || !isRecordMap(records)) {
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

/** True if a collection is an object of objects; valibot takes a list for one. */
function isRecordMap(records: unknown): boolean {
	return !Array.isArray(records) && !Object.hasOwn(Object(records) as object, '__proto__')
		&& Object.values(Object(records) as object).every((record) => !Array.isArray(record))
}

/** Keys that are no plain identifier could be somebody's text: they are not repeated. */
function shown(key: unknown): string {
	return typeof key === 'number' || (typeof key === 'string' && RECORD_ID.test(key)) ? String(key) : '?'
}

function pathOf(issue: v.BaseIssue<unknown> | undefined): string {
	return (issue?.path ?? []).map(({ key }) => shown(key)).join('.')
}
