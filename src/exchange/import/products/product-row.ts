// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Doubt, ImportedEntry, LeftReason, Outcome, Place } from '../model.ts'

import { withoutControls } from '../decode-text.ts'
import { hostOf } from '../looks.ts'

/** One entry of a product's export. Values stand as the product wrote them: a space may belong to a password. */
export interface ProductRow {
	readonly title: string
	readonly login: string
	readonly password: string
	readonly url: string
	readonly folder: string
	/** Parts of the note, each a line; empty ones are dropped. */
	readonly notes: readonly string[]
	readonly place: Place
	/** Kept in a secure note, without login nor password. */
	readonly isNote?: boolean
	readonly doubts?: readonly Doubt[]
}

const clean = (text: string): string => withoutControls(text).trim()

/** A list or object that an exporter wrote into a cell as JSON, in words; other text as it is. */
export function plainValue(text: string): string {
	if (!/^\s*[[{]/.test(text)) {
		return text
	}
	try {
		return inWords(JSON.parse(text))
	} catch {
		return text
	}
}

function inWords(value: unknown): string {
	if (Array.isArray(value)) {
		return value.map(inWords).filter((text) => text !== '').join(', ')
	}
	if (typeof value === 'object' && value !== null) {
		const object = value as Readonly<Record<string, unknown>>
		const label = inWords(object.label ?? object.name)
		const told = inWords(object.value ?? object.text ?? object.secret)
		return told === '' ? '' : label === '' ? told : `${label} : ${told}`
	}
	return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/**
 * A line "label : value" of a note, or "" when there is no value.
 *
 * @param label - in French
 * @param value - as exported
 */
export function labelled(label: string, value: string | undefined): string {
	return value === undefined || value.trim() === '' ? '' : `${label} : ${value.trim()}`
}

/**
 * How one entry of a product's export ends.
 *
 * @param row - as exported
 */
export function productOutcome(row: ProductRow): Outcome {
	const password = withoutControls(row.password)
	const url = clean(row.url)
	const login = clean(row.login)
	const doubts: Doubt[] = [...(row.doubts ?? [])]
	if (password !== row.password.replace(/\r\n?/g, '\n')) {
		doubts.push('nul')
	}
	if (password !== password.trim()) {
		doubts.push('trimmed')
	}
	if (password.trim() === '' && row.isNote !== true) {
		doubts.push('no-password')
	}
	const entry: ImportedEntry = {
		title: clean(row.title).replace(/\s*\n\s*/g, ' ') || hostOf(url) || login,
		login,
		password: password.trim(),
		url,
		note: row.notes.map(clean).filter((line) => line !== '').join('\n'),
		folder: clean(row.folder),
	}
	if (entry.title === '') {
		doubts.push('no-title')
	}
	return entry.title === '' && entry.password === '' && entry.note === ''
		? leftRow('no-account', row.place, '')
		: { kind: 'entry', entry, doubts, place: row.place }
}

/**
 * An entry of a product's export that is left out.
 *
 * @param reason - why
 * @param place - where it stands
 * @param text - its name
 */
export function leftRow(reason: LeftReason, place: Place, text: string): Outcome {
	return { kind: 'left', reason, place, text: clean(text) }
}
