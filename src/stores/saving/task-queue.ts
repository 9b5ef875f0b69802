// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Runs a task once those given before have ended, well or badly. */
export type Enqueue = <T>(task: () => Promise<T>) => Promise<T>

/** A queue for what must not happen at the same time: each save is made from the state that the one before left. */
export function taskQueue(): Enqueue {
	let last: Promise<unknown> = Promise.resolve()
	return (task) => {
		const result = last.then(task, task)
		last = result.catch(() => undefined)
		return result
	}
}
