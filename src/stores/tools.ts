// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change, FieldsOf } from '../domain/inventory/changes.ts'
import type { ToolFact } from '../domain/inventory/knowledge.ts'
import type { Backup, Cost, Hosting, Inventory, Knowledge, Supplier, Tool } from '../domain/inventory/model.ts'
import type { Undo } from './notices.ts'
import type { ToolChoice } from './tool-choice.ts'

import { defineStore } from 'pinia'
import { CATALOGUE } from '../domain/catalogue/entries.ts'
import { dayOf } from '../domain/days.ts'
import { putRecord, removeRecord } from '../domain/inventory/changes.ts'
import { addFromCatalogue } from '../domain/inventory/from-catalogue.ts'
import { newId } from '../domain/inventory/ids.ts'
import { sayUnknown } from '../domain/inventory/knowledge.ts'
import { confirmFact } from '../domain/inventory/provenance.ts'
import { removeTool } from '../domain/inventory/references.ts'
import { useInventoryStore } from './inventory.ts'

/** What one says of where a tool's data is. */
export interface HostingAnswer {
	readonly kind: NonNullable<Hosting['kind']>
	/** ISO 3166-1 alpha-2, or `unknown`. */
	readonly country: string
	readonly knowledge: Knowledge
	readonly datacentre: string
}

/** What one says of who provides a tool. */
export interface SupplierAnswer {
	readonly name: string
	readonly kind: NonNullable<Supplier['kind']>
	readonly country: string
	readonly parentCountry: string
}

/** What one says of a tool's cost. */
export type CostAnswer = Pick<Cost, 'certainty' | 'period'> & { readonly amountInclTax?: number | undefined }

/** What one says of the copies of a tool's data. */
export interface BackupAnswer {
	readonly backedUp: NonNullable<Tool['backedUp']>
	/** Of use only where there is a copy. */
	readonly holderKind: NonNullable<Backup['holderKind']>
}

/** What can be said of a tool, each as one saved change. */
export const useToolsStore = defineStore('tools', () => {
	const inventory = useInventoryStore()

	/** Adds what was ticked or typed on the wall of tiles, in one revision. Returns the new ids. */
	async function add(choice: ToolChoice): Promise<readonly string[]> {
		const ids: string[] = []
		await inventory.change((current, change) => {
			ids.length = 0
			return addChoice(current, choice, change, ids)
		})
		return ids
	}

	/** Writes fields of the tool itself; the sheet then counts as reviewed today. */
	function put(toolId: string, fields: FieldsOf<'tools'>): Promise<void> {
		return inventory.change((current, change) => putTool(current, toolId, fields, change))
	}

	/** "Je ne sais pas", said of one of the six facts. */
	function unknown(toolId: string, fact: ToolFact): Promise<Undo> {
		return inventory.reversibly((current, change) => sayUnknown(current, toolId, fact, change))
	}

	/** Confirms what the catalogue proposed for one field of a tool, or of its hosting or supplier. */
	function confirm(collection: 'tools' | 'hostings' | 'suppliers', id: string, field: string): Promise<Undo> {
		return inventory.reversibly((current, change) => confirmFact(current, collection, id, field, change))
	}

	/** Says who provides a tool; several tools of one supplier share its record. */
	function saveSupplier(toolId: string, answer: SupplierAnswer): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const name = answer.name.trim()
			const known = Object.entries(current.collections.suppliers).find(([, supplier]) => sameName(supplier.name, name))
			const supplierId = known?.[0] ?? fresh
			const next = putRecord(current, 'suppliers', supplierId, {
				name,
				kind: answer.kind,
				country: answer.country,
				parentCountry: answer.parentCountry,
				facts: userFacts(known?.[1]?.facts, ['kind', 'country', 'parentCountry'], 'declared', change),
			}, change)
			return putTool(next, toolId, { supplierId }, change)
		})
	}

	/** Says where a tool's data is. Each tool has its own place: saying one must not move another. */
	function saveHosting(toolId: string, answer: HostingAnswer): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const tool = current.collections.tools[toolId]
			const formerId = tool?.hostingId ?? ''
			const shared = Object.entries(current.collections.tools).some(([id, other]) => id !== toolId && other.hostingId === formerId)
			const hostingId = formerId === '' || shared || current.collections.hostings[formerId] === undefined ? fresh : formerId
			const former = current.collections.hostings[hostingId]
			const next = putRecord(current, 'hostings', hostingId, {
				label: former?.label ?? tool?.name ?? hostingId,
				kind: answer.kind,
				countryStorage: answer.country,
				knowledge: answer.knowledge,
				datacentre: answer.datacentre.trim() === '' ? undefined : answer.datacentre.trim(),
				operatorSupplierId: former?.operatorSupplierId ?? tool?.supplierId,
				facts: userFacts(former?.facts, ['kind', 'countryStorage'], answer.knowledge, change),
			}, change)
			return putTool(next, toolId, { hostingId }, change)
		})
	}

	/** Says what a tool costs this year; the former line stays in the record's history. */
	function saveCost(toolId: string, answer: CostAnswer): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const year = Number(today(change).slice(0, 4))
			const known = Object.entries(current.collections.costs).find(([, cost]) => cost.toolId === toolId && (cost.year ?? year) === year)
			return putRecord(current, 'costs', known?.[0] ?? fresh, {
				toolId,
				year,
				certainty: answer.certainty,
				amountInclTax: answer.amountInclTax,
				period: answer.period,
			}, change)
		})
	}

	/** Says until when the contract runs: an ISO date, or `unknown`. */
	function saveContractEnd(toolId: string, endOn: string): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const known = Object.entries(current.collections.contracts).find(([, contract]) => contract.toolIds.includes(toolId))
			return putRecord(current, 'contracts', known?.[0] ?? fresh, { toolIds: known?.[1]?.toolIds ?? [toolId], endOn }, change)
		})
	}

	/** Writes fields of the tool, and whether its data is copied elsewhere and by whom, in one revision. */
	function putWithBackup(toolId: string, fields: FieldsOf<'tools'>, { backedUp, holderKind }: BackupAnswer): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const next = putTool(current, toolId, { ...fields, backedUp }, change)
			const known = Object.entries(current.collections.backups).find(([, backup]) => backup.toolIds.length === 1 && backup.toolIds[0] === toolId)
			if (backedUp !== 'yes') {
				return known === undefined ? next : removeRecord(next, 'backups', known[0])
			}
			return putRecord(next, 'backups', known?.[0] ?? fresh, {
				label: next.collections.tools[toolId]?.name ?? toolId,
				toolIds: [toolId],
				holderKind,
			}, change)
		})
	}

	/** Takes a tool out, with all that was said of it alone. */
	function remove(toolId: string): Promise<Undo> {
		return inventory.reversibly((current, change) => removeTool(current, toolId, change))
	}

	return { add, put, unknown, confirm, saveSupplier, saveHosting, saveCost, saveContractEnd, putWithBackup, remove }
})

