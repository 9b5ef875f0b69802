// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHost } from '../../../host/index.ts'

/** A person of the server under test. */
export interface Person {
	readonly id: string
	readonly password: string
}

/** The server under test: the embedded host, or a real Nextcloud named by TROUSSEAU_BASE_URL. */
export interface Target {
	/** Without a slash at the end. */
	readonly url: string
	readonly secretary: Person
	readonly mayor: Person
	/** A third person; on a real server, nobody. */
	readonly admin: Person
	/** Where the embedded host keeps its data and what it was sent; null on a real server. */
	readonly folders: { readonly data: string, readonly traffic: string } | null
	close(): Promise<void>
}

const REAL = process.env.TROUSSEAU_BASE_URL?.replace(/\/+$/, '')

/** Whether faults can be asked for: a real server plays none. */
export const IS_EMBEDDED = REAL === undefined

/** Starts the embedded host with empty folders, or empties what a former run left on the real server. */
export async function openTarget(): Promise<Target> {
	return REAL === undefined ? openEmbedded() : openReal(REAL)
}

async function openEmbedded(): Promise<Target> {
	const folder = await mkdtemp(join(tmpdir(), 'trousseau-e2e-'))
	const folders = { data: join(folder, 'data'), traffic: join(folder, 'traffic') }
	const host = await startHost({ dataDir: folders.data, recordDir: folders.traffic, testHooks: true, quiet: true })
	const person = (id: string): Person => ({ id, password: host.accounts.find(({ user }) => user === id)?.password ?? '' })
	return {
		url: host.url,
		secretary: person('secretaire'),
		mayor: person('maire'),
		admin: person('admin'),
		folders,
		async close() {
			await host.close()
			await rm(folder, { recursive: true, force: true })
		},
	}
}

async function openReal(url: string): Promise<Target> {
	const secretary = { id: setting('TROUSSEAU_USER'), password: setting('TROUSSEAU_PASSWORD') }
	const mayor = { id: setting('TROUSSEAU_USER2'), password: setting('TROUSSEAU_PASSWORD2') }
	const empty = async () => {
		await emptyNotebooks(url, secretary)
		await emptyNotebooks(url, mayor)
	}
	await empty()
	return { url, secretary, mayor, admin: { id: '', password: '' }, folders: null, close: empty }
}

function setting(name: string): string {
	const value = process.env[name]
	if (value === undefined || value === '') {
		throw new Error(`${name} is needed beside TROUSSEAU_BASE_URL`)
	}
	return value
}

/** Removes every folder that a journey makes, and what was received from others under that name. */
async function emptyNotebooks(url: string, person: Person): Promise<void> {
	const root = `${url}/remote.php/dav/files/${encodeURIComponent(person.id)}/`
	const headers = {
		Authorization: `Basic ${Buffer.from(`${person.id}:${person.password}`).toString('base64')}`,
		'OCS-APIRequest': 'true',
		'X-NC-Skip-Trashbin': 'true',
	}
	const listing = await (await fetch(root, { method: 'PROPFIND', headers: { ...headers, Depth: '1' } })).text()
	for (const [, path] of listing.matchAll(/<d:href>([^<]*)<\/d:href>/g)) {
		const name = decodeURIComponent((path ?? '').replace(/\/$/, '').split('/').at(-1) ?? '')
		if (/^(?:Trousseau|Vauzelles|Sainte-Test)/.test(name)) {
			await fetch(root + encodeURIComponent(name), { method: 'DELETE', headers })
		}
	}
}
