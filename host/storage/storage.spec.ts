// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Storage } from './storage.ts'
import type { Content } from './tree.ts'
import { nowInSeconds } from './tree.ts'

describe('Storage in memory', () => {
	it('keeps contents as long as something names them, and writes nothing', async () => {
		const storage = await Storage.open(null)
		const blob = await storage.blobs.write(Buffer.from('1234'))
		const file = storage.tree.createFile(storage.tree.home('a'), 'file', { blob, size: 4, checksum: '', mtime: nowInSeconds() })
		await storage.commit()
		expect((await storage.blobs.read(blob))?.toString()).toBe('1234')
		storage.purge(file)
		await storage.commit()
		expect(await storage.blobs.read(blob)).toBeNull()
		await storage.blobs.write(Buffer.from('5'))
		await storage.reset()
		expect(storage.tree.children(storage.tree.home('a').id)).toEqual([])
	})
})

describe('Storage', () => {
	let folder: string
	let storage: Storage
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'trousseau-storage-'))
		storage = await Storage.open(folder)
	})
	afterEach(() => rm(folder, { recursive: true }))

	const content = async (text: string): Promise<Content> => ({ blob: await storage.blobs.write(Buffer.from(text)), size: text.length, checksum: '', mtime: nowInSeconds() })
	const blobs = async (): Promise<number> => (await readdir(join(folder, 'blobs'))).length

	it('gives every folder above a change a new ETag, and no other', async () => {
		const home = storage.tree.home('a')
		const outer = storage.tree.createFolder(home, 'outer')
		const inner = storage.tree.createFolder(outer, 'inner')
		const sibling = storage.tree.createFolder(home, 'sibling')
		const before = [home, outer, inner, sibling].map(({ id }) => storage.tree.node(id)?.etag)
		storage.tree.createFile(inner, 'file', await content('x'))
		const after = [home, outer, inner, sibling].map(({ id }) => storage.tree.node(id)?.etag)
		expect(after.map((etag, index) => etag === before[index])).toEqual([false, false, false, true])
	})

	it('counts sizes after every kind of change', async () => {
		const home = storage.tree.home('a')
		const outer = storage.tree.createFolder(home, 'outer')
		const file = storage.tree.createFile(outer, 'file', await content('12345'))
		const size = (): number => storage.tree.size(storage.tree.home('a'))
		expect(size()).toBe(5)
		const copy = storage.tree.copy(outer, home, 'copy')
		expect(size()).toBe(10)
		storage.overwrite(file, await content('1234567'), 'a', false)
		expect(size()).toBe(12)
		storage.tree.move(copy, outer, 'inside')
		expect(size()).toBe(12)
		storage.trash(file, 'a', ['outer', 'file'])
		expect(size()).toBe(5)
	})

	it('has no room left at the quota, and never less than none', async () => {
		const home = storage.tree.home('a')
		expect(storage.available('a')).toBe(-3)
		storage.setQuota('a', 10)
		storage.tree.createFile(home, 'file', await content('1234567'))
		expect(storage.available('a')).toBe(3)
		storage.setQuota('a', 5)
		expect(storage.available('a')).toBe(0)
		storage.setQuota('a', null)
		expect(storage.available('a')).toBe(-3)
	})

	it('keeps a blob as long as something names it, and no longer', async () => {
		const home = storage.tree.home('a')
		const file = storage.tree.createFile(home, 'file', await content('first'))
		const copy = storage.tree.copy(file, home, 'copy')
		storage.overwrite(file, await content('second'), 'a', false)
		await storage.commit()
		expect(await blobs()).toBe(2)
		storage.purge(storage.tree.node(file.id) ?? file)
		await storage.commit()
		expect(await blobs()).toBe(1)
		expect((await storage.blobs.read(copy.blob ?? ''))?.toString()).toBe('first')
		storage.purge(copy)
		await storage.commit()
		expect(await blobs()).toBe(0)
	})

	it('removes a blob only once its row is durably gone', async () => {
		const home = storage.tree.home('a')
		const file = storage.tree.createFile(home, 'file', await content('kept'))
		await storage.commit()
		storage.purge(file)
		const crashed = await Storage.open(folder)
		const found = crashed.tree.child(crashed.tree.home('a').id, 'file')
		expect((await crashed.blobs.read(found?.blob ?? ''))?.toString()).toBe('kept')
	})

	it('puts what a recipient deletes in both trashes', async () => {
		const shared = storage.tree.createFolder(storage.tree.home('a'), 'shared')
		const file = storage.tree.createFile(shared, 'file', await content('x'))
		storage.shares.create(shared, 'a', 'b', 15)
		storage.trash(file, 'b', ['shared', 'file'])
		const names = (user: string): string[] => storage.tree.children(storage.tree.trashRoot(user).id).map(({ name, owner }) => `${name.replace(/\d+$/, '')} ${owner}`)
		expect([names('a'), names('b')]).toEqual([['file.d a'], ['file.d b']])
		expect(storage.tree.child(shared.id, 'file')).toBeUndefined()
	})

	it('gives a mount the first free name, and adds up rights on one node', () => {
		for (const owner of ['a', 'c']) {
			storage.shares.create(storage.tree.createFolder(storage.tree.home(owner), 'Trousseau'), owner, 'b', 5)
		}
		storage.tree.createFolder(storage.tree.home('b'), 'Trousseau (3)')
		const third = storage.tree.createFolder(storage.tree.home('d'), 'Trousseau')
		storage.shares.create(third, 'd', 'b', 1)
		storage.shares.create(third, 'c', 'b', 8)
		const root = storage.access.root('b')
		const seen = storage.access.children('b', root).map(({ path, permissions }) => [path[0], permissions])
		expect(new Map(seen as [string, number | null][])).toEqual(new Map([['Trousseau', 5], ['Trousseau (2)', 5], ['Trousseau (3)', null], ['Trousseau (4)', 9]]))
	})

	it('opens again with everything', async () => {
		const home = storage.tree.home('a')
		const folderNode = storage.tree.createFolder(home, 'folder')
		storage.tree.createFile(folderNode, 'file', await content('text'))
		storage.shares.create(folderNode, 'a', 'b', 1)
		await storage.commit()
		const again = await Storage.open(folder)
		const place = again.access.resolve('b', ['folder', 'file'])
		expect(place?.permissions).toBe(1)
		expect((await again.blobs.read(place?.node.blob ?? ''))?.toString()).toBe('text')
	})
})
