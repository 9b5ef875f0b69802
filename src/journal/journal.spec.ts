// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Lineage, Revision } from './lineage.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../domain/errors.ts'
import { decodeInventory } from './inventory-revision.ts'
import { Journal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { revisionName } from './names.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from './testing.ts'

const noPause = { sleep: () => Promise.resolve(), random: () => 0 }

function setUp(): { store: MemoryStore, journal: Journal } {
	const store = new MemoryStore()
	return { store, journal: open(store) }
}

function open(store: MemoryStore): Journal {
	return new Journal({ store, extension: 'inventory', maxBytes: 100_000, readHeader: (bytes) => decodeInventory(bytes, NOTEBOOK, acceptDocument).meta, retry: noPause })
}

function put(store: MemoryStore, ...revisions: readonly Revision[]): void {
	for (const { name, bytes } of revisions) {
		store.files.set(`${name}.inventory`, bytes)
	}
}

/** A revision whose content is its own. */
function revision(mark: string, ...parents: readonly Lineage[]): Revision {
	return inventoryRevision(withTools({ [mark]: { name: mark } }), parents)
}

const names = (list: readonly Lineage[]): string[] => list.map(({ name }) => name)
const reads = (store: MemoryStore): number => store.calls.filter((call) => call.startsWith('read')).length

describe('loading a journal', () => {
	const first = revision('first')
	const second = revision('second', first)
	const left = revision('left', second)
	const right = revision('right', second)

	it('is empty in a new folder', async () => {
		expect(await setUp().journal.load()).toEqual({ heads: [], damaged: [], foreign: [], passed: [], names: [] })
	})

	it('reads one file of a plain history', async () => {
		const { store, journal } = setUp()
		put(store, second, first, left)
		const state = await journal.load()
		expect(state.heads).toEqual([left])
		expect(state.names).toEqual([left.name, second.name, first.name])
		expect(reads(store)).toBe(1)
	})

	it('finds two heads, and nothing more to read the second time', async () => {
		const { store, journal } = setUp()
		put(store, left, first, right, second)
		const expected = [left.name, right.name].sort().reverse()
		expect(names((await journal.load()).heads)).toEqual(expected)
		expect(names((await journal.load()).heads)).toEqual(expected)
		expect(reads(store)).toBe(2)
		expect(journal.bases((await journal.load()).heads)).toEqual([second.name])
	})

	it('finds the same heads whatever the order of the listing', async () => {
		await fc.assert(fc.asyncProperty(fc.shuffledSubarray([first, second, left, right], { minLength: 4 }), async (order) => {
			const { store, journal } = setUp()
			put(store, ...order)
			expect(names((await journal.load()).heads)).toEqual([left.name, right.name].sort().reverse())
		}))
	})

	it('has one head again once they are merged', async () => {
		const { store, journal } = setUp()
		const merged = revision('merged', left, right)
		put(store, first, second, left, right, merged)
		expect(names((await journal.load()).heads)).toEqual([merged.name])
	})

	it('ignores files that are not revisions of its kind', async () => {
		const { store, journal } = setUp()
		put(store, first)
		store.files.set('LISEZ-MOI.txt', new Uint8Array([1]))
		store.files.set(`${second.name}.vault`, second.bytes)
		const state = await journal.load()
		expect(names(state.heads)).toEqual([first.name])
		expect(state.damaged).toEqual([])
	})

	it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
		['cut short', (bytes) => bytes.slice(0, -1)],
		['empty', () => new Uint8Array()],
		['one bit away', (bytes) => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte))],
	])('sets aside a head that is %s and opens the one before', async (_, damage) => {
		const { store, journal } = setUp()
		put(store, first, second, left)
		store.files.set(`${left.name}.inventory`, damage(left.bytes))
		const state = await journal.load()
		expect(names(state.heads)).toEqual([second.name])
		expect(state.damaged).toEqual([left.name])
	})

	it('sets aside a file that is too long without reading it', async () => {
		const { store, journal } = setUp()
		put(store, first)
		const long = new Uint8Array(100_001)
		store.files.set(`${revisionName(2, long)}.inventory`, long)
		const state = await journal.load()
		expect(state.damaged).toEqual([revisionName(2, long)])
		expect(reads(store)).toBe(1)
	})

	it('sets aside sound bytes under a number that they do not state', async () => {
		const { store, journal } = setUp()
		const elsewhere = revisionName(9, second.bytes)
		put(store, first, { ...second, name: elsewhere })
		const state = await journal.load()
		expect(names(state.heads)).toEqual([first.name])
		expect(state.damaged).toEqual([elsewhere])
	})

	it('tells a revision of another notebook apart', async () => {
		const { store, journal } = setUp()
		const foreign = inventoryRevision(withTools({}), [first], { notebookId: 'f'.repeat(32) })
		put(store, first, foreign)
		const state = await journal.load()
		expect(names(state.heads)).toEqual([first.name])
		expect(state.foreign).toEqual([foreign.name])
	})

	it('stops at a revision of a newer format, and says which', async () => {
		const { store, journal } = setUp()
		put(store, first)
		const newer = new TextEncoder().encode(new TextDecoder().decode(second.bytes).replace('"format":1', '"format":2'))
		const name = revisionName(2, newer)
		store.files.set(`${name}.inventory`, newer)
		await expect(journal.load()).rejects.toMatchObject({ code: 'unsupported-version', detail: { file: name } })
	})

	it('lists again when a file was pruned since the listing', async () => {
		const { store, journal } = setUp()
		put(store, first, second)
		store.faults.push({ on: 'read', code: 'gone' })
		const state = await journal.load()
		expect(names(state.heads)).toEqual([second.name])
		expect(store.calls.filter((call) => call === 'list')).toHaveLength(2)
	})

	it('reports a file that stays listed and cannot be had', async () => {
		const { store, journal } = setUp()
		put(store, first, second)
		store.faults.push({ on: 'read', code: 'gone' }, { on: 'read', code: 'gone' }, { on: 'read', code: 'gone' })
		const state = await journal.load()
		expect(names(state.heads)).toEqual([first.name])
		expect(state.damaged).toEqual([second.name])
	})

	it('passes on what the store refuses', async () => {
		const { store, journal } = setUp()
		put(store, first)
		store.faults.push({ on: 'read', code: 'session-expired' })
		await expect(journal.load()).rejects.toMatchObject({ code: 'session-expired' })
		store.missing = true
		await expect(journal.load()).rejects.toMatchObject({ code: 'gone' })
	})

	it('forgets a revision that is no longer there', async () => {
		const { store, journal } = setUp()
		put(store, first, second)
		await journal.load()
		store.files.delete(`${second.name}.inventory`)
		expect(names((await journal.load()).heads)).toEqual([first.name])
	})
})

