// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { generateOcsUrl, generateRemoteUrl, getRootUrl } from '@nextcloud/router'
import { DavClient } from './dav/client.ts'
import { currentUser, reportSessionLost, requestTokens } from './session.ts'

let dav: DavClient | null = null

/** `fetch` of the page, looked up at each call. */
export const browserFetch: typeof fetch = (input, init) => globalThis.fetch(input, init)

/** The files of the signed-in person, through the session of this page. */
export function davClient(): DavClient {
	dav ??= new DavClient({
		davUrl: absolute(generateRemoteUrl('dav')),
		statusUrl: statusUrl(),
		whoUrl: absolute(generateOcsUrl('cloud/user?format=json')),
		userId: currentUser().id,
		tokens: requestTokens(browserFetch),
		fetch: browserFetch,
		onSessionLost: reportSessionLost,
	})
	return dav
}

/** Absolute address of `status.php`. */
export function statusUrl(): string {
	return `${absolute(getRootUrl() || '/')}/status.php`
}

/** An address of the router as an absolute one, without a slash at the end. */
export function absolute(url: string): string {
	return new URL(url, globalThis.location.href).href.replace(/\/+$/, '')
}
