// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Milliseconds of work after which the page gets its turn: under the fingers of an old computer, four times as much. */
const TURN = 12

/** Lets the page answer what was typed or clicked. */
export function pause(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 0)
	})
}

/**
 * Works through a list without holding the page.
 *
 * @param items - the list
 * @param work - for each of them
 * @param signal - ends it between two turns
 */
export async function inTurns<T>(items: readonly T[], work: (item: T, index: number) => void, signal?: AbortSignal): Promise<void> {
	let end = performance.now() + TURN
	for (const [index, item] of items.entries()) {
		work(item, index)
		if (performance.now() >= end) {
			await pause()
			if (signal?.aborted === true) {
				return
			}
			end = performance.now() + TURN
		}
	}
}
