// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentRecord } from './document.ts'

/** Milliseconds. A time further ahead than this is no clock that is some hours wrong: it is not followed. */
const LARGEST_SKEW = 24 * 3_600_000

const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN)

/**
 * The time of a change to a record: now, or a millisecond after the latest time that the record holds where this computer's
 * clock is up to a day behind the one that wrote it. Former values then keep their order, a choice ends the conflict that it
 * answers, and a password changed after a departure counts as changed (FORMAT 7 and 11 compare these times).
 *
 * @param at - now by this computer, ISO 8601, UTC
 * @param record - as it is before the change; undefined for a new one
 */
export function timeAfter(at: string, record: DocumentRecord | undefined): string {
	if (record === undefined) {
		return at
	}
	const now = Date.parse(at)
	const former = Array.isArray(record.history) ? record.history.map((entry) => timeOf(entry?.at)) : []
	const held = [timeOf(record.updatedAt), timeOf(record.passwordChangedAt), ...former]
	const ahead = held.filter((time) => time > now && time <= now + LARGEST_SKEW)
	return ahead.length === 0 ? at : new Date(ahead.reduce((last, time) => Math.max(last, time)) + 1).toISOString()
}
