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
		const hasPort = /^(?:\[[\da-f:.]+\]|[^/:]+):\d+(?:[/?#]|$)/i.test(text)
		const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) && !hasPort ? text : `https://${text}`)
		// One word alone is more often a remark than the name of a machine of the town hall's network.
		const isName = hasPort || /^https?:\/\//i.test(text) || url.hostname.includes('.') || url.hostname.startsWith('[')
		return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' && isName
			? url.href
			: null
	} catch {
		return null
	}
}
