// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RunningHost } from '../../host/index.ts'
import type { Session } from '../storm/wire.ts'
import type { Desk } from '../support/session-office.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHost } from '../../host/index.ts'
import { TrousseauError } from '../../src/domain/errors.ts'
import { putRecord } from '../../src/domain/inventory/changes.ts'
import { MARKER_FILE } from '../../src/journal/marker.ts'
import { OcsClient, SHARE_RIGHTS } from '../../src/platform/ocs.ts'
import { useInventoryStore } from '../../src/stores/inventory/inventory.ts'
import { useSessionStore } from '../../src/stores/session/session.ts'
import { useVaultStore } from '../../src/stores/vault/vault.ts'
import { XmlParser } from '../storm/xml-dom.ts'
import { RoundTrips } from '../support/round-trips.ts'
import { cheapService, clientOver, fetchOver, PASSPHRASE, putPassword, seedNotebook, signIn } from '../support/seeded-notebook.ts'
import { act, copy, hook, move } from '../support/session-office.ts'

const desk = vi.hoisted((): Desk => ({ user: '', client: null, service: null, memory: new Map(), watched: null }))

vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: desk.user, name: desk.user, isAdmin: false }) }))
// Edits go straight to the server: what keeps them in the browser first has its own specs.
vi.mock('../../src/stores/saving/save-queue.ts', () => ({ findSaveQueue: async () => null, provideSaveQueue: () => undefined }))
vi.mock('../../src/platform/nextcloud.ts', () => ({ davClient: () => desk.client }))
vi.mock('../../src/stores/identity/crypto.ts', () => ({ cryptoClient: () => desk.service }))
vi.mock('../../src/platform/browser-memory.ts', () => ({
	browserMemory: () => ({
		recall: () => Promise.resolve(),
		preference: (name: string) => desk.memory.get(name) ?? null,
		setPreference: (name: string, value: string) => desk.memory.set(name, value),
	}),
	rememberedHead: (id: string) => desk.memory.get(id) ?? null,
	rememberHead: (id: string, name: string) => desk.memory.set(id, name),
}))
// Saves go straight to the server here: keeping edits in the browser has its own specs.
vi.mock('../../src/stores/saving/save-queue.ts', () => ({ findSaveQueue: async () => null, provideSaveQueue: () => undefined }))
vi.mock('../../src/platform/change-watch.ts', () => ({
	watchFolder: (options: Desk['watched']) => {
		desk.watched = options
		return { check: async () => undefined, stop: () => undefined }
	},
}))

Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser })

let host: RunningHost
let secretary: Session
let mayor: Session

/** A page of somebody, freshly loaded; what this browser remembers stays. */
async function open(session: Session, line?: RoundTrips) {
	setActivePinia(createPinia())
	desk.user = session.person.user
	desk.client = clientOver(session, line?.fetch)
	desk.service = cheapService()
	const page = { session: useSessionStore(), inventory: useInventoryStore(), vault: useVaultStore() }
	await page.session.start()
	return page
}

function shareWith(path: string, permissions: number) {
	return new OcsClient({ ocsUrl: `${host.url}/ocs/v2.php`, statusUrl: '', userId: 'secretaire', fetch: async (input, init) => fetchOver(secretary)(input, init) })
		.createShare(path, { kind: 'user', id: 'maire' }, permissions)
}

const addTool = (page: Awaited<ReturnType<typeof open>>, name: string) => page.inventory.change((inventory, change) => putRecord(inventory, 'tools', 'tool-new', { name }, change))

/** Everything that lies in somebody's files, with what each file holds, to see that nothing was written. */
async function everything(session: Session): Promise<string> {
	const { bytes } = await session.send(session.at(''), { method: 'PROPFIND', headers: { requesttoken: session.token, depth: 'infinity' } })
	return [...bytes.toString('utf8').matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href]) => href).sort().join('\n')
}

beforeAll(async () => {
	host = await startHost({ quiet: true, testHooks: true, inMemory: true })
})
afterAll(() => host.close())

