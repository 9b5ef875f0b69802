// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change, FieldsOf } from '../../domain/inventory/changes.ts'
import type { ToolFact } from '../../domain/inventory/knowledge.ts'
import type { Backup, Cost, Hosting, Inventory, Knowledge, Supplier } from '../../domain/inventory/model.ts'
import type { Undo } from '../session/notices.ts'
import type { ToolChoice } from './tool-choice.ts'

import { defineStore } from 'pinia'
import { CATALOGUE } from '../../domain/catalogue/entries.ts'
import { dayOf } from '../../domain/days.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { addFromCatalogue } from '../../domain/inventory/from-catalogue.ts'
import { newId } from '../../domain/inventory/ids.ts'
import { sayUnknown } from '../../domain/inventory/knowledge.ts'
import { confirmFact } from '../../domain/inventory/provenance.ts'
import { removeTool } from '../../domain/inventory/references.ts'
import { useInventoryStore } from './inventory.ts'

/** Answer about the location of a tool's data. */
export interface HostingAnswer {
	readonly kind: NonNullable<Hosting['kind']>
	/** ISO 3166-1 alpha-2, or `unknown`. */
	readonly country: string
	readonly knowledge: Knowledge
	readonly datacentre: string
}

/** Answer about a tool's supplier. */
export interface SupplierAnswer {
	readonly name: string
	readonly kind: NonNullable<Supplier['kind']>
	readonly country: string
	readonly parentCountry: string
}

/** Answer about a tool's cost. */
export type CostAnswer = Pick<Cost, 'amountInclTax' | 'certainty' | 'period'>

/** Answer about the copies of a tool's data. */
export interface BackupAnswer {
	readonly holderKind: NonNullable<Backup['holderKind']>
}

/** Fields that were touched, or a function that returns them when they are written. */
export type Answer<T> = Partial<T> | (() => Partial<T>)

/** Fields of a tool, and who holds the copy of its data. */
export interface ToolAndBackup extends FieldsOf<'tools'> {
	readonly holderKind?: BackupAnswer['holderKind'] | undefined
}

const FACTS_OF_SUPPLIER = ['kind', 'country', 'parentCountry'] as const
const FACTS_OF_HOSTING = ['kind', 'countryStorage'] as const

/** Edits of a tool's facts, each saved as one change. */
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
	function put(toolId: string, fields: Answer<FieldsOf<'tools'>>): Promise<void> {
		return inventory.change((current, change) => putTool(current, toolId, taken(fields), change))
	}

	/** Sets one of the six facts to "Je ne sais pas"; in a form, `take` saves the other fields touched. */
	function unknown(toolId: string, fact: ToolFact, take: () => unknown = () => undefined): Promise<Undo> {
		return inventory.reversibly((current, change) => {
			take()
			return sayUnknown(current, toolId, fact, change)
		})
	}

	/** Confirms what the catalogue proposed for one field of a tool, or of its hosting or supplier. */
	function confirm(collection: 'tools' | 'hostings' | 'suppliers', id: string, field: string): Promise<Undo> {
		return inventory.reversibly((current, change) => confirmFact(current, collection, id, field, change))
	}

	/**
	 * Says who provides a tool; several tools of one supplier share its record. A name that is touched chooses the supplier,
	 * or renames it when the same name is written otherwise; the other fields are written on the supplier alone.
	 */
	function saveSupplier(toolId: string, answer: Answer<SupplierAnswer>): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const { name: typed, ...fields } = taken(answer)
			const name = typed?.trim() ?? ''
			const formerId = current.collections.tools[toolId]?.supplierId ?? ''
			const former = current.collections.suppliers[formerId]
			const known = Object.entries(current.collections.suppliers).find(([, supplier]) => sameName(supplier.name, name))?.[0] ?? fresh
			const supplierId = name === '' ? formerId : former !== undefined && sameName(former.name, name) ? formerId : known
			const supplier = current.collections.suppliers[supplierId]
			if (name === '' && supplier === undefined) {
				return current
			}
			const isName = name !== '' && (supplier === undefined || supplierId === formerId)
			const names = FACTS_OF_SUPPLIER.filter((field) => Object.hasOwn(fields, field))
			const facts = names.length === 0 ? {} : { facts: userFacts(supplier?.facts, names, 'declared', change) }
			const next = putRecord(current, 'suppliers', supplierId, { ...isName ? { name } : {}, ...fields, ...facts }, change)
			return supplierId === formerId ? next : putTool(next, toolId, { supplierId }, change)
		})
	}

	/**
	 * Saves the location of a tool's data. Each tool has its own location record: changing a shared one would change
	 * other tools, so its fields are copied.
	 */
	function saveHosting(toolId: string, answer: Answer<HostingAnswer>): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const { country, datacentre, ...others } = taken(answer)
			const fields: FieldsOf<'hostings'> = {
				...others,
				...country === undefined ? {} : { countryStorage: country },
				...datacentre === undefined ? {} : { datacentre: orNothing(datacentre) },
			}
			if (Object.keys(fields).length === 0) {
				return current
			}
			const tool = current.collections.tools[toolId]
			const formerId = tool?.hostingId ?? ''
			const former = current.collections.hostings[formerId]
			const isShared = Object.entries(current.collections.tools).some(([id, other]) => id !== toolId && other.hostingId === formerId)
			const isOwn = former !== undefined && !isShared
			const hostingId = isOwn ? formerId : fresh
			const names = FACTS_OF_HOSTING.filter((name) => Object.hasOwn(fields, name))
			const { history: _history, ...copied } = isOwn ? {} : { label: tool?.name ?? hostingId, ...former }
			const facts = names.length === 0 ? {} : { facts: userFacts(former?.facts, names, others.knowledge ?? 'declared', change) }
			const next = putRecord(current, 'hostings', hostingId, { ...copied, ...fields, ...facts } as FieldsOf<'hostings'>, change)
			return isOwn ? next : putTool(next, toolId, { hostingId }, change)
		})
	}

	/**
	 * Says what a tool costs. A new amount is of this year, and the line of another year stays as it is; another period or
	 * source alone is written on the line that is shown.
	 */
	function saveCost(toolId: string, answer: Answer<CostAnswer>): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const fields = taken(answer)
			if (Object.keys(fields).length === 0) {
				return current
			}
			const year = Number(today(change).slice(0, 4))
			const shown = shownCost(current, toolId)
			if (shown !== null && (fields.amountInclTax === undefined || (shown.record.year ?? year) === year)) {
				return putRecord(current, 'costs', shown.id, fields, change)
			}
			// An amount depends on its period; the origin of a new line is unknown.
			const period = fields.period ?? shown?.record.period
			return putRecord(
				current,
				'costs',
				fresh,
				{ toolId, year, certainty: 'estimate', ...(period === undefined ? {} : { period }), ...fields },
				change,
			)
		})
	}

	/** Says until when the contract runs: an ISO date, or `unknown`. */
	function saveContractEnd(toolId: string, answer: Answer<{ readonly endOn: string }>): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const { endOn } = taken(answer)
			const known = Object.entries(current.collections.contracts).find(([, contract]) => contract.toolIds.includes(toolId))
			return endOn === undefined
				? current
				: putRecord(
						current,
						'contracts',
						known?.[0] ?? fresh,
						known === undefined ? { toolIds: [toolId], endOn } : { endOn },
						change,
					)
		})
	}

	/** Writes fields of the tool, and who holds the copy of its data, in one revision. */
	function putWithBackup(toolId: string, answer: ToolAndBackup | (() => ToolAndBackup)): Promise<void> {
		const fresh = newId()
		return inventory.change((current, change) => {
			const { holderKind, ...fields } = taken(answer)
			const isCopied = Object.entries(fields).some(([field, value]) => field === 'backedUp' && value === 'yes')
			const next = putTool(current, toolId, fields, change)
			const known = shownBackup(next, toolId)
			// The existence of a copy is a record of its own; the holder is set only when given.
			const holder = holderKind === undefined ? {} : { holderKind }
			if (known !== null) {
				return putRecord(next, 'backups', known.id, holder, change)
			}
			const label = next.collections.tools[toolId]?.name ?? toolId
			return holderKind === undefined && !isCopied
				? next
				: putRecord(next, 'backups', fresh, { label, toolIds: [toolId], ...holder }, change)
		})
	}

	/** Removes a tool and all records that only it refers to. */
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

