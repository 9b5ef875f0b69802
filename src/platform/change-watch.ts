// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TrousseauError } from '../domain/errors.ts'
import type { DavClient } from './dav/client.ts'

import { asTrousseauError } from '../domain/errors.ts'

/** Folder to watch, callbacks, and sources of the events (visibility, network). */
export interface WatchOptions {
	readonly client: DavClient
	/** The notebook's folder: its ETag changes with any revision of any of its journals. */
	readonly path: string
	/** Something below the folder changed, by us or by others. The next check waits for it. */
	readonly onChange: () => Promise<void> | void
	/** A check that failed. The next ones come later and later, until one succeeds. */
	readonly onError?: (error: TrousseauError) => void
	/** A check succeeded after one that failed: the line is back. */
	readonly onBack?: () => void
	/** Milliseconds between two checks while the tab is looked at. */
	readonly interval?: number
	/** Source of `visibilitychange`; checks pause while it is hidden. */
	readonly page?: Pick<Document, 'addEventListener' | 'hidden' | 'removeEventListener'>
	/** Source of the `online` event. */
	readonly network?: Pick<Window, 'addEventListener' | 'removeEventListener'>
}

/** A watch that runs. */
export interface Watch {
	/** Checks now, besides the regular checks. */
	readonly check: () => Promise<void>
	readonly stop: () => void
}

const INTERVAL = 20_000
const LONGEST_INTERVAL = 5 * 60_000

/**
 * Watches a folder by asking for its ETag: every 20 seconds while the tab is looked at, never while it is hidden,
 * at once when it is looked at again or the network is back. The first answer is what later ones are compared with.
 */
export function watchFolder(options: WatchOptions): Watch {
	const { client, path, onChange, onError, onBack, interval = INTERVAL, page = document, network = window } = options
	let known: string | null = null
	let failures = 0
	let timer: ReturnType<typeof setTimeout> | undefined
	let running: Promise<void> | null = null
	const stopping = new AbortController()

	const ask = async (): Promise<void> => {
		try {
			const [row] = await client.propfind(path, 0, ['etag'], { signal: stopping.signal })
			const etag = row?.get('etag') ?? null
			const changed = known !== null && etag !== known
			const isBack = failures > 0
			failures = 0
			if (isBack && !stopping.signal.aborted) {
				onBack?.()
			}
			if (changed && !stopping.signal.aborted) {
				await onChange()
			}
			// Only now: a change that could not be read is a change again at the next check.
			known = etag
		} catch (caught) {
			failures += 1
			if (!stopping.signal.aborted) {
				onError?.(asTrousseauError(caught))
			}
		}
	}
	const plan = (): void => {
		clearTimeout(timer)
		if (!page.hidden && !stopping.signal.aborted) {
			timer = setTimeout(check, Math.min(LONGEST_INTERVAL, interval * 2 ** failures))
		}
	}
	const check = (): Promise<void> => {
		clearTimeout(timer)
		running ??= ask().finally(() => {
			running = null
			plan()
		})
		return running
	}
	const onVisibility = (): void => {
		if (page.hidden) {
			clearTimeout(timer)
		} else {
			void check()
		}
	}
	page.addEventListener('visibilitychange', onVisibility)
	network.addEventListener('online', onVisibility)
	if (!page.hidden) {
		void check()
	}
	return {
		check,
		stop: () => {
			stopping.abort()
			clearTimeout(timer)
			page.removeEventListener('visibilitychange', onVisibility)
			network.removeEventListener('online', onVisibility)
		},
	}
}
