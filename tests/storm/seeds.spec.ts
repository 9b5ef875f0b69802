// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { commandFor, seedOfDay } from './seeds.ts'

describe('the seeds of a short storm', () => {
	it('are those of the day, and of no other', () => {
		const morning = seedOfDay(Date.parse('2026-11-30T00:00:00.000Z'))
		expect(seedOfDay(Date.parse('2026-11-30T23:59:59.999Z'))).toBe(morning)
		expect(seedOfDay(Date.parse('2026-12-01T00:00:00.000Z'))).toBe(morning + 1_000)
		expect(morning).toBe(20_787_000)
	})

	it('are told with the kind that a round was asked to be', () => {
		expect(commandFor(49_775_665, undefined)).toBe('npm run test:storm -- --seed 49775665 --rounds 1')
		expect(commandFor(20_787_001, 'vault')).toBe('npm run test:storm -- --seed 20787001 --rounds 1 --kind vault')
	})
})