beforeEach(async () => {
	await hook(host, 'reset', {})
	desk.memory = new Map()
	secretary = await signIn(host, 'secretaire')
	mayor = await signIn(host, 'maire')
})

describe('opening', () => {
	it('takes three round trips on a new computer, two where the place is known, and unlocking three', async () => {
		await seedNotebook(clientOver(secretary), { accounts: 50 })
		const line = new RoundTrips(fetchOver(secretary))
		const first = await open(secretary, line)
		expect(first.session.phase).toBe('ready')
		expect(first.inventory.count('accounts')).toBe(50)
		expect(line.requests.sort().join(' ')).toBe('GET GET PROPFIND PROPFIND PROPFIND SEARCH')
		expect(line.rounds).toBe(3)

		line.reset()
		const again = await open(secretary, line)
		expect(again.inventory.count('accounts')).toBe(50)
		expect(line.rounds).toBe(2)

		line.reset()
		await again.vault.unlock(PASSPHRASE, false)
		expect(again.vault.live).toHaveLength(50)
		// The last one remembers in the person's key what was seen; the list is on screen before.
		expect(line.requests.join(' ')).toBe('PROPFIND PROPFIND GET GET PROPFIND PUT')
		expect(line.rounds).toBe(4)

		line.reset()
		await again.vault.change([putPassword(3, 'autre')])
		expect(line.requests).toEqual(['PUT'])
		line.reset()
		await addTool(again, 'Un outil')
		expect(line.requests).toEqual(['PUT'])
	})

	it('opens another commune with its passwords in two round trips when the keys are there', async () => {
		await seedNotebook(clientOver(secretary), { commune: 'Ay', accounts: 3 })
		await seedNotebook(clientOver(secretary), { commune: 'Bu', accounts: 4 })
		const line = new RoundTrips(fetchOver(secretary))
		const page = await open(secretary, line)
		expect(page.session.notebook?.communeName).toBe('Ay')
		await page.vault.unlock(PASSPHRASE, false)
		line.reset()
		await page.session.openNotebook('Trousseau/Bu')
		expect([page.session.notebook?.communeName, page.inventory.count('accounts'), page.vault.live.length]).toEqual(['Bu', 4, 4])
		expect(line.rounds).toBe(2)
	})

	it('believes nothing of the place it remembers before the marker says which notebook lies there', async () => {
		await seedNotebook(clientOver(secretary), { commune: 'Ay', accounts: 3 })
		await open(secretary)
		await move(secretary, 'Trousseau/Ay', 'Ay')
		await seedNotebook(clientOver(secretary), { commune: 'Ay', accounts: 7 })
		const page = await open(secretary)
		expect([page.session.notebook?.path, page.inventory.count('accounts')]).toEqual(['Ay', 3])
	})

	it('finds the key of a person who moved or renamed the folder of notebooks', async () => {
		await seedNotebook(clientOver(secretary))
		await move(secretary, 'Trousseau', 'Mots de passe')
		const page = await open(secretary)
		expect([page.session.phase, page.session.notebook?.path, page.vault.hasIdentity]).toEqual(['ready', 'Mots de passe/Sainte-Radegonde', true])
		await page.vault.unlock(PASSPHRASE, false)
		expect(page.vault.status).toBe('open')
	})

	it('works where the server refuses to search', async () => {
		await seedNotebook(clientOver(secretary))
		await hook(host, 'faults', [{ kind: '500', match: { method: 'SEARCH' }, times: 5 }])
		const page = await open(secretary)
		expect([page.session.phase, page.vault.hasIdentity]).toEqual(['ready', true])
		await hook(host, 'faults', [])
	})
})

