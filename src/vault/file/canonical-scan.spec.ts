// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText, parseCanonical } from '../../domain/canonical.ts'
import { utf8 } from './bytes.ts'
import { isSurelyCanonical, readCanonical } from './canonical-scan.ts'

/** The value, or the code of the refusal. */
function outcome(read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): unknown {
	try {
		return { value: read(bytes) }
	} catch (error) {
		return { code: (error as { readonly code?: unknown }).code }
	}
}

const same = (bytes: Uint8Array): void => expect(outcome(readCanonical, bytes)).toEqual(outcome(parseCanonical, bytes))

/** JSON without lone surrogates, with names and texts that need care. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'é', '\n', '"', '\\', '\u2028', '\ud83d\ude00', '10', '9', '1', ''))
const { value } = fc.letrec<{ readonly value: unknown }>((tie) => ({
	value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie('value')), fc.dictionary(text, tie('value'))),
}))

describe('reading canonical JSON in one pass', () => {
	it('gives what the strict reader gives, for what is canonical', () => {
		fc.assert(fc.property(value, (any) => {
			let bytes: Uint8Array
			try {
				bytes = utf8(canonicalText(any))
			} catch {
				return
			}
			same(bytes)
			expect(outcome(readCanonical, bytes)).toHaveProperty('value')
		}), { numRuns: 2000 })
	})

	it('refuses what the strict reader refuses, one character away from canonical', () => {
		const edit = fc.record({ at: fc.nat(), insert: fc.constantFrom('', ' ', '0', '-', '"', '\\', ',', ':', '{', '}', '[', ']', 'e1', '.0', '\\u0041', '\\/', '\u0000', 'é'), cut: fc.nat(2) })
		fc.assert(fc.property(value, edit, (any, { at, insert, cut }) => {
			const canonical = JSON.stringify(any)
			const place = at % (canonical.length + 1)
			same(utf8(canonical.slice(0, place) + insert + canonical.slice(place + cut)))
		}), { numRuns: 5000 })
	})

	it('refuses the usual ways of not being canonical', () => {
		const wrong = ['', ' ', '{', '[1,]', '[01]', '[-0]', '[1.0]', '[1e2]', '{"b":1,"a":2}', '{"a":1,"a":2}', '{ "a":1}', '{"a":1} ', '"\\u0041"', '"\\/"', '"\t"', '{"__proto__":1}', '\ufeff{}', 'nul', 'truefalse', '1 ', '--1', '"a', '{"a"}', '{"a":}', `${'['.repeat(33)}${']'.repeat(33)}`]
		for (const one of wrong) {
			expect(outcome(readCanonical, utf8(one)), one).toEqual({ code: 'altered' })
			expect(isSurelyCanonical(utf8(one)), one).toBe(false)
		}
		expect(outcome(readCanonical, Uint8Array.of(0x22, 0xC3, 0x22))).toEqual({ code: 'altered' })
	})

	it('orders names as UTF-16 does, not as UTF-8 does', () => {
		const [emoji, privateUse, accent] = ['\ud83d\ude00', '\ue000', 'é']
		const inOrder = [`{"${emoji}":1,"${privateUse}":2}`, `{"a":1,"${accent}":2,"${emoji}":3}`, `{"a":1,"a${emoji}":2,"a${privateUse}":3,"b":4}`]
		const outOfOrder = [`{"${privateUse}":1,"${emoji}":2}`, `{"${accent}":1,"a":2}`, `{"${emoji}":1,"${accent}":2}`, '{"ab":1,"a":2}', `{"a${privateUse}":1,"a${emoji}":2}`]
		for (const one of inOrder) {
			expect(outcome(readCanonical, utf8(one)), one).toEqual({ value: JSON.parse(one) as unknown })
		}
		for (const one of outOfOrder) {
			expect(outcome(readCanonical, utf8(one)), one).toEqual({ code: 'altered' })
		}
	})

	it('never runs past the end', () => {
		const whole = utf8(canonicalText({ a: ['b\n"', -12, true], é: { c: null } }))
		for (let length = 0; length < whole.length; length++) {
			expect(isSurelyCanonical(whole.subarray(0, length))).toBe(false)
		}
	})

	it('needs no second look for what a vault holds', () => {
		const usual = { a: 'été "2026" \\ \n', b: [1, -1, 0, true, false, null, {}, []], c: { é: '', '\ud83d\ude00': 123456789012345 } }
		expect(isSurelyCanonical(utf8(canonicalText(usual)))).toBe(true)
		const deepest = `${'['.repeat(32)}${']'.repeat(32)}`
		expect(isSurelyCanonical(utf8(deepest))).toBe(true)
		expect(outcome(parseCanonical, utf8(deepest))).toHaveProperty('value')
	})
})
