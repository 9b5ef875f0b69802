// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, DocumentRecord } from '../document.ts'

/**
 * The inventory's entities. Identifiers are the field's terms in English; the
 * French words stand in the interface. Every field but the name is optional:
 * absent means "not asked yet", `'unknown'` means "we were asked and do not know".
 * A date may be `'unknown'` too. For the dates of an end (`endOn` of a person,
 * `disabledOn`) absent is itself an answer: still here, still active.
 */

/** How sure a fact is: prouvé, déclaré, supposé, inconnu. */
export type Knowledge = 'proven' | 'declared' | 'supposed' | 'unknown'

/** A question that one may answer by "Je ne sais pas". */
export type YesNo = 'yes' | 'no' | 'unknown'

/** Where a value comes from. */
export interface Provenance extends DocumentRecord {
	/** `user`: typed here; `catalogue`: proposed by the catalogue and not confirmed; the others as confirmed by the user. */
	readonly source: 'user' | 'catalogue' | 'invoice' | 'contract' | 'supplier'
	/** ISO date. */
	readonly checkedOn: string
	readonly knowledge: Knowledge
}

/** What every record says of itself; written by `putRecord`, never by a form. */
export interface InventoryRecord extends DocumentRecord {
	/** Last change of any field (ISO 8601, UTC). */
	readonly updatedAt?: string
	/** User id of who made it. */
	readonly updatedBy?: string
}

/** The commune itself, alone in its collection under the id `commune`. */
export interface Commune extends InventoryRecord {
	readonly name: string
	/** Five characters, `2A004` in Corsica. */
	readonly inseeCode?: string
	readonly population?: number
	/** When the last backup of the notebook was taken away, ISO 8601; its maker's word. */
	readonly backupAt?: string
	/** Who took it, display name. */
	readonly backupBy?: string
}

/** A tool or service that the commune uses. A name is enough. */
export interface Tool extends InventoryRecord {
	readonly name: string
	readonly catalogueId?: string
	/** Ids of `USAGES`. */
	readonly usageIds?: readonly string[]
	readonly supplierId?: string
	readonly licenceKind?: 'libre' | 'proprietary-paid' | 'proprietary-free' | 'public-service' | 'unknown'
	readonly delivery?: 'saas' | 'desktop' | 'local-server' | 'nas' | 'paper' | 'unknown'
	readonly status?: 'used' | 'trial' | 'abandoned' | 'to-stop'
	readonly imposedBy?: 'chosen' | 'state' | 'epci' | 'supplier' | 'correspondent' | 'unknown'
	readonly criticality?: 'essential' | 'useful' | 'minor' | 'unknown'
	/** Ids of `DATA_CATEGORIES`; an empty list means "no data", absent means not asked. */
	readonly dataCategories?: readonly string[]
	readonly hostingId?: string
	/** Persons who use it. */
	readonly userIds?: readonly string[]
	readonly usersCount?: number
	/** "Je ne sais pas" said of who uses it. */
	readonly usersUnknown?: boolean
	/** Is what it holds copied elsewhere? Details in `backups`. */
	readonly backedUp?: YesNo
	/** The website or portal, for people without vault access. Never used to open a site for a secret. */
	readonly url?: string
	readonly note?: string
	/** When somebody last looked at this sheet (ISO date). */
	readonly reviewedOn?: string
	/**
	 * By field name: where the value comes from. A field without value and with
	 * knowledge `unknown` is a "Je ne sais pas".
	 */
	readonly facts?: { readonly [field: string]: Provenance }
}

/** An account on a tool. Its login and password are in the vault, never here. */
export interface Account extends InventoryRecord {
	readonly toolId: string
	readonly label: string
	readonly kind?: 'personal' | 'shared' | 'admin' | 'technical' | 'certificate' | 'unknown'
	readonly holderIds?: readonly string[]
	/** Where the password is kept today. */
	readonly vaultState?: 'vault' | 'notebook' | 'word-file' | 'online-document' | 'browser' | 'memory' | 'unknown'
	readonly mfa?: 'none' | 'sms' | 'app' | 'key' | 'certificate' | 'unknown'
	readonly recoveryKind?: 'commune' | 'personal' | 'supplier' | 'unknown'
	readonly createdOn?: string
	/** Last change of the password (ISO date). */
	readonly rotatedOn?: string
	readonly disabledOn?: string
}

