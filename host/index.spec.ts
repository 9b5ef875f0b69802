// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepDemoWords, readDemoWords } from './demo/words.ts'
import { Traffic } from './hooks/traffic.ts'
import type { HostOptions, RunningHost } from './index.ts'
import { startHost } from './index.ts'

let folder: string
let running: RunningHost[]

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'trousseau-index-'))
	running = []
})
afterEach(async () => {
	await Promise.all(running.map((host) => host.close()))
	await rm(folder, { recursive: true, force: true })
})

async function start(options: HostOptions = {}): Promise<RunningHost> {
	const host = await startHost({ quiet: true, dataDir: join(folder, 'data'), ...options })
	running.push(host)
	return host
}

function dav(host: RunningHost, method: string, path: string, body?: string, user = 'secretaire'): Promise<Response> {
	const password = host.accounts.find((account) => account.user === user)?.password ?? ''
	const headers = { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, 'If-None-Match': '*' }
	return fetch(`${host.url}/remote.php/dav/files/${user}/${path}`, { method, headers: method === 'PUT' ? headers : { Authorization: headers.Authorization }, ...(body === undefined ? {} : { body }) })
}

interface Answer {
	readonly status: number
	readonly headers: IncomingHttpHeaders
	readonly text: string
}

/** One request over https, without asking who signed the certificate. */
function ask(url: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = secureRequest(url, { method, headers, rejectUnauthorized: false }, (response) => {
			const chunks: Buffer[] = []
			response.on('data', (chunk: Buffer) => chunks.push(chunk))
			response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }))
		})
		sent.on('error', reject)
		sent.end(body)
	})
}

const cookiesOf = ({ headers }: Answer): string => (headers['set-cookie'] ?? []).map((cookie) => cookie.replace(/;.*/, '')).join('; ')
const tokenOf = ({ text }: Answer): string => /data-requesttoken="([^"]*)"/.exec(text)?.[1] ?? ''

describe('over https', () => {
	const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
	const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

	async function signOut(host: RunningHost, userAgent: string): Promise<Answer> {
		const form = await ask(`${host.url}/index.php/login`, 'GET', {})
		const account = host.accounts[0]
		const body = new URLSearchParams({ user: account?.user ?? '', password: account?.password ?? '', requesttoken: tokenOf(form) }).toString()
		const before = { Cookie: cookiesOf(form), Origin: host.url, 'Content-Type': 'application/x-www-form-urlencoded' }
		const cookies = cookiesOf(await ask(`${host.url}/index.php/login`, 'POST', before, body))
		const { token } = JSON.parse((await ask(`${host.url}/index.php/csrftoken`, 'GET', { Cookie: cookies })).text) as { readonly token: string }
		return ask(`${host.url}/index.php/logout?requesttoken=${encodeURIComponent(token)}`, 'GET', { Cookie: cookies, 'User-Agent': userAgent })
	}

	it('cookies are for https alone, and signing out tells every browser but a plain Chrome to clear its storages', async () => {
		const host = await start({ https: true })
		expect(host.url).toMatch(/^https:/)
		const form = await ask(`${host.url}/index.php/login`, 'GET', {})
		expect(form.headers['set-cookie']?.every((cookie) => /; secure/.test(cookie))).toBe(true)
		expect(cookiesOf(form)).toContain('__Host-nc_sameSiteCookiestrict=true')
		const out = await signOut(host, FIREFOX)
		expect(out).toMatchObject({ status: 303, headers: { location: '/index.php/login?clear=1', 'clear-site-data': '"cache", "storage"' } })
		expect((await signOut(host, `${CHROME} Edg/140.0.0.0`)).headers['clear-site-data']).toBe('"cache", "storage"')
		const plain = await signOut(host, CHROME)
		expect(plain.status).toBe(303)
		expect(plain.headers['clear-site-data']).toBeUndefined()
		expect((await ask(`${host.url}/index.php/login?clear=1`, 'GET', {})).text).toContain('/host/clear-storage.js')
	})

	it('keeps its certificate, whose key others on the computer cannot read', async () => {
		const first = await start({ https: true })
		await first.close()
		const second = await start({ https: true })
		expect(second.fingerprint).toBe(first.fingerprint)
		expect((await stat(join(folder, 'data', 'tls'))).mode & 0o077).toBe(0)
		await second.close()
		expect((await start({ https: true, reset: true })).fingerprint).not.toBe(first.fingerprint)
	})
})

