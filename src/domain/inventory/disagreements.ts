// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CollectionName, Contract, Hosting, Inventory, Person, Supplier, Tool } from './model.ts'

import { jurisdictionOf } from '../hosting/jurisdictions.ts'
import { contradictsState, isInstalledElsewhere, isLocal, isPublicSupplier } from '../hosting/kinds.ts'
import { countryOfText } from './place-names.ts'
import { presenceOf, recordOf } from './references.ts'
import { isCountry, isDataDenied } from './usages.ts'

/** Kinds of disagreement between two facts. */
export const DISAGREEMENTS = [
	'backup-denied',
	'backup-unknown',
	'data-denied',
	'local-abroad',
	'state-abroad',
	'datacentre-elsewhere',
	'delivery-and-hosting',
	'state-and-hosting',
	'public-and-parent',
	'contract-over',
	'stopped-and-paid',
	'users-and-count',
	'users-left',
	'holders-left',
	'account-without-tool',
	'left-before-arrival',
] as const

/** One of {@link DISAGREEMENTS}. */
export type DisagreementKind = (typeof DISAGREEMENTS)[number]

/** A field that takes part in a disagreement. */
export interface DisputedField {
	readonly collection: CollectionName
	readonly id: string
	readonly field: string
}

/** Two facts about one thing that cannot both hold. Rules then read the worse one. */
export interface Disagreement {
	readonly kind: DisagreementKind
	/** The tool whose sheet shows it; an empty string when it is of none. */
	readonly toolId: string
	/** Name of the tool, account or person. */
	readonly label: string
	/** The two facts, as they may be shown: dates, counts, country codes, names. */
	readonly values: readonly string[]
	/** Where they stand; settling the first one settles the question. */
	readonly fields: readonly DisputedField[]
}

/**
 * Everything in an inventory that says two things at once, sorted by label: questions to put, never answered by
 * themselves.
 *
 * @param inventory - the inventory
 * @param today - ISO date
 */
export function disagreements(inventory: Inventory, today: string): readonly Disagreement[] {
	const { tools, persons } = inventory.collections
	const backed = new Set(Object.values(inventory.collections.backups).flatMap(({ toolIds }) => toolIds))
	const found = [
		...Object.entries(tools).flatMap(([id, tool]) => [
			...ofBackup(id, tool, backed),
			...(isDataDenied(tool)
				? [
						{
							kind: 'data-denied' as const,
							toolId: id,
							label: tool.name,
							values: [],
							fields: [
								{ collection: 'tools' as const, id, field: 'dataCategories' },
								{ collection: 'tools' as const, id, field: 'usageIds' },
							],
						},
					]
				: []),
			...ofHosting(inventory, id, tool),
			...ofUsers(inventory, id, tool, today),
		]),
		...ofContracts(inventory, today),
		...ofAccounts(inventory, today),
		...Object.entries(persons).flatMap(([id, person]) => ofDates(id, person)),
	]
	return found.sort((left, right) => (
		compare(left.label, right.label) || compare(left.toolId, right.toolId) || compare(left.kind, right.kind)
	))
}

function ofBackup(id: string, { name, backedUp }: Tool, backed: ReadonlySet<string>): Disagreement[] {
	const fields: readonly DisputedField[] = [{ collection: 'tools', id, field: 'backedUp' }]
	if (backedUp === 'no' && backed.has(id)) {
		return [{ kind: 'backup-denied', toolId: id, label: name, values: [], fields }]
	}
	return backedUp === 'yes' && !backed.has(id) ? [{ kind: 'backup-unknown', toolId: id, label: name, values: [], fields }] : []
}

function ofHosting(inventory: Inventory, id: string, tool: Tool): Disagreement[] {
	const { hostings, suppliers } = inventory.collections
	const hosting = recordOf(hostings, tool.hostingId)
	const hostingId = tool.hostingId ?? ''
	const supplier = recordOf(suppliers, tool.supplierId)
	const base = { toolId: id, label: tool.name }
	return [
		...(hosting === null ? [] : ofPlace(hosting, hostingId, base)),
		...(isInstalledElsewhere(tool, hosting)
			? [
					{
						...base,
						kind: 'delivery-and-hosting' as const,
						values: [],
						fields: [
							{ collection: 'tools' as const, id, field: 'delivery' },
							{ collection: 'hostings' as const, id: hostingId, field: 'kind' },
						],
					},
				]
			: []),
		...(contradictsState(tool, hosting)
			? [
					{
						...base,
						kind: 'state-and-hosting' as const,
						values: [],
						fields: [
							{ collection: 'tools' as const, id, field: 'imposedBy' },
							{ collection: 'hostings' as const, id: hostingId, field: 'kind' },
						],
					},
				]
			: []),
		...(supplier === null ? [] : ofParent(supplier, tool.supplierId ?? '', base)),
	]
}

