// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App, Component } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { putRecord } from '../../../domain/inventory/changes.ts'
import { toolKnowledge } from '../../../domain/inventory/knowledge.ts'
import { MemoryStore } from '../../../journal/memory-store.ts'
import { NOTEBOOK } from '../../../journal/testing.ts'
import { browserMemory } from '../../../platform/browser-memory.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import { useNoticesStore } from '../../../stores/session/notices.ts'
import DomainNames from '../hosting/DomainNames.vue'
import ToolFacts from '../tools/ToolFacts.vue'
import ToolMore from '../tools/ToolMore.vue'
import NoticeBar from './NoticeBar.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const CATALOGUE = { source: 'catalogue', checkedOn: '2026-11-02', knowledge: 'declared' } as const

let app: App | null = null
let page: HTMLElement

/** A part of the sheet of a tool of which everything is known, with the notices below. */
async function open(part: Component): Promise<void> {
	const inventory = useInventoryStore()
	await inventory.change((current, change) => {
		let next = putRecord(current, 'suppliers', 's', { name: 'Éditeur' }, change)
		next = putRecord(next, 'hostings', 'h', { label: 'Outil', kind: 'host', countryStorage: 'FR' }, change)
		next = putRecord(
			next,
			'costs',
			'c',
			{ toolId: 't', year: 2026, certainty: 'invoice', amountInclTax: 240, period: 'yearly' },
			change,
		)
		next = putRecord(next, 'contracts', 'k', { toolIds: ['t'], endOn: '2027-12-31' }, change)
		next = putRecord(next, 'domains', 'd', { name: 'mairie.fr', registrantKind: 'supplier' }, change)
		return putRecord(
			next,
			'tools',
			't',
			{ name: 'Outil', usageIds: ['mail'], supplierId: 's', hostingId: 'h', usersCount: 3, facts: { supplierId: CATALOGUE } },
			change,
		)
	})
	const tool = () => inventory.inventory.collections.tools.t ?? { name: '' }
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp({
		render: () => [h(part, { id: 't', tool: tool(), knowledge: toolKnowledge(inventory.inventory, 't', '2026-11-30') }), h(NoticeBar)],
	})
	app.mount(page)
	await settle()
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) {
		await nextTick()
		await new Promise((resolve) => setTimeout(resolve))
	}
}

function buttons(name: RegExp): readonly HTMLButtonElement[] {
	return [...document.querySelectorAll('button')].filter((one) => name.test(one.ariaLabel ?? one.textContent.trim()))
}

async function press(name: RegExp, index = 0): Promise<void> {
	const button = buttons(name)[index]
	if (button === undefined) {
		throw new Error(`no button ${name.source}`)
	}
	// The answer that takes something away is disabled at first.
	await vi.waitFor(() => expect(button.disabled).toBe(false), 2_000)
	button.click()
	await settle()
}

/** Of a fact that is known, by its place among them. */
async function sayUnknown(place: number): Promise<void> {
	await press(/^Change: /, place)
	await press(/^I do not know: /)
}

/** The records without their bookkeeping. */
function written(): string {
	return JSON.stringify(useInventoryStore().inventory.collections, (key, value: unknown) => ['history', 'updatedAt', 'updatedBy'].includes(key) ? undefined : value)
}

/** The name and nothing of their order. */
const sorted = (text: string): unknown => JSON.parse(text)

describe('what one click changes', () => {
	beforeEach(async () => {
		browserMemory().setPreference('inputs', null)
		setActivePinia(createPinia())
		await useInventoryStore().open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	})
	afterEach(() => {
		app?.unmount()
		app = null
	})

	it.each([0, 1, 2, 3, 4, 5])('"I do not know", said of known fact %i, is undone by the button beside its notice', async (index) => {
		await open(ToolFacts)
		const before = written()
		await sayUnknown(index)
		expect(sorted(written())).not.toEqual(sorted(before))
		await press(/^Undo$/)
		expect(sorted(written())).toEqual(sorted(before))
		expect(page.textContent).toContain('Undone.')
	})

	it('a proposal confirmed, a tool removed, a name removed, an owner said', async () => {
		await open(ToolFacts)
		const before = written()
		await press(/^Confirm$/)
		await press(/^Undo$/)
		expect(sorted(written())).toEqual(sorted(before))
		app?.unmount()
		await open(ToolMore)
		await press(/^Remove this tool$/)
		await press(/^Yes, remove it$/)
		expect(useInventoryStore().record('tools', 't')).toBeNull()
		await press(/^Undo$/)
		expect(sorted(written())).toEqual(sorted(before))
		app?.unmount()
		await open(DomainNames)
		await press(/^Remove mairie\.fr$/)
		await press(/^Undo$/)
		expect(sorted(written())).toEqual(sorted(before))
		const select = page.querySelector('select')
		if (select === null) {
			throw new Error('no list')
		}
		select.value = 'commune'
		select.dispatchEvent(new Event('change'))
		await settle()
		expect(useInventoryStore().record('domains', 'd')?.registrantKind).toBe('commune')
		await press(/^Undo$/)
		expect(sorted(written())).toEqual(sorted(before))
	})

	it('says so when it was changed meanwhile, and leaves it', async () => {
		await open(ToolFacts)
		await sayUnknown(5)
		await useInventoryStore().change((current, change) => putRecord(current, 'tools', 't', { usersCount: 9 }, change))
		await press(/^Undo$/)
		expect(useInventoryStore().record('tools', 't')?.usersCount).toBe(9)
		expect(page.textContent).toContain('but for what was changed since')
	})

	it('keeps its offer while another message comes and goes', async () => {
		await open(ToolFacts)
		await sayUnknown(0)
		useNoticesStore().show('Saved.')
		await settle()
		expect(buttons(/^Undo$/)).toHaveLength(1)
		useNoticesStore().show('Copied.')
		await settle()
		expect(page.textContent).not.toContain('Saved.')
		expect(buttons(/^Undo$/)).toHaveLength(1)
	})
})
