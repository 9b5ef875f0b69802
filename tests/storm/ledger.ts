// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, DocumentRecord } from '../../src/domain/document.ts'
import type { JsonValue } from '../../src/domain/json.ts'

/** Where a value was written. */
interface Place {
	readonly collection: string
	readonly id: string
	readonly field: string
}

/** Values are tokens, each written once: `c3-7`, the seventh of the third client. */
export const TOKEN = /^c\d+-\d+$/

/** The tokens in a value: itself, those of a list, or those of the members of an object. */
function tokensOf(value: JsonValue | undefined): readonly string[] {
	const texts = typeof value === 'object' && value !== null ? Object.values(value) : [value]
	return texts.filter((text): text is string => typeof text === 'string' && TOKEN.test(text))
}

/** The tokens that a record shows or remembers, with their fields. */
export function tokensOfRecord({ history = [], ...shown }: DocumentRecord): readonly (readonly [field: string, token: string])[] {
	const all: readonly (readonly [string, JsonValue])[] = [...Object.entries(shown), ...history.map(({ field, value }) => [field, value] as const)]
	return all.flatMap(([field, value]) => tokensOf(value).map((token) => [field, token] as const))
}

/** Values written to one document, and those that the server confirmed. */
export class Ledger {
	readonly #places = new Map<string, Place>()
	readonly #confirmed = new Set<string>()
	/** Deleted with their record by somebody who saw them. */
	readonly #deleted = new Set<string>()

	/** A value goes to the server, whatever becomes of it. */
	attempt(token: string, place: Place): void {
		this.#places.set(token, place)
	}

	confirm(tokens: readonly string[]): void {
		tokens.forEach((token) => this.#confirmed.add(token))
	}

	/** A record goes, with what the person who deletes it sees in it. */
	forget(tokens: readonly string[]): void {
		tokens.forEach((token) => this.#deleted.add(token))
	}

	get confirmed(): number {
		return this.#confirmed.size
	}

	/** Faults of a content: confirmed values that are missing, and values in a field where nobody wrote them. */
	faults(content: DocumentContent): readonly string[] {
		const found = new Map<string, Place>()
		const faults: string[] = []
		for (const [collection, records] of Object.entries(content.collections)) {
			for (const [id, record] of Object.entries(records)) {
				for (const [field, token] of tokensOfRecord(record)) {
					found.set(token, { collection, id, field })
					const place = this.#places.get(token)
					if (place === undefined || place.collection !== collection || place.id !== id || place.field !== field) {
						faults.push(`corrupt: ${token} in ${collection}/${id}/${field}`)
					}
				}
			}
		}
		for (const token of this.#confirmed) {
			if (!found.has(token) && !this.#deleted.has(token)) {
				const place = this.#places.get(token)
				faults.push(`lost: ${token} of ${place?.collection}/${place?.id}/${place?.field}`)
			}
		}
		return faults
	}

	/** A ledger that begins as this one. */
	copy(): Ledger {
		const copy = new Ledger()
		this.#places.forEach((place, token) => copy.#places.set(token, place))
		this.#confirmed.forEach((token) => copy.#confirmed.add(token))
		this.#deleted.forEach((token) => copy.#deleted.add(token))
		return copy
	}
}
