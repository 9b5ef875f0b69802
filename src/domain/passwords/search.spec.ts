// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSearchIndex, fold, isOneEdit } from './search.ts'

interface Item {
	readonly label: string
	readonly login: string
	readonly tags: readonly string[]
}

const NAMES = [
	'État civil – COMEDEC',
	'Hélios / DGFiP',
	'Chorus Pro',
	'ANTS – France Titres',
	'Berger-Levrault e.magnus',
	'Panneau Pocket',
	'Écoles élémentaires',
	'Électricité de France',
	'Site internet (WordPress)',
	'Cœur de village – OVH',
	'Messagerie de la mairie',
	'Trésor public',
	'Caisse des Dépôts',
	'Répertoire électoral unique',
	'Cantine scolaire',
	'Banque des Territoires',
]

function items(count: number): Item[] {
	return Array.from({ length: count }, (_, index) => ({
		label: index < NAMES.length ? NAMES[index] ?? '' : `Compte numéro ${index} du service ${index % 97}`,
		login: `agent${index}`,
		tags: index % 3 === 0 ? ['urgent'] : [],
	}))
}

const FIELDS = [
	{ text: (item: Item) => item.label, weight: 1 },
	{ text: (item: Item) => item.login, weight: 0.7 },
	{ text: (item: Item) => item.tags, weight: 0.5 },
]

describe('search over 5,000 items', () => {
	const index = createSearchIndex(items(5_000), FIELDS)

	it.each([
		['etat civil', 'État civil – COMEDEC'],
		['civil état', 'État civil – COMEDEC'],
		['ec', 'Écoles élémentaires'],
		['heilos', 'Hélios / DGFiP'],
		['helios', 'Hélios / DGFiP'],
		['chrous', 'Chorus Pro'],
		['pro cho', 'Chorus Pro'],
		['titre', 'ANTS – France Titres'],
		['levrault', 'Berger-Levrault e.magnus'],
		['emagnus', 'Berger-Levrault e.magnus'],
		['pocket', 'Panneau Pocket'],
		['coeur', 'Cœur de village – OVH'],
		['CŒUR', 'Cœur de village – OVH'],
		['wordpres', 'Site internet (WordPress)'],
		['press', 'Site internet (WordPress)'],
		['mesagerie', 'Messagerie de la mairie'],
		['reu', 'Répertoire électoral unique'],
		['cdd', 'Caisse des Dépôts'],
		['cd', 'Caisse des Dépôts'],
		['agent4321', 'Compte numéro 4321 du service 53'],
	])('answers %j with %s', (query, first) => {
		expect(index.search(query)[0]?.label).toBe(first)
	})

	it('puts exact initials among the first answers', () => {
		const labels = index.search('ecc').map(({ label }) => label)
		expect(labels[0]).toBe('État civil – COMEDEC')
	})

	it('gives the whole list for an empty query and nothing for what is nowhere', () => {
		expect(index.search('  ')).toHaveLength(5_000)
		expect(index.search('zzzzzz')).toEqual([])
		expect(index.search('hélios zzzzzz')).toEqual([])
	})
})

