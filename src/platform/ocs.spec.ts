// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { ErrorCode } from '../domain/errors.ts'

import { afterEach, describe, expect, it, vi } from 'vitest'
import { APPEND_ONLY, judgeOcs, OcsClient } from './ocs.ts'

type Headers = Readonly<Record<string, string>>

const ok = (data: unknown): object => ({ ocs: { meta: { status: 'ok', statuscode: 200, message: 'OK' }, data } })
const failed = (statuscode: number): object => ({ ocs: { meta: { status: 'failure', statuscode, message: '' }, data: [] } })
const share = { id: '7', share_type: 0, share_with: 'bruno', share_with_displayname: 'Bruno', permissions: 5 }

interface Call {
	readonly url: string
	readonly init: RequestInit
}

function setUp(status: number, answer: unknown, headers: Headers = {}): { ocs: OcsClient, calls: Call[], lost: ErrorCode[] } {
	const calls: Call[] = []
	const lost: ErrorCode[] = []
	const ocs = new OcsClient({
		ocsUrl: 'https://nc.test/cloud/ocs/v2.php',
		statusUrl: 'https://nc.test/cloud/status.php',
		userId: 'anne',
		fetch: async (input, init) => {
			calls.push({ url: String(input), init: init ?? {} })
			return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer), { status, headers: { ...headers } })
		},
		onSessionLost: (code) => lost.push(code),
	})
	return { ocs, calls, lost }
}

describe('the meaning of an OCS answer', () => {
	it.each<[string, number, Headers, unknown, ErrorCode | null]>([
		['a success', 200, { 'x-user-id': 'anne' }, ok([]), null],
		['a success that names nobody', 200, {}, ok([]), null],
		['another person', 200, { 'x-user-id': 'bruno' }, ok([]), 'other-user'],
		['a failure told as a success', 200, {}, failed(404), 'unexpected-answer'],
		['a page', 200, { 'content-type': 'text/html' }, null, 'unexpected-answer'],
		['a redirection', 303, {}, null, 'session-expired'],
		['a hidden redirection', 0, {}, null, 'session-expired'],
		['nobody', 401, {}, failed(997), 'session-expired'],
		['an outdated token', 412, {}, { message: 'CSRF check failed' }, 'session-expired'],
		['a wrong value', 400, {}, failed(400), 'invalid'],
		['a refusal', 403, {}, failed(403), 'forbidden'],
		['a missing folder', 404, {}, failed(404), 'gone'],
		['too many requests', 429, {}, failed(429), 'busy'],
		['maintenance', 503, { 'x-nextcloud-maintenance-mode': '1' }, failed(503), 'maintenance'],
		['a moment of trouble', 503, {}, failed(503), 'busy'],
		['an internal error', 500, {}, failed(996), 'unexpected-answer'],
	])('%s', (_, status, headers, answer, code) => {
		expect(judgeOcs(status, (name) => headers[name] ?? null, answer, 'anne')).toBe(code)
	})
})

describe('whom an OCS answer names', () => {
	it.each([
		['in UTF-8 that was read as Latin-1', 'ren\u00C3\u00A9e'],
		['percent-encoded', 'ren%C3%A9e'],
	])('is the person of this page when an accent comes back %s', (_, named) => {
		expect(judgeOcs(200, (name) => name === 'x-user-id' ? named : null, ok([]), 'renée')).toBeNull()
	})
})

