// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { decodeMarker } from '../../journal/marker.ts'
import { createIdentityStore } from './create-identity.ts'
import { createNotebook } from './create-notebook.ts'
import { findIdentityStore } from './identity.ts'
import { findNotebooks } from './notebooks.ts'
import { FakeServer } from './testing.ts'

const VAULT = '7'.repeat(32)
const draft = { communeName: 'Saint-Étienne', insee: '42218', readMe: 'Ne supprimez pas ce dossier.' }
const US = { 'x-user-id': 'anne' }

describe('creating a notebook', () => {
	it('makes its folders, and makes it a notebook at the very end', async () => {
		const server = new FakeServer()
		const client = server.client()
		const created = await createNotebook(client, draft)
		expect(created.path).toBe('Trousseau/Saint-Étienne')
		await created.inventory.create('a', new Uint8Array([1]))
		const vault = await created.createVault(VAULT)
		await vault.create('b', new Uint8Array([2]))
		expect((await findNotebooks(client)).notebooks).toEqual([])
		await created.writeMarker()
		const file = server.nodes.get('Trousseau/Saint-Étienne/trousseau.json')?.bytes ?? new Uint8Array()
		expect(decodeMarker(file)).toEqual({ notebookId: created.notebookId, communeName: 'Saint-Étienne', insee: '42218' })
		expect((await findNotebooks(client)).notebooks.map(({ notebookId }) => notebookId)).toEqual([created.notebookId])
		expect([...server.nodes.keys()].sort()).toEqual([
			'',
			'Trousseau',
			'Trousseau/LISEZ-MOI.txt',
			'Trousseau/Saint-Étienne',
			'Trousseau/Saint-Étienne/inventory',
			'Trousseau/Saint-Étienne/inventory/a',
			'Trousseau/Saint-Étienne/trousseau.json',
			'Trousseau/Saint-Étienne/vaults',
			`Trousseau/Saint-Étienne/vaults/${VAULT}`,
			`Trousseau/Saint-Étienne/vaults/${VAULT}/b`,
		])
		expect(new TextDecoder().decode(server.nodes.get('Trousseau/LISEZ-MOI.txt')?.bytes)).toBe(draft.readMe)
	})

	it('asks for nothing that could be refused', async () => {
		const server = new FakeServer()
		const statuses: number[] = []
		const client = server.client()
		const created = await createNotebook(client, draft)
		await created.writeMarker()
		await createNotebook(client, draft)
		for (const seen of server.seen) {
			statuses.push(seen.method === 'MKCOL' && server.seen.filter(({ method, path }) => method === 'MKCOL' && path === seen.path).length > 1 ? 405 : 200)
		}
		expect(statuses).not.toContain(405)
		expect(server.asked.filter((asked) => asked === 'PUT Trousseau/LISEZ-MOI.txt')).toHaveLength(1)
	})

	it('takes the next number when the name is taken', async () => {
		const server = new FakeServer()
		expect((await createNotebook(server.client(), draft)).path).toBe('Trousseau/Saint-Étienne')
		expect((await createNotebook(server.client(), draft)).path).toBe('Trousseau/Saint-Étienne (2)')
	})

	it('takes the next number when somebody is faster', async () => {
		const server = new FakeServer()
		server.nodes.set('Trousseau', {})
		server.nodes.set('Trousseau/LISEZ-MOI.txt', { bytes: new Uint8Array() })
		server.script.push(() => null, () => null, () => null, () => ({ status: 405, headers: US }))
		expect((await createNotebook(server.client(), draft)).path).toBe('Trousseau/Saint-Étienne (2)')
	})

	it('never writes into a folder called Trousseau that somebody shares', async () => {
		const server = new FakeServer()
		server.nodes.set('Trousseau', { permissions: 'SRGDNVCK', ownerId: 'bruno', mountType: 'shared' })
		expect((await createNotebook(server.client(), draft)).path).toBe('Trousseau (2)/Saint-Étienne')
		expect((await createNotebook(server.client(), { ...draft, communeName: 'B' })).path).toBe('Trousseau (2)/B')
	})

	it('creates nothing for a commune without name', async () => {
		const server = new FakeServer()
		await expect(createNotebook(server.client(), { ...draft, communeName: ' ' })).rejects.toMatchObject({ code: 'invalid' })
		expect(server.seen).toEqual([])
	})

	it('can be abandoned, as long as it is no notebook', async () => {
		const server = new FakeServer()
		const created = await createNotebook(server.client(), draft)
		await created.abandon()
		expect([...server.nodes.keys()].sort()).toEqual(['', 'Trousseau', 'Trousseau/LISEZ-MOI.txt'])
		const kept = await createNotebook(server.client(), draft)
		await kept.writeMarker()
		await expect(kept.abandon()).rejects.toMatchObject({ code: 'not-allowed' })
		expect(server.nodes.has('Trousseau/Saint-Étienne/trousseau.json')).toBe(true)
	})

	it('leaves nothing behind when it fails half-way', async () => {
		const server = new FakeServer()
		server.nodes.set('Trousseau', {})
		server.nodes.set('Trousseau/LISEZ-MOI.txt', { bytes: new Uint8Array() })
		const before = [...server.nodes.keys()]
		const pass = (): null => null
		server.script.push(pass, pass, pass, pass, pass, () => ({ status: 507, headers: US }))
		await expect(createNotebook(server.client(), draft)).rejects.toMatchObject({ code: 'quota' })
		expect(server.asked.slice(-2)).toEqual(['MKCOL Trousseau/Saint-Étienne/vaults', 'DELETE Trousseau/Saint-Étienne'])
		expect([...server.nodes.keys()]).toEqual(before)
	})

	it('says that the quota is reached', async () => {
		const server = new FakeServer()
		server.script.push(() => null, () => ({ status: 507, headers: US }))
		await expect(createNotebook(server.client(), draft)).rejects.toMatchObject({ code: 'quota' })
	})
})

