// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { mayCreateIn, mayDeleteIn } from './folders.ts'
import { describe as describeFolder, listFolder } from './list-folder.ts'
import { FakeServer } from './testing.ts'

describe('folders', () => {
	it.each([
		// Rights of the share, and the letters that a folder inside it then has.
		['read', 'SG', false, false],
		['read + create', 'SGCK', true, false],
		['read + update + create', 'SGNVCK', true, false],
		['read + create + delete', 'SGDNCK', true, true],
		['everything', 'SRGDNVCK', true, true],
		['the owner', 'RGDNVCK', true, true],
		['nothing known', '', false, false],
	])('with the right to %s', async (_, permissions, create, remove) => {
		const server = new FakeServer()
		server.nodes.set('A', { permissions, ownerId: 'bruno' })
		const folder = await describeFolder(server.client(), 'A')
		expect(folder).toMatchObject({ path: 'A', name: 'A', isFolder: true, isShared: true, ownerId: 'bruno' })
		expect([mayCreateIn(folder), mayDeleteIn(folder)]).toEqual([create, remove])
		expect(server.seen[0]?.headers.depth).toBe('0')
	})

	it('are listed with what they hold', async () => {
		const server = new FakeServer()
		server.nodes.set('A', {})
		server.nodes.set('A/b', {})
		server.nodes.set('A/c.txt', { bytes: new Uint8Array() })
		server.nodes.set('AA', {})
		const { self, children } = await listFolder(server.client(), 'A')
		expect(self.path).toBe('A')
		expect(children.map(({ name, isFolder }) => [name, isFolder]).sort()).toEqual([['b', true], ['c.txt', false]])
		expect((await listFolder(server.client(), '')).children.map(({ name }) => name).sort()).toEqual(['A', 'AA'])
	})

	it('that are missing are gone', async () => {
		const server = new FakeServer()
		await expect(describeFolder(server.client(), 'A')).rejects.toMatchObject({ code: 'gone' })
		await expect(listFolder(server.client(), 'A')).rejects.toMatchObject({ code: 'gone' })
	})

	it.each([
		['our own', { permissions: 'RGDNVCK' }, 'own'],
		['received', { permissions: 'SGCK', ownerId: 'bruno', mountType: 'shared' }, 'shared'],
		['received, on a server that gives no kind of mount', { permissions: 'SGCK', ownerId: 'bruno' }, 'shared'],
		// A team folder says that it is of whoever looks.
		['a team folder', { permissions: 'RMGDNVCK', ownerId: 'anne', mountType: 'group' }, 'team'],
		['on another storage', { permissions: 'RMGDNVCK', mountType: 'external' }, 'external'],
	] as const)('are known to be %s', async (_, node, place) => {
		const server = new FakeServer()
		server.nodes.set('A', node)
		expect(await describeFolder(server.client(), 'A')).toMatchObject({ place, isShared: place !== 'own' })
	})
})
