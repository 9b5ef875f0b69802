// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import GeneratorPanel from './GeneratorPanel.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

let leave = (): void => {}

function panel(entry = '') {
	const used: string[] = []
	const place = document.createElement('div')
	const app = createApp({ render: () => h(GeneratorPanel, { entry, onUse: (password: string) => used.push(password) }) })
	document.body.append(place)
	app.mount(place)
	leave = () => {
		app.unmount()
		place.remove()
	}
	const proposal = (): string => place.querySelector('output')?.textContent ?? ''
	const choose = async (label: string): Promise<void> => {
		const field = [...place.querySelectorAll('label')].find((one) => one.textContent.includes(label))?.querySelector('input')
		field?.click()
		await nextTick()
		await vi.waitFor(() => expect(proposal()).not.toBe(''))
	}
	const fill = async (label: string, value: string): Promise<void> => {
		const field = [...place.querySelectorAll('label')].find((one) => one.textContent.includes(label))?.querySelector('input')
		if (field instanceof HTMLInputElement) {
			field.value = value
			field.dispatchEvent(new Event('input'))
		}
		await nextTick()
		await nextTick()
	}
	return { place, used, proposal, choose, fill }
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => leave())

describe('the generator', () => {
	it('proposes twenty signs that are read without doubt, and says how long they hold', async () => {
		const { place, proposal } = panel()
		await vi.waitFor(() => expect(proposal()).toMatch(/^[^0Oo1lI:;,.]{20}$/))
		expect(place.textContent).toContain('centuries')
	})

	it('proposes French words that are dictated, and a code for a door', async () => {
		const { place, proposal, choose } = panel()
		await choose('French words')
		await vi.waitFor(() => expect(proposal()).toMatch(/^[a-z]+(?:-[a-z]+){5}$/))
		await choose('A capital')
		await vi.waitFor(() => expect(proposal()).toMatch(/^[A-Z][a-z]+(?:-[A-Z][a-z]+){5}$/))
		await choose('Digits only')
		await vi.waitFor(() => expect(proposal()).toMatch(/^\d{6}$/))
		expect(place.textContent).toContain('some days')
	})

	it('leaves out the signs that the site refuses, and says so when none is left', async () => {
		const { place, proposal, fill } = panel()
		await fill('refuses', '!#$%&*+-=?@_:;,./')
		await vi.waitFor(() => expect(proposal()).toMatch(/^[a-zA-Z0-9()]{20}$/))
		await fill('refuses', '!#$%&*+-=?@_:;,./()')
		await vi.waitFor(() => expect(place.querySelector('output')).toBeNull())
		expect(place.querySelector<HTMLButtonElement>('button')?.disabled).toBe(true)
	})

	it('finds the choices of an entry again, and those of no other', async () => {
		const first = panel('a')
		await first.choose('Digits only')
		leave()
		const again = panel('a')
		await vi.waitFor(() => expect(again.proposal()).toMatch(/^\d{6}$/))
		leave()
		const other = panel('b')
		await vi.waitFor(() => expect(other.proposal()).toMatch(/^.{20}$/))
	})
})
