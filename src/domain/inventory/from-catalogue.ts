// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry, CatalogueFact, Confidence } from '../catalogue/model.ts'
import type { JsonValue } from '../json.ts'
import type { Change } from './changes.ts'
import type { Hosting, Inventory, Knowledge, Provenance } from './model.ts'
import type { CollectionWithFacts } from './provenance.ts'

import { usableValue } from '../catalogue/facts.ts'
import { CATALOGUE_DATE } from '../catalogue/sources.ts'
import { fold } from '../passwords/search.ts'
import { putRecord } from './changes.ts'
import { clearLeftovers } from './references.ts'

/** An inventory and the tool just added to it. */
export interface AddedTool {
	readonly inventory: Inventory
	readonly toolId: string
}

/** A value to propose, and where it comes from. */
interface Proposal {
	readonly value: JsonValue
	readonly provenance: Provenance
}

/** Knowledge of a fact by confidence of its source: a primary source declares, the others suppose. */
const KNOWLEDGE: Readonly<Record<Exclude<Confidence, 'C'>, Knowledge>> = { A: 'declared', B: 'supposed', S: 'supposed' }

/**
 * Adds a tool of the catalogue, with its supplier and hosting as far as the
 * catalogue knows them; each value is marked as coming from the catalogue. Ids
 * follow from the entry, so that two people who tick the same tool add one. A tool
 * of this entry that is already there is completed instead.
 *
 * @param inventory - never modified
 * @param entry - the entry ticked
 * @param change - author and time
 */
export function addFromCatalogue(inventory: Inventory, entry: CatalogueEntry, change: Change): AddedTool {
	const present = Object.entries(inventory.collections.tools).find(([, tool]) => tool.catalogueId === entry.id)
	if (present !== undefined) {
		return { inventory: completeFromCatalogue(inventory, present[0], entry, change), toolId: present[0] }
	}
	const toolId = freeId(inventory, 'tools', `c-${entry.id}`)
	const withTool = putRecord(
		clearLeftovers(inventory, toolId, change),
		'tools',
		toolId,
		{ name: entry.name, catalogueId: entry.id },
		change,
	)
	return { inventory: completeFromCatalogue(withTool, toolId, entry, change), toolId }
}

/**
 * Fills what is still empty in a tool, its supplier and its hosting with what the
 * catalogue knows, and refreshes what came from the catalogue. What a person wrote,
 * confirmed or answered "Je ne sais pas" to is left as it is.
 *
 * @param inventory - never modified
 * @param toolId - id of the tool
 * @param entry - its entry of the catalogue
 * @param change - author and time
 */
export function completeFromCatalogue(inventory: Inventory, toolId: string, entry: CatalogueEntry, change: Change): Inventory {
	const { facts } = entry
	let next = propose(inventory, 'tools', toolId, {
		usageIds: own(entry.usageIds),
		licenceKind: fromFact(facts.licence),
		delivery: fromFact(facts.delivery),
		imposedBy: entry.statePortal ? own('state') : null,
	}, change)
	next = completeSupplier(next, toolId, entry, change)
	return completeHosting(next, toolId, entry, change)
}

function completeSupplier(inventory: Inventory, toolId: string, entry: CatalogueEntry, change: Change): Inventory {
	const publisher = fromFact(entry.facts.publisher)
	const name = usableValue(entry.facts.publisher)
	if (publisher === null || name === null) {
		return inventory
	}
	const supplierId = supplierNamed(inventory, name) ?? freeId(inventory, 'suppliers', `p-${slug(name)}`)
	const linked = propose(inventory, 'tools', toolId, { supplierId: { ...publisher, value: supplierId } }, change)
	if (linked.collections.tools[toolId]?.supplierId !== supplierId) {
		return linked
	}
	const withName = putRecord(linked, 'suppliers', supplierId, { name: linked.collections.suppliers[supplierId]?.name ?? name }, change)
	return propose(withName, 'suppliers', supplierId, {
		kind: { ...publisher, value: entry.supplierKind },
		parentCountry: fromFact(entry.facts.parentCountry),
	}, change)
}

