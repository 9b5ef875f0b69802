// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Imported, ImportHead } from './import-service.ts'
import type { Corrections, Outcome } from './model.ts'
import type { Refusal } from './refusal.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { buffersIn, createCaller } from '../../worker/rpc.ts'

/** Milliseconds that a file may take: twenty times what the largest one that is accepted takes on a slow computer. */
const PATIENCE = 60_000

/** Rows of one message: its copy takes the page about two milliseconds. */
export const SLICE = 500

/** A file as understood with all its rows, or why it is refused. */
export type Read = { readonly head: ImportHead, readonly outcomes: readonly Outcome[], readonly refused: null }
	| { readonly head: null, readonly outcomes: null, readonly refused: Refusal }

/** Progress of a reading: rows received, of all; `total` is 0 while the file itself is read. */
export type OnProgress = (done: number, total: number) => void

/** The import Worker, seen from the page. */
export interface ImportClient {
	/** Reads a file. Its bytes are handed over. */
	read(bytes: Uint8Array, passphrase: string, progress: OnProgress): Promise<Read>
	/** Reads pasted text. */
	paste(text: string, progress: OnProgress): Promise<Read>
	/** Understands the last notebook again. */
	correct(corrections: Corrections, progress: OnProgress): Promise<Read>
	/** Ends the Worker and lets go of all it holds; calls under way and later ones reject with `locked`. */
	terminate(): void
}

/** Dependencies of a client; replaced by tests. */
export interface ImportClientSettings {
	readonly create?: () => Worker
	/** Milliseconds. */
	readonly patience?: number
}

const startWorker = (): Worker => new Worker(new URL('./import.worker.ts', import.meta.url))

/**
 * Starts an import Worker. A Worker that does not answer in time is ended, with all the memory it took: the file is then
 * refused as `too-slow`; one that dies, as `no-memory`. Rejects with `offline` when its script does not come, and with
 * `locked` once it is ended.
 */
export function createImportClient({ create = startWorker, patience = PATIENCE }: ImportClientSettings = {}): ImportClient {
	const worker = create()
	const caller = createCaller(worker)
	let answered = false
	let ended: Refusal | null = null
	worker.addEventListener('message', () => {
		answered = true
	})
	worker.addEventListener('error', (event) => {
		event.preventDefault()
		end(answered ? 'no-memory' : null)
	})

	/** @param refusal - what the file is refused as; null when the script did not come */
	function end(refusal: Refusal | null): void {
		ended = refusal
		worker.terminate()
		caller.fail(refusal === null ? 'offline' : 'no-memory')
	}

	async function asked(method: string, input: object): Promise<unknown> {
		const timer = setTimeout(() => end('too-slow'), patience)
		try {
			return await caller.call(method, [input], buffersIn(input))
		} finally {
			clearTimeout(timer)
		}
	}

	async function whole(method: string, input: object, progress: OnProgress): Promise<Read> {
		progress(0, 0)
		try {
			const { head, refused } = await asked(method, input) as Imported
			if (head === null) {
				return { head, outcomes: null, refused }
			}
			const outcomes: Outcome[] = []
			while (outcomes.length < head.total) {
				const slice = await asked('outcomes', { from: outcomes.length, count: SLICE }) as readonly Outcome[]
				if (slice.length === 0) {
					break
				}
				outcomes.push(...slice)
				progress(outcomes.length, head.total)
			}
			return { head, outcomes, refused: null }
		} catch (caught) {
			if (ended !== null) {
				return { head: null, outcomes: null, refused: ended }
			}
			throw asTrousseauError(caught)
		}
	}

	return {
		read: (bytes, passphrase, progress) => whole('read', passphrase === '' ? { bytes } : { bytes, passphrase }, progress),
		paste: (text, progress) => whole('paste', { text }, progress),
		correct: (corrections, progress) => whole('correct', { corrections }, progress),
		terminate: () => {
			worker.terminate()
			caller.fail('locked')
		},
	}
}
