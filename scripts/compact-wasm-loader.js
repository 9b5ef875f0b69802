// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The one long base64 literal of libsodium's module: its WebAssembly. */
const LITERAL = /"([A-Za-z0-9+/]{100000,}={0,2})"/g

/**
 * A webpack loader that writes libsodium's WebAssembly as a binary string
 * instead of base64, which gzip cannot compress well: about 29 kB less to
 * download. The literal becomes an expression of the very same value, checked
 * here, and nothing else of the module changes.
 *
 * @param {string} source - libsodium-sumo.mjs
 * @return {string} the same module, shorter
 */
export default function compactWasm(source) {
	const literals = [...source.matchAll(LITERAL)]
	if (literals.length !== 1) {
		throw new Error(`Expected one WebAssembly literal in libsodium, found ${literals.length}`)
	}
	const [[literal, base64]] = literals
	const binary = Buffer.from(base64, 'base64').toString('latin1')
	if (btoa(binary) !== base64) {
		throw new Error('The WebAssembly of libsodium does not come back from its binary form')
	}
	return source.replace(literal, () => `btoa(${JSON.stringify(binary)})`)
}
