// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../vault/sodium.ts'
import { rehearse } from './rehearsal.ts'

beforeAll(loadSodium)

describe('the rehearsal', () => {
	it('opens a vault of its own whole, and only once in a thread', () => {
		const opened = rehearse()
		expect(opened).toBeGreaterThan(0)
		expect(opened % 1_500).toBe(0)
		expect(rehearse()).toBe(0)
	})
})
