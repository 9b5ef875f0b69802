// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { Revision } from './lineage.ts'

import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../domain/errors.ts'
import { decodeInventory } from './inventory-revision.ts'
import { Journal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { openingInput, openInSteps } from './opening.ts'
import { acceptDocument, inventoryRevision, NOTEBOOK, withTools } from './testing.ts'

const revision = (mark: string, ...parents: readonly Revision[]): Revision => inventoryRevision(withTools({ a: { mark } }), parents)
const names = (revisions: readonly Revision[]): readonly string[] => revisions.map(({ name }) => name)

const root = revision('root')
const second = revision('second', root)
const third = revision('third', second)
const left = revision('left', third)
const right = revision('right', third)

function setUp(...revisions: readonly Revision[]) {
	const store = new MemoryStore()
	const put = (...more: readonly Revision[]): void => more.forEach(({ name, bytes }) => store.files.set(`${name}.inventory`, bytes))
	const damage = ({ name, bytes }: Revision): void => {
		store.files.set(`${name}.inventory`, bytes.slice(0, 30))
	}
	/** Reading this one fails from now on, though it is listed. */
	const fail = ({ name }: Revision, code: ErrorCode): void => {
		const read = store.read.bind(store)
		store.read = (file) => (file.startsWith(name) ? Promise.reject(new TrousseauError(code)) : read(file))
	}
	put(...revisions)
	const journal = new Journal({
		store,
		extension: 'inventory',
		maxBytes: 100_000,
		readHeader: (bytes) => decodeInventory(bytes, NOTEBOOK, acceptDocument).meta,
		retry: { sleep: () => Promise.resolve() },
	})
	const open = (seen: readonly Revision[] = [], acceptOlder = false) => openingInput(journal, { seen: names(seen), acceptOlder })
	/** Opens in steps; the judge asks for at least this many revisions beside the heads, and records its input. */
	const openWith = async (seen: readonly Revision[], wanted: number) => {
		const given: (readonly [beside: number, partial: boolean])[] = []
		await openInSteps(journal, { seen: names(seen), acceptOlder: false }, async ({ others }, partial) => {
			given.push([others.length, partial])
			if (partial && others.length < wanted) {
				throw new TrousseauError('not-allowed')
			}
		})
		return given
	}
	return { store, put, damage, fail, open, openWith }
}

describe('what opening needs', () => {
	it('is one head when nothing was seen before', async () => {
		const { open, store } = setUp(root, second, third)
		const { heads, others } = await open()
		expect([names(heads), names(others)]).toEqual([[third.name], []])
		expect(store.calls).toHaveLength(2)
	})

	it('is what lies between what was seen and the head', async () => {
		const { open } = setUp(root, second, third, left)
		expect(names((await open([second])).others)).toEqual([third.name, second.name])
		expect(names((await open([left])).others)).toEqual([])
	})

	it('is the nearest common ancestor of two heads, or the next older one when it is damaged or pruned', async () => {
		const whole = setUp(root, second, third, left, right)
		expect(names((await whole.open()).others)).toEqual([third.name])
		const { open, damage, store } = setUp(root, second, left, right)
		damage(third)
		expect(names((await open()).others)).toEqual([second.name])
		store.files.delete(`${second.name}.inventory`)
		expect(names((await open()).others)).toEqual([root.name])
	})

	it('is the whole of a branch that left before what was seen, down to where it left, whatever the order of names', async () => {
		const branch = revision('branch', second)
		const tip = revision('tip', branch)
		const merged = revision('merged', left, tip)
		for (const onTop of [[merged], [left, tip]]) {
			const { open } = setUp(root, second, third, left, branch, tip, ...onTop.filter((head) => head === merged))
			for (const seen of [[third], [third, ...onTop]]) {
				const { heads, others } = await open(seen)
				expect([...names(heads)].sort()).toEqual([...names(onTop)].sort())
				expect(names(others)).toEqual(expect.arrayContaining([...names([branch, second])]))
				expect(names(others)).not.toContain(root.name)
			}
		}
	})

	it('goes down to what a branch began from that was merged since', async () => {
		const side = revision('side', root)
		const longer = revision('longer', side)
		const merge = revision('merge', third, longer)
		const { open, store } = setUp(root, second, third, side, longer, merge)
		const wanted = [third, longer, side, root].map(({ name }) => name).sort()
		expect([...names((await open([third])).others)].sort()).toEqual(wanted)
		const reads = store.calls.length
		expect([...names((await open([third, second])).others)].sort()).toEqual([...wanted, second.name].sort())
		expect(store.calls).toHaveLength(reads + 2)
		store.files.delete(`${side.name}.inventory`)
		expect([...names((await open([third])).others)].sort()).toEqual([third.name, longer.name].sort())
	})

	it('is what shows where a branch left that is older than any list', async () => {
		const line = Array.from({ length: 300 }).reduce<readonly Revision[]>((all, _, index) => [...all, revision(`of ${index}`, ...all.slice(-1))], [second])
		const [top, late] = [line.at(-1) as Revision, revision('late', second)]
		const oldest = top.meta.ancestors.at(-1) as string
		const { open } = setUp(root, second, ...line, late)
		// The oldest that the top lists is the link; the base of the merge is found by it too.
		expect([...names((await open([top])).others)].sort()).toEqual([second.name, oldest])
		const again = setUp(root, second, ...line, late)
		again.damage(line.find(({ name }) => name === oldest) as Revision)
		expect([...names((await again.open([top])).others)].sort()).toEqual([second.name, top.meta.ancestors.at(-2)])
	})

	it('goes down to what the older of two memories needs', async () => {
		const side = revision('side', root)
		const merge = revision('merge', second, side)
		const { open } = setUp(root, second, side, merge, revision('next', merge))
		expect([...names((await open([second, merge])).others)].sort()).toEqual([root, second, side, merge].map(({ name }) => name).sort())
	})

	it('leaves out links that are damaged, or were pruned since the listing', async () => {
		const { open, damage, fail } = setUp(root, second, third, left)
		damage(third)
		fail(root, 'gone')
		expect(names((await open([root])).others)).toEqual([second.name])
	})

	it('passes on that the line was cut, instead of judging with less', async () => {
		const { open, fail } = setUp(root, second, third)
		fail(second, 'offline')
		await expect(open([root])).rejects.toMatchObject({ code: 'offline' })
	})
})

describe('opening in steps', () => {
	const line = Array.from({ length: 100 }).reduce<readonly Revision[]>((all, _, index) => [...all, revision(`of ${index}`, ...all.slice(-1))], [])
	const [first] = line as readonly [Revision]

	it('reads what was seen, all that was written since, and nothing else while the judge is content', async () => {
		const { openWith, store } = setUp(...line)
		expect(await openWith([line.at(-40) as Revision], 0)).toEqual([[39, true]])
		expect(store.calls).toHaveLength(1 + 1 + 39)
		expect(await setUp(...line).openWith([first], 0)).toEqual([[99, false]])
		const last = line.at(-1) as Revision
		expect(await setUp(...line).openWith([last], 0)).toEqual([[0, true]])
		expect(await setUp(...line).openWith([line.at(-4) as Revision], 0)).toEqual([[3, true]])
	})

	it('reads all that the heads list where this is not enough, once', async () => {
		const { openWith, store } = setUp(...line)
		expect(await openWith([line.at(-40) as Revision], 60)).toEqual([[39, true], [99, false]])
		expect(store.calls).toHaveLength(1 + 1 + 99)
	})

	it('says that nothing more can be read when that is so', async () => {
		expect(await setUp(root, second).openWith([root], 9)).toEqual([[1, false]])
		expect(await setUp(root, second).openWith([], 9)).toEqual([[0, false]])
	})

	it('reads what stands beside the common line of several heads, however old', async () => {
		const [fourth, fifth] = [revision('fourth', left), revision('fifth', revision('fourth', left))]
		const { openWith } = setUp(root, second, third, left, fourth, fifth, right)
		expect(await openWith([fifth], 0)).toEqual([[3, true]])
	})

	it('passes on every other refusal at once', async () => {
		const { store } = setUp(...line)
		const journal = new Journal({ store, extension: 'inventory', maxBytes: 100_000, readHeader: (bytes) => decodeInventory(bytes, NOTEBOOK, acceptDocument).meta })
		await expect(openInSteps(journal, { seen: [first.name], acceptOlder: false }, () => Promise.reject(new TrousseauError('rolled-back')))).rejects.toMatchObject({ code: 'rolled-back' })
		expect(store.calls).toHaveLength(1 + 1 + 99)
	})
})

describe('a damaged file', () => {
	it('above every head stops the opening, and says which one can be read', async () => {
		const { open, damage } = setUp(root, second)
		damage(third)
		await expect(open()).rejects.toMatchObject({ code: 'altered', detail: { file: third.name, previous: second.name } })
		expect(names((await open([], true)).heads)).toEqual([second.name])
	})

	it('beside a head is reported, and stops nobody: a body was cut on its way and went again', async () => {
		const { open, damage } = setUp(root, second, third, left)
		damage(right)
		const { heads, damaged } = await open()
		expect([names(heads), damaged]).toEqual([[left.name], [right.name]])
	})

	it('that was seen whole before stops the opening wherever it stands', async () => {
		const { open, damage } = setUp(root, second, third, left)
		damage(right)
		await expect(open([right])).rejects.toMatchObject({ code: 'altered', detail: { file: right.name } })
	})

	it('alone cannot be accepted', async () => {
		const { open, damage } = setUp()
		damage(root)
		await expect(open([], true)).rejects.toMatchObject({ code: 'altered', detail: { previous: '' } })
	})

	it('of another notebook is told apart', async () => {
		const { open, put } = setUp(root)
		const foreign = inventoryRevision(withTools({}), [root], { notebookId: 'f'.repeat(32) })
		put(foreign)
		await expect(open()).rejects.toMatchObject({ code: 'wrong-notebook', detail: { file: foreign.name } })
	})
})
