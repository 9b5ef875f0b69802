// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'

import { hasExactly, isList, isRecord } from './json.ts'
import { base64, isHex, must } from './primitives.ts'

/** The value is a time of FORMAT.md: 24 characters, UTC. */
export const isTime = (value: Json | undefined): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value)

const isTimeOrNone = (value: Json | undefined): boolean => value === '' || isTime(value)

const isText = (value: Json | undefined, longest: number): boolean => typeof value === 'string' && value.length <= longest

export const isLabel = (value: Json | undefined): value is string => isText(value, 300)

/** Collections, each of records by id. */
export function recordsOfObjects(collections: JsonRecord): boolean {
	return Object.values(collections).every((records) => isRecord(records) && Object.values(records).every(isRecord))
}

function isHistoryEntry(entry: Json): boolean {
	return isRecord(entry) && isTime(entry.at) && isText(entry.by, 128) && isText(entry.field, 128)
		&& (entry.reason === 'edit' || entry.reason === 'conflict') && Object.hasOwn(entry, 'value')
}

function hasSoundHistory(record: JsonRecord): boolean {
	return !Object.hasOwn(record, 'history')
		|| (isList(record.history) && record.history.every(isHistoryEntry))
}

const LONGEST = { label: 300, login: 1_000, password: 10_000, site: 4_000, note: 50_000, accountId: 64 } as const

function isCredential(record: JsonRecord): boolean {
	const { tags } = record
	return Object.entries(LONGEST).every(([field, longest]) => isText(record[field], longest))
		&& typeof record.favourite === 'boolean'
		&& isList(tags) && tags.length <= 50 && tags.every((tag) => isText(tag, 100))
		&& [record.createdAt, record.updatedAt].every(isTime)
		&& [record.passwordChangedAt, record.trashedAt].every(isTimeOrNone)
		&& isHex(record.updatedBy, 16)
}

const isName = (name: Json | undefined): boolean => typeof name === 'string' && /^\d{8}-[0-9a-f]{32}$/.test(name)

/** The three collections of section 11. */
const isDated = ({ at, by }: JsonRecord): boolean => isTime(at) && isHex(by, 16)

const isEvent = (record: JsonRecord): boolean => isDated(record) && isText(record.kind, 64)

function isDeparture(record: JsonRecord): boolean {
	const { credentials, label } = record
	return isDated(record) && isLabel(label) && byId(credentials, isTimeOrNone)
}

function isContent(content: Json | undefined): boolean {
	if (!isRecord(content) || content.schema !== 1 || !isRecord(content.collections) || !recordsOfObjects(content.collections)) {
		return false
	}
	const { credentials } = content.collections
	const records = Object.values(content.collections).flatMap((collection) => Object.values(collection as JsonRecord)) as readonly JsonRecord[]
	const known = (name: string, isId: (id: string) => boolean, sound: (record: JsonRecord) => boolean): boolean => !Object.hasOwn(content.collections as JsonRecord, name)
		|| Object.entries((content.collections as JsonRecord)[name] as JsonRecord).every(([id, record]) => isId(id) && sound(record as JsonRecord))
	const isId = (id: string): boolean => isHex(id, 16)
	return known('departures', isId, isDeparture) && known('events', isId, isEvent) && known('refusals', isName, isDated)
		&& isRecord(credentials) && Object.keys(credentials).length <= 20_000 && records.every(hasSoundHistory)
		&& Object.entries(credentials).every(([id, record]) => isHex(id, 16) && isCredential(record as JsonRecord))
}

function isMember(value: Json): boolean {
	return isRecord(value) && isTime(value.addedAt) && isTimeOrNone(value.expiresAt) && isLabel(value.label) && isHex(value.slot, 16)
		&& ['person', 'invitation', 'envelope'].includes(String(value.kind)) && ['keeper', 'writer', 'reader'].includes(String(value.role))
		&& base64(value.box, 32) !== null && base64(value.sign, 32) !== null
		&& optional(value, 'invitedBy', (id) => isHex(id, 16)) && optional(value, 'sheet', isSheet) && optional(value, 'verifiedAt', isTime)
		&& optional(value, 'voucher', isVoucher) && optional(value, 'check', isCheck)
}

const optional = (record: JsonRecord, name: string, sound: (value: Json) => boolean): boolean => !Object.hasOwn(record, name) || sound(record[name] ?? null)

const isWhole = (value: Json | undefined, most: number): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most

const isSheet = (value: Json): boolean => isWhole(value, 99_999)

function isVoucher(value: Json): boolean {
	return hasExactly(value, ['after', 'by', 'lists', 'proof']) && isHex(value.by, 16) && isHex(value.lists, 32) && isHex(value.proof, 32)
		&& isList(value.after) && value.after.length > 0 && value.after.every(isName)
}

function isCheck(value: Json): boolean {
	if (!hasExactly(value, ['ask', 'hash', 'key']) || !isHex(value.hash, 32) || !isHex(value.key, 32) || !isList(value.ask)) {
		return false
	}
	const [first, second] = value.ask
	return value.ask.length === 2 && isWhole(first, 12) && isWhole(second, 12) && first < second
}

function isRemoved(value: Json): boolean {
	return isRecord(value) && isTime(value.at) && isLabel(value.label)
		&& optional(value, 'kind', (kind) => ['person', 'invitation', 'envelope'].includes(String(kind))) && optional(value, 'sheet', isSheet)
}

const byId = (value: Json | undefined, sound: (entry: Json) => boolean): boolean => isRecord(value) && Object.entries(value).every(([id, entry]) => isHex(id, 16) && sound(entry))

/** Sections 6 and 8: the payload of a vault revision, else `invalid` or `unsupported-version`. */
export function checkVaultPayload(json: Json): JsonRecord {
	const content = isRecord(json) ? json.content : undefined
	const schema = isRecord(content) ? content.schema : undefined
	must(typeof schema !== 'number' || schema <= 1, 'unsupported-version')
	must(hasExactly(json, ['at', 'author', 'content', 'members', 'removed']) && isTime(json.at) && isHex(json.author, 16), 'invalid')
	must(isContent(content) && byId(json.members, isMember) && byId(json.removed, isRemoved), 'invalid')
	return json
}
