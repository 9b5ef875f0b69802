// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { createApp, h } from 'vue'
import { parseInventory } from '../../../domain/inventory/schema.ts'
import { MemoryStore } from '../../../journal/memory-store.ts'
import { NOTEBOOK } from '../../../journal/testing.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import StrengthMeter from './StrengthMeter.vue'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'g.kervadec', name: 'Geneviève Kervadec', isAdmin: false }) }))

beforeEach(async () => {
	setActivePinia(createPinia())
	const inventory = useInventoryStore()
	await inventory.open({ store: new MemoryStore(), notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change(() => parseInventory({
		schema: 1,
		collections: {
			commune: { commune: { name: 'Vauzelles-sur-Creuse', inseeCode: '86123' } },
			persons: { p: { displayName: 'Anatole Bellanger' } },
			tools: { t: { name: 'Pastellium Territoires' } },
		},
	}))
})

function meter(password: string, words: readonly string[] = []): string {
	const place = document.createElement('div')
	const app = createApp({ render: () => h(StrengthMeter, { password, words }) })
	app.mount(place)
	const text = place.textContent
	app.unmount()
	return text
}

it.each([
	['Vauzelles-Creuse-86123', []],
	['Anatole.Bellanger.Kervadec', []],
	['Pastellium Territoires Vauzelles', []],
	['ronchaudier-pelletranche', ['Ronchaudier', 'pelletranche@example.fr']],
])('knows what the notebook and the form say of %s', (password, words) => {
	expect(meter(password, words)).toContain('asy to guess')
})

it('finds several words that have nothing to do with the notebook good', () => {
	expect(meter('grenier bougie falaise mouton')).toContain('ood')
})
