// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHref, encodePath, joinPath, nameOf, parentOf } from './paths.ts'

const ROOT = '/cloud/remote.php/dav/files/anne'

describe('paths', () => {
	it('are joined and taken apart', () => {
		expect(joinPath('', 'Trousseau', 'L’Haÿ')).toBe('Trousseau/L’Haÿ')
		expect(parentOf('Trousseau/A/trousseau.json')).toBe('Trousseau/A')
		expect(parentOf('trousseau.json')).toBe('')
		expect(nameOf('Trousseau/A')).toBe('A')
	})

	it('are percent-encoded name by name', () => {
		expect(encodePath('Trousseau/Saint-Étienne (2)/50 % #1?')).toBe('Trousseau/Saint-%C3%89tienne%20(2)/50%20%25%20%231%3F')
		expect(encodePath('')).toBe('')
	})

	it.each(['a/../b', '.', 'a//b', 'a/', '\uD800'])('that a URL would swallow are refused: %j', (path) => {
		expect(() => encodePath(path)).toThrow('invalid')
	})

	it.each([
		['/cloud/remote.php/dav/files/anne/Trousseau/Saint-%c3%89tienne/', 'Trousseau/Saint-Étienne'],
		['/cloud/remote.php/dav/files/anne/Trousseau/Saint-%C3%89tienne', 'Trousseau/Saint-Étienne'],
		['/cloud/remote.php/dav/files/anne/Val%20d%27Oise/50%25', 'Val d\'Oise/50%'],
		['https://nc.test/cloud/remote.php/dav/files/anne/a', 'a'],
		['/cloud/remote.php/dav/files/anne/', ''],
		['/cloud/remote.php/dav/files/bruno/a', null],
		['/remote.php/dav/files/anne/a', null],
	])('are read from the href %s', (href, path) => {
		expect(decodeHref(href, ROOT)).toBe(path)
	})

	it.each(['/cloud/remote.php/dav/files/anne/%E9', '/cloud/remote.php/dav/files/anne/a%2Fb', '/cloud/remote.php/dav/files/anne/%'])('are refused from the href %s', (href) => {
		expect(() => decodeHref(href, ROOT)).toThrow('unexpected-answer')
	})

	it('come back as they were', () => {
		const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('/') && text !== '.' && text !== '..')
		fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
			const path = names.join('/')
			expect(decodeHref(`${ROOT}/${encodePath(path)}`, ROOT)).toBe(path)
		}))
	})
})
