// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { TrousseauError } from '../../domain/errors.ts'
import type { FindPlace } from './notebook-place.ts'
import { NotebookPlace } from './notebook-place.ts'
import { FakeServer } from './testing.ts'

const IDENTITY = { notebookId: 'a'.repeat(32), fileId: '7' }
const BYTES = new Uint8Array([1])
/** The answer to a PUT below a folder that does not exist. */
const MISSING = { status: 404, headers: { 'x-user-id': 'anne' } }

function placeOf(find: FindPlace) {
	const server = new FakeServer()
	server.nodes.set('New', {})
	server.nodes.set('New/inventory', {})
	const place = new NotebookPlace(server.client(), 'Old', find)
	place.identify(IDENTITY)
	return { server, place, store: place.store('inventory') }
}

describe('a notebook that moves', () => {
	it('is followed: what was asked is asked again at the new place', async () => {
		const { server, place, store } = placeOf(async () => 'New')
		server.next(MISSING)
		expect(await store.create('x', BYTES)).toBe('created')
		expect(place.path).toBe('New')
		expect(server.nodes.has('New/inventory/x')).toBe(true)
		expect(await store.list()).toEqual([{ name: 'x', size: 1 }])
		expect([...server.nodes.keys()].some((path) => path.startsWith('Old'))).toBe(false)
	})

	it('is looked for once by everything that misses it at the same time', async () => {
		const find = vi.fn<FindPlace>(async () => 'New')
		const { place, store } = placeOf(find)
		await Promise.all([store.list(), place.store('inventory').list(), store.list()])
		expect(find).toHaveBeenCalledTimes(1)
		expect(find).toHaveBeenCalledWith('Old', IDENTITY)
	})

	it('is lost where it is nowhere: the refusal stands, and nothing is created', async () => {
		const { server, place, store } = placeOf(async () => null)
		server.next(MISSING)
		const told: string[] = []
		place.onFound((whereabouts) => told.push(whereabouts))
		await expect(store.create('x', BYTES)).rejects.toMatchObject({ code: 'gone' })
		expect(told).toEqual(['lost'])
		expect(place.path).toBe('Old')
		expect(server.asked.filter((asked) => asked.startsWith('MKCOL'))).toEqual([])
	})

	it('is not looked for by its name before anybody knows which notebook it is', async () => {
		const find = vi.fn<FindPlace>(async () => 'New')
		const server = new FakeServer()
		await expect(new NotebookPlace(server.client(), 'Old', find).store('inventory').list()).rejects.toMatchObject({ code: 'gone' })
		expect(find).not.toHaveBeenCalled()
	})

	it('keeps the first refusal when it cannot be looked for', async () => {
		const { store } = placeOf(() => Promise.reject(new TrousseauError('offline')))
		await expect(store.list()).rejects.toMatchObject({ code: 'gone' })
	})

	it('leaves alone a file that is missing in a folder that is there', async () => {
		const { place } = placeOf(async () => 'New')
		await place.look()
		const seen: string[] = []
		place.onFound((whereabouts) => seen.push(whereabouts))
		await expect(place.store('inventory').read('y')).rejects.toMatchObject({ code: 'gone' })
		expect(seen).toEqual(['here'])
	})
})

describe('a listing asked for in advance', () => {
	it('serves once', async () => {
		const { server, place } = placeOf(async () => 'New')
		await place.look()
		const store = place.store('inventory', { files: Promise.resolve([{ name: 'early', size: 3 }]) })
		expect(await store.list()).toEqual([{ name: 'early', size: 3 }])
		expect(await store.list()).toEqual([])
		expect(server.asked).toEqual(['PROPFIND New/inventory'])
	})

	it('serves nobody once it is forgotten', async () => {
		const { place } = placeOf(async () => 'New')
		await place.look()
		const store = place.store('inventory', { files: Promise.resolve([{ name: 'early', size: 3 }]) })
		store.forgetAhead()
		expect(await store.list()).toEqual([])
	})
})
