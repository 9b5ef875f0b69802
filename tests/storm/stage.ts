// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Keyholder } from './people.ts'
import type { Stage } from './round.ts'
import type { Kind, Length, Templates } from './templates.ts'
import type { Person } from './wire.ts'

import { randomBytes } from 'node:crypto'
import { startHost } from '../../host/index.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { loadChunks } from '../../src/worker/service.ts'
import { keyholders } from './people.ts'
import { FreeTurns, SeededTurns } from './scheduler.ts'
import { extensionOf, KINDS, LENGTHS, makeTemplates } from './templates.ts'
import { sendOver, sendWithin, Session } from './wire.ts'

/** A stage, and how to leave it. */
export interface OpenStage extends Stage {
	/** Forgets the rounds played, so that thousands do not pile up. */
	readonly sweep: () => Promise<void>
	readonly close: () => Promise<void>
}

/** Clients of one round at most. */
const COMPUTERS = 8

/** Opens a stage on the embedded host, or on the server that TROUSSEAU_BASE_URL names. */
export async function openStage(): Promise<OpenStage> {
	await Promise.all([loadSodium(), loadChunks()])
	const people = await keyholders()
	const templates = await makeTemplates(people)
	const url = (process.env.TROUSSEAU_BASE_URL ?? '').replace(/\/$/, '')
	const stage = url === '' ? await onHost(people, templates) : await onServer(url, people, templates)
	return { ...stage, people, templates }
}

type Place = Omit<OpenStage, 'people' | 'templates'>

async function onHost(people: readonly Keyholder[], templates: Templates): Promise<Place> {
	const host = await startHost({ quiet: true, testHooks: true, inMemory: true })
	const person: Person = { user: 'secretaire', password: host.accounts.find(({ user }) => user === 'secretaire')?.password ?? '' }
	const sessions = await Promise.all(Array.from({ length: COMPUTERS }, () => new Session(host.url, person, sendWithin(host)).signIn()))
	const [first] = sessions as [Session]
	const hook = async (path: string, body: object): Promise<void> => {
		await first.send(`${host.url}/__host/${path}`, { method: 'POST', body: JSON.stringify(body) })
	}
	const prepare = async (): Promise<void> => {
		await hook('reset', {})
		await hook('conditions', { shuffleListings: true })
		await uploadTemplates(first, '', templates, LENGTHS)
		await uploadIdentities(first, '', people)
	}
	await prepare()
	return {
		sessions,
		templateFolder,
		copyTemplate: (kind, length, to) => copyFolder(first, templateFolder(kind, length), to),
		copyIdentity: (number, to) => copyFolder(first, identityFolder(number), to),
		turnsOf: (random) => new SeededTurns(random),
		isEmbedded: true,
		lengths: LENGTHS,
		folderOf: (seed) => `round-${seed}`,
		sweep: prepare,
		close: () => host.close(),
	}
}

/** Two people, two computers each, in a folder that one shares with the other for adding only. */
async function onServer(url: string, people: readonly Keyholder[], templates: Templates): Promise<Place> {
	const owner: Person = { user: setting('TROUSSEAU_USER'), password: setting('TROUSSEAU_PASSWORD') }
	const member: Person = { user: setting('TROUSSEAU_USER2'), password: setting('TROUSSEAU_PASSWORD2') }
	const sessions: Session[] = []
	for (const person of [owner, member, owner, member]) {
		sessions.push(await new Session(url, person, sendOver).signIn())
	}
	const [first] = sessions as [Session]
	const root = `storm-${Date.now().toString(36)}${randomBytes(3).toString('hex')}`
	await asked(first, 'MKCOL', root)
	const share = new URLSearchParams({ path: `/${root}`, shareType: '0', shareWith: member.user, permissions: '5' }).toString()
	const shared = await first.send(`${url}/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json`, { method: 'POST', headers: { 'OCS-APIRequest': 'true', 'content-type': 'application/x-www-form-urlencoded' }, body: share })
	if (shared.status !== 200) {
		throw new Error(`the share answered ${shared.status}`)
	}
	await uploadTemplates(first, `${root}/`, templates, ['short'])
	await uploadIdentities(first, `${root}/`, people)
	return {
		sessions,
		templateFolder: (kind, length) => `${root}/${templateFolder(kind, length)}`,
		copyTemplate: (kind, length, to) => copyFolder(first, `${root}/${templateFolder(kind, length)}`, to),
		copyIdentity: (number, to) => copyFolder(first, `${root}/${identityFolder(number)}`, to),
		turnsOf: (random) => new FreeTurns(random),
		isEmbedded: false,
		// Hundreds of files take minutes to put there.
		lengths: ['short'],
		folderOf: (seed) => `${root}/round-${seed}`,
		sweep: () => Promise.resolve(),
		close: () => asked(first, 'DELETE', root, { 'X-NC-Skip-Trashbin': 'true' }),
	}
}

function setting(name: string): string {
	const value = process.env[name] ?? ''
	if (value === '') {
		throw new Error(`${name} is needed beside TROUSSEAU_BASE_URL`)
	}
	return value
}

const templateFolder = (kind: Kind, length: Length): string => `template-${kind}-${length}`

async function uploadTemplates(session: Session, below: string, templates: Templates, lengths: readonly Length[]): Promise<void> {
	for (const kind of KINDS) {
		for (const length of kind === 'members' ? ['short'] as const : lengths) {
			const folder = `${below}${templateFolder(kind, length)}`
			await asked(session, 'MKCOL', folder)
			for (const [name, bytes] of templates[kind][length].files) {
				await asked(session, 'PUT', `${folder}/${name.endsWith(extensionOf(kind)) ? name : ''}`, {}, bytes)
			}
		}
	}
}

const identityFolder = (number: number): string => `template-identity-${number}`

async function uploadIdentities(session: Session, below: string, people: readonly Keyholder[]): Promise<void> {
	for (const { number, identity: { name, bytes } } of people) {
		await asked(session, 'MKCOL', below + identityFolder(number))
		await asked(session, 'PUT', `${below}${identityFolder(number)}/${name}.identity`, {}, bytes)
	}
}

const copyFolder = (session: Session, from: string, to: string): Promise<void> => asked(session, 'COPY', from, { Destination: session.at(to) })

/** A request that must be granted, outside of every storm. */
async function asked(session: Session, method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: Uint8Array): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		const { status } = await session.send(session.at(path), { method, headers: { requesttoken: session.token, 'X-Requested-With': 'XMLHttpRequest', ...headers }, ...(body === undefined ? {} : { body }) })
		if (status === 401 && attempt === 1) {
			await session.signIn()
		} else if (status === 423 && attempt < 10) {
			await new Promise((resolve) => {
				setTimeout(resolve, 500)
			})
		} else if (status >= 300) {
			throw new Error(`${method} ${path} answered ${status}`)
		} else {
			return
		}
	}
}
