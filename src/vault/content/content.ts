// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import * as v from 'valibot'
import type { DocumentContent } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { CREDENTIAL_LIMITS as LIMITS } from '../../domain/limits.ts'
import { REVISION_NAME } from '../../domain/lineage/names.ts'
import { ID } from '../file/container.ts'
import type { Credential, MemberLists, VaultContent } from '../model.ts'

/** Version of the schema of the records. */
export const SCHEMA = 1

/** The highest number of a printed sheet. */
export const MAX_SHEET = 99_999

/** Credentials that a vault can hold. */
export const MAX_CREDENTIALS = 20_000

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const TIME_OR_NONE = /^(?:\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)?$/
/** 32 bytes in base64. */
export const BASE64_OF_32 = /^[A-Za-z0-9+/]{43}=$/

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))

/** A time: ISO 8601 in UTC with milliseconds, so that times compare as texts. */
export const time = v.pipe(v.string(), v.regex(TIME))
const timeOrNone = v.pipe(v.string(), v.regex(TIME_OR_NONE))
const id = v.pipe(v.string(), v.regex(ID))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const revisionName = v.pipe(v.string(), v.regex(REVISION_NAME))

const historyEntry = v.looseObject({
	at: time,
	by: text(128),
	field: text(128),
	reason: v.picklist(['edit', 'conflict']),
	value: v.nonOptional(v.unknown()),
})

const recordShape = v.looseObject({ history: v.optional(v.array(historyEntry)) })

const isText = (value: unknown, longest: number): boolean => typeof value === 'string' && value.length <= longest
const isTime = (value: unknown): boolean => typeof value === 'string' && value.length === 24 && TIME.test(value)
const isTimeOrNone = (value: unknown): boolean => value === '' || isTime(value)
const histories = v.array(historyEntry)

/** One predicate rather than a schema a field: thousands of records are checked at each opening. */
function isCredential(value: unknown): value is Credential {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return false
	}
	const record = value as Readonly<Record<string, unknown>>
	const { tags, createdAt } = record
	return isText(record.label, LIMITS.label)
		&& isText(record.login, LIMITS.login)
		&& isText(record.password, LIMITS.password)
		&& isText(record.site, LIMITS.site)
		&& isText(record.note, LIMITS.note)
		&& isText(record.accountId, LIMITS.accountId)
		&& typeof record.favourite === 'boolean'
		&& Array.isArray(tags) && tags.length <= LIMITS.tags && tags.every((tag) => isText(tag, LIMITS.tag))
		&& isTime(createdAt)
		// Most often one and the same time.
		&& (record.updatedAt === createdAt || isTime(record.updatedAt))
		&& (record.passwordChangedAt === createdAt || isTimeOrNone(record.passwordChangedAt))
		&& isTimeOrNone(record.trashedAt)
		&& typeof record.updatedBy === 'string' && ID.test(record.updatedBy)
		&& (!Object.hasOwn(record, 'history') || v.is(histories, record.history))
}

function areCredentials(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return false
	}
	const ids = Object.keys(value)
	return ids.length <= MAX_CREDENTIALS && ids.every((one) => ID.test(one) && isCredential((value as Readonly<Record<string, unknown>>)[one]))
}

const credentials = v.custom<Readonly<Record<string, Credential>>>(areCredentials)

const departure = v.looseObject({
	at: time,
	by: id,
	credentials: v.record(id, timeOrNone),
	history: v.optional(histories),
	label: text(LIMITS.label),
})

const event = v.looseObject({ at: time, by: id, history: v.optional(histories), kind: text(LIMITS.kind) })

const refusal = v.looseObject({ at: time, by: id, history: v.optional(histories) })

const content = v.looseObject({
	collections: v.objectWithRest({
		credentials,
		departures: v.optional(v.record(id, departure)),
		events: v.optional(v.record(id, event)),
		refusals: v.optional(v.record(revisionName, refusal)),
	}, v.record(v.string(), recordShape)),
	schema: v.literal(SCHEMA),
})

const kind = v.picklist(['person', 'invitation', 'envelope'])
const sheet = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_SHEET))
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(12))

const voucher = v.strictObject({ after: v.pipe(v.array(revisionName), v.minLength(1)), by: id, lists: hash, proof: hash })

const check = v.strictObject({
	ask: v.pipe(v.strictTuple([place, place]), v.check(([first, second]) => first < second)),
	hash,
	key: hash,
})

const member = v.looseObject({
	addedAt: time,
	box: v.pipe(v.string(), v.regex(BASE64_OF_32)),
	check: v.optional(check),
	expiresAt: timeOrNone,
	invitedBy: v.optional(id),
	kind,
	label: text(LIMITS.label),
	role: v.picklist(['keeper', 'writer', 'reader']),
	sheet: v.optional(sheet),
	sign: v.pipe(v.string(), v.regex(BASE64_OF_32)),
	slot: id,
	verifiedAt: v.optional(time),
	voucher: v.optional(voucher),
})

const payload = v.strictObject({
	at: time,
	author: id,
	content,
	members: v.record(id, member),
	removed: v.record(id, v.looseObject({ at: time, kind: v.optional(kind), label: text(LIMITS.label), sheet: v.optional(sheet) })),
})

/** The JSON of a vault revision's payload. */
export interface VaultPayload extends MemberLists {
	readonly at: string
	readonly author: string
	readonly content: VaultContent
}

/** Refuses content written by a newer schema, before looking at its records. */
function refuseNewer(value: { readonly content?: unknown }): void {
	const schema = (value.content as { readonly schema?: unknown } | null | undefined)?.schema
	if (typeof schema === 'number' && schema > SCHEMA) {
		throw new TrousseauError('unsupported-version', { schema })
	}
}

/**
 * Checks a value against a schema and returns the value itself, unknown fields included.
 * Valibot's issues quote the value, so they are not copied into the error.
 */
function checked<T>(schema: v.GenericSchema, value: unknown): T {
	if (!v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true }).success) {
		throw new TrousseauError('invalid')
	}
	return value as T
}

/**
 * The payload of a vault revision.
 *
 * @throws TrousseauError `invalid`, `unsupported-version`
 */
export function checkPayload(value: JsonValue): VaultPayload {
	if (typeof value === 'object' && value !== null) {
		refuseNewer(value as { readonly content?: unknown })
	}
	return checked<VaultPayload>(payload, value)
}

/**
 * A merged or changed content.
 *
 * @throws TrousseauError `invalid`
 */
export const checkContent = (value: DocumentContent): VaultContent => checked<VaultContent>(content, value)

/** The content of a new vault. */
export const emptyContent = (): VaultContent => ({ collections: { credentials: {} }, schema: SCHEMA })
