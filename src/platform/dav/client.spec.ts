// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { davError, FakeServer } from './testing.ts'

const US = { 'x-user-id': 'anne' }
const CSRF = { status: 401, body: davError('Sabre\\DAV\\Exception\\NotAuthenticated', 'CSRF check not passed.') }
const LOST = { status: 401, headers: { 'www-authenticate': 'DummyBasic realm="Nextcloud"' }, body: davError('Sabre\\DAV\\Exception\\NotAuthenticated', 'Cannot authenticate over ajax calls') }
const BUSY = { status: 503, body: '<html>' }
const PAGE = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }
const FILE = 'Trousseau/Saint-Étienne/x.vault'

const statusPhp = (fields: object): { status: number, body: string } => ({ status: 200, body: JSON.stringify(fields) })
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

describe('a request', () => {
	it('is never answered from the cache, carries the token, and is not redirected', async () => {
		const server = new FakeServer()
		server.nodes.set(FILE, { bytes: new Uint8Array([1, 2]) })
		expect(await server.client().get(FILE)).toEqual(new Uint8Array([1, 2]))
		const [seen] = server.seen
		expect(seen?.url).toBe('https://nc.test/cloud/remote.php/dav/files/anne/Trousseau/Saint-%C3%89tienne/x.vault')
		expect(seen?.headers).toMatchObject({ requesttoken: 'token-1', 'x-requested-with': 'XMLHttpRequest' })
		expect(seen?.init).toMatchObject({ cache: 'no-store', credentials: 'same-origin', redirect: 'manual' })
	})

	it('sends exactly the bytes of a part of a buffer', async () => {
		const server = new FakeServer()
		const part = new Uint8Array([9, 9, 1, 2, 3, 9]).subarray(2, 5)
		expect(await server.client().create(FILE, part)).toBe('created')
		const [seen] = server.seen
		expect(seen?.init.body).toBeInstanceOf(ArrayBuffer)
		expect([...seen?.body ?? []]).toEqual([1, 2, 3])
		expect(seen?.headers).toMatchObject({ 'if-none-match': '*', 'x-hash': 'sha256', 'content-type': 'application/octet-stream' })
	})

	it('skips the trash when it deletes, and takes what is missing for deleted', async () => {
		const server = new FakeServer()
		server.nodes.set(FILE, { bytes: new Uint8Array() })
		await server.client().remove(FILE)
		await server.client().remove(FILE)
		expect(server.seen.map(({ headers }) => headers['x-nc-skip-trashbin'])).toEqual(['true', 'true'])
		expect(server.nodes.has(FILE)).toBe(false)
	})

	it('may write a file again when it is no revision', async () => {
		const server = new FakeServer()
		await server.client().write('Trousseau/LISEZ-MOI.txt', new Uint8Array([1]))
		await server.client().write('Trousseau/LISEZ-MOI.txt', new Uint8Array([2]))
		expect(server.nodes.get('Trousseau/LISEZ-MOI.txt')?.bytes).toEqual(new Uint8Array([2]))
		expect(server.seen[1]?.headers).not.toHaveProperty('if-none-match')
	})

	it('refuses paths that leave the user\'s files', async () => {
		const server = new FakeServer()
		await expect(server.client().get('../bruno/x')).rejects.toMatchObject({ code: 'invalid' })
		expect(server.seen).toEqual([])
	})
})

describe('what the server received', () => {
	const bytes = new Uint8Array([1, 2, 3])
	const created = (body: Uint8Array): { status: number, headers: Record<string, string> } => ({ status: 201, headers: { ...US, 'X-Hash-SHA256': sha256(body) } })

	it('is compared with what was sent', async () => {
		const server = new FakeServer()
		server.next(created(bytes), created(bytes.slice(1)))
		expect(await server.client().create(FILE, bytes)).toBe('created')
		await expect(server.client().create(FILE, bytes)).rejects.toMatchObject({ code: 'altered', detail: { file: FILE } })
	})

	it('is believed where the browser cannot compute', async () => {
		vi.stubGlobal('crypto', {})
		const server = new FakeServer()
		server.next(created(bytes.slice(1)))
		expect(await server.client().create(FILE, bytes)).toBe('created')
	})

	it('is read again after an answer that means "replaced"', async () => {
		const server = new FakeServer()
		server.nodes.set(FILE, { bytes })
		server.next({ status: 204, headers: US })
		expect(await server.client().create(FILE, bytes)).toBe('already')
		server.next({ status: 204, headers: US })
		await expect(server.client().create(FILE, new Uint8Array([4]))).rejects.toMatchObject({ code: 'unexpected-answer', detail: { status: 204 } })
	})

	it('was there before', async () => {
		const server = new FakeServer()
		server.nodes.set(FILE, { bytes })
		expect(await server.client().create(FILE, bytes)).toBe('already')
		expect(await server.client().makeFolder('Trousseau')).toBe('created')
		expect(await server.client().makeFolder('Trousseau')).toBe('already')
	})
})

