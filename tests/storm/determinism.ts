// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Random draws and delays of a round must come from its seed, so that a failure
 * replays. To be imported before anything that loads libsodium.
 */
import { createHash } from 'node:crypto'
import { Random } from './random.ts'
import { XmlParser } from './xml-dom.ts'

let random = new Random(0)

/** Begins the draws of one seed. Only for this process, whose secrets protect nothing. */
export function drawFrom(seed: number): void {
	random = new Random(seed)
}

Object.defineProperty(globalThis.crypto, 'getRandomValues', {
	value: <T extends ArrayBufferView>(view: T): T => {
		random.fill(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
		return view
	},
})

// The platform's own answers from another thread, at a moment that no seed decides.
Object.defineProperty(globalThis.crypto.subtle, 'digest', {
	value: async (_algorithm: string, bytes: ArrayBuffer): Promise<ArrayBuffer> => new Uint8Array(createHash('sha256').update(new Uint8Array(bytes)).digest()).buffer,
})

Math.random = () => random.next()

Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser })
