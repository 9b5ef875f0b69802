// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ArchiveApi } from './archive-service.ts'

import { createCaller } from '../worker/rpc.ts'

/** The archive Worker, seen from the page. */
export type ArchiveClient = ArchiveApi & {
	/** Ends the Worker and lets go of all it holds; calls under way and later ones reject with `locked`. */
	terminate(): void
}

const startWorker = (): Worker => new Worker(new URL('./archive.worker.ts', import.meta.url))

/**
 * Starts an archive Worker. A script that does not come, or memory that the computer does not have, rejects every
 * call with `offline` or `no-memory`.
 *
 * @param create - starts the Worker; given by tests only
 */
export function createArchiveClient(create: () => Worker = startWorker): ArchiveClient {
	const worker = create()
	const caller = createCaller(worker)
	let answered = false
	worker.addEventListener('message', () => {
		answered = true
	})
	worker.addEventListener('error', (event) => {
		event.preventDefault()
		caller.fail(answered ? 'no-memory' : 'offline')
	})
	const call = (method: keyof ArchiveApi) => (input: unknown): Promise<never> => caller.call(method, [input], true) as Promise<never>
	return {
		examine: call('examine'),
		encode: call('encode'),
		list: call('list'),
		terminate: () => {
			worker.terminate()
			caller.fail('locked')
		},
	}
}
