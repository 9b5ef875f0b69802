// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { StrengthApi } from './strength-service.ts'

import { createCaller } from '../rpc.ts'

/** A strength Worker, seen from who started it. */
export type StrengthClient = StrengthApi & {
	/** Ends the Worker; calls under way and later ones reject with `locked`. */
	terminate(): void
}

const startWorker = (): Worker => new Worker(new URL('./strength.worker.ts', import.meta.url))

/**
 * Starts a strength Worker. A script that does not come rejects every call with `not-loaded`, one that fails with `no-memory`.
 *
 * @param create - starts the Worker; given by tests only
 */
export function createStrengthClient(create: () => Worker = startWorker): StrengthClient {
	const worker = create()
	const caller = createCaller(worker)
	worker.addEventListener('error', (event) => {
		event.preventDefault()
		// The error event of a script that failed to load has no message.
		caller.fail('message' in event ? 'no-memory' : 'not-loaded')
	})
	return {
		know: (words) => caller.call('know', [words]) as Promise<void>,
		judge: (inputs) => caller.call('judge', [inputs]) as ReturnType<StrengthApi['judge']>,
		terminate: () => {
			worker.terminate()
			caller.fail('locked')
		},
	}
}
