// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { parseInventory } from '../inventory/schema.ts'
import { proposeLinks } from './matching.ts'

const inventory = parseInventory({
	schema: 1,
	collections: {
		tools: {
			ants: { name: 'ANTS – France Titres', catalogueId: 'ants' },
			chorus: { name: 'Chorus Pro', catalogueId: 'chorus-pro' },
			compta: { name: 'Logiciel de comptabilité', url: 'https://vauzelles.compta-exemple.fr/login' },
			gmail: { name: 'Gmail', catalogueId: 'gmail' },
			site: { name: 'Site Internet' },
			facebook: { name: 'Facebook de la mairie' },
		},
		accounts: {
			a1: { toolId: 'ants', label: 'ANTS', vaultState: 'notebook' },
			a2: { toolId: 'chorus', label: 'Chorus Pro maire' },
			a3: { toolId: 'chorus', label: 'Chorus Pro secrétariat' },
			gone: { toolId: 'nowhere', label: 'X' },
		},
	},
})

function toolOf(label: string, site = '', accountId = ''): string | null {
	return proposeLinks(inventory, [{ id: 'c', label, site, accountId }])[0]?.toolId ?? null
}

describe('proposeLinks', () => {
	it.each([
		['ANTS', '', 'ants'],
		['ants', '', 'ants'],
		['A.N.T.S', 'https://passeport.ants.gouv.fr', 'ants'],
		['Titres sécurisés', 'https://ants.gouv.fr/', 'ants'],
		['Passeport', '', 'ants'],
		['Mairie – chorus pro', '', 'chorus'],
		['Factures 2026', 'https://portail.chorus-pro.gouv.fr', 'chorus'],
		['Compta', 'vauzelles.compta-exemple.fr', 'compta'],
		['Boîte', 'https://mail.gmail.com', 'gmail'],
		['Facebook de la mairie', '', 'facebook'],
		['Page', 'Chorus Pro', 'chorus'],
	])('%j at %j is of %s', (label, site, tool) => {
		expect(toolOf(label, site)).toBe(tool)
	})

	it.each([
		['Mairie', 'https://www.mairie-vauzelles.fr'],
		['Portail', 'https://portail.gouv.fr'],
		['Wifi', ''],
		['ANTS et Chorus Pro', ''],
		['', ''],
	])('%j at %j is of none', (label, site) => {
		expect(toolOf(label, site)).toBeNull()
	})

	it('leaves what is linked, and takes up what is linked to nothing', () => {
		expect(toolOf('ANTS', '', 'a1')).toBeNull()
		expect(toolOf('ANTS', '', 'gone')).toBe('ants')
		expect(toolOf('ANTS', '', 'never')).toBe('ants')
	})

	it('gives each account to one entry, the one of its name first', () => {
		const credentials = ['Chorus Pro secrétariat', 'Chorus Pro maire', 'Chorus Pro autre'].map((label, index) => ({
			id: `c${index}`,
			label,
			site: '',
			accountId: '',
		}))
		expect(proposeLinks(inventory, credentials)).toEqual([
			{ credentialId: 'c0', toolId: 'chorus', accountId: 'a3' },
			{ credentialId: 'c1', toolId: 'chorus', accountId: 'a2' },
			{ credentialId: 'c2', toolId: 'chorus', accountId: null },
		])
	})
})
