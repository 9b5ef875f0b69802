// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import * as v from 'valibot'
import { isRealDate } from '../days.ts'
import { INVENTORY_LIMITS } from '../limits.ts'
import { COUNTRIES } from './usages.ts'

/** Longest lists of one record; beyond them the inventory is refused, never cut. */
export const LIST_LIMITS = { list: 1_000, history: 2_000 } as const

/** `__proto__` would be read as the prototype, not as an id. */
export const RECORD_ID = /^(?!__proto__$)[A-Za-z0-9_-]{1,64}$/

/**
 * How a value is shown. `choice` is a word of a closed list;
 * `usages` and `data-categories` are lists of ids of `usages.ts`; a reference is the id, or the ids, of other records.
 */
export type ValueKind = 'name' | 'text' | 'url' | 'time' | 'date' | 'country' | 'choice' | 'knowledge' | 'yes-no' | 'flag'
	| 'count' | 'euros' | 'year' | 'catalogue' | 'usages' | 'data-categories' | 'reference' | 'references' | 'facts' | 'history'
	| 'words' | 'length'

/**
 * Where the value comes from, hence who can read it. The inventory is clear text, so nothing of zone V (logins, recovery
 * addresses, remote access) has a field here: `typed` by members of the notebook, `open-data` taken from public files,
 * `bookkeeping` written by the program with every change.
 */
export type FieldZone = 'typed' | 'open-data' | 'bookkeeping'

/**
 * How "Je ne sais pas" is stored: `word`: the value `unknown`; `fact`: no value, and a provenance of knowledge `unknown`
 * under the field's name in `facts`; `none`: absence only means that the field is empty.
 */
export type UnknownForm = 'word' | 'fact' | 'none'

/** Properties of a field besides the check of its values. */
export interface FieldTraits {
	readonly kind: ValueKind
	readonly zone: FieldZone
	readonly unknown: UnknownForm
}

type AnySchema = v.GenericSchema<unknown>

/** A schema with the traits of its field. */
export type Field<S extends AnySchema> = S & { readonly traits: FieldTraits }

/** A field that every record of the collection has. */
export function required<S extends AnySchema>(schema: S, kind: ValueKind): Field<S> {
	return { ...schema, traits: { kind, zone: 'typed', unknown: 'none' } }
}

/** A field that a record may lack: absent means "not asked yet". */
export function optional<S extends AnySchema>(
	schema: S,
	kind: ValueKind,
	more: Partial<FieldTraits> = {},
): Field<v.ExactOptionalSchema<S, undefined>> {
	return { ...v.exactOptional(schema), traits: { kind, zone: 'typed', unknown: 'none', ...more } }
}

const id = v.pipe(v.string(), v.regex(RECORD_ID))
const ids = v.pipe(v.array(id), v.maxLength(LIST_LIMITS.list))
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(INVENTORY_LIMITS.name))
const shortText = v.pipe(v.string(), v.maxLength(INVENTORY_LIMITS.name))
const isoDate = v.pipe(v.string(), v.check(isRealDate))
const knowledge = v.picklist(['proven', 'declared', 'supposed', 'unknown'])

/** Keys of records and of collections. */
export const idSchema = id

/** Where a value comes from, as stored under `facts`. */
export const PROVENANCE = {
	/** `user`: typed here; `catalogue`: proposed by the catalogue and not confirmed; the others as confirmed by the user. */
	source: v.picklist(['user', 'catalogue', 'invoice', 'contract', 'supplier']),
	/** ISO date. */
	checkedOn: isoDate,
	knowledge,
}

const historyEntry = v.looseObject({
	at: shortText,
	by: shortText,
	field: shortText,
	reason: v.picklist(['edit', 'conflict']),
})

