// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FaultRequest } from '../../host/hooks/faults.ts'
import type { RunningHost } from '../../host/index.ts'
import type { DocumentContent } from '../../src/domain/document.ts'
import type { JsonValue } from '../../src/domain/json.ts'
import type { RevisionStore } from '../../src/journal/store.ts'

import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startHost } from '../../host/index.ts'
import { TrousseauError } from '../../src/domain/errors.ts'
import { InventoryJournal } from '../../src/journal/inventory-journal.ts'
import { watchFolder } from '../../src/platform/change-watch.ts'
import { DavClient } from '../../src/platform/dav/client.ts'
import { createIdentityStore } from '../../src/platform/dav/create-identity.ts'
import { createNotebook } from '../../src/platform/dav/create-notebook.ts'
import { findIdentityStore } from '../../src/platform/dav/identity.ts'
import { openNotebook } from '../../src/platform/dav/notebook-stores.ts'
import { findNotebooks } from '../../src/platform/dav/notebooks.ts'
import { openRevisionStore } from '../../src/platform/dav/revision-store.ts'
import { APPEND_ONLY, OcsClient, SHARE_RIGHTS } from '../../src/platform/ocs.ts'

const DRAFT = { communeName: 'L\'Étang-Salé', insee: '97404', readMe: 'Ne supprimez pas ce dossier.' }
const VAULT = '5'.repeat(32)
const PASSWORDS = { secretaire: 'for tests 1', maire: 'for tests 2', admin: 'for tests 3' }

/** The browser's XML reader; all else here is Node's, as the host needs it. */
const { JSDOM } = createRequire(import.meta.url)('jsdom') as { JSDOM: new () => { window: { DOMParser: typeof DOMParser } } }
globalThis.DOMParser = new JSDOM().window.DOMParser

let host: RunningHost

/** One browser: its cookies, and the token of its page. */
class Browser {
	readonly cookies = new Map<string, string>()
	token = ''
	readonly lost: string[] = []

	readonly fetch: typeof fetch = async (input, init) => {
		const headers = { ...init?.headers, cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
		const response = await fetch(input, { ...init, headers })
		for (const cookie of response.headers.getSetCookie()) {
			const [pair = ''] = cookie.split(';')
			this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
		}
		return response
	}

	async signIn(user: keyof typeof PASSWORDS): Promise<void> {
		const page = await (await this.fetch(`${host.url}/index.php/login`)).text()
		const requesttoken = new DOMParser().parseFromString(page, 'text/html').querySelector<HTMLInputElement>('[name=requesttoken]')?.value ?? ''
		const body = new URLSearchParams({ user, password: PASSWORDS[user], requesttoken }).toString()
		await this.fetch(`${host.url}/index.php/login`, { method: 'POST', redirect: 'manual', body, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: host.url } })
		await this.renew()
	}

	async renew(): Promise<boolean> {
		const answer: unknown = await (await this.fetch(`${host.url}/index.php/csrftoken`)).json()
		this.token = String((answer as Readonly<Record<string, unknown>>).token)
		return true
	}

	dav(userId: string, fetcher = this.fetch): DavClient {
		return new DavClient({
			davUrl: `${host.url}/remote.php/dav`,
			statusUrl: `${host.url}/status.php`,
			whoUrl: `${host.url}/ocs/v2.php/cloud/user?format=json`,
			userId,
			tokens: { current: () => this.token, renew: () => this.renew() },
			fetch: fetcher,
			onSessionLost: (code) => this.lost.push(code),
		})
	}

	ocs(userId: string): OcsClient {
		return new OcsClient({ ocsUrl: `${host.url}/ocs/v2.php`, statusUrl: `${host.url}/status.php`, userId, fetch: this.fetch })
	}
}

async function hook(path: string, body: object): Promise<void> {
	const { status } = await fetch(`${host.url}/__host/${path}`, { method: 'POST', body: JSON.stringify(body) })
	expect(status).toBeLessThan(300)
}

const faults = (...list: readonly FaultRequest[]): Promise<void> => hook('faults', list)

function accept(content: JsonValue): DocumentContent {
	if (typeof content !== 'object' || content === null || !('collections' in content)) {
		throw new TrousseauError('invalid')
	}
	return content as unknown as DocumentContent
}

function inventoryOf(store: RevisionStore, notebookId: string): InventoryJournal {
	return new InventoryJournal({
		store,
		notebookId,
		validate: accept,
		retry: { sleep: () => Promise.resolve() },
	})
}
const withTools = (...names: readonly string[]): DocumentContent => ({ schema: 1, collections: { tools: Object.fromEntries(names.map((name) => [name, { name }])) } })
const stamp = (minute: number, id = 'secretaire') => ({ at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(), author: { id, name: id } })

let secretary: Browser
let client: DavClient

