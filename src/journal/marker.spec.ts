// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { decodeMarker, encodeMarker, MAX_MARKER_BYTES } from './marker.ts'

const ID = '0123456789abcdef0123456789abcdef'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the marker', () => {
	it('is written as FORMAT section 1 shows it', () => {
		expect(new TextDecoder().decode(encodeMarker({ notebookId: ID, communeName: 'Sainte-Radegonde', insee: '86239' })))
			.toBe(`{"commune":{"insee":"86239","name":"Sainte-Radegonde"},"format":1,"notebook":"${ID}"}`)
	})

	it.each(['86239', '2A004', ''])('is read back with the INSEE code %j', (insee) => {
		const marker = { notebookId: ID, communeName: 'L’Haÿ', insee }
		expect(decodeMarker(encodeMarker(marker))).toEqual(marker)
	})

	it('ignores members that it does not know', () => {
		const text = `{"commune":{"insee":"","name":"A","x":1},"format":1,"notebook":"${ID}","team":"b"}`
		expect(decodeMarker(bytes(text))).toEqual({ notebookId: ID, communeName: 'A', insee: '' })
	})

	it.each([
		['', 'altered'],
		['{}', 'altered'],
		['[]', 'altered'],
		[`{"commune":{"insee":"","name":"A"},"format":1, "notebook":"${ID}"}`, 'altered'],
		[`{"commune":{"insee":"","name":""},"format":1,"notebook":"${ID}"}`, 'altered'],
		[`{"commune":{"insee":"8623","name":"A"},"format":1,"notebook":"${ID}"}`, 'altered'],
		['{"commune":{"insee":"","name":"A"},"format":1,"notebook":"../x"}', 'altered'],
		[`{"commune":{"insee":"","name":"A"},"format":0,"notebook":"${ID}"}`, 'altered'],
		[`{"commune":{"name":"A"},"format":1,"notebook":"${ID}"}`, 'altered'],
		[`{"commune":{"insee":"","name":"A"},"format":2,"notebook":"${ID}"}`, 'unsupported-version'],
		[`"${'x'.repeat(MAX_MARKER_BYTES)}"`, 'too-large'],
	])('refuses %.60s', (text, code) => {
		expect(() => decodeMarker(bytes(text))).toThrow(expect.objectContaining({ code }))
	})

	it.each([
		{ notebookId: 'x', communeName: 'A', insee: '' },
		{ notebookId: ID, communeName: ' ', insee: '' },
		{ notebookId: ID, communeName: 'A', insee: '1' },
	])('is not written from %j', (marker) => {
		expect(() => encodeMarker(marker)).toThrow('invalid')
	})
})
