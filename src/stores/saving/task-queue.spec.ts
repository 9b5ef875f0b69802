// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { taskQueue } from './task-queue.ts'

describe('taskQueue', () => {
	it('runs one task at a time, in order, whatever becomes of the one before', async () => {
		const enqueue = taskQueue()
		const log: string[] = []
		const step = (name: string) => async (): Promise<string> => {
			log.push(`${name} begins`)
			await new Promise((resolve) => setTimeout(resolve))
			log.push(`${name} ends`)
			return name
		}
		const refused = enqueue(async () => {
			await step('first')()
			throw new Error('refused')
		})
		const second = enqueue(step('second'))
		await expect(refused).rejects.toThrow('refused')
		expect(await second).toBe('second')
		expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
	})
})
