// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonObject, JsonValue } from '../domain/json.ts'

import { parseCanonical } from '../domain/canonical.ts'
import { TrousseauError } from '../domain/errors.ts'

/**
 * Reads a file that must be one canonical JSON object.
 * Throws `too-large` above `limit` bytes, else `altered`.
 */
export function parseCanonicalObject(bytes: Uint8Array, limit: number): JsonObject {
	if (bytes.length > limit) {
		throw new TrousseauError('too-large', { size: bytes.length, limit })
	}
	const value = parseCanonical(bytes)
	if (!isObject(value)) {
		throw new TrousseauError('altered')
	}
	return value
}

/** True if the value is a JSON object, not an array. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
