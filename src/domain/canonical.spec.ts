// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { canonicalBytes, canonicalText, MAX_DEPTH, parseCanonical, sameJson } from './canonical.ts'
import type { JsonValue } from './json.ts'

vi.setConfig({ testTimeout: 120_000 })

function json(): fc.Arbitrary<JsonValue> {
	return fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })
		.filter((value) => !JSON.stringify(value).includes('__proto__'))
	// JSON has one zero.
		.map((value) => JSON.parse(JSON.stringify(value)) as JsonValue)
}

/** The RFC's rules, written the plain way. */
function plainly(value: JsonValue): string {
	if (Array.isArray(value)) {
		return `[${value.map(plainly).join(',')}]`
	}
	if (typeof value === 'object' && value !== null) {
		return `{${Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, item]) => `${JSON.stringify(key)}:${plainly(item as JsonValue)}`)
			.join(',')}}`
	}
	return JSON.stringify(value)
}

const read = (text: string): JsonValue => parseCanonical(new TextEncoder().encode(text))

describe('canonical JSON', () => {
	it('writes what RFC 8785 says, in whatever order the members were made', () => {
		expect(canonicalText({ numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], literals: [null, true, false] })).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}')
		expect(canonicalText({ '\u20ac': 1, '\r': 2, דּ: 3, 1: 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 }))
			.toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
		expect(canonicalText({ 10: 1, 9: 2, 100: 3 })).toBe('{"10":1,"100":3,"9":2}')
	})

	it('agrees with the rules written plainly, and reads back what it writes', () => {
		fc.assert(fc.property(json(), (value) => {
			expect(canonicalText(value)).toBe(plainly(value))
			expect(parseCanonical(canonicalBytes(value))).toEqual(value)
		}), { numRuns: 200 })
	})

	it('reads nothing else', () => {
		const refused = [
			'',
			' {}',
			'{}\n',
			'{"a":1,}',
			'{"b":1,"a":2}',
			'{"a":1,"a":1}',
			'{"a": 1}',
			'1.0',
			'-0',
			'1e2',
			'"\\u0061"',
			'"\\/"',
			'"\\ud800"',
			'\ufeff{}',
			'{"9":1,"10":2}',
			'{"__proto__":1}',
			'[NaN]',
			'undefined',
			`${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`,
			'['.repeat(200_000),
		]
		for (const text of refused) {
			expect(() => read(text), text.slice(0, 20)).toThrow(expect.objectContaining({ code: 'altered' }))
		}
		expect(() => parseCanonical(Uint8Array.of(34, 0xff, 34))).toThrow(expect.objectContaining({ code: 'altered' }))
		expect(read('{"10":1,"9":2}')).toEqual({ 9: 2, 10: 1 })
		expect(read('"\\\\ud800"')).toBe('\\ud800')
	})

	it('writes nothing that JSON cannot hold', () => {
		for (const value of [
			Number.NaN,
			Infinity,
			undefined,
			{ a: undefined },
			'\ud800',
			{ '\udc00': 1 },
			[() => 1],
			JSON.parse('{"__proto__":1}') as unknown,
			1n,
		]) {
			expect(() => canonicalText(value)).toThrow(expect.objectContaining({ code: 'invalid' }))
		}
	})
})

describe('sameJson', () => {
	it('is equality of canonical forms', () => {
		fc.assert(fc.property(json(), json(), (left, right) => {
			expect(sameJson(left, right)).toBe(plainly(left) === plainly(right))
			expect(sameJson(left, JSON.parse(plainly(left)) as JsonValue)).toBe(true)
		}), { numRuns: 200 })
		expect(sameJson([], {})).toBe(false)
		expect(sameJson({ a: 1 }, { b: 1 })).toBe(false)
		expect(sameJson(undefined, null)).toBe(false)
	})
})
