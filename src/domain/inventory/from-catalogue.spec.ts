// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { entry } from '../catalogue/build.ts'
import { CATALOGUE, catalogueEntry } from '../catalogue/entries.ts'
import { fact } from '../catalogue/sources.ts'
import { hostingSummary } from '../hosting/summary.ts'
import { putRecord } from './changes.ts'
import { addFromCatalogue, completeFromCatalogue } from './from-catalogue.ts'
import { toolKnowledge } from './knowledge.ts'
import { confirmFact, isToConfirm, isToRecheck } from './provenance.ts'
import { emptyInventory, parseInventory } from './schema.ts'

const EMPTY = emptyInventory({ name: 'Vauzelles' })
const CHANGE = { at: '2026-11-22T09:00:00.000Z', by: 's.martin' }
const TODAY = '2026-11-22'

function required(id: string) {
	const found = catalogueEntry(id)
	if (found === null) {
		throw new Error(id)
	}
	return found
}

describe('addFromCatalogue', () => {
	it('adds a tool with its supplier and hosting, each value marked', () => {
		const { inventory, toolId } = addFromCatalogue(EMPTY, required('canva'), CHANGE)
		const tool = inventory.collections.tools[toolId]
		expect(tool).toMatchObject({ name: 'Canva', catalogueId: 'canva', usageIds: ['publications'], delivery: 'saas' })
		expect(tool).not.toHaveProperty('licenceKind')
		expect(inventory.collections.hostings[tool?.hostingId ?? '']).toMatchObject({
			kind: 'saas',
			countryStorage: 'US',
			knowledge: 'declared',
			facts: { countryStorage: { source: 'catalogue', knowledge: 'declared' } },
		})
		expect(inventory.collections.suppliers[tool?.supplierId ?? '']).toMatchObject({ name: 'Canva', parentCountry: 'AU' })
		expect(hostingSummary(inventory, TODAY).rows[0]).toMatchObject({ place: 'outside', exposure: 'third-country', toConfirm: true })
	})

	it('adds every entry without breaking the schema, and twice the same only once', () => {
		const all = CATALOGUE.reduce((inventory, one) => addFromCatalogue(inventory, one, CHANGE).inventory, EMPTY)
		expect(Object.keys(all.collections.tools)).toHaveLength(CATALOGUE.length)
		expect(parseInventory(JSON.parse(JSON.stringify(all)))).toEqual(all)
		const again = CATALOGUE.reduce(
			(inventory, one) => addFromCatalogue(inventory, one, { ...CHANGE, at: '2027-01-01T00:00:00.000Z' }).inventory,
			all,
		)
		expect(again).toBe(all)
	})

	it('shares one supplier between its tools, even when a person had written it', () => {
		const own = putRecord(EMPTY, 'suppliers', 'mine', { name: 'MICROSOFT' }, CHANGE)
		const one = addFromCatalogue(own, required('teams'), CHANGE).inventory
		const two = addFromCatalogue(one, required('microsoft-365'), CHANGE).inventory
		expect(Object.keys(two.collections.suppliers)).toEqual(['mine'])
		expect(two.collections.suppliers.mine).toMatchObject({ name: 'MICROSOFT', parentCountry: 'US' })
	})

	it('knows what a server in the mairie is, and what a portal of the State is', () => {
		const nas = addFromCatalogue(EMPTY, required('nas'), CHANGE).inventory
		expect(hostingSummary(nas, TODAY).rows[0]).toMatchObject({ place: 'local', exposure: 'none' })
		const ants = addFromCatalogue(EMPTY, required('ants'), CHANGE).inventory
		expect(Object.values(ants.collections.tools)[0]).toMatchObject({ imposedBy: 'state' })
		expect(ants.collections.suppliers).toEqual({})
		expect(hostingSummary(ants, TODAY)).toMatchObject({ sentence: { state: 1, unknown: 0 }, unknowns: [] })
	})
})

describe('completeFromCatalogue', () => {
	it('never touches what a person wrote, confirmed or said not to know', () => {
		const { inventory, toolId } = addFromCatalogue(EMPTY, required('canva'), CHANGE)
		const hostingId = inventory.collections.tools[toolId]?.hostingId ?? ''
		const written = putRecord(inventory, 'hostings', hostingId, { countryStorage: 'FR', facts: {} }, CHANGE)
		const said = { source: 'user', checkedOn: TODAY, knowledge: 'unknown' } as const
		const answered = putRecord(written, 'tools', toolId, { delivery: undefined, facts: { delivery: said } }, CHANGE)
		const { collections } = completeFromCatalogue(answered, toolId, required('canva'), CHANGE)
		expect(collections.hostings[hostingId]?.countryStorage).toBe('FR')
		expect(collections.tools[toolId]).not.toHaveProperty('delivery')
	})

	it('refreshes what came from the catalogue when the catalogue changes', () => {
		const { inventory, toolId } = addFromCatalogue(EMPTY, required('canva'), CHANGE)
		const source = { title: 'Nouvelle page', url: '', checkedOn: '2027-05-01', confidence: 'A' } as const
		const newer = entry('canva', 'Canva', 'website', ['publications'], {
			publisher: fact('Canva', source),
			delivery: fact('saas', source),
			hosting: fact('IE', source),
			parent: fact('AU', source),
		})
		const { collections } = completeFromCatalogue(inventory, toolId, newer, CHANGE)
		expect(collections.hostings[collections.tools[toolId]?.hostingId ?? '']).toMatchObject({
			countryStorage: 'IE',
			facts: { countryStorage: { checkedOn: '2027-05-01' } },
			history: expect.arrayContaining([expect.objectContaining({ field: 'countryStorage', value: 'US' })]) as unknown,
		})
	})
})

describe('a fact of the catalogue', () => {
	const { inventory, toolId } = addFromCatalogue(EMPTY, required('canva'), CHANGE)
	const supplierId = inventory.collections.tools[toolId]?.supplierId ?? ''
	const hostingId = inventory.collections.tools[toolId]?.hostingId ?? ''

	it('is to be confirmed, then is not', () => {
		const before = inventory.collections.hostings[hostingId]
		const confirmed = confirmFact(inventory, 'hostings', hostingId, 'countryStorage', CHANGE)
		const after = confirmed.collections.hostings[hostingId]
		expect([before, after].map((hosting) => hosting !== undefined && isToConfirm(hosting, 'countryStorage'))).toEqual([true, false])
		expect(after?.countryStorage).toBe('US')
		expect(confirmFact(inventory, 'hostings', hostingId, 'datacentre', CHANGE)).toBe(inventory)
	})

	it('loses its weight when it grows old: a parent after 6 months, a place after 12', () => {
		const supplier = inventory.collections.suppliers[supplierId]
		const hosting = inventory.collections.hostings[hostingId]
		const stale = (today: string) => [
			supplier !== undefined && isToRecheck(supplier, 'parentCountry', today),
			hosting !== undefined && isToRecheck(hosting, 'countryStorage', today),
		]
		expect(['2027-02-20', '2027-02-21', '2027-08-20', '2027-08-21'].map(stale)).toEqual([
			[false, false],
			[true, false],
			[true, false],
			[true, true],
		])
		expect(hostingSummary(inventory, '2027-09-01').rows[0]).toMatchObject({ place: 'unknown', exposure: 'unknown', toRecheck: true })
		const ratio = (today: string) => toolKnowledge(inventory, toolId, today).ratio
		expect(ratio('2027-09-01')).toBeLessThan(ratio(TODAY))
	})
})
