// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, RevisionMeta } from '../domain/document.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'

import { canonicalBytes } from '../domain/canonical.ts'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { readMeta } from '../domain/lineage/ancestry.ts'
import { isObject, parseCanonicalObject } from './canonical.ts'
import { revisionName } from './names.ts'

/** Longest inventory revision, in bytes. */
export const MAX_INVENTORY_BYTES = 16 * 1024 * 1024

/** Declared author of an inventory revision. Not authenticated. */
export interface Author {
	/** Nextcloud user id. */
	readonly id: string
	/** Display name. */
	readonly name: string
}

/** A revision of the inventory, decoded. */
export interface InventoryRevision {
	readonly notebookId: string
	readonly meta: RevisionMeta
	/** ISO 8601, UTC, milliseconds. */
	readonly at: string
	readonly author: Author
	readonly content: DocumentContent
}

/**
 * Checks the content of an inventory and returns it, migrated if its schema is older.
 * Throws `invalid`, or `unsupported-version` for a newer schema.
 */
export type ContentValidator = (content: JsonValue) => DocumentContent

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/**
 * The file of a revision and its name. Throws `invalid` for a content that the validator refuses or
 * that JSON cannot hold, `too-large` above 16 MiB.
 */
export function encodeInventory(revision: InventoryRevision, validate: ContentValidator): { readonly name: string, readonly bytes: Uint8Array } {
	const { notebookId, meta, at, author, content } = revision
	const bytes = canonicalBytes({
		ancestors: meta.ancestors,
		at,
		author: { id: author.id, name: author.name },
		// The validator proves that the content is JSON; its own type allows collections beside.
		content: validate(content as JsonObject) as JsonObject,
		format: 1,
		kind: 'inventory',
		notebook: notebookId,
		number: meta.number,
		parents: meta.parents,
	})
	// Validated like a file that is read: the caller's types are not enough.
	try {
		decodeInventory(bytes, notebookId, validate)
	} catch (caught) {
		const error = asTrousseauError(caught)
		throw error.code === 'altered' ? new TrousseauError('invalid', error.detail, error) : error
	}
	return { name: revisionName(meta.number, bytes), bytes }
}

/**
 * Reads a revision. Throws `too-large`, `altered` (not canonical, or not the form of FORMAT section 3),
 * `unsupported-version`, `wrong-notebook`, and what the validator throws.
 */
export function decodeInventory(bytes: Uint8Array, notebookId: string, validate: ContentValidator): InventoryRevision {
	const file = parseCanonicalObject(bytes, MAX_INVENTORY_BYTES)
	const { format, kind, notebook, at, author, content } = file
	if (typeof format === 'number' && Number.isInteger(format) && format > 1) {
		throw new TrousseauError('unsupported-version', { format })
	}
	if (format !== 1 || kind !== 'inventory' || typeof notebook !== 'string' || !isTime(at) || content === undefined) {
		throw new TrousseauError('altered')
	}
	if (notebook !== notebookId) {
		throw new TrousseauError('wrong-notebook')
	}
	return { notebookId, meta: readMeta(file), at, author: readAuthor(author), content: validate(content) }
}

function readAuthor(value: JsonValue | undefined): Author {
	if (isObject(value) && typeof value.id === 'string' && typeof value.name === 'string') {
		return { id: value.id, name: value.name }
	}
	throw new TrousseauError('altered')
}

function isTime(value: JsonValue | undefined): value is string {
	return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value))
}
