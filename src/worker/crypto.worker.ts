// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { deriveHere } from '../vault/keys/kdf.ts'
import type { DeriveKey, KdfRequest, KdfResult } from '../vault/keys/kdf.ts'
import { createPacker } from './columns.ts'
import { CRYPTO_METHODS, KDF_WORKER } from './methods.ts'
import { createCaller, serve } from './rpc.ts'
import { createCryptoService } from './service.ts'
import { createStrengthClient } from './strength/strength-client.ts'
import type { StrengthClient } from './strength/strength-client.ts'
import { warmUp } from './warm-up.ts'

/*
 * One script, two roles. Started by the page, it is the crypto Worker. Started by that Worker under the name `kdf`, it
 * derives one key and is terminated, to free the hundreds of megabytes of Argon2id: WebAssembly memory never shrinks.
 */

declare const self: DedicatedWorkerGlobalScope

/** API of the short-lived derivation Worker. */
const kdfService = {
	derive: async (request: KdfRequest): Promise<KdfResult> => {
		await loadSodium()
		return deriveHere(request)
	},
}

/** Derives a key in a Worker of its own. */
const deriveApart: DeriveKey = async (request) => {
	const worker = new Worker(self.location.href, { name: KDF_WORKER })
	const caller = createCaller(worker)
	worker.addEventListener('error', (event) => {
		event.preventDefault()
		// The error event of a script that failed to load has no message.
		caller.fail('message' in event ? 'no-memory' : 'not-loaded')
	})
	try {
		const answer = caller.call('derive', [request])
		// Heard below, whenever it comes.
		answer.catch(() => undefined)
		warmUp()
		return await answer as KdfResult
	} finally {
		worker.terminate()
	}
}

let strengthClient: StrengthClient | null = null

/** The Worker that judges passwords; it ends with this one. */
const strength = (): StrengthClient => (strengthClient ??= createStrengthClient())

if (self.name === KDF_WORKER) {
	serve(self, kdfService, ['derive'])
} else if (self.name === '') {
	serve(self, createCryptoService({ deriveKey: deriveApart, now: () => new Date().toISOString(), strength }), CRYPTO_METHODS, createPacker())
} else {
	throw new TrousseauError('unexpected-answer')
}
