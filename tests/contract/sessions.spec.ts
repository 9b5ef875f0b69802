// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Browser } from './support/browser.ts'
import type { Stage, Target } from './support/target.ts'
import { EMBEDDED, openStage, openTarget, SLOW } from './support/target.ts'

let target: Target
let stage: Stage

beforeAll(async () => {
	target = await openTarget()
	stage = await openStage(target, 'lost')
}, SLOW)
afterAll(async () => {
	await stage.close()
	await target.close()
}, SLOW)

describe('a session that ends', () => {
	let browser: Browser
	beforeEach(async () => {
		browser = await new Browser(target.url).logIn(target.owner.user, target.owner.password)
	}, SLOW)

	const put = (by: Browser, name: string) => by.send({ method: 'PUT', path: stage.at(`/${name}`), headers: { 'If-None-Match': '*' }, body: 'x' })

	it('is lost for good by one request without its passphrase cookie', async () => {
		const without = await browser.send({ method: 'PUT', path: stage.at('/lost.vault'), body: 'x', withoutCookies: /passphrase/i })
		expect(without.status).toBe(401)
		expect(without.headers['www-authenticate']).toMatch(/^DummyBasic/)
		const after = await put(browser, 'lost.vault')
		expect(after.status).toBe(401)
		expect(after.text).toContain('Cannot authenticate over ajax calls')
	})

	it('by signing out: writing is refused, a token is not to be had or is worth nothing', async () => {
		const other = browser.twin()
		const out = await browser.send({ method: 'GET', path: `/index.php/logout?requesttoken=${encodeURIComponent(await browser.renewToken())}`, token: null })
		expect(out.status).toBe(303)
		expect(out.headers.location).toMatch(/\/login\?clear=1$/)
		const refused = await put(other, 'out.vault')
		expect(refused.status).toBe(401)
		expect(refused.headers['www-authenticate']).toMatch(/^DummyBasic/)
		const token = await other.send({ method: 'GET', path: '/index.php/csrftoken', token: null })
		expect([200, 303]).toContain(token.status)
	})

	it('refuses to sign out without a token', async () => {
		const out = await browser.send({ method: 'GET', path: '/index.php/logout', token: null })
		expect(out.status).toBe(412)
		expect((await put(browser, 'still-in.vault')).status).toBe(201)
	})

	it('keeps older tokens of the same session valid', async () => {
		const older = await browser.renewToken()
		await browser.renewToken()
		const answer = await browser.send({ method: 'PUT', path: stage.at('/older.vault'), body: 'x', token: older })
		expect(answer.status).toBe(201)
	})

	it('refuses a token of another session', async () => {
		const other = await new Browser(target.url).logIn(target.owner.user, target.owner.password)
		const answer = await browser.send({ method: 'PUT', path: stage.at('/foreign.vault'), body: 'x', token: await other.renewToken() })
		expect(answer.status).toBe(401)
		expect(answer.text).toContain('CSRF check not passed.')
		expect(answer.headers['www-authenticate']).toBeUndefined()
	}, SLOW)
})

describe('signing in', () => {
	const form = async (browser: Browser, fields: Record<string, string>, headers: Record<string, string>) => browser.send({
		method: 'POST',
		path: '/index.php/login',
		token: null,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
		body: new URLSearchParams(fields).toString(),
	})

	it('without a token sends back to the form', async () => {
		const browser = new Browser(target.url)
		await browser.send({ method: 'GET', path: '/index.php/login', token: null })
		const answer = await form(browser, { user: target.owner.user, password: target.owner.password }, { Origin: browser.url })
		expect(answer.status).toBe(303)
		expect(answer.headers.location).toContain('/login')
	})

	it('from another site sends back to the form', async () => {
		const browser = new Browser(target.url)
		const page = await browser.send({ method: 'GET', path: '/index.php/login', token: null })
		const token = /data-requesttoken="([^"]*)"/.exec(page.text)?.[1] ?? ''
		const answer = await form(browser, { user: target.owner.user, password: target.owner.password, requesttoken: token }, { Origin: 'https://elsewhere.example' })
		expect(answer.status).toBe(303)
		expect(answer.headers.location).toContain('/login')
	})

	it('gives a page with the head that the app reads', async (context) => {
		const page = await stage.owner.send({ method: 'GET', path: '/index.php/apps/trousseau/', headers: { Accept: 'text/html' } })
		context.skip(!EMBEDDED && page.status === 404, 'the app is not installed on this server')
		expect(page.status).toBe(200)
		expect(page.text).toMatch(new RegExp(`<head[^>]* data-user="${target.owner.user}"[^>]* data-requesttoken="[^"]+:[^"]+"`))
		expect(page.text).toMatch(/<meta name="csp-nonce" nonce="[^"]+">/)
		expect(page.text).toMatch(/<input type="hidden" id="initial-state-trousseau-config" value="[A-Za-z0-9+/=]+">/)
		expect(page.text).toMatch(/id="content" class="app-trousseau"/)
		expect(page.text).toContain('id="skip-actions"')
		const policy = (page.headers['content-security-policy'] ?? '').replace(/nonce-[^']+/g, 'nonce-X').replace(/ https:\/\/\*\.tile\.openstreetmap\.org/, '')
		expect(policy).toBe('default-src \'none\';base-uri \'none\';manifest-src \'self\';script-src \'nonce-X\';script-src-elem \'strict-dynamic\' \'nonce-X\';style-src \'self\' \'unsafe-inline\';img-src \'self\' data: blob:;font-src \'self\' data:;connect-src \'self\';media-src \'self\';frame-src \'self\';frame-ancestors \'self\';worker-src \'self\';form-action \'self\'')
	})
})
