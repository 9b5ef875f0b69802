// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** An object of a JSON file that anybody may have written. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * True if a value is an object.
 *
 * @param value - anything parsed
 */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of a list; nothing for what is no list. */
export function objects(value: unknown): readonly JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : []
}

/** An object under a name; an empty one when there is none. */
export function objectAt(value: JsonObject, name: string): JsonObject {
	const found = value[name]
	return isObject(found) ? found : {}
}

/** A text under a name, numbers too; "" when there is none. */
export function textAt(value: JsonObject, name: string): string {
	return textOf(value[name])
}

/** A value as text: what is neither text, number nor yes or no is "". */
export function textOf(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