/**
 * An inventory with tools added; those that it holds already are left alone.
 *
 * @param inventory - never modified
 * @param choice - what was ticked or typed
 * @param change - author and time
 * @param ids - receives the ids of the new tools
 */
export function addChoice(inventory: Inventory, choice: ToolChoice, change: Change, ids: string[] = []): Inventory {
	let next = inventory
	const held = new Set(Object.values(inventory.collections.tools).map((tool) => tool.catalogueId))
	for (const entry of CATALOGUE) {
		if (choice.catalogueIds.includes(entry.id) && !held.has(entry.id)) {
			const added = addFromCatalogue(next, entry, change)
			ids.push(added.toolId)
			next = added.inventory
		}
	}
	const names = new Set(Object.values(next.collections.tools).map((tool) => folded(tool.name)))
	for (const name of choice.names) {
		if (!names.has(folded(name))) {
			const id = newId()
			ids.push(id)
			names.add(folded(name))
			next = putRecord(next, 'tools', id, { name, status: 'used' }, change)
		}
	}
	return next
}

/** Writes fields of a tool, each marked as said by the user; the sheet then counts as reviewed today. */
function putTool(inventory: Inventory, toolId: string, fields: FieldsOf<'tools'>, change: Change): Inventory {
	const facts = userFacts(inventory.collections.tools[toolId]?.facts, Object.keys(fields), 'declared', change)
	return putRecord(inventory, 'tools', toolId, { ...fields, facts, reviewedOn: today(change) }, change)
}

function userFacts(former: Supplier['facts'] | undefined, fields: readonly string[], knowledge: Knowledge, change: Change): NonNullable<Supplier['facts']> {
	const written = fields.map((field) => [field, { source: 'user', checkedOn: today(change), knowledge }] as const)
	return { ...former, ...Object.fromEntries(written) }
}

function today(change: Change): string {
	return dayOf(change.at)
}

function folded(name: string): string {
	return name.trim().toLocaleLowerCase('fr')
}

function sameName(left: string, right: string): boolean {
	return folded(left) === folded(right)
}
