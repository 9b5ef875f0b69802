// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { TrousseauError } from '../../domain/errors.ts'
import { cipherSelfTest } from '../file/self-test.ts'
import { loadSodium, sodium } from '../file/sodium.ts'
import { CODE_WORDS, codeBytes, drawCode, ENVELOPE_WORDS, envelopeBits, envelopeQr, envelopeWords } from './codes.ts'
import { WORDS } from './words.ts'

beforeAll(loadSodium)

const bits = fc.uint8Array({ minLength: 16, maxLength: 16 })
const plain = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '')

function codeOf(action: () => unknown): string {
	try {
		action()
	} catch (error) {
		return error instanceof TrousseauError ? error.code : `not ours: ${String(error)}`
	}
	return 'accepted'
}

describe('the code of an invitation', () => {
	it('is eight words of the list, typed with or without accents, capitals and spaces', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: CODE_WORDS, maxLength: CODE_WORDS }), (words) => {
			const bytes = codeBytes(words.join(' '))
			expect(codeBytes(`  ${plain(words.join('\u00a0 ')).toUpperCase()}\n`)).toEqual(bytes)
			expect(new TextDecoder().decode(bytes)).toBe(plain(words.join(' ')))
			expect(codeBytes(words.map((word, place) => `${place + 1}. ${word}`).join(', '))).toEqual(bytes)
			expect(codeBytes(`\ufeff${words.join('\u200b – ')}.`)).toEqual(bytes)
		}))
		expect(drawCode()).toHaveLength(8)
		expect(new Set(Array.from({ length: 50 }, () => drawCode().join(' '))).size).toBe(50)
	})

	it('is refused with a word more, a word less or a word of no list', () => {
		const words = drawCode()
		for (const wrong of [words.slice(1), [...words, words[0] as string], [...words.slice(1), 'zzz'], []]) {
			expect(codeOf(() => codeBytes(wrong.join(' ')))).toBe('wrong-words')
		}
	})
})

describe('the words of an envelope', () => {
	it('give back the same bits, as the text of the QR code does', () => {
		fc.assert(fc.property(bits, (value) => {
			const words = envelopeWords(value)
			expect(words).toHaveLength(ENVELOPE_WORDS)
			expect(envelopeBits(plain(words.join('  ')).toUpperCase())).toEqual(value)
			expect(envelopeQr(value)).toMatch(/^TRSENV1-[0-9A-F]{32}$/)
			expect(envelopeBits(` ${envelopeQr(value)}\n`)).toEqual(value)
			expect(envelopeBits(`\ufeff${envelopeQr(value).toLowerCase().replace('-', '–')}`)).toEqual(value)
			expect(envelopeBits(words.map((word, place) => `${place + 1}) ${word}`).join('\n'))).toEqual(value)
		}))
	})

	it('are refused when they are not twelve, or of no list; a mistyped word is told fifteen times in sixteen', () => {
		const value = sodium.randombytes_buf(16)
		const words = envelopeWords(value)
		for (const wrong of [words.slice(1), [...words, words[0] as string], [...words.slice(1), 'zzz'], [], [`${envelopeQr(value)}0`]]) {
			expect(codeOf(() => envelopeBits(wrong.join(' ')))).toBe('wrong-words')
		}
		const mistyped = Array.from({ length: 2000 }, (_, index) => {
			const place = index % ENVELOPE_WORDS
			const other = WORDS[(WORDS.indexOf(words[place] as string) + 1 + index % 2047) % 2048] as string
			return codeOf(() => envelopeBits(words.with(place, other).join(' ')))
		})
		expect(mistyped.filter((code) => code !== 'wrong-words').length).toBeLessThan(200)
		expect(new Set(mistyped)).toEqual(new Set(['wrong-words', 'accepted']))
	})
})

describe('the known answers before a key is made', () => {
	it('hold here, and tell an engine that signs, seals or opens otherwise', () => {
		expect(codeOf(cipherSelfTest)).toBe('accepted')
		const lies = {
			crypto_generichash: () => new Uint8Array(32),
			crypto_sign_detached: () => new Uint8Array(64),
			crypto_sign_verify_detached: () => false,
			crypto_box_seal: () => new Uint8Array(73),
			crypto_box_seal_open: () => new Uint8Array(25),
			crypto_secretstream_xchacha20poly1305_pull: () => false as const,
		}
		for (const [name, lie] of Object.entries(lies)) {
			const spy = vi.spyOn(sodium, name as keyof typeof lies).mockImplementation(lie as never)
			expect(codeOf(cipherSelfTest), name).toBe('kdf-self-test')
			spy.mockRestore()
		}
	})
})
