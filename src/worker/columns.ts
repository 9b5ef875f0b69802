// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary } from '../vault/model.ts'

/*
 * How the list of a vault crosses to the page. Copying an object between
 * threads writes and reads the names of its fields each time: thousands of them
 * cost more than deciphering. Field by field, they cost a third.
 */

type TextField = 'id' | 'label' | 'login' | 'site' | 'accountId' | 'trashedAt' | 'createdAt' | 'updatedAt' | 'passwordChangedAt'

/** The fields of every credential of a list, in its order. */
export interface SummaryColumns extends Readonly<Record<TextField, readonly string[]>> {
	/** 0 for none. */
	readonly tags: readonly (readonly string[] | 0)[]
	/** Sum of {@link FLAGS}. */
	readonly flags: Uint8Array
	readonly reusedBy: Uint32Array
	readonly conflicts: Uint32Array
}

const FLAGS = { favourite: 1, hasPassword: 2, hasNote: 4 } as const

const NO_TAGS: readonly string[] = Object.freeze([])

/** A list by its fields. */
function columnsOf(list: readonly CredentialSummary[]): SummaryColumns {
	return {
		id: list.map(({ id }) => id),
		label: list.map(({ label }) => label),
		login: list.map(({ login }) => login),
		site: list.map(({ site }) => site),
		accountId: list.map(({ accountId }) => accountId),
		trashedAt: list.map(({ trashedAt }) => trashedAt),
		createdAt: list.map(({ createdAt }) => createdAt),
		updatedAt: list.map(({ updatedAt }) => updatedAt),
		passwordChangedAt: list.map(({ passwordChangedAt }) => passwordChangedAt),
		tags: list.map(({ tags }) => (tags.length === 0 ? 0 : tags)),
		flags: Uint8Array.from(list, ({ favourite, hasPassword, hasNote }) => (favourite ? FLAGS.favourite : 0) + (hasPassword ? FLAGS.hasPassword : 0) + (hasNote ? FLAGS.hasNote : 0)),
		reusedBy: Uint32Array.from(list, ({ reusedBy }) => reusedBy),
		conflicts: Uint32Array.from(list, ({ conflicts }) => conflicts),
	}
}

/** The list that {@link columnsOf} took apart. */
function listOf({ id, label, login, site, accountId, trashedAt, createdAt, updatedAt, passwordChangedAt, tags, flags, reusedBy, conflicts }: SummaryColumns): readonly CredentialSummary[] {
	return id.map((each, index): CredentialSummary => {
		const flag = flags[index] as number
		return {
			id: each,
			label: label[index] as string,
			login: login[index] as string,
			site: site[index] as string,
			accountId: accountId[index] as string,
			favourite: (flag & FLAGS.favourite) !== 0,
			tags: (tags[index] as readonly string[] | 0) || NO_TAGS,
			trashedAt: trashedAt[index] as string,
			createdAt: createdAt[index] as string,
			updatedAt: updatedAt[index] as string,
			passwordChangedAt: passwordChangedAt[index] as string,
			hasPassword: (flag & FLAGS.hasPassword) !== 0,
			hasNote: (flag & FLAGS.hasNote) !== 0,
			reusedBy: reusedBy[index] as number,
			conflicts: conflicts[index] as number,
		}
	})
}

/** The list of a vault's view, in whichever form; undefined for any other answer. */
function credentialsOf(answer: unknown): unknown {
	const isView = typeof answer === 'object' && answer !== null && Object.hasOwn(answer, 'vaultId') && Object.hasOwn(answer, 'heads')
	return isView ? (answer as { readonly credentials?: unknown }).credentials : undefined
}

/** An answer of the Worker as it is to cross: the credentials of a vault's view become columns, anything else stays. */
export function packAnswer(answer: unknown): unknown {
	const list = credentialsOf(answer)
	return Array.isArray(list) ? { ...answer as object, credentials: columnsOf(list as readonly CredentialSummary[]) } : answer
}

/** The answer that {@link packAnswer} was given. */
export function unpackAnswer(answer: unknown): unknown {
	const columns = credentialsOf(answer)
	return columns === undefined || Array.isArray(columns) ? answer : { ...answer as object, credentials: listOf(columns as SummaryColumns) }
}
