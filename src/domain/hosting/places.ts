// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Hosting, Inventory, Supplier, Tool } from '../inventory/model.ts'

import { isSaidUnknown, reliable } from '../inventory/provenance.ts'
import { isCountry } from '../inventory/usages.ts'
import { EXTRATERRITORIAL, jurisdictionOf } from './jurisdictions.ts'

/**
 * Where a tool's data lies: in the commune's own walls (`local`), in France, elsewhere
 * in the Union or the European Economic Area, in a country found adequate, elsewhere,
 * at the State (`state`: not the commune's to move), or not known.
 */
export const PLACES = ['local', 'france', 'eu', 'adequate', 'outside', 'state', 'unknown'] as const
export type Place = (typeof PLACES)[number]

/**
 * Whose law reaches who keeps the data: nobody but the commune (`none`), European law
 * only (`eu`), an adequate country, a law that reaches abroad (`foreign-law`), another
 * country without adequacy (`third-country`), or not known. Independent of {@link Place}.
 */
export const EXPOSURES = ['none', 'eu', 'adequate', 'foreign-law', 'third-country', 'unknown'] as const
export type Exposure = (typeof EXPOSURES)[number]

const LOCAL_KINDS: ReadonlySet<Hosting['kind']> = new Set(['town-hall-server', 'nas', 'workstation'])
const PUBLIC_HOSTING: ReadonlySet<Hosting['kind']> = new Set(['opsn', 'epci', 'state'])
const PUBLIC_SUPPLIERS: ReadonlySet<Supplier['kind']> = new Set(['opsn', 'cdg', 'epci', 'state'])

/** From the best to the worst; what is not known stands between, since it could be either. */
const SEVERITY: readonly Exposure[] = ['none', 'eu', 'adequate', 'unknown', 'foreign-law', 'third-country']

/**
 * The hosting of a tool, or null when nobody said.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 */
export function hostingOf(inventory: Inventory, tool: Tool): Hosting | null {
	return (tool.hostingId === undefined ? undefined : inventory.collections.hostings[tool.hostingId]) ?? null
}

/**
 * Whether data is kept in the commune's own walls: a server, a NAS, a computer.
 *
 * @param hosting - hosting of a tool
 */
export function isLocal(hosting: Hosting): boolean {
	return LOCAL_KINDS.has(hosting.kind)
}

/**
 * The country where the data of a tool is kept, when it is known and may be relied on.
 *
 * @param hosting - hosting of the tool
 * @param today - ISO date
 */
export function storageCountry(hosting: Hosting | null, today: string): string | null {
	if (hosting === null || hosting.knowledge === 'unknown') {
		return null
	}
	const country = reliable(hosting, 'countryStorage', today)
	return isCountry(country) ? country : null
}

/**
 * Where the data of a tool lies. A country that is said wins over the kind of
 * hosting: a NAS abroad is abroad.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 * @param today - ISO date
 */
export function placeOf(inventory: Inventory, tool: Tool, today: string): Place {
	if (tool.imposedBy === 'state') {
		return 'state'
	}
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || hosting.knowledge === 'unknown') {
		return 'unknown'
	}
	const country = storageCountry(hosting, today)
	if (country === null) {
		return isLocal(hosting) ? 'local' : hosting.kind === 'state' ? 'state' : 'unknown'
	}
	switch (jurisdictionOf(country).kind) {
		case 'france':
			return isLocal(hosting) ? 'local' : 'france'
		case 'union':
		case 'eea':
			return 'eu'
		case 'adequate':
			return 'adequate'
		case 'listed-only':
		case 'third':
			return 'outside'
	}
}

/**
 * Whose law reaches a supplier, by the country of its ultimate parent. A public body is the State's or the territory's.
 *
 * @param supplier - the supplier, or null when nobody said who
 * @param today - ISO date
 */
export function exposureOf(supplier: Supplier | null, today: string): Exposure {
	if (supplier === null) {
		return 'unknown'
	}
	if (PUBLIC_SUPPLIERS.has(supplier.kind)) {
		return 'eu'
	}
	const parent = reliable(supplier, 'parentCountry', today)
	if (!isCountry(parent)) {
		return 'unknown'
	}
	if (EXTRATERRITORIAL.has(parent)) {
		return 'foreign-law'
	}
	switch (jurisdictionOf(parent).kind) {
		case 'france':
		case 'union':
		case 'eea':
			return 'eu'
		case 'adequate':
			return 'adequate'
		case 'listed-only':
		case 'third':
			return 'third-country'
	}
}

/**
 * Who keeps the data of a tool: the operator of the hosting; the publisher when it
 * hosts its own service and nobody said otherwise. Null when nobody said.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 */
export function operatorIdOf(inventory: Inventory, tool: Tool): string | null {
	const hosting = hostingOf(inventory, tool)
	const byPublisher = hosting?.kind === 'saas' && !isSaidUnknown(hosting, 'operatorSupplierId')
	const id = hosting?.operatorSupplierId ?? (byPublisher ? tool.supplierId : undefined)
	return id !== undefined && inventory.collections.suppliers[id] !== undefined ? id : null
}

/**
 * Whose law reaches the data of a tool: the worst of those of the publisher, when
 * it runs the service, and of the operator.
 *
 * @param inventory - the inventory
 * @param tool - one of its tools
 * @param today - ISO date
 */
export function toolExposure(inventory: Inventory, tool: Tool, today: string): Exposure {
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || hosting.kind === undefined || hosting.kind === 'unknown') {
		return 'unknown'
	}
	if (isLocal(hosting)) {
		return 'none'
	}
	if (PUBLIC_HOSTING.has(hosting.kind)) {
		return 'eu'
	}
	const supplier = (id: string | undefined): Supplier | null => (id === undefined ? null : inventory.collections.suppliers[id] ?? null)
	const operator = exposureOf(supplier(operatorIdOf(inventory, tool) ?? undefined), today)
	return hosting.kind === 'saas' ? worst(operator, exposureOf(supplier(tool.supplierId), today)) : operator
}

function worst(left: Exposure, right: Exposure): Exposure {
	return SEVERITY.indexOf(left) >= SEVERITY.indexOf(right) ? left : right
}
