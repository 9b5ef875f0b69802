// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { register, setLanguage, setLocale } from '@nextcloud/l10n'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { compareNames, contentLang, formatCountry, formatDate, formatDateTime, formatDays, formatEuros, formatNumber, formatPercent, formatTime, n, pageLocale, t } from './l10n.ts'

beforeAll(() => {
	setLanguage('fr')
	setLocale('fr_FR')
	register('trousseau', { 'Saved at {time}': 'Enregistré à {time}', '_%n tool_::_%n tools_': ['%n outil', '%n outils'] })
})

/** Intl writes several kinds of spaces. */
const plain = (text: string): string => text.replace(/\s/g, ' ')

describe('texts', () => {
	it('are translated, with their values as they are', () => {
		expect(t('trousseau', 'Saved at {time}', { time: '<b>14 & 32</b>' })).toBe('Enregistré à <b>14 & 32</b>')
		expect(t('trousseau', 'Not translated')).toBe('Not translated')
	})

	it('count as French does', () => {
		expect([0, 1, 2].map((count) => n('trousseau', '%n tool', '%n tools', count))).toEqual(['0 outil', '1 outil', '2 outils'])
	})
})

describe('dates and numbers', () => {
	it('are written as in France', () => {
		expect(formatDate('2026-11-22')).toBe('22 novembre 2026')
		expect(formatDate(new Date(2026, 10, 1))).toBe('1er novembre 2026')
		expect(plain(formatTime(new Date(2026, 10, 22, 14, 5)))).toBe('14 h 05')
		expect(plain(formatTime(new Date(2026, 10, 22, 9, 5)))).toBe('9 h 05')
		expect(plain(formatDateTime(new Date(2026, 10, 22, 14, 5)))).toBe('22 novembre 2026 à 14 h 05')
		expect(plain(formatNumber(1_234.5))).toBe('1 234,5')
		expect(plain(formatPercent(0.714))).toBe('71 %')
		expect(plain(formatEuros(1_200))).toBe('1 200 €')
		expect(plain(formatEuros(12.5))).toBe('12,50 €')
	})

	it('are empty for what is no date', () => {
		expect([formatDate(''), formatTime('soon'), formatDateTime('')]).toEqual(['', '', ''])
	})
})

describe('another language', () => {
	afterEach(() => {
		setLanguage('fr')
		setLocale('fr_FR')
	})

	it('writes days, hours, numbers and countries its own way', () => {
		setLanguage('en')
		setLocale('en_GB')
		expect(formatDate('2026-11-22')).toBe('22 November 2026')
		expect(plain(formatEuros(1_200.5))).toBe('€1,200.50')
		expect(formatDays(1)).toBe('tomorrow')
		expect(formatCountry('DE')).toBe('Germany')
		expect(contentLang()).toBe('fr')
		setLanguage('fr')
		setLocale('fr_FR')
		expect([formatDate('2026-11-22'), formatDays(1), formatCountry('DE'), contentLang()]).toEqual(['22 novembre 2026', 'demain', 'Allemagne', undefined])
	})

	it.each([['en', 'fr_FR', 'en'], ['fr', 'fr_CA', 'fr-CA'], ['de_AT', 'de_AT', 'de-AT'], ['ar', 'ar', 'ar'], ['xx', 'xx', 'fr-FR']])('in %s with the locale %s writes as %s', (language, locale, expected) => {
		setLanguage(language)
		setLocale(locale)
		expect(pageLocale()).toBe(expected)
	})

	it('orders names as French does', () => {
		expect(['Zoé', 'école', 'Eau', 'Écoles'].sort(compareNames)).toEqual(['Eau', 'école', 'Écoles', 'Zoé'])
	})
})
