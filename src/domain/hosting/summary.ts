// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory, Knowledge, Tool } from '../inventory/model.ts'
import type { DataPlace, Exposure } from './places.ts'

import { isToConfirm, isToRecheck } from '../inventory/provenance.ts'
import { EXPOSURES, hostingOf, operatorIdOf, placeOf, PLACES, storageCountry, toolExposure } from './places.ts'

/** The official's page on hosting, computed whole from the inventory. */
export interface HostingSummary {
	readonly total: number
	/** First sentence. `france` counts the commune's own walls; the five add up to `total` with `state`. */
	readonly sentence: {
		readonly france: number
		/** Of those in France, in the commune's own walls. */
		readonly local: number
		readonly union: number
		/** Adequate countries are outside the Union too. */
		readonly outside: number
		readonly state: number
		readonly unknown: number
		/** Second sentence: tools kept by a group that answers to a law from outside the Union. */
		readonly foreignLaw: number
		/** Tools of which it is not known whose law reaches them. */
		readonly lawUnknown: number
	}
	readonly places: Readonly<Record<DataPlace, number>>
	readonly exposures: Readonly<Record<Exposure, number>>
	/** One row a tool, sorted by name then id. */
	readonly rows: readonly HostingRow[]
	/** Dots of the map: countries with the number of tools, the most first. The commune's own walls are in FR. */
	readonly points: readonly MapPoint[]
	/** Sorted: tool, then operator, then place. */
	readonly flows: readonly HostingFlow[]
	readonly unknowns: readonly HostingUnknown[]
}

/** A row of the table: one tool. */
export interface HostingRow {
	readonly toolId: string
	readonly tool: string
	readonly place: DataPlace
	/** ISO 3166-1 alpha-2, or null. */
	readonly country: string | null
	readonly exposure: Exposure
	readonly operatorId: string | null
	readonly operator: string | null
	/** Country of the operator's ultimate parent, or null. */
	readonly parentCountry: string | null
	readonly knowledge: Knowledge | null
	/** Something on the row comes from the catalogue and nobody confirmed it. */
	readonly toConfirm: boolean
	/** Something on the row comes from the catalogue and is too old. */
	readonly toRecheck: boolean
}

export interface MapPoint {
	readonly country: string
	readonly count: number
	readonly toolIds: readonly string[]
}

/** From a tool to who keeps its data, and where. */
export interface HostingFlow {
	readonly toolId: string
	readonly operatorId: string | null
	readonly place: DataPlace
	readonly country: string | null
}

/** The unknown fact of a tool, and the supplier who would know it. */
export interface HostingUnknown {
	readonly toolId: string
	readonly tool: string
	/** The place, who keeps the data, or the group that it belongs to. */
	readonly missing: readonly ('place' | 'operator' | 'parent')[]
	/** Whom to ask: the operator, else the publisher; null when neither is known. */
	readonly askSupplierId: string | null
	readonly askSupplier: string | null
}

const FOREIGN: ReadonlySet<Exposure> = new Set(['adequate', 'foreign-law', 'third-country'])

/**
 * Everything that the page "Hébergement" shows.
 *
 * @param inventory - the inventory
 * @param today - ISO date
 */
export function hostingSummary(inventory: Inventory, today: string): HostingSummary {
	const tools = Object.entries(inventory.collections.tools)
		.sort(([leftId, left], [rightId, right]) => compare(left.name, right.name) || compare(leftId, rightId))
	const rows = tools.map(([id, tool]) => rowOf(inventory, id, tool, today))
	const places = count(PLACES, rows.map(({ place }) => place))
	const exposures = count(EXPOSURES, rows.map(({ exposure }) => exposure))
	// A portal of the State is not the commune's to move: whose law reaches it is no question here.
	const own = rows.filter(({ place }) => place !== 'state')
	return {
		total: rows.length,
		sentence: {
			france: places.france + places.local,
			local: places.local,
			union: places.eu,
			outside: places.adequate + places.outside,
			state: places.state,
			unknown: places.unknown,
			foreignLaw: own.filter(({ exposure }) => FOREIGN.has(exposure)).length,
			lawUnknown: own.filter(({ exposure }) => exposure === 'unknown').length,
		},
		places,
		exposures,
		rows,
		points: pointsOf(rows),
		flows: rows.map(({ toolId, operatorId, place, country }) => ({ toolId, operatorId, place, country })),
		unknowns: own.flatMap((row) => unknownsOf(inventory, row)),
	}
}

function rowOf(inventory: Inventory, toolId: string, tool: Tool, today: string): HostingRow {
	const hosting = hostingOf(inventory, tool)
	const place = placeOf(inventory, tool, today)
	const operatorId = operatorIdOf(inventory, tool)
	const operator = operatorId === null ? undefined : inventory.collections.suppliers[operatorId]
	return {
		toolId,
		tool: tool.name,
		place,
		country: place === 'unknown' ? null : storageCountry(hosting, today),
		exposure: toolExposure(inventory, tool, today),
		operatorId,
		operator: operator?.name ?? null,
		parentCountry: operator?.parentCountry === undefined || operator.parentCountry === 'unknown' ? null : operator.parentCountry,
		knowledge: hosting?.knowledge ?? null,
		toConfirm: hosting !== null && (isToConfirm(hosting, 'countryStorage') || isToConfirm(hosting, 'kind')),
		toRecheck: (hosting !== null && isToRecheck(hosting, 'countryStorage', today))
			|| (operator !== undefined && isToRecheck(operator, 'parentCountry', today)),
	}
}

function pointsOf(rows: readonly HostingRow[]): readonly MapPoint[] {
	const byCountry = new Map<string, string[]>()
	for (const { place, country, toolId } of rows) {
		const at = country ?? (place === 'local' ? 'FR' : null)
		if (at !== null) {
			const toolIds = byCountry.get(at) ?? []
			toolIds.push(toolId)
			byCountry.set(at, toolIds)
		}
	}
	return [...byCountry]
		.map(([country, toolIds]) => ({ country, count: toolIds.length, toolIds }))
		.sort((left, right) => right.count - left.count || compare(left.country, right.country))
}

function unknownsOf(inventory: Inventory, row: HostingRow): HostingUnknown[] {
	const missing: HostingUnknown['missing'][number][] = []
	if (row.place === 'unknown') {
		missing.push('place')
	}
	if (row.exposure === 'unknown') {
		missing.push(row.operatorId === null ? 'operator' : 'parent')
	}
	const ask = row.operatorId ?? inventory.collections.tools[row.toolId]?.supplierId ?? null
	const supplier = ask === null ? undefined : inventory.collections.suppliers[ask]
	return missing.length === 0
		? []
		: [
				{
					toolId: row.toolId,
					tool: row.tool,
					missing,
					askSupplierId: supplier === undefined ? null : ask,
					askSupplier: supplier?.name ?? null,
				},
			]
}

function count<K extends string>(keys: readonly K[], values: readonly K[]): Readonly<Record<K, number>> {
	const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
	for (const value of values) {
		counts[value]++
	}
	return counts
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0
}
