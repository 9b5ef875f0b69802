// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { timingSafeEqual } from 'node:crypto'
import type { Exchange, Reply } from '../http/exchange.ts'
import { json, redirect } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import { accountOf } from '../state.ts'
import { escapeXml } from '../xml/write.ts'
import { htmlReply } from './html-reply.ts'
import { renderPage } from './layout.ts'

const HOME = '/index.php/apps/trousseau/'

const MESSAGES: Readonly<Record<string, string>> = {
	invalidpassword: 'Nom du compte ou mot de passe incorrect.',
	csrf: 'La page était trop ancienne. Essayez de nouveau.',
	origin: 'La demande ne vient pas de cette page. Essayez de nouveau.',
	disabled: 'Ce compte est désactivé.',
}

/** Chrome itself and the browsers that a server takes for it; Edge adds its own name at the end, and is not one. */
const PLAIN_CHROME
	= /^Mozilla\/5\.0 \([^)]+\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)(?: Ubuntu Chromium\/[\d.]+)? Chrome\/[\d.]+ (?:Mobile )?Safari\/[\d.]+(?: (?:Vivaldi|Brave|OPR)\/[\d.]+)?$/

/** The form. */
export function loginPage(state: HostState, exchange: Exchange): Reply {
	const known = state.sessions.live(exchange)
	if (known !== null && accountOf(state, known.user) !== null) {
		return redirect(target(exchange.query.get('redirect_url')))
	}
	const session = known ?? state.sessions.start(null)
	const token = state.sessions.token(session)
	const message = MESSAGES[exchange.query.get('error') ?? '']
	const body = `		<header id="header" class="header-guest"></header>
		<main class="login">
			<h1>Se connecter à Nextcloud</h1>
			${message === undefined ? '' : `<p class="login__error" role="alert">${message}</p>`}
			<form method="post" action="/index.php/login">
				<label for="user">Nom du compte</label>
				<input id="user" name="user" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus value="${escapeXml(exchange.query.get('user') ?? '')}">
				<label for="password">Mot de passe</label>
				<input id="password" name="password" type="password" autocomplete="current-password" required>
				<input type="hidden" name="requesttoken" value="${escapeXml(token)}">
				<input type="hidden" name="redirect_url" value="${escapeXml(exchange.query.get('redirect_url') ?? '')}">
				<button type="submit" class="primary">Se connecter</button>
			</form>
			<p class="login__note">Ceci est un hôte d’essai sur cet ordinateur : les comptes et leurs mots de passe s’affichent dans le terminal qui l’a lancé.</p>
		</main>`
	const page = renderPage(
		{
			title: 'Connexion - Nextcloud',
			account: null,
			token,
			bodyId: 'body-login',
			theme: 'default',
			styles: [],
			scripts: exchange.query.has('clear') ? ['/host/clear-storage.js'] : [],
			state: {},
			body,
		},
		false,
	)
	return htmlReply(200, page, known === null ? state.sessions.cookies(session) : [])
}

/** The form, sent. */
export async function login(state: HostState, exchange: Exchange): Promise<Reply> {
	const fields = await exchange.fields()
	const user = fields.get('user') ?? ''
	const refusal = (error: string): Reply => redirect(`/index.php/login?direct=1&user=${encodeURIComponent(user)}&error=${error}`)
	if (!isOwnOrigin(exchange)) {
		return refusal('origin')
	}
	const session = state.sessions.live(exchange)
	if (session === null || !state.sessions.passesCsrf(exchange, session, fields.get('requesttoken') ?? exchange.header('requesttoken'))) {
		return refusal('csrf')
	}
	if (state.conditions.disabled.has(user)) {
		return refusal('disabled')
	}
	const account = accountOf(state, user)
	if (account === null || !same(account.password, fields.get('password') ?? '')) {
		return refusal('invalidpassword')
	}
	// The session id changes with the person, so that tokens of the former one are worth nothing.
	session.state = 'revoked'
	return redirect(target(fields.get('redirect_url') ?? null), {
		'Set-Cookie': state.sessions.cookies(state.sessions.start(account.user)),
	})
}

/** Ends the session of this browser. */
export function logout(state: HostState, exchange: Exchange): Reply {
	const session = state.sessions.live(exchange)
	if (session !== null && !state.sessions.passesCsrf(exchange, session)) {
		return json(412, { message: 'CSRF check failed' })
	}
	if (session !== null) {
		session.state = 'logged-out'
	}
	// A plain Chrome clears by the script of the sign-in page; the others are told to clear the cache storage too.
	const clears
		= state.secure && !PLAIN_CHROME.test(exchange.header('user-agent')) && !/Android.*Chrome\//.test(exchange.header('user-agent'))
	return redirect('/index.php/login?clear=1', clears ? { 'Clear-Site-Data': '"cache", "storage"' } : {})
}

/** A fresh token; the answer of a session that is gone looks good and is worth nothing, as on a real server. */
export function csrfToken(state: HostState, exchange: Exchange): Reply {
	if (!state.sessions.passesStrictCookies(exchange)) {
		return json(403, [])
	}
	const session = state.sessions.find(exchange)
	if (session?.state === 'logged-out') {
		return redirect('/index.php/login?clear=1')
	}
	if (session !== null && session.user !== null && state.conditions.disabled.has(session.user)) {
		return json(401, { message: 'Account disabled' })
	}
	if (session?.state === 'live') {
		return json(200, { token: state.sessions.token(session) })
	}
	const anonymous = state.sessions.start(null)
	return json(
		200,
		{ token: state.sessions.token(anonymous) },
		session === null ? { 'Set-Cookie': state.sessions.cookies(anonymous) } : {},
	)
}

/** Only a path of this server is followed. */
function target(given: string | null): string {
	return given !== null && /^\/(?![/\\])/.test(given) ? given : HOME
}

function isOwnOrigin(exchange: Exchange): boolean {
	try {
		return new URL(exchange.header('origin')).host === exchange.header('host')
	} catch {
		return false
	}
}

function same(left: string, right: string): boolean {
	const [a, b] = [Buffer.from(left), Buffer.from(right)]
	return a.length === b.length && timingSafeEqual(a, b)
}
