// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { createSearchIndex } from '../passwords/search.ts'
import { CATALOGUE } from './entries.ts'

const index = createSearchIndex(CATALOGUE, [
	{ text: (entry) => entry.name, weight: 1 },
	{ text: (entry) => entry.aliases, weight: 0.9 },
	{ text: (entry) => entry.facts.publisher.value ?? '', weight: 0.5 },
])

/**
 * The entries that answer a query, best first; the whole catalogue in its order for an empty query.
 *
 * @param query - name, part of a name, former name or need, as typed
 */
export function searchCatalogue(query: string): readonly CatalogueEntry[] {
	return index.search(query)
}
