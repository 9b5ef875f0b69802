// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Hosting, Supplier, Tool } from '../inventory/model.ts'
import type { UsageId } from '../inventory/usages.ts'
import type { FamilyId } from './families.ts'

/**
 * How a fact was established: `A` read in a primary source, `B` read in the press
 * or a secondary page, `S` stated by one of the two studies that the project comes
 * from, `C` general knowledge that nobody checked, or not known at all.
 */
export type Confidence = 'A' | 'B' | 'S' | 'C'

/** One dated statement of the catalogue on one tool. Facts at `C` are kept to be checked, never shown as known. */
export interface CatalogueFact<T extends string = string> {
	/** `null`: not known. */
	readonly value: T | null
	/** Title of the document that says so, as one would cite it. */
	readonly source: string
	/** Address of that document, or an empty string. */
	readonly sourceUrl: string
	/** When the source was read (ISO date). */
	readonly checkedOn: string
	readonly confidence: Confidence
}

/** The facts of an entry. `hostingCountry` is absent when the tool runs wherever the commune puts it. */
export interface CatalogueFacts {
	readonly licence: CatalogueFact<Exclude<NonNullable<Tool['licenceKind']>, 'unknown'>>
	/** Name of the publisher, or of the public body that runs it. */
	readonly publisher: CatalogueFact
	readonly delivery: CatalogueFact<Exclude<NonNullable<Tool['delivery']>, 'unknown'>>
	/** ISO 3166-1 alpha-2. */
	readonly hostingCountry?: CatalogueFact
	/** Country of the publisher's ultimate parent, ISO 3166-1 alpha-2. */
	readonly parentCountry: CatalogueFact
}

/** Name of a fact of the catalogue. */
export type FactName = keyof CatalogueFacts

/** One tool or service that communes use. */
export interface CatalogueEntry {
	/** Stable: stands in inventories as `catalogueId`. */
	readonly id: string
	readonly name: string
	/** Other names, former names, and words that one would type to find it. */
	readonly aliases: readonly string[]
	readonly family: FamilyId
	/** Usages; proposed to the user, to be confirmed. */
	readonly usageIds: readonly UsageId[]
	/** Kind of operator, when it follows from the nature of the tool. */
	readonly supplierKind: NonNullable<Supplier['kind']>
	/** Where data lies by nature of the tool (a server in the mairie, a portal of the State). */
	readonly hostingKind: Hosting['kind'] | null
	/** Imposed by the State: never the commune's to migrate. */
	readonly statePortal: boolean
	readonly facts: CatalogueFacts
	/** Ids of entries that can replace it, preferred first. */
	readonly alternatives: readonly string[]
}
