// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { may, permissionLetters, sharePermissions } from './rights.ts'
import type { NodeRow } from './rows.ts'

const node = (kind: NodeRow['kind']): NodeRow => ({ id: 1, parent: 0, name: 'x', kind, owner: 'a', etag: '', mtime: 0, uploaded: 0, size: 0, blob: null, checksum: '', props: {} })

describe('permissionLetters', () => {
	it.each([
		[1, 'SGDN', 'SG', 'SG'],
		[5, 'SGDNCK', 'SGCK', 'SG'],
		[7, 'SGDNVCK', 'SGNVCK', 'SGNVW'],
		[13, 'SGDNCK', 'SGDNCK', 'SGDN'],
		[15, 'SGDNVCK', 'SGDNVCK', 'SGDNVW'],
		[31, 'SRGDNVCK', 'SRGDNVCK', 'SRGDNVW'],
		[null, 'RGDNVCK', 'RGDNVCK', 'RGDNVW'],
	])('with %s', (permissions, root, folder, file) => {
		expect(permissionLetters(node('folder'), { permissions, mountRoot: permissions !== null })).toBe(root)
		expect(permissionLetters(node('folder'), { permissions, mountRoot: false })).toBe(folder)
		expect(permissionLetters(node('file'), { permissions, mountRoot: false })).toBe(file)
	})
})

describe('may', () => {
	it('lets owners do everything and members what their bits say', () => {
		for (const bit of [1, 2, 4, 8, 16]) {
			expect(may({ permissions: null, mountRoot: false }, bit)).toBe(true)
			expect(may({ permissions: 31 - bit, mountRoot: false }, bit)).toBe(false)
			expect(may({ permissions: bit, mountRoot: true }, bit)).toBe(true)
		}
	})
})

describe('sharePermissions', () => {
	it('offers neither create nor delete on a file', () => {
		expect(sharePermissions(node('file'), { permissions: null, mountRoot: false })).toBe(19)
		expect(sharePermissions(node('folder'), { permissions: 5, mountRoot: true })).toBe(5)
	})
})
