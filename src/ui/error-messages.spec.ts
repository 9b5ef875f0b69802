// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, TrousseauError } from '../domain/errors.ts'
import { errorMessage } from './error-messages.ts'
import { SUPPORT_CODES } from './support-codes.ts'

describe('errorMessage', () => {
	it.each(ERROR_CODES)('says what happened and what to do for %s', (code) => {
		const { title, text, support } = errorMessage(new TrousseauError(code, { status: 507 }))
		expect(title).toMatch(/\.$/)
		expect(text.length).toBeGreaterThan(20)
		expect(support).toBe(`${SUPPORT_CODES[code]} (status=507)`)
	})

	it('has a code for each that a person can read out, and that the support finds in ADMIN', () => {
		const admin = readFileSync('docs/ADMIN.md', 'utf8')
		expect(new Set(Object.values(SUPPORT_CODES)).size).toBe(ERROR_CODES.length)
		for (const code of ERROR_CODES) {
			expect(SUPPORT_CODES[code]).toMatch(/^[A-Z]+-\d$/)
			expect(admin).toContain(`| ${SUPPORT_CODES[code]} | \`${code}\` |`)
		}
	})

	it('gives each code its own sentence', () => {
		const titles = ERROR_CODES.map((code) => errorMessage(new TrousseauError(code)).title)
		expect(new Set(titles).size).toBe(ERROR_CODES.length)
	})
})
