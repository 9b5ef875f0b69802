// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { getRequestToken, setRequestToken } from '@nextcloud/auth'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { currentUser, onSessionLost, reportSessionLost, requestTokens } from './session.ts'

beforeAll(() => {
	document.head.dataset.user = 'anne'
	document.head.dataset.userDisplayname = 'Anne Exemple'
	document.head.dataset.requesttoken = 'first'
})

const answering = (status: number, body: string): typeof fetch => vi.fn(async () => new Response(status === 303 ? null : body, { status }))

describe('the session of the page', () => {
	it('knows who is signed in', () => {
		expect(currentUser()).toEqual({ id: 'anne', name: 'Anne Exemple', isAdmin: false })
	})

	it('starts from the token of the page and follows its renewals', async () => {
		const tokens = requestTokens(answering(200, '{}'))
		expect(tokens.current()).toBe('first')
		setRequestToken('second')
		expect(tokens.current()).toBe('second')
	})

	it('asks for a new token, for everything on the page', async () => {
		const fetcher = answering(200, '{"token":"third"}')
		const tokens = requestTokens(fetcher)
		expect(await tokens.renew()).toBe(true)
		expect(tokens.current()).toBe('third')
		expect(getRequestToken()).toBe('third')
		expect(fetcher).toHaveBeenCalledWith(expect.stringContaining('/csrftoken'), expect.objectContaining({ cache: 'no-store', redirect: 'manual' }))
	})

	it('asks once for several refusals', async () => {
		const fetcher = answering(200, '{"token":"fourth"}')
		const tokens = requestTokens(fetcher)
		expect(await Promise.all([tokens.renew(), tokens.renew(), tokens.renew()])).toEqual([true, true, true])
		expect(fetcher).toHaveBeenCalledTimes(1)
		await tokens.renew()
		expect(fetcher).toHaveBeenCalledTimes(2)
	})

	it.each([
		['a login page', 200, '<html>'],
		['a redirection to it', 303, ''],
		['a disabled account', 401, '{"token":"x"}'],
		['another shape', 200, '{"token":""}'],
		['nothing', 200, 'null'],
	])('has no new token from %s', async (_, status, body) => {
		const tokens = requestTokens(answering(status, body))
		const before = tokens.current()
		expect(await tokens.renew()).toBe(false)
		expect(tokens.current()).toBe(before)
	})

	it.each([
		['maintenance', 503, { 'x-nextcloud-maintenance-mode': '1' }, 'maintenance'],
		['a moment of trouble', 503, {}, 'busy'],
		['a gateway without a server', 502, {}, 'busy'],
		['too many requests', 429, {}, 'busy'],
	] as const)('is not lost because of %s', async (_, status, headers, code) => {
		const tokens = requestTokens(async () => new Response('<html>', { status, headers }))
		await expect(tokens.renew()).rejects.toMatchObject({ code })
	})

	it('is offline when the line is cut', async () => {
		const tokens = requestTokens(() => Promise.reject(new TypeError('Failed to fetch')))
		await expect(tokens.renew()).rejects.toMatchObject({ code: 'offline' })
	})

	it('tells its observers that it is lost', () => {
		const told = vi.fn()
		const stop = onSessionLost(told)
		reportSessionLost('other-user')
		stop()
		reportSessionLost('session-expired')
		expect(told.mock.calls).toEqual([['other-user']])
	})
})
