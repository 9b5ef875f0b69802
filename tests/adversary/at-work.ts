// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DeriveKey } from '../../src/vault/keys/kdf.ts'
import type { CryptoApi } from '../../src/worker/api.ts'

import { AsyncLocalStorage } from 'node:async_hooks'
import { Buffer } from 'node:buffer'
import { createCryptoService } from '../../src/worker/service.ts'
import { H } from '../reference/primitives.ts'

/*
 * The Worker and the storage that a browser gives to the page's modules.
 * It imports none of these modules, so that they can be mocked.
 */

/** When everything happens, an hour or more after what was written. */
export const NOW = '2026-11-22T12:00:00.000Z'

/** How often the stand-in for Argon2id was called. */
export const derivations = { count: 0 }

/** The stand-in for Argon2id: these attacks are not against it. */
export const cheap = (password: Uint8Array, salt: Uint8Array, memory: number, passes: number): Buffer => Buffer.concat([H(password, salt, Buffer.of(passes)), H(salt, password, Buffer.from(String(memory)))])

const deriveKey: DeriveKey = async ({ password, salt, memory, passes }) => {
	derivations.count += 1
	// As slow as a computer that affords no dearer derivation: nothing is written behind an attack's back.
	return { key: new Uint8Array(cheap(password, salt, memory, passes)), milliseconds: 1_000 }
}

/** The client of a Worker, without a Worker. */
export type Client = CryptoApi & { terminate(): void }

/** The Worker's own service, called directly. */
export function serviceInPage(): Client {
	return Object.assign(createCryptoService({ deriveKey, now: () => NOW }), { terminate: () => undefined })
}

/** State of one browser. */
export interface Work {
	readonly api: Client
	readonly memory: { headOf(vaultId: string): string | null, rememberHead(vaultId: string, name: string): void }
}

const NOBODY: Work = { api: serviceInPage(), memory: { headOf: () => null, rememberHead: () => undefined } }

/*
 * Told along each chain of calls, not for the whole process: what an attack left unfinished, a test that ran out of
 * time for one, goes on with its own browser and locks no other.
 */
const present = new AsyncLocalStorage<Work>()

/** Whose browser is at work, here and in what is called from here. */
export const atWork = {
	get api(): Client {
		return (present.getStore() ?? NOBODY).api
	},
	get memory(): Work['memory'] {
		return (present.getStore() ?? NOBODY).memory
	},
	begin: (work: Work): void => present.enterWith(work),
}

/** The client that the page makes once: it asks the service of whoever is at work when it is called. */
export const clientAtWork: Client = new Proxy(NOBODY.api, {
	get: (_first, name) => {
		const { api } = atWork
		const value: unknown = Reflect.get(api, name)
		return typeof value === 'function' ? value.bind(api) as unknown : value
	},
})
