// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { TrousseauError } from '../../domain/errors.ts'
import type { OtpParameters } from '../../domain/passwords/otp.ts'
import { bytesOfKey, readOtp } from '../../domain/passwords/otp.ts'
import { wipe } from '../file/bytes.ts'

/** A one-time code, and until when it holds. */
export interface OneTimeCode {
	readonly code: string
	/** Seconds for which a code of this secret holds. */
	readonly period: number
	/** Milliseconds since 1970: the next code begins then. */
	readonly until: number
}

const HASHES = { SHA1: sha1, SHA256: sha256, SHA512: sha512 } as const

/**
 * The one-time code of a moment: TOTP (RFC 6238 §4) over HOTP (RFC 4226 §5.3).
 *
 * @param parameters - as read from the link
 * @param at - milliseconds since 1970
 */
export function codeAt({ secret, algorithm, digits, period }: OtpParameters, at: number): OneTimeCode {
	const step = Math.floor(at / 1_000 / period)
	const counter = new Uint8Array(8)
	new DataView(counter.buffer).setBigUint64(0, BigInt(step))
	const key = bytesOfKey(secret)
	const mac = hmac(HASHES[algorithm], key, counter)
	wipe(key)
	const offset = (mac.at(-1) ?? 0) & 0xF
	const number = new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7FFFFFFF
	return { code: String(number % 10 ** digits).padStart(digits, '0'), period, until: (step + 1) * period * 1_000 }
}

/**
 * The one-time code of a secret as a credential holds it.
 *
 * @param link - the `otpauth:` link
 * @param at - milliseconds since 1970
 * @throws TrousseauError `invalid` for a link that gives no such code
 */
export function codeOf(link: string, at: number): OneTimeCode {
	const read = readOtp(link)
	if ('fault' in read) {
		throw new TrousseauError('invalid')
	}
	return codeAt(read.otp, at)
}
