// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Draft } from '../../platform/drafts.ts'

import { defineStore } from 'pinia'
import * as v from 'valibot'
import { ref } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { newId } from '../../domain/inventory/ids.ts'
import { browserMemory } from '../../platform/browser-memory.ts'
import { browserDrafts } from '../../platform/drafts.ts'
import { currentUser } from '../../platform/session.ts'
import { toBase64 } from '../../vault/file/bytes.ts'
import { CLEAR_DRAFTS, SEALED_DRAFTS, typedForms } from '../forms/form-draft-count.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { useVaultStore } from '../vault/vault.ts'
import { findSaveQueue } from './save-queue.ts'
import { useSavingStore } from './saving.ts'

/** Unsaved data that a sign-out would delete. */
export interface AtStake {
	/** Edits that the server does not have, of every notebook. */
	readonly edits: number
	/** Forms typed in and not saved, of every notebook. */
	readonly forms: number
	/** A backup was prepared and not taken. */
	readonly backup: boolean
	/** Something was asked of the server, which did not confirm it. */
	readonly unconfirmed: boolean
}

/** Data read back from a file. */
export interface BroughtBack {
	readonly edits: number
	readonly forms: number
}

const FORMAT = 'trousseau-waiting'
const VERSION = 1
/** A file holds some edits of a few kilobytes. */
const MAX_FILE = 64 * 1024 * 1024

const text = v.string()
const draftSchema = v.object({
	id: text,
	notebookId: text,
	vaultId: text,
	sealed: v.boolean(),
	base: v.array(text),
	at: text,
	sentAs: v.array(text),
	bytes: text,
})
const rowsSchema = v.array(v.looseObject({}))
const contentSchema = v.object({ drafts: v.array(draftSchema), forms: v.record(text, rowsSchema), inputs: rowsSchema })
const fileSchema = v.object({
	format: v.literal(FORMAT),
	version: v.number(),
	userId: text,
	/** Sealed to the person whose key was open. */
	sealed: v.optional(v.object({ notebookId: text, id: text, bytes: text })),
	content: v.optional(contentSchema),
})
type Content = v.InferOutput<typeof contentSchema>

const fromBase64 = (value: string): Uint8Array => Uint8Array.from(atob(value), (character) => character.charCodeAt(0))

/** Result of `read`; throws `altered` if it fails. */
function orAltered<T>(read: () => T): T {
	try {
		return read()
	} catch (error) {
		throw new TrousseauError('altered', {}, error)
	}
}

/**
 * Signing out with unsaved data: shows it, exports it to a file, and imports that file again. Vault data is sealed in the
 * file as it is in the browser.
 */
