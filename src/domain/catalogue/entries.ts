// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { BUSINESS } from './business.ts'
import { HOSTS_AND_SECURITY } from './hosts-and-security.ts'
import { BOOKING, MEETINGS } from './meetings.ts'
import { OFFICE } from './office.ts'
import { STATE } from './state.ts'
import { FIELD_SERVICES, WEBSITE } from './website.ts'

/** The whole catalogue. */
export const CATALOGUE: readonly CatalogueEntry[] = [
	...BUSINESS,
	...STATE,
	...OFFICE,
	...MEETINGS,
	...BOOKING,
	...WEBSITE,
	...FIELD_SERVICES,
	...HOSTS_AND_SECURITY,
]

const BY_ID: ReadonlyMap<string, CatalogueEntry> = new Map(CATALOGUE.map((entry) => [entry.id, entry]))

/**
 * An entry by its id, or null.
 *
 * @param id - `catalogueId` of a tool
 */
export function catalogueEntry(id: string | undefined): CatalogueEntry | null {
	return (id === undefined ? undefined : BY_ID.get(id)) ?? null
}
