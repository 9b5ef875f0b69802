// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** Requests of a page made for `anne` at this web root. */
async function requestsOf(webroot: string): Promise<string[]> {
	vi.resetModules()
	document.head.dataset.user = 'anne'
	Object.assign(window, { _oc_webroot: webroot })
	const asked: string[] = []
	vi.stubGlobal('fetch', async (input: string) => {
		asked.push(input)
		return new Response('', { status: asked.length === 1 ? 404 : 503 })
	})
	const { davClient } = await import('./nextcloud.ts')
	const { ocsClient } = await import('./nextcloud-ocs.ts')
	await davClient().get('Trousseau/a b').catch(() => undefined)
	await ocsClient().removeShare('7').catch(() => undefined)
	expect(davClient()).toBe(davClient())
	return asked
}

beforeEach(() => vi.unstubAllGlobals())

describe('the addresses of the server', () => {
	it.each(['', '/cloud'])('stand below the web root %j', async (root) => {
		const base = `${window.location.origin}${root}`
		expect(await requestsOf(root)).toEqual([
			`${base}/remote.php/dav/files/anne/Trousseau/a%20b`,
			`${base}/ocs/v2.php/cloud/user?format=json`,
			`${base}/ocs/v2.php/apps/files_sharing/api/v1/shares/7?format=json`,
			`${base}/status.php`,
		])
	})
})