function completeHosting(inventory: Inventory, toolId: string, entry: CatalogueEntry, change: Change): Inventory {
	const country = fromFact(entry.facts.hostingCountry)
	const kind = hostingKind(entry)
	if (country === null && kind === null) {
		return inventory
	}
	const hostingId = inventory.collections.tools[toolId]?.hostingId ?? freeId(inventory, 'hostings', `h-${toolId}`.slice(0, 64))
	const linked = propose(inventory, 'tools', toolId, { hostingId: own(hostingId) }, change)
	if (linked.collections.tools[toolId]?.hostingId !== hostingId) {
		return linked
	}
	const label = linked.collections.hostings[hostingId]?.label ?? entry.name
	const inPlace = kind?.value === 'nas' || kind?.value === 'town-hall-server'
	return propose(putRecord(linked, 'hostings', hostingId, { label }, change), 'hostings', hostingId, {
		kind,
		countryStorage: country,
		// Ticking "a server in the mairie" answers where it is.
		knowledge: inPlace ? own('declared') : country === null ? null : { ...country, value: country.provenance.knowledge },
	}, change)
}

function hostingKind(entry: CatalogueEntry): Proposal | null {
	if (entry.hostingKind !== null && entry.hostingKind !== undefined) {
		return own(entry.hostingKind)
	}
	const delivery = fromFact(entry.facts.delivery)
	return delivery?.value === 'saas' && entry.facts.hostingCountry !== undefined
		? { ...delivery, value: 'saas' satisfies Hosting['kind'] }
		: null
}

/** Writes what is proposed where nobody has answered, or where the catalogue had. */
function propose(
	inventory: Inventory,
	collection: CollectionWithFacts,
	id: string,
	proposals: Readonly<Record<string, Proposal | null>>,
	change: Change,
): Inventory {
	const record = inventory.collections[collection][id]
	if (record === undefined) {
		return inventory
	}
	const values: Record<string, JsonValue> = {}
	const facts: Record<string, Provenance> = { ...record.facts }
	for (const [field, proposal] of Object.entries(proposals)) {
		const said = facts[field]
		// Several tools speak of one supplier: the fact read last stands.
		const open = said === undefined
			? record[field] === undefined
			: said.source === 'catalogue' && proposal !== null && proposal.provenance.checkedOn > said.checkedOn
		if (proposal !== null && open) {
			values[field] = proposal.value
			facts[field] = proposal.provenance
		}
	}
	return Object.keys(values).length === 0 ? inventory : putRecord(inventory, collection, id, { ...values, facts }, change)
}

function fromFact(fact: CatalogueFact | undefined): Proposal | null {
	const value = usableValue(fact)
	return fact === undefined || value === null || fact.confidence === 'C'
		? null
		: { value, provenance: { source: 'catalogue', checkedOn: fact.checkedOn, knowledge: KNOWLEDGE[fact.confidence] } }
}

/** Facts that follow from the nature of the tool, without a document. */
function own(value: JsonValue): Proposal {
	return { value, provenance: { source: 'catalogue', checkedOn: CATALOGUE_DATE, knowledge: 'supposed' } }
}

function supplierNamed(inventory: Inventory, name: string): string | undefined {
	const wanted = fold(name)
	return Object.entries(inventory.collections.suppliers).find(([, supplier]) => fold(supplier.name) === wanted)?.[0]
}

function slug(name: string): string {
	return fold(name).replace(/[^a-z0-9]+/g, '-').slice(0, 50)
}

/** The id itself, or with the first number that nobody has. */
function freeId(inventory: Inventory, collection: CollectionWithFacts, id: string): string {
	const records = inventory.collections[collection]
	let free = id
	for (let number = 2; Object.hasOwn(records, free); number++) {
		free = `${id.slice(0, 60)}-${number}`
	}
	return free
}
