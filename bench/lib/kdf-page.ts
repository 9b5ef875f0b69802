// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The page of bench/kdf.ts: derives keys exactly as the app does, in a fresh
 * Worker of the app's own script each time.
 */
import type { KdfRequest, KdfResult } from '../../src/vault/keys/kdf.ts'
import type { KdfParameters } from '../../src/worker/api.ts'

import { createCryptoClient } from '../../src/worker/client.ts'
import { createCaller } from '../../src/worker/rpc.ts'

/** One derivation, as the page saw it. */
export interface PageDerivation {
	/** Hexadecimal. */
	readonly key: string
	/** The derivation alone. */
	readonly milliseconds: number
	/** From starting the Worker to having the key. */
	readonly whole: number
}

/** Functions that the page offers to the benchmark. */
export interface KdfPage {
	derive(memory: number, passes: number): Promise<PageDerivation>
	/** Through the crypto Worker, which starts a Worker of its own. */
	calibrate(): Promise<KdfParameters>
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const page: KdfPage = {
	async derive(memory, passes) {
		const start = performance.now()
		const worker = new Worker(new URL('../../src/worker/crypto.worker.ts', import.meta.url), { name: 'kdf' })
		const request: KdfRequest = {
			password: new TextEncoder().encode('bench'),
			salt: new Uint8Array(16),
			memory,
			passes,
			selfTest: false,
		}
		const { key, milliseconds } = await createCaller(worker).call('derive', [request]) as KdfResult
		worker.terminate()
		return { key: hex(key), milliseconds, whole: performance.now() - start }
	},
	async calibrate() {
		const client = createCryptoClient()
		await client.ready()
		const parameters = await client.calibrate()
		await client.lock()
		return parameters
	},
}

Object.assign(globalThis, { kdfPage: page })