/** A notebook of the secretary, with a first revision. */
async function makeNotebook(): Promise<{ notebookId: string, path: string, store: RevisionStore }> {
	const created = await createNotebook(client, DRAFT)
	const journal = inventoryOf(created.inventory, created.notebookId)
	await journal.save(await journal.open(), withTools('a'), stamp(0))
	await created.createVault(VAULT)
	await created.writeMarker()
	// Without the pauses of the page.
	const store = openRevisionStore(client, `${created.path}/inventory`, { sleep: () => Promise.resolve() })
	return { notebookId: created.notebookId, path: created.path, store }
}

const BYTES = new TextEncoder().encode('a revision of this test')
const FILE = 'Trousseau/L\'Étang-Salé/inventory/x.bin'

beforeAll(async () => {
	host = await startHost({ testHooks: true, quiet: true, passwords: PASSWORDS })
})
afterAll(() => host.close())

beforeEach(async () => {
	await hook('reset', {})
	await hook('conditions', { disabled: [] })
	secretary = new Browser()
	await secretary.signIn('secretaire')
	client = secretary.dav('secretaire')
})

describe('a notebook on the host', () => {
	it('is created, found and opened', async () => {
		const { notebookId, path } = await makeNotebook()
		const { notebooks, unreadable } = await findNotebooks(client)
		expect(unreadable).toEqual([])
		expect(notebooks).toEqual([{
			notebookId,
			path: 'Trousseau/L\'Étang-Salé',
			otherPaths: [],
			fileId: expect.stringMatching(/^\d+$/) as string,
			communeName: DRAFT.communeName,
			insee: DRAFT.insee,
			ownerId: 'secretaire',
			ownerName: 'Secrétaire de mairie',
			place: 'own',
			permissions: 'RGDNVCK',
			shared: false,
			mayWrite: true,
			mayAddVault: true,
			mayPrune: true,
			lacksVaults: false,
			duplicate: false,
		}])
		const { inventory, vaults } = await openNotebook(client, path)
		expect(vaults.map(({ vaultId }) => vaultId)).toEqual([VAULT])
		expect((await inventoryOf(inventory, notebookId).open()).content).toEqual(withTools('a'))
	})

	it('is shared for adding only', async () => {
		const { notebookId, path } = await makeNotebook()
		const people = await secretary.ocs('secretaire').findRecipients('mai')
		expect(people).toEqual([{ kind: 'user', id: 'maire', name: 'Maire' }, { kind: 'group', id: 'mairie', name: 'mairie' }])
		const share = await secretary.ocs('secretaire').createShare(path, { kind: 'user', id: 'maire' }, APPEND_ONLY)
		const mayor = new Browser()
		await mayor.signIn('maire')
		const theirs = mayor.dav('maire')
		const [found] = (await findNotebooks(theirs)).notebooks
		expect(found).toMatchObject({ notebookId, path: 'L\'Étang-Salé', ownerId: 'secretaire', shared: true, mayWrite: true, mayPrune: false })
		const { inventory } = await openNotebook(theirs, found?.path ?? '')
		const journal = inventoryOf(inventory, notebookId)
		const view = await journal.open()
		await journal.save(view, withTools('a', 'b'), stamp(1, 'maire'))
		await expect(journal.journal.remove(view.heads[0]?.name ?? '')).rejects.toMatchObject({ code: 'forbidden' })
		expect(await secretary.ocs('secretaire').listShares(path)).toEqual([{ id: share.id, kind: 'user', recipientId: 'maire', recipientName: 'Maire', permissions: 5 }])
		await secretary.ocs('secretaire').removeShare(share.id)
		await expect(journal.open()).rejects.toMatchObject({ code: 'gone' })
		expect((await findNotebooks(theirs)).notebooks).toEqual([])
	})

	it('is read only where it is shared for reading', async () => {
		const { path, notebookId } = await makeNotebook()
		await secretary.ocs('secretaire').createShare(path, { kind: 'user', id: 'maire' }, SHARE_RIGHTS.read)
		const mayor = new Browser()
		await mayor.signIn('maire')
		const theirs = mayor.dav('maire')
		const [found] = (await findNotebooks(theirs)).notebooks
		expect(found).toMatchObject({ notebookId, mayWrite: false, mayPrune: false })
		const journal = inventoryOf((await openNotebook(theirs, found?.path ?? '')).inventory, notebookId)
		await expect(journal.save(await journal.open(), withTools('b'), stamp(1))).rejects.toMatchObject({ code: 'forbidden' })
	})

	it('merges what two people save at once, though listings are in no order', async () => {
		const { store, notebookId } = await makeNotebook()
		await hook('conditions', { shuffleListings: true })
		const [one, two] = [inventoryOf(store, notebookId), inventoryOf(store, notebookId)]
		const [seenByOne, seenByTwo] = [await one.open(), await two.open()]
		await Promise.all([one.save(seenByOne, withTools('a', 'b'), stamp(1)), two.save(seenByTwo, withTools('a', 'c'), stamp(2))])
		const merged = await one.open()
		expect(merged.heads).toHaveLength(2)
		expect(merged.content).toEqual(withTools('a', 'b', 'c'))
		expect(await two.open()).toEqual(merged)
		await one.save(merged, withTools('d'), stamp(3))
		expect((await two.open()).heads).toHaveLength(1)
	})

	it('tells of changes by its own ETag', async () => {
		const { store, notebookId, path } = await makeNotebook()
		let changes = 0
		const watch = watchFolder({ client, path, onChange: () => { changes += 1 }, interval: 3_600_000, network: new EventTarget() as unknown as Window, page: { hidden: false, addEventListener: () => {}, removeEventListener: () => {} } })
		await watch.check()
		await watch.check()
		expect(changes).toBe(0)
		const journal = inventoryOf(store, notebookId)
		await journal.save(await journal.open(), withTools('z'), stamp(5))
		await watch.check()
		await watch.check()
		expect(changes).toBe(1)
		watch.stop()
	})

	it('takes the next name when two are created', async () => {
		await makeNotebook()
		expect((await makeNotebook()).path).toBe('Trousseau/L\'Étang-Salé (2)')
		expect((await findNotebooks(client)).notebooks.map(({ duplicate }) => duplicate)).toEqual([false, false])
	})
})

