// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** What one tab of a browser tells the others of the same person. Never anything of what is written. */
export type TabMessage
	/** An edit is about to leave: whoever can takes it over if that tab is closed. */
	= | { readonly kind: 'kept', readonly notebookId: string }
	/** The server refused them: they stay. */
		| { readonly kind: 'refused', readonly notebookId: string }
	/** The server confirmed. */
		| { readonly kind: 'saved', readonly notebookId: string }
	/** The keys were forgotten. */
		| { readonly kind: 'locked' }
	/** Somebody is there. */
		| { readonly kind: 'alive' }

/** The other tabs of this person in this browser. */
export interface TabChannel {
	readonly tell: (message: TabMessage) => void
	readonly close: () => void
}

const KINDS: ReadonlySet<string> = new Set(['kept', 'refused', 'saved', 'locked', 'alive'] satisfies TabMessage['kind'][])

function isMessage(value: unknown): value is TabMessage {
	return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(String(value.kind))
}

/**
 * Opens the channel between the tabs of one person. A browser without one tells nobody.
 *
 * @param userId - whose tabs
 * @param hear - told of what the others say, never of what this tab says
 */
export function openTabChannel(userId: string, hear: (message: TabMessage) => void): TabChannel {
	const Channel = (globalThis as { readonly BroadcastChannel?: typeof BroadcastChannel }).BroadcastChannel
	if (Channel === undefined) {
		return { tell: () => undefined, close: () => undefined }
	}
	const channel = new Channel(`trousseau:${userId}`)
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		if (isMessage(data)) {
			hear(data)
		}
	}
	return { tell: (message) => channel.postMessage(message), close: () => channel.close() }
}

/**
 * Runs a task while no other tab runs one of the same name. Where the browser has no locks (over plain HTTP), it
 * runs at once: what is sent twice is recognised by its name.
 */
export async function withTabLock<T>(name: string, task: () => Promise<T>): Promise<T> {
	const { locks } = globalThis.navigator as { readonly locks?: LockManager }
	return locks === undefined ? task() : await locks.request(`trousseau:${name}`, task)
}