describe('a history longer than the list of ancestors', () => {
	const all: Revision[] = [revision('root')]
	for (let step = 1; step < 700; step += 1) {
		all.push(revision(`r${step}`, ...all.slice(-1)))
	}
	const last = all.slice(-1)

	it('has one head, found in a few reads', async () => {
		const { store, journal } = setUp()
		put(store, ...all)
		expect(names((await journal.load()).heads)).toEqual(names(last))
		expect(reads(store)).toBeLessThanOrEqual(5)
	})

	it('keeps apart a branch that nobody merged', async () => {
		const { store, journal } = setUp()
		const late = revision('late', ...all.slice(10, 11))
		put(store, ...all, late)
		expect(names((await journal.load()).heads)).toEqual([...names(last), late.name])
		const input = await journal.mergeInput((await journal.load()).heads)
		expect([...input.bases.keys()]).toEqual(names(all.slice(10, 11)))
		expect(input.heads.map(({ ancestors }) => ancestors)).toEqual([names(all.slice(10, 11)), names(all.slice(10, 11))])
	})

	it('remembers that a late branch was merged', async () => {
		const { store, journal } = setUp()
		const late = revision('late', ...all.slice(10, 11))
		const after: Revision[] = [revision('merge', ...last, late)]
		for (let step = 0; step < 5; step += 1) {
			after.push(revision(`after${step}`, ...after.slice(-1)))
		}
		put(store, ...all, late, ...after)
		expect(names((await journal.load()).heads)).toEqual(names(after.slice(-1)))
	})
})

