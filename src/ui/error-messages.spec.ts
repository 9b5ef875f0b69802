// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, TrousseauError } from '../domain/errors.ts'
import { errorMessage } from './error-messages.ts'

describe('errorMessage', () => {
	it.each(ERROR_CODES)('says what happened and what to do for %s', (code) => {
		const { title, text, support } = errorMessage(new TrousseauError(code, { status: 507 }))
		expect(title).toMatch(/\.$/)
		expect(text.length).toBeGreaterThan(20)
		expect(support).toBe(`${code} (status=507)`)
	})

	it('gives each code its own sentence', () => {
		const titles = ERROR_CODES.map((code) => errorMessage(new TrousseauError(code)).title)
		expect(new Set(titles).size).toBe(ERROR_CODES.length)
	})
})
