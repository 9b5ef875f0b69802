// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetUnfinished, rememberUnfinished, unfinishedRestores } from './unfinished.ts'

const desk = vi.hoisted(() => ({ memory: new Map<string, string>() }))
vi.mock('../../platform/browser-memory.ts', () => ({
	browserMemory: () => ({ preference: (name: string) => desk.memory.get(name) ?? null, setPreference: (name: string, value: string | null) => value === null ? desk.memory.delete(name) : desk.memory.set(name, value) }),
}))

const one = { notebookId: 'a'.repeat(32), path: 'Trousseau/Ay', communeName: 'Ay' }
const other = { notebookId: 'b'.repeat(32), path: 'Trousseau/Bu', communeName: 'Bu' }

describe('what was cut while it was put back', () => {
	beforeEach(() => desk.memory.clear())

	it('is remembered for each notebook, under its last folder, until it is whole or removed', () => {
		expect(unfinishedRestores()).toEqual([])
		rememberUnfinished(one)
		rememberUnfinished(other)
		rememberUnfinished({ ...one, path: 'Trousseau/Ay (2)' })
		expect(unfinishedRestores()).toEqual([other, { ...one, path: 'Trousseau/Ay (2)' }])
		forgetUnfinished(one.notebookId)
		forgetUnfinished(other.notebookId)
		expect([unfinishedRestores(), desk.memory.size]).toEqual([[], 0])
	})

	it('that is not what was written says nothing', () => {
		for (const text of ['{', '3', '[{"path":"x"}]', '[null]']) {
			desk.memory.set('restoring', text)
			expect(unfinishedRestores(), text).toEqual([])
		}
	})
})
