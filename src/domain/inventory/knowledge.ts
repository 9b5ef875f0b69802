// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change } from './changes.ts'
import type { Contract, Cost, Inventory, Provenance, Tool } from './model.ts'

import { dayOf } from '../days.ts'
import { putRecord } from './changes.ts'
import { isSaidUnknown, isToConfirm, isToRecheck } from './provenance.ts'
import { presenceOf, recordOf } from './references.ts'

/** The six first facts of a tool: what for, who publishes it, where, how much a year, until when, who uses it. */
export const TOOL_FACTS = ['usage', 'publisher', 'hosting', 'cost', 'until', 'users'] as const

/** One of {@link TOOL_FACTS}. */
export type ToolFact = (typeof TOOL_FACTS)[number]

/** Knowledge of one fact. */
export interface FactKnowledge {
	readonly fact: ToolFact
	/** `unknown`: somebody answered "Je ne sais pas". */
	readonly state: 'known' | 'unknown' | 'not-asked'
	/** The value comes from the catalogue and nobody confirmed it. */
	readonly toConfirm: boolean
	/** The value comes from the catalogue and is too old: it does not count as known in the ratio. */
	readonly toRecheck: boolean
	/** Where the value comes from, when it is said. */
	readonly provenance: Provenance | null
}

/** Knowledge of a tool, which says nothing of its quality. */
export interface ToolKnowledge {
	readonly facts: readonly FactKnowledge[]
	/** Share of the six facts that are known, 0 to 1. */
	readonly ratio: number
}

/** The field of the tool that holds the answer, or under which "Je ne sais pas" is noted. */
const FIELD_OF_FACT = {
	usage: 'usageIds',
	publisher: 'supplierId',
	hosting: 'hostingId',
	cost: 'cost',
	until: 'until',
	users: 'userIds',
} as const satisfies Record<ToolFact, string>

interface ByTool {
	readonly costs: ReadonlyMap<string, readonly Cost[]>
	readonly contracts: ReadonlyMap<string, readonly Contract[]>
}

/**
 * Knowledge of each tool.
 *
 * @param inventory - the inventory
 * @param today - ISO date
 */
export function toolsKnowledge(inventory: Inventory, today: string): ReadonlyMap<string, ToolKnowledge> {
	const byTool: ByTool = {
		costs: groupBy(Object.values(inventory.collections.costs), (cost) => [cost.toolId]),
		contracts: groupBy(Object.values(inventory.collections.contracts), (contract) => contract.toolIds),
	}
	return new Map(Object.entries(inventory.collections.tools).map(([id, tool]) => [id, knowledgeOf(inventory, byTool, id, tool, today)]))
}

/**
 * Knowledge of one tool; nothing is known of a tool that does not exist.
 *
 * @param inventory - the inventory
 * @param toolId - id of the tool
 * @param today - ISO date
 */
export function toolKnowledge(inventory: Inventory, toolId: string, today: string): ToolKnowledge {
	const byTool: ByTool = {
		costs: new Map([[toolId, Object.values(inventory.collections.costs).filter((cost) => cost.toolId === toolId)]]),
		contracts: new Map([
			[toolId, Object.values(inventory.collections.contracts).filter((contract) => contract.toolIds.includes(toolId))],
		]),
	}
	return knowledgeOf(inventory, byTool, toolId, recordOf(inventory.collections.tools, toolId) ?? { name: '' }, today)
}

/**
 * The inventory once somebody answered "Je ne sais pas" to one of the six
 * questions. The former answer, if there was one, stays in the history.
 *
 * @param inventory - never modified
 * @param toolId - id of the tool
 * @param fact - the question
 * @param change - author and time
 */
export function sayUnknown(inventory: Inventory, toolId: string, fact: ToolFact, change: Change): Inventory {
	const tool = inventory.collections.tools[toolId]
	if (tool === undefined) {
		return inventory
	}
	const unknown: Provenance = { source: 'user', checkedOn: dayOf(change.at), knowledge: 'unknown' }
	const facts = { ...tool.facts, [FIELD_OF_FACT[fact]]: unknown }
	const emptied = emptyAnswers(inventory, toolId, fact, change)
	switch (fact) {
		case 'usage':
			return putRecord(emptied, 'tools', toolId, { facts, usageIds: undefined }, change)
		case 'publisher':
			return putRecord(emptied, 'tools', toolId, { facts, supplierId: undefined }, change)
		case 'hosting':
			return putRecord(emptied, 'tools', toolId, { facts, hostingId: undefined }, change)
		case 'users':
			return putRecord(emptied, 'tools', toolId, { facts, userIds: undefined, usersCount: undefined, usersUnknown: true }, change)
		case 'cost':
		case 'until':
			return putRecord(emptied, 'tools', toolId, { facts }, change)
	}
}

