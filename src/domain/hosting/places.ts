// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Hosting, Inventory, Supplier, Tool } from '../inventory/model.ts'
import type { DataPlace, Exposure } from './law.ts'

import { countryOfText } from '../inventory/place-names.ts'
import { isSaidUnknown, reliable } from '../inventory/provenance.ts'
import { recordOf } from '../inventory/references.ts'
import { isCountry } from '../inventory/usages.ts'
import { contradictsState, isInstalled, isLocal, isPublicHosting, isPublicSupplier } from './kinds.ts'
import { FARTHER, lawOf, placeIn, worst } from './law.ts'

export { EXPOSURES, PLACES } from './law.ts'
export type { DataPlace, Exposure } from './law.ts'

/**
 * The hosting of a tool, or null when nobody said.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 */
export function hostingOf(inventory: Inventory, tool: Tool): Hosting | null {
	return recordOf(inventory.collections.hostings, tool.hostingId)
}

/**
 * True if a tool is a portal of the State, whose data is not the commune's to move. Not when something else is said
 * of who keeps its data.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 */
export function isStatePortal(inventory: Inventory, tool: Tool): boolean {
	return tool.imposedBy === 'state' && !contradictsState(tool, hostingOf(inventory, tool))
}

/**
 * The country where the data of a tool is kept, when it is known and may be relied on. Where the name of the
 * datacentre tells another one, the farther of the two.
 *
 * @param hosting - hosting of the tool
 * @param today - ISO date
 */
export function storageCountry(hosting: Hosting | null, today: string): string | null {
	if (hosting === null || hosting.knowledge === 'unknown') {
		return null
	}
	const country = reliable(hosting, 'countryStorage', today)
	if (!isCountry(country)) {
		return null
	}
	const written = countryOfText(hosting.datacentre ?? '')
	return written !== null && FARTHER.indexOf(placeIn(written, today)) > FARTHER.indexOf(placeIn(country, today)) ? written : country
}

/**
 * Where the data of a tool lies. A country that is said wins over the kind of
 * hosting: a NAS abroad is abroad.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 * @param today - ISO date
 */
export function placeOf(inventory: Inventory, tool: Tool, today: string): DataPlace {
	if (isStatePortal(inventory, tool)) {
		return 'state'
	}
	const hosting = hostingOf(inventory, tool)
	const country = storageCountry(hosting, today)
	const place = country === null ? 'unknown' : placeIn(country, today)
	if (hosting?.kind === 'state' && (place === 'unknown' || place === 'france')) {
		return 'state'
	}
	if (hosting === null || hosting.knowledge === 'unknown') {
		return 'unknown'
	}
	return isLocal(hosting) && (country === null || place === 'france') ? 'local' : place
}

/**
 * Whose law reaches a supplier: the worst of those of its own country and of its ultimate parent's. A public body is the
 * State's or the territory's, unless a parent abroad is said.
 *
 * @param supplier - the supplier, or null when nobody said who
 * @param today - ISO date
 */
export function exposureOf(supplier: Supplier | null, today: string): Exposure {
	if (supplier === null) {
		return 'unknown'
	}
	const [country, parent] = [reliable(supplier, 'country', today), reliable(supplier, 'parentCountry', today)]
	const own = isCountry(country) ? lawOf(country, today) : 'none'
	const group = isCountry(parent) ? lawOf(parent, today) : isPublicSupplier(supplier) ? 'eu' : 'unknown'
	return worst(own, group)
}

/**
 * The company that keeps the data of a tool: the operator of the hosting; the publisher when it
 * hosts its own service and nobody said otherwise. Null when nobody said.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 */
export function operatorIdOf(inventory: Inventory, tool: Tool): string | null {
	const { suppliers } = inventory.collections
	const hosting = hostingOf(inventory, tool)
	const byPublisher = hosting?.kind === 'saas' && !isSaidUnknown(hosting, 'operatorSupplierId')
	const id = hosting?.operatorSupplierId ?? (byPublisher ? tool.supplierId : undefined)
	return recordOf(suppliers, id) === null ? null : id ?? null
}

/** The publisher's reach of a tool's data: it runs the service, another company installed it, or nobody said. */
function publisherReaches(tool: Tool, hosting: Hosting): boolean | null {
	if (hosting.kind === 'saas' || tool.delivery === 'saas') {
		return true
	}
	const isElsewhere = isInstalled(tool) || tool.licenceKind === 'libre'
	// A public body most often offers the service of another company.
	return isElsewhere ? false : isPublicHosting(hosting) ? true : null
}

/** The publisher's place in the chain: none when it is not known and another company keeps the data. */
function exposureByPublisher(inventory: Inventory, tool: Tool, hosting: Hosting, today: string): Exposure {
	const reaches = publisherReaches(tool, hosting)
	const publisher = recordOf(inventory.collections.suppliers, tool.supplierId)
	const isNotAsked = publisher === null && !isSaidUnknown(tool, 'supplierId')
	if (reaches === false || (isNotAsked && hosting.kind !== 'saas')) {
		return 'none'
	}
	const exposure = exposureOf(publisher, today)
	return reaches === true || exposure === 'eu' ? exposure : 'unknown'
}

/**
 * Whose law reaches the data of a tool: the worst along the whole chain, from the publisher that runs the service to the
 * operator of the hosting, with the groups that they belong to. A public body that has its data kept by somebody else is
 * reached through them.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 * @param today - ISO date
 */
export function toolExposure(inventory: Inventory, tool: Tool, today: string): Exposure {
	const { suppliers } = inventory.collections
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || hosting.kind === undefined || hosting.kind === 'unknown') {
		return 'unknown'
	}
	if (isLocal(hosting)) {
		const country = storageCountry(hosting, today)
		return country === null || placeIn(country, today) === 'france' ? 'none' : lawOf(country, today)
	}
	const operator = recordOf(suppliers, operatorIdOf(inventory, tool) ?? undefined)
	const isTheirOwn = isPublicHosting(hosting) && hosting.operatorSupplierId === undefined && !isSaidUnknown(hosting, 'operatorSupplierId')
	return [
		isTheirOwn ? 'eu' : exposureOf(operator, today),
		exposureByPublisher(inventory, tool, hosting, today),
		...exposuresBelow(inventory, hosting, today),
	].reduce(worst, 'none')
}

/** Those below who hold readable data; nobody asked about them is taken for nobody. */
function exposuresBelow({ collections: { suppliers } }: Inventory, hosting: Hosting, today: string): readonly Exposure[] {
	return isSaidUnknown(hosting, 'subprocessorIds')
		? ['unknown']
		: (hosting.subprocessorIds ?? []).map((id) => exposureOf(recordOf(suppliers, id), today))
}
