// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import type { CryptoApi } from './api.ts'
import { createUnpacker } from './columns.ts'
import { CRYPTO_METHODS, HANDED_OVER } from './methods.ts'
import { createCaller } from './rpc.ts'
import type { Caller } from './rpc.ts'

/** The crypto Worker, seen from the page. */
export type CryptoClient = CryptoApi & {
	/** Terminates the Worker; every later call rejects with `locked`. */
	terminate(): void
}

/** A running Worker and the channel to it. */
interface Running {
	readonly worker: Worker
	readonly caller: Caller
}

/** Milliseconds that a Worker is given to overwrite its keys before it is ended. */
const WIPE_TIME = 200

const startWorker = (): Worker => new Worker(/* webpackChunkName: "worker" */ new URL('./crypto.worker.ts', import.meta.url))

/** Code for a Worker that did not start. An error thrown by the script has a message; a script that did not load has none. */
function startFailure(event: Event): 'no-wasm' | 'not-loaded' {
	return 'message' in event ? 'no-wasm' : 'not-loaded'
}

/** Starts a Worker; `onFailure` is called once, when it can no longer answer. */
function start(create: () => Worker, onFailure: (failed: Running) => void): Running {
	let worker: Worker
	try {
		worker = create()
	} catch (error) {
		throw new TrousseauError('no-wasm', {}, error)
	}
	const running: Running = { worker, caller: createCaller(worker, createUnpacker()) }
	let answered = false
	worker.addEventListener('message', () => {
		answered = true
	})
	worker.addEventListener('error', (event) => {
		event.preventDefault()
		running.caller.fail(answered ? 'unexpected-answer' : startFailure(event))
		worker.terminate()
		onFailure(running)
	})
	return running
}

/**
 * A copy without the proxies of reactive frameworks, which cannot cross.
 *
 * @param bytes - given the bytes that cross, and what crosses in their place
 */
function plain(value: unknown, bytes: (value: Uint8Array) => Uint8Array): unknown {
	if (value instanceof Uint8Array) {
		return bytes(value)
	}
	if (Array.isArray(value)) {
		return value.map((item) => plain(item, bytes))
	}
	if (typeof value !== 'object' || value === null) {
		return value
	}
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, bytes)]))
}

/**
 * Starts the crypto Worker when it is first called. `lock` ends it, and the
 * next call starts another: keys that libsodium copied into its own memory end
 * with it. Calls under way when it ends reject with `locked`.
 *
 * @param create - starts the Worker; given by tests only
 */
export function createCryptoClient(create: () => Worker = startWorker): CryptoClient {
	let running: Running | null = null
	let ended = false

	const forget = (failed: Running): void => {
		running = running === failed ? null : running
	}

	const call = async (method: keyof CryptoApi, args: readonly unknown[]): Promise<unknown> => {
		if (ended) {
			throw new TrousseauError('locked')
		}
		running ??= start(create, forget)
		// Copied once here, then transferred: structured cloning would copy again.
		const buffers: ArrayBuffer[] = []
		const handed = (bytes: Uint8Array): Uint8Array => {
			const leaving = HANDED_OVER.has(method) ? bytes : bytes.slice()
			buffers.push(leaving.buffer as ArrayBuffer)
			return leaving
		}
		return await running.caller.call(method, args.map((arg) => plain(arg, handed)), buffers)
	}

	const end = ({ worker, caller }: Running): void => {
		worker.terminate()
		caller.fail('locked')
	}

	const lock = async (): Promise<void> => {
		const leaving = running
		if (leaving === null) {
			return
		}
		running = null
		const wiped = leaving.caller.call('lock', []).catch(() => undefined)
		await Promise.race([wiped, new Promise((resolve) => setTimeout(resolve, WIPE_TIME))])
		end(leaving)
	}

	const terminate = (): void => {
		ended = true
		if (running !== null) {
			end(running)
		}
	}

	const calls: unknown = Object.fromEntries(CRYPTO_METHODS.map((method) => [method, (...args: unknown[]) => call(method, args)]))
	return Object.assign(calls as CryptoApi, { lock, terminate })
}
