// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from '../accounts.ts'
import type { Reply } from '../http/exchange.ts'
import type { Session } from '../http/sessions.ts'
import { capabilityList } from '../ocs/cloud.ts'
import type { HostState } from '../state.ts'
import { escapeXml } from '../xml/write.ts'
import { htmlReply } from './html-reply.ts'
import { renderPage } from './layout.ts'

/** Version of the app, from its package description. */
export function appVersion(appRoot: string): string {
	const parsed: unknown = JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8'))
	return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : '0'
}

/** The page of the app, as the server's layout and the app's template make it together. */
export function appPage(state: HostState, session: Session, account: Account): Reply {
	const version = appVersion(state.appRoot)
	const has = (file: string): boolean => existsSync(join(state.appRoot, file))
	const files = (names: readonly string[]): string[] => names.filter(has).map((name) => `/apps/trousseau/${name}?v=${encodeURIComponent(version)}-0`)
	const token = state.sessions.token(session)
	const page = renderPage(
		{
			title: 'Trousseau - Nextcloud',
			account,
			token,
			bodyId: 'body-user',
			theme: state.conditions.theme,
			styles: files(['css/trousseau.css', 'css/trousseau-main.css']),
			scripts: ['/index.php/core/js/oc.js', ...files(['l10n/fr.js', 'js/trousseau-main.js'])],
			state: {
				'core-capabilities': capabilityList(state, account),
				'core-apps': [
					{
						id: 'trousseau',
						order: 20,
						href: '/index.php/apps/trousseau/',
						icon: '/apps/trousseau/img/app.svg',
						type: 'link',
						name: 'Trousseau',
						active: true,
						classes: '',
						unread: 0,
						app: 'trousseau',
						default: true,
					},
				],
				'core-active-app': 'trousseau',
				'core-config': { enable_avatars: true, version },
				'trousseau-config': { version, lockMinutesMax: state.conditions.lockMinutesMax },
			},
			body: frame(account, token, has('js/trousseau-main.js')),
		},
		true,
	)
	return htmlReply(200, page)
}

function frame(account: Account, token: string, built: boolean): string {
	const waiting = built
		? '<div class="icon-loading" role="status"><span class="hidden-visually">Trousseau s’ouvre…</span></div>'
		: '<div class="host-notice" role="alert"><h2>L’application n’est pas encore construite</h2><p>Lancez <code>npm run build</code>, puis rechargez cette page.</p></div>'
	return `		<div id="skip-actions">
			<a href="#app-content" class="button primary skip-navigation skip-content">Aller au contenu principal</a>
			<a href="#app-navigation" class="button primary skip-navigation">Aller à la navigation de l’application</a>
		</div>
		<header id="header">
			<div class="header-start">
				<a href="/index.php/apps/trousseau/" id="nextcloud" aria-label="Nextcloud, aller à l’accueil"><span class="logo" aria-hidden="true"></span></a>
				<nav id="header-start__appmenu" class="app-menu" aria-label="Applications">
					<a href="/index.php/apps/trousseau/" class="app-menu-entry" aria-current="page">Trousseau</a>
				</nav>
			</div>
			<div class="header-end">
				<details id="user-menu" class="header-menu">
					<summary aria-label="Menu du compte" title="${escapeXml(account.displayName)}"><span class="header-avatar" aria-hidden="true">${escapeXml(account.displayName.slice(0, 1))}</span></summary>
					<div class="header-menu__content">
						<p class="header-menu__name">${escapeXml(account.displayName)}<small>${escapeXml(account.user)}</small></p>
						<a id="logout" href="/index.php/logout?requesttoken=${encodeURIComponent(token)}">Se déconnecter</a>
					</div>
				</details>
			</div>
		</header>
		<div id="content" class="app-trousseau">
			<h1 class="hidden-visually" id="page-heading-level-1">Trousseau</h1>
			${waiting}
		</div>`
}
