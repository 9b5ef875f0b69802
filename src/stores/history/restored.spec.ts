// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { forgetRestored, rememberRestored, restoredFrom } from './restored.ts'

it('remembers a notebook that was put back, until it is opened', () => {
	const [here, other] = ['a'.repeat(32), 'b'.repeat(32)]
	expect(restoredFrom(here)).toBeNull()
	rememberRestored(here, '2026-11-22T10:30:00.000Z')
	expect([restoredFrom(here), restoredFrom(other)]).toEqual(['2026-11-22T10:30:00.000Z', null])
	forgetRestored(here)
	expect(restoredFrom(here)).toBeNull()
})
