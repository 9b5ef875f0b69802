// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { DICTATED_WORDS } from './french-words.ts'

it('is 2,048 distinct words of plain letters, that their first four letters tell apart', () => {
	expect(DICTATED_WORDS).toHaveLength(2_048)
	expect(DICTATED_WORDS.filter((word) => !/^[a-z]{3,}$/.test(word))).toEqual([])
	expect(new Set(DICTATED_WORDS.map((word) => word.slice(0, 4))).size).toBe(2_048)
})