/** The name of a record. */
export const requiredName = required(name, 'name')
/** A text of one line. */
export const line = optional(shortText, 'text')
/** A text of several lines. */
export const longText = optional(v.pipe(v.string(), v.maxLength(INVENTORY_LIMITS.text)), 'text')
/** An address of the web. */
export const webAddress = optional(v.pipe(v.string(), v.maxLength(INVENTORY_LIMITS.url)), 'url')
/** A moment, ISO 8601. */
export const moment = optional(shortText, 'time')
/** A day (ISO date), or `unknown`. */
export const day = optional(v.union([v.literal('unknown'), isoDate]), 'date', { unknown: 'word' })
/** ISO 3166-1 alpha-2, or `unknown`. */
export const country = optional(v.picklist([...COUNTRIES, 'unknown']), 'country', { unknown: 'word' })
/** How sure a whole record is. */
export const sureness = optional(knowledge, 'knowledge', { unknown: 'word' })
/** A question answered by yes, no, or "Je ne sais pas". */
export const yesNo = optional(v.picklist(['yes', 'no', 'unknown']), 'yes-no', { unknown: 'word' })
/** Something that is so, or not said. */
export const flag = optional(v.boolean(), 'flag')
/** A number of things or people. */
export const count = optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 'count')
/** An amount in euros. */
export const euros = optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000_000)), 'euros')
/** A year of the calendar. */
export const year = optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1900), v.maxValue(2200)), 'year')
/** An entry of the catalogue. */
export const catalogueReference = optional(id, 'catalogue')
/** Ids of a closed list of `usages.ts`; an empty list means "none", absent means not asked. */
export const listed = (kind: 'usages' | 'data-categories') => optional(ids, kind)
/** Another record. */
export const reference = optional(id, 'reference')
/** Other records. */
export const references = optional(ids, 'references')
/** Words of a closed list that rules know; an empty list means "none of them", absent means not asked. */
export const words = optional(v.pipe(v.array(shortText), v.maxLength(LIST_LIMITS.list)), 'words')
/** A length of time of a contract, or `unknown`. */
export const length = optional(
	v.union([
		v.literal('unknown'),
		v.object({ n: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(73_050)), unit: v.picklist(['days', 'months', 'years']) }),
	]),
	'length',
	{ unknown: 'word' },
)
/** The record that this one is a part of. */
export const owner = required(id, 'reference')
/** The records that this one speaks of. */
export const subjects = required(ids, 'references')
/** Five characters, `2A004` in Corsica. */
export const insee = optional(v.pipe(v.string(), v.regex(/^(?:\d{5}|2[AB]\d{3})?$/)), 'text', { zone: 'open-data' })
/** By field name, where the value comes from: {@link PROVENANCE}. */
export const facts = optional(
	v.pipe(v.unknown(), v.check((value) => !Array.isArray(value)), v.record(shortText, v.looseObject(PROVENANCE))),
	'facts',
)

/** The same field, whose "Je ne sais pas" is a fact without value. */
export function orFact<F extends { readonly traits: FieldTraits }>(field: F): F {
	return { ...field, traits: { ...field.traits, unknown: 'fact' } }
}

/** The same field, filled from public files. */
export function openData<F extends { readonly traits: FieldTraits }>(field: F): F {
	return { ...field, traits: { ...field.traits, zone: 'open-data' } }
}

/** One word of a closed list, where `unknown` is one of them. */
export function answer<const T extends readonly string[]>(...words: T) {
	return optional(v.picklist([...words, 'unknown']), 'choice', { unknown: 'word' })
}

/** One word of a closed list. */
export function choice<const T extends readonly string[]>(...words: T) {
	return optional(v.picklist(words), 'choice')
}

/** One word of a closed list, which every record of the collection says. */
export function requiredAnswer<const T extends readonly string[]>(...words: T) {
	const field = required(v.picklist([...words, 'unknown']), 'choice')
	return { ...field, traits: { ...field.traits, unknown: 'word' as const } }
}

/** Written by `putRecord` with every change, never by a form. */
export const BOOKKEEPING = {
	history: optional(v.pipe(v.array(historyEntry), v.maxLength(LIST_LIMITS.history)), 'history', { zone: 'bookkeeping' }),
	/** Last change of any field (ISO 8601, UTC). */
	updatedAt: optional(shortText, 'time', { zone: 'bookkeeping' }),
	/** User id of its author. */
	updatedBy: optional(shortText, 'text', { zone: 'bookkeeping' }),
}
