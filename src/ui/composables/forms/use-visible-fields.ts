// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComputedRef } from 'vue'
import type { CredentialKind } from '../../../domain/passwords/kinds.ts'
import type { CredentialFields } from '../../../stores/vault/credentials.ts'

import { computed, reactive } from 'vue'

/** Fields that the form of a password shows when its kind has them, when they are filled, or when they were asked for. */
export const OPTIONAL_FIELDS = ['login', 'password', 'otp', 'site', 'moreSites', 'holders', 'code', 'contact', 'expiry'] as const

/** One of them: `holders` are those who know the password, `code` is who receives the confirmation codes, `expiry` the end of validity with its reminder. */
export type OptionalField = (typeof OPTIONAL_FIELDS)[number]

const OF_KIND: Readonly<Record<CredentialKind, readonly OptionalField[]>> = {
	site: ['login', 'password', 'site'],
	software: ['login', 'password', 'site'],
	mailbox: ['login', 'password', 'site'],
	card: ['password', 'expiry'],
	door: ['password'],
	wifi: ['login', 'password'],
	server: ['login', 'password', 'site'],
	note: [],
}

const IS_FILLED: Readonly<Record<OptionalField, (form: CredentialFields) => boolean>> = {
	login: ({ login }) => login !== '',
	password: ({ password }) => password !== '',
	otp: ({ otp }) => otp !== '',
	site: ({ site }) => site !== '',
	moreSites: ({ moreSites }) => moreSites !== '',
	holders: ({ toolId, holderIds }) => toolId !== '' || holderIds.length > 0,
	code: ({ codePersonId, codeTo }) => codePersonId !== '' || codeTo !== '',
	contact: ({ contact }) => contact !== '',
	expiry: ({ expiresOn }) => expiresOn !== '',
}

/** Fields of a form that are shown, and the others. */
export interface VisibleFields {
	readonly has: (field: OptionalField) => boolean
	/** Those that can be added. */
	readonly others: ComputedRef<readonly OptionalField[]>
	readonly add: (field: OptionalField) => void
}

/**
 * Fields that the form of a password shows. A field that was shown stays, whatever is erased in it meanwhile.
 *
 * @param form - the values of the form
 */
export function useVisibleFields(form: CredentialFields): VisibleFields {
	const added = reactive(new Set<OptionalField>())
	const isShown = (field: OptionalField): boolean => added.has(field) || OF_KIND[form.entryKind].includes(field) || IS_FILLED[field](form)
	return {
		has: isShown,
		others: computed(() => OPTIONAL_FIELDS.filter((field) => !isShown(field))),
		add: (field) => void added.add(field),
	}
}
