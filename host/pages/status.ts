// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import { SERVER_VERSION } from '../version.ts'
import { plainPage } from './html-reply.ts'

/** `status.php`. */
export function statusFile(state: HostState): Reply {
	return json(200, {
		installed: true,
		maintenance: state.conditions.maintenance,
		needsDbUpgrade: state.conditions.upgradePending,
		version: SERVER_VERSION,
		versionstring: SERVER_VERSION.split('.').slice(0, 3).join('.'),
		edition: '',
		productname: 'Nextcloud',
		extendedSupport: false,
	})
}

/** Answer to pages and JSON routes during maintenance or an upgrade; null when the server is available. */
export function conditionReply(state: HostState): Reply | null {
	const headers = { 'Content-Type': 'text/html; charset=UTF-8' }
	if (state.conditions.maintenance) {
		return {
			status: 503,
			headers: { ...headers, 'X-Nextcloud-Maintenance-Mode': '1', 'Retry-After': '120' },
			body: plainPage('Maintenance', 'Ce serveur est en maintenance. Cette page se rechargera d’elle-même.'),
		}
	}
	// A pending upgrade answers 200: only the type of the answer gives it away.
	return state.conditions.upgradePending
		? { status: 200, headers, body: plainPage('Mise à jour', 'Une mise à jour de ce serveur est nécessaire.') }
		: null
}