describe('what a merge needs', () => {
	const root = revision('root')
	const fork = revision('fork', root)
	const left = revision('left', fork)
	const right = revision('right', fork)

	it('passes over a damaged base for an older one', async () => {
		const { store, journal } = setUp()
		put(store, root, fork, left, right)
		store.files.set(`${fork.name}.inventory`, fork.bytes.slice(1))
		const input = await journal.mergeInput((await journal.load()).heads)
		expect([...input.bases.keys()]).toEqual([root.name])
	})

	it('has no base when none is kept', async () => {
		const { store, journal } = setUp()
		put(store, left, right)
		const { heads } = await journal.load()
		expect(journal.bases(heads)).toEqual([])
		expect((await journal.mergeInput(heads)).bases.size).toBe(0)
	})

	it('gives the links between a revision seen before and the heads', async () => {
		const { store, journal } = setUp()
		const next = revision('next', left, right)
		const after = revision('after', next)
		put(store, root, fork, left, right, next, after)
		const { heads } = await journal.load()
		expect(journal.links(fork.name, heads)).toEqual([next.name, ...[left.name, right.name].sort().reverse(), fork.name])
	})

	it('reads one revision, or says why not', async () => {
		const { store, journal } = setUp()
		put(store, root, fork)
		store.files.set(`${fork.name}.inventory`, new Uint8Array())
		await journal.load()
		expect((await journal.read(root.name)).bytes).toEqual(root.bytes)
		await expect(journal.read(fork.name)).rejects.toMatchObject({ code: 'altered' })
		await expect(journal.read(left.name)).rejects.toMatchObject({ code: 'gone' })
	})
})

describe('appending', () => {
	const first = revision('first')

	it('stores the bytes under their name', async () => {
		const { store, journal } = setUp()
		expect(await journal.append(first.name, first.bytes)).toBe('created')
		expect(store.files.get(`${first.name}.inventory`)).toEqual(first.bytes)
		expect(await journal.append(first.name, first.bytes)).toBe('already')
	})

	it('refuses bytes that it would not read back', async () => {
		const { store, journal } = setUp()
		const junk = new Uint8Array([1, 2, 3])
		await expect(journal.append(revisionName(1, junk), junk)).rejects.toBeInstanceOf(TrousseauError)
		await expect(journal.append(revisionName(1, junk), first.bytes)).rejects.toMatchObject({ code: 'invalid' })
		expect(store.calls).toEqual([])
	})

	it('shows a revision written at the same time as another head', async () => {
		const { store, journal } = setUp()
		await journal.append(first.name, first.bytes)
		const mine = revision('mine', first)
		const theirs = revision('theirs', first)
		put(store, theirs)
		await journal.append(mine.name, mine.bytes)
		expect(names((await journal.load()).heads)).toEqual([mine.name, theirs.name].sort().reverse())
	})

	it('removes what a pruning plan gives', async () => {
		const { store, journal } = setUp()
		const second = revision('second', first)
		put(store, first, second)
		await journal.load()
		await journal.remove(first.name)
		expect((await journal.load()).names).toEqual([second.name])
		store.faults.push({ on: 'remove', code: 'busy' })
		await expect(journal.remove(second.name)).rejects.toMatchObject({ code: 'busy' })
	})
})
