// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Milliseconds of work per slice: not perceptible while typing, even on a computer four times slower. */
const SLICE = 8
/** Milliseconds between two slices in a browser without `requestIdleCallback`. */
const REST = 50

/** Global scope with the optional `requestIdleCallback`. */
interface IdleScope {
	readonly requestIdleCallback?: (callback: (deadline: { timeRemaining(): number }) => void) => number
	readonly cancelIdleCallback?: (handle: number) => void
}

/**
 * Does some work a little at a time, whenever the browser has nothing else to do.
 *
 * @param work - goes on for as long as it is let to; returns whether it is done
 * @return ends it
 */
export function inIdleSlices(work: (mayGoOn: () => boolean) => boolean): () => void {
	const { requestIdleCallback, cancelIdleCallback } = globalThis as IdleScope
	let cancel = (): void => {}
	const slice = (isIdle: () => boolean): void => {
		const end = performance.now() + SLICE
		if (!work(() => isIdle() && performance.now() < end)) {
			plan()
		}
	}
	const plan = (): void => {
		if (requestIdleCallback === undefined) {
			const timer = setTimeout(slice, REST, () => true)
			cancel = () => clearTimeout(timer)
		} else {
			const handle = requestIdleCallback((deadline) => slice(() => deadline.timeRemaining() > 0))
			cancel = () => cancelIdleCallback?.(handle)
		}
	}
	plan()
	return () => cancel()
}
