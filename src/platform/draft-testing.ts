// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DraftStorage, StoredDraft } from './draft-storage.ts'

/** What a browser keeps between two pages. For tests. */
export class MemoryDrafts implements DraftStorage {
	/** By user id, a space, and id of the draft. */
	readonly rows = new Map<string, StoredDraft>()
	/** The browser refuses everything. */
	isFull = false

	async put(draft: StoredDraft): Promise<void> {
		this.#mustWork()
		this.rows.set(`${draft.userId} ${draft.id}`, { ...draft, bytes: draft.bytes.slice() })
	}

	async all(): Promise<readonly StoredDraft[]> {
		this.#mustWork()
		return [...this.rows.values()]
	}

	async remove([userId, id]: readonly [string, string]): Promise<void> {
		this.#mustWork()
		this.rows.delete(`${userId} ${id}`)
	}

	#mustWork(): void {
		if (this.isFull) {
			throw new Error('QuotaExceededError')
		}
	}
}

/** As much of BroadcastChannel as is used, between the tabs of a test. For tests. */
export class Channels {
	static open: Channels[] = []
	onmessage: ((event: { readonly data: unknown }) => void) | null = null
	readonly name: string

	constructor(name: string) {
		this.name = name
		Channels.open.push(this)
	}

	postMessage(data: unknown): void {
		Channels.open.filter((other) => other !== this && other.name === this.name).forEach((other) => queueMicrotask(() => other.onmessage?.({ data })))
	}

	close(): void {
		Channels.open = Channels.open.filter((other) => other !== this)
	}
}

/** Locks of one browser: those who ask for one name pass one by one. For tests. */
export function fakeLocks() {
	const lines = new Map<string, Promise<unknown>>()
	return {
		request: (name: string, task: () => Promise<unknown>) => {
			const turn = (lines.get(name) ?? Promise.resolve()).then(task, task)
			lines.set(name, turn.catch(() => undefined))
			return turn
		},
	}
}