/** Takes away the answers that stand in other records than the tool's. */
function emptyAnswers(inventory: Inventory, toolId: string, fact: ToolFact, change: Change): Inventory {
	let next = inventory
	if (fact === 'cost') {
		for (const [id, cost] of Object.entries(inventory.collections.costs)) {
			if (cost.toolId === toolId) {
				next = putRecord(next, 'costs', id, { certainty: 'unknown', amountInclTax: undefined }, change)
			}
		}
	}
	if (fact === 'until') {
		for (const [id, contract] of Object.entries(inventory.collections.contracts)) {
			if (contract.toolIds.includes(toolId)) {
				next = putRecord(next, 'contracts', id, { endOn: 'unknown' }, change)
			}
		}
	}
	return next
}

function knowledgeOf(inventory: Inventory, byTool: ByTool, toolId: string, tool: Tool, today: string): ToolKnowledge {
	const costs = byTool.costs.get(toolId) ?? []
	const contracts = byTool.contracts.get(toolId) ?? []
	const facts = [
		ofTool(tool, 'usage', (tool.usageIds?.length ?? 0) > 0, false, today),
		ofTool(tool, 'publisher', recordOf(inventory.collections.suppliers, tool.supplierId) !== null, false, today),
		ofHosting(inventory, tool, today),
		ofTool(tool, 'cost', costs.some(isCostKnown), costs.some((cost) => cost.certainty === 'unknown'), today),
		ofTool(tool, 'until', contracts.some(isEndKnown), contracts.some((contract) => contract.endOn === 'unknown'), today),
		ofTool(tool, 'users', hasUser(inventory, tool, today) || (tool.usersCount ?? 0) > 0, tool.usersUnknown === true, today),
	]
	const known = facts.filter(({ state, toRecheck }) => state === 'known' && !toRecheck)
	return { facts, ratio: known.length / TOOL_FACTS.length }
}

/**
 * True if a line of cost says an amount.
 *
 * @param cost - a line of invoice, quote or estimate
 */
export function isCostKnown(cost: Cost): boolean {
	return cost.certainty !== 'unknown' && cost.amountInclTax !== undefined
}

function isEndKnown(contract: Contract): boolean {
	return contract.endOn !== undefined && contract.endOn !== 'unknown'
}

function ofTool(tool: Tool, fact: ToolFact, known: boolean, saidUnknown: boolean, today: string): FactKnowledge {
	const field = FIELD_OF_FACT[fact]
	return {
		fact,
		state: known ? 'known' : saidUnknown || isSaidUnknown(tool, field) ? 'unknown' : 'not-asked',
		toConfirm: known && isToConfirm(tool, field),
		toRecheck: known && isToRecheck(tool, field, today),
		provenance: tool.facts?.[field] ?? null,
	}
}

/** People who left, and ids that lead nowhere, use nothing. */
function hasUser({ collections: { persons } }: Inventory, { userIds = [] }: Tool, today: string): boolean {
	return userIds.some((id) => {
		const person = recordOf(persons, id)
		return person !== null && presenceOf(person, today) !== 'left'
	})
}

/** The place is known by its country, or by being in the commune's own walls. */
function ofHosting(inventory: Inventory, tool: Tool, today: string): FactKnowledge {
	const hosting = recordOf(inventory.collections.hostings, tool.hostingId)
	if (hosting === null) {
		return ofTool(tool, 'hosting', false, false, today)
	}
	const field = hosting.countryStorage === undefined ? 'kind' : 'countryStorage'
	const inPlace = hosting.kind === 'town-hall-server' || hosting.kind === 'nas' || hosting.kind === 'workstation'
	const placed = inPlace || (hosting.countryStorage !== undefined && hosting.countryStorage !== 'unknown')
	const known = placed && hosting.knowledge !== 'unknown'
	const saidUnknown = hosting.knowledge === 'unknown' || hosting.countryStorage === 'unknown' || hosting.kind === 'unknown'
	return {
		fact: 'hosting',
		state: known ? 'known' : saidUnknown || isSaidUnknown(hosting, field) ? 'unknown' : 'not-asked',
		toConfirm: known && isToConfirm(hosting, field),
		toRecheck: known && isToRecheck(hosting, field, today),
		provenance: hosting.facts?.[field] ?? null,
	}
}

/**
 * Items under each of their keys, in their order.
 *
 * @param items - the items
 * @param keysOf - the keys of one
 */
export function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>()
	for (const item of items) {
		for (const key of keysOf(item)) {
			const group = groups.get(key)
			if (group === undefined) {
				groups.set(key, [item])
			} else {
				group.push(item)
			}
		}
	}
	return groups
}
