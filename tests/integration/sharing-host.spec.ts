// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RunningHost } from '../../host/index.ts'
import type { Session } from '../storm/wire.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHost } from '../../host/index.ts'
import { findNotebooks } from '../../src/platform/dav/notebooks.ts'
import { OcsClient } from '../../src/platform/ocs.ts'
import { meaningOf, useSharingStore } from '../../src/stores/members/sharing.ts'
import { XmlParser } from '../storm/xml-dom.ts'
import { clientOver, fetchOver, seedNotebook, signIn } from '../support/seeded-notebook.ts'
import { hook, move } from '../support/session-office.ts'

const page = vi.hoisted((): { path: string, moved: string | null, ocs: OcsClient | null } => ({ path: '', moved: null, ocs: null }))

vi.mock('../../src/platform/nextcloud-ocs.ts', () => ({ ocsClient: () => page.ocs }))
vi.mock('../../src/stores/session/session.ts', () => ({
	useSessionStore: () => ({
		get notebook() {
			return { path: page.path }
		},
		look: async () => {
			page.path = page.moved ?? page.path
		},
	}),
}))

Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser })

let host: RunningHost
let secretary: Session
let mayor: Session

beforeAll(async () => {
	host = await startHost({ quiet: true, testHooks: true, inMemory: true })
})
afterAll(() => host.close())

beforeEach(async () => {
	await hook(host, 'reset', {})
	secretary = await signIn(host, 'secretaire')
	mayor = await signIn(host, 'maire')
	page.path = (await seedNotebook(clientOver(secretary))).path
	page.moved = null
	page.ocs = new OcsClient({ ocsUrl: `${host.url}/ocs/v2.php`, statusUrl: `${host.url}/status.php`, userId: 'secretaire', fetch: fetchOver(secretary) })
	setActivePinia(createPinia())
})

const MAYOR = { kind: 'user', id: 'maire', name: 'Maire' } as const
const TOWN_HALL = { kind: 'group', id: 'mairie', name: 'mairie' } as const

describe('sharing the folder', () => {
	it('asks for read and create for who writes, for read alone for who looks', async () => {
		const sharing = useSharingStore()
		await sharing.share(MAYOR, 'add')
		expect(sharing.shares.map(({ permissions }) => permissions)).toEqual([5])
		expect((await findNotebooks(clientOver(mayor))).notebooks).toMatchObject([{ place: 'shared', mayWrite: true, mayPrune: false }])
		await sharing.change(sharing.shares[0]?.id ?? '', 'look')
		expect(sharing.shares.map(({ permissions }) => permissions)).toEqual([1])
		expect((await findNotebooks(clientOver(mayor))).notebooks).toMatchObject([{ mayWrite: false }])
		await sharing.end(sharing.shares[0]?.id ?? '')
		expect(sharing.shares).toEqual([])
		expect((await findNotebooks(clientOver(mayor))).notebooks).toEqual([])
	})

	it('reaches the members of a group, and ends for all of them', async () => {
		const sharing = useSharingStore()
		await sharing.load()
		await sharing.find('mair')
		expect(sharing.found).toEqual([MAYOR, TOWN_HALL])
		await sharing.share(TOWN_HALL, 'add')
		expect(sharing.shares).toMatchObject([{ kind: 'group', recipientId: 'mairie', permissions: 5 }])
		await sharing.find('mair')
		expect(sharing.found).toEqual([MAYOR])
		expect((await findNotebooks(clientOver(mayor))).notebooks).toMatchObject([{ mayWrite: true, mayPrune: false }])
		await sharing.end(sharing.shares[0]?.id ?? '')
		expect((await findNotebooks(clientOver(mayor))).notebooks).toEqual([])
	})

	it('undoes each of these, unless somebody changed it since', async () => {
		const sharing = useSharingStore()
		const rights = (): readonly number[] => sharing.shares.map(({ permissions }) => permissions)
		const unshare = await sharing.share(MAYOR, 'add')
		const widen = await sharing.change(sharing.shares[0]?.id ?? '', 'look')
		expect([await unshare(), rights()]).toEqual(['changed', [1]])
		expect([await widen(), rights()]).toEqual(['undone', [5]])
		const again = await sharing.end(sharing.shares[0]?.id ?? '')
		expect([await again?.(), rights()]).toEqual(['undone', [5]])
		expect([await unshare(), rights()]).toEqual(['undone', []])
	})

	it('mends rights that were given in another way, also by sharing again', async () => {
		const sharing = useSharingStore()
		await page.ocs?.createShare(page.path, MAYOR, 31)
		await sharing.load()
		expect(meaningOf(sharing.shares[0]?.permissions ?? 0)).toEqual({ level: 'other', mayAdd: true, mayDestroy: true, mayReshare: true })
		await sharing.share(MAYOR, 'add')
		expect(sharing.shares.map(({ permissions }) => permissions)).toEqual([5])
	})

	it('knows sharing that was switched off from a folder that is gone', async () => {
		const sharing = useSharingStore()
		await hook(host, 'conditions', { sharingDisabled: true })
		await expect(sharing.load()).rejects.toMatchObject({ code: 'gone' })
		expect(sharing.switchedOff).toBe(true)
		await hook(host, 'conditions', { sharingDisabled: false })
		await sharing.load()
		expect([sharing.switchedOff, sharing.loaded]).toEqual([false, true])
	})

	it('follows a folder that moved', async () => {
		const sharing = useSharingStore()
		await move(secretary, page.path, 'Rangement')
		page.moved = 'Rangement'
		await sharing.share(MAYOR, 'look')
		expect(sharing.shares).toHaveLength(1)
		page.path = 'Nulle part'
		page.moved = null
		await expect(sharing.load()).rejects.toMatchObject({ code: 'gone' })
		expect(sharing.switchedOff).toBe(false)
	})
})

describe('the rights of a share in words', () => {
	it.each([
		[1, { level: 'look', mayAdd: false, mayDestroy: false, mayReshare: false }],
		[5, { level: 'add', mayAdd: true, mayDestroy: false, mayReshare: false }],
		[21, { level: 'other', mayAdd: true, mayDestroy: false, mayReshare: true }],
		[3, { level: 'other', mayAdd: false, mayDestroy: true, mayReshare: false }],
		[15, { level: 'other', mayAdd: true, mayDestroy: true, mayReshare: false }],
	])('%i', (permissions, meaning) => {
		expect(meaningOf(permissions)).toEqual(meaning)
	})
})