describe('a folder that moves while it is open', () => {
	it.each([
		['renamed', 'Trousseau/Autre nom'],
		['moved', 'Rangement'],
	])('%s: saves go on there, and nothing is created in the old place', async (_, to) => {
		await seedNotebook(clientOver(secretary))
		const page = await open(secretary)
		await page.vault.unlock(PASSPHRASE, false)
		expect(await move(secretary, 'Trousseau/Sainte-Radegonde', to)).toBe(201)
		await addTool(page, 'Après')
		await page.vault.change([putPassword(0, 'changé')])
		expect(page.session.notebook?.path).toBe(to)
		expect(page.session.lost).toBeNull()
		expect(desk.watched?.path).toBe(to)
		expect(await act(secretary, 'PROPFIND', 'Trousseau/Sainte-Radegonde')).toBe(404)
		const reloaded = await open(secretary)
		expect(reloaded.inventory.record('tools', 'tool-new')?.name).toBe('Après')
	})

	it('is followed by the watch, too', async () => {
		await seedNotebook(clientOver(secretary))
		const page = await open(secretary)
		await move(secretary, 'Trousseau/Sainte-Radegonde', 'Rangement')
		desk.watched?.onError?.(new TrousseauError('gone'))
		await vi.waitFor(() => expect(page.session.notebook?.path).toBe('Rangement'))
	})

	it('given to another account: found again, with what was shared', async () => {
		await seedNotebook(clientOver(secretary))
		await shareWith('Trousseau/Sainte-Radegonde', 5)
		const theirs = await open(mayor)
		expect(theirs.session.notebook).toMatchObject({ path: 'Sainte-Radegonde', place: 'shared', ownerName: 'Secrétaire de mairie', mayWrite: true })
		const { path } = await hook(host, 'transfer', { from: 'secretaire', to: 'maire', path: 'Trousseau/Sainte-Radegonde' })
		await addTool(theirs, 'Après')
		expect(theirs.session.notebook?.path).toBe(path)
		const reloaded = await open(mayor)
		expect(reloaded.session.notebook).toMatchObject({ path, place: 'own', ownerId: 'maire', mayPrune: true })
		expect(reloaded.inventory.record('tools', 'tool-new')?.name).toBe('Après')
	})

	it('whose share is withdrawn is lost: nothing is written anywhere, what is on screen stays', async () => {
		await seedNotebook(clientOver(secretary))
		const share = await shareWith('Trousseau/Sainte-Radegonde', 5)
		const theirs = await open(mayor)
		await fetchOver(secretary)(`${host.url}/ocs/v2.php/apps/files_sharing/api/v1/shares/${share.id}`, { method: 'DELETE', headers: { 'OCS-APIRequest': 'true' } })
		const before = await everything(mayor)
		await expect(addTool(theirs, 'Perdu')).rejects.toMatchObject({ code: 'gone' })
		expect(theirs.session.lost).toEqual({ communeName: 'Sainte-Radegonde', isOpen: true })
		expect([theirs.session.phase, theirs.inventory.count('accounts')]).toEqual(['ready', 1])
		expect(await everything(mayor)).toBe(before)
		const reloaded = await open(mayor)
		expect([reloaded.session.phase, reloaded.session.lost]).toEqual(['choose', { communeName: 'Sainte-Radegonde', isOpen: false }])
		await shareWith('Trousseau/Sainte-Radegonde', 5)
		await reloaded.session.start()
		expect([reloaded.session.phase, reloaded.session.lost]).toEqual(['ready', null])
	})

	it('comes back when it is shared again', async () => {
		await seedNotebook(clientOver(secretary))
		const page = await open(secretary)
		await move(secretary, 'Trousseau/Sainte-Radegonde/trousseau.json', 'trousseau.json')
		await move(secretary, 'Trousseau/Sainte-Radegonde', 'Ailleurs')
		await expect(addTool(page, 'x')).rejects.toMatchObject({ code: 'gone' })
		expect(page.session.lost?.isOpen).toBe(true)
		await move(secretary, 'trousseau.json', 'Ailleurs/trousseau.json')
		await page.session.look()
		expect([page.session.lost, page.session.notebook?.path]).toEqual([null, 'Ailleurs'])
	})

	it('is never replaced by its copy in silence', async () => {
		await seedNotebook(clientOver(secretary))
		const page = await open(secretary)
		await copy(secretary, 'Trousseau/Sainte-Radegonde', 'Copie')
		await act(secretary, 'DELETE', 'Trousseau/Sainte-Radegonde')
		const before = await everything(secretary)
		await expect(addTool(page, 'x')).rejects.toMatchObject({ code: 'gone' })
		expect(page.session.lost?.isOpen).toBe(true)
		const reloaded = await open(secretary)
		expect([reloaded.session.phase, reloaded.session.choice.copies.map(({ path }) => path)]).toEqual(['choose', ['Copie']])
		expect(await everything(secretary)).toBe(before)
	})
})

