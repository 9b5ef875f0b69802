// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonValue } from '../../domain/json.ts'
import type { OpenedVault } from '../file/vault-file.ts'
import type { Credential, Departure, VaultContent } from '../model.ts'

/** `passwordChangedAt` by credential id. */
type Times = Readonly<Record<string, string>>

/** A credential whose password a former member could read. */
export interface DepartureItem {
	readonly credentialId: string
	/** True if the password was changed since, or the credential is no longer in the vault. */
	readonly done: boolean
}

/** A former member and the passwords they could read. */
export interface DepartureView {
	readonly memberId: string
	readonly label: string
	readonly at: string
	readonly items: readonly DepartureItem[]
}

/** The passwords of a content, each with the time when it last changed. */
export function readableTimes({ collections }: VaultContent): Times {
	return Object.fromEntries(Object.entries(collections.credentials)
		.filter(([, { password }]) => password !== '')
		.map(([id, { passwordChangedAt }]) => [id, passwordChangedAt]))
}

/** For each credential the greatest of its times. */
function latest(...all: readonly Times[]): Times {
	const times = new Map<string, string>()
	for (const [id, time] of all.flatMap((one) => Object.entries(one))) {
		const before = times.get(id)
		times.set(id, before !== undefined && before > time ? before : time)
	}
	return Object.fromEntries(times)
}

const isTimes = (value: JsonValue): value is Times => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((time) => typeof time === 'string')

/** Times of the passwords a former member could read, including values lost in a concurrent edit. */
function knownTimes({ credentials, history }: Departure): Times {
	const former = (history ?? []).filter(({ field }) => field === 'credentials').map(({ value }) => value).filter(isTimes)
	return latest(credentials, ...former)
}

/**
 * A merged content whose departures also hold what was written, under the key
 * that the person still had, in heads that did not know of the departure.
 */
export function withLateReads(content: VaultContent, heads: readonly OpenedVault[]): VaultContent {
	const { departures } = content.collections
	const highest = Math.max(...heads.map(({ epoch }) => epoch))
	const late = heads.filter(({ epoch }) => epoch < highest)
	if (departures === undefined || late.length === 0) {
		return content
	}
	const completed = Object.entries(departures).map(([id, departure]): readonly [string, Departure] => {
		const unaware = late.filter((head) => !Object.hasOwn(head.content.collections.departures ?? {}, id))
		return [id, unaware.length === 0 ? departure : { ...departure, credentials: latest(departure.credentials, ...unaware.map((head) => readableTimes(head.content))) }]
	})
	return { ...content, collections: { ...content.collections, departures: Object.fromEntries(completed) } }
}

/** True if the current password is empty or is one that the credential already had at that time: restoring an old value is not a change. */
function isKnown({ password, history = [] }: Credential, time: string): boolean {
	let since = ''
	return password === '' || history.filter(({ field }) => field === 'password').some(({ at, value }) => {
		const stoodThen = since <= time
		since = at
		return stoodThen && value === password
	})
}

/** Everybody who left, with what they knew and whether it was changed; the latest first. */
export function departureViews(content: VaultContent, heads: readonly OpenedVault[]): readonly DepartureView[] {
	const { credentials, departures } = withLateReads(content, heads).collections
	const isDone = (id: string, time: string): boolean => {
		const credential = Object.hasOwn(credentials, id) ? credentials[id] : undefined
		return credential === undefined || (credential.passwordChangedAt > time && !isKnown(credential, time))
	}
	return Object.entries(departures ?? {})
		.map(([memberId, departure]) => ({
			memberId,
			label: departure.label,
			at: departure.at,
			items: Object.entries(knownTimes(departure)).map(([credentialId, time]) => ({ credentialId, done: isDone(credentialId, time) })),
		}))
		.sort((one, other) => (one.at > other.at ? -1 : 1))
}
