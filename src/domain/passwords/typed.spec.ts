// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { countedWords, tidied, typedWords } from './typed.ts'

const WORDS = ['abeille', 'Élégant', 'zèbre', 'dossier']

describe('words of a list', () => {
	it.each([
		'abeille Élégant zèbre dossier',
		'  abeille\u00a0Élégant\u202fzèbre\ndossier. ',
		'abeille, Élégant, zèbre, dossier',
		'1. abeille 2. Élégant 3. zèbre 4. dossier',
		'1) abeille\n2) Élégant\n3) zèbre\n4) dossier',
		'1abeille 2Élégant 3zèbre 4dossier',
		'\ufeffabeille Élé\u00adgant zè\u200bbre dossier\u200e',
		'abeille – Élégant — zèbre - dossier',
		'abeille E\u0301le\u0301gant ze\u0300bre dossier',
		'１．abeille ２．Élégant ３．zèbre ４．dossier',
	])('are these: %j', (typed) => {
		expect(typedWords(typed)).toEqual(WORDS)
		expect(countedWords(typed)).toEqual(WORDS)
	})

	it('keep a number of a passphrase of one\'s own, and drop it where all words are of the list', () => {
		expect(countedWords('abeille zèbre 2026')).toEqual(['abeille', 'zèbre', '2026'])
		expect(typedWords('3. zèbre')).toEqual(['zèbre'])
	})
})

it.each([
	['l’été à la mairie – 2026', 'l\'été à la mairie - 2026'],
	['l\'e\u0301te\u0301  a\u0300 la\u00a0mairie -- 2026 ', 'l\'été à la mairie - 2026'],
	['“Oui”... ﬁn\u200b de\u00ad mois', '"Oui"... fin de mois'],
])('a text is the same on every keyboard: %j', (typed, text) => {
	expect(tidied(typed)).toBe(text)
	expect(tidied(text)).toBe(text)
})
