// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatDate, formatDays, t } from '../../../platform/l10n.ts'

const DAY = 86_400_000

/** The calendar day of a moment, where the person is, as a number that grows by one a day. */
function dayOf(when: Date): number {
	return Math.round(Date.UTC(when.getFullYear(), when.getMonth(), when.getDate()) / DAY)
}

/** True if an invitation can no longer be used. */
export const isOver = (expiresAt: string, now: Date): boolean => Date.parse(expiresAt) <= now.getTime()

/**
 * The last day of an invitation, in words: `29 novembre 2026, dans 7 jours`.
 *
 * @param expiresAt - ISO 8601
 * @param now - the present moment
 */
export function lastDayWords(expiresAt: string, now: Date): string {
	const end = new Date(expiresAt)
	return t('trousseau', '{date}, {days}', { date: formatDate(end), days: formatDays(dayOf(end) - dayOf(now)) })
}
