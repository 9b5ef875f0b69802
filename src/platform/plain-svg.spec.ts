// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sanitize } from './plain-svg.ts'

const NC_CONTENT = new URL('../../node_modules/@nextcloud/vue/dist/chunks/NcContent.mjs', import.meta.url)

describe('the stand-in for DOMPurify', () => {
	it('accepts the drawings of NcContent as they are', () => {
		const drawings = [...readFileSync(NC_CONTENT, 'utf8').matchAll(/Svg = '((?:[^'\\]|\\.)*)';/g)].map(([, text]) => (text ?? '').replaceAll('\\n', '\n'))
		expect(drawings).toHaveLength(2)
		for (const drawing of drawings) {
			expect(sanitize(drawing)).toBe(drawing)
		}
	})

	it('accepts the texts of components, which hold no markup', () => {
		expect(sanitize('Close & go > back')).toBe('Close & go > back')
	})

	it.each([
		'<b>bold</b>',
		'<svg onload="x()"></svg>',
		'<svg><script>x()</script></svg>',
		'<svg><rect onclick="x()"/></svg>',
		'<svg><path d="javascript:x()"/></svg>',
		'<svg><a href="https://example.org"><rect/></a></svg>',
		'<svg><rect fill="url(https://example.org)"/></svg>',
		'<svg><image href="x"/></svg>',
		'<svg></svg><script>x()</script>',
		'<!-- --><script>x()</script><svg></svg>',
	])('refuses %s', (source) => {
		expect(() => sanitize(source)).toThrow('Only plain')
	})
})
