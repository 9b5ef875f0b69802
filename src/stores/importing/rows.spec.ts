// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Doubt, ImportedEntry, Outcome } from '../../exchange/import/model.ts'

import { describe, expect, it } from 'vitest'
import { CREDENTIAL_LIMITS } from '../../domain/limits.ts'
import { asNote, edited, exchanged, isTaken, keepAnswers, listOf, otherValue, passwordToNote, rowOf, withOtherValue } from './rows.ts'

const ENTRY: ImportedEntry = { title: 'Kanari', login: 'agent', password: 'Soleil-1', url: '', note: '', folder: '' }

function row(entry: Partial<ImportedEntry> = {}, doubts: readonly Doubt[] = [], at = 0) {
	return rowOf({ kind: 'entry', entry: { ...ENTRY, ...entry }, doubts, place: { sheet: 0, block: 0, row: at } }, at)
}

const LEFT: Outcome = { kind: 'left', reason: 'text', text: 'Le code du portail est chez le maire\nde Kanari', place: { sheet: 0, block: 0, row: 7 } }

describe('a row of the wizard', () => {
	it('stands in one list: to check until it is answered, sure, already there, or left out', () => {
		expect(listOf(row())).toBe('sure')
		expect(listOf(row({}, ['phone']))).toBe('doubtful')
		expect(listOf({ ...row({}, ['phone']), isSettled: true })).toBe('sure')
		expect(listOf(rowOf(LEFT, 1))).toBe('left')
		const twin = { id: 'x', label: 'Kanari', isSame: true }
		expect(listOf({ ...row(), twin, fate: 'leave' })).toBe('present')
		expect(listOf({ ...row(), twin: { ...twin, isSame: false } })).toBe('doubtful')
	})

	it('is not imported while a field is too long for the vault, and never cut', () => {
		const long = row({ title: 'k'.repeat(CREDENTIAL_LIMITS.label + 1) })
		expect([isTaken(long), listOf(long)]).toEqual([false, 'doubtful'])
		expect(isTaken(edited(long, ENTRY))).toBe(true)
	})

	it('exchanges its two values, and keeps the one that is not taken in the note', () => {
		const two = row({ password: 'Neuf-2', note: 'tiroir\nAutre valeur : Vieux$&1' }, ['several-passwords'])
		expect(otherValue(two)).toBe('Vieux$&1')
		expect(withOtherValue(two).entry).toMatchObject({ password: 'Vieux$&1', note: 'tiroir\nAutre valeur : Neuf-2' })
		expect(withOtherValue(withOtherValue(two)).entry).toEqual(two.entry)
	})

	it('loses nothing when a password was a note, or a login a password', () => {
		expect(passwordToNote(row({ password: '05 49 00 00 00', note: 'gardien' })).entry).toMatchObject({ password: '', note: '05 49 00 00 00\ngardien' })
		expect(exchanged(row()).entry).toMatchObject({ login: 'Soleil-1', password: 'agent' })
	})

	it('that was no entry becomes a note with its whole text', () => {
		const note = asNote(rowOf(LEFT, 1))
		expect(note).toMatchObject({ fate: 'add', entry: { title: 'Le code du portail est chez le maire', note: LEFT.kind === 'left' ? LEFT.text : '' } })
		expect(isTaken(note)).toBe(true)
	})

	it('keeps what the person wrote when the file is understood again with other columns', () => {
		const before = [edited(row(), { ...ENTRY, login: 'écrit' }), row({}, [], 1), { ...row({}, [], 2), fate: 'leave' as const, isSettled: true }]
		const next = [row({ login: 'lu' }), row({ login: 'lu' }, [], 1), row({ login: 'lu' }, [], 2)].map((one) => ({ ...one, key: one.key + 5 }))
		expect(keepAnswers(next, before).map(({ key, entry, fate }) => [key, entry.login, fate])).toEqual([[5, 'écrit', 'add'], [6, 'lu', 'add'], [7, 'agent', 'leave']])
	})
})
