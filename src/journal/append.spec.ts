// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fault } from './memory-store.ts'

import { describe, expect, it } from 'vitest'
import { appendPrepared } from './append.ts'
import { decodeInventory } from './inventory-revision.ts'
import { Journal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from './testing.ts'

const CUT: Fault = { on: 'create', code: 'offline', applied: true, truncateTo: 50 }

function setUp(...faults: readonly Fault[]) {
	const store = new MemoryStore()
	store.faults.push(...faults)
	const journal = new Journal({
		store,
		extension: 'inventory',
		maxBytes: 100_000,
		peek: (bytes) => decodeInventory(bytes, NOTEBOOK, acceptDocument).meta,
		retry: { sleep: () => Promise.resolve() },
	})
	const discarded: string[] = []
	let made = 0
	const prepare = async () => inventoryRevision(withTools({ a: { made: made += 1 } }))
	const discard = async (name: string): Promise<void> => { discarded.push(name) }
	return { store, discarded, made: () => made, save: () => appendPrepared(journal, { prepare, discard }) }
}

describe('a prepared revision', () => {
	it('is prepared once when nothing is in the way', async () => {
		const { store, discarded, made, save } = setUp()
		const { name } = await save()
		expect([...store.files.keys()]).toEqual([`${name}.inventory`])
		expect([made(), discarded]).toEqual([1, []])
	})

	it('is prepared anew, once, when the server kept a part of it', async () => {
		const { store, discarded, made, save } = setUp(CUT)
		const { name, bytes } = await save()
		expect(made()).toBe(2)
		expect(store.files.get(`${name}.inventory`)).toEqual(bytes)
		expect(discarded).toHaveLength(1)
		expect(discarded).not.toContain(name)
	})

	it('is not prepared a third time', async () => {
		const { made, discarded, save } = setUp({ on: 'create', code: 'altered' }, { on: 'create', code: 'altered' })
		await expect(save()).rejects.toMatchObject({ code: 'altered' })
		expect([made(), discarded.length]).toEqual([2, 2])
	})

	it('is discarded when the server refuses it', async () => {
		const { made, discarded, save } = setUp({ on: 'create', code: 'quota' })
		await expect(save()).rejects.toMatchObject({ code: 'quota' })
		expect([made(), discarded.length]).toEqual([1, 1])
	})
})