describe('the identity on the host', () => {
	it('is found once it is created', async () => {
		expect(await findIdentityStore(client)).toBeNull()
		await (await createIdentityStore(client)).create('a.identity', BYTES)
		expect(await (await findIdentityStore(client))?.list()).toEqual([{ name: 'a.identity', size: BYTES.length }])
	})
})

describe('a save on a server that fails', () => {
	it.each<[string, readonly FaultRequest[]]>([
		['is locked for a moment', [{ kind: '423', match: { method: 'PUT' }, times: 2 }]],
		['lets nobody win', [{ kind: 'nobody-wins', match: { method: 'PUT' } }]],
		['is busy', [{ kind: '503', match: { method: 'PUT' } }]],
		['cuts the line before', [{ kind: 'drop-before', match: { method: 'PUT' } }]],
		['cuts the line after', [{ kind: 'drop-after', match: { method: 'PUT' } }]],
		['does all of it', [
			{ kind: 'drop-before', match: { method: 'PUT' } },
			{ kind: '423', match: { method: 'PUT' } },
			{ kind: '503', match: { method: 'PUT' } },
			{ kind: 'drop-after', match: { method: 'PUT' } },
		]],
		['refuses the token', [{ kind: 'csrf', match: { method: 'PUT' } }]],
	])('%s ends with one file', async (_, list) => {
		const { store, notebookId } = await makeNotebook()
		const journal = inventoryOf(store, notebookId)
		const view = await journal.open()
		await faults(...list)
		const saved = await journal.save(view, withTools('a', 'b'), stamp(1))
		expect(await store.list()).toHaveLength(2)
		expect((await inventoryOf(store, notebookId).open()).heads).toEqual(saved.heads)
	})

	it('notices a body that was cut on its way, and saves it under another name', async () => {
		const { store, notebookId } = await makeNotebook()
		const journal = inventoryOf(store, notebookId)
		const view = await journal.open()
		await faults({ kind: 'truncate-body', match: { method: 'PUT' } })
		await journal.save(view, withTools('a', 'b'), stamp(1))
		const seen = await inventoryOf(store, notebookId).open()
		expect(seen.content).toEqual(withTools('a', 'b'))
		expect(seen.damaged).toHaveLength(1)
	})

	it('reads again what an answer says it replaced', async () => {
		await makeNotebook()
		await client.create(FILE, BYTES)
		await faults({ kind: 'two-winners', match: { method: 'PUT' } })
		expect(await client.create(FILE, BYTES)).toBe('already')
	})

	it('has room for nothing more', async () => {
		await makeNotebook()
		await hook('quota', { user: 'secretaire', bytes: 0 })
		await expect(client.create(FILE, BYTES)).rejects.toMatchObject({ code: 'quota' })
		await expect(client.create(FILE, new Uint8Array())).rejects.toMatchObject({ code: 'quota' })
		await hook('quota', { user: 'secretaire', bytes: null })
		expect(await client.create(FILE, BYTES)).toBe('created')
		await hook('quota', { user: 'secretaire', bytes: 1 })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'quota', detail: { method: 'GET' } })
		await hook('quota', { user: 'secretaire', bytes: null })
		expect(await client.get(FILE)).toEqual(BYTES)
	})
})

