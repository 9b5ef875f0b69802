// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DemoWords } from '../../../host/demo/words.ts'

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningHost } from '../../../host/index.ts'
import { startHost } from '../../../host/index.ts'
import { RealServer } from './real-server.ts'

/** A person of the server under test. */
export interface Person {
	readonly id: string
	readonly password: string
	/** As other people see them. */
	readonly name: string
}

/** The server under test: the embedded host, or a real Nextcloud named by TROUSSEAU_BASE_URL. */
export interface Target {
	/** Without a slash at the end. */
	readonly url: string
	/** Of the certificate of the embedded host; null over plain HTTP and on a real server. */
	readonly fingerprint: string | null
	readonly secretary: Person
	readonly mayor: Person
	/** A third person. On a real server without an administrator's account, nobody. */
	readonly admin: Person
	/** A group that the secretary and the mayor are in. On a real server without an administrator's account, none. */
	readonly group: string
	/** Folders of the stored data, and of the recorded traffic. */
	readonly folders: { readonly data: string, readonly traffic: string }
	/** Passphrases and words that open the example commune's vault; null where it is not loaded. */
	readonly demo: DemoWords | null
	/** The embedded host, in this process; null on a real server. */
	readonly host: RunningHost | null
	/** Null for the embedded host. */
	readonly real: RealServer | null
	close(): Promise<void>
}

const REAL = process.env.TROUSSEAU_BASE_URL?.replace(/\/+$/, '')

/** True if the server under test is the embedded host. */
export const IS_EMBEDDED = REAL === undefined

/** Why a journey that needs an administrator's account, or a third one, does not take place; empty when it does. */
export const NO_ADMINISTRATOR = IS_EMBEDDED || RealServer.hasAdministrator() ? '' : 'needs TROUSSEAU_ADMIN_USER and TROUSSEAU_ADMIN_PASSWORD beside TROUSSEAU_BASE_URL'

/** Why a journey that needs the command line of the server does not take place; empty when it does. */
export const NO_COMMAND = IS_EMBEDDED || RealServer.hasCommand() ? NO_ADMINISTRATOR : 'needs TROUSSEAU_OCC beside TROUSSEAU_BASE_URL: a command that runs occ on that server'

/** The embedded host with empty folders, or the real server with accounts that hold no notebook. */
export async function openTarget(): Promise<Target> {
	return REAL === undefined ? openEmbedded() : openReal(REAL)
}

/**
 * An embedded host with empty folders, whatever the server under test is.
 *
 * @param options - `https`: with a certificate that only a browser told of it believes; `demo`: with the example commune
 */
export async function openEmbedded({ https = false, demo = false }: { readonly https?: boolean, readonly demo?: boolean } = {}): Promise<Target> {
	const folder = await mkdtemp(join(tmpdir(), 'trousseau-e2e-'))
	const folders = { data: join(folder, 'data'), traffic: join(folder, 'traffic') }
	const host = await startHost({ dataDir: folders.data, recordDir: folders.traffic, testHooks: true, quiet: true, https, demo })
	const person = (id: string): Person => {
		const account = host.accounts.find(({ user }) => user === id)
		return { id, password: account?.password ?? '', name: account?.displayName ?? '' }
	}
	return {
		url: host.url,
		fingerprint: host.fingerprint,
		secretary: person('secretaire'),
		mayor: person('maire'),
		admin: person('admin'),
		group: 'mairie',
		folders,
		demo: host.demo,
		host,
		real: null,
		async close() {
			await host.close()
			await rm(folder, { recursive: true, force: true })
		},
	}
}

async function openReal(url: string): Promise<Target> {
	const folder = await mkdtemp(join(tmpdir(), 'trousseau-e2e-'))
	const folders = { data: join(folder, 'data'), traffic: join(folder, 'traffic') }
	const real = new RealServer(url, folders.traffic)
	const people = await real.open()
	return {
		url,
		fingerprint: null,
		...people,
		folders,
		demo: null,
		host: null,
		real,
		async close() {
			await real.close()
			await rm(folder, { recursive: true, force: true })
		},
	}
}
