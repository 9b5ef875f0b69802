// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { generateOcsUrl, generateRemoteUrl, getRootUrl } from '@nextcloud/router'
import { localStorageOrNull } from './browser-memory.ts'
import { DavClient } from './dav/client.ts'
import { FileCopies } from './dav/file-copies.ts'
import { KeptEntries } from './kept-entries.ts'
import { currentUser, reportSessionLost, requestTokens } from './session.ts'

let dav: DavClient | null = null
const observers = new Set<(owner: string | null) => void>()

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
		copies: new FileCopies({
			entries: new KeptEntries(globalThis.caches, 'copies'),
			storage: localStorageOrNull(),
			userId: currentUser().id,
			subtle: (globalThis.crypto as Partial<Crypto>).subtle,
		}),
		onFullSpace: (owner) => observers.forEach((observer) => observer(owner)),
	})
	return dav
}

/**
 * Asks to be told when copies are shown in the place of files, because the space of their owner is full.
 *
 * @param observer - told the owner's name; null once a file was read
 */
export function onFullSpace(observer: (owner: string | null) => void): void {
	observers.add(observer)
}

/** Absolute address of `status.php`. */
export function statusUrl(): string {
	return `${absolute(getRootUrl() || '/')}/status.php`
}

/** An address of the router as an absolute one, without a slash at the end. */
export function absolute(url: string): string {
	return new URL(url, globalThis.location.href).href.replace(/\/+$/, '')
}
