// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Buffer } from 'node:buffer'
import { must, refuse } from './primitives.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonRecord
export interface JsonRecord { readonly [name: string]: Json }

const DEEPEST = 32

function writeText(text: string): string {
	must(!/\p{Surrogate}/u.test(text), 'altered')
	return JSON.stringify(text)
}

function writeNumber(value: number): string {
	must(Number.isFinite(value), 'altered')
	return String(value === 0 ? 0 : value)
}

function write(value: Json, level: number): string {
	if (value === null || typeof value === 'boolean') {
		return String(value)
	}
	if (typeof value === 'number') {
		return writeNumber(value)
	}
	if (typeof value === 'string') {
		return writeText(value)
	}
	must(level < DEEPEST, 'altered')
	if (isList(value)) {
		return `[${value.map((item) => write(item, level + 1)).join(',')}]`
	}
	const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => {
		must(name !== '__proto__', 'altered')
		return `${writeText(name)}:${write(item, level + 1)}`
	})
	return `{${members.join(',')}}`
}

/** The RFC 8785 form of a value. */
export const canonical = (value: Json): string => write(value, 0)

/** Bytes of the RFC 8785 form of a value. */
export const canonicalBuffer = (value: Json): Buffer => Buffer.from(canonical(value))

export const equal = (a: Json | undefined, b: Json | undefined): boolean => a === undefined || b === undefined ? a === b : canonical(a) === canonical(b)

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

export const isRecord = (value: Json | undefined): value is JsonRecord => typeof value === 'object' && value !== null && !isList(value)

/** A member of an object, never one of its prototype. */
export const member = (object: JsonRecord, name: string): Json | undefined => Object.hasOwn(object, name) ? object[name] : undefined

/** Canonical JSON, anything else being `altered`. */
export function readCanonical(bytes: Uint8Array): Json {
	const text = Buffer.from(bytes).toString('utf8')
	must(Buffer.from(text, 'utf8').equals(bytes), 'altered')
	let value: Json
	try {
		value = JSON.parse(text) as Json
	} catch {
		return refuse('altered')
	}
	must(canonical(value) === text, 'altered')
	return value
}

/** True if an object has exactly these members. */
export function hasExactly(value: Json | undefined, names: readonly string[]): value is JsonRecord {
	return isRecord(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))
}
