// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { UsageId } from '../inventory/usages.ts'
import type { FamilyId } from './families.ts'
import type { CatalogueEntry, CatalogueFacts } from './model.ts'
import type { Source } from './sources.ts'

import { fact, unchecked } from './sources.ts'

/** Input of an entry; a fact that is not given is unknown. */
export interface EntryDetails {
	readonly aliases?: readonly string[]
	readonly licence?: CatalogueFacts['licence']
	readonly publisher?: CatalogueFacts['publisher']
	readonly delivery?: CatalogueFacts['delivery']
	/** `null`: wherever the commune puts it. */
	readonly hosting?: CatalogueFacts['parentCountry'] | null
	readonly parent?: CatalogueFacts['parentCountry']
	readonly supplierKind?: CatalogueEntry['supplierKind']
	readonly hostingKind?: CatalogueEntry['hostingKind']
	readonly statePortal?: boolean
	readonly alternatives?: readonly string[]
}

/**
 * One entry of the catalogue.
 *
 * @param id - stable id
 * @param name - as its users call it
 * @param family - its place on the wall of tiles
 * @param usageIds - what it is for
 * @param details - what is known of it
 */
export function entry(
	id: string,
	name: string,
	family: FamilyId,
	usageIds: readonly UsageId[],
	details: EntryDetails = {},
): CatalogueEntry {
	const { hosting } = details
	return {
		id,
		name,
		aliases: details.aliases ?? [],
		family,
		usageIds,
		supplierKind: details.supplierKind ?? 'publisher',
		hostingKind: details.hostingKind ?? null,
		statePortal: details.statePortal ?? false,
		facts: {
			licence: details.licence ?? unchecked<never>(null),
			publisher: details.publisher ?? unchecked<never>(null),
			delivery: details.delivery ?? unchecked<never>(null),
			...(hosting === null ? {} : { hostingCountry: hosting ?? unchecked<never>(null) }),
			parentCountry: details.parent ?? unchecked<never>(null),
		},
		alternatives: details.alternatives ?? [],
	}
}

/**
 * A digital service run by the French State, as its public sheet says; where its servers stand is not in the sheet.
 *
 * @param id - stable id
 * @param name - as its users call it
 * @param family - its place on the wall of tiles
 * @param usageIds - what it is for
 * @param publisher - the body that runs it
 * @param from - the public sheet or repository
 * @param details - what differs
 */
export function stateService(
	id: string,
	name: string,
	family: FamilyId,
	usageIds: readonly UsageId[],
	publisher: string,
	from: Source,
	details: EntryDetails = {},
): CatalogueEntry {
	return entry(id, name, family, usageIds, {
		licence: fact('public-service', from),
		publisher: fact(publisher, from),
		delivery: fact('saas', from),
		hosting: unchecked('FR'),
		parent: fact('FR', from),
		supplierKind: 'state',
		hostingKind: 'state',
		...details,
	})
}

/**
 * A portal that the State imposes and whose facts nobody checked; that it is not
 * the commune's to migrate follows from what it is.
 *
 * @param id - stable id
 * @param name - as its users call it
 * @param family - its place on the wall of tiles
 * @param usageIds - what it is for
 * @param publisher - the body said to run it
 * @param aliases - other names
 */
export function statePortal(
	id: string,
	name: string,
	family: FamilyId,
	usageIds: readonly UsageId[],
	publisher: string,
	aliases: readonly string[] = [],
): CatalogueEntry {
	return entry(id, name, family, usageIds, {
		aliases,
		licence: unchecked('public-service'),
		publisher: unchecked(publisher),
		delivery: unchecked('saas'),
		hosting: unchecked('FR'),
		parent: unchecked('FR'),
		supplierKind: 'state',
		hostingKind: 'state',
		statePortal: true,
	})
}
