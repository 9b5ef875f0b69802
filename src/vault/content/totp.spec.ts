// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import type { OtpAlgorithm } from '../../domain/passwords/otp.ts'
import { codeAt, codeOf } from './totp.ts'

/** Base32 of an ASCII text, by the definition of RFC 4648. */
function base32(text: string): string {
	const bits = [...text].map((character) => character.charCodeAt(0).toString(2).padStart(8, '0')).join('')
	return (bits.match(/.{1,5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** RFC 6238, appendix B; the seeds are those of its reference code (errata 2866): 20, 32 and 64 bytes. */
const SEED = '1234567890'
const SEEDS: Readonly<Record<OtpAlgorithm, string>> = {
	SHA1: base32(SEED.repeat(2)),
	SHA256: base32(`${SEED.repeat(3)}12`),
	SHA512: base32(`${SEED.repeat(6)}1234`),
}
const VECTORS = [
	[59, '94287082', '46119246', '90693936'],
	[1111111109, '07081804', '68084774', '25091201'],
	[1111111111, '14050471', '67062674', '99943326'],
	[1234567890, '89005924', '91819424', '93441116'],
	[2000000000, '69279037', '90698825', '38618901'],
	[20000000000, '65353130', '77737706', '47863826'],
] as const

/** RFC 4226, appendix D: the counters 0 to 9 of the same key. */
const COUNTERS = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']

describe('a one-time code', () => {
	it.each(VECTORS)('is that of RFC 6238 at %d seconds', (seconds, sha1, sha256, sha512) => {
		const code = (algorithm: OtpAlgorithm) => codeAt({ secret: SEEDS[algorithm], algorithm, digits: 8, period: 30 }, seconds * 1_000).code
		expect([code('SHA1'), code('SHA256'), code('SHA512')]).toEqual([sha1, sha256, sha512])
	})

	it.each(COUNTERS.map((code, counter) => [counter, code] as const))('is that of RFC 4226 for the counter %d', (counter, code) => {
		expect(codeAt({ secret: SEEDS.SHA1, algorithm: 'SHA1', digits: 6, period: 60 }, counter * 60_000 + 59_999).code).toBe(code)
	})

	it('says until when it holds', () => {
		const link = `otpauth://totp/x?secret=${SEEDS.SHA1}`
		expect(codeOf(link, 59_000)).toEqual({ code: '287082', period: 30, until: 60_000 })
		expect(codeOf(link, 60_000).until).toBe(90_000)
	})

	it('is none for what is no secret of such codes', () => {
		expect(() => codeOf('otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ', 0)).toThrow('invalid')
		expect(() => codeOf('', 0)).toThrow('invalid')
	})
})
