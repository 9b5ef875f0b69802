// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Exchange, Reply } from '../http/exchange.ts'
import { json, redirect } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import { accountOf } from '../state.ts'
import { appPage } from './app-page.ts'
import { plainPage } from './html-reply.ts'
import { csrfToken, login, loginPage, logout } from './login.ts'
import { ocScript } from './oc-script.ts'
import { staticFile } from './static-files.ts'
import { conditionReply, statusFile } from './status.ts'

const PUBLIC = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'public')
const APP = '/apps/trousseau'

/** Pages, JSON routes and static files: everything that is neither DAV nor OCS. */
export async function pageHandler(state: HostState, exchange: Exchange): Promise<Reply> {
	const { rawPath } = exchange
	if (rawPath === '/status.php') {
		return statusFile(state)
	}
	if (rawPath.startsWith('/host/')) {
		return staticFile(PUBLIC, rawPath.slice(6), exchange)
	}
	if (rawPath === '/favicon.svg' || rawPath === '/favicon.ico') {
		return staticFile(PUBLIC, 'favicon.svg', exchange)
	}
	const asset = /^\/apps\/trousseau\/(js|css|img|l10n)\/(.+)$/.exec(rawPath)
	if (asset) {
		return staticFile(join(state.appRoot, asset[1] ?? ''), asset[2] ?? '', exchange)
	}
	return conditionReply(state) ?? route(state, exchange, rawPath.replace(/^\/index\.php(?=\/|$)/, ''))
}

async function route(state: HostState, exchange: Exchange, path: string): Promise<Reply> {
	const reading = exchange.method === 'GET' || exchange.method === 'HEAD'
	if (path === '/login' && exchange.method === 'POST') {
		return login(state, exchange)
	}
	if (!reading) {
		return json(405, { message: 'Method not allowed' })
	}
	if (path === '/login') {
		return loginPage(state, exchange)
	}
	if (path === '/logout') {
		return logout(state, exchange)
	}
	if (path === '/csrftoken') {
		return csrfToken(state, exchange)
	}
	const session = state.sessions.live(exchange)
	const account = accountOf(state, session?.user ?? null)
	if (path === '/core/js/oc.js') {
		return ocScript(account)
	}
	if (session === null || account === null) {
		return askToLogIn(exchange)
	}
	if (path === '' || path === '/') {
		return redirect(`/index.php${APP}/`)
	}
	if (path === APP || path.startsWith(`${APP}/`)) {
		return appPage(state, session, account)
	}
	if (path === '/apps/files') {
		return {
			status: 200,
			headers: { 'Content-Type': 'text/html; charset=UTF-8' },
			body: plainPage('Fichiers', 'L’hôte d’essai n’a pas cette application.'),
		}
	}
	const avatar = /^\/avatar\/([^/]+)\/(\d+)/.exec(path)
	if (avatar) {
		return avatarImage(decodeURIComponent(avatar[1] ?? ''))
	}
	return {
		status: 404,
		headers: { 'Content-Type': 'text/html; charset=UTF-8' },
		body: plainPage('Page introuvable', 'Cette page n’existe pas sur l’hôte d’essai.'),
	}
}

function askToLogIn(exchange: Exchange): Reply {
	if (!exchange.header('accept').includes('html')) {
		return json(401, { message: 'Current user is not logged in' })
	}
	return redirect(`/index.php/login?redirect_url=${encodeURIComponent(exchange.rawPath)}`)
}

function avatarImage(user: string): Reply {
	const letter = /^[\p{L}\p{N}]/u.exec(user)?.[0]?.toUpperCase() ?? '?'
	const body = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#00679e"/><text x="32" y="43" font-family="sans-serif" font-size="32" fill="#fff" text-anchor="middle">${letter}</text></svg>`
	return {
		status: 200,
		headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, max-age=3600', 'X-NC-IsCustomAvatar': '0' },
		body,
	}
}