describe('startHost', () => {
	it('keeps files and passwords from one start to the next, and forgets both on reset', async () => {
		const first = await start()
		expect((await dav(first, 'PUT', 'kept.vault', 'kept')).status).toBe(201)
		await first.close()
		const second = await start()
		expect(second.accounts).toEqual(first.accounts)
		expect(await (await dav(second, 'GET', 'kept.vault')).text()).toBe('kept')
		await second.close()
		const third = await start({ reset: true })
		expect(third.accounts[0]?.password).not.toBe(first.accounts[0]?.password)
		expect((await dav(third, 'GET', 'kept.vault')).status).toBe(404)
	})

	it('keeps the passwords where others on the computer cannot read them', async () => {
		await start()
		expect((await stat(join(folder, 'data'))).mode & 0o077).toBe(0)
		expect((await stat(join(folder, 'data', 'passwords.json'))).mode & 0o077).toBe(0)
	})

	it('takes the passwords that it is given', async () => {
		const host = await start({ passwords: { maire: 'chosen for this test' } })
		expect(host.accounts.find(({ user }) => user === 'maire')?.password).toBe('chosen for this test')
		expect((await dav(host, 'PROPFIND', '', undefined, 'maire')).status).toBe(207)
	})

	it('opens its switches only for tests', async () => {
		const plain = await start()
		expect((await fetch(`${plain.url}/__host/reset`, { method: 'POST' })).status).toBe(404)
		const testing = await start({ dataDir: join(folder, 'other'), testHooks: true })
		await dav(testing, 'PUT', 'x.vault', 'x')
		expect((await fetch(`${testing.url}/__host/reset`, { method: 'POST' })).status).toBe(200)
		expect((await dav(testing, 'GET', 'x.vault')).status).toBe(404)
		expect((await dav(testing, 'PUT', 'x.vault', 'x')).status).toBe(201)
	})

	it('records nothing more once it is closed: a request that was cut is noted late, when the folder may be gone', async () => {
		const record = join(folder, 'record')
		const traffic = new Traffic(record)
		const note = () => traffic.note({ method: 'GET', url: '/', status: 0 }, [], Buffer.from('body'))
		note()
		await traffic.end()
		expect(await readdir(record)).toHaveLength(2)
		await rm(record, { recursive: true })
		note()
		await traffic.settled()
		await expect(readdir(record)).rejects.toThrow('ENOENT')
		expect(traffic.list()).toHaveLength(2)
	})

	it('records every byte that it is sent, even those it refuses', async () => {
		const host = await start({ recordDir: join(folder, 'record') })
		await dav(host, 'PUT', 'a.vault', 'PLANTED-ONE')
		await fetch(`${host.url}/remote.php/dav/files/secretaire/b.vault`, { method: 'PUT', body: 'PLANTED-TWO', headers: { 'X-Planted': 'PLANTED-THREE' } })
		await host.close()
		const names = await readdir(join(folder, 'record'))
		const all = (await Promise.all(names.map((name) => readFile(join(folder, 'record', name), 'utf8')))).join('\n')
		for (const planted of ['PLANTED-ONE', 'PLANTED-TWO', 'PLANTED-THREE', '/remote.php/dav/files/secretaire/b.vault']) {
			expect(all).toContain(planted)
		}
	})

	it('loads the example once, for the secretary and, received, for the mayor, and prints its words each time', async () => {
		const demoCost = { memory: 64 * 1024 * 1024, passes: 3 }
		const printed: string[] = []
		vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
		const first = await start({ demo: true, demoCost, quiet: false })
		await first.close()
		const firstPrinted = printed.splice(0).join('')
		const host = await start({ demo: true, demoCost, quiet: false })
		vi.restoreAllMocks()
		const { passphrases, envelope } = first.demo ?? { passphrases: { secretaire: '', maire: '' }, envelope: [] }
		expect([passphrases.secretaire, passphrases.maire].map((phrase) => phrase.split(' ').length)).toEqual([6, 6])
		for (const text of [firstPrinted, printed.join('')]) {
			for (const words of [passphrases.secretaire, passphrases.maire, envelope.join(' '), first.accounts[0]?.password]) {
				expect(text).toContain(words)
			}
		}
		expect((await stat(join(folder, 'data', 'demo.json'))).mode & 0o077).toBe(0)

		const own = await (await dav(host, 'PROPFIND', 'Trousseau/Vauzelles-sur-Arce/inventory')).text()
		expect(own.match(/00000001-[0-9a-f]{32}\.inventory/g)).toHaveLength(1)
		const vaults = await (await dav(host, 'PROPFIND', 'Trousseau/Vauzelles-sur-Arce/vaults')).text()
		expect(new Set(vaults.match(/\/vaults\/[0-9a-f]{32}\//g)).size).toBe(1)
		const received = await dav(host, 'GET', 'Vauzelles-sur-Arce/trousseau.json', undefined, 'maire')
		expect(await received.json()).toMatchObject({ format: 1, commune: { insee: '' } })
		expect((await dav(host, 'PUT', 'Vauzelles-sur-Arce/trousseau.json', 'x', 'maire')).status).toBe(412)
		expect((await dav(host, 'DELETE', 'Vauzelles-sur-Arce/trousseau.json', undefined, 'maire')).status).toBe(403)
	}, 240_000)

	it('forgets the words of the example on reset', async () => {
		const data = join(folder, 'data')
		await (await start()).close()
		await keepDemoWords(data, { passphrases: { secretaire: 'un', maire: 'deux' }, envelope: [] })
		await (await start()).close()
		expect(await readDemoWords(data)).not.toBeNull()
		await start({ reset: true })
		expect(await readDemoWords(data)).toBeNull()
	})

	it('serves the files of the app without a policy, and nothing outside', async () => {
		const host = await start()
		const icon = await fetch(`${host.url}/apps/trousseau/l10n/fr.js?v=1`)
		expect([icon.status, icon.headers.get('content-type'), icon.headers.get('content-security-policy')]).toEqual([200, 'application/javascript; charset=utf-8', null])
		expect(icon.headers.get('cache-control')).toContain('immutable')
		for (const path of ['/apps/trousseau/js/../package.json', '/apps/trousseau/js/%2e%2e/package.json', '/apps/trousseau/js/..%2f..%2fpackage.json', '/host/..%2findex.ts', '/apps/trousseau/package.json', '/apps/trousseau/js/%00.js']) {
			expect([path, await statusOf(host, path)]).not.toEqual([path, 200])
		}
	})
})

/** Sent as it is: `fetch` would tidy the path first. */
function statusOf(host: RunningHost, path: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const url = new URL(host.url)
		request({ host: url.hostname, port: url.port, path, agent: false }, (message) => {
			message.resume()
			resolve(message.statusCode ?? 0)
		}).on('error', reject).end()
	})
}
