// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../../domain/inventory/model.ts'
import type { Edit } from '../../domain/patch.ts'
import type { InventoryView } from '../../journal/inventory-journal.ts'

import { canonicalBytes } from '../../domain/canonical.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { applyPatch, editJson, readEdit } from '../../domain/patch.ts'

/** The bytes of an edit of the inventory in clear. */
export const clearBytes = (edit: Edit): Uint8Array => canonicalBytes(editJson(edit))

/** Reads an edit in clear. Throws `altered` for anything else. */
export function readClear(bytes: Uint8Array): Edit {
	let json: unknown
	try {
		json = JSON.parse(new TextDecoder().decode(bytes))
	} catch (error) {
		throw new TrousseauError('altered', {}, error)
	}
	return readEdit(json)
}

/**
 * The inventory with edits over it, in their order, each merged three ways.
 *
 * @param view - what the server has
 * @throws TrousseauError `invalid` when the edits no longer go over it
 */
export function withEdits(view: InventoryView, edits: readonly Edit[]): Inventory {
	const side = {
		at: view.lastChange?.at ?? '',
		by: view.lastChange?.author.id ?? '',
		name: view.heads.map((head) => head.name).sort().at(-1) ?? '',
	}
	return parseInventory(edits.reduce((content, { patch, ...stamp }) => applyPatch({ content, ...side }, patch, stamp), view.content))
}

/** The inventory with those of the edits over it that still go over it. */
export function withUsableEdits(view: InventoryView, edits: readonly Edit[]): Inventory {
	const usable: Edit[] = []
	let shown = parseInventory(view.content)
	for (const edit of edits) {
		try {
			shown = withEdits(view, [...usable, edit])
			usable.push(edit)
		} catch {
			// Left out of the display; saving it reports the error.
		}
	}
	return shown
}
