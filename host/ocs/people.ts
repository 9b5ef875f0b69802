// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Exchange } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import type { OcsResult } from './envelope.ts'
import { ok } from './envelope.ts'

function others(state: HostState, exchange: Exchange, account: Account): Account[] {
	const wanted = (exchange.query.get('search') ?? '').toLowerCase()
	return state.accounts.filter(({ user, displayName }) => user !== account.user && `${user} ${displayName}`.toLowerCase().includes(wanted))
}

function groups(state: HostState, exchange: Exchange): string[] {
	const wanted = (exchange.query.get('search') ?? '').toLowerCase()
	const asked = [...exchange.query.getAll('shareTypes[]'), ...exchange.query.getAll('shareType[]')]
	return asked.includes('1')
		? [...new Set(state.accounts.flatMap((each) => each.groups))].filter((group) => group.toLowerCase().includes(wanted))
		: []
}

/** People and groups one may share with, light version. */
export function autocomplete(state: HostState, exchange: Exchange, account: Account): OcsResult {
	const people = others(state, exchange, account).map(({ user, displayName }) => ({
		id: user,
		label: displayName,
		icon: 'icon-user',
		source: 'users',
		status: '',
		subline: '',
		shareWithDisplayNameUnique: user,
	}))
	return ok([
		...people,
		...groups(state, exchange).map((group) => ({
			id: group,
			label: group,
			icon: '',
			source: 'groups',
			status: '',
			subline: '',
			shareWithDisplayNameUnique: '',
		})),
	])
}

/** People one may share with, as the files app asks. */
export function sharees(state: HostState, exchange: Exchange, account: Account): OcsResult {
	const search = (exchange.query.get('search') ?? '').toLowerCase()
	const entries = others(state, exchange, account).map(({ user, displayName }) => ({
		label: displayName,
		subline: '',
		icon: 'icon-user',
		value: { shareType: 0, shareWith: user },
		shareWithDisplayNameUnique: user,
		status: [],
	}))
	const isExact = ({ label, value }: (typeof entries)[number]): boolean => label.toLowerCase() === search || value.shareWith === search
	const none = { users: [], groups: [], remotes: [], remote_groups: [], emails: [], circles: [], rooms: [], lookup: [] }
	return ok({
		exact: { ...none, users: entries.filter(isExact) },
		...none,
		users: entries.filter((entry) => !isExact(entry)),
		groups: groups(state, exchange).map((group) => ({ label: group, value: { shareType: 1, shareWith: group } })),
		lookupEnabled: false,
	})
}
