// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * The address to open for a credential's site, or null when it is not a web
 * address: `javascript:`, `data:` and the like never become a link.
 *
 * @param site - as typed by the user; "exemple.fr" is understood as https
 */
export function safeSite(site: string): string | null {
	const text = site.trim()
	if (text === '') {
		return null
	}
	try {
		const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d+(?:\/|$)/.test(text) ? text : `https://${text}`)
		return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' && url.hostname.includes('.')
			? url.href
			: null
	} catch {
		return null
	}
}
