// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import type { Account } from '../accounts.ts'
import { escapeXml } from '../xml/write.ts'

/** Themes an account can choose. */
export const THEMES = ['default', 'light', 'dark', 'light-highcontrast', 'dark-highcontrast'] as const
export type Theme = (typeof THEMES)[number]

/** Parts of every page of the host. */
export interface PageParts {
	readonly title: string
	/** Null on the login page. */
	readonly account: Account | null
	readonly token: string
	readonly bodyId: 'body-user' | 'body-login' | 'body-public'
	/** Theme asked for by the account; `default` follows the system. */
	readonly theme: Theme
	/** Addresses of styles, in order. */
	readonly styles: readonly string[]
	/** Addresses of scripts, in order; each gets the nonce. */
	readonly scripts: readonly string[]
	/** Initial state by `app-key`. */
	readonly state: Readonly<Record<string, unknown>>
	/** HTML of the body. */
	readonly body: string
}

/** A page and the policy header that goes with it. */
export interface RenderedPage {
	readonly html: string
	readonly policy: string
}

/**
 * The policy of a page of a real server, with same-origin workers when the app
 * asked for them.
 */
export function contentSecurityPolicy(nonce: string, workers: boolean): string {
	return [
		'default-src \'none\'',
		'base-uri \'none\'',
		'manifest-src \'self\'',
		`script-src 'nonce-${nonce}'`,
		`script-src-elem 'strict-dynamic' 'nonce-${nonce}'`,
		'style-src \'self\' \'unsafe-inline\'',
		'img-src \'self\' data: blob:',
		'font-src \'self\' data:',
		'connect-src \'self\'',
		'media-src \'self\'',
		'frame-src \'self\'',
		'frame-ancestors \'self\'',
		...(workers ? ['worker-src \'self\''] : []),
		'form-action \'self\'',
	].join(';')
}

/** Renders a page in Nextcloud's frame. */
export function renderPage(parts: PageParts, workers: boolean): RenderedPage {
	const nonce = randomBytes(32).toString('base64')
	const person
		= parts.account === null
			? ''
			: ` data-user="${escapeXml(parts.account.user)}" data-user-displayname="${escapeXml(parts.account.displayName)}"`
	const html = `<!DOCTYPE html>
<html class="ng-csp" data-placeholder-focus="false" lang="fr" data-locale="fr_FR" translate="no">
	<head${person} data-requesttoken="${escapeXml(parts.token)}">
		<meta charset="utf-8">
		<title>${escapeXml(parts.title)}</title>
		<meta name="csp-nonce" nonce="${nonce}">
		<meta name="viewport" content="width=device-width, initial-scale=1.0">
		<meta name="theme-color" content="#00679e">
		<link rel="icon" href="/favicon.svg">
${themeLinks(parts.theme)}
${parts.styles.map((href) => `\t\t<link rel="stylesheet" href="${escapeXml(href)}">`).join('\n')}
${parts.scripts.map((src) => `\t\t<script nonce="${nonce}" defer src="${escapeXml(src)}"></script>`).join('\n')}
	</head>
	<body id="${parts.bodyId}" data-themes="${parts.theme}" data-theme-${parts.theme}>
		<div id="initial-state-container" style="display: none;">
${Object.entries(parts.state).map(([key, value]) => stateInput(key, value)).join('\n')}
		</div>
${parts.body}
	</body>
</html>
`
	return { html, policy: contentSecurityPolicy(nonce, workers) }
}

const MEDIA: readonly (readonly [Theme, string])[] = [
	['dark', '(prefers-color-scheme: dark)'],
	['light-highcontrast', '(prefers-contrast: more)'],
	['dark-highcontrast', '(prefers-color-scheme: dark) and (prefers-contrast: more)'],
]

function themeLinks(theme: Theme): string {
	const link = (name: string, media: string): string => `\t\t<link rel="stylesheet" media="${media}" href="/host/theme-${name}.css" class="theme">`
	const asked = theme === 'default' ? MEDIA : theme === 'light' ? [] : [[theme, 'all'] as const]
	return [
		'\t\t<link rel="stylesheet" href="/host/server.css">',
		link('default', 'all'),
		...asked.map(([name, media]) => link(name, media)),
	].join('\n')
}

/** Hidden inputs carry base64 of ASCII-only JSON, since the page reads them with `atob`. */
function stateInput(key: string, value: unknown): string {
	const ascii = JSON.stringify(value).replace(
		/[\u0080-\uffff]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	)
	return `\t\t\t<input type="hidden" id="initial-state-${escapeXml(key)}" value="${Buffer.from(ascii).toString('base64')}">`
}
