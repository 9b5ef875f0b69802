// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { expectedOf, notebooks, reportNotebook, scoreOf } from './golden.ts'

describe('notebooks as a secretary writes them', () => {
	it.each(notebooks())('%s: every row right or in doubt, none lost', async (name) => {
		const score = scoreOf(name, expectedOf(name), await reportNotebook(name))
		expect({ wrong: score.wrong, lost: score.lost, surplus: score.surplus, needless: score.needless }).toEqual({ wrong: [], lost: [], surplus: [], needless: [] })
	})
})