describe('a session on the host', () => {
	it('that ends is told apart from a lost file', async () => {
		await hook('expire-session', { user: 'secretaire' })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'session-expired' })
		await expect(client.create(FILE, BYTES)).rejects.toMatchObject({ code: 'session-expired' })
		await expect(findNotebooks(client)).rejects.toMatchObject({ code: 'session-expired' })
		await expect(secretary.ocs('secretaire').findRecipients('')).rejects.toMatchObject({ code: 'session-expired' })
		expect(secretary.lost).toContain('session-expired')
	})

	it('of another person in the same browser is noticed at each call', async () => {
		await makeNotebook()
		secretary.cookies.clear()
		await secretary.signIn('maire')
		await expect(client.propfind('', 0, ['etag'])).rejects.toMatchObject({ code: 'other-user' })
		await expect(client.create(FILE, BYTES)).rejects.toMatchObject({ code: 'other-user' })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'other-user' })
		await expect(secretary.ocs('secretaire').findRecipients('')).rejects.toMatchObject({ code: 'other-user' })
	})

	it('is asked for on a server that names nobody', async () => {
		await makeNotebook()
		const old: typeof fetch = async (input, init) => {
			const response = await secretary.fetch(input, init)
			const headers = new Headers(response.headers)
			headers.delete('x-user-id')
			return new Response([204, 304].includes(response.status) ? null : await response.arrayBuffer(), { status: response.status, headers })
		}
		const theirs = secretary.dav('secretaire', old)
		await expect(theirs.get('Trousseau/nothing')).rejects.toMatchObject({ code: 'gone' })
		secretary.cookies.clear()
		await secretary.signIn('maire')
		await expect(theirs.get('Trousseau/nothing')).rejects.toMatchObject({ code: 'other-user' })
		await expect(theirs.create(FILE, BYTES)).rejects.toMatchObject({ code: 'other-user' })
	})

	it('without its same-site cookies is lost, not a lost race', async () => {
		await makeNotebook()
		secretary.cookies.delete('nc_sameSiteCookiestrict')
		await expect(client.create(FILE, BYTES)).rejects.toMatchObject({ code: 'session-expired' })
	})
})

describe('a server that is not available', () => {
	it('is in maintenance', async () => {
		await hook('conditions', { maintenance: true })
		await expect(client.create(FILE, BYTES)).rejects.toMatchObject({ code: 'maintenance' })
		await expect(findNotebooks(client)).rejects.toMatchObject({ code: 'maintenance' })
		await expect(secretary.ocs('secretaire').findRecipients('')).rejects.toMatchObject({ code: 'maintenance' })
		await hook('conditions', { maintenance: false })
		await makeNotebook()
		expect(await client.create(FILE, BYTES)).toBe('created')
	})

	it('waits for an upgrade', async () => {
		await hook('conditions', { upgradePending: true })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'maintenance' })
		await hook('conditions', { upgradePending: false })
	})

	it('stands behind a page that asks to sign in to the network', async () => {
		await makeNotebook()
		await client.create(FILE, BYTES)
		await faults({ kind: 'html-200', match: { method: 'GET', path: '/inventory/' } })
		// The session is there: it is not said to have ended.
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'unexpected-answer', detail: { between: 1 } })
		await faults({ kind: 'html-200', match: { method: 'PROPFIND' } })
		await expect(client.propfind('', 0, ['etag'])).rejects.toMatchObject({ code: 'unexpected-answer', detail: { between: 1 } })
	})

	it('cannot be reached', async () => {
		await faults({ kind: 'drop-before', match: { method: 'GET', path: '/remote.php' } })
		await expect(client.get(FILE)).rejects.toMatchObject({ code: 'offline' })
	})
})

describe('names and bytes on the host', () => {
	it('a folder that is gone is told apart from a name that is refused', async () => {
		await expect(client.create('Nowhere/x.bin', BYTES)).rejects.toMatchObject({ code: 'gone' })
		await expect(client.makeFolder('Nowhere/x')).rejects.toMatchObject({ code: 'gone' })
		await expect(client.makeFolder('a\\b')).rejects.toMatchObject({ code: 'invalid' })
	})

	it('every byte comes back', async () => {
		await client.makeFolder('Trousseau')
		const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256)
		const path = 'Trousseau/50 % d\'été #1 (2) & ça.bin'
		expect(await client.create(path, bytes.subarray(1, 99_999))).toBe('created')
		expect(Buffer.compare(await client.get(path), bytes.subarray(1, 99_999))).toBe(0)
		expect((await client.propfind('Trousseau', 1, ['size'])).map((row) => row.path).sort()).toEqual(['Trousseau', path])
		await client.remove(path)
		await expect(client.get(path)).rejects.toMatchObject({ code: 'gone' })
	})
})
