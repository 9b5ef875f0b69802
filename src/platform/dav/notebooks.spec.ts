// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { FakeNode } from './testing.ts'

import { describe, expect, it } from 'vitest'
import { encodeMarker } from '../../journal/marker.ts'
import { openNotebook, openVaultStore } from './notebook-stores.ts'
import { findNotebooks } from './notebooks.ts'
import { davError, FakeServer } from './testing.ts'

const ID = (digit: string): string => digit.repeat(32)
const US = { 'x-user-id': 'anne' }
const marker = (notebookId: string, communeName: string, insee = ''): FakeNode => ({ bytes: new Uint8Array(encodeMarker({ notebookId, communeName, insee })) })

function put(server: FakeServer, path: string, file: FakeNode, folder: FakeNode = {}): void {
	server.nodes.set(path, folder)
	server.nodes.set(`${path}/inventory`, folder)
	server.nodes.set(`${path}/vaults`, folder)
	server.nodes.set(`${path}/trousseau.json`, file)
}

describe('finding the notebooks', () => {
	it('finds none, and asks for nothing that is missing', async () => {
		const server = new FakeServer()
		expect(await findNotebooks(server.client())).toEqual({ notebooks: [], unreadable: [] })
		expect(server.asked).toEqual(['SEARCH /cloud/remote.php/dav/'])
	})

	it('finds own and received ones wherever they lie, sorted as French does', async () => {
		const server = new FakeServer()
		put(server, 'Trousseau/Zuydcoote', marker(ID('a'), 'Zuydcoote', '59668'))
		put(server, 'Reçus/L\'Étang (2)', marker(ID('b'), 'Étang'), { permissions: 'SRGDNCK', ownerId: 'bruno', mountType: 'shared' })
		put(server, 'Lecture', marker(ID('c'), 'Ay'), { permissions: 'SG', ownerId: 'bruno', mountType: 'shared' })
		const { notebooks, unreadable } = await findNotebooks(server.client())
		expect(unreadable).toEqual([])
		expect(notebooks).toMatchObject([
			{ notebookId: ID('c'), path: 'Lecture', communeName: 'Ay', insee: '', ownerId: 'bruno', ownerName: 'BRUNO', place: 'shared', permissions: 'SG', shared: true, mayWrite: false, mayAddVault: false, mayPrune: false, lacksVaults: false, duplicate: false },
			{ notebookId: ID('b'), path: 'Reçus/L\'Étang (2)', communeName: 'Étang', insee: '', ownerId: 'bruno', permissions: 'SRGDNCK', shared: true, mayWrite: true, mayPrune: true, duplicate: false },
			{ notebookId: ID('a'), path: 'Trousseau/Zuydcoote', communeName: 'Zuydcoote', insee: '59668', ownerId: 'anne', place: 'own', permissions: 'RGDNVCK', shared: false, mayWrite: true, mayAddVault: true, mayPrune: true, duplicate: false },
		])
	})

	it('judges the rights by the folder of revisions, not by the root of the share', async () => {
		const server = new FakeServer()
		put(server, 'A', marker(ID('a'), 'A'), { permissions: 'SGDN', ownerId: 'bruno' })
		server.nodes.set('A/inventory', { permissions: 'SGCK', ownerId: 'bruno' })
		expect((await findNotebooks(server.client())).notebooks[0]).toMatchObject({ mayWrite: true, mayPrune: false })
	})

	it('asks for the exact name and for more than the hundred rows that come in silence', async () => {
		const server = new FakeServer()
		await findNotebooks(server.client({ userId: 'anne' }))
		const request = new TextDecoder().decode(server.seen[0]?.body)
		expect(request).toContain('<d:nresults>5000</d:nresults>')
		expect(request).toContain('<d:href>/files/anne</d:href>')
		expect(request).toMatch(/<d:eq><d:prop><d:displayname\/><\/d:prop><d:literal>trousseau\.json<\/d:literal><\/d:eq>/)
		expect(new DOMParser().parseFromString(request, 'application/xml').getElementsByTagName('parsererror')).toHaveLength(0)
		expect(server.seen[0]?.headers['content-type']).toMatch(/^application\/xml/)
	})

	it('marks two folders that carry the same id', async () => {
		const server = new FakeServer()
		put(server, 'Trousseau/A', marker(ID('a'), 'A'))
		put(server, 'Copie de A', marker(ID('a'), 'A'))
		put(server, 'Trousseau/B', marker(ID('b'), 'B'))
		const { notebooks } = await findNotebooks(server.client())
		expect(notebooks.map(({ path, duplicate }) => [path, duplicate])).toEqual([['Copie de A', true], ['Trousseau/A', true], ['Trousseau/B', false]])
	})

	it('never takes a marker received without its folder for an empty notebook, and says so', async () => {
		const server = new FakeServer()
		server.nodes.set('trousseau.json', marker(ID('a'), 'A'))
		server.nodes.set('Divers', {})
		server.nodes.set('Divers/trousseau.json', { ...marker(ID('b'), 'B'), mountType: 'shared', ownerId: 'bruno' })
		expect(await findNotebooks(server.client())).toEqual({
			notebooks: [],
			unreadable: [
				{ path: '', code: 'incomplete', communeName: 'A', ownerName: 'ANNE', fileId: 'id of trousseau.json' },
				{ path: 'Divers', code: 'alone', communeName: 'B', ownerName: 'BRUNO', fileId: 'id of Divers/trousseau.json' },
			],
		})
	})

	it('says nothing of a marker received alone when its folder was received, too', async () => {
		const server = new FakeServer()
		put(server, 'B', { ...marker(ID('b'), 'B'), fileId: '7', ownerId: 'bruno' }, { ownerId: 'bruno', permissions: 'SGCK' })
		server.nodes.set('trousseau.json', { ...marker(ID('b'), 'B'), fileId: '7', ownerId: 'bruno', mountType: 'shared' })
		const { notebooks, unreadable } = await findNotebooks(server.client())
		expect([notebooks.map(({ path }) => path), unreadable]).toEqual([['B'], []])
	})

	it('takes two ways to one folder for one notebook, the way with more rights first', async () => {
		const server = new FakeServer()
		put(server, 'Trousseau (2)/A', { ...marker(ID('a'), 'A'), fileId: '7' }, { ownerId: 'bruno', permissions: 'SGCK' })
		put(server, 'A', { ...marker(ID('a'), 'A'), fileId: '7' }, { ownerId: 'bruno', permissions: 'SG' })
		expect((await findNotebooks(server.client())).notebooks).toMatchObject([{ path: 'Trousseau (2)/A', otherPaths: ['A'], mayWrite: true, duplicate: false }])
	})

	it('says of a folder that Nextcloud encrypts that no browser can write there', async () => {
		const server = new FakeServer()
		put(server, 'A', marker(ID('a'), 'A'), { encrypted: true })
		expect((await findNotebooks(server.client())).unreadable).toMatchObject([{ path: 'A', code: 'encrypted', communeName: 'A' }])
	})

	it('opens what is left of a notebook whose folder of vaults is missing, and offers no new vault', async () => {
		const server = new FakeServer()
		put(server, 'A', marker(ID('a'), 'A'))
		server.nodes.delete('A/vaults')
		expect((await findNotebooks(server.client())).notebooks).toMatchObject([{ lacksVaults: true, mayAddVault: false, mayWrite: true }])
	})

	it('offers no new vault where the folder of vaults cannot be written', async () => {
		const server = new FakeServer()
		put(server, 'A', marker(ID('a'), 'A'), { mountType: 'group', permissions: 'RMGDNVCK' })
		server.nodes.set('A/vaults', { mountType: 'group', permissions: 'MG' })
		expect((await findNotebooks(server.client())).notebooks).toMatchObject([{ place: 'team', shared: true, mayAddVault: false, mayWrite: true }])
	})

	it('shows the others when one cannot be read', async () => {
		const server = new FakeServer()
		const newer = new TextDecoder().decode(marker(ID('b'), 'B').bytes).replace('"format":1', '"format":2')
		put(server, 'A', marker(ID('a'), 'A'))
		put(server, 'B', { bytes: new Uint8Array(new TextEncoder().encode(newer)) })
		put(server, 'C', { bytes: new Uint8Array([123]) })
		const { notebooks, unreadable } = await findNotebooks(server.client())
		expect(notebooks.map(({ path }) => path)).toEqual(['A'])
		expect(unreadable).toMatchObject([{ path: 'B', code: 'unsupported-version' }, { path: 'C', code: 'altered' }])
	})

	it('forgets a folder that goes away meanwhile', async () => {
		const server = new FakeServer()
		put(server, 'A', marker(ID('a'), 'A'))
		server.script.push(() => null, () => {
			server.nodes.delete('A/trousseau.json')
			return null
		}, () => ({ status: 404, headers: US }))
		expect((await findNotebooks(server.client())).notebooks).toEqual([])
	})

	it.each([501, 400, 500])('looks into the folder Trousseau when the search answers %i', async (status) => {
		const server = new FakeServer()
		put(server, 'Trousseau/A', marker(ID('a'), 'A'))
		server.nodes.set('Trousseau', {})
		server.nodes.set('Trousseau/.identity', {})
		server.nodes.set('Trousseau/Photos', {})
		server.next({ status, headers: US, body: davError('Sabre\\DAV\\Exception\\NotImplemented', 'no') })
		expect((await findNotebooks(server.client())).notebooks.map(({ path }) => path)).toEqual(['Trousseau/A'])
		expect(server.asked).not.toContain('PROPFIND Trousseau/.identity')
	})

	it('finds none without search nor folder', async () => {
		const server = new FakeServer()
		server.next({ status: 501, headers: US })
		expect((await findNotebooks(server.client())).notebooks).toEqual([])
		expect(server.asked).toEqual(['SEARCH /cloud/remote.php/dav/', 'PROPFIND'])
	})

	it('passes on a lost session instead of showing nothing', async () => {
		const server = new FakeServer()
		server.next({ status: 401, headers: { 'www-authenticate': 'DummyBasic' } })
		await expect(findNotebooks(server.client())).rejects.toMatchObject({ code: 'session-expired' })
	})
})

