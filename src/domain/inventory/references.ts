// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change } from './changes.ts'
import type { Inventory, Person, Tool } from './model.ts'

import { putRecord, removeRecord } from './changes.ts'

/**
 * The record of an id, or null when the id leads nowhere.
 *
 * @param records - a collection
 * @param id - from a field of another record; undefined leads nowhere
 */
export function recordOf<T>(records: Readonly<Record<string, T>>, id: string | undefined): T | null {
	return id !== undefined && Object.hasOwn(records, id) ? records[id] ?? null : null
}

/**
 * True if a record of several tools still speaks of one that exists. What speaks of none is a leftover: it may
 * have come from another notebook's merge, and enters no rule.
 *
 * @param tools - the tools of the inventory
 * @param record - a contract or a backup
 */
export function namesATool(tools: Readonly<Record<string, Tool>>, { toolIds }: { readonly toolIds: readonly string[] }): boolean {
	return toolIds.some((id) => Object.hasOwn(tools, id))
}

/** The last day is still worked: somebody has left from the day after. */
export type Presence = 'here' | 'left' | 'unknown'

/**
 * Presence of a person at the commune on a day.
 *
 * @param person - the person
 * @param today - ISO date
 */
export function presenceOf({ endOn }: Person, today: string): Presence {
	return endOn === undefined ? 'here' : endOn === 'unknown' ? 'unknown' : endOn < today ? 'left' : 'here'
}

/**
 * The inventory without a tool, nor anything that was said of it alone: its costs, accounts, contracts, backups, and
 * its place unless another tool is there. A contract or backup of several tools loses this one. The supplier stays:
 * it is a company, not a part of the tool.
 *
 * @param inventory - never modified
 * @param toolId - id of the tool
 * @param change - author and time
 */
export function removeTool(inventory: Inventory, toolId: string, change: Change): Inventory {
	const { tools, hostings, accounts } = inventory.collections
	const hostingId = recordOf(tools, toolId)?.hostingId
	let next = clearLeftovers(removeRecord(inventory, 'tools', toolId), toolId, change)
	for (const [id, account] of Object.entries(accounts)) {
		next = account.toolId === toolId ? removeRecord(next, 'accounts', id) : next
	}
	const isShared = Object.values(next.collections.tools).some((tool) => tool.hostingId === hostingId)
	return recordOf(hostings, hostingId) === null || isShared ? next : removeRecord(next, 'hostings', hostingId ?? '')
}

/**
 * The inventory without what a tool that was there before left behind: costs, contracts and backups under an id that
 * is given again must not speak of the new tool. Accounts stay, since passwords of the vault lead to them.
 *
 * @param inventory - never modified
 * @param toolId - id of the tool that is gone, or about to be added
 * @param change - author and time
 */
export function clearLeftovers(inventory: Inventory, toolId: string, change: Change): Inventory {
	let next = inventory
	for (const [id, cost] of Object.entries(inventory.collections.costs)) {
		next = cost.toolId === toolId ? removeRecord(next, 'costs', id) : next
	}
	for (const collection of ['contracts', 'backups'] as const) {
		for (const [id, { toolIds }] of Object.entries(inventory.collections[collection])) {
			if (toolIds.includes(toolId)) {
				const others: readonly string[] = toolIds.filter((other: string) => other !== toolId)
				const isOfOthers = namesATool(next.collections.tools, { toolIds: others })
				next = isOfOthers ? putRecord(next, collection, id, { toolIds: others }, change) : removeRecord(next, collection, id)
			}
		}
	}
	return next
}