/**
 * The line of cost that the sheet of a tool shows: that of the latest year.
 *
 * @param inventory - the inventory
 * @param toolId - the tool
 */
export function shownCost({ collections }: Inventory, toolId: string): Shown<Cost> | null {
	return Object.entries(collections.costs)
		.map(([id, record]) => ({ id, record }))
		.filter(({ record }) => record.toolId === toolId)
		.sort((left, right) => (right.record.year ?? 0) - (left.record.year ?? 0) || left.id.localeCompare(right.id))[0] ?? null
}

/**
 * The copy of a tool's data that its sheet shows: its own, else one that it shares.
 *
 * @param inventory - the inventory
 * @param toolId - the tool
 */
export function shownBackup({ collections }: Inventory, toolId: string): Shown<Backup> | null {
	return Object.entries(collections.backups)
		.map(([id, record]) => ({ id, record }))
		.filter(({ record }) => record.toolIds.includes(toolId))
		.sort((left, right) => left.record.toolIds.length - right.record.toolIds.length || left.id.localeCompare(right.id))[0] ?? null
}

/** A record and its id. */
interface Shown<T> {
	readonly id: string
	readonly record: T
}

const taken = <T>(answer: Answer<T>): Partial<T> => typeof answer === 'function' ? answer() : answer

/** Writes fields of a tool, each marked as set by the user; the sheet then counts as reviewed today. */
function putTool(inventory: Inventory, toolId: string, fields: FieldsOf<'tools'>, change: Change): Inventory {
	const tool = inventory.collections.tools[toolId]
	const written = putRecord(inventory, 'tools', toolId, fields, change)
	if (written === inventory) {
		return inventory
	}
	const names = Object.keys(fields).filter((field) => written.collections.tools[toolId]?.[field] !== tool?.[field])
	return putRecord(
		inventory,
		'tools',
		toolId,
		{ ...fields, facts: userFacts(tool?.facts, names, 'declared', change), reviewedOn: today(change) },
		change,
	)
}

function userFacts(
	former: Supplier['facts'] | undefined,
	fields: readonly string[],
	knowledge: Knowledge,
	change: Change,
): NonNullable<Supplier['facts']> {
	const written = fields.map((field) => [field, { source: 'user', checkedOn: today(change), knowledge }] as const)
	return { ...former, ...Object.fromEntries(written) }
}

/**
 * A text without blanks around it; nothing when there is no sign in it.
 *
 * @param text - as typed
 */
export function orNothing(text: string): string | undefined {
	return text.trim() === '' ? undefined : text.trim()
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
