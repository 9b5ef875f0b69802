// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { withDeadline } from './request.ts'

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
 * Milliseconds that a tab may keep the others waiting. One that the browser froze, or that the computer put to sleep,
 * lets go of nothing.
 */
const TAKEN_AFTER = 6_000
/** Milliseconds before what another tab began is taken over: it may be at work on a slow line. */
const TAKEN_OVER_AFTER = 60_000

/**
 * Runs a task while no other tab runs one of the same name, or once a tab that lets go of nothing has been waited for
 * long enough. What is done twice is recognised by its name: a lock saves work, it protects nothing. Where the browser
 * has no locks (over plain HTTP), the task runs at once.
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
			// The wait is over, or the lock was taken away from a task under way.
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

/** Resolves when no tab holds a lock any more, or when that has lasted too long. */
export async function tabLockFree(name: string): Promise<void> {
	const { locks } = globalThis.navigator as { readonly locks?: LockManager }
	try {
		await withDeadline(TAKEN_OVER_AFTER, async (signal) => locks?.request(`trousseau:${name}`, { signal }, () => undefined))
	} catch {
		// It lasted too long.
	}
}
