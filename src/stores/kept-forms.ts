// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonObject } from '../domain/json.ts'
import type { CredentialForm } from './credentials.ts'

import { defineStore } from 'pinia'
import * as v from 'valibot'
import { shallowRef } from 'vue'
import { browserMemory } from '../platform/browser-memory.ts'
import { toBase64 } from '../vault/bytes.ts'
import { cryptoClient } from './crypto.ts'
import { TYPED_FORMS } from './typed.ts'
import { useVaultStore } from './vault.ts'

/** Entries kept for one notebook; the oldest gives way. */
const MAX_KEPT = 10
/** Milliseconds between what is typed and what is kept. */
const DELAY = 400

const FIELDS = ['label', 'login', 'password', 'site', 'note'] as const

const text = v.pipe(v.string(), v.maxLength(10_000))
const contentSchema = v.object({
	schema: v.literal(1),
	at: text,
	name: text,
	fields: v.partial(v.object({ label: text, login: text, password: text, site: text, note: text })),
	account: v.optional(v.object({
		toolId: text,
		newToolName: text,
		kind: v.picklist(['personal', 'shared', 'admin', 'technical', 'certificate', 'unknown']),
		mfa: v.picklist(['none', 'sms', 'app', 'key', 'certificate', 'unknown']),
		holderIds: v.array(text),
	})),
})

/** What was typed of one password, without "Save". */
type Content = v.InferOutput<typeof contentSchema>

const rowsSchema = v.array(v.object({ id: text, isNew: v.boolean(), at: text, bytes: v.string() }))
type Row = v.InferOutput<typeof rowsSchema>[number]

/** An entry that somebody began and did not save. */
export interface KeptForm {
	readonly id: string
	readonly isNew: boolean
	/** When it was last typed in (ISO 8601). */
	readonly at: string
	/** Under which it can be recognised; may be empty. */
	readonly name: string
}

/**
 * What is typed in a form of a password and not saved yet: sealed to this person and kept in this browser, so that
 * a lock, a search or a closed page loses none of it. It never leaves the browser, and is saved by "Save" alone.
 */
export const useKeptFormsStore = defineStore('kept-forms', () => {
	const vault = useVaultStore()
	const list = shallowRef<readonly KeptForm[]>([])
	/** The one that somebody chose to take up. */
	let chosen = ''
	const waiting = new Map<string, ReturnType<typeof setTimeout>>()
	const turns = new Map<string, number>()

	const key = (): string => `${TYPED_FORMS}${vault.place?.notebookId ?? ''}`

	function rows(): readonly Row[] {
		try {
			return v.parse(rowsSchema, JSON.parse(browserMemory().preference(key()) ?? '[]'))
		} catch {
			return []
		}
	}

	function write(next: readonly Row[]): void {
		browserMemory().setPreference(key(), next.length === 0 ? null : JSON.stringify(next))
	}

	/** Keeps a form in a moment, as it will be then. */
	function keepSoon(form: CredentialForm): void {
		if (!waiting.has(form.id)) {
			waiting.set(form.id, setTimeout(() => void keep(form), DELAY))
		}
	}

	/** Keeps a form now; one that holds nothing new is forgotten. Never rejects: locked meanwhile, what was kept before stays. */
	async function keep(form: CredentialForm): Promise<void> {
		cancel(form.id)
		const notebookId = vault.place?.notebookId
		const changed = FIELDS.filter((field) => form[field] !== form.initial[field])
		if (notebookId === undefined) {
			return
		}
		if (changed.length === 0) {
			drop(form.id)
			return
		}
		const at = new Date().toISOString()
		const { toolId, newToolName, kind, mfa, holderIds } = form.account
		const content: JsonObject = {
			schema: 1,
			at,
			name: form.label,
			fields: Object.fromEntries(changed.map((field) => [field, form[field]])),
			...form.isNew ? { account: { toolId, newToolName, kind, mfa, holderIds: [...holderIds] } } : {},
		}
		const target = key()
		const turn = beginTurn(form.id)
		try {
			const bytes = await cryptoClient().sealDraft({ notebookId, draftId: form.id, content })
			if (target === key() && turns.get(form.id) === turn) {
				write([...rows().filter(({ id }) => id !== form.id), { id: form.id, isNew: form.isNew, at, bytes: toBase64(bytes) }].slice(-MAX_KEPT))
			}
		} catch {
			// The keys are gone, and what was kept a moment ago stays.
		}
	}

	/** What is sealed meanwhile and comes after something later is not kept. */
	function beginTurn(id: string): number {
		const turn = (turns.get(id) ?? 0) + 1
		turns.set(id, turn)
		return turn
	}

	function cancel(id: string): void {
		clearTimeout(waiting.get(id))
		waiting.delete(id)
	}

	/** Forgets an entry: it is saved, or given up. */
	function drop(id: string): void {
		cancel(id)
		beginTurn(id)
		const kept = rows()
		if (kept.some((row) => row.id === id)) {
			write(kept.filter((row) => row.id !== id))
		}
		list.value = list.value.filter((entry) => entry.id !== id)
	}

	async function open(row: Row): Promise<Content | null> {
		const notebookId = vault.place?.notebookId ?? ''
		try {
			return v.parse(contentSchema, await cryptoClient().openDraft({ notebookId, draftId: row.id, bytes: Uint8Array.from(atob(row.bytes), (character) => character.charCodeAt(0)) }))
		} catch {
			// Sealed to a former key of this person, or damaged: it is not shown, and another key may open it.
			return null
		}
	}

	/** Reads again what this browser keeps of the open notebook. Needs the keys. */
	async function refresh(): Promise<void> {
		const found: KeptForm[] = []
		for (const row of rows()) {
			const content = await open(row)
			if (content !== null) {
				found.push({ id: row.id, isNew: row.isNew, at: row.at, name: content.name })
			}
		}
		list.value = found
	}

	/**
	 * Puts into a form what was typed before; what was not touched then stays as it is saved now.
	 *
	 * @param form - of the same password; a new one takes up the one chosen, or the last new one that was begun
	 * @return when it was typed; null when there is nothing
	 */
	async function resume(form: CredentialForm): Promise<string | null> {
		const isThere = (id: string): boolean => vault.credentials.some((credential) => credential.id === id)
		const fitting = rows().filter(({ id, isNew }) => form.isNew ? id === chosen || (isNew && !isThere(id)) : id === form.id)
		const row = fitting.find(({ id }) => id === chosen) ?? fitting.at(-1)
		chosen = ''
		const content = row === undefined ? null : await open(row)
		if (row === undefined || content === null) {
			return null
		}
		if (form.isNew && isThere(row.id)) {
			// It lies in the trash: what was typed goes on under the new form's own id.
			drop(row.id)
		} else {
			form.id = row.id
		}
		Object.assign(form, content.fields)
		if (content.account !== undefined) {
			Object.assign(form.account, content.account)
		}
		return row.at
	}

	/** Says which entry the next form takes up. */
	function choose(id: string): void {
		chosen = id
	}

	return { list, choose, keep, keepSoon, drop, refresh, resume }
})
