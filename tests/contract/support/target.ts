// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import type { RunningHost } from '../../../host/index.ts'
import { startHost } from '../../../host/index.ts'
import { Browser } from './browser.ts'

/** Somebody who can sign in. */
export interface Person {
	readonly user: string
	readonly password: string
}

/** The server that the suite speaks to. */
export interface Target {
	readonly url: string
	readonly owner: Person
	readonly member: Person
	/** Major version that the server says it is. */
	readonly major: number
	close(): Promise<void>
}

/** Is it the embedded host? Faults, quotas and closed accounts can only be had there. */
export const EMBEDDED = (process.env.TROUSSEAU_BASE_URL ?? '') === ''

/** Reason shown for what a real server cannot play. */
export const ONLY_EMBEDDED = 'needs the embedded host: a real server cannot be told to fail'

/** Milliseconds that a real server may take to sign in and to clean up. */
export const SLOW = 60_000

/** Starts the embedded host, or takes the server that the environment names. */
export async function openTarget(): Promise<Target> {
	if (EMBEDDED) {
		return embedded(await startHost({ quiet: true, testHooks: true }))
	}
	const url = variable('TROUSSEAU_BASE_URL').replace(/\/$/, '')
	return {
		url,
		owner: { user: variable('TROUSSEAU_USER'), password: variable('TROUSSEAU_PASSWORD') },
		member: { user: variable('TROUSSEAU_USER2'), password: variable('TROUSSEAU_PASSWORD2') },
		major: await majorOf(url),
		close: () => Promise.resolve(),
	}
}

async function embedded(host: RunningHost): Promise<Target> {
	const person = (user: string): Person => ({ user, password: host.accounts.find((account) => account.user === user)?.password ?? '' })
	return { url: host.url, owner: person('secretaire'), member: person('maire'), major: await majorOf(host.url), close: () => host.close() }
}

async function majorOf(url: string): Promise<number> {
	const status = await (await fetch(`${url}/status.php`)).json() as { versionstring?: string }
	return Number.parseInt(status.versionstring ?? '', 10)
}

function variable(name: string): string {
	const value = process.env[name] ?? ''
	if (value === '') {
		throw new Error(`${name} is needed together with TROUSSEAU_BASE_URL`)
	}
	return value
}

/** A working folder nobody else uses, with both people signed in. */
export interface Stage {
	readonly target: Target
	readonly owner: Browser
	readonly member: Browser
	/** Without cookies, token or account. */
	readonly nobody: Pick<Browser, 'send'>
	/** Name of the fresh folder at the owner's root. */
	readonly folder: string
	/** DAV address of something in the fresh folder, as the owner reaches it. */
	at(path: string): string
	/** The same for the member, once the folder is shared. */
	memberAt(path: string): string
	close(): Promise<void>
}

/**
 * Opens a stage; `close` removes everything it made.
 *
 * @param target - where
 * @param name - short, for who looks at a server after a crash
 */
export async function openStage(target: Target, name: string): Promise<Stage> {
	const owner = await signedIn(target, target.owner)
	const member = await signedIn(target, target.member)
	const folder = `contract-${name}-${Date.now().toString(36)}${randomBytes(3).toString('hex')}`
	const root = (user: string): string => `/remote.php/dav/files/${encodeURIComponent(user)}/${folder}`
	const made = await owner.send({ method: 'MKCOL', path: root(target.owner.user) })
	if (made.status !== 201) {
		throw new Error(`the working folder answered ${made.status}`)
	}
	return {
		target,
		owner,
		member,
		nobody: { send: (sent) => new Browser(target.url).send(sent) },
		folder,
		at: (path) => `${root(target.owner.user)}${path}`,
		memberAt: (path) => `${root(target.member.user)}${path}`,
		close: async () => {
			await owner.send({ method: 'DELETE', path: root(target.owner.user), headers: { 'X-NC-Skip-Trashbin': 'true' } })
		},
	}
}

const BROWSERS = new Map<string, Promise<Browser>>()

/** One sign-in a person and target is enough: real servers slow down those who sign in often. */
function signedIn(target: Target, person: Person): Promise<Browser> {
	const key = `${person.user}@${target.url}`
	const known = BROWSERS.get(key) ?? new Browser(target.url).logIn(person.user, person.password)
	BROWSERS.set(key, known)
	return known
}

/** Speaks to the switches of the embedded host. */
export async function hook(target: Target, method: string, path: string, body?: unknown): Promise<unknown> {
	const answer = await fetch(`${target.url}/__host/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
	if (!answer.ok) {
		throw new Error(`${path} answered ${answer.status}`)
	}
	return answer.json()
}
