// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Buffer } from 'node:buffer'
import sodium from 'sodium-native'

/** Failure of a reader, with one of the closed codes of docs/FORMAT.md. */
export class ReadError extends Error {
	readonly code: string

	constructor(code: string) {
		super(code)
		this.name = 'ReadError'
		this.code = code
	}
}

/** Ends the reading with a code. */
export function refuse(code: string): never {
	throw new ReadError(code)
}

/** Refuses unless something holds. */
export function must(holds: boolean, code: string): asserts holds {
	if (!holds) {
		refuse(code)
	}
}

function digest(length: number, parts: readonly Uint8Array[], key?: Buffer): Buffer {
	const output = Buffer.alloc(length)
	sodium.crypto_generichash(output, Buffer.concat(parts), key)
	return output
}

/** H of FORMAT.md. */
export const H = (...parts: readonly Uint8Array[]): Buffer => digest(32, parts)
/** H16 of FORMAT.md. */
export const H16 = (...parts: readonly Uint8Array[]): Buffer => digest(16, parts)
/** KH of FORMAT.md. */
export const KH = (key: Buffer, ...parts: readonly Uint8Array[]): Buffer => digest(32, parts, key)

/** ASCII text followed by one zero byte. */
export const str = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1')

/** Four bytes, little-endian. */
export function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4)
	bytes.writeUInt32LE(value)
	return bytes
}

/** Bytes of base64 in its only canonical form and of one length, or null. */
export function base64(text: unknown, length: number): Buffer | null {
	if (typeof text !== 'string') {
		return null
	}
	const bytes = Buffer.from(text, 'base64')
	return bytes.length === length && bytes.toString('base64') === text ? bytes : null
}

export const isHex = (value: unknown, bytes: number): value is string => typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value)

/** Both public and secret keys of a person. */
export interface Keys {
	readonly boxPublic: Buffer
	readonly boxSecret: Buffer
	readonly signPublic: Buffer
	readonly signSecret: Buffer
}

/** The two key pairs that a seed gives (section 5). */
export function keysOfSeed(seed: Buffer): Keys {
	const keys = { boxPublic: Buffer.alloc(32), boxSecret: Buffer.alloc(32), signPublic: Buffer.alloc(32), signSecret: Buffer.alloc(64) }
	sodium.crypto_box_seed_keypair(keys.boxPublic, keys.boxSecret, KH(seed, str('trousseau box v1')))
	sodium.crypto_sign_seed_keypair(keys.signPublic, keys.signSecret, KH(seed, str('trousseau sign v1')))
	return keys
}