describe('a session', () => {
	it('renews an outdated token once and asks again', async () => {
		const server = new FakeServer()
		server.next(CSRF)
		expect(await server.client().create(FILE, new Uint8Array([1]))).toBe('created')
		expect(server.seen.map(({ headers }) => headers.requesttoken)).toEqual(['token-1', 'token-2'])
		expect(server.lost).toEqual([])
	})

	it('is lost when a new token is refused too', async () => {
		const server = new FakeServer()
		server.next(CSRF, CSRF)
		await expect(server.client().create(FILE, new Uint8Array([1]))).rejects.toMatchObject({ code: 'session-expired' })
		expect(server.renewals).toBe(1)
		expect(server.lost).toEqual(['session-expired'])
		expect(server.nodes.has(FILE)).toBe(false)
	})

	it('is lost when there is no new token', async () => {
		const server = new FakeServer()
		server.next(CSRF)
		const client = server.client({ tokens: { current: () => null, renew: async () => false } })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'session-expired' })
		// The file once, then why there is no token: an upgrade that waits gives a page instead of one.
		expect(server.asked).toHaveLength(2)
		expect(server.seen.filter(({ path }) => path === FILE)).toHaveLength(1)
		expect(server.seen[1]?.url).toBe('https://nc.test/cloud/status.php')
		expect(server.seen[0]?.headers).not.toHaveProperty('requesttoken')
	})

	it.each([
		['session-expired', LOST],
		['other-user', { status: 403, headers: { 'x-user-id': 'bruno' } }],
	] as const)('is lost: %s', async (code, answer) => {
		const server = new FakeServer()
		server.next(answer)
		await expect(server.client().get(FILE)).rejects.toMatchObject({ code })
		expect(server.lost).toEqual([code])
		expect(server.renewals).toBe(0)
	})

	const named = (id: string): { status: number, body: string } => ({ status: 200, body: JSON.stringify({ ocs: { data: { id } } }) })
	const NOBODY = { status: 401, body: '{"ocs":{"data":[]}}' }

	it.each([
		['gone', 404, named('anne')],
		['forbidden', 403, named('anne')],
		['other-user', 404, named('bruno')],
		['session-expired', 403, NOBODY],
	] as const)('is asked for when the answer names nobody: %s', async (code, status, who) => {
		const server = new FakeServer()
		server.next({ status }, who)
		await expect(server.client().get(FILE)).rejects.toMatchObject({ code })
		expect(server.seen[1]?.url).toBe('https://nc.test/cloud/ocs/v2.php/cloud/user?format=json')
		expect(server.seen[1]?.headers).toMatchObject({ 'ocs-apirequest': 'true' })
	})

	it('is asked for before a deletion is believed', async () => {
		const server = new FakeServer()
		server.next({ status: 404 }, named('anne'), { status: 404 }, named('bruno'))
		await server.client().remove(FILE)
		await expect(server.client().remove(FILE)).rejects.toMatchObject({ code: 'other-user' })
	})

	it('is not lost by other refusals', async () => {
		const server = new FakeServer()
		await expect(server.client().get(FILE)).rejects.toMatchObject({ code: 'gone', detail: { method: 'GET', file: FILE, status: 404 } })
		expect(server.lost).toEqual([])
	})
})

describe('maintenance', () => {
	it.each([
		['maintenance', BUSY, statusPhp({ maintenance: true, needsDbUpgrade: false })],
		['maintenance', BUSY, statusPhp({ maintenance: false, needsDbUpgrade: true })],
		['busy', BUSY, statusPhp({ maintenance: false, needsDbUpgrade: false })],
		['busy', BUSY, { status: 200, body: '<html>' }],
		['maintenance', PAGE, statusPhp({ maintenance: false, needsDbUpgrade: true })],
		['session-expired', PAGE, statusPhp({ maintenance: false, needsDbUpgrade: false })],
	] as const)('is told by status.php: %s', async (code, answer, status) => {
		const server = new FakeServer()
		server.next(answer, status)
		await expect(server.client().get(FILE)).rejects.toMatchObject({ code })
		expect(server.seen[1]?.url).toBe('https://nc.test/cloud/status.php')
	})
})

describe('a line that is cut', () => {
	it('is offline', async () => {
		const client = new FakeServer().client({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'offline' })
	})

	it('is offline in the middle of a body too', async () => {
		const cut = new ReadableStream({ start: (controller) => controller.error(new TypeError('cut')) })
		const client = new FakeServer().client({ fetch: async () => new Response(cut, { status: 200, headers: US }) })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'offline' })
	})

	const neverAnswers: typeof fetch = (_, init) => new Promise((_resolve, reject) => {
		init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
		if (init?.signal?.aborted === true) {
			reject(new DOMException('aborted', 'AbortError'))
		}
	})

	it('is given up after a while, longer for a longer body', async () => {
		vi.useFakeTimers()
		const client = new FakeServer().client({ fetch: neverAnswers })
		const small = client.makeFolder('a').catch((error: unknown) => error)
		await vi.advanceTimersByTimeAsync(60_000)
		expect(await small).toMatchObject({ code: 'offline' })
		let isOver = false
		const large = client.create('b', new Uint8Array(2_000_000)).catch(() => { isOver = true })
		await vi.advanceTimersByTimeAsync(159_000)
		expect(isOver).toBe(false)
		await vi.advanceTimersByTimeAsync(2_000)
		await large
		expect(isOver).toBe(true)
	})

	it('is cancelled by whoever asked', async () => {
		const client = new FakeServer().client({ fetch: neverAnswers })
		const controller = new AbortController()
		const asked = client.get(FILE, { signal: controller.signal })
		controller.abort()
		await expect(asked).rejects.toMatchObject({ code: 'offline' })
		await expect(client.get(FILE, { signal: controller.signal })).rejects.toMatchObject({ code: 'offline' })
	})
})
