// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { HostState } from '../state.ts'
import { SERVER_VERSION } from '../version.ts'
import type { OcsResult } from './envelope.ts'
import { ok } from './envelope.ts'

/** Capabilities of the server; fewer for a request without an account. */
export function capabilities(state: HostState, account: Account | null): OcsResult {
	const [major, minor, micro] = SERVER_VERSION.split('.').map(Number)
	return ok({
		version: { major, minor, micro, string: `${major}.${minor}.${micro}`, edition: '', extendedSupport: false },
		capabilities: capabilityList(state, account),
	})
}

/** Capabilities as the page carries them in its initial state. */
export function capabilityList(state: HostState, account: Account | null): Record<string, unknown> {
	const anyone = {
		core: { pollinterval: 60, 'webdav-root': 'remote.php/webdav', 'mod-rewrite-working': false },
		theming: {
			name: 'Nextcloud',
			productName: 'Nextcloud',
			url: 'https://nextcloud.com',
			slogan: 'un hôte pour essayer',
			color: '#00679e',
			'color-text': '#ffffff',
			'color-element': '#00679e',
		},
	}
	if (account === null) {
		return anyone
	}
	return {
		...anyone,
		dav: { chunking: '1.0', search_supports_creation_time: true, search_supports_upload_time: true },
		files: {
			bigfilechunking: true,
			versioning: true,
			undelete: true,
			delete_from_trash: true,
			locking: '1.0',
			forbidden_filenames: ['.htaccess'],
			forbidden_filename_basenames: [],
			forbidden_filename_characters: ['\\', '/'],
			forbidden_filename_extensions: ['.filepart', '.part'],
			windows_compatible_filenames: false,
		},
		files_sharing: state.conditions.sharingDisabled
			? { api_enabled: false, public: { enabled: false }, user: { send_mail: false }, resharing: false }
			: {
					api_enabled: true,
					public: { enabled: false },
					resharing: true,
					user: { send_mail: false, expire_date: { enabled: true } },
					group_sharing: true,
					group: { enabled: true, expire_date: { enabled: true } },
					default_permissions: 31,
					sharebymail: { enabled: false },
					federation: { outgoing: false, incoming: false },
				},
		password_policy: { minLength: 10, enforceNonCommonPassword: true },
	}
}

/** The account that asks. */
export function currentUser(state: HostState, account: Account): OcsResult {
	const used = state.storage.tree.size(state.storage.tree.home(account.user))
	const quota = state.storage.quota(account.user)
	const free = state.storage.available(account.user)
	return ok({
		enabled: true,
		id: account.user,
		displayname: account.displayName,
		'display-name': account.displayName,
		email: account.email,
		groups: account.groups,
		language: 'fr',
		locale: 'fr_FR',
		backend: 'Database',
		quota: {
			free,
			used,
			total: quota ?? free,
			relative: quota === null || quota === 0 ? 0 : Math.round((used / quota) * 10_000) / 100,
			quota: quota ?? -3,
		},
	})
}
