// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { register, setLanguage } from '@nextcloud/l10n'
import { beforeAll, describe, expect, it } from 'vitest'
import { formatDate, formatDateTime, formatEuros, formatNumber, formatPercent, formatTime, n, t } from './l10n.ts'

beforeAll(() => {
	setLanguage('fr')
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
