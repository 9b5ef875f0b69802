// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent } from '../domain/document.ts'
import type { InventoryView, SaveStamp } from './inventory-journal.ts'

import { describe, expect, it } from 'vitest'
import { InventoryJournal } from './inventory-journal.ts'
import { MemoryStore } from './memory-store.ts'
import { revisionName } from './names.ts'
import { prune } from './prune.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from './testing.ts'

const retry = { sleep: () => Promise.resolve(), random: () => 0 }

/** One user's browser on this folder. */
function client(store: MemoryStore): InventoryJournal {
	return new InventoryJournal({ store, notebookId: NOTEBOOK, validate: acceptDocument, retry })
}

const stamp = (minute: number, id = 'anne'): SaveStamp => ({ at: new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString(), author: { id, name: id } })
const tools = (view: InventoryView): unknown => view.content.collections.tools
const creates = (store: MemoryStore): number => store.calls.filter((call) => call.startsWith('create')).length

async function start(content: DocumentContent = withTools({ a: { name: 'A' } })): Promise<{ store: MemoryStore, anne: InventoryJournal, bruno: InventoryJournal, view: InventoryView }> {
	const store = new MemoryStore()
	const anne = client(store)
	const view = await anne.save(await anne.open(), content, stamp(0))
	return { store, anne, bruno: client(store), view }
}

