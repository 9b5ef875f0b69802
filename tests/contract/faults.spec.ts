// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer, Sent } from './support/browser.ts'
import { Browser } from './support/browser.ts'
import { responses } from './support/table.ts'
import type { Stage, Target } from './support/target.ts'
import { EMBEDDED, hook, ONLY_EMBEDDED, openStage, openTarget } from './support/target.ts'

const EXCLUSIVE = { 'If-None-Match': '*' }

describe.skipIf(!EMBEDDED)(`faults on demand (${ONLY_EMBEDDED})`, () => {
	let target: Target
	let stage: Stage
	let count = 0
	let name = ''

	beforeAll(async () => {
		target = await openTarget()
		stage = await openStage(target, 'faults')
	})
	afterAll(async () => {
		await hook(target, 'DELETE', 'faults')
		await stage.close()
		await target.close()
	})
	beforeEach(async () => {
		await hook(target, 'DELETE', 'faults')
		count += 1
		name = `/file-${count}.vault`
	})

	const fault = (...faults: unknown[]) => hook(target, 'POST', 'faults', faults)
	const send = (sent: Omit<Sent, 'path'>, path = name): Promise<Answer> => stage.owner.send({ ...sent, path: stage.at(path) })
	const put = (body = 'content', path = name) => send({ method: 'PUT', headers: { ...EXCLUSIVE, 'X-HASH': 'sha256' }, body }, path)

	it.each([
		['423', 423, 'FileLocked'],
		['503', 503, 'ServiceUnavailable'],
		['503-maintenance', 503, 'ServerMaintenanceMode'],
		['507', 507, 'InsufficientStorage'],
		['403', 403, 'Forbidden'],
		['404', 404, 'NotFound'],
		['500', 500, 'Exception'],
		['csrf', 401, 'NotAuthenticated'],
		['nobody-wins', 423, 'FileLocked'],
	])('%s is answered once and nothing is written', async (kind, status, exception) => {
		await fault({ kind, match: { method: 'PUT', path: name } })
		const refused = await put()
		expect(refused.status).toBe(status)
		expect(refused.text).toContain(`${exception}</s:exception>`)
		expect((await send({ method: 'GET' })).status).toBe(404)
		expect((await put()).status).toBe(201)
	})

	it.each([
		['429', 429, 'text/html; charset=UTF-8'],
		['502', 502, 'text/html; charset=UTF-8'],
		['412-cookies', 412, 'application/json; charset=utf-8'],
	])('%s is answered in the place of the server', async (kind, status, type) => {
		await fault({ kind, match: { method: 'PUT', path: name } })
		const refused = await put()
		expect([refused.status, refused.headers['content-type']]).toEqual([status, type])
		expect((await send({ method: 'GET' })).status).toBe(404)
	})

	it('alter-answer gives another byte, cut-answer half of them', async () => {
		await put('0123456789')
		await fault({ kind: 'alter-answer', match: { method: 'GET', path: name } })
		const altered = await send({ method: 'GET' })
		expect(altered.bytes).toHaveLength(10)
		expect(altered.text).not.toBe('0123456789')
		await fault({ kind: 'cut-answer', match: { method: 'GET', path: name } })
		await expect(send({ method: 'GET' })).rejects.toThrow()
		expect((await send({ method: 'GET' })).text).toBe('0123456789')
	})

	it('a request can name its own fault, and no other one meets it', async () => {
		const asking = (kind: string) => send({ method: 'PUT', headers: { ...EXCLUSIVE, 'X-Host-Fault': JSON.stringify({ kind }) }, body: 'x' })
		expect((await asking('423')).status).toBe(423)
		expect((await asking('earthquake')).status).toBe(400)
		expect((await put()).status).toBe(201)
	})

	it('skips and repeats as told, and tells what it played', async () => {
		await fault({ kind: '503', match: { method: 'PUT', path: '/file-' }, skip: 1, times: 2 })
		const statuses = []
		for (const part of ['a', 'b', 'c', 'd']) {
			statuses.push((await put('x', `/file-${count}-${part}.vault`)).status)
		}
		expect(statuses).toEqual([201, 503, 503, 201])
		expect(await hook(target, 'GET', 'faults')).toMatchObject([{ kind: '503', played: 2, left: 0 }])
	})

	it('refuses a fault that it does not know', async () => {
		await expect(fault({ kind: 'earthquake' })).rejects.toThrow('400')
	})

	it('drop-before cuts the line and nothing is written', async () => {
		await fault({ kind: 'drop-before', match: { method: 'PUT', path: name } })
		await expect(put()).rejects.toThrow()
		expect((await send({ method: 'GET' })).status).toBe(404)
	})

	it('drop-after cuts the line after it was written: the same again had arrived', async () => {
		await fault({ kind: 'drop-after', match: { method: 'PUT', path: name } })
		await expect(put()).rejects.toThrow()
		expect((await put()).status).toBe(412)
		expect((await send({ method: 'GET' })).text).toBe('content')
	})

	it('truncate-body keeps a part, and the hash given back is that of the part', async () => {
		await fault({ kind: 'truncate-body', bytes: 3, match: { method: 'PUT', path: name } })
		const answer = await put()
		expect(answer.status).toBe(201)
		expect(answer.headers['x-hash-sha256']).toBe(createHash('sha256').update('con').digest('hex'))
		expect((await send({ method: 'GET' })).text).toBe('con')
	})

	it('two-winners tells the second one 204: the first content is gone, but kept as a version', async () => {
		const first = await put('first')
		await fault({ kind: 'two-winners', match: { method: 'PUT', path: name } })
		const second = await put('second')
		expect([first.status, second.status]).toEqual([201, 204])
		expect((await send({ method: 'GET' })).text).toBe('second')
		const id = Number.parseInt(first.headers['oc-fileid'] ?? '', 10)
		const versions = `/remote.php/dav/versions/${target.owner.user}/versions/${id}/`
		const listing = await stage.owner.send({ method: 'PROPFIND', path: versions, headers: { Depth: '1' } })
		const [version] = [...responses(listing.text).keys()].filter((href) => href !== versions)
		expect((await stage.owner.send({ method: 'GET', path: version ?? '' })).text).toBe('first')
		const restored = await stage.owner.send({ method: 'MOVE', path: version ?? '', headers: { Destination: `${target.url}/remote.php/dav/versions/${target.owner.user}/restore/target` } })
		expect(restored.status).toBe(201)
		expect((await send({ method: 'GET' })).text).toBe('first')
	})

	it('stale-lock: the file, its folder and the notebook cannot be deleted; other files can be written and deleted', async () => {
		await send({ method: 'MKCOL' }, '/book')
		await send({ method: 'MKCOL' }, '/book/inner')
		await put('x', '/book/inner/other.vault')
		await fault({ kind: 'stale-lock', seconds: 1, match: { method: 'PUT', path: 'stuck.vault' } })
		expect((await put('x', '/book/inner/stuck.vault')).status).toBe(423)
		expect((await put('x', '/book/inner/stuck.vault')).status).toBe(423)
		expect((await put('x', '/book/inner/new.vault')).status).toBe(201)
		expect((await send({ method: 'DELETE' }, '/book/inner/other.vault')).status).toBe(204)
		expect((await send({ method: 'DELETE' }, '/book/inner')).status).toBe(423)
		const renamed = await send({ method: 'MOVE', headers: { Destination: `${target.url}${stage.at('/book/renamed')}` } }, '/book/inner')
		expect(renamed.status).toBe(500)
		expect(renamed.text).toContain('is locked')
		expect((await send({ method: 'PROPFIND', headers: { Depth: '1' } }, '/book/inner')).status).toBe(207)
		expect((await send({ method: 'MKCOL' }, '/book/inner/stuck.vault')).status).toBe(423)
		await new Promise((resolve) => {
			setTimeout(resolve, 1100)
		})
		expect((await put('x', '/book/inner/stuck.vault')).status).toBe(201)
	})

	it('session-lost ends the session: a script is told so, and signing in again helps', async () => {
		const browser = await new Browser(target.url).logIn(target.owner.user, target.owner.password)
		await fault({ kind: 'session-lost', match: { method: 'PUT', path: name } })
		const sent: Sent = { method: 'PUT', path: stage.at(name), headers: EXCLUSIVE, body: 'x' }
		const lost = await browser.send(sent)
		expect([lost.status, lost.headers['www-authenticate']?.slice(0, 10)]).toEqual([401, 'DummyBasic'])
		const useless = await browser.renewToken()
		expect(useless).toMatch(/:/)
		expect((await browser.send(sent)).status).toBe(401)
		await browser.logIn(target.owner.user, target.owner.password)
		expect((await browser.send(sent)).status).toBe(201)
	})

	it('html-200 gives a page where a file was due', async () => {
		await put()
		await fault({ kind: 'html-200', match: { method: 'GET', path: name } })
		const page = await send({ method: 'GET' })
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8'])
	})

	it('gzip-etag alters ETag and leaves OC-ETag alone', async () => {
		await put()
		await fault({ kind: 'gzip-etag', match: { method: 'GET', path: name } })
		const answer = await send({ method: 'GET' })
		expect(answer.headers.etag).toBe(answer.headers['oc-etag']?.replace(/"$/, '-gzip"'))
	})

	it('same-second-etag lets a stale If-Match pass', async () => {
		const { etag = '' } = (await put('one')).headers
		await fault({ kind: 'same-second-etag', match: { method: 'PUT', path: name } })
		expect((await send({ method: 'PUT', headers: { 'If-Match': etag }, body: 'two' })).headers.etag).toBe(etag)
		expect((await send({ method: 'PUT', headers: { 'If-Match': etag }, body: 'three' })).status).toBe(204)
	})

	it('latency delays and combines', async () => {
		await fault({ kind: 'latency', milliseconds: 300, match: { method: 'PUT', path: name } }, { kind: '423', match: { method: 'PUT', path: name } })
		const start = performance.now()
		expect((await put()).status).toBe(423)
		expect(performance.now() - start).toBeGreaterThan(290)
	})

	it('an upload cut in the middle leaves nothing; while it stalls its name is locked', async () => {
		const url = new URL(target.url)
		const token = Buffer.from(`${target.owner.user}:${target.owner.password}`).toString('base64')
		const socket = connect(Number(url.port), url.hostname)
		socket.write(`PUT ${stage.at(name)} HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Basic ${token}\r\nContent-Length: 1000\r\n\r\nhalf`)
		await expect.poll(async () => (await put()).status).toBe(423)
		socket.destroy()
		await expect.poll(async () => (await put()).status).toBe(201)
		expect((await send({ method: 'GET' })).text).toBe('content')
	})
})

describe.skipIf(!EMBEDDED)(`the whole server (${ONLY_EMBEDDED})`, () => {
	let target: Target
	let stage: Stage
	beforeAll(async () => {
		target = await openTarget()
		stage = await openStage(target, 'server')
	})
	afterAll(async () => {
		await stage.close()
		await target.close()
	})

	it('in maintenance: DAV says so in XML, pages in HTML, status.php plainly; the same token works afterwards', async () => {
		await hook(target, 'POST', 'conditions', { maintenance: true })
		const dav = await stage.owner.send({ method: 'PUT', path: stage.at('/x.vault'), body: 'x' })
		const page = await stage.owner.send({ method: 'GET', path: '/index.php/csrftoken' })
		const status = await stage.owner.send({ method: 'GET', path: '/status.php' })
		await hook(target, 'POST', 'conditions', { maintenance: false })
		expect([dav.status, page.status, status.status]).toEqual([503, 503, 200])
		expect(dav.text).toContain('ServerMaintenanceMode')
		expect(dav.headers['retry-after']).toBeUndefined()
		expect(page.headers['x-nextcloud-maintenance-mode']).toBe('1')
		expect(JSON.parse(status.text)).toMatchObject({ maintenance: true })
		expect((await stage.owner.send({ method: 'PUT', path: stage.at('/x.vault'), body: 'x' })).status).toBe(201)
	})

	it('with an upgrade pending: pages answer 200, as HTML', async () => {
		await hook(target, 'POST', 'conditions', { upgradePending: true })
		const token = await stage.owner.send({ method: 'GET', path: '/index.php/csrftoken' })
		const dav = await stage.owner.send({ method: 'GET', path: stage.at('/x.vault') })
		const status = await stage.owner.send({ method: 'GET', path: '/status.php' })
		await hook(target, 'POST', 'conditions', { upgradePending: false })
		expect([token.status, token.headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8'])
		expect([dav.status, dav.headers['content-type']]).toEqual([503, 'text/html; charset=UTF-8'])
		expect(JSON.parse(status.text)).toMatchObject({ maintenance: false, needsDbUpgrade: true })
	})

	it('with a disabled account: nothing of it is believed', async () => {
		await hook(target, 'POST', 'conditions', { disabled: [target.owner.user] })
		const token = await stage.owner.send({ method: 'GET', path: '/index.php/csrftoken' })
		const dav = await stage.owner.send({ method: 'PUT', path: stage.at('/x.vault'), body: 'x' })
		await hook(target, 'POST', 'conditions', { disabled: [] })
		expect([token.status, dav.status]).toEqual([401, 401])
	})

	it('lists in another order each time when told', async () => {
		for (let index = 0; index < 12; index += 1) {
			await stage.owner.send({ method: 'PUT', path: stage.at(`/order-${index}.vault`), body: 'x' })
		}
		await hook(target, 'POST', 'conditions', { shuffleListings: true })
		const orders = new Set<string>()
		for (let round = 0; round < 6; round += 1) {
			const listing = await stage.owner.send({ method: 'PROPFIND', path: stage.at('/'), headers: { Depth: '1' } })
			const hrefs = [...responses(listing.text).keys()]
			expect(hrefs[0]).toBe(stage.at('/'))
			orders.add(hrefs.join())
		}
		await hook(target, 'POST', 'conditions', { shuffleListings: false })
		expect(orders.size).toBeGreaterThan(1)
	})

	it('counts the owner\'s quota, whoever writes', async () => {
		const body = new URLSearchParams({ path: `/${stage.folder}`, shareType: '0', shareWith: target.member.user, permissions: '5' }).toString()
		await stage.owner.send({ method: 'POST', path: '/ocs/v2.php/apps/files_sharing/api/v1/shares', headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' }, body })
		const used = (await hook(target, 'POST', 'quota', { user: target.owner.user, bytes: 1_000_000 })) as { available: number }
		await hook(target, 'POST', 'quota', { user: target.owner.user, bytes: 1_000_000 - used.available + 100 })
		await hook(target, 'POST', 'quota', { user: target.member.user, bytes: 0 })
		const put = (by: 'owner' | 'member', file: string, size: number) => stage[by].send({ method: 'PUT', path: by === 'owner' ? stage.at(file) : stage.memberAt(file), headers: EXCLUSIVE, body: 'x'.repeat(size) })
		const tooBig = await put('member', '/quota-a.vault', 101)
		expect([tooBig.status, /InsufficientStorage<\/s:exception>/.test(tooBig.text)]).toEqual([507, true])
		expect((await put('member', '/quota-a.vault', 100)).status).toBe(201)
		expect((await put('owner', '/quota-b.vault', 1)).status).toBe(507)
		expect((await put('owner', '/quota-c.vault', 0)).status).toBe(413)
		expect((await stage.owner.send({ method: 'MKCOL', path: stage.at('/quota-folder') })).status).toBe(201)
		expect((await stage.member.send({ method: 'MKCOL', path: `/remote.php/dav/files/${target.member.user}/quota-own` })).status).toBe(507)
		const room = await stage.member.send({ method: 'PROPFIND', path: stage.memberAt(''), headers: { Depth: '0' } })
		expect(room.text).toContain('<d:quota-available-bytes>0<')
		expect((await stage.owner.send({ method: 'DELETE', path: stage.at('/quota-a.vault'), headers: { 'X-NC-Skip-Trashbin': 'true' } })).status).toBe(204)
		expect((await put('owner', '/quota-d.vault', 100)).status).toBe(201)
		for (const person of [target.owner, target.member]) {
			await hook(target, 'POST', 'quota', { user: person.user, bytes: null })
		}
	})

	it('opens no file of somebody who has nothing left, for nobody; listings go on, and say so', async () => {
		expect((await stage.owner.send({ method: 'PUT', path: stage.at('/full.vault'), headers: EXCLUSIVE, body: 'kept' })).status).toBe(201)
		await hook(target, 'POST', 'quota', { user: target.owner.user, bytes: 1 })
		for (const [by, at] of [['owner', stage.at], ['member', stage.memberAt]] as const) {
			const read = await stage[by].send({ method: 'GET', path: at('/full.vault') })
			expect([read.status, /ServiceUnavailable<\/s:exception>/.test(read.text)]).toEqual([503, true])
			expect(read.text).toContain('Could not open file, file does seem to exist')
			const listing = await stage[by].send({ method: 'PROPFIND', path: at(''), headers: { Depth: '0' } })
			expect([listing.status, listing.text.includes('<d:quota-available-bytes>0<')]).toEqual([207, true])
		}
		await hook(target, 'POST', 'quota', { user: target.owner.user, bytes: null })
		expect((await stage.owner.send({ method: 'GET', path: stage.at('/full.vault') })).text).toBe('kept')
	})

	it('remembers every request and answer', async () => {
		await hook(target, 'DELETE', 'traffic')
		await stage.owner.send({ method: 'PUT', path: stage.at('/traffic.vault'), body: '12345' })
		expect(await hook(target, 'GET', 'traffic')).toMatchObject([{ method: 'PUT', status: 201, requestBytes: 5 }])
	})
})