describe('opening a notebook', () => {
	it('gives its journals by one listing', async () => {
		const server = new FakeServer()
		put(server, 'A', marker(ID('a'), 'A'))
		server.nodes.set(`A/vaults/${ID('2')}`, {})
		server.nodes.set(`A/vaults/${ID('1')}`, {})
		server.nodes.set('A/vaults/other', {})
		server.nodes.set(`A/vaults/${ID('3')}`, { bytes: new Uint8Array() })
		server.nodes.set(`A/vaults/${ID('1')}/x.vault`, { bytes: new Uint8Array(3) })
		const { inventory, vaults } = await openNotebook(server.client(), 'A')
		expect(server.asked).toHaveLength(1)
		expect(vaults.map(({ vaultId }) => vaultId)).toEqual([ID('1'), ID('2')])
		expect(await vaults[0]?.store.list()).toEqual([{ name: 'x.vault', size: 3 }])
		expect(await inventory.list()).toEqual([])
	})

	it('has no vault without a folder of vaults', async () => {
		const server = new FakeServer()
		expect((await openNotebook(server.client(), 'A')).vaults).toEqual([])
		server.next({ status: 423, headers: US })
		await expect(openNotebook(server.client(), 'A')).rejects.toMatchObject({ code: 'busy' })
	})

	it('refuses an id that is none', () => {
		expect(() => openVaultStore(new FakeServer().client(), 'A', '../x')).toThrow('invalid')
	})
})
