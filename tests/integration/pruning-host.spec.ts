// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FaultRequest } from '../../host/hooks/faults.ts'
import type { RunningHost } from '../../host/index.ts'
import type { Revision } from '../../src/journal/lineage.ts'
import type { PrunedJournal, PruningMoment } from '../../src/stores/history/pruning.ts'

import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHost } from '../../host/index.ts'
import { InventoryJournal } from '../../src/journal/inventory-journal.ts'
import { DEFAULT_POLICY, pruningPlan } from '../../src/journal/pruning.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from '../../src/journal/testing.ts'
import { DavClient } from '../../src/platform/dav/client.ts'
import { datedStore, listDated } from '../../src/platform/dav/revision-dates.ts'
import { openRevisionStore } from '../../src/platform/dav/revision-store.ts'
import { pruneJournal } from '../../src/stores/history/pruning.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'secretaire', name: 'Secrétaire', isAdmin: false }) }))

const { JSDOM } = createRequire(import.meta.url)('jsdom') as { JSDOM: new () => { window: { DOMParser: typeof DOMParser } } }
globalThis.DOMParser = new JSDOM().window.DOMParser

const PASSWORD = 'for tests 1'
const FOLDER = 'inventory'
const NOW = Date.now()
const HOUR = 3_600_000
const COUNT = 90

let host: RunningHost
const authorization = `Basic ${Buffer.from(`secretaire:${PASSWORD}`).toString('base64')}`

/** As an application of Nextcloud: by password, without a page. */
const asApplication: typeof fetch = (input, init) => fetch(input, { ...init, headers: { ...init?.headers, authorization, 'OCS-APIRequest': 'true' } })

async function hook(path: string, body: object): Promise<void> {
	const { status } = await fetch(`${host.url}/__host/${path}`, { method: 'POST', body: JSON.stringify(body) })
	expect(status).toBeLessThan(300)
}

const trash = async (): Promise<string> => (await asApplication(`${host.url}/remote.php/dav/trashbin/secretaire/trash/`, { method: 'PROPFIND', headers: { Depth: '1' } })).text()

function client(): DavClient {
	return new DavClient({
		davUrl: `${host.url}/remote.php/dav`,
		statusUrl: `${host.url}/status.php`,
		whoUrl: `${host.url}/ocs/v2.php/cloud/user?format=json`,
		userId: 'secretaire',
		tokens: { current: () => null, renew: async () => true },
		fetch: asApplication,
	})
}

/** One revision every eight hours, the last one now. */
function history(): readonly Revision[] {
	const revisions: Revision[] = []
	for (let index = 0; index < COUNT; index += 1) {
		revisions.push(inventoryRevision(withTools({ a: { n: index } }), revisions.slice(-1)))
	}
	return revisions
}

const all = history()
const dateOf = (index: number): number => Math.floor((NOW - (COUNT - 1 - index) * 8 * HOUR) / 1_000) * 1_000
const planned = (): readonly string[] => pruningPlan(all.map(({ name, meta }, index) => ({ name, ancestors: meta.ancestors, at: dateOf(index) })), NOW, DEFAULT_POLICY).keep.map((name) => `${name}.inventory`).sort()
const listed = async (): Promise<readonly string[]> => (await listDated(client(), FOLDER)).map(({ name }) => name).sort()

function pruned(): PrunedJournal {
	const store = datedStore(openRevisionStore(client(), FOLDER, { sleep: () => Promise.resolve() }), () => listDated(client(), FOLDER))
	const { journal } = new InventoryJournal({ store, notebookId: NOTEBOOK, validate: acceptDocument })
	return { key: 'k', extension: 'inventory', store, journal, rules: async () => ({ first: [], policy: DEFAULT_POLICY }) }
}

function moment(rests: number, kept = new Map<string, string>()): PruningMoment {
	let left = rests
	return { now: () => NOW, rest: async () => left-- > 0, memory: { preference: (name) => kept.get(name) ?? null, setPreference: (name, value) => void kept.set(name, value) } }
}

beforeAll(async () => {
	host = await startHost({ testHooks: true, quiet: true, passwords: { secretaire: PASSWORD, maire: 'for tests 2', admin: 'for tests 3' } })
})
afterAll(() => host.close())

beforeEach(async () => {
	await hook('reset', {})
	await client().makeFolder(FOLDER)
	for (const [index, { name, bytes }] of all.entries()) {
		const answer = await asApplication(`${host.url}/remote.php/dav/files/secretaire/${FOLDER}/${name}.inventory`, { method: 'PUT', body: new Uint8Array(bytes), headers: { 'X-OC-MTime': String(dateOf(index) / 1_000) } })
		expect(answer.status).toBe(201)
	}
})

describe('pruning on the host, by the dates of its files', () => {
	it('keeps the last 30, then one a day, and leaves no copy in a trash', async () => {
		await pruneJournal(pruned(), moment(100))
		expect(await listed()).toEqual(planned())
		expect(planned().length).toBeLessThan(60)
		expect(await trash()).not.toContain('.inventory')
		const { journal } = pruned()
		expect((await journal.load()).heads.map(({ name }) => name)).toEqual([all.at(-1)?.name])
	})

	it('goes on another time wherever it was ended', async () => {
		const kept = new Map<string, string>()
		for (let turn = 0; kept.size === 0; turn += 1) {
			await pruneJournal(pruned(), moment(1 + turn % 3, kept))
			expect(turn).toBeLessThan(30)
		}
		expect(await listed()).toEqual(planned())
	})

	it('takes a locked file for "not today", and says nothing', async () => {
		const kept = new Map<string, string>()
		const locked: FaultRequest = { kind: '423', match: { method: 'DELETE', path: FOLDER } }
		await hook('faults', [locked])
		await pruneJournal(pruned(), moment(100, kept))
		expect(await listed()).toHaveLength(COUNT)
		expect(kept.size).toBe(1)
	})
})
