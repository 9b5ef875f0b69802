// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openZip } from './zip.ts'

const made = zipSync({ 'a/b.txt': new TextEncoder().encode('abc'.repeat(1_000)), stored: [new Uint8Array([1, 2, 3]), { level: 0 }] })
const refusal = (name: string): unknown => expect.objectContaining({ detail: { refusal: name } })

const LIMIT = 1024 * 1024

describe('reading a zip that anybody may have made', () => {
	it('unfolds deflated and stored files', () => {
		const files = openZip(made)
		expect(new TextDecoder().decode(files.get('a/b.txt')?.bytes())).toBe('abc'.repeat(1_000))
		expect(files.get('stored')?.bytes()).toEqual(new Uint8Array([1, 2, 3]))
	})
	it('stops a bomb at the limit, whatever its headers say', () => {
		const bomb = zipSync({ bomb: new Uint8Array(6 * 1024 * 1024) })
		expect(() => openZip(bomb, LIMIT).get('bomb')?.pieces(() => undefined)).toThrow(refusal('too-large'))
		const lying = bomb.slice()
		const view = new DataView(lying.buffer)
		const central = view.getUint32(lying.length - 6, true)
		view.setUint32(central + 24, 1_000, true)
		expect(() => openZip(lying, LIMIT).get('bomb')?.pieces(() => undefined)).toThrow(refusal('too-large'))
	})
	it('refuses altered content by its checksum, and a file cut short', () => {
		const stored = zipSync({ stored: [new TextEncoder().encode('Soleil2024'), { level: 0 }] })
		const at = Buffer.from(stored).indexOf('Soleil')
		stored[at] = 0x52
		expect(() => openZip(stored).get('stored')?.bytes()).toThrow(refusal('damaged'))
		expect(() => openZip(made.subarray(0, made.length - 30))).toThrow(refusal('damaged'))
	})
	it('names an encrypted file', () => {
		const locked = made.slice()
		const view = new DataView(locked.buffer)
		const central = view.getUint32(locked.length - 6, true)
		view.setUint16(central + 8, 1, true)
		expect(() => [...openZip(locked).values()][0]?.bytes()).toThrow(refusal('protected'))
	})
})
