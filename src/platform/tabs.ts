// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { withDeadline } from './request.ts'

/** Message between the tabs of one person. Carries no content of an edit. */
export type TabMessage
	/** An edit is about to be sent: another tab sends it if this one is closed. */
	= | { readonly kind: 'kept', readonly notebookId: string }
	/** The server refused the edits: they stay in the queue. */
		| { readonly kind: 'refused', readonly notebookId: string }
	/** The server confirmed the edits. */
		| { readonly kind: 'saved', readonly notebookId: string }
	/** The keys were forgotten. */
		| { readonly kind: 'locked' }
	/** The person is active: the automatic lock starts counting again. */
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
 * Opens the BroadcastChannel between the tabs of one person; a channel that does nothing where the browser has none.
 *
 * @param userId - whose tabs
 * @param hear - called with the messages of other tabs, never with those of this tab
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
 * Milliseconds to wait for a lock before it is stolen: a tab that the browser froze, or a computer put to sleep, never
 * releases it.
 */
const TAKEN_AFTER = 6_000
/** Milliseconds after which a lock counts as free: the tab that holds it may still be sending on a slow line. */
const TAKEN_OVER_AFTER = 60_000

/**
 * Runs a task under a Web Lock shared by the tabs of this browser. A lock held for too long is stolen. The lock only
 * avoids double work: two uploads of one revision have the same name, so correctness does not depend on it. Where the
 * browser has no locks (over plain HTTP), the task runs at once.
 *
 * @param name - of the lock
 * @param task - runs to its end even if another tab takes the lock away meanwhile
 * @param onHeld - told once, before the wait, when another tab holds the lock
 */
export async function withTabLock<T>(name: string, task: () => Promise<T>, onHeld: () => void = () => undefined): Promise<T> {
	const { locks } = globalThis.navigator as { readonly locks?: LockManager }
	if (locks === undefined) {
		return task()
	}
	let started: Promise<T> | null = null
	const run = (): Promise<T> => started ??= task()
	const ask = async (options: LockOptions): Promise<boolean> => {
		try {
			return await locks.request(`trousseau:${name}`, options, async (lock) => {
				if (lock === null) {
					return false
				}
				await run()
				return true
			})
		} catch (error) {
			// The wait timed out, or another tab stole the lock from the running task.
			if (started === null && options.signal?.aborted !== true) {
				throw error
			}
			return started !== null
		}
	}
	if (!await ask({ ifAvailable: true })) {
		onHeld()
		if (!await withDeadline(TAKEN_AFTER, (signal) => ask({ signal }))) {
			await ask({ steal: true })
		}
	}
	return run()
}

/** Resolves when no tab holds the lock any more, or after {@link TAKEN_OVER_AFTER}. */
export async function tabLockFree(name: string): Promise<void> {
	const { locks } = globalThis.navigator as { readonly locks?: LockManager }
	try {
		await withDeadline(TAKEN_OVER_AFTER, async (signal) => locks?.request(`trousseau:${name}`, { signal }, () => undefined))
	} catch {
		// Timed out.
	}
}
