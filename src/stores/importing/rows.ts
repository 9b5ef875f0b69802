// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Doubt, ImportedEntry, LeftReason, Outcome, Place } from '../../exchange/import/model.ts'

import { CREDENTIAL_LIMITS } from '../../domain/limits.ts'

/** An entry of the vault that a row seems to be of. */
export interface Twin {
	readonly id: string
	readonly label: string
	/** It has the same password: there is nothing to add. */
	readonly isSame: boolean
}

/** Outcome of a row: a new entry, a value written over the entry that is there, or nothing. */
export type Fate = 'add' | 'leave' | 'update'

/** One row of the file, as the wizard holds it. Never changed: an answer makes another one. */
export interface ImportRow {
	/** Its place among the rows, from 0. */
	readonly key: number
	readonly place: Place
	readonly entry: ImportedEntry
	/** Why it should be looked at. */
	readonly doubts: readonly Doubt[]
	/** Why the reader did not take it for an entry; null for an entry. */
	readonly reason: LeftReason | null
	/** Of a row that is no entry: its text. */
	readonly text: string
	/** The person looked at it: answered, edited, or took it back. */
	readonly isSettled: boolean
	/** The person edited its fields. */
	readonly isEdited: boolean
	readonly fate: Fate
	readonly twin: Twin | null
}

/** The lists of the wizard, in their order on screen. */
export const LISTS = ['doubtful', 'sure', 'present', 'left'] as const
export type ListName = (typeof LISTS)[number]

/** A field that the vault has no room for. */
export type LongField = 'login' | 'note' | 'password' | 'title' | 'url'

const NO_ENTRY: ImportedEntry = { title: '', login: '', password: '', url: '', note: '', folder: '' }

/**
 * A row of the wizard.
 *
 * @param outcome - how a reader ended it
 * @param key - its place among the rows
 */
export function rowOf(outcome: Outcome, key: number): ImportRow {
	const base = { key, place: outcome.place, isSettled: false, isEdited: false, twin: null }
	return outcome.kind === 'entry'
		? { ...base, entry: outcome.entry, doubts: outcome.doubts, reason: null, text: '', fate: 'add' }
		: { ...base, entry: NO_ENTRY, doubts: [], reason: outcome.reason, text: outcome.text, fate: 'leave' }
}

/** A field that is longer than the vault takes; null when all fit. Nothing is cut. */
export function longField({ title, login, password, url, note }: ImportedEntry): LongField | null {
	return title.length > CREDENTIAL_LIMITS.label
		? 'title'
		: login.length > CREDENTIAL_LIMITS.login
			? 'login'
			: password.length > CREDENTIAL_LIMITS.password
				? 'password'
				: url.length > CREDENTIAL_LIMITS.site ? 'url' : note.length > CREDENTIAL_LIMITS.note ? 'note' : null
}

/** True if the import writes the row into the vault. */
export const isTaken = (row: ImportRow): boolean => row.fate !== 'leave' && longField(row.entry) === null

/** The list that a row stands in. */
export function listOf(row: ImportRow): ListName {
	if (row.twin?.isSame === true && row.fate === 'leave') {
		return 'present'
	}
	if (row.fate === 'leave') {
		return 'left'
	}
	const asks = row.doubts.length > 0 || (row.twin !== null && !row.twin.isSame)
	return longField(row.entry) !== null || (asks && !row.isSettled) ? 'doubtful' : 'sure'
}

/** A row whose fields the person wrote. */
export function edited(row: ImportRow, entry: ImportedEntry): ImportRow {
	return { ...row, entry, isEdited: true, isSettled: true, fate: row.fate === 'update' ? 'update' : 'add' }
}

/** Words in front of the value that a cell held beside the one proposed; written by the readers. */
const OTHER = 'Autre valeur : '

/** The other value of a cell that held two, or null. */
export function otherValue({ entry }: ImportRow): string | null {
	return entry.note.split('\n').find((line) => line.startsWith(OTHER))?.slice(OTHER.length) ?? null
}

/** The row with the other value of its cell as password, and the one proposed before in the note. */
export function withOtherValue(row: ImportRow): ImportRow {
	const other = otherValue(row)
	const { entry } = row
	return other === null
		? row
		: edited(row, { ...entry, password: other, note: entry.note.replace(`${OTHER}${other}`, () => `${OTHER}${entry.password}`) })
}

/** The row without password: what looked like one goes into the note. */
export function passwordToNote(row: ImportRow): ImportRow {
	const { entry } = row
	return edited(row, { ...entry, password: '', note: [entry.password, entry.note].filter((text) => text !== '').join('\n') })
}

/** The row with login and password exchanged. */
export function exchanged(row: ImportRow): ImportRow {
	return edited(row, { ...row.entry, login: row.entry.password, password: row.entry.login })
}

/** A name is the first words of its text. */
const NAME_LENGTH = 60

/** A row that was no entry, as a note: its text is kept whole. */
export function asNote(row: ImportRow): ImportRow {
	const line = row.text.split('\n').map((part) => part.trim()).find((part) => part !== '') ?? ''
	const name = line.length > NAME_LENGTH ? `${line.slice(0, NAME_LENGTH).trim()}…` : line
	return edited(row, { ...NO_ENTRY, title: name, note: row.text })
}

/**
 * Rows of the file understood again, with what the person did to those that still stand at the same place.
 *
 * @param next - rows of the new understanding
 * @param before - rows of the one before
 */
export function keepAnswers(next: readonly ImportRow[], before: readonly ImportRow[]): readonly ImportRow[] {
	const placeOf = ({ place }: ImportRow): string => `${place.sheet}:${place.block}:${place.row}`
	const alone = (rows: readonly ImportRow[]): Map<string, ImportRow | null> => {
		const found = new Map<string, ImportRow | null>()
		rows.forEach((row) => found.set(placeOf(row), found.has(placeOf(row)) ? null : row))
		return found
	}
	const answered = alone(before)
	const places = alone(next)
	return next.map((row) => {
		const former = answered.get(placeOf(row)) ?? null
		const isKept = former !== null && places.get(placeOf(row)) !== null && (former.isEdited || (former.isSettled && former.fate === 'leave'))
		return isKept ? { ...former, key: row.key } : row
	})
}
