// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type * as memoryModule from '../../platform/browser-memory.ts'
// @vitest-environment jsdom
import type * as draftsModule from '../../platform/drafts.ts'

import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BrowserMemory } from '../../platform/browser-memory.ts'
import { MemoryDrafts } from '../../platform/draft-testing.ts'
import { Drafts } from '../../platform/drafts.ts'
import { waitingTrace } from '../../platform/waiting-trace.ts'
import { useLossWatch } from './loss-watch.ts'
import { useSavingStore } from './saving.ts'

let disk = new MemoryDrafts()
let memory = new BrowserMemory('anne', localStorage)
let user = 'anne'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: user, name: user, isAdmin: false }) }))
vi.mock('@nextcloud/router', () => ({ getRootUrl: () => '' }))
vi.mock('../../platform/drafts.ts', async (original) => ({ ...await original<typeof draftsModule>(), browserDrafts: () => new Drafts(user, disk) }))
vi.mock('../../platform/browser-memory.ts', async (original) => ({ ...await original<typeof memoryModule>(), browserMemory: () => memory }))

const keepEdit = (digit: string): Promise<void> => new Drafts(user, disk).keep({ id: digit.repeat(32), notebookId: 'b'.repeat(32), vaultId: '', sealed: false, base: [], at: '2026-11-30T10:00:00.000Z', sentAs: [], refusal: '', bytes: new Uint8Array() })

/** A page that is opened. */
async function open() {
	setActivePinia(createPinia())
	const watch = useLossWatch()
	await watch.look()
	return { watch, saving: useSavingStore() }
}

/** Simulates Nextcloud's sign-out over https. */
function signOut(): void {
	localStorage.clear()
	disk = new MemoryDrafts()
	memory = new BrowserMemory(user, localStorage)
}

beforeEach(() => {
	user = 'anne'
	signOut()
	document.cookie = 'trousseau_waiting=; Path=/; Max-Age=0'
})

describe('work that waited in a browser that was emptied', () => {
	it('is missed at the next opening, and is not said again once it was told', async () => {
		const before = await open()
		await keepEdit('a')
		await keepEdit('c')
		memory.setPreference('inputs', '[{"place":"tools/new"}]')
		await before.watch.note()
		expect(waitingTrace()).toMatchObject({ edits: 2, forms: 1 })
		signOut()
		const after = await open()
		expect(after.saving.lost).toMatchObject({ edits: 2, forms: 1 })
		// The trace is kept until the person has been told.
		await after.watch.note()
		expect(waitingTrace()).toMatchObject({ edits: 2 })
		after.saving.lost = null
		await after.watch.note()
		expect(waitingTrace()).toBeNull()
		expect((await open()).saving.lost).toBeNull()
	})

	it('is not missed when it is still there, was saved, or is somebody else’s', async () => {
		const { watch } = await open()
		await keepEdit('a')
		await watch.note()
		expect((await open()).saving.lost).toBeNull()
		user = 'bruno'
		expect((await open()).saving.lost).toBeNull()
		user = 'anne'
		await new Drafts(user, disk).forget('a'.repeat(32))
		await watch.note()
		expect(waitingTrace()).toBeNull()
		expect((await open()).saving.lost).toBeNull()
	})

	it('is noted as soon as a form is typed in', async () => {
		await open()
		memory.setPreference(`forms:${'b'.repeat(32)}`, '[{}]')
		await vi.waitFor(() => expect(waitingTrace()).toMatchObject({ forms: 1 }))
		memory.setPreference(`forms:${'b'.repeat(32)}`, null)
		await vi.waitFor(() => expect(waitingTrace()).toBeNull())
	})

	it('says nothing where the cookie is not ours', async () => {
		for (const value of ['x', '%', encodeURIComponent('{"anne":{"edits":-1,"forms":0,"at":"x"}}'), encodeURIComponent('[1]')]) {
			document.cookie = `trousseau_waiting=${value}; Path=/`
			expect((await open()).saving.lost).toBeNull()
		}
	})
})
