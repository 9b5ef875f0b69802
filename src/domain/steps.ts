// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** A computation that can be left between two steps and taken up again. */
export type Steps<T> = Generator<undefined, T>

/**
 * Does all the steps at once.
 *
 * @param steps - a computation
 */
export function finish<T>(steps: Steps<T>): T {
	let step = steps.next()
	while (step.done !== true) {
		step = steps.next()
	}
	return step.value
}
