// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { FakeCaches } from '../cache-testing.ts'
import { KeptEntries } from '../kept-entries.ts'
import { FileCopies } from './file-copies.ts'
import { davError, FakeServer, multistatus } from './testing.ts'

describe('a server that is not available', () => {
	const UNAVAILABLE = { status: 503, headers: { 'x-user-id': 'anne' }, body: davError('Sabre\\DAV\\Exception\\ServiceUnavailable', 'Could not open file, file does seem to exist') }
	const FINE = { status: 200, body: '{"installed":true,"maintenance":false,"needsDbUpgrade":false}' }
	const room = (bytes: string, ownerId = 'claire') => ({ status: 207, body: multistatus([`<d:response><d:href>/cloud/remote.php/dav/files/anne/Trousseau/</d:href><d:propstat><d:prop><d:quota-available-bytes>${bytes}</d:quota-available-bytes><oc:owner-id>${ownerId}</oc:owner-id><oc:owner-display-name>Claire Martin</oc:owner-display-name></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`]) })

	it('to read a file: the owner of the folder has no room left, and it is said whose', async () => {
		const server = new FakeServer()
		server.next(UNAVAILABLE, FINE, room('0'))
		await expect(server.client().get('Trousseau/x.vault')).rejects.toMatchObject({ code: 'quota', detail: { owner: 'Claire Martin', method: 'GET', status: 503 } })
		expect(server.asked.at(-1)).toBe('PROPFIND Trousseau')
	})

	it.each([
		['there is room', [UNAVAILABLE, FINE, room('1024'), room('1024')]],
		['the quota is not known', [UNAVAILABLE, FINE, room('-3'), room('-3')]],
		['the folder above is full, but somebody else’s', [UNAVAILABLE, FINE, room('-3'), room('0', 'anne')]],
		['the folder does not answer', [UNAVAILABLE, FINE, UNAVAILABLE]],
	])('to read a file: busy, where %s', async (_, answers) => {
		const server = new FakeServer()
		server.next(...answers)
		const refused = await server.client().get('Trousseau/x.vault').catch((error: unknown) => error)
		expect(refused).toMatchObject({ code: 'busy', detail: { status: 503 } })
		expect(refused).not.toMatchObject({ detail: { between: 1 } })
	})

	it('to read a file: a folder that still says what was true minutes ago is not believed alone', async () => {
		const server = new FakeServer()
		server.next(UNAVAILABLE, FINE, room('-3'), room('-3'), room('0'))
		await expect(server.client().get('Trousseau/Lavoux/vaults/x.vault')).rejects.toMatchObject({ code: 'quota', detail: { owner: 'Claire Martin' } })
		expect(server.asked.slice(-3)).toEqual(['PROPFIND Trousseau/Lavoux/vaults', 'PROPFIND Trousseau/Lavoux', 'PROPFIND Trousseau'])
	})

	it('to read a file that was read before: its copy comes, and it is said whose space is full until a file is read again', async () => {
		const server = new FakeServer()
		const told: (string | null)[] = []
		const copies = new FileCopies({ entries: new KeptEntries(new FakeCaches().storage, 'copies'), storage: localStorage, userId: 'anne', subtle: globalThis.crypto.subtle })
		const client = server.client({ copies, onFullSpace: (owner) => told.push(owner) })
		const file = { status: 200, headers: { 'x-user-id': 'anne' }, body: new Uint8Array([1, 2, 3]) }
		server.next(file, UNAVAILABLE, FINE, room('0'), UNAVAILABLE, FINE, room('0'), UNAVAILABLE, FINE, room('1024'), room('1024'), file)
		await client.get('Trousseau/x.vault')
		expect(await client.get('Trousseau/x.vault')).toEqual(new Uint8Array([1, 2, 3]))
		expect(told).toEqual([null, 'Claire Martin'])
		await expect(client.get('Trousseau/never-read.vault')).rejects.toMatchObject({ code: 'quota' })
		await expect(client.get('Trousseau/x.vault')).rejects.toMatchObject({ code: 'busy' })
		await client.get('Trousseau/x.vault')
		expect(told.at(-1)).toBeNull()
	})

	it('to write: the quota is told by another answer, nothing more is asked', async () => {
		const server = new FakeServer()
		server.next(UNAVAILABLE, FINE)
		await expect(server.client().create('Trousseau/x.vault', new Uint8Array(1))).rejects.toMatchObject({ code: 'busy' })
		expect(server.asked).toHaveLength(2)
	})

	it('because something before it answers in its place', async () => {
		const server = new FakeServer()
		server.next({ status: 503, body: '<html>' }, { status: 503, body: '<html>' })
		await expect(server.client().makeFolder('Trousseau')).rejects.toMatchObject({ code: 'busy', detail: { status: 503, between: 1 } })
	})

	it('a page where a file was due, while we are still signed in, comes from a filter', async () => {
		const server = new FakeServer()
		server.next({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, FINE, { status: 200, body: '{"ocs":{"data":{"id":"anne"}}}' })
		await expect(server.client().get('Trousseau/x.vault')).rejects.toMatchObject({ code: 'unexpected-answer', detail: { between: 1 } })
		expect(server.lost).toEqual([])
	})
})