describe('what is written in several ways', () => {
	const PLACES = [
		'Mairie Saint-Étienne-du-Bois',
		'École Sainte-Radegonde',
		'Stade municipal',
		'N° vert du canton',
		'Notaire',
		'EDF Collectivités',
		'Écoliers du 2ᵉ étage',
		'Cœur de ville',
		'Fichier du cadastre',
		'Préfecture',
	]
	const index = createSearchIndex(PLACES.map((label) => ({ label })), [{ text: ({ label }) => label, weight: 1 }])
	const first = (query: string): string | undefined => index.search(query)[0]?.label

	it.each([
		['st etienne', 'Mairie Saint-Étienne-du-Bois'],
		['saint etienne', 'Mairie Saint-Étienne-du-Bois'],
		['stetienne', 'Mairie Saint-Étienne-du-Bois'],
		['ste radegonde', 'École Sainte-Radegonde'],
		['Ste-Rad', 'École Sainte-Radegonde'],
		['sta', 'Stade municipal'],
		['n° vert', 'N° vert du canton'],
		['nº vert', 'N° vert du canton'],
		['№ vert', 'N° vert du canton'],
		['numéro vert', 'N° vert du canton'],
		['no vert', 'N° vert du canton'],
		['not', 'Notaire'],
		['e.d.f', 'EDF Collectivités'],
		['E.D.F.', 'EDF Collectivités'],
		['e. d. f.', 'EDF Collectivités'],
		['e d f', 'EDF Collectivités'],
		['2e', 'Écoliers du 2ᵉ étage'],
		['2ᵉ', 'Écoliers du 2ᵉ étage'],
		['2ème étage', 'Écoliers du 2ᵉ étage'],
		['coeur', 'Cœur de ville'],
		['ﬁchier', 'Fichier du cadastre'],
		['ｐréfecture', 'Préfecture'],
		['pré\u00adfecture', 'Préfecture'],
		['l’école', 'École Sainte-Radegonde'],
		['coeur de la ville', 'Cœur de ville'],
	])('answers %j with %s', (query, label) => {
		expect(first(query)).toBe(label)
	})

	it.each([
		['St-Étienne', 'saint etienne'],
		['Ste Radegonde', 'sainte-radegonde'],
		['No 2', 'n° 2'],
		['E.D.F', 'edf'],
		['e. d. f. pro', 'edf'],
		['2e adjoint', '2ème adjoint'],
		['1re classe', '1er'],
		['Proﬁl', 'profil'],
		['Ｂａｎｑｕｅ', 'banque'],
		['Certinomis\u200b', 'certinomis'],
		['l\'Étude', 'l’étude'],
	])('finds %j by %j', (label, query) => {
		const other = createSearchIndex([{ label: 'Autre' }, { label }], [{ text: (item) => item.label, weight: 1 }])
		expect(other.search(query).map((item) => item.label)).toEqual([label])
	})
})

describe('fold', () => {
	it('drops case, accents, ligatures and signs', () => {
		expect(fold('  Cœur d’Été, N° 2 — ÆTHER ')).toBe('coeur d ete numero 2 aether')
	})

	it('is idempotent', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(fold(fold(text))).toBe(fold(text))
		}))
	})

	it('folds plain texts as it folds all others', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
			expect(fold(text)).toBe(fold(`${text} ~ é`).replace(/ ?e$/, ''))
		}))
	})
})

describe('a list that changes', () => {
	it('is read again for one field where it changed only', () => {
		let asked = 0
		const text = ({ name }: { readonly name: string }): string => {
			asked += 1
			return name
		}
		const field = { text, weight: 1 }
		const [one, two, three] = [{ name: 'Cimetière' }, { name: 'Cantine' }, { name: 'Cadastre' }] as const
		createSearchIndex([one, two], [field]).read(() => true)
		expect(asked).toBe(2)
		expect(createSearchIndex([three, one, two], [field]).search('ca')).toEqual([three, two])
		expect(asked).toBe(3)
		expect(createSearchIndex([three, one, two], [{ ...field, text: () => 'autre' }]).search('ca')).toEqual([])
	})
})

describe('a list that is read little by little', () => {
	const QUERIES = ['c', 'ec', 'etat civil', 'heilos', 'compte 7', 'agent12', 'urgent', 'zzzz', '…']

	it('answers as one that is read at once, however far it was read', () => {
		const list = items(60)
		const whole = createSearchIndex(list, FIELDS)
		fc.assert(fc.property(fc.array(fc.nat(25), { maxLength: 6 }), fc.constantFrom(...QUERIES), (slices, query) => {
			const sliced = createSearchIndex(list, FIELDS)
			let read = 0
			for (const slice of slices) {
				let left = slice
				read += slice
				expect(sliced.read(() => left-- > 0)).toBe(read >= list.length)
			}
			expect(sliced.search(query)).toEqual(whole.search(query))
		}))
	})

	it('answers by its first fields alone as one that has no others, whatever was asked before', () => {
		const list = items(60)
		const index = createSearchIndex(list, FIELDS)
		fc.assert(fc.property(fc.constantFrom(...QUERIES), fc.constantFrom(0, 1, 2, 3), (query, fields) => {
			const found = index.search(query, fields)
			expect(found).toEqual(createSearchIndex(list, FIELDS.slice(0, fields)).search(query))
			expect(index.search(query, undefined, new Set(found))).toEqual(index.search(query).filter((item) => !found.includes(item)))
		}))
	})
})

describe('isOneEdit', () => {
	it.each([
		['mairie', 'maire', true],
		['mairie', 'marie', true],
		['mairie', 'maiire', true],
		['mairie', 'mzirie', true],
		['mairie', 'mairies', true],
		['mairie', 'ecole', false],
		['abcd', 'badc', false],
	])('%s and %s: %s', (left, right, expected) => {
		expect(isOneEdit(left, right)).toBe(expected)
		expect(isOneEdit(right, left)).toBe(expected)
	})
})
