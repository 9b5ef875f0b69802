// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonObject } from '../json.ts'

/** Kinds of entry of a vault. */
export const CREDENTIAL_KINDS = ['site', 'software', 'mailbox', 'card', 'door', 'wifi', 'server', 'note'] as const

/** A kind of entry. */
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number]

/** The kind of a record: entries of before kinds existed, and kinds of a later version, are shown as a web site. */
export const kindOf = (value: unknown): CredentialKind => CREDENTIAL_KINDS.find((kind) => kind === value) ?? 'site'

/** Protections of a Wi-Fi network, as its QR code names them. */
export const WIFI_SECURITIES = ['wpa', 'wep', 'open'] as const

/** A protection of a Wi-Fi network. */
export type WifiSecurity = (typeof WIFI_SECURITIES)[number]

/** A protection as stored; WPA, which nearly all networks have, when nothing is said. */
export const wifiSecurityOf = (value: unknown): WifiSecurity => WIFI_SECURITIES.find((one) => one === value) ?? 'wpa'

/** Kinds of fields of one's own. */
export const CUSTOM_KINDS = ['text', 'hidden', 'date'] as const

/** A kind of field of one's own. */
export type CustomKind = (typeof CUSTOM_KINDS)[number]

/** A field of one's own, as the record holds it under {@link customName}. */
export interface CustomField extends JsonObject {
	readonly kind: CustomKind
	readonly label: string
	/** Place among the others, ascending; equals are told apart by their ids. */
	readonly order: number
	/** Of a date: `YYYY-MM-DD`. */
	readonly value: string
}

/** Name, in a credential, of the field of one's own of this id (32 hexadecimal digits). */
export type CustomName = `custom.${string}`

/** Name, in a credential, of the field of one's own of this id (32 hexadecimal digits). */
export const customName = (id: string): CustomName => `custom.${id}`

/** The id in a name of a field of one's own. */
export const customId = (name: CustomName): string => name.slice('custom.'.length)

const CUSTOM_NAME = /^custom\.[0-9a-f]{32}$/

/** True if a field of a credential is one of somebody's own. */
export const isCustomName = (field: string): field is CustomName => CUSTOM_NAME.test(field)

/** A value as a field of one's own; null for what is none, absence included. */
export function customFieldOf(value: unknown): CustomField | null {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return null
	}
	const { kind, label, order, value: text } = value as Readonly<Record<string, unknown>>
	const known = CUSTOM_KINDS.find((one) => one === kind)
	if (typeof label !== 'string' || typeof text !== 'string') {
		return null
	}
	// A kind of a later version may be a secret.
	return { kind: known ?? 'hidden', label, order: typeof order === 'number' ? order : 0, value: text }
}

/** The fields of one's own of a record, in the order in which they are shown. */
export function customFieldsOf(record: JsonObject): readonly { readonly id: string, readonly field: CustomField }[] {
	return Object.keys(record)
		.filter(isCustomName)
		.flatMap((name) => {
			const field = customFieldOf(record[name])
			return field === null ? [] : [{ id: customId(name), field }]
		})
		.sort((one, other) => one.field.order - other.field.order || (one.id < other.id ? -1 : 1))
}

/** Days before the end of validity on which one is reminded, when nothing else is said. */
export const REMIND_DAYS = 30
