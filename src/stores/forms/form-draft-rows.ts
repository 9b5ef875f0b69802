// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import * as v from 'valibot'
import { browserMemory } from '../../platform/browser-memory.ts'
import { logCaught } from '../../platform/log.ts'
import { CLEAR_DRAFTS, SEALED_DRAFTS } from './form-draft-count.ts'

/*
 * How this browser keeps what was typed in forms. Both kinds read what a former version kept, which had no bases: these
 * drafts are taken up over what is saved then.
 */

/** Forms of the inventory kept in this browser; the oldest gives way. */
const MAX_CLEAR = 20
/** Forms of passwords kept for one notebook; the oldest gives way. */
export const MAX_SEALED = 10

/** As typed: what is too long is for the form to say, not for this to lose. */
const text = v.string()
const values = v.record(text, v.union([text, v.boolean(), v.array(text)]))
const clearSchema = v.object({
	notebookId: text,
	place: text,
	at: text,
	/** Of the record to be made; empty where one is edited. */
	recordId: text,
	fields: values,
	base: v.optional(values, {}),
})
const sealedSchema = v.array(v.object({ id: text, isNew: v.boolean(), at: text, bytes: text }))
const contentSchema = v.object({
	schema: v.picklist([1, 2]),
	name: text,
	fields: values,
	base: v.optional(values, {}),
	/** Of a former version: what a new password says of its account. */
	account: v.optional(values, {}),
})

/** Value of one field of a form. */
export type FieldValue = string | boolean | readonly string[]

/** A draft of a form of the inventory, as it is kept in clear. */
export interface ClearRow {
	readonly notebookId: string
	/** Which form of which record. */
	readonly place: string
	/** When it was last typed in (ISO 8601). */
	readonly at: string
	/** Of the record to be made; empty where one is edited. */
	readonly recordId: string
	/** The fields that were touched. */
	readonly fields: Readonly<Record<string, FieldValue>>
	/** The saved values of these fields when they were typed in. */
	readonly base: Readonly<Record<string, FieldValue>>
}

/** The form of a password, sealed. */
export type SealedRow = v.InferOutput<typeof sealedSchema>[number]

/** The drafts of the inventory's forms, of every notebook. Rows that cannot be read are left out. */
export function clearRows(): readonly ClearRow[] {
	try {
		const rows = v.parse(v.array(v.unknown()), JSON.parse(browserMemory().preference(CLEAR_DRAFTS) ?? '[]'))
		return rows.flatMap((row) => {
			const { success, output } = v.safeParse(clearSchema, row)
			return success ? [output] : []
		})
	} catch (error) {
		logCaught('forms.read', error)
		return []
	}
}

/** Keeps these forms and no others. */
export function writeClear(rows: readonly ClearRow[]): void {
	browserMemory().setPreference(CLEAR_DRAFTS, rows.length === 0 ? null : JSON.stringify(rows.slice(-MAX_CLEAR)))
}

/** The sealed drafts of a notebook. */
export function sealedRows(notebookId: string): readonly SealedRow[] {
	try {
		return v.parse(sealedSchema, JSON.parse(browserMemory().preference(`${SEALED_DRAFTS}${notebookId}`) ?? '[]'))
	} catch (error) {
		logCaught('forms.read-sealed', error)
		return []
	}
}

/** Keeps these forms of passwords of a notebook and no others. */
export function writeSealed(notebookId: string, rows: readonly SealedRow[]): void {
	browserMemory().setPreference(`${SEALED_DRAFTS}${notebookId}`, rows.length === 0 ? null : JSON.stringify(rows))
}

/** The content of a sealed draft, once opened. Throws when it is none. */
export function openedDraft(json: unknown): Pick<ClearRow, 'base' | 'fields'> & { readonly name: string } | null {
	const { name, fields, base, account } = v.parse(contentSchema, json)
	return { name, base, fields: { ...account, ...fields } }
}