describe('the inventory of a notebook', () => {
	it('is empty in a new folder', async () => {
		const view = await client(new MemoryStore()).open()
		expect(view).toEqual({ content: { schema: 1, collections: {} }, heads: [], lastChange: null, damaged: [], foreign: [] })
	})

	it('is read back by somebody else', async () => {
		const { bruno, view } = await start()
		expect(await bruno.open()).toEqual(view)
		expect(view.lastChange).toEqual(stamp(0))
	})

	it('writes its first revision even without content', async () => {
		const { store, view } = await start({ schema: 1, collections: {} })
		expect(store.files.size).toBe(1)
		expect(view.heads).toHaveLength(1)
	})

	it('grows by one file at each save', async () => {
		const { store, anne, view } = await start()
		const next = await anne.save(view, withTools({ a: { name: 'A2' } }), stamp(1))
		expect(next.heads[0]?.meta.parents).toEqual([view.heads[0]?.name])
		expect([...store.files.keys()].sort().map((name) => name.slice(0, 8))).toEqual(['00000001', '00000002'])
	})

	it('writes nothing when nothing changed', async () => {
		const { store, anne, view } = await start()
		expect(await anne.save(view, withTools({ a: { name: 'A' } }), stamp(1))).toBe(view)
		expect(creates(store)).toBe(1)
	})

	it('merges what two people wrote at once, and says so to both alike', async () => {
		const { store, anne, bruno, view } = await start(withTools({ a: { name: 'A', note: 'x' } }))
		await bruno.save(await bruno.open(), withTools({ a: { name: 'A', note: 'y' }, b: { name: 'B' } }), stamp(1, 'bruno'))
		await anne.save(view, withTools({ a: { name: 'A2', note: 'x' } }), stamp(2))
		const [seenByAnne, seenByBruno] = [await anne.open(), await bruno.open()]
		expect(tools(seenByAnne)).toEqual({ a: { name: 'A2', note: 'y' }, b: { name: 'B' } })
		expect(seenByBruno).toEqual(seenByAnne)
		expect(seenByAnne.heads).toHaveLength(2)
		expect(seenByAnne.lastChange).toEqual(stamp(2))
		expect(creates(store)).toBe(3)
	})

	it('keeps both values of a field changed on both sides', async () => {
		const { anne, bruno, view } = await start()
		await bruno.save(await bruno.open(), withTools({ a: { name: 'of Bruno' } }), stamp(1, 'bruno'))
		await anne.save(view, withTools({ a: { name: 'of Anne' } }), stamp(2))
		expect(tools(await bruno.open())).toEqual({ a: {
			name: 'of Anne',
			history: [{ at: stamp(2).at, by: 'bruno', field: 'name', reason: 'conflict', value: 'of Bruno' }],
		} })
	})

	it('names every head as a parent of the next save', async () => {
		const { anne, bruno, view } = await start()
		await bruno.save(await bruno.open(), withTools({ a: { name: 'A' }, b: { name: 'B' } }), stamp(1, 'bruno'))
		await anne.save(view, withTools({ a: { name: 'A' }, c: { name: 'C' } }), stamp(2))
		const both = await anne.open()
		const saved = await anne.save(both, withTools({ d: { name: 'D' } }), stamp(3))
		expect(saved.heads[0]?.meta.parents).toEqual(both.heads.map(({ name }) => name).sort())
		const { heads, content } = await bruno.open()
		expect(heads).toEqual(saved.heads)
		expect(content).toEqual(saved.content)
	})

	it('needs no merge of two heads with the same content', async () => {
		const { store, anne, bruno, view } = await start()
		const same = withTools({ a: { name: 'same' } })
		await bruno.save(await bruno.open(), same, stamp(1, 'bruno'))
		await anne.save(view, same, stamp(2))
		const both = await anne.open()
		expect(both.heads).toHaveLength(2)
		expect(both.content).toEqual(same)
		expect(await anne.save(both, same, stamp(3))).toBe(both)
		expect(creates(store)).toBe(3)
	})

	it('follows the heads of the view that was edited, not those that somebody else made meanwhile', async () => {
		const { anne, bruno, view } = await start()
		await bruno.save(await bruno.open(), withTools({ a: { name: 'A' }, b: { name: 'B' } }), stamp(1, 'bruno'))
		await anne.open()
		await anne.save(view, withTools({ a: { name: 'A' }, c: { name: 'C' } }), stamp(2))
		expect(tools(await anne.open())).toEqual({ a: { name: 'A' }, b: { name: 'B' }, c: { name: 'C' } })
	})

	it('merges three heads the same way whatever the order of the listing', async () => {
		const root = inventoryRevision(withTools({ a: { n: 0 } }))
		const heads = [1, 2, 3].map((n) => inventoryRevision(withTools({ a: { n }, [`t${n}`]: { n } }), [root], { at: stamp(n).at }))
		const seen = await Promise.all([heads, [...heads].reverse()].map(async (order) => {
			const store = new MemoryStore()
			for (const { name, bytes } of [root, ...order]) {
				store.files.set(`${name}.inventory`, bytes)
			}
			return client(store).open()
		}))
		expect(seen[1]).toEqual(seen[0])
		expect(Object.keys(seen[0]?.content.collections.tools ?? {})).toEqual(['a', 't1', 't2', 't3'])
		expect(seen[0]?.content.collections.tools?.a?.history?.map(({ value }) => value).sort()).toEqual([1, 2])
	})

	it('loses nothing when the server is busy, then cuts the line', async () => {
		const { store, anne, bruno, view } = await start()
		store.faults.push({ on: 'create', code: 'busy', status: 423 }, { on: 'create', code: 'offline', applied: true })
		const saved = await anne.save(view, withTools({ b: { name: 'B' } }), stamp(1))
		expect((await bruno.open()).heads).toEqual(saved.heads)
		expect(store.files.size).toBe(2)
	})

	it('saves under another name what the server kept only a part of', async () => {
		const { store, anne, bruno, view } = await start()
		store.faults.push({ on: 'create', code: 'offline', applied: true, truncateTo: 100 })
		await anne.save(view, withTools({ b: { name: 'B' } }), stamp(1))
		const seen = await bruno.open()
		expect(tools(seen)).toEqual({ b: { name: 'B' } })
		expect(seen.damaged).toHaveLength(1)
		expect(store.files.size).toBe(3)
	})

	it('writes nothing, and keeps its state, when the quota is reached', async () => {
		const { store, anne, view } = await start()
		store.faults.push({ on: 'create', code: 'quota' })
		await expect(anne.save(view, withTools({ b: { name: 'B' } }), stamp(1))).rejects.toMatchObject({ code: 'quota' })
		expect(store.files.size).toBe(1)
		expect((await anne.open()).heads).toEqual(view.heads)
	})

	it('sets aside what claims a number out of reach, with all that stands above, and goes on', async () => {
		const { store, anne, bruno, view } = await start()
		const above = (number: number) => {
			const parent = { name: revisionName(number - 1, new Uint8Array()), meta: { number: number - 1, parents: [], ancestors: [] } }
			return inventoryRevision(withTools({ [`t${number}`]: { n: number } }), [parent], { at: stamp(1).at })
		}
		const [near, far, top] = [above(100_001), above(300_000), above(99_999_999)]
		for (const { name, bytes } of [top, near, far]) {
			store.files.set(`${name}.inventory`, bytes)
		}
		const seen = await bruno.open()
		expect(seen.damaged).toEqual([top.name, far.name])
		expect(seen.heads.map(({ name }) => name)).toEqual([near.name, view.heads[0]?.name])
		const saved = await bruno.save(seen, withTools({ a: { name: 'A2' } }), stamp(2, 'bruno'))
		const after = await anne.open()
		expect([after.heads, after.damaged, tools(after)]).toEqual([saved.heads, [top.name, far.name], { a: { name: 'A2' } }])
		const report = await prune(anne.journal, { dateOf: () => 0, now: Date.UTC(2030, 0, 1), policy: { last: 1, days: 0 } })
		expect([report.removed, store.files.size]).toEqual([[], 5])
	})

	it('refuses a folder whose files cannot be read, instead of showing an empty inventory', async () => {
		const { store, bruno } = await start()
		const [[file = '', bytes = new Uint8Array()] = []] = store.files
		store.files.set(file, bytes.slice(1))
		await expect(bruno.open()).rejects.toMatchObject({ code: 'altered' })
		store.files.clear()
		const foreign = inventoryRevision(withTools({}), [], { notebookId: 'f'.repeat(32) })
		store.files.set(`${foreign.name}.inventory`, foreign.bytes)
		await expect(bruno.open()).rejects.toMatchObject({ code: 'wrong-notebook' })
	})
})
