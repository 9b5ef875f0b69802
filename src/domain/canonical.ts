// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import canonicalize from 'canonicalize'
import { TrousseauError } from './errors.ts'
import type { JsonValue } from './json.ts'

/** Levels of nesting that a document may have. */
export const MAX_DEPTH = 32

/** A name of member that JavaScript would take for an object's prototype. */
const FORBIDDEN_KEY = '__proto__'

/** Names that JavaScript enumerates first and by value, whatever the order of insertion. */
const INDEX_KEY = /^(?:0|[1-9]\d{0,9})$/

/** Escape written by `JSON.stringify` for a lone surrogate, which JCS refuses. */
const MAYBE_LONE_SURROGATE = '\\ud'

/** State of one arrangement. */
interface Findings {
	/** A member whose place JavaScript decides, not us. */
	indexKey: boolean
}

function isIndexKey(key: string): boolean {
	const first = key.charCodeAt(0)
	return first >= 48 && first <= 57 && INDEX_KEY.test(key)
}

function arrangeList(list: readonly unknown[], depth: number, findings: Findings): readonly unknown[] {
	let arranged: unknown[] | undefined
	for (let index = 0; index < list.length; index++) {
		const item = arrange(list[index], depth, findings)
		if (item !== list[index]) {
			arranged ??= [...list]
			arranged[index] = item
		}
	}
	return arranged ?? list
}

function arrangeObject(object: Readonly<Record<string, unknown>>, depth: number, findings: Findings): Readonly<Record<string, unknown>> {
	const keys = Object.keys(object)
	let ordered = true
	let previous = ''
	let changed: Map<string, unknown> | undefined
	for (const key of keys) {
		if (key === FORBIDDEN_KEY) {
			throw new TrousseauError('invalid')
		}
		ordered &&= previous <= key
		findings.indexKey ||= isIndexKey(key)
		previous = key
		const item = arrange(object[key], depth, findings)
		if (item !== object[key]) {
			changed ??= new Map()
			changed.set(key, item)
		}
	}
	if (ordered && changed === undefined) {
		return object
	}
	return Object.fromEntries(keys.sort().map((key) => [key, changed?.has(key) === true ? changed.get(key) : object[key]]))
}

/**
 * A value with the members of every object in canonical order, so that
 * `JSON.stringify` writes the canonical form; what stands in order already is
 * given back as it is.
 *
 * @throws TrousseauError `invalid` for what JSON cannot hold, a member called `__proto__`, or too many levels
 */
function arrange(value: unknown, depth: number, findings: Findings): unknown {
	if (
		typeof value === 'string'
		|| typeof value === 'boolean'
		|| value === null
		|| (typeof value === 'number' && Number.isFinite(value))
	) {
		return value
	}
	if (typeof value !== 'object' || depth === MAX_DEPTH) {
		throw new TrousseauError('invalid')
	}
	return Array.isArray(value)
		? arrangeList(value, depth + 1, findings)
		: arrangeObject(value as Readonly<Record<string, unknown>>, depth + 1, findings)
}

/**
 * The RFC 8785 form of a value.
 *
 * @param value - what JSON can hold; objects' members in any order
 * @throws TrousseauError `invalid` for NaN, infinities, `undefined`, lone surrogates, a member called `__proto__`, or
 * more than {@link MAX_DEPTH} levels
 */
export function canonicalText(value: unknown): string {
	const findings: Findings = { indexKey: false }
	const arranged = arrange(value, 0, findings)
	if (!findings.indexKey) {
		const text = JSON.stringify(arranged)
		if (!text.includes(MAYBE_LONE_SURROGATE)) {
			return text
		}
	}
	try {
		return canonicalize(value) ?? ''
	} catch (error) {
		throw new TrousseauError('invalid', {}, error)
	}
}

/** The RFC 8785 form of a value, as UTF-8. Errors as {@link canonicalText}. */
export function canonicalBytes(value: unknown): Uint8Array {
	return new TextEncoder().encode(canonicalText(value))
}

/**
 * Reads canonical JSON, and nothing else: other spacing, order of members,
 * writing of numbers, duplicate members or invalid UTF-8 are refused.
 *
 * @throws TrousseauError `altered`
 */
export function parseCanonical(bytes: Uint8Array): JsonValue {
	let value: JsonValue
	let text: string
	try {
		text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
		value = JSON.parse(text) as JsonValue
		if (canonicalText(value) === text) {
			return value
		}
	} catch (error) {
		throw new TrousseauError('altered', {}, error instanceof TrousseauError ? error : undefined)
	}
	throw new TrousseauError('altered')
}

/** True if two JSON values have the same canonical form. An absent value equals only another. */
export function sameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
	if (left === right) {
		return true
	}
	if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
		return false
	}
	if (Array.isArray(left) || Array.isArray(right)) {
		return Array.isArray(left) && Array.isArray(right) && left.length === right.length
			&& left.every((item: JsonValue, index) => sameJson(item, right[index] as JsonValue))
	}
	const a = left as Readonly<Record<string, JsonValue>>
	const b = right as Readonly<Record<string, JsonValue>>
	const keys = Object.keys(a)
	return keys.length === Object.keys(b).length
		&& keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
}
