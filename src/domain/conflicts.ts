// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalText, sameJson } from './canonical.ts'
import type { Restorer } from './differences.ts'
import type { DocumentRecord, HistoryEntry } from './document.ts'
import type { JsonValue } from './json.ts'
import { normaliseHistory } from './merge.ts'

/** A value that lost when two people changed one field at the same time. */
export interface LostValue {
	/** Place in the record's history. */
	readonly index: number
	readonly value: JsonValue
	/** Time of the change that won (ISO 8601). */
	readonly at: string
	/** Author of the value that lost, as a member or user id. */
	readonly by: string
}

/** A field between whose values nobody chose yet. */
export interface OpenConflict {
	readonly field: string
	/** The value that is used meanwhile. */
	readonly shown: JsonValue | undefined
	/** The others, distinct, the latest last. */
	readonly lost: readonly LostValue[]
}

/** Fields that no screen asks for: of two values, the later one is right enough. */
const NOT_ASKED: ReadonlySet<string> = new Set(['accountId', 'catalogueId', 'facts', 'favourite', 'reviewedOn', 'tags'])

const NONE: readonly OpenConflict[] = []

/**
 * The fields of a record between whose values nobody chose yet. A conflict is over once the history holds an edit
 * of the same field with a later time: whoever keeps the value shown adds one as well (section 7 of docs/FORMAT.md).
 */
export function openConflicts(record: DocumentRecord): readonly OpenConflict[] {
	const history = Array.isArray(record.history) ? record.history : []
	if (!history.some(({ reason }) => reason === 'conflict')) {
		return NONE
	}
	const lastEdits = new Map<string, string>()
	history.filter(({ reason }) => reason === 'edit').forEach(({ field, at }) => {
		const last = lastEdits.get(field) ?? ''
		lastEdits.set(field, at > last ? at : last)
	})
	// By value, the latest last. A history may be as long as a file: nothing is compared with all the rest.
	const open = new Map<string, Map<string, LostValue>>()
	history.forEach(({ field, reason, value, at, by }, index) => {
		const isOver = (lastEdits.get(field) ?? '') > at
		if (reason !== 'conflict' || isOver || NOT_ASKED.has(field) || value === undefined || sameJson(value, shownValue(record, field))) {
			return
		}
		const lost = open.get(field) ?? new Map<string, LostValue>()
		const text = canonicalText(value)
		lost.delete(text)
		open.set(field, lost.set(text, { index, value, at, by }))
	})
	return [...open].map(([field, lost]) => ({ field, shown: shownValue(record, field), lost: [...lost.values()] }))
}

function shownValue(record: DocumentRecord, field: string): JsonValue | undefined {
	return Object.hasOwn(record, field) ? record[field] : undefined
}

/**
 * A record in which somebody chose. The value that was shown, or one that was not kept, goes to the history as
 * replaced: no value is dropped. The same record when there is nothing to choose for this field.
 *
 * @param record - never modified
 * @param field - the field
 * @param index - place in the history of the value to use, or null for the one that is shown
 * @param author - who chooses, and when
 */
export function settleConflict(record: DocumentRecord, field: string, index: number | null, author: Restorer): DocumentRecord {
	const conflict = openConflicts(record).find((one) => one.field === field)
	const last = conflict?.lost.at(-1)
	const chosen = conflict?.lost.find((one) => one.index === index)
	if (conflict === undefined || last === undefined || (index !== null && chosen === undefined)) {
		return record
	}
	const latest = conflict.lost.reduce((time, lost) => (lost.at > time ? lost.at : time), '')
	// A clock that is behind must not leave the question open.
	const at = author.at > latest ? author.at : later(latest)
	const replaced: HistoryEntry = chosen === undefined || conflict.shown === undefined
		? { at, by: last.by, field, reason: 'edit', value: last.value }
		: { at, by: typeof record.updatedBy === 'string' ? record.updatedBy : '', field, reason: 'edit', value: conflict.shown }
	return {
		...record,
		...(chosen === undefined ? {} : { [field]: chosen.value }),
		history: normaliseHistory([...record.history ?? [], replaced]),
		updatedAt: author.at,
		updatedBy: author.by,
	}
}

/**
 * A record in which a choice is open again: the field has the value that was shown, and the others stand in the history as
 * values that lost, later than the choice. The same record when the field was changed since.
 *
 * @param record - never modified
 * @param choice - the record before somebody chose, and after
 * @param choice.before - never modified
 * @param choice.after - never modified
 * @param field - the field
 * @param author - who takes the choice back, and when
 */
export function reopenConflict(
	record: DocumentRecord,
	{ before, after }: { readonly before: DocumentRecord, readonly after: DocumentRecord },
	field: string,
	author: Restorer,
): DocumentRecord {
	const conflict = openConflicts(before).find((one) => one.field === field)
	if (
		conflict === undefined
		|| conflict.shown === undefined
		|| openConflicts(record).some((one) => one.field === field)
		|| !sameJson(shownValue(record, field), shownValue(after, field))
	) {
		return record
	}
	return askAgain(record, field, conflict.shown, conflict.lost, author)
}

/**
 * A record in which the last choice of a field is open again, told by the record alone: nothing may have changed the field
 * since. The same record
 * when its history has no choice of the field.
 *
 * @param record - never modified
 * @param field - the field
 * @param index - as given to {@link settleConflict}: null when the value shown was kept
 * @param author - who takes the choice back, and when
 */
export function reopenLast(record: DocumentRecord, field: string, index: number | null, author: Restorer): DocumentRecord {
	const history = record.history ?? []
	const replaced = history.findLast((entry) => entry.field === field && entry.reason === 'edit')
	const now = shownValue(record, field)
	if (replaced === undefined || now === undefined) {
		return record
	}
	const [shown, value] = index === null ? [now, replaced.value] : [replaced.value, now]
	const wasLost = (entry: HistoryEntry): boolean => entry.field === field && entry.reason === 'conflict' && sameJson(entry.value, value)
	return askAgain(record, field, shown, [{ value, by: history.findLast(wasLost)?.by ?? replaced.by }], author)
}

/** A record in which a field has one value, and others lost to it, later than all that its history has of the field. */
function askAgain(
	record: DocumentRecord,
	field: string,
	shown: JsonValue,
	lost: readonly Pick<HistoryEntry, 'by' | 'value'>[],
	author: Restorer,
): DocumentRecord {
	const history = record.history ?? []
	const at = history.reduce((time, entry) => (entry.field === field && entry.at > time ? entry.at : time), author.at)
	const entries = lost.map(({ value, by }): HistoryEntry => ({ at, by, field, reason: 'conflict', value }))
	return { ...record, [field]: shown, history: normaliseHistory([...history, ...entries]), updatedAt: author.at, updatedBy: author.by }
}

function later(at: string): string {
	const time = Date.parse(at)
	return Number.isNaN(time) ? at : new Date(time + 1).toISOString()
}
