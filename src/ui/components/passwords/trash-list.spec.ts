// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'
import type { CredentialSummary } from '../../../vault/model.ts'

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import TrashList from './TrashList.vue'

const ENTRY = {
	id: 'c1',
	label: 'Hélios',
	login: 'mairie',
	trashedAt: '2026-11-20T09:00:00.000Z',
} as CredentialSummary

let app: App | null = null
let page: HTMLElement
const purge = vi.fn<(id: string) => Promise<void>>()

function button(name: string): HTMLButtonElement | undefined {
	return [...document.querySelectorAll('button')].find((one) => (one.ariaLabel ?? one.textContent).trim() === name)
}

async function wait(milliseconds: number): Promise<void> {
	await vi.advanceTimersByTimeAsync(milliseconds)
	await nextTick()
}

beforeEach(() => {
	vi.useFakeTimers()
	purge.mockReset().mockResolvedValue()
	page = document.createElement('div')
	document.body.append(page)
	app = createApp(TrashList, { credentials: [ENTRY], purge })
	app.mount(page)
})
afterEach(() => {
	app?.unmount()
	page.remove()
	vi.useRealTimers()
})

/** Every click of a double click, wherever the second one falls. */
async function doubleClick(name: string): Promise<void> {
	button(name)?.focus()
	button(name)?.click()
	await wait(100)
	button('Delete for good')?.click()
	await wait(0)
}

it('deletes nothing on a double click, and asks with the name', async () => {
	await doubleClick('Delete Hélios for good')
	expect(purge).not.toHaveBeenCalled()
	const dialog = document.querySelector('[role=alertdialog]')
	expect(dialog?.textContent).toContain('Delete “Hélios” for good?')
	expect(dialog?.textContent).toContain('mairie')
})

it('has the focus on the safe answer, which Escape gives too', async () => {
	await doubleClick('Delete Hélios for good')
	expect(document.activeElement).toBe(button('Cancel'))
	window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
	await wait(1_000)
	expect(document.querySelector('[role=alertdialog]')).toBeNull()
	expect(purge).not.toHaveBeenCalled()
})

it('deletes once it was answered, and stays with the reason when it was refused', async () => {
	purge.mockRejectedValueOnce(new Error('no'))
	await doubleClick('Delete Hélios for good')
	await wait(1_000)
	button('Delete for good')?.click()
	await wait(0)
	expect(document.querySelector('[role=alertdialog] [role=alert]')).not.toBeNull()
	button('Delete for good')?.click()
	await wait(0)
	expect(purge).toHaveBeenCalledTimes(2)
	expect(purge).toHaveBeenCalledWith('c1')
	expect(document.querySelector('[role=alertdialog]')).toBeNull()
})