function ofPlace(hosting: Hosting, id: string, base: { readonly toolId: string, readonly label: string }): Disagreement[] {
	const { countryStorage: country } = hosting
	const field = (name: string): DisputedField => ({ collection: 'hostings', id, field: name })
	const written = countryOfText(hosting.datacentre ?? '')
	return [
		...(isLocalAbroad(hosting)
			? [{ ...base, kind: 'local-abroad' as const, values: [country ?? ''], fields: [field('countryStorage'), field('kind')] }]
			: []),
		...(hosting.kind === 'state' && isCountry(country) && !isFrench(country)
			? [{ ...base, kind: 'state-abroad' as const, values: [country], fields: [field('countryStorage'), field('kind')] }]
			: []),
		...(written !== null && isCountry(country) && written !== country
			? [
					{
						...base,
						kind: 'datacentre-elsewhere' as const,
						values: [country, hosting.datacentre ?? ''],
						fields: [field('datacentre'), field('countryStorage')],
					},
				]
			: []),
	]
}

function ofDates(id: string, { displayName, startOn, endOn }: Person): Disagreement[] {
	if (startOn === undefined || endOn === undefined || startOn === 'unknown' || endOn === 'unknown' || endOn >= startOn) {
		return []
	}
	const fields: readonly DisputedField[] = [
		{ collection: 'persons', id, field: 'startOn' },
		{ collection: 'persons', id, field: 'endOn' },
	]
	return [{ kind: 'left-before-arrival', toolId: '', label: displayName, values: [startOn, endOn], fields }]
}

function ofParent(supplier: Supplier, id: string, base: { readonly toolId: string, readonly label: string }): Disagreement[] {
	const { parentCountry } = supplier
	return isPublicSupplier(supplier) && isCountry(parentCountry) && !isFrench(parentCountry)
		? [
				{
					...base,
					kind: 'public-and-parent',
					values: [supplier.name, parentCountry],
					fields: [
						{ collection: 'suppliers', id, field: 'parentCountry' },
						{ collection: 'suppliers', id, field: 'kind' },
					],
				},
			]
		: []
}

const isFrench = (country: string): boolean => jurisdictionOf(country).kind.startsWith('france')

/** Said to be in the commune's own walls, and to be abroad. */
function isLocalAbroad(hosting: Hosting): boolean {
	return isLocal(hosting) && isCountry(hosting.countryStorage) && !isFrench(hosting.countryStorage)
}

function ofUsers(
	{ collections: { persons } }: Inventory,
	id: string,
	{ name, userIds = [], usersCount, usersUnknown }: Tool,
	today: string,
): Disagreement[] {
	const known = userIds.flatMap((userId) => recordOf(persons, userId) ?? [])
	const fields: readonly DisputedField[] = [
		{ collection: 'tools', id, field: 'userIds' },
		{ collection: 'tools', id, field: 'usersCount' },
	]
	const here = known.filter((person) => presenceOf(person, today) !== 'left').length
	const fewer = usersUnknown !== true && usersCount !== undefined && usersCount < here
	return [
		...(fewer
			? [{ kind: 'users-and-count' as const, toolId: id, label: name, values: [String(usersCount), String(here)], fields }]
			: []),
		...(known.length > 0 && here === 0 && (usersCount ?? 0) === 0
			? [{ kind: 'users-left' as const, toolId: id, label: name, values: known.map(({ displayName }) => displayName), fields }]
			: []),
	]
}

function ofContracts({ collections: { contracts, tools } }: Inventory, today: string): Disagreement[] {
	const latest = new Map<string, readonly [id: string, contract: Contract]>()
	for (const [id, contract] of Object.entries(contracts).sort(([left], [right]) => compare(left, right))) {
		for (const toolId of contract.toolIds) {
			if (contract.endOn !== undefined && contract.endOn !== 'unknown' && contract.endOn >= (latest.get(toolId)?.[1].endOn ?? '')) {
				latest.set(toolId, [id, contract])
			}
		}
	}
	return [...latest].flatMap(([toolId, [id, { endOn = '', renewal }]]): Disagreement[] => {
		const tool = recordOf(tools, toolId)
		if (tool === null) {
			return []
		}
		const fields: readonly DisputedField[] = [
			{ collection: 'contracts', id, field: 'endOn' },
			{ collection: 'tools', id: toolId, field: 'status' },
		]
		const stopped = tool.status === 'abandoned'
		if (stopped && (endOn >= today || renewal === 'tacit')) {
			return [{ kind: 'stopped-and-paid', toolId, label: tool.name, values: [endOn], fields }]
		}
		return !stopped && endOn < today ? [{ kind: 'contract-over', toolId, label: tool.name, values: [endOn], fields }] : []
	})
}

function ofAccounts({ collections: { accounts, tools, persons } }: Inventory, today: string): Disagreement[] {
	return Object.entries(accounts).flatMap(([id, { toolId, label, holderIds = [], disabledOn }]): Disagreement[] => {
		if (disabledOn !== undefined) {
			return []
		}
		if (recordOf(tools, toolId) === null) {
			return [
				{ kind: 'account-without-tool', toolId: '', label, values: [], fields: [{ collection: 'accounts', id, field: 'toolId' }] },
			]
		}
		const holders = holderIds.flatMap((holder) => recordOf(persons, holder) ?? [])
		return holders.length > 0 && holders.every((person) => presenceOf(person, today) === 'left')
			? [
					{
						kind: 'holders-left',
						toolId,
						label,
						values: holders.map(({ displayName }) => displayName),
						fields: [{ collection: 'accounts', id, field: 'holderIds' }],
					},
				]
			: []
	})
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0
}
