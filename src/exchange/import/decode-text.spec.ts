// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

const TEXT = 'Élève;n° 2;€;l’œuvre'

describe('decoding a text of unknown encoding', () => {
	it('reads UTF-8 with and without byte order mark', () => {
		expect(decodeText(new TextEncoder().encode(TEXT))).toBe(TEXT)
		expect(decodeText(new TextEncoder().encode(`\uFEFF${TEXT}`))).toBe(TEXT)
	})
	it('reads UTF-16 with and without byte order mark', () => {
		const little = Buffer.from('Site;Mdp\nÉcole;abc\n', 'utf16le')
		expect(decodeText(little)).toBe('Site;Mdp\nÉcole;abc\n')
		expect(decodeText(Buffer.concat([Buffer.from([0xFF, 0xFE]), little]))).toBe('Site;Mdp\nÉcole;abc\n')
		expect(decodeText(Buffer.from(little).swap16())).toBe('Site;Mdp\nÉcole;abc\n')
	})
	it('reads Windows-1252, the euro and the typographic apostrophe too', () => {
		expect(decodeText(new Uint8Array([0xC9, 0x6C, 0xE8, 0x76, 0x65, 0x80, 0x92, 0x9C]))).toBe('Élève€’œ')
	})
	it('reads what Excel writes as "CSV (MS-DOS)" and "CSV (Macintosh)"', () => {
		expect(decodeText(new Uint8Array([0x6C, 0x8A, 0x76, 0x65, 0x20, 0x82, 0x74, 0x82]))).toBe('lève été')
		expect(decodeText(new Uint8Array([0x8E, 0x6C, 0x8F, 0x76, 0x65, 0x20, 0x8E, 0x74, 0x8E]))).toBe('élève été')
	})
	it('refuses what is no text', () => {
		expect(() => decodeText(new Uint8Array(400).map((_, index) => index % 7))).toThrow(expect.objectContaining({ detail: { refusal: 'binary' } }))
	})
})
