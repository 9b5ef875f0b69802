// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { bytesOfKey, otpLink, readOtp } from './otp.ts'

const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const PLAIN = { secret: KEY, algorithm: 'SHA1', digits: 6, period: 30 }

describe('the secret of a one-time code', () => {
	it.each([
		['a key as a site shows it', 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq'],
		['a key with dashes and padding', 'GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ===='],
		['a link with nothing but its key', `otpauth://totp/Mairie?secret=${KEY}`],
		['a link in capitals, with an issuer and an address', `OTPAUTH://TOTP/Impots:mairie%40exemple.fr?SECRET=${KEY.toLowerCase()}&issuer=Impots&algorithm=sha1&digits=6&period=30`],
		['blanks around a link', `  otpauth://totp/?secret=${KEY}\n`],
	])('is read from %s', (_, typed) => {
		expect(readOtp(typed)).toEqual({ otp: PLAIN })
	})

	it('has the parameters of its link', () => {
		expect(readOtp(`otpauth://totp/x?secret=${KEY}&algorithm=HMAC-SHA-512&digits=8&period=60`)).toEqual({ otp: { secret: KEY, algorithm: 'SHA512', digits: 8, period: 60 } })
		expect(readOtp(`otpauth://totp/x?secret=${KEY}&algorithm=SHA256&digits=7`)).toEqual({ otp: { ...PLAIN, algorithm: 'SHA256', digits: 7 } })
	})

	it.each([
		['counter', `otpauth://hotp/x?secret=${KEY}&counter=1`],
		['steam', `steam://${KEY}`],
		['steam', `otpauth://totp/Steam:x?secret=${KEY}&issuer=Steam`],
		['many', 'otpauth-migration://offline?data=CjEKCk'],
		['bad-key', '482913'],
		['bad-key', '48291'],
		['bad-key', 'otpauth://totp/x?secret=1890'],
		['bad-key', 'otpauth://totp/x'],
		['bad-parameters', `otpauth://totp/x?secret=${KEY}&algorithm=MD5`],
		['bad-parameters', `otpauth://totp/x?secret=${KEY}&algorithm=toString`],
		['bad-parameters', `otpauth://totp/x?secret=${KEY}&digits=5`],
		['bad-parameters', `otpauth://totp/x?secret=${KEY}&period=0`],
		['not-otp', 'https://exemple.fr'],
		['not-otp', 'mairie@exemple.fr'],
		['not-otp', ''],
	])('is refused with a reason: %s (%s)', (fault, typed) => {
		expect(readOtp(typed)).toEqual({ fault })
	})

	it('comes back from its link, whatever the name', () => {
		const parameters = fc.record({
			secret: fc.stringMatching(/^[A-Z2-7]{16,64}$/),
			algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const),
			digits: fc.integer({ min: 6, max: 8 }),
			period: fc.integer({ min: 1, max: 3600 }),
		})
		fc.assert(fc.property(parameters, fc.string(), (otp, name) => {
			expect(readOtp(otpLink(otp, name))).toEqual({ otp })
		}))
	})

	it('never throws, whatever is pasted', () => {
		fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `otpauth://totp/${text}`)), (text) => {
			expect(Object.keys(readOtp(text))).toHaveLength(1)
		}))
	})

	it('is the bytes of its base32', () => {
		expect(Buffer.from(bytesOfKey(KEY)).toString()).toBe('12345678901234567890')
		expect([...bytesOfKey('MZXW6YTB')]).toEqual([...Buffer.from('fooba')])
		expect([...bytesOfKey('MZXW6YQ')]).toEqual([...Buffer.from('foob')])
	})
})
