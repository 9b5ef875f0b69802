// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'

import { Buffer } from 'node:buffer'
import sodium from 'sodium-native'
import { isRecord, readCanonical } from './json.ts'
import { base64, H, isHex, must, refuse, str } from './primitives.ts'

const LARGEST_FILE = 64 * 1024 * 1024
const LARGEST_HEADER = 4 * 1024 * 1024
const CHUNK = 65_536

/** A file cut where section 4 says, nothing of it believed. */
export interface Envelope {
	readonly header: JsonRecord
	/** H of bytes 0 to 13+L. */
	readonly clearHash: Buffer
	readonly stream: Buffer
}

/** A decrypted frame. */
export interface Frame {
	readonly json: Json
	readonly holds: (publicKey: Buffer) => boolean
}

/** Magic, version, length and header of a file. */
export function openEnvelope(file: Uint8Array, magic: 'TRSVAULT' | 'TRSIDENT'): Envelope {
	must(file.length <= LARGEST_FILE, 'too-large')
	const bytes = Buffer.from(file)
	must(bytes.length >= 13 && bytes.toString('latin1', 0, 8) === magic, 'altered')
	const version = bytes.readUInt8(8)
	must(version <= 1, 'unsupported-version')
	must(version === 1, 'altered')
	const end = 13 + bytes.readUInt32LE(9)
	must(end >= 15 && end <= 13 + LARGEST_HEADER && end <= bytes.length, 'altered')
	const header = readCanonical(bytes.subarray(13, end))
	must(isRecord(header), 'altered')
	return { header, clearHash: H(bytes.subarray(0, end)), stream: bytes.subarray(end) }
}

/** Bounds of section 5. */
export function checkBounds(memory: Json | undefined, passes: Json | undefined): void {
	const fits = typeof memory === 'number' && typeof passes === 'number'
		&& memory % 1024 === 0 && memory >= 67_108_864 && memory <= 1_073_741_824 && passes >= 3 && passes <= 16
	must(fits, 'kdf-bounds')
}

/** A whole number that is not negative, and a salt: what can be judged by its bounds. */
export function isKdf(kdf: JsonRecord): boolean {
	const isCount = (value: Json | undefined): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
	return isCount(kdf.memory) && isCount(kdf.passes) && isHex(kdf.salt, 16)
}

/** The plaintext of a stream in chunks, else `altered`. */
export function decrypt(stream: Buffer, key: Buffer, associated: Buffer): Buffer {
	must(stream.length >= 24 + 17, 'altered')
	const state = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES)
	sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, stream.subarray(0, 24), key)
	const opened: Buffer[] = []
	let rest = stream.subarray(24)
	while (rest.length > 0) {
		const chunk = rest.subarray(0, CHUNK + 17)
		rest = rest.subarray(chunk.length)
		must(chunk.length > 17, 'altered')
		const plain = Buffer.alloc(chunk.length - 17)
		const tag = Buffer.alloc(1)
		try {
			sodium.crypto_secretstream_xchacha20poly1305_pull(state, plain, tag, chunk, associated)
		} catch {
			refuse('altered')
		}
		must(tag[0] === (rest.length === 0 ? 3 : 0), 'altered')
		opened.push(plain)
	}
	return Buffer.concat(opened)
}

/** Bytes of the bucket for a frame of n bytes. */
export function bucketOf(n: number): number {
	if (n <= 4096) {
		return 4096
	}
	let power = 4096
	while (power < n) {
		power *= 2
	}
	const step = power / 16
	return Math.ceil(n / step) * step
}

/** Decrypts the payload and takes its frame apart. */
export function openFrame({ clearHash, stream }: Envelope, key: Buffer, domain: string): Frame {
	const plain = decrypt(stream, key, clearHash)
	must(plain.length >= 68, 'altered')
	const end = 68 + plain.readUInt32LE(64)
	must(plain.length === bucketOf(end) && plain.subarray(end).every((byte) => byte === 0), 'altered')
	const text = plain.subarray(68, end)
	const message = Buffer.concat([str(domain), clearHash, H(text)])
	return {
		json: readCanonical(text),
		holds: (publicKey) => sodium.crypto_sign_verify_detached(plain.subarray(0, 64), message, publicKey),
	}
}

/** A member's public key. */
export const publicKey = (text: Json | undefined): Buffer => base64(text, 32) ?? refuse('altered')
