// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalText } from '../../domain/canonical.ts'
import { isRealDate } from '../../domain/days.ts'
import { TrousseauError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { CREDENTIAL_LIMITS as LIMITS } from '../../domain/limits.ts'
import { customFieldOf, customFieldsOf, customName, isCustomName, kindOf, REMIND_DAYS, wifiSecurityOf } from '../../domain/passwords/kinds.ts'
import type { Credential, CredentialDetails, CredentialDraft, MoreFields } from '../model.ts'

/*
 * The fields that a credential may lack (section 8.1 of docs/FORMAT.md). Versions that do not know them keep and merge them
 * unread, so that a record may hold anything under their names, and more of them than a form lets one write: reading is
 * lenient, writing is strict. A vault is never refused for them.
 */

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const dayOrNone = (value: unknown): string => (typeof value === 'string' && isRealDate(value) ? value : '')
const daysOf = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= LIMITS.remindDays ? value : REMIND_DAYS)

/** Reader of each field; one that is absent, or of another form, gets its empty value. */
const READ: { readonly [Field in keyof MoreFields]: (value: unknown) => MoreFields[Field] } = {
	kind: kindOf,
	moreSites: textsOf,
	otp: textOf,
	codePersonId: textOf,
	codeTo: textOf,
	holderIds: textsOf,
	contact: textOf,
	expiresOn: dayOrNone,
	remindDays: daysOf,
	wifi: wifiSecurityOf,
}

/** Names of {@link MoreFields}. */
export const MORE_FIELDS = Object.keys(READ) as readonly (keyof MoreFields)[]

const KEPT: ReadonlySet<string> = new Set(['label', 'login', 'password', 'site', 'note', 'moreSites', 'otp', 'codeTo', 'contact', 'expiresOn'])

/** True for the fields whose former values are kept. */
export const isKept = (field: string): boolean => KEPT.has(field) || isCustomName(field)

/** A field of {@link MoreFields} of a record. */
export function moreField<Field extends keyof MoreFields>(credential: Credential, field: Field): MoreFields[Field] {
	return READ[field](Object.hasOwn(credential, field) ? credential[field] : undefined)
}

/** Fields of a credential that only its sheet shows. */
export function detailsOf(credential: Credential): CredentialDetails {
	return {
		kind: moreField(credential, 'kind'),
		moreSites: moreField(credential, 'moreSites'),
		codePersonId: moreField(credential, 'codePersonId'),
		codeTo: moreField(credential, 'codeTo'),
		holderIds: moreField(credential, 'holderIds'),
		contact: moreField(credential, 'contact'),
		expiresOn: moreField(credential, 'expiresOn'),
		remindDays: moreField(credential, 'remindDays'),
		wifi: moreField(credential, 'wifi'),
		hasOtp: moreField(credential, 'otp') !== '',
		custom: customFieldsOf(credential).map(({ id, field }) => ({
			id,
			kind: field.kind,
			label: field.label,
			order: field.order,
			value: field.kind === 'hidden' ? null : field.value,
		})),
	}
}

/** A value of any field, present or former, as the person reads it: a list a line each, a field of one's own by its value. */
export function readable(value: JsonValue | undefined): string {
	if (value === undefined) {
		return ''
	}
	if (typeof value === 'string') {
		return value
	}
	const custom = customFieldOf(value)
	if (custom !== null) {
		return custom.value
	}
	return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join('\n') : canonicalText(value)
}

const isText = (value: unknown, longest: number): boolean => typeof value === 'string' && value.length <= longest
const areTexts = (value: unknown, most: number, longest: number): boolean => Array.isArray(value) && value.length <= most && value.every((one) => isText(one, longest))

/** Fields that a form may write. */
const WRITABLE: { readonly [Field in keyof MoreFields]: (value: unknown) => boolean } = {
	kind: (value) => kindOf(value) === value,
	moreSites: (value) => areTexts(value, LIMITS.moreSites, LIMITS.site),
	otp: (value) => isText(value, LIMITS.otp),
	codePersonId: (value) => isText(value, LIMITS.accountId),
	codeTo: (value) => isText(value, LIMITS.codeTo),
	holderIds: (value) => areTexts(value, LIMITS.holders, LIMITS.accountId),
	contact: (value) => isText(value, LIMITS.contact),
	expiresOn: (value) => value === '' || dayOrNone(value) === value,
	remindDays: (value) => daysOf(value) === value,
	wifi: (value) => wifiSecurityOf(value) === value,
}

function isWritableCustom(value: unknown): boolean {
	const field = customFieldOf(value)
	return value === null || (field !== null
		&& isText(field.label, LIMITS.customLabel) && isText(field.value, LIMITS.customValue)
		&& (field.kind !== 'date' || field.value === '' || isRealDate(field.value)))
}

/**
 * Refuses a draft that goes beyond what a writer may write. A record that holds more, by a merge, stays readable, and
 * takes no more fields of one's own.
 *
 * @throws TrousseauError `invalid`
 */
export function checkDraft(draft: Partial<CredentialDraft>, credential: Credential): void {
	const custom = Object.entries(draft.custom ?? {})
	const added = custom.filter(([id, field]) => field !== null && !Object.hasOwn(credential, customName(id)))
	const isSound = MORE_FIELDS.every((field) => draft[field] === undefined || WRITABLE[field](draft[field]))
		&& custom.every(([id, field]) => isCustomName(customName(id)) && isWritableCustom(field))
		&& (added.length === 0 || added.length + Object.keys(credential).filter(isCustomName).length <= LIMITS.customFields)
	if (!isSound) {
		throw new TrousseauError('invalid')
	}
}

const text = (value: JsonValue | undefined): string => (value === undefined ? '' : canonicalText(value))

/**
 * The fields of a draft that differ from a record, as the record is to hold them; undefined takes a field away. What means
 * nothing and was not there is not written: a record that knows nothing of these fields stays as it is, byte for byte.
 */
export function changedDetails(credential: Credential, draft: Partial<CredentialDraft>): readonly (readonly [string, JsonValue | undefined])[] {
	const more = MORE_FIELDS.flatMap((field): (readonly [string, JsonValue])[] => {
		const value = draft[field]
		return value === undefined || text(value) === text(moreField(credential, field)) ? [] : [[field, value]]
	})
	const custom = Object.entries(draft.custom ?? {}).flatMap(([id, field]): (readonly [string, JsonValue | undefined])[] => {
		const name = customName(id)
		return text(field ?? undefined) === text(Object.hasOwn(credential, name) ? credential[name] : undefined) ? [] : [[name, field ?? undefined]]
	})
	return [...more, ...custom]
}
