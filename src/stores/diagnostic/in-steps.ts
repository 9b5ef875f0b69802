// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Steps } from '../../domain/steps.ts'

import { finish } from '../../domain/steps.ts'
import { inIdleSlices } from './idle-slices.ts'

/** Records from which a computation over all of them could be felt under the fingers on an old computer. */
const MANY = 1_500

/**
 * Does a computation at once for a notebook of the usual size, and while the browser is idle for a very large one.
 *
 * @param size - how many records it looks at
 * @param steps - the computation
 * @param done - receives its result
 * @param pending - called when the result has to wait: what is shown meanwhile may be of another notebook
 * @return gives it up
 */
export function inSteps<T>(size: number, steps: Steps<T>, done: (result: T) => void, pending: () => void): () => void {
	if (size < MANY) {
		done(finish(steps))
		return () => {}
	}
	pending()
	return inIdleSlices((mayGoOn) => {
		do {
			const step = steps.next()
			if (step.done === true) {
				done(step.value)
				return true
			}
		} while (mayGoOn())
		return false
	})
}
