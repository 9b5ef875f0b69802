// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { createClient } from 'webdav/web'
import { davError, FakeServer, multistatus } from './testing.ts'
import { DavTransport } from './transport.ts'

const URL = 'https://nc.test/remote.php/dav/files/anne/x'
const TOKENS = { current: () => 'token', renew: async () => true }

function over(answer: () => Response) {
	const fetcher = vi.fn<typeof fetch>(async () => answer())
	return { fetcher, transport: new DavTransport('https://nc.test/remote.php/dav', fetcher, TOKENS) }
}

describe('requests through the package', () => {
	it.each([207, 401, 404, 412, 423, 503, 507])('an answer with status %i is an answer, with its body and headers', async (status) => {
		const { transport } = over(() => new Response('the body', { status, headers: { 'x-user-id': 'anne' } }))
		const { response, bytes } = await transport.send({ method: 'PUT', url: URL, body: 'x', timeout: 1_000 })
		expect([response.status, response.headers.get('x-user-id'), new TextDecoder().decode(bytes)]).toEqual([status, 'anne', 'the body'])
	})

	it('each client sends through its own fetch, though the patch is one for all', async () => {
		const one = over(() => new Response('one'))
		const two = over(() => new Response('two'))
		const sent = [one, two].map(({ transport }) => transport.send({ method: 'GET', url: URL, timeout: 1_000 }))
		expect((await Promise.all(sent)).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['one', 'two'])
		expect(one.fetcher).toHaveBeenCalledTimes(1)
		expect(two.fetcher).toHaveBeenCalledTimes(1)
	})

	it('the bytes leave as they are, and no type of content is added to them', async () => {
		const { fetcher, transport } = over(() => new Response(null, { status: 201 }))
		await transport.send({ method: 'PUT', url: URL, body: new Uint8Array([1, 2]).buffer, timeout: 1_000 })
		const init = fetcher.mock.calls[0]?.[1]
		expect(init?.body).toEqual(new Uint8Array([1, 2]).buffer)
		expect(init?.headers).toEqual({ 'X-Requested-With': 'XMLHttpRequest', requesttoken: 'token' })
	})

	it('nothing else on the page can use the package past the rules of the app', async () => {
		await expect(createClient('https://nc.test').customRequest('/x', { method: 'GET' })).rejects.toThrow('without the rules')
	})
})

describe('answers that the package itself would read otherwise', () => {
	const property = (xml: string, status: string): string => `<d:propstat><d:prop>${xml}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`
	const FOLDER = '<d:href>/cloud/remote.php/dav/files/anne/a/</d:href>'

	it('an owner id that looks like a number stays a text, and the second propstat counts', async () => {
		const server = new FakeServer()
		server.next({ status: 207, body: multistatus([`<d:response>${FOLDER}${property('<d:getetag/>', '404 Not Found')}${property('<oc:owner-id>0x1F</oc:owner-id>', '200 OK')}</d:response>`]) })
		const [row] = await server.client().propfind('a', 0, ['etag', 'ownerId'])
		expect([row?.get('ownerId'), row?.get('etag')]).toEqual(['0x1F', null])
	})

	it('a truncated list is refused', async () => {
		const server = new FakeServer()
		const whole = multistatus([`<d:response>${FOLDER}${property('<oc:owner-id>anne</oc:owner-id>', '200 OK')}</d:response>`])
		server.next({ status: 207, body: whole.slice(0, -20) })
		await expect(server.client().propfind('a', 0, ['ownerId'])).rejects.toMatchObject({ code: 'unexpected-answer' })
	})

	it('a 412 that does not speak of our condition is not a taken name', async () => {
		const server = new FakeServer()
		server.next({ status: 412, headers: { 'x-user-id': 'anne' }, body: davError('Sabre\\DAV\\Exception\\PreconditionFailed', 'Another header', '<s:header>If-Match</s:header>') })
		await expect(server.client().create('a/x.vault', new Uint8Array([1]))).rejects.toMatchObject({ code: 'unexpected-answer', detail: { status: 412 } })
	})
})