/** A place where data is kept. */
export interface Hosting extends InventoryRecord {
	readonly label: string
	readonly kind?: 'town-hall-server' | 'nas' | 'workstation' | 'saas' | 'host' | 'opsn' | 'epci' | 'state' | 'person' | 'unknown'
	readonly operatorSupplierId?: string
	/** ISO 3166-1 alpha-2, or `unknown`. */
	readonly countryStorage?: string
	readonly countryProcessing?: string
	readonly datacentre?: string
	readonly knowledge?: Knowledge
	readonly facts?: { readonly [field: string]: Provenance }
}

/** A company, public body, association or person that provides something. */
export interface Supplier extends InventoryRecord {
	readonly name: string
	readonly kind?: 'publisher' | 'host' | 'it-services' | 'integrator' | 'opsn' | 'cdg' | 'epci' | 'state' | 'association' | 'volunteer' | 'unknown'
	/** ISO 3166-1 alpha-2, or `unknown`. */
	readonly country?: string
	readonly parentName?: string
	/** Country of the ultimate parent; what makes a foreign law reach the operator. */
	readonly parentCountry?: string
	readonly contact?: string
	readonly supportPhone?: string
	readonly facts?: { readonly [field: string]: Provenance }
}

/** What a tool costs. One record a line of invoice or estimate. */
export interface Cost extends InventoryRecord {
	readonly toolId: string
	/** Euros with tax for one `period`. Absent when the certainty is `unknown`. */
	readonly amountInclTax?: number
	readonly period?: 'once' | 'monthly' | 'quarterly' | 'yearly'
	readonly certainty: 'invoice' | 'quote' | 'estimate' | 'unknown'
	readonly year?: number
}

/** Somebody who works for or with the commune. */
export interface Person extends InventoryRecord {
	readonly displayName: string
	readonly function?: string
	readonly kind?: 'agent' | 'elected' | 'external' | 'unknown'
	readonly startOn?: string
	/** Departure (ISO date). */
	readonly endOn?: string
}

/** A copy of the commune's data. */
export interface Backup extends InventoryRecord {
	readonly label: string
	/** Tools covered. */
	readonly toolIds: readonly string[]
	readonly frequency?: 'daily' | 'weekly' | 'monthly' | 'rarely' | 'unknown'
	readonly offlineCopy?: YesNo
	readonly offsite?: YesNo
	readonly lastRestoreTestOn?: string
	/** Who can reach it. */
	readonly holderKind?: 'commune' | 'supplier' | 'volunteer' | 'unknown'
}

/** An Internet domain name of the commune. */
export interface Domain extends InventoryRecord {
	readonly name: string
	readonly registrantKind?: 'commune' | 'supplier' | 'volunteer' | 'unknown'
	readonly expiresOn?: string
}

/** What binds the commune to a supplier; `endOn` answers "until when". */
export interface Contract extends InventoryRecord {
	/** Tools covered. */
	readonly toolIds: readonly string[]
	readonly supplierId?: string
	readonly reference?: string
	readonly object?: string
	readonly startOn?: string
	/** Last day of the current term (ISO date, or `unknown`). */
	readonly endOn?: string
	readonly renewal?: 'none' | 'tacit' | 'express' | 'unknown'
	readonly note?: string
}

/** The collections of the inventory document. */
export interface InventoryCollections {
	readonly commune: Readonly<Record<string, Commune>>
	readonly tools: Readonly<Record<string, Tool>>
	readonly accounts: Readonly<Record<string, Account>>
	readonly hostings: Readonly<Record<string, Hosting>>
	readonly suppliers: Readonly<Record<string, Supplier>>
	readonly costs: Readonly<Record<string, Cost>>
	readonly persons: Readonly<Record<string, Person>>
	readonly backups: Readonly<Record<string, Backup>>
	readonly domains: Readonly<Record<string, Domain>>
	readonly contracts: Readonly<Record<string, Contract>>
}

/** The whole inventory, as stored. Unknown collections and fields are preserved. */
export interface Inventory extends DocumentContent {
	readonly schema: 1
	readonly collections: InventoryCollections & DocumentContent['collections']
}
