// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import * as v from 'valibot'
import { browserMemory } from '../../platform/browser-memory.ts'
import { logCaught } from '../../platform/log.ts'
import { CLEAR_DRAFTS, SEALED_DRAFTS } from './form-draft-count.ts'

/*
 * Storage format of form drafts in the browser. Rows of a former version have no base values: such drafts are applied
 * over the current saved values.
 */

/** Forms of the inventory kept in this browser; the oldest gives way. */
const MAX_CLEAR = 20
/** Forms of passwords kept for one notebook; the oldest gives way. */
export const MAX_SEALED = 10

/** Stored as typed, without limit of length: the form validates. */
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
	/** Of a former version: account fields entered with a new password. */
	account: v.optional(values, {}),
})

/** Value of one form field. */
export type FieldValue = string | boolean | readonly string[]

/** Unsaved input of a form. */
export interface ClearRow {
	readonly notebookId: string
	/** Which form of which record. */
	readonly place: string
	/** Time of the last input (ISO 8601). */
	readonly at: string
	/** Of the record to be made; empty where one is edited. */
	readonly recordId: string
	/** The fields that were touched. */
	readonly fields: Readonly<Record<string, FieldValue>>
	/** Saved values of these fields when the input was made. */
	readonly base: Readonly<Record<string, FieldValue>>
}

/** The form of a password, sealed. */
export type SealedRow = v.InferOutput<typeof sealedSchema>[number]

/** Stored drafts of inventory forms, of all notebooks. Unreadable rows are left out. */
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

/** Stored drafts of password forms of a notebook. */
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

/** Content of an opened password draft. Throws if it is not one. */
export function openedDraft(json: unknown): Pick<ClearRow, 'base' | 'fields'> & { readonly name: string } | null {
	const { name, fields, base, account } = v.parse(contentSchema, json)
	return { name, base, fields: { ...account, ...fields } }
}
