// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { watch } from '@vue/reactivity'

/** Timing of a watcher. */
export interface WatchingOptions {
	/** Also at once, with what is there. */
	readonly immediate?: boolean
	/** True to run at each change instead of once at the end of the current task. */
	readonly sync?: boolean
}

/**
 * Calls back when a state changes; for stores, instead of Vue's `watch`. That one holds the component on behalf of which it
 * was called for as long as it lives, and a store, which lives as long as the page, is often begun by a component that does
 * not: with that component stays what was last typed in the fields of its screen, such as a passphrase.
 *
 * @param source - what is looked at; a list, to look at several
 * @param changed - receives the state, and the one before, if any
 * @param options - when
 * @return stops it
 */
export function watchState<T>(
	source: () => T,
	changed: (state: T, before: T | undefined) => unknown,
	{ immediate = false, sync = false }: WatchingOptions = {},
): () => void {
	return watch(source, changed, {
		immediate,
		// Vue passes the same job for several changes in one task: the repeated runs find no change and do nothing.
		scheduler: (job, isFirst) => (isFirst || sync ? job() : queueMicrotask(job)),
	})
}
