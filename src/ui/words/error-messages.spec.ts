// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, TrousseauError } from '../../domain/errors.ts'
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

	it.each<[ErrorCode, Readonly<Record<string, number | string>>, RegExp, RegExp]>([
		[
			'quota',
			{ method: 'GET', status: 503, owner: 'Claire Martin' },
			/^The storage space of Claire Martin is full: Nextcloud lets nothing be read/,
			/nothing is lost/,
		],
		['busy', { status: 400 }, /cut on its way/, /try again/],
		['busy', { status: 408 }, /cut on its way/, /try again/],
		['busy', { status: 502 }, /not answering/, /nothing is lost/],
		['busy', { status: 504 }, /not answering/, /nothing is lost/],
		['busy', { status: 503, between: 1 }, /not answering/, /nothing is lost/],
		['busy', { status: 503 }, /^The server is busy/, /Try again/],
		['busy', { status: 423 }, /^The server is busy/, /Try again/],
		['unexpected-answer', { status: 415 }, /antivirus/, /nothing is lost/],
		['unexpected-answer', { status: 403, between: 1 }, /^A filter/, /nothing is lost/],
		['unexpected-answer', { status: 500 }, /does not understand/, /Try again/],
	])('says what answered: %s %j', (code, detail, title, text) => {
		const message = errorMessage(new TrousseauError(code, detail))
		expect(message.title).toMatch(title)
		expect(message.text).toMatch(text)
	})

	it('gives each code its own sentence', () => {
		const titles = ERROR_CODES.map((code) => errorMessage(new TrousseauError(code)).title)
		expect(new Set(titles).size).toBe(ERROR_CODES.length)
	})
})
