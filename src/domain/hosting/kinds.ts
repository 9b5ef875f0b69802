// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Hosting, Supplier, Tool } from '../inventory/model.ts'

const LOCAL_KINDS: ReadonlySet<Hosting['kind']> = new Set(['town-hall-server', 'nas', 'workstation'])
const PUBLIC_HOSTING: ReadonlySet<Hosting['kind']> = new Set(['opsn', 'epci', 'state'])
const PUBLIC_SUPPLIERS: ReadonlySet<Supplier['kind']> = new Set(['opsn', 'cdg', 'epci', 'state'])

const ELSEWHERE: ReadonlySet<Hosting['kind']> = new Set(['saas', 'host', 'opsn', 'epci', 'state'])
const INSTALLED: ReadonlySet<Tool['delivery']> = new Set(['desktop', 'local-server', 'nas', 'paper'])

/**
 * True if data is kept in the commune's own walls: a server, a NAS, a computer.
 *
 * @param hosting - hosting of a tool
 */
export function isLocal(hosting: Hosting): boolean {
	return LOCAL_KINDS.has(hosting.kind)
}

/**
 * True if a public body is said to keep the data.
 *
 * @param hosting - hosting of a tool
 */
export function isPublicHosting(hosting: Hosting): boolean {
	return PUBLIC_HOSTING.has(hosting.kind)
}

/**
 * True if a supplier is a public body.
 *
 * @param supplier - of a tool or hosting
 */
export function isPublicSupplier(supplier: Supplier): boolean {
	return PUBLIC_SUPPLIERS.has(supplier.kind)
}

/**
 * True if a tool is said to be installed in the mairie, or on paper there, whoever made it.
 *
 * @param tool - the tool
 */
export function isInstalled({ delivery }: Tool): boolean {
	return INSTALLED.has(delivery)
}

/**
 * True if a tool is said to be installed in the mairie and its data to be elsewhere.
 *
 * @param tool - the tool
 * @param hosting - where its data is
 */
export function isInstalledElsewhere(tool: Tool, hosting: Hosting | null): boolean {
	return hosting !== null && isInstalled(tool) && ELSEWHERE.has(hosting.kind)
}

/**
 * True if a tool said to be imposed by the State is said to be kept by somebody else: it then counts as any other.
 *
 * @param tool - the tool
 * @param hosting - where its data is
 */
export function contradictsState({ imposedBy }: Tool, hosting: Hosting | null): boolean {
	return imposedBy === 'state' && hosting?.kind !== undefined && hosting.kind !== 'unknown' && hosting.kind !== 'state'
}
