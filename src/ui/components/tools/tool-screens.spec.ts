// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App, Component } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, reactive } from 'vue'
import { putRecord } from '../../../domain/inventory/changes.ts'
import { toolKnowledge } from '../../../domain/inventory/knowledge.ts'
import { MemoryStore } from '../../../journal/memory-store.ts'
import { NOTEBOOK } from '../../../journal/testing.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import ToolFacts from './ToolFacts.vue'
import ToolWall from './ToolWall.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

let app: App | null = null
let page: HTMLElement

async function settle(): Promise<void> {
	await nextTick()
	await new Promise((resolve) => setTimeout(resolve))
	await nextTick()
}

async function show(component: Component, props: Record<string, unknown>): Promise<void> {
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp({ render: () => h(component, props) })
	app.mount(page)
	await settle()
}

const texts = (selector: string): readonly string[] => [...page.querySelectorAll(selector)].map((one) => one.textContent?.trim() ?? '')

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
	app?.unmount()
	app = null
})

describe('the six facts of a tool', () => {
	it('stand in one grid, each with its question, its answer and one button that names it', async () => {
		const inventory = useInventoryStore()
		await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
		await inventory.change((current, change) => putRecord(current, 'tools', 't', { name: 'Outil', usersCount: 3 }, change))
		await show(ToolFacts, { id: 't', tool: inventory.inventory.collections.tools.t, knowledge: toolKnowledge(inventory.inventory, 't', '2026-11-30') })
		const questions = texts('.tr-facts-grid > .tr-fact-card h3')
		expect(new Set(questions).size).toBe(6)
		expect(texts('.tr-fact-card__answer').filter((answer) => answer === 'Not said yet')).toHaveLength(5)
		expect(texts('.tr-fact-card__answer')).toContain('3 users')
		const editors = [...page.querySelectorAll('button')].map(({ ariaLabel }) => ariaLabel ?? '').filter((label) => /^(?:Answer|Change): /.test(label))
		expect(editors.map((label) => label.replace(/^(?:Answer|Change): /, ''))).toEqual(questions)
	})
})

describe('the wall of tools', () => {
	async function search(text: string): Promise<void> {
		const field = page.querySelector<HTMLInputElement>('input[type="search"]')
		if (field === null) {
			throw new Error('no search field')
		}
		field.value = text
		field.dispatchEvent(new Event('input'))
		await settle()
	}

	it('offers to add what the list does not have, under the name that was searched', async () => {
		const choice = reactive({ modelValue: { catalogueIds: [] as string[], names: [] as string[] } })
		await show({ setup: () => () => h(ToolWall, { modelValue: choice.modelValue, 'onUpdate:modelValue': (next) => void (choice.modelValue = next as typeof choice.modelValue) }) }, {})
		const all = page.querySelectorAll('.tr-wall__tile').length
		expect(all).toBeGreaterThan(100)
		await search('gestion du lavoir')
		expect(page.querySelectorAll('.tr-wall__tile')).toHaveLength(0)
		const add = [...page.querySelectorAll('button')].find((one) => one.textContent?.includes('“gestion du lavoir”'))
		add?.click()
		await settle()
		expect(choice.modelValue.names).toEqual(['gestion du lavoir'])
		expect(page.querySelectorAll('.tr-wall__tile')).toHaveLength(all)
	})
})
