// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent } from '../domain/document.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import type { InventoryRevision } from './inventory-revision.ts'
import { ancestryOf } from './lineage.ts'
import type { Lineage, Revision } from './lineage.ts'

import { TrousseauError } from '../domain/errors.ts'
import { nextMeta } from '../domain/lineage/ancestry.ts'
import { isObject } from './canonical.ts'
import { encodeInventory } from './inventory-revision.ts'

/** A notebook id for specs. */
export const NOTEBOOK = '0123456789abcdef0123456789abcdef'

/** A validator for specs: the shape of a document, and nothing of its records. */
export function acceptDocument(content: JsonValue): DocumentContent {
	if (!isObject(content) || typeof content.schema !== 'number' || !isObject(content.collections)) {
		throw new TrousseauError('invalid')
	}
	if (content.schema > 1) {
		throw new TrousseauError('unsupported-version', { schema: content.schema })
	}
	return content as unknown as DocumentContent
}

/** A content with these tools. */
export function withTools(tools: Readonly<Record<string, JsonObject>>): DocumentContent {
	return { schema: 1, collections: { tools } }
}

/** An inventory revision for specs, minutes after one another so that later ones are later. */
export function inventoryRevision(content: DocumentContent, parents: readonly Lineage[] = [], changes: Partial<InventoryRevision> = {}): Revision {
	const meta = nextMeta(parents.map(ancestryOf))
	const at = new Date(Date.UTC(2026, 0, 1, 0, meta.number)).toISOString()
	const revision = { notebookId: NOTEBOOK, meta, at, author: { id: 'anne', name: 'Anne' }, content, ...changes }
	return { ...encodeInventory(revision, acceptDocument), meta: revision.meta }
}
