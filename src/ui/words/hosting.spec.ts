// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { hostingSummary } from '../../domain/hosting/summary.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { hostingSentences } from './hosting.ts'

const change = { at: '2026-11-22T10:00:00.000Z', by: 'anne' }
const TODAY = '2026-11-22'

function inventoryOf(countries: readonly (string | null)[]) {
	return countries.reduce((inventory, country, index) => {
		const withTool = putRecord(
			inventory,
			'tools',
			`t${index}`,
			{ name: `Outil ${index}`, ...(country === null ? {} : { hostingId: `h${index}` }) },
			change,
		)
		return country === null
			? withTool
			: putRecord(
					withTool,
					'hostings',
					`h${index}`,
					{ label: `Lieu ${index}`, kind: 'host', countryStorage: country, knowledge: 'declared' },
					change,
				)
	}, emptyInventory({ name: 'Essai' }))
}

describe('hostingSentences', () => {
	it('counts every tool once, what is not known apart', () => {
		const [place] = hostingSentences(hostingSummary(inventoryOf(['FR', 'FR', 'DE', 'US', null]), TODAY))
		expect(place).toBe('Where the data of our 5 tools is: 2 in France, 1 elsewhere in the European Union, 1 outside the Union\u202f; for 1, we do not know yet.')
	})

	it('says how many of those in France are in the mairie, which the bars count apart', () => {
		const mairie = (inventory: ReturnType<typeof inventoryOf>, index: number) => putRecord(inventory, 'hostings', `h${index}`, { kind: 'nas' }, change)
		const places = (inventory: ReturnType<typeof inventoryOf>) => hostingSentences(hostingSummary(inventory, TODAY))[0]
		expect(places(mairie(inventoryOf(['FR', 'FR', 'FR']), 0))).toBe('Where the data of our 3 tools is: 3 in France, of which 1 in the mairie itself.')
		expect(places(mairie(inventoryOf(['FR']), 0))).toBe('Where the data of our tool is: 1 in the mairie itself.')
	})

	it('says nothing of places that hold no tool', () => {
		const [place] = hostingSentences(hostingSummary(inventoryOf([null]), TODAY))
		expect(place).toBe('Where the data of our tool is: for 1, we do not know yet.')
	})

	it('never claims that no foreign law applies while some are not known', () => {
		const [, law] = hostingSentences(hostingSummary(inventoryOf(['FR', null]), TODAY))
		expect(law).toContain('we do not know whose law')
	})
})
