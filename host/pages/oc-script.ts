// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Reply } from '../http/exchange.ts'
import { SERVER_VERSION } from '../version.ts'

/** `core/js/oc.js`: the globals that a page of a real server defines before any app runs. */
export function ocScript(account: Account | null): Reply {
	const config = {
		session_lifetime: 1440,
		session_keepalive: true,
		version: SERVER_VERSION,
		versionstring: '34.0.1',
		enable_avatars: true,
		modRewriteWorking: false,
		loglevel: 2,
		'sharing.maxAutocompleteResults': 25,
		'sharing.minSearchStringLength': 0,
	}
	const user = account === null ? false : account.user
	const body = `'use strict';
(function() {
	var config = ${JSON.stringify(config)};
	window._oc_debug = false;
	window._oc_isadmin = ${JSON.stringify(account?.groups.includes('admin') ?? false)};
	window._oc_webroot = '';
	window._oc_appswebroots = { core: '/core', trousseau: '/apps/trousseau' };
	window._oc_config = config;
	window.oc_userconfig = { avatar: { version: 0, generated: true } };
	window.oc_current_user = ${JSON.stringify(user)};
	window.firstDay = 1;
	window._oc_l10n_registry_translations = window._oc_l10n_registry_translations || {};
	window._oc_l10n_registry_plural_functions = window._oc_l10n_registry_plural_functions || {};
	// A plural form arrives as the text of a gettext header, which cannot be evaluated under the page's policy.
	function plural(form) {
		return /nplurals=3/.test(form || '')
			? function(n) { return n === 0 || n === 1 ? 0 : n !== 0 && n % 1000000 === 0 ? 1 : 2; }
			: function(n) { return n > 1 ? 1 : 0; };
	}
	function register(app, bundle, form) {
		window._oc_l10n_registry_translations[app] = Object.assign({}, window._oc_l10n_registry_translations[app], bundle);
		window._oc_l10n_registry_plural_functions[app] = typeof form === 'function' ? form : plural(form);
	}
	window.OC = {
		config: config,
		coreApps: ['', 'admin', 'log', 'core/search', 'core', '3rdparty'],
		appswebroots: window._oc_appswebroots,
		webroot: '',
		currentUser: ${JSON.stringify(user)},
		getCurrentUser: function() { return { uid: ${JSON.stringify(user)}, displayName: ${JSON.stringify(account?.displayName ?? null)} }; },
		isUserAdmin: function() { return window._oc_isadmin; },
		requestToken: document.head.dataset.requesttoken,
		L10N: { register: register },
	};
	// The header's menus close on Escape, whatever has the focus: what the browser would have made of it does not happen.
	window.addEventListener('keydown', function(event) { if (event.key === 'Escape') { event.preventDefault(); } });
	// A request that answers 401 has the session looked at. Once it is over, what this browser stores for the page is
	// cleared, then comes the sign-in page.
	var looking = false;
	async function lookAtSession() {
		if (window.oc_current_user === false || looking) { return; }
		looking = true;
		try {
			if ((await window.fetch('/index.php/apps/files')).status === 401) {
				window.localStorage.clear();
				window.sessionStorage.clear();
				(await window.indexedDB.databases()).forEach(function(one) { window.indexedDB.deleteDatabase(one.name); });
				window.location = '/index.php/login?redirect_url=' + encodeURIComponent(window.location.pathname + window.location.search + window.location.hash);
			}
		} finally {
			looking = false;
		}
	}
	window.fetch = (function(fetch) {
		return async function(resource, options) {
			var answer = await fetch(resource, options);
			if (answer.status === 401) { lookAtSession().catch(function() {}); }
			return answer;
		};
	})(window.fetch);
	window.OCP = {};
	window.OCA = {};
})();
`
	return { status: 200, headers: { 'Content-Type': 'application/javascript; charset=utf-8', 'Cache-Control': 'no-store' }, body }
}
