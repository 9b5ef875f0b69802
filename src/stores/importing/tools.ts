// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory, Tool } from '../../domain/inventory/model.ts'
import type { MatchableCredential } from '../../domain/passwords/matching.ts'

import { CATALOGUE } from '../../domain/catalogue/entries.ts'
import { proposeLinks } from '../../domain/passwords/matching.ts'
import { fold } from '../../domain/passwords/search.ts'
import { pause } from './slices.ts'

/** A tool that rows of the file are of. */
export interface RecognisedTool {
	/** Id of the tool of the inventory; of one that is not there yet, that of its entry in the catalogue. */
	readonly id: string
	readonly name: string
	/** Entry of the catalogue to add; null for a tool of the inventory. */
	readonly catalogueId: string | null
	/** For each row, the account of the tool that nothing opens yet; null when one has to be made. */
	readonly accounts: ReadonlyMap<number, string | null>
}

/** A row, as far as tools are recognised by it. */
export interface NamedRow {
	readonly key: number
	readonly title: string
	readonly url: string
}

/** In front of the id of an entry of the catalogue, among the ids of tools. No id has a "+". */
const CATALOGUED = '+'

/** Rows looked at before the page gets its turn. */
const AT_ONCE = 400

/** The inventory as it would be with every tool of the catalogue that it lacks. */
function withCatalogue(inventory: Inventory): Inventory {
	const { tools } = inventory.collections
	const present = new Set(Object.values(tools).flatMap(({ name, catalogueId }) => [fold(name), catalogueId ?? '']))
	const added = CATALOGUE.filter(({ id, name }) => !present.has(id) && !present.has(fold(name)))
	const more = Object.fromEntries(added.map(({ id, name }): [string, Tool] => [CATALOGUED + id, { name, catalogueId: id }]))
	return { ...inventory, collections: { ...inventory.collections, tools: { ...more, ...tools } } }
}

/**
 * Tools of the inventory and of the catalogue that rows bear the name or the site of, those of most rows first.
 *
 * @param inventory - as it is
 * @param rows - that would become entries
 * @param opened - accounts that entries of the vault open already
 */
export async function recogniseTools(
	inventory: Inventory,
	rows: readonly NamedRow[],
	opened: readonly MatchableCredential[],
): Promise<readonly RecognisedTool[]> {
	const whole = withCatalogue(inventory)
	const found = new Map<string, Map<number, string | null>>()
	const taken = new Set<string>()
	for (let from = 0; from < rows.length; from += AT_ONCE) {
		const some = rows.slice(from, from + AT_ONCE)
		const credentials = some.map(({ key, title, url }): MatchableCredential => ({ id: String(key), label: title, site: url, accountId: '' }))
		for (const { credentialId, toolId, accountId } of proposeLinks(whole, [...credentials, ...opened])) {
			const key = Number(credentialId)
			if (Number.isNaN(key) || credentialId.length > 10) {
				// An entry of the vault, linked elsewhere.
				continue
			}
			const free = accountId === null || taken.has(accountId) ? null : accountId
			if (free !== null) {
				taken.add(free)
			}
			found.set(toolId, (found.get(toolId) ?? new Map<number, string | null>()).set(key, free))
		}
		await pause()
	}
	return [...found].map(([id, accounts]): RecognisedTool => {
		const isNew = id.startsWith(CATALOGUED)
		return { id, name: whole.collections.tools[id]?.name ?? '', catalogueId: isNew ? id.slice(CATALOGUED.length) : null, accounts }
	}).sort((one, other) => other.accounts.size - one.accounts.size || one.name.localeCompare(other.name, 'fr'))
}
