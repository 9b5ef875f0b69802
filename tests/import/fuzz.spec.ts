// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { fuzz } from './fuzz.ts'

it('no reader crashes on files changed at random', async () => {
	// Time is not judged here: a busy computer is slow. The long run does.
	expect((await fuzz(600, 7, false)).failures).toEqual([])
})