describe('the identity', () => {
	it('is not there at first, without a request that fails', async () => {
		const server = new FakeServer()
		expect(await findIdentityStore(server.client())).toBeNull()
		server.nodes.set('Trousseau', {})
		expect(await findIdentityStore(server.client())).toBeNull()
		expect(server.asked).toEqual(['SEARCH /cloud/remote.php/dav/', 'SEARCH /cloud/remote.php/dav/'])
	})

	it('is created once, and found afterwards', async () => {
		const server = new FakeServer()
		await (await createIdentityStore(server.client())).create('a', new Uint8Array([1]))
		expect(server.nodes.has('Trousseau/.identity/a')).toBe(true)
		expect(await (await findIdentityStore(server.client()))?.list()).toEqual([{ name: 'a', size: 1 }])
		await createIdentityStore(server.client())
		expect(server.asked.filter((asked) => asked.startsWith('MKCOL'))).toEqual(['MKCOL Trousseau', 'MKCOL Trousseau/.identity'])
	})

	it('is never that of somebody who shares a folder called Trousseau, nor put into it', async () => {
		const server = new FakeServer()
		server.nodes.set('Trousseau', { permissions: 'SRGDNVCK', ownerId: 'bruno', mountType: 'shared' })
		server.nodes.set('Trousseau/.identity', { permissions: 'SRGDNVCK', ownerId: 'bruno' })
		expect(await findIdentityStore(server.client())).toBeNull()
		await (await createIdentityStore(server.client())).create('a', new Uint8Array([1]))
		expect(server.nodes.has('Trousseau (2)/.identity/a')).toBe(true)
		server.nodes.delete('Trousseau/.identity')
		server.nodes.set('Trousseau', {})
		expect(await (await findIdentityStore(server.client()))?.list()).toEqual([{ name: 'a', size: 1 }])
	})
})
