// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { createApp, h } from 'vue'
import { parseInventory } from '../../../domain/inventory/schema.ts'
import { MemoryStore } from '../../../journal/memory-store.ts'
import { NOTEBOOK } from '../../../journal/testing.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import DisagreementList from './DisagreementList.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

beforeEach(async () => {
	setActivePinia(createPinia())
	const inventory = useInventoryStore()
	await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change(() => parseInventory({
		schema: 1,
		collections: {
			tools: { t: { name: 'Cantine', hostingId: 'h' }, u: { name: 'Wiki' } },
			hostings: { h: { label: 'NAS', kind: 'nas', countryStorage: 'US' } },
			accounts: { a: { toolId: 'u', label: 'Admin', holderIds: ['p'] } },
			persons: { p: { displayName: 'Partie', endOn: '2020-01-01' } },
		},
	}))
})

function shown(props: { readonly toolId?: string }): { readonly text: string, readonly links: readonly (string | null)[] } {
	const place = document.createElement('div')
	const app = createApp({ render: () => h(DisagreementList, props) })
	app.mount(place)
	const result = { text: place.textContent, links: [...place.querySelectorAll('a')].map((link) => link.getAttribute('href')) }
	app.unmount()
	return result
}

it('puts what does not agree as questions, each with the way to settle it', () => {
	const { text, links } = shown({})
	expect(text).toContain('“Cantine”: its data would be in the mairie and in another country')
	expect(text).toContain('“Admin”: all those who know this password have left (Partie).')
	expect(links).toEqual(['#/outils/u', '#/outils/t'])
})

it('shows on the sheet of a tool those of this tool', () => {
	expect(shown({ toolId: 't' }).text).toContain('Cantine')
	expect(shown({ toolId: 't' }).text).not.toContain('Admin')
	expect(shown({ toolId: 'v' }).text).toBe('')
})
