// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueFact, FactName } from './model.ts'

import { describe, expect, it } from 'vitest'
import { isRealDate } from '../inventory/schema.ts'
import { isCountry, USAGES } from '../inventory/usages.ts'
import { CATALOGUE, catalogueEntry } from './entries.ts'
import { factState, isExpired, usableValue } from './facts.ts'
import { FAMILIES } from './families.ts'
import { searchCatalogue } from './search.ts'
import { fact, unchecked } from './sources.ts'

const TODAY = '2026-11-22'

const FACTS = CATALOGUE.flatMap((entry) => (Object.entries(entry.facts) as [FactName, CatalogueFact][])
	.map(([name, stated]) => ({ place: `${entry.id}.${name}`, name, stated })))

/** Every tool that the two seeds name, as they write it, with the entry that holds it. */
const NAMED_IN_THE_SEEDS = {
	Nextcloud: 'nextcloud',
	'serveur NAS': 'nas',
	'Google Agenda': 'google-agenda',
	'Microsoft Office': 'microsoft-office',
	'Office 365': 'microsoft-365',
	Word: 'microsoft-office',
	Teams: 'teams',
	'Google Docs': 'google-drive',
	'Google Drive': 'google-drive',
	'suite Google': 'google-drive',
	Gmail: 'gmail',
	eNextcloud: 'enextcloud',
	OVH: 'ovhcloud',
	Sys1: 'sys1',
	Cosoluce: 'cosoluce',
	'serveur de la mairie': 'file-server',
	'Syndicat mixte': 'opsn',
	'Centre de gestion': 'cdg',
	LibreOffice: 'libreoffice',
	OpenOffice: 'openoffice',
	Thunderbird: 'thunderbird',
	FixMyStreet: 'fixmystreet',
	Betterstreet: 'betterstreet',
	Neocity: 'neocity',
	'Bouge Ma Ville': 'bouge-ma-ville',
	SeeClickFix: 'seeclickfix',
	ToDoList: 'shared-task-list',
	Campagnol: 'campagnol',
	Framagenda: 'framagenda',
	Canva: 'canva',
	Podoc: 'podoc',
	openCimetière: 'opencimetiere',
	openMairie: 'opencimetiere',
	'cal.com': 'cal-com',
	'La salle sur demande': 'espace-sur-demande',
	'Res’Agenda': 'resagenda',
	'Pix Territoires': 'pix-territoires',
	'éclairage public': 'street-lighting',
	parapheur: 'i-parapheur',
	'restauration collective': 'canteen-software',
	carnet: 'passwords-notebook',
	'traitement de texte': 'passwords-file',
} as const

describe('the catalogue', () => {
	it('has at least 125 entries with distinct ids and names', () => {
		expect(CATALOGUE.length).toBeGreaterThanOrEqual(125)
		expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length)
		expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length)
	})

	it.each(Object.entries(NAMED_IN_THE_SEEDS))('finds what the seeds call %s', (name, id) => {
		expect(searchCatalogue(name).slice(0, 8).map((entry) => entry.id)).toContain(id)
	})

	it('fills every family, and puts nothing elsewhere', () => {
		expect(FAMILIES.filter((family) => CATALOGUE.every((entry) => entry.family !== family))).toEqual([])
		expect(CATALOGUE.filter(({ family }) => !FAMILIES.includes(family))).toEqual([])
		expect(searchCatalogue('')).toEqual(CATALOGUE)
	})

	it('names only usages and alternatives that exist', () => {
		expect(CATALOGUE.flatMap(({ usageIds }) => usageIds).filter((usage) => !USAGES.includes(usage))).toEqual([])
		expect(CATALOGUE.filter(({ usageIds }) => usageIds.length === 0)).toEqual([])
		expect(CATALOGUE.flatMap(({ alternatives }) => alternatives).filter((id) => catalogueEntry(id) === null)).toEqual([])
		expect(CATALOGUE.filter(({ id, alternatives }) => alternatives.includes(id))).toEqual([])
		expect(catalogueEntry('nothing')).toBeNull()
		expect(catalogueEntry(undefined)).toBeNull()
	})

	it('gives each fact a source, a date and a confidence', () => {
		expect(FACTS.filter(({ stated }) => stated.source === '' || !isRealDate(stated.checkedOn) || !['A', 'B', 'S', 'C'].includes(stated.confidence))).toEqual([])
		expect(FACTS.filter(({ stated }) => stated.value === null && stated.confidence !== 'C')).toEqual([])
		expect(FACTS.filter(({ stated }) => stated.checkedOn > TODAY)).toEqual([])
		const countries = FACTS.filter(({ name, stated }) => (name === 'hostingCountry' || name === 'parentCountry') && stated.value !== null)
		expect(countries.filter(({ stated }) => !isCountry(stated.value ?? undefined))).toEqual([])
		expect(countries.length).toBeGreaterThan(50)
	})

	it('shows nothing that nobody checked', () => {
		const unsure = FACTS.filter(({ stated }) => stated.confidence === 'C')
		expect(unsure.length).toBeGreaterThan(100)
		expect(unsure.filter(({ stated, name }) => usableValue(stated) !== null || factState(stated, name, TODAY) !== 'unknown')).toEqual([])
	})

	it('leaves no portal of the State to migrate', () => {
		const portals = CATALOGUE.filter(({ statePortal }) => statePortal)
		expect(portals.map(({ id }) => id)).toEqual(expect.arrayContaining(['chorus-pro', 'helios', 'ants', 'comedec', 'reu']))
		expect(portals.filter(({ hostingKind }) => hostingKind !== 'state')).toEqual([])
	})
})

describe('a fact', () => {
	const source = { title: 'Source', url: '', checkedOn: '2026-02-28', confidence: 'A' } as const

	it.each([
		['licence', '2027-02-28', 'usable'],
		['licence', '2027-03-01', 'to-recheck'],
		['hostingCountry', '2027-03-01', 'to-recheck'],
		['parentCountry', '2026-08-28', 'usable'],
		['parentCountry', '2026-08-29', 'to-recheck'],
	] as const)('of %s on %s is %s', (name, today, state) => {
		expect(factState(fact('FR', source), name, today)).toBe(state)
	})

	it('is not known when it is absent or unchecked', () => {
		expect([factState(undefined, 'licence', TODAY), factState(unchecked('libre'), 'licence', TODAY)]).toEqual(['unknown', 'unknown'])
		expect([usableValue(undefined), usableValue(unchecked('FR')), usableValue(fact('FR', source))]).toEqual([null, null, 'FR'])
	})

	it('expires at the end of a shorter month', () => {
		expect(isExpired('2026-08-31', 'parentCountry', '2027-02-28')).toBe(false)
		expect(isExpired('2026-08-31', 'parentCountry', '2027-03-01')).toBe(true)
	})
})
