// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentRecord } from './document.ts'

const timeOf = (value: unknown): string => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : '')

/**
 * The time of a change to a record: now, or a millisecond after the latest time that the record holds where this computer's
 * clock is behind the one that wrote it. Former values then keep their order, a choice ends the conflict that it
 * answers, and a password changed after a departure counts as changed (FORMAT 7 and 11 compare these times).
 *
 * @param at - now by this computer, ISO 8601, UTC
 * @param record - as it is before the change; undefined for a new one
 */
export function timeAfter(at: string, record: DocumentRecord | undefined): string {
	if (record === undefined) {
		return at
	}
	const former = Array.isArray(record.history) ? record.history.map((entry) => timeOf(entry?.at)) : []
	const latest = [timeOf(record.updatedAt), timeOf(record.passwordChangedAt), ...former].reduce(
		(last, time) => (time > last ? time : last),
		'',
	)
	return latest > at ? new Date(Date.parse(latest) + 1).toISOString() : at
}
