// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Secrets of one-time codes (TOTP, RFC 6238), as sites give them: an `otpauth:` link, most often in a QR code, or a key in
 * base32 (RFC 4648 §6) to type. The link is described by the Key URI Format of Google Authenticator.
 */

/** Hash functions of RFC 6238. */
export type OtpAlgorithm = 'SHA1' | 'SHA256' | 'SHA512'

/** Parameters of a one-time code (RFC 6238). */
export interface OtpParameters {
	/** Base32, upper case, without padding. */
	readonly secret: string
	readonly algorithm: OtpAlgorithm
	/** Of the code: 6 to 8. */
	readonly digits: number
	/** Seconds for which a code holds. */
	readonly period: number
}

/**
 * Why a text gives no one-time code: `not-otp`: neither a link nor a key; `counter`: codes by a counter (HOTP), which
 * two people cannot share; `steam`: codes in letters of one game shop; `many`: an export of several codes at once; `bad-key`:
 * not base32, or too short; `bad-parameters`: a hash, length or duration that RFC 6238 does not have.
 */
export type OtpFault = 'not-otp' | 'counter' | 'steam' | 'many' | 'bad-key' | 'bad-parameters'

/** Result of reading a secret of one-time codes. */
export type ReadOtp = { readonly otp: OtpParameters } | { readonly fault: OtpFault }

/** Shorter ones (40 bits) are a code that was typed in place of the key. RFC 4226 asks for 128 bits, and sites give 80. */
const SHORTEST_KEY = 8
const LONGEST_KEY = 1024
const LONGEST_PERIOD = 3600

const ALGORITHMS: Readonly<Record<string, OtpAlgorithm>> = { SHA1: 'SHA1', SHA256: 'SHA256', SHA512: 'SHA512' }

/** A key as it is typed or pasted: spaces, dashes, lower case and missing padding are tolerated. */
function readKey(typed: string): string | null {
	const key = typed.replace(/[\s\u00AD\u200B-\u200D\u2060\uFEFF‐-―-]+/gu, '').replace(/=+$/, '').toUpperCase()
	return /^[A-Z2-7]+$/.test(key) && key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY ? key : null
}

function numberIn(text: string | null, fallback: number, least: number, most: number): number | null {
	if (text === null || text === '') {
		return fallback
	}
	const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
	return value >= least && value <= most ? value : null
}

function readLink(text: string): ReadOtp {
	let link: URL
	try {
		link = new URL(text)
	} catch {
		return { fault: 'not-otp' }
	}
	const type = /^otpauth:\/\/([a-z]+)/i.exec(text)?.[1]?.toLowerCase()
	const query = new Map([...link.searchParams].reverse().map(([name, value]) => [name.toLowerCase(), value] as const))
	if (query.get('encoder')?.toLowerCase() === 'steam' || query.get('issuer')?.toLowerCase() === 'steam') {
		return { fault: 'steam' }
	}
	if (type !== 'totp') {
		return { fault: type === 'hotp' ? 'counter' : 'not-otp' }
	}
	const secret = readKey(query.get('secret') ?? '')
	if (secret === null) {
		return { fault: 'bad-key' }
	}
	const named = (query.get('algorithm') ?? '').toUpperCase().replace(/^HMAC-?/, '').replace('-', '')
	const algorithm = named === '' ? 'SHA1' : Object.hasOwn(ALGORITHMS, named) ? ALGORITHMS[named] : undefined
	const digits = numberIn(query.get('digits') ?? null, 6, 6, 8)
	const period = numberIn(query.get('period') ?? null, 30, 1, LONGEST_PERIOD)
	return algorithm === undefined || digits === null || period === null
		? { fault: 'bad-parameters' }
		: { otp: { secret, algorithm, digits, period } }
}

/**
 * Reads what a site gives to add it to an authenticator.
 *
 * @param typed - an `otpauth:` link or a base32 key
 */
export function readOtp(typed: string): ReadOtp {
	const text = typed.trim()
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
	switch (scheme) {
		case 'otpauth': return readLink(text)
		case 'otpauth-migration': return { fault: 'many' }
		case 'steam': return { fault: 'steam' }
	}
	const secret = readKey(text)
	if (secret !== null) {
		return { otp: { secret, algorithm: 'SHA1', digits: 6, period: 30 } }
	}
	return { fault: scheme !== undefined || text === '' || /[/@.]/.test(text) ? 'not-otp' : 'bad-key' }
}

/**
 * The link of a secret, the same for the same parameters: what a credential holds in `otp`.
 *
 * @param parameters - as read
 * @param name - shown by the authenticator that scans it
 */
export function otpLink({ secret, algorithm, digits, period }: OtpParameters, name = 'Trousseau'): string {
	return `otpauth://totp/${encodeURIComponent(name)}?algorithm=${algorithm}&digits=${digits}&period=${period}&secret=${secret}`
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * The bytes of a key. Bits that make no whole byte are left out.
 *
 * @param key - as {@link OtpParameters.secret}
 */
export function bytesOfKey(key: string): Uint8Array {
	const bytes: number[] = []
	let [bits, value] = [0, 0]
	for (const letter of key) {
		value = ((value << 5) | ALPHABET.indexOf(letter)) & 0xFFF
		bits += 5
		if (bits >= 8) {
			bits -= 8
			bytes.push((value >> bits) & 0xFF)
		}
	}
	return Uint8Array.from(bytes)
}