describe('two folders of one notebook', () => {
	it('open the one that this computer knows; another computer asks, and writes into neither before', async () => {
		await seedNotebook(clientOver(secretary))
		const first = await open(secretary)
		await copy(secretary, 'Trousseau/Sainte-Radegonde', 'Copie')
		const known = await open(secretary)
		expect([known.session.phase, known.session.notebook?.path]).toEqual(['ready', 'Trousseau/Sainte-Radegonde'])
		expect(known.session.communes.map(({ path }) => path)).toEqual(['Trousseau/Sainte-Radegonde'])
		expect(known.session.copiesOf(first.session.notebook as NonNullable<typeof first.session.notebook>)).toHaveLength(2)

		desk.memory = new Map()
		const asked = await open(secretary)
		expect([asked.session.phase, asked.session.notebook, asked.inventory.count('accounts')]).toEqual(['choose', null, 0])
		const [chosen] = asked.session.choice.copies.filter(({ path }) => path === 'Copie')
		await asked.session.choose(chosen as NonNullable<typeof chosen>)
		expect([asked.session.phase, asked.session.notebook?.path]).toEqual(['ready', 'Copie'])
		const before = await everything(secretary)
		await addTool(asked, 'Dans la copie')
		const added = (await everything(secretary)).split('\n').filter((path) => !before.includes(path))
		expect(added).toHaveLength(1)
		expect(added[0]).toContain('/Copie/inventory/')
		expect((await open(secretary)).session.notebook?.path).toBe('Copie')
	})
})

