// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../vault/file/sodium.ts'
import { warmUp } from './warm-up.ts'

beforeAll(loadSodium)

describe('the warm-up', () => {
	it('opens a vault of its own whole, and only once in a thread', () => {
		const opened = warmUp()
		expect(opened).toBeGreaterThan(0)
		expect(opened % 1_500).toBe(0)
		expect(warmUp()).toBe(0)
	})
})
