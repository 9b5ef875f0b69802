// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, TrousseauError } from '../../../domain/errors.ts'
import { errorMessage } from '../../words/error-messages.ts'
import { SUPPORT_CODES } from '../../words/support-codes.ts'
import { backupErrorMessage } from './backup-errors.ts'

const TASKS = ['read', 'open', 'write'] as const
/** Sentences of a screen where something is being typed, which these are not. */
const ELSEWHERE = /Your change|save again|shorten the text/i

describe('the sentences of a backup', () => {
	it.each(TASKS)('say of every error what happened and what is safe, for %s', (task) => {
		for (const code of ERROR_CODES) {
			const { title, text, support } = backupErrorMessage(new TrousseauError(code, { status: 507 }), task)
			expect(title).not.toBe('')
			expect(text).not.toBe('')
			expect(support).toBe(`${SUPPORT_CODES[code]} (status=507)`)
		}
	})

	it.each(TASKS)('never speak of a change on the screen where the server refuses, for %s', (task) => {
		for (const code of ['offline', 'session-expired', 'other-user', 'busy', 'maintenance'] as const) {
			expect(errorMessage(new TrousseauError(code)).text).toMatch(ELSEWHERE)
			expect(backupErrorMessage(new TrousseauError(code), task).text).not.toMatch(ELSEWHERE)
		}
	})

	it('tell the same refusal according to what was being done', () => {
		const altered = new TrousseauError('altered')
		expect(new Set(TASKS.map((task) => backupErrorMessage(altered, task).title)).size).toBe(3)
		expect(backupErrorMessage(new TrousseauError('exists', { file: 'Trousseau/Vauzelles' }), 'open').text).toContain('“Trousseau/Vauzelles”')
		expect(backupErrorMessage(new TrousseauError('quota'), 'write').text).toContain('go on')
	})
})
