// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { readCsv, separatorOf } from './csv.ts'

const rows = (text: string, separator = ';'): readonly (readonly string[])[] => readCsv(text, separator).rows.map((row) => row.cells.map((cell) => cell.text))

describe('reading columns of text', () => {
	it('reads quotes, doubled quotes, separators and line ends inside them', () => {
		expect(rows('a;"b;""c""\r\nd"\r\ne;f')).toEqual([['a', 'b;"c"\nd'], ['e', 'f']])
	})
	it('keeps a cell whose quotes never close as it stands, marks it, and loses no row after it', () => {
		const grid = readCsv('Site;Mdp\nA;"abc\nB;def\nC;"ghi"\n', ';')
		expect(grid.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([['Site', 'Mdp'], ['A', '"abc'], ['B', 'def'], ['C', 'ghi'], ['']])
		expect(grid.rows[1]?.cells[1]?.marks).toEqual(['quote'])
	})
	it('takes a quote in the middle of a cell for a sign like another', () => {
		expect(rows('A;pa"ss;x')).toEqual([['A', 'pa"ss', 'x']])
	})
	it('keeps the spaces of a cell, and unwraps what Excel writes to keep zeros', () => {
		expect(rows('A; b ;="00123"')).toEqual([['A', ' b ', '00123']])
	})
	it('numbers rows by their first line', () => {
		expect(readCsv('a;"b\nc"\nd;e', ';').rows.map((row) => row.number)).toEqual([1, 3])
	})
	it('removes NUL bytes and says so', () => {
		expect(readCsv('a\u0000b;c', ';').rows[0]?.cells[0]).toEqual({ text: 'ab', marks: ['nul'] })
	})
	it('refuses more columns or rows than a notebook has', () => {
		expect(() => readCsv(';'.repeat(300), ';')).toThrow(expect.objectContaining({ detail: { refusal: 'too-many-rows' } }))
		expect(() => readCsv('a;b\n'.repeat(60_000), ';')).toThrow(expect.objectContaining({ detail: { refusal: 'too-many-rows' } }))
	})
})

describe('finding the separator', () => {
	it.each([
		['Nom;Mdp\nA;b,c\nB;d,e\n', ';'],
		['Nom\tMdp\nA\tb\n', '\t'],
		['name,url,username,password\nA,https://a.example,b,c\n', ','],
		['sep=|\na|b\n', '|'],
		['Liste des codes\n\nSite;Identifiant;Mdp\nA;b;c\n', ';'],
	])('%j', (text, separator) => expect(separatorOf(text)).toBe(separator))
	it('finds none in sentences', () => {
		expect(separatorOf('Ameli\nIdentifiant : mairie\nMot de passe : abc, puis def\n\nChorus\n')).toBeNull()
	})
})