describe('an outdated token', () => {
	const OUTDATED = { status: 412, body: '{"message":"CSRF check failed"}' }

	/** OCS answers in turn; the page's own `fetch`, which the package asks for a token, answers by itself. */
	function answering(page: typeof fetch, ...answers: readonly { status: number, body: string }[]) {
		const given = [...answers]
		const asked: Readonly<Record<string, string>>[] = []
		const lost: ErrorCode[] = []
		vi.stubGlobal('fetch', vi.fn(page))
		vi.spyOn(console, 'warn').mockReturnValue()
		const ocs = new OcsClient({
			ocsUrl: 'https://nc.test/ocs/v2.php',
			statusUrl: 'https://nc.test/status.php',
			userId: 'anne',
			fetch: async (_, init) => {
				asked.push(init?.headers as Record<string, string>)
				const { status, body } = given.shift() ?? { status: 200, body: '{"maintenance":false}' }
				return new Response(body, { status })
			},
			onSessionLost: (code) => lost.push(code),
		})
		return { ocs, asked, lost }
	}

	afterEach(() => {
		vi.unstubAllGlobals()
		vi.restoreAllMocks()
	})

	it('is renewed once, and the call sent again with the new one', async () => {
		const { ocs, asked, lost } = answering(async () => new Response('{"token":"fresh"}'), OUTDATED, { status: 200, body: JSON.stringify(ok([])) })
		await ocs.removeShare('1')
		expect(asked.map(({ requesttoken }) => requesttoken)).toEqual(['', 'fresh'])
		expect(lost).toEqual([])
	})

	it.each<[string, typeof fetch, ErrorCode]>([
		['the new one is refused too', async () => new Response('{"token":"fresher"}'), 'session-expired'],
		['a login page comes in its place', async () => new Response('<html>'), 'session-expired'],
		['nobody is signed in', async () => new Response('', { status: 401 }), 'session-expired'],
		['the line is cut meanwhile', () => Promise.reject(new TypeError('Failed to fetch')), 'offline'],
		['the server has no time', async () => new Response('', { status: 503 }), 'busy'],
		['the server is in maintenance', async () => new Response('', { status: 503, headers: { 'X-Nextcloud-Maintenance-Mode': '1' } }), 'maintenance'],
	])('is not renewed: %s', async (_, page, code) => {
		const { ocs, lost } = answering(page, OUTDATED, ...code === 'session-expired' ? [OUTDATED] : [])
		await expect(ocs.removeShare('1')).rejects.toMatchObject({ code })
		expect(lost).toEqual(code === 'session-expired' ? [code] : [])
	})
})

