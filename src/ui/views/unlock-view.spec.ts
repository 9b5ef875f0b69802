// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { useIdentityStore } from '../../stores/identity/identity.ts'
import { useNoticesStore } from '../../stores/session/notices.ts'
import { useVaultStore } from '../../stores/vault/vault.ts'
import UnlockView from './UnlockView.vue'

vi.mock('../../worker/client.ts', () => ({ createCryptoClient: () => ({ lock: () => Promise.resolve() }) }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'dora', name: 'Dora', isAdmin: false }) }))

let app: App | null = null
let page: HTMLElement

function show(): void {
	page = document.createElement('div')
	document.body.append(page)
	app = createApp(UnlockView)
	app.mount(page)
}

/** A vault that is open, as far as locking needs it. */
async function open() {
	const vault = useVaultStore()
	vault.setIdentity(new MemoryStore(), true)
	await vault.setPlace({ notebookId: '0'.repeat(32), vaultId: '1'.repeat(32), store: new MemoryStore() })
	useIdentityStore().view = { pins: [], fingerprint: [], kdf: { memory: 67_108_864, passes: 3 }, dearer: null, heads: [], otherHeads: [] }
	return vault
}

beforeEach(() => {
	vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00.000Z'), toFake: ['Date'] })
	setActivePinia(createPinia())
})
afterEach(() => {
	app?.unmount()
	app = null
	document.body.replaceChildren()
	vi.useRealTimers()
})

describe('the page that asks for the passphrase', () => {
	it('says that ten minutes went by, and has the field with the focus in it, whatever screen was shown', async () => {
		const vault = await open()
		vi.setSystemTime('2026-11-22T10:10:00.000Z')
		vault.checkIdle()
		expect([vault.status, vault.unlockAsked]).toEqual(['locked', true])
		show()
		expect(page.querySelector('[role=status]')?.textContent).toMatch(/Locked after 10 minutes without activity/)
		await vi.waitFor(() => expect(document.activeElement).toBe(page.querySelector('textarea')))
	})

	it('leaves no message that names an entry', async () => {
		const vault = await open()
		const notices = useNoticesStore()
		notices.show('« Hélios » : mot de passe copié.')
		await vault.lock()
		expect(notices.list).toEqual([])
	})

	it('says who locked: the person, or another window', async () => {
		const vault = await open()
		await vault.lock()
		show()
		expect(page.textContent).toContain('Locked by you')
		app?.unmount()
		await open()
		await vault.lock('window')
		show()
		expect(page.textContent).toContain('Locked: another window')
	})

	it('puts the caret back in the field after a wrong passphrase, to type it again at once', async () => {
		const vault = await open()
		await vault.lock(null)
		const elsewhere = document.body.appendChild(document.createElement('input'))
		vi.spyOn(vault, 'unlock').mockImplementation(async () => {
			// Deriving the key takes a second: the field is disabled meanwhile. Browsers then take the caret out of it, jsdom does not.
			await vi.waitFor(() => expect(page.querySelector('textarea')?.disabled).toBe(true))
			elsewhere.focus()
			throw new TrousseauError('bad-passphrase')
		})
		show()
		const field = page.querySelector('textarea')
		if (field === null) {
			throw new Error('no field')
		}
		field.value = 'not the right words'
		field.dispatchEvent(new Event('input'))
		await nextTick()
		page.querySelector('form')?.dispatchEvent(new Event('submit'))
		await vi.waitFor(() => expect(page.querySelector('[role=alert]')).not.toBe(null))
		expect(field.disabled).toBe(false)
		expect(document.activeElement).toBe(field)
	})

	it('says nothing when it was not open before', async () => {
		const vault = await open()
		await vault.lock(null)
		expect(vault.unlockAsked).toBe(false)
		show()
		expect(page.textContent).not.toContain('Locked')
	})
})
