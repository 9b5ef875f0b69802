// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../../journal/memory-store.ts'
import { datedStore, listDated } from './revision-dates.ts'
import { FakeServer } from './testing.ts'

const FOLDER = 'Trousseau/Val d\'Oise/inventory'

describe('the dates of revisions', () => {
	it('are those of the files of this folder, with their sizes', async () => {
		const server = new FakeServer()
		const bytes = new Uint8Array(1)
		server.nodes.set(FOLDER, { modified: 'Sun, 22 Nov 2026 10:00:00 GMT' })
		server.nodes.set(`${FOLDER}/a é.inventory`, { bytes, modified: 'Sun, 22 Nov 2026 09:30:00 GMT' })
		server.nodes.set(`${FOLDER}/b.inventory`, { bytes, modified: 'some day' })
		server.nodes.set(`${FOLDER}/c.inventory`, { bytes })
		server.nodes.set(`${FOLDER}/sub`, { modified: 'Sun, 22 Nov 2026 10:00:00 GMT' })
		const found = await listDated(server.client(), FOLDER)
		expect([...found].sort((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
			{ name: 'a é.inventory', size: 1, at: Date.UTC(2026, 10, 22, 9, 30) },
			{ name: 'b.inventory', size: 1, at: Number.NaN },
			{ name: 'c.inventory', size: 1, at: Number.NaN },
		])
		expect(server.seen).toHaveLength(1)
	})

	it('cannot be had of a folder that is gone', async () => {
		await expect(listDated(new FakeServer().client(), FOLDER)).rejects.toMatchObject({ code: 'gone' })
	})

	it('are remembered by a store from its last listing', async () => {
		const memory = new MemoryStore()
		memory.files.set('a', new Uint8Array(3))
		let at = 5
		const store = datedStore(memory, async () => [{ name: 'a', size: 3, at }])
		expect([store.dateOf('a'), store.sizeOf('a')]).toEqual([Number.NaN, 0])
		await store.list()
		at = 6
		expect([store.dateOf('a'), store.sizeOf('a'), store.dateOf('b')]).toEqual([5, 3, Number.NaN])
		await store.list()
		expect([store.dateOf('a'), (await store.read('a')).length]).toEqual([6, 3])
		await store.remove('a')
		expect(memory.files.size).toBe(0)
	})
})