describe('shares and people', () => {
	it('shares a folder with somebody who writes', async () => {
		const { ocs, calls } = setUp(200, ok(share))
		expect(await ocs.createShare('Trousseau/Aÿ', { kind: 'user', id: 'bruno' }, APPEND_ONLY)).toEqual({ id: '7', kind: 'user', recipientId: 'bruno', recipientName: 'Bruno', permissions: 5 })
		const [call] = calls
		expect(call?.url).toBe('https://nc.test/cloud/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json')
		expect(call?.init).toMatchObject({ method: 'POST', cache: 'no-store', credentials: 'same-origin', redirect: 'manual' })
		expect(call?.init.headers).toMatchObject({ 'OCS-APIRequest': 'true', 'Content-Type': 'application/json' })
		expect(JSON.parse(String(call?.init.body))).toEqual({ path: '/Trousseau/Aÿ', shareType: 0, shareWith: 'bruno', permissions: 5 })
	})

	it('shares with a group', async () => {
		const { ocs, calls } = setUp(200, ok({ ...share, share_type: 1, share_with: 'mairie', share_with_displayname: 'Mairie' }))
		expect(await ocs.createShare('A', { kind: 'group', id: 'mairie' }, 1)).toMatchObject({ kind: 'group', recipientId: 'mairie', recipientName: 'Mairie' })
		expect(JSON.parse(String(calls[0]?.init.body))).toMatchObject({ shareType: 1, shareWith: 'mairie' })
	})

	it('gives a share other rights', async () => {
		const { ocs, calls } = setUp(200, ok({ ...share, permissions: 1 }))
		expect(await ocs.changeShare('7', 1)).toMatchObject({ permissions: 1 })
		expect(calls[0]).toMatchObject({ url: expect.stringContaining('/shares/7?') as string, init: { method: 'PUT', body: '{"permissions":1}' } })
	})

	it.each([
		[{ files_sharing: { api_enabled: true } }, true],
		[{ files_sharing: { api_enabled: false } }, false],
		[{}, false],
	])('knows whether sharing is allowed at all: %j', async (capabilities, isAllowed) => {
		expect(await setUp(200, ok({ capabilities })).ocs.isSharingAllowed()).toBe(isAllowed)
	})

	it('lists every share, links and others included', async () => {
		const { ocs, calls } = setUp(200, ok([share, { ...share, id: 8, share_type: 3, share_with: null, share_with_displayname: null }, { ...share, id: 9, share_type: 4, share_with: 'a@b.fr', share_with_displayname: '' }]))
		expect((await ocs.listShares('Trousseau/Aÿ')).map(({ kind, recipientName }) => [kind, recipientName])).toEqual([['user', 'Bruno'], ['link', ''], ['other', 'a@b.fr']])
		expect(new URL(calls[0]?.url ?? '').searchParams.get('path')).toBe('/Trousseau/Aÿ')
	})

	it('ends a share', async () => {
		const { ocs, calls } = setUp(200, ok([]))
		await ocs.removeShare('7')
		expect(calls[0]?.init.method).toBe('DELETE')
		expect(calls[0]?.url).toContain('/shares/7?')
	})

	it('finds people and groups, without oneself', async () => {
		const { ocs, calls } = setUp(200, ok([
			{ id: 'bruno', label: 'Bruno', source: 'users' },
			{ id: 'anne', label: 'Anne', source: 'users' },
			{ id: 'anne', label: 'Anne', source: 'groups' },
			{ id: 'x', label: 'X', source: 'circles' },
		]))
		expect(await ocs.findRecipients('n & n')).toEqual([{ kind: 'user', id: 'bruno', name: 'Bruno' }, { kind: 'group', id: 'anne', name: 'Anne' }])
		const { searchParams } = new URL(calls[0]?.url ?? '')
		expect(searchParams.get('search')).toBe('n & n')
		expect(searchParams.getAll('shareTypes[]')).toEqual(['0', '1'])
	})

	it('says nothing of the package that sends', async () => {
		const { ocs, calls } = setUp(200, ok([]))
		await ocs.removeShare('7')
		expect(Object.keys(calls[0]?.init.headers ?? {}).map((name) => name.toLowerCase())).not.toContain('user-agent')
	})

	it('says when the session is lost', async () => {
		const { ocs, lost } = setUp(401, failed(997))
		await expect(ocs.findRecipients('x')).rejects.toMatchObject({ code: 'session-expired' })
		expect(lost).toEqual(['session-expired'])
	})

	it.each([[true, 'maintenance'], [false, 'busy']])('asks status.php what a 503 means: %j, %s', async (needsDbUpgrade, code) => {
		const asked: string[] = []
		const ocs = new OcsClient({
			ocsUrl: 'https://nc.test/ocs/v2.php',
			statusUrl: 'https://nc.test/status.php',
			userId: 'anne',
			fetch: async (input) => {
				asked.push(String(input))
				return asked.length === 1 ? new Response('{}', { status: 503 }) : new Response(JSON.stringify({ maintenance: false, needsDbUpgrade }))
			},
		})
		await expect(ocs.removeShare('1')).rejects.toMatchObject({ code })
		expect(asked[1]).toBe('https://nc.test/status.php')
	})

	it.each([[ok('people')], [ok([1])], [ok([{ source: 'users', id: {} }])], ['<html>']])('refuses an answer of another shape', async (answer) => {
		await expect(setUp(200, answer).ocs.findRecipients('x')).rejects.toMatchObject({ code: 'unexpected-answer' })
	})

	it('is offline when the line is cut', async () => {
		const ocs = new OcsClient({ ocsUrl: 'https://nc.test/ocs/v2.php', statusUrl: 'https://nc.test/status.php', userId: 'anne', fetch: () => Promise.reject(new TypeError('Failed to fetch')) })
		await expect(ocs.removeShare('1')).rejects.toMatchObject({ code: 'offline' })
	})
})
