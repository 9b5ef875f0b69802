// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import sodium from 'libsodium-wrappers'
import { TrousseauError } from '../../domain/errors.ts'

/**
 * The only libsodium instance of this thread. Usable once {@link loadSodium} has resolved. Copies in WebAssembly memory
 * (keys, stream states) cannot be wiped from here: they are freed with the Worker, which is why locking terminates it.
 */
export { sodium }

/** The codes for what keeps WebAssembly from starting. */
function loadError(cause: unknown): TrousseauError {
	const memory = cause instanceof RangeError || /out of memory|memory allocation|RangeError/i.test(String(cause))
	return new TrousseauError(memory ? 'no-memory' : 'no-wasm')
}

let loading: Promise<void> | undefined

// WebAssembly may be refused before loadSodium is called: handled here so that it is not reported as an unhandled rejection.
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
