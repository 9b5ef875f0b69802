// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { watch } from '@vue/reactivity'

/** When a watcher runs. */
export interface WatchingOptions {
	/** Also at once, with what is there. */
	readonly immediate?: boolean
	/** At each change, rather than once after all those of the task at hand. */
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
		// What is asked twice in one task runs once: the second finds nothing new.
		scheduler: (job, isFirst) => (isFirst || sync ? job() : queueMicrotask(job)),
	})
}
