// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { putRecord } from '../../domain/inventory/changes.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { lastBackup, monthsSince, rememberBackup } from './last-backup.ts'

const desk = vi.hoisted(() => ({ memory: new Map<string, string>() }))
vi.mock('../../platform/browser-memory.ts', () => ({
	browserMemory: () => ({ preference: (name: string) => desk.memory.get(name) ?? null, setPreference: (name: string, value: string) => desk.memory.set(name, value) }),
}))

const NOW = Date.parse('2026-11-22T10:00:00.000Z')

function told(backupAt?: string) {
	const inventory = emptyInventory({ name: 'Essai' })
	const [id = ''] = Object.keys(inventory.collections.commune)
	return backupAt === undefined ? inventory : putRecord(inventory, 'commune', id, { backupAt, backupBy: 'Anne' }, { at: '2026-11-22T09:00:00.000Z', by: 'anne' })
}

describe('the last backup', () => {
	beforeEach(() => desk.memory.clear())

	it('is what the inventory tells everybody, or what this browser remembers, whichever is later', () => {
		expect(lastBackup(told(), NOTEBOOK, NOW)).toBeNull()
		expect(lastBackup(told('2026-10-01T08:00:00.000Z'), NOTEBOOK, NOW)).toEqual({ at: '2026-10-01T08:00:00.000Z', by: 'Anne' })
		rememberBackup(NOTEBOOK, '2026-11-01T08:00:00.000Z')
		expect(lastBackup(told('2026-10-01T08:00:00.000Z'), NOTEBOOK, NOW)).toEqual({ at: '2026-11-01T08:00:00.000Z', by: '' })
		expect(lastBackup(told('2026-11-01T08:00:00.000Z'), NOTEBOOK, NOW)).toEqual({ at: '2026-11-01T08:00:00.000Z', by: 'Anne' })
		expect(lastBackup(told(), 'f'.repeat(32), NOW)).toBeNull()
	})

	it('is never one to come, nor a text that is no date: the inventory is the server’s word', () => {
		for (const at of ['2099-01-01T00:00:00.000Z', 'jamais', '']) {
			expect(lastBackup(told(at), NOTEBOOK, NOW), at).toBeNull()
		}
		rememberBackup(NOTEBOOK, '2026-11-01T08:00:00.000Z')
		expect(lastBackup(told('2099-01-01T00:00:00.000Z'), NOTEBOOK, NOW)?.at).toBe('2026-11-01T08:00:00.000Z')
		// A computer whose clock is some hours ahead.
		expect(lastBackup(told('2026-11-22T20:00:00.000Z'), NOTEBOOK, NOW)?.by).toBe('Anne')
	})

	it('is so many whole months old', () => {
		const months = (at: string) => monthsSince({ at, by: '' }, NOW)
		expect([months('2026-11-22T09:00:00.000Z'), months('2026-08-23T08:00:00.000Z'), months('2026-08-22T08:00:00.000Z'), months('2025-11-22T08:00:00.000Z'), months('2026-11-23T08:00:00.000Z')]).toEqual([0, 2, 3, 12, 0])
	})
})
