// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { browserMemory } from '../../platform/browser-memory.ts'

/** Preference in which the forms of the inventory are kept while they are typed in; see `form-drafts.ts`. */
export const CLEAR_DRAFTS = 'inputs'
/** Preferences in which the forms of the passwords are, one for each notebook; see `form-drafts.ts`. */
export const SEALED_DRAFTS = 'forms:'

function rowsIn(json: string | null): number {
	try {
		const rows: unknown = JSON.parse(json ?? '[]')
		return Array.isArray(rows) ? rows.length : 0
	} catch {
		return 0
	}
}

/** Number of form drafts in this browser, of all notebooks. */
export function typedForms(): number {
	const memory = browserMemory()
	return [memory.preference(CLEAR_DRAFTS), ...memory.preferences(SEALED_DRAFTS).values()].reduce((sum, json) => sum + rowsIn(json), 0)
}
