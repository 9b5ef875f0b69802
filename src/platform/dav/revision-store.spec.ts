// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { openRevisionStore } from './revision-store.ts'
import { davError, FakeServer } from './testing.ts'

const FOLDER = 'Trousseau/Val d\'Oise/inventory'
const NAME = '00000001-cf4ab791c62b8d2b2109c90275287816.inventory'
const BYTES = new TextEncoder().encode('abc')
const US = { 'x-user-id': 'anne' }
const LOCKED = { status: 423, headers: US, body: davError('OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked', 'locked') }
const pauses: number[] = []
const retry = { attempts: 3, random: () => 0, sleep: async (milliseconds: number) => { pauses.push(milliseconds) } }

function setUp(): { server: FakeServer, store: ReturnType<typeof openRevisionStore> } {
	const server = new FakeServer()
	server.nodes.set(FOLDER, {})
	return { server, store: openRevisionStore(server.client(), FOLDER, retry) }
}

describe('a folder of revisions on the server', () => {
	it('lists files only, of this folder only, asking for their length only', async () => {
		const { server, store } = setUp()
		server.nodes.set(`${FOLDER}/${NAME}`, { bytes: BYTES })
		server.nodes.set(`${FOLDER}/b é.inventory`, { bytes: new Uint8Array(7) })
		server.nodes.set(`${FOLDER}/sub`, {})
		server.nodes.set(`${FOLDER}/sub/deep`, { bytes: BYTES })
		const listed = [...await store.list()].sort((left, right) => left.size - right.size)
		expect(listed).toEqual([{ name: NAME, size: 3 }, { name: 'b é.inventory', size: 7 }])
		const [seen] = server.seen
		expect(seen?.headers.depth).toBe('1')
		expect(new TextDecoder().decode(seen?.body)).toContain('<d:prop><d:getcontentlength/></d:prop>')
	})

	it('reads, creates and removes', async () => {
		const { server, store } = setUp()
		expect(await store.create(NAME, BYTES)).toBe('created')
		expect(await store.create(NAME, BYTES)).toBe('already')
		expect([...await store.read(NAME)]).toEqual([...BYTES])
		await store.remove(NAME)
		await expect(store.read(NAME)).rejects.toMatchObject({ code: 'gone' })
		expect(server.nodes.has(`${FOLDER}/${NAME}`)).toBe(false)
	})

	it('waits and tries again while a lock stands', async () => {
		const { server, store } = setUp()
		pauses.length = 0
		server.next(LOCKED, LOCKED)
		expect(await store.create(NAME, BYTES)).toBe('created')
		expect(pauses).toEqual([300, 600])
		expect(new Set(server.seen.map(({ url }) => url)).size).toBe(1)
	})

	it('recognises its own file after a cut', async () => {
		const { server, store } = setUp()
		server.script.push((seen) => {
			server.nodes.set(seen.path, { bytes: new Uint8Array(seen.body) })
			throw new TypeError('Failed to fetch')
		})
		expect(await store.create(NAME, BYTES)).toBe('already')
		expect(server.asked).toEqual([`PUT ${FOLDER}/${NAME}`, `PUT ${FOLDER}/${NAME}`, `GET ${FOLDER}/${NAME}`])
	})

	it('does not take a part of its file for the whole', async () => {
		const { server, store } = setUp()
		server.script.push((seen) => {
			server.nodes.set(seen.path, { bytes: new Uint8Array(seen.body.slice(0, 1)) })
			throw new TypeError('Failed to fetch')
		})
		await expect(store.create(NAME, BYTES)).rejects.toMatchObject({ code: 'altered' })
	})

	it('says that it is gone', async () => {
		const { server, store } = setUp()
		server.nodes.delete(FOLDER)
		await expect(store.list()).rejects.toMatchObject({ code: 'gone' })
	})
})