export const usePartingStore = defineStore('parting', () => {
	const saving = useSavingStore()
	const vault = useVaultStore()
	/** True if the person has downloaded the file since the last change of the waiting data. */
	const taken = ref(false)

	async function atStake(): Promise<AtStake> {
		const counts = await browserDrafts().counts()
		const edits = [...counts.values()].reduce((sum, many) => sum + many, 0)
		return {
			edits: Math.max(edits, saving.kept),
			forms: typedForms(),
			backup: saving.backupInHand,
			unconfirmed: saving.unconfirmed !== null,
		}
	}

	/** Everything that waits in this browser, as one file. */
	async function takeAlong(): Promise<{ readonly blob: Blob, readonly name: string }> {
		const disk = browserDrafts()
		const drafts = (await Promise.all([...(await disk.counts()).keys()].map((notebookId) => disk.list(notebookId)))).flat()
		const memory = browserMemory()
		const content: Content = {
			drafts: drafts.map(({ refusal: _refusal, bytes, base, sentAs, ...rest }) => ({
				...rest,
				base: [...base],
				sentAs: [...sentAs],
				bytes: toBase64(bytes),
			})),
			forms: Object.fromEntries([...memory.preferences(SEALED_DRAFTS)].map(([name, rows]) => [name, rowsOf(rows)])),
			inputs: rowsOf(memory.preference(CLEAR_DRAFTS)),
		}
		const head = { format: FORMAT, version: VERSION, userId: currentUser().id }
		const file
			= vault.identity === null || vault.place === null
				? { ...head, content }
				: { ...head, sealed: await seal(content, vault.place.notebookId) }
		taken.value = true
		return {
			blob: new Blob([JSON.stringify(file)], { type: 'application/json' }),
			name: `trousseau-a-reprendre-${new Date().toISOString().slice(0, 10)}.json`,
		}
	}

	async function seal(
		content: Content,
		notebookId: string,
	): Promise<{ readonly notebookId: string, readonly id: string, readonly bytes: string }> {
		const id = newId()
		return {
			notebookId,
			id,
			bytes: toBase64(await cryptoClient().sealDraft({ notebookId, draftId: id, content: JSON.parse(JSON.stringify(content)) })),
		}
	}

	/**
	 * Imports a file into this browser's stored data: edits are then offered like those of an ended session. Rejects with
	 * `altered`, `too-large`, `unsupported-version`, `other-user` for another person's file, `locked` if the passphrase is
	 * needed first.
	 */
	async function bringBack(bytes: Uint8Array): Promise<BroughtBack> {
		if (bytes.length > MAX_FILE) {
			throw new TrousseauError('too-large', { size: bytes.length, limit: MAX_FILE })
		}
		const file = orAltered(() => v.parse(fileSchema, JSON.parse(new TextDecoder().decode(bytes))))
		if (file.version > VERSION) {
			throw new TrousseauError('unsupported-version', { format: file.version })
		}
		if (file.userId !== currentUser().id) {
			throw new TrousseauError('other-user')
		}
		const { drafts, forms, inputs }
			= file.sealed === undefined ? (file.content ?? { drafts: [], forms: {}, inputs: [] }) : await open(file.sealed)
		const edits = await keepDrafts(drafts.map(({ bytes: sealed, ...rest }) => ({
			...rest,
			refusal: 'session-expired',
			bytes: orAltered(() => fromBase64(sealed)),
		})))
		const typed = [...Object.entries(forms).filter(([name]) => name.startsWith(SEALED_DRAFTS)), [CLEAR_DRAFTS, inputs] as const]
			.reduce((sum, [name, rows]) => sum + addRows(name, rows), 0)
		await (await findSaveQueue())?.wake()
		return { edits, forms: typed }
	}

	async function open({
		notebookId,
		id,
		bytes,
	}: {
		readonly notebookId: string
		readonly id: string
		readonly bytes: string
	}): Promise<Content> {
		if (vault.identity === null) {
			throw new TrousseauError('locked')
		}
		const content = await cryptoClient().openDraft({ notebookId, draftId: id, bytes: orAltered(() => fromBase64(bytes)) })
		return orAltered(() => v.parse(contentSchema, content))
	}

	return { taken, atStake, takeAlong, bringBack }
})

/** Keeps those that this browser does not have. */
async function keepDrafts(drafts: readonly Draft[]): Promise<number> {
	const disk = browserDrafts()
	let kept = 0
	for (const draft of drafts) {
		if (!(await disk.list(draft.notebookId)).some(({ id }) => id === draft.id)) {
			await disk.keep(draft)
			kept++
		}
	}
	return kept
}

type Rows = v.InferOutput<typeof rowsSchema>

function rowsOf(json: string | null): Rows {
	try {
		return v.parse(rowsSchema, JSON.parse(json ?? '[]'))
	} catch {
		return []
	}
}

/** Adds form drafts; one already present for the same form is kept. */
function addRows(name: string, rows: Rows): number {
	const keyOf = ({ id, notebookId, place }: Rows[number]): string => JSON.stringify([id, notebookId, place])
	const here = rowsOf(browserMemory().preference(name))
	const missing = rows.filter((row) => !here.some((other) => keyOf(other) === keyOf(row)))
	if (missing.length > 0) {
		browserMemory().setPreference(name, JSON.stringify([...here, ...missing]))
	}
	return missing.length
}
