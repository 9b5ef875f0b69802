// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { DISAGREEMENTS, disagreements } from './disagreements.ts'
import { parseInventory } from './schema.ts'

const TODAY = '2026-11-30'

/** One tool under `t`, and what else is said. */
function kinds(tool: object, others: Readonly<Record<string, object>> = {}): readonly string[] {
	return disagreements(parseInventory({ schema: 1, collections: { tools: { t: { name: 'T', ...tool } }, ...others } }), TODAY).map(({ kind }) => kind)
}

function hosted(hosting: object, tool: object = {}, others: Readonly<Record<string, object>> = {}) {
	return kinds({ hostingId: 'h', ...tool }, { hostings: { h: { label: 'H', ...hosting } }, ...others })
}
const left = { displayName: 'Partie', endOn: '2020-01-01' }

describe('disagreements', () => {
	it.each([
		['a copy denied and described', kinds({ backedUp: 'no' }, { backups: { b: { label: 'B', toolIds: ['t'] } } }), 'backup-denied'],
		['a copy affirmed and not described', kinds({ backedUp: 'yes' }), 'backup-unknown'],
		['no data in the mail', kinds({ dataCategories: [], usageIds: ['email'] }), 'data-denied'],
		['a NAS abroad', hosted({ kind: 'nas', countryStorage: 'US' }), 'local-abroad'],
		['the State abroad', hosted({ kind: 'state', countryStorage: 'US' }), 'state-abroad'],
		[
			'a datacentre elsewhere',
			hosted({ kind: 'saas', countryStorage: 'FR', datacentre: 'Francfort (Allemagne)' }),
			'datacentre-elsewhere',
		],
		['installed and online', hosted({ kind: 'saas' }, { delivery: 'nas' }), 'delivery-and-hosting'],
		['imposed by the State, at a company', hosted({ kind: 'saas' }, { imposedBy: 'state' }), 'state-and-hosting'],
		[
			'a public body of an American group',
			kinds({ supplierId: 's' }, { suppliers: { s: { name: 'Syndicat', kind: 'opsn', parentCountry: 'US' } } }),
			'public-and-parent',
		],
		['a contract that is over', kinds({}, { contracts: { k: { toolIds: ['t'], endOn: '2026-11-29' } } }), 'contract-over'],
		[
			'stopped, and paid for',
			kinds({ status: 'abandoned' }, { contracts: { k: { toolIds: ['t'], endOn: '2027-01-01' } } }),
			'stopped-and-paid',
		],
		[
			'fewer users than named',
			kinds({ usersCount: 1, userIds: ['p', 'q'] }, { persons: { p: { displayName: 'P' }, q: { displayName: 'Q' } } }),
			'users-and-count',
		],
		['used by people who left', kinds({ userIds: ['p'] }, { persons: { p: left } }), 'users-left'],
		[
			'held by people who left',
			kinds({}, { accounts: { a: { toolId: 't', label: 'A', holderIds: ['p'] } }, persons: { p: left } }),
			'holders-left',
		],
		['an account of no tool', kinds({}, { accounts: { a: { toolId: 'gone', label: 'A' } } }), 'account-without-tool'],
		[
			'somebody who left before they came',
			kinds({}, { persons: { p: { displayName: 'P', startOn: '2026-05-01', endOn: '2025-05-01' } } }),
			'left-before-arrival',
		],
	])('%s', (_, found, kind) => {
		expect(found).toEqual([kind])
		expect(DISAGREEMENTS).toContain(kind)
	})

	it('has a case above for each', () => {
		expect(DISAGREEMENTS).toHaveLength(16)
	})

	it.each([
		['nothing said', kinds({})],
		['no data in what needs none', kinds({ dataCategories: [], usageIds: ['video-meetings'] })],
		['a copy described', kinds({ backedUp: 'yes' }, { backups: { b: { label: 'B', toolIds: ['t'] } } })],
		['a NAS overseas', hosted({ kind: 'nas', countryStorage: 'RE' })],
		['the same country twice', hosted({ kind: 'saas', countryStorage: 'DE', datacentre: 'Falkenstein' })],
		['a name that tells no country', hosted({ kind: 'saas', countryStorage: 'FR', datacentre: 'DC5' })],
		[
			'a contract renewed by another',
			kinds({}, { contracts: { k: { toolIds: ['t'], endOn: '2025-11-29' }, l: { toolIds: ['t'], endOn: '2027-11-29' } } }),
		],
		['a contract of a tool that is gone', kinds({}, { contracts: { k: { toolIds: ['gone'], endOn: '2025-11-29' } } })],
		[
			'a closed account of who left',
			kinds({}, { accounts: { a: { toolId: 't', label: 'A', holderIds: ['p'], disabledOn: '2020-01-02' } }, persons: { p: left } }),
		],
		[
			'held by who stays too',
			kinds(
				{},
				{ accounts: { a: { toolId: 't', label: 'A', holderIds: ['p', 'q'] } }, persons: { p: left, q: { displayName: 'Q' } } },
			),
		],
	])('%s: none', (_, found) => {
		expect(found).toEqual([])
	})
})
