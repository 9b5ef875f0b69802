// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type * as v from 'valibot'
import type { DocumentContent, DocumentRecord } from '../document.ts'
import type { ENTITIES } from './entities.ts'
import type { facts, PROVENANCE } from './fields.ts'

/**
 * The types of the inventory, inferred from the schema of `entities.ts`: a field is declared there and nowhere else.
 * The meaning of each field is written there too, and shown by editors on these types.
 */

type Entities = typeof ENTITIES

/** Name of a collection of the inventory. */
export type CollectionName = keyof Entities

type AnySchema = v.GenericSchema<unknown>

type OptionalSchema = v.ExactOptionalSchema<AnySchema, undefined>

/** As parsed, lists read-only. `facts` is a map of loose objects, which inference would make maps of `unknown`. */
type Value<S> = S extends typeof facts
	? Facts
	: S extends AnySchema
		? v.InferOutput<S> extends readonly (infer I)[] ? readonly I[] : v.InferOutput<S>
		: never

/** Fields of a loose object without its index signature, optional where the schema says so. */
type Fields<E> = { readonly [K in keyof E as E[K] extends OptionalSchema ? never : K]: Value<E[K]> }
	& { readonly [K in keyof E as E[K] extends OptionalSchema ? K : never]?: Value<E[K]> }

type Bookkeeping = 'history' | 'updatedAt' | 'updatedBy'

/** The known fields of a record that people write: neither its history nor the mark of the last change. */
export type WrittenFields<C extends CollectionName> = Fields<Omit<Entities[C], Bookkeeping>>

/** Where a value comes from. */
export interface Provenance extends DocumentRecord, Fields<typeof PROVENANCE> {}

/** How sure a fact is: prouvé, déclaré, supposé, inconnu. */
export type Knowledge = Provenance['knowledge']

/** By field name, where the value comes from. A field without value and with knowledge `unknown` is a "Je ne sais pas". */
export interface Facts {
	readonly [field: string]: Provenance
}

/** The part of every record that `putRecord` writes. */
export interface InventoryRecord extends DocumentRecord {
	/** Last change of any field (ISO 8601, UTC). */
	readonly updatedAt?: string
	/** User id of its author. */
	readonly updatedBy?: string
}

/** A record of a collection. */
export type RecordOf<C extends CollectionName> = InventoryRecord & WrittenFields<C>

/** The commune itself, alone in its collection under the id `commune`. */
export type Commune = RecordOf<'commune'>
/** A tool or service that the commune uses. */
export type Tool = RecordOf<'tools'>
/** An account on a tool. Its login and password are in the vault, never here. */
export type Account = RecordOf<'accounts'>
/** A place where data is kept. */
export type Hosting = RecordOf<'hostings'>
/** A company, public body, association or person that provides something. */
export type Supplier = RecordOf<'suppliers'>
/** One line of invoice, quote or estimate of a tool. */
export type Cost = RecordOf<'costs'>
/** Somebody who works for or with the commune. */
export type Person = RecordOf<'persons'>
/** A copy of the commune's data. */
export type Backup = RecordOf<'backups'>
/** An Internet domain name of the commune. */
export type Domain = RecordOf<'domains'>
/** An agreement with a supplier; `endOn` answers "until when". */
export type Contract = RecordOf<'contracts'>

/** A computer, a telephone, a server… */
export type Equipment = RecordOf<'equipments'>
/** A training that was held. */
export type Training = RecordOf<'trainings'>
/** A processing of personal data. */
export type Processing = RecordOf<'processings'>

/** The collections of the inventory document. */
export type InventoryCollections = { readonly [C in CollectionName]: Readonly<Record<string, RecordOf<C>>> }

/** The whole inventory, as stored. Unknown collections and fields are preserved. */
export interface Inventory extends DocumentContent {
	readonly schema: 1
	readonly collections: InventoryCollections & DocumentContent['collections']
}
