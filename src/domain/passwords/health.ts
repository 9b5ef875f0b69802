// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialKind } from './kinds.ts'
import type { Strength } from './strength.ts'

import { addMonths, dayOf } from '../days.ts'

/** Judgement of a password, without the password. */
export interface JudgedPassword extends Strength {
	/** Id of the first entry outside the trash with the same password: entries of one group share theirs. */
	readonly group: string
}

/** A password that nobody changed for longer is worth a look. The age alone makes no password bad: it comes last. */
export const OLD_AFTER_MONTHS = 36

/** Of these the length is imposed, often four digits: no advice could be followed. */
const IMPOSED: ReadonlySet<CredentialKind> = new Set(['door', 'card'])

/** In the list of the most common passwords: the first that are tried anywhere. */
export const isCommon = (judged: JudgedPassword | null): boolean => judged?.reasons.includes('common-password') ?? false

/** Easy to guess, or very easy; those that are {@link isCommon} are apart. */
export function isWeak(kind: CredentialKind, judged: JudgedPassword | null): boolean {
	return judged !== null && judged.score <= 1 && !isCommon(judged) && !IMPOSED.has(kind)
}

/** The dates of an entry. */
export interface DatedPassword {
	readonly hasPassword: boolean
	/** ISO 8601; when the present password was typed. */
	readonly passwordChangedAt: string
}

/**
 * Not changed for more than {@link OLD_AFTER_MONTHS}, as far as the vault knows.
 *
 * @param password - its dates
 * @param today - ISO date
 */
export function isOld({ hasPassword, passwordChangedAt }: DatedPassword, today: string): boolean {
	return hasPassword && passwordChangedAt !== '' && addMonths(dayOf(passwordChangedAt), OLD_AFTER_MONTHS) < today
}

/** Troubles of a password, the most urgent first. */
export const TROUBLES = ['departed', 'common', 'reused', 'weak', 'no-mfa', 'old'] as const
/** One of {@link TROUBLES}. */
export type Trouble = (typeof TROUBLES)[number]

/** Troubles for which waiting is a danger. */
const URGENT: readonly Trouble[] = ['departed', 'common']

/** Numbers of the whole; each password is counted once, for its worst trouble. */
export interface HealthCounts {
	readonly urgent: number
	readonly toReview: number
	readonly fine: number
}

/**
 * Counts the passwords by their worst trouble.
 *
 * @param ids - of the entries that have a password
 * @param troubled - ids of the entries of each trouble
 */
export function healthCounts(ids: readonly string[], troubled: (trouble: Trouble) => readonly string[]): HealthCounts {
	const urgent = new Set(URGENT.flatMap(troubled))
	const some = new Set(TROUBLES.flatMap(troubled))
	const counts = { urgent: 0, toReview: 0, fine: 0 }
	for (const id of ids) {
		counts[urgent.has(id) ? 'urgent' : some.has(id) ? 'toReview' : 'fine'] += 1
	}
	return counts
}
