// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import native from 'sodium-native'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { bucket } from './bucket.ts'
import { concat } from './bytes.ts'
import { loadSodium, sodium } from './sodium.ts'
import { CHUNK, frame, openStream, sealStream, unframe } from './stream.ts'

vi.setConfig({ testTimeout: 120_000 })

const KEY = new Uint8Array(32).fill(3)
const AD = new Uint8Array(32).fill(5)
const SEALED = CHUNK + 17

const altered = expect.objectContaining({ code: 'altered' }) as unknown as Error
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 31) % 251)

beforeAll(loadSodium)

describe('bucket', () => {
	it('is at least 4,096, at most an eighth too large, and its own bucket', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 26 }), (n) => {
			const padded = bucket(n)
			expect(padded).toBeGreaterThanOrEqual(Math.max(n, 4096))
			expect(bucket(padded)).toBe(padded)
			if (n > 4096) {
				expect(padded - n).toBeLessThan(n / 8 + 1)
			}
		}))
		expect([0, 4096, 4097, 8192, 8193, 65_536, 65_537, 1_000_000].map(bucket)).toEqual([4096, 4096, 4608, 8192, 9216, 65_536, 73_728, 1_048_576])
	})
})

describe('frame', () => {
	const signature = bytes(64)

	it('comes back', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 20_000 }), (json) => {
			const back = unframe(frame(signature, json))
			expect(Buffer.compare(back.json, json)).toBe(0)
			expect(Buffer.compare(back.signature, signature)).toBe(0)
		}))
	})

	it('is refused with padding that is not zero, too long, too short or a false length', () => {
		const framed = frame(signature, bytes(100))
		const dirty = framed.slice()
		dirty[4095] = 1
		const longer = framed.slice()
		longer[67] = 1
		for (const bad of [dirty, longer, concat(framed, new Uint8Array(512)), framed.subarray(0, 4095), new Uint8Array(0)]) {
			expect(() => unframe(bad)).toThrow(altered)
		}
	})
})

describe('stream', () => {
	it('comes back at every length around a chunk', () => {
		for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 9]) {
			expect(Buffer.compare(openStream(KEY, AD, sealStream(KEY, AD, bytes(length))), bytes(length))).toBe(0)
		}
	})

	it('is read by native libsodium, chunk by chunk', () => {
		const sealed = Buffer.from(sealStream(KEY, AD, bytes(CHUNK + 100)))
		const state = Buffer.alloc(native.crypto_secretstream_xchacha20poly1305_STATEBYTES)
		native.crypto_secretstream_xchacha20poly1305_init_pull(state, sealed.subarray(0, 24), Buffer.from(KEY))
		const [first, last, tag] = [Buffer.alloc(CHUNK), Buffer.alloc(100), Buffer.alloc(1)]
		native.crypto_secretstream_xchacha20poly1305_pull(state, first, tag, sealed.subarray(24, 24 + SEALED), Buffer.from(AD))
		expect(tag[0]).toBe(0)
		native.crypto_secretstream_xchacha20poly1305_pull(state, last, tag, sealed.subarray(24 + SEALED), Buffer.from(AD))
		expect(tag[0]).toBe(3)
		expect(Buffer.compare(Buffer.concat([first, last]), bytes(CHUNK + 100))).toBe(0)
	})

	it('is refused when cut anywhere that matters, reordered, lengthened or under another key', () => {
		const sealed = sealStream(KEY, AD, bytes(2 * CHUNK + 50))
		const chunk = (index: number): Uint8Array => sealed.subarray(24 + index * SEALED, 24 + (index + 1) * SEALED)
		const cuts = [0, 10, 23, 24, 25, 40, 41, 24 + SEALED - 1, 24 + SEALED, 24 + SEALED + 17, 24 + 2 * SEALED, 24 + 2 * SEALED + 17, sealed.length - 1]
		const bad = [
			...cuts.map((length) => sealed.subarray(0, length)),
			concat(sealed, Uint8Array.of(0)),
			concat(sealed, chunk(2)),
			concat(sealed.subarray(0, 24), chunk(1), chunk(0), chunk(2)),
			concat(sealed.subarray(0, 24), chunk(0), chunk(2)),
		]
		for (const file of bad) {
			expect(() => openStream(KEY, AD, file), String(file.length)).toThrow(altered)
		}
		expect(() => openStream(AD, AD, sealed)).toThrow(altered)
		expect(() => openStream(KEY, KEY, sealed)).toThrow(altered)
	})

	it('is refused with a last chunk that is not final, an early final, or another tag', () => {
		const make = (...tags: readonly number[]): Uint8Array => {
			const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(KEY)
			return concat(header, ...tags.map((tag, index) => sodium.crypto_secretstream_xchacha20poly1305_push(state, bytes(index === tags.length - 1 ? 10 : CHUNK), AD, tag)))
		}
		expect(openStream(KEY, AD, make(0, 3))).toHaveLength(CHUNK + 10)
		for (const tags of [[0, 0], [3, 3], [1, 3], [2, 3], [0, 1], [0, 2]]) {
			expect(() => openStream(KEY, AD, make(...tags))).toThrow(altered)
		}
	})
})