describe('what is received', () => {
	it('in a team folder is nobody\'s, and may be completed', async () => {
		await seedNotebook(clientOver(secretary))
		await hook(host, 'team-folder', { name: 'Mairie', members: { secretaire: 31, maire: 5 } })
		expect(await move(secretary, 'Trousseau/Sainte-Radegonde', 'Mairie/Carnet')).toBe(201)
		expect((await open(secretary)).session.notebook).toMatchObject({ path: 'Mairie/Carnet', place: 'team', mayWrite: true, mayPrune: true })
		desk.memory = new Map()
		const theirs = await open(mayor)
		expect(theirs.session.notebook).toMatchObject({ path: 'Mairie/Carnet', place: 'team', ownerId: 'maire', mayWrite: true, mayPrune: false, mayAddVault: true })
		await addTool(theirs, 'Du maire')
		expect(theirs.inventory.count('tools')).toBe(2)
	})

	it('for reading only is shown, and not written', async () => {
		await seedNotebook(clientOver(secretary))
		await shareWith('Trousseau/Sainte-Radegonde', SHARE_RIGHTS.read)
		const theirs = await open(mayor)
		expect(theirs.session.notebook).toMatchObject({ mayWrite: false, mayAddVault: false })
		expect(theirs.inventory.canWrite).toBe(false)
		await expect(addTool(theirs, 'x')).rejects.toMatchObject({ code: 'forbidden' })
		expect(theirs.session.lost).toBeNull()
	})

	it('as a marker without its folder is explained, never opened as an empty notebook', async () => {
		await seedNotebook(clientOver(secretary))
		await shareWith(`Trousseau/Sainte-Radegonde/${MARKER_FILE}`, SHARE_RIGHTS.read)
		const before = await everything(mayor)
		const theirs = await open(mayor)
		expect(theirs.session.phase).toBe('choose')
		expect(theirs.session.choice.unreadable).toMatchObject([{ code: 'alone', communeName: 'Sainte-Radegonde', ownerName: 'Secrétaire de mairie' }])
		expect(await everything(mayor)).toBe(before)
	})

	it('without its inventory, or with an emptied one, is explained and not begun anew', async () => {
		await seedNotebook(clientOver(secretary))
		const page = await open(secretary)
		const { path } = page.session.notebook as NonNullable<typeof page.session.notebook>
		const files = (await desk.client?.propfind(`${path}/inventory`, 1, ['size']))?.filter((row) => row.get('size') !== null) ?? []
		for (const file of files) {
			await act(secretary, 'DELETE', file.path)
		}
		const before = await everything(secretary)
		const emptied = await open(secretary)
		expect([emptied.session.phase, emptied.session.choice.unreadable.map(({ code }) => code)]).toEqual(['choose', ['incomplete']])
		await act(secretary, 'DELETE', `${path}/inventory`)
		const without = await open(secretary)
		expect([without.session.phase, without.session.choice.unreadable.map(({ code }) => code)]).toEqual(['choose', ['incomplete']])
		expect((await everything(secretary)).length).toBeLessThan(before.length)
	})

	it('in its place and not readable is said to be so, not to be lost; back once it can be read', async () => {
		await seedNotebook(clientOver(secretary))
		const page = await open(secretary)
		const { path } = page.session.notebook as NonNullable<typeof page.session.notebook>
		const marker = secretary.at(`${path}/${MARKER_FILE}`)
		const { bytes } = await secretary.send(marker, { method: 'GET', headers: { requesttoken: secretary.token } })
		await secretary.send(marker, { method: 'PUT', headers: { requesttoken: secretary.token }, body: '{"not":"a marker"' })
		const before = await everything(secretary)
		const reloaded = await open(secretary)
		expect([reloaded.session.phase, reloaded.session.lost, reloaded.session.choice.unreadable.map((folder) => [folder.path, folder.code])]).toEqual(['choose', null, [[path, 'altered']]])
		// The same where another notebook opens instead of it.
		await seedNotebook(clientOver(secretary), { commune: 'Bu' })
		const beside = await open(secretary)
		expect([beside.session.phase, beside.session.notebook?.communeName, beside.session.lost, beside.session.unreadable.map((folder) => folder.path)]).toEqual(['ready', 'Bu', null, [path]])
		expect((await everything(secretary)).split('\n')).toEqual(expect.arrayContaining(before.split('\n')))
		await secretary.send(marker, { method: 'PUT', headers: { requesttoken: secretary.token }, body: bytes })
		await beside.session.openNotebook(path)
		const back = await open(secretary)
		expect([back.session.phase, back.session.lost, back.session.unreadable]).toEqual(['ready', null, []])
	})

	it('of two communes of one name is told apart, never mixed', async () => {
		await seedNotebook(clientOver(secretary), { commune: 'Saint-Aubin', insee: '02671', accounts: 2 })
		await seedNotebook(clientOver(secretary), { commune: 'Saint-Aubin', insee: '10329', accounts: 3 })
		const page = await open(secretary)
		expect(page.session.communes.map(({ insee, path, duplicate }) => [insee, path, duplicate])).toEqual([['02671', 'Trousseau/Saint-Aubin', false], ['10329', 'Trousseau/Saint-Aubin (2)', false]])
		await page.session.openNotebook('Trousseau/Saint-Aubin (2)')
		expect(page.inventory.count('accounts')).toBe(3)
	})

	it('beside a file called Trousseau: a notebook is created in Trousseau (2), and found', async () => {
		await secretary.send(secretary.at('Trousseau'), { method: 'PUT', headers: { requesttoken: secretary.token }, body: 'un fichier' })
		const { path } = await seedNotebook(clientOver(secretary))
		expect(path).toBe('Trousseau (2)/Sainte-Radegonde')
		expect((await open(secretary)).session.notebook?.path).toBe(path)
	})
})
