// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'

import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../../domain/errors.ts'
import { mayPass } from '../../journal/retry.ts'
import { OWN_FAULT } from '../../stores/saving/draft-uploader.ts'
import { keptMessage } from './unsaved-edits.ts'

/** Every answer of the server that a save can end with: whether time alone helps, and what to do. */
const RULES: readonly (readonly [ErrorCode, 'waits' | 'person' | 'form', RegExp])[] = [
	['busy', 'waits', /sent again by themselves/],
	['maintenance', 'waits', /sent again by themselves/],
	['offline', 'waits', /will leave when the network is back/],
	['quota', 'person', /Free some space/],
	['session-expired', 'person', /Log in again/],
	['other-user', 'person', /log in again under your name/],
	['forbidden', 'person', /Ask the person who shared it/],
	['gone', 'person', /Nothing is created again/],
	['altered', 'person', /The server did not keep/],
	['unexpected-answer', 'person', /Save again/],
	['rolled-back', 'person', /kept on this computer/],
	['invalid', 'form', /throw it away/],
	['not-allowed', 'form', /no longer change/],
	['too-large', 'form', /the server will not take them/],
]

describe('an edit that is kept on this computer', () => {
	it.each(RULES)('after %s: %s', (code, rule, todo) => {
		const error = new TrousseauError(code)
		expect(mayPass(error)).toBe(rule === 'waits')
		expect(OWN_FAULT.has(code)).toBe(rule === 'form')
		const { title, text } = keptMessage(error)
		expect(title).toMatch(/\.$/)
		expect(text).toMatch(todo)
		// A kept edit does not stay on the screen only.
		expect(text).not.toMatch(/on this screen/)
	})

	it('waits after an internal error of the server', () => {
		expect(mayPass(new TrousseauError('unexpected-answer', { status: 500 }))).toBe(true)
		expect(mayPass(new TrousseauError('unexpected-answer', { status: 418 }))).toBe(false)
	})
})
