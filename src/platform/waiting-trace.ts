// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { getRootUrl } from '@nextcloud/router'
import { currentUser } from './session.ts'

/*
 * A cookie says how much waits in this browser, and nothing of what: a sign-out empties every storage of the origin but
 * its cookies, and the page that finds nothing afterwards can then say what is no longer there.
 */

/** Number of unsaved edits and forms in this browser for one person, when last counted. */
export interface WaitingTrace {
	/** Edits that the server did not have. */
	readonly edits: number
	/** Forms that were typed in and not saved. */
	readonly forms: number
	/** ISO 8601. */
	readonly at: string
}

const NAME = 'trousseau_waiting'
const MAX_AGE = 365 * 24 * 3600
/** People of one browser that are remembered; the oldest gives way. */
const MAX_PEOPLE = 5

type Traces = Readonly<Record<string, WaitingTrace>>

function isTrace(value: unknown): value is WaitingTrace {
	const { edits, forms, at } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
	return (
		[edits, forms].every((many) => Number.isSafeInteger(many) && Number(many) >= 0)
		&& typeof at === 'string'
		&& !Number.isNaN(Date.parse(at))
	)
}

function traces(): Traces {
	try {
		const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${NAME}=`))
		const read: unknown = JSON.parse(decodeURIComponent(found?.slice(NAME.length + 1) ?? '{}'))
		return typeof read === 'object' && read !== null
			? Object.fromEntries(Object.entries(read).filter(([, trace]) => isTrace(trace)))
			: {}
	} catch {
		return {}
	}
}

/** Last count for this person, or null when nothing was unsaved, or no count is stored. */
export const waitingTrace = (): WaitingTrace | null => traces()[currentUser().id] ?? null

/** Stores the present count; null removes it. */
export function leaveTrace(trace: Omit<WaitingTrace, 'at'> | null): void {
	const { id } = currentUser()
	const { [id]: before, ...others } = traces()
	const isEmpty = trace === null || trace.edits + trace.forms === 0
	if (isEmpty ? before === undefined : before?.edits === trace.edits && before.forms === trace.forms) {
		return
	}
	const all = Object.entries({ ...others, ...isEmpty ? {} : { [id]: { ...trace, at: new Date().toISOString() } } })
	const value = encodeURIComponent(JSON.stringify(Object.fromEntries(all.slice(-MAX_PEOPLE))))
	const secure = globalThis.location.protocol === 'https:' ? '; Secure' : ''
	document.cookie = `${NAME}=${value}; Path=${getRootUrl()}/; Max-Age=${all.length === 0 ? 0 : MAX_AGE}; SameSite=Strict${secure}`
}
