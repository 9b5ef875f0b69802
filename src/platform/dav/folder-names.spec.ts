// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeName, isFolderNameCut, MAX_NAME_BYTES, safeFolderName } from './folder-names.ts'

const size = (name: string): number => new TextEncoder().encode(name).length

describe('the name of a notebook\'s folder', () => {
	it.each([
		['Sainte-Radegonde', 'Sainte-Radegonde'],
		['L\'Haÿ-les-Roses', 'L\'Haÿ-les-Roses'],
		['Saint-E\u0301tienne', 'Saint-\u00C9tienne'],
		['Ars/Moselle: "nord" <1>|2?*\\', 'Ars-Moselle- -nord- -1--2---'],
		['  Vauzelles.  ', 'Vauzelles'],
		['.identity', 'identity'],
		['...', 'Commune'],
		['', 'Commune'],
		['Aux', 'Aux_'],
		['con.secours', 'con_.secours'],
		['Auxerre', 'Auxerre'],
		['Vault.part', 'Vault-part'],
		['A\tB\nC', 'A-B-C'],
		['Aÿ\uD800', 'Aÿ-'],
	])('%j becomes %j', (name, folder) => {
		expect(safeFolderName(name)).toBe(folder)
	})

	it('is cut between two characters', () => {
		const name = safeFolderName('é'.repeat(200))
		expect(name).toBe('é'.repeat(47))
	})

	it('ends with a whole word where there is no room for all of them, and says so', () => {
		const name = 'Saint-Germain-de-Tallevende-la-Lande-Vaumont et les communes déléguées de la vallée de la Virène réunies'
		expect(safeFolderName(name)).toBe('Saint-Germain-de-Tallevende-la-Lande-Vaumont et les communes déléguées de la vallée de la')
		expect(isFolderNameCut(name)).toBe(true)
		expect(safeFolderName(`${'a'.repeat(94)} b`)).toBe('a'.repeat(94))
		expect(safeFolderName(`${'a'.repeat(90)}-bcde`)).toBe('a'.repeat(90))
		expect(isFolderNameCut('Sainte-Radegonde')).toBe(false)
		expect(isFolderNameCut('Ars/Moselle ')).toBe(false)
	})

	it('is one that every server accepts, whatever was typed', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(0, 1, 9, 99), (typed, count) => {
			const name = safeFolderName(typed)
			const taken = Array.from({ length: count }, (_, index) => (index === 0 ? name : `${name} (${index + 1})`))
			const free = freeName(name, taken)
			expect(size(free)).toBeLessThanOrEqual(MAX_NAME_BYTES)
			// eslint-disable-next-line no-control-regex
			expect(free).not.toMatch(/[\u0000-\u001F\\/:*?"<>|]|^[. ]|[. ]$|\.(?:part|filepart)$/i)
			expect(free).not.toBe('')
			expect(free.normalize('NFC')).toBe(free)
			expect(() => encodeURIComponent(free)).not.toThrow()
		}), { numRuns: 100 })
	})

	it('takes the first free number', () => {
		expect(freeName('Aÿ', [])).toBe('Aÿ')
		expect(freeName('Aÿ', ['Aÿ', 'Aÿ (3)'])).toBe('Aÿ (2)')
		expect(freeName('Aÿ', ['AŸ', 'ay\u0308 (2)'])).toBe('Aÿ (3)')
	})
})
