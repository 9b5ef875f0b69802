// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { putRecord } from '../../../domain/inventory/changes.ts'
import { newId } from '../../../domain/inventory/ids.ts'
import { MemoryStore } from '../../../journal/memory-store.ts'
import { NOTEBOOK } from '../../../journal/testing.ts'
import { browserMemory } from '../../../platform/browser-memory.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import PersonsPanel from './PersonsPanel.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const RESUMED = /Taken up where you left it/

let app: App | null = null
let page: HTMLElement

function open(): void {
	app?.unmount()
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(PersonsPanel)
	app.mount(page)
}

function button(name: string): HTMLButtonElement | undefined {
	return [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name)
}
const nameField = (): HTMLInputElement | null => page.querySelector('form input')

async function press(name: string): Promise<void> {
	button(name)?.click()
	await nextTick()
}

async function type(text: string): Promise<void> {
	const field = nameField()
	if (field === null) {
		throw new Error('no form')
	}
	field.value = text
	field.dispatchEvent(new Event('input'))
	await nextTick()
}

describe('the form of a person, left without saving', () => {
	beforeEach(async () => {
		browserMemory().setPreference('inputs', null)
		setActivePinia(createPinia())
		await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	})
	afterEach(() => {
		app?.unmount()
		app = null
	})

	it('is open again with what was typed, and says so; cancelled, nothing of it comes back', async () => {
		open()
		await press('Add a person')
		expect(page.textContent).not.toMatch(RESUMED)
		await type('Adjointe aux écoles')
		open()
		expect(nameField()?.value).toBe('Adjointe aux écoles')
		expect(page.textContent).toMatch(RESUMED)
		await press('Cancel')
		expect(nameField()).toBeNull()
		open()
		expect(nameField()).toBeNull()
		await press('Add a person')
		expect(nameField()?.value).toBe('')
	})

	it('goes back to what is saved when asked, and stays open', async () => {
		const id = newId()
		await useInventoryStore().change((current, change) => putRecord(current, 'persons', id, { displayName: 'Adjoint' }, change))
		open()
		await press('Edit')
		await type('Adjointe')
		open()
		expect(nameField()?.value).toBe('Adjointe')
		await press('Go back to what is saved')
		expect(nameField()?.value).toBe('Adjoint')
		expect(page.textContent).not.toMatch(RESUMED)
	})

	it('is not offered to whoever may only look', async () => {
		open()
		await press('Add a person')
		await type('Adjointe aux écoles')
		app?.unmount()
		await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: false })
		open()
		expect(nameField()).toBeNull()
	})
})
