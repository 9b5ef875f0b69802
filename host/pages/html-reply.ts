// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import type { RenderedPage } from './layout.ts'

/** A page with the headers that go with it. */
export function htmlReply(status: number, page: RenderedPage, cookies: readonly string[] = []): Reply {
	return {
		status,
		headers: {
			'Content-Type': 'text/html; charset=UTF-8',
			'Cache-Control': 'no-cache, no-store, must-revalidate',
			'Content-Security-Policy': page.policy,
			// With `no-referrer` a browser would send the sign-in form with the origin `null`.
			'Referrer-Policy': 'same-origin',
			...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}),
		},
		body: page.html,
	}
}

/** A page made of one heading and one sentence, for what the server itself has to say. */
export function plainPage(title: string, sentence: string): string {
	return `<!DOCTYPE html>
<html lang="fr">
	<head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1.0"></head>
	<body><main><h1>${title}</h1><p>${sentence}</p></main></body>
</html>
`
}
