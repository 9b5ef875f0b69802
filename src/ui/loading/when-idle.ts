// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Runs a task once the browser has nothing else to do; within two seconds where it does not tell. */
export function whenIdle(task: () => unknown): void {
	const { requestIdleCallback } = globalThis as { readonly requestIdleCallback?: (callback: () => void) => void }
	if (requestIdleCallback === undefined) {
		setTimeout(task, 2_000)
	} else {
		requestIdleCallback(() => void task())
	}
}
