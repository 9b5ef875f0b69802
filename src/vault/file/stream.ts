// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { bucket } from './bucket.ts'
import { concat, readU32, u32, wipe } from './bytes.ts'
import { MAX_FILE } from './container.ts'
import { sodium } from './sodium.ts'

/** Bytes of plaintext in every chunk but the last. */
export const CHUNK = 65_536
const STREAM_HEADER = 24
const OVERHEAD = 17
const TAG_MESSAGE = 0
const TAG_FINAL = 3

/** Bytes of the frame before the JSON: signature and length. */
const FRAME_PREFIX = 68
const SIGNATURE = 64
const SHORTEST_FRAME = 4096

const altered = (): TrousseauError => new TrousseauError('altered')

/**
 * `signature ‖ length ‖ JSON ‖ zeros`.
 *
 * @throws TrousseauError `too-large`
 */
export function frame(signature: Uint8Array, json: Uint8Array): Uint8Array {
	const length = bucket(FRAME_PREFIX + json.length)
	if (length > MAX_FILE) {
		throw new TrousseauError('too-large', { bytes: json.length })
	}
	const framed = new Uint8Array(length)
	framed.set(concat(signature, u32(json.length)))
	framed.set(json, FRAME_PREFIX)
	return framed
}

/** True if all bytes from an offset on are zero. Constant time in the content. */
function isZero(bytes: Uint8Array, from: number): boolean {
	let seen = 0
	for (let place = from; place < bytes.length; place++) {
		seen |= bytes[place] as number
	}
	return seen === 0
}

/**
 * Splits a frame into its two parts, as views of it.
 *
 * @throws TrousseauError `altered` when the length is not that of its bucket or a byte of padding is not zero
 */
export function unframe(framed: Uint8Array): { readonly signature: Uint8Array, readonly json: Uint8Array } {
	if (framed.length < SHORTEST_FRAME) {
		throw altered()
	}
	const length = readU32(framed, SIGNATURE)
	const end = FRAME_PREFIX + length
	if (framed.length !== bucket(end) || !isZero(framed, end)) {
		throw altered()
	}
	return { signature: framed.subarray(0, SIGNATURE), json: framed.subarray(FRAME_PREFIX, end) }
}

/**
 * Seals a plaintext in chunks.
 *
 * @param key - 32 bytes
 * @param associated - bound to every chunk
 * @param plaintext - any length
 * @return the stream's header and its chunks
 */
export function sealStream(key: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array {
	const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key)
	const chunks = Math.max(1, Math.ceil(plaintext.length / CHUNK))
	const sealed = new Uint8Array(STREAM_HEADER + plaintext.length + chunks * OVERHEAD)
	sealed.set(header)
	for (let index = 0; index < chunks; index++) {
		const tag = index === chunks - 1 ? TAG_FINAL : TAG_MESSAGE
		const chunk = sodium.crypto_secretstream_xchacha20poly1305_push(state, plaintext.subarray(index * CHUNK, (index + 1) * CHUNK), associated, tag)
		sealed.set(chunk, STREAM_HEADER + index * (CHUNK + OVERHEAD))
	}
	return sealed
}

/** Number of chunks in a stream, and bytes of plaintext. */
function measure(sealed: Uint8Array): { readonly chunks: number, readonly length: number } {
	const body = sealed.length - STREAM_HEADER
	const chunks = Math.ceil(body / (CHUNK + OVERHEAD))
	const last = body - (chunks - 1) * (CHUNK + OVERHEAD)
	if (chunks < 1 || last < OVERHEAD || (last === OVERHEAD && chunks > 1)) {
		throw altered()
	}
	return { chunks, length: body - chunks * OVERHEAD }
}

/**
 * Opens a stream chunk by chunk; what is taken means something only once this has returned.
 *
 * @param take - given each chunk and its place; false refuses the stream
 */
function pull(key: Uint8Array, associated: Uint8Array, sealed: Uint8Array, take: (chunk: Uint8Array, offset: number) => boolean): void {
	const { chunks } = measure(sealed)
	const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(sealed.subarray(0, STREAM_HEADER), key)
	for (let index = 0; index < chunks; index++) {
		const start = STREAM_HEADER + index * (CHUNK + OVERHEAD)
		const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed.subarray(start, start + CHUNK + OVERHEAD), associated)
		const taken = opened !== false && opened.tag === (index === chunks - 1 ? TAG_FINAL : TAG_MESSAGE) && take(opened.message, index * CHUNK)
		if (opened !== false) {
			wipe(opened.message)
		}
		if (!taken) {
			throw altered()
		}
	}
}

/**
 * Opens what {@link sealStream} made. Nothing is returned unless every chunk holds.
 *
 * @throws TrousseauError `altered`
 */
export function openStream(key: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array {
	const plaintext = new Uint8Array(measure(sealed).length)
	try {
		pull(key, associated, sealed, (chunk, offset) => {
			plaintext.set(chunk, offset)
			return true
		})
	} catch (error) {
		wipe(plaintext)
		throw error
	}
	return plaintext
}

/**
 * Checks, without a second copy in memory, that a stream opens to this plaintext.
 *
 * @throws TrousseauError `altered`
 */
export function checkStream(key: Uint8Array, associated: Uint8Array, sealed: Uint8Array, plaintext: Uint8Array): void {
	if (measure(sealed).length !== plaintext.length) {
		throw altered()
	}
	pull(key, associated, sealed, (chunk, offset) => sodium.memcmp(chunk, plaintext.subarray(offset, offset + chunk.length)))
}
