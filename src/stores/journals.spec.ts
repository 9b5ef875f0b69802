// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import type { TrousseauError } from '../domain/errors.ts'
import { decodeInventory } from '../journal/inventory-revision.ts'
import { Journal } from '../journal/journal.ts'
import { MemoryStore } from '../journal/memory-store.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from '../journal/testing.ts'
import { openInput } from './journals.ts'

function journalOf(store: MemoryStore): Journal {
	return new Journal({
		store,
		extension: 'inventory',
		maxBytes: 1_000_000,
		peek: (bytes) => decodeInventory(bytes, NOTEBOOK, acceptDocument).meta,
	})
}

const first = inventoryRevision(withTools({ a: { name: 'A' } }))
const second = inventoryRevision(withTools({ a: { name: 'A' }, b: { name: 'B' } }), [first])

function storeOf(...revisions: readonly { readonly name: string, readonly bytes: Uint8Array }[]): MemoryStore {
	const store = new MemoryStore()
	revisions.forEach(({ name, bytes }) => store.files.set(`${name}.inventory`, bytes))
	return store
}

describe('openInput', () => {
	it('gives the head, and what stands between it and what was seen before', async () => {
		const { input, damaged } = await openInput(journalOf(storeOf(first, second)), first.name, false)
		expect(input.heads.map(({ name }) => name)).toEqual([second.name])
		expect(input.others.map(({ name }) => name)).toEqual([first.name])
		expect(damaged).toEqual([])
	})

	it('refuses when the newest file is damaged, and names the one before', async () => {
		const store = storeOf(first, { name: second.name, bytes: second.bytes.slice(0, 40) })
		await expect(openInput(journalOf(store), '', false)).rejects.toMatchObject({ code: 'altered', detail: { file: second.name, previous: first.name } } satisfies Partial<TrousseauError>)
	})

	it('opens the one before once the person asked for it, and says what was set aside', async () => {
		const store = storeOf(first, { name: second.name, bytes: second.bytes.slice(0, 40) })
		const { input, damaged } = await openInput(journalOf(store), '', true)
		expect(input.heads.map(({ name }) => name)).toEqual([first.name])
		expect(damaged).toEqual([second.name])
	})

	it('does not refuse for ever once a sound revision stands beside the damaged one', async () => {
		const sibling = inventoryRevision(withTools({ c: { name: 'C' } }), [first])
		const store = storeOf(first, sibling, { name: second.name, bytes: second.bytes.slice(0, 40) })
		const { input, damaged } = await openInput(journalOf(store), '', false)
		expect(input.heads.map(({ name }) => name)).toEqual([sibling.name])
		expect(damaged).toEqual([second.name])
	})

	it('never opens when every file is damaged, even when asked', async () => {
		const store = storeOf({ name: first.name, bytes: first.bytes.slice(0, 40) })
		await expect(openInput(journalOf(store), '', true)).rejects.toMatchObject({ code: 'altered' })
	})
})
