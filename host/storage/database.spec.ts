// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from './database.ts'

describe('Database', () => {
	let folder: string
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'trousseau-database-'))
	})
	afterEach(() => rm(folder, { recursive: true }))

	const settings = async (): Promise<Record<string, unknown>> => Object.fromEntries((await Database.open(folder)).rows('settings'))

	it('finds again what was committed, deletions too', async () => {
		const database = await Database.open(folder)
		database.set('settings', 'kept', 1)
		database.set('settings', 'gone', 2)
		await database.commit()
		database.delete('settings', 'gone')
		database.set('settings', 'kept', 3)
		await database.commit()
		expect(await settings()).toEqual({ kept: 3 })
	})

	it('does not find what was never committed', async () => {
		const database = await Database.open(folder)
		database.set('settings', 'lost', 1)
		expect(await settings()).toEqual({})
	})

	it('keeps the order of changes committed without waiting', async () => {
		const database = await Database.open(folder)
		const commits: Promise<void>[] = []
		for (let value = 0; value < 50; value += 1) {
			database.set('settings', 'last', value)
			commits.push(database.commit())
		}
		await Promise.all(commits)
		expect(await settings()).toEqual({ last: 49 })
	})

	it('drops a transaction whose line was cut by a crash, whole', async () => {
		const database = await Database.open(folder)
		database.set('settings', 'whole', 1)
		await database.commit()
		const line = JSON.stringify([['settings', 'first', 1], ['settings', 'second', 2]])
		for (const length of [1, 20, line.length]) {
			await appendFile(join(folder, 'log.jsonl'), line.slice(0, length))
			expect(await settings()).toEqual({ whole: 1 })
		}
	})

	it('is not disturbed by a crash between the new snapshot and the empty log', async () => {
		const database = await Database.open(folder)
		database.set('settings', 'one', 1)
		database.set('settings', 'two', 2)
		await database.commit()
		database.delete('settings', 'one')
		await database.commit()
		const log = await readFile(join(folder, 'log.jsonl'), 'utf8')
		await Database.open(folder)
		await writeFile(join(folder, 'log.jsonl'), log)
		expect(await settings()).toEqual({ two: 2 })
	})
})
