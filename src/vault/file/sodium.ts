// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import sodium from 'libsodium-wrappers'
import { TrousseauError } from '../../domain/errors.ts'

/**
 * The one libsodium of this thread. Usable once {@link loadSodium} has resolved.
 * What it copies into its own memory (keys, states of streams) goes away with
 * the Worker that holds it, which is why locking ends the Worker.
 */
export { sodium }

/** The codes for what keeps WebAssembly from starting. */
function loadError(cause: unknown): TrousseauError {
	const memory = cause instanceof RangeError || /out of memory|memory allocation|RangeError/i.test(String(cause))
	return new TrousseauError(memory ? 'no-memory' : 'no-wasm')
}

let loading: Promise<void> | undefined

// A refusal of WebAssembly comes before anybody asks: it is kept for loadSodium, and is no uncaught error meanwhile.
sodium.ready.catch(() => undefined)

/**
 * Loads libsodium, once.
 *
 * @throws TrousseauError `no-wasm` when WebAssembly is refused or absent, `no-memory` when its memory is
 */
export function loadSodium(): Promise<void> {
	loading ??= sodium.ready.catch((cause: unknown) => {
		throw loadError(cause)
	})
	return loading
}
