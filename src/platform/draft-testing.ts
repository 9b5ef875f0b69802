// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DraftStorage, StoredDraft } from './draft-storage.ts'

/** Drafts in memory, in the place of the browser's storage. For tests. */
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
		Channels.open
			.filter((other) => other !== this && other.name === this.name)
			.forEach((other) => queueMicrotask(() => other.onmessage?.({ data })))
	}

	close(): void {
		Channels.open = Channels.open.filter((other) => other !== this)
	}
}

interface FakeRequest {
	readonly ifAvailable?: boolean
	readonly steal?: boolean
	readonly signal?: AbortSignal
}

type LockTask = (lock: object | null) => Promise<unknown>

/** Locks of one browser, as the Web Locks API has them: those who ask for one name pass one by one, unless somebody steals. For tests. */
export function fakeLocks() {
	const held = new Map<string, { readonly rob: () => void }>()
	const lines = new Map<string, (() => void)[]>()

	function hold(name: string, task: LockTask): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const holder = { rob: () => reject(new DOMException('stolen', 'AbortError')) }
			held.set(name, holder)
			void Promise.resolve(task({ name })).then(resolve, reject).finally(() => {
				if (held.get(name) === holder) {
					held.delete(name)
					lines.get(name)?.shift()?.()
				}
			})
		})
	}

	return {
		request: (name: string, ...rest: readonly [LockTask] | readonly [FakeRequest, LockTask]): Promise<unknown> => {
			const [options, task] = rest.length === 1 ? [{} as FakeRequest, rest[0]] : rest
			const holder = held.get(name)
			if (holder !== undefined && options.ifAvailable === true) {
				return Promise.resolve(task(null))
			}
			if (holder === undefined || options.steal === true) {
				holder?.rob()
				return hold(name, task)
			}
			return new Promise((resolve, reject) => {
				const turn = (): void => void hold(name, task).then(resolve, reject)
				lines.set(name, [...lines.get(name) ?? [], turn])
				options.signal?.addEventListener('abort', () => {
					lines.set(name, (lines.get(name) ?? []).filter((other) => other !== turn))
					reject(options.signal?.reason as Error)
				})
			})
		},
	}
}
