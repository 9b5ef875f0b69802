// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { AT, open, write } from '../../../tests/support/vault-chains.ts'
import type { Written } from '../../../tests/support/vault-chains.ts'
import { listsOf, person } from '../../../tests/support/vault-people.ts'
import type { TestPerson } from '../../../tests/support/vault-people.ts'
import { loadSodium } from '../file/sodium.ts'
import type { MemberLists } from '../model.ts'
import { pinOf } from '../opening.ts'

/*
 * Judging with incomplete history: a verdict never depends on a revision that was not read, and never locks out the remaining members.
 */

let anna: TestPerson
let bruno: TestPerson
let eve: TestPerson

beforeAll(async () => {
	await loadSodium()
	anna = person(1)
	bruno = person(2, 'writer')
	eve = person(6)
})

const refused = expect.objectContaining({ code: 'not-allowed' }) as Error

/** One revision after another by the same person. */
function line(from: Written, length: number, lists: MemberLists): readonly Written[] {
	const written = [from]
	for (let index = 0; index < length; index += 1) {
		written.push(write(bruno, lists, written.slice(-1)))
	}
	return written.slice(1)
}

describe('while more can be read', () => {
	it('one line since what is remembered is not believed for its lists: who wrote it may have been removed meanwhile', () => {
		const lists = listsOf(anna, bruno)
		const first = write(anna, lists, [write(anna, listsOf(anna))])
		const pin = pinOf(open([first], []), AT)
		const between = line(first, 9, lists)
		const head = between.at(-1) as Written
		expect(() => open([head], [first], { pin, partial: true })).toThrow(refused)
		expect(() => open([head], [], { pin, partial: true })).toThrow(refused)
		expect(open([head], [first, ...between], { pin, partial: true }).notices).toEqual([])
		expect(open([head], [], { pin }).notices).toEqual([])
		const removal = write(anna, { members: listsOf(anna).members, removed: { [bruno.id]: { at: AT, label: 'x' } } }, [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const back = write(bruno, lists, [removal], { epoch: 2, key: new Uint8Array(32).fill(8) })
		expect(() => open([back], [first], { pin, partial: true })).toThrow(refused)
		expect(() => open([back], [first, removal], { pin, partial: true })).toThrow(refused)
		// Independent of the ancestors they claim.
		expect(() => open([write(bruno, lists, [write(bruno, lists, [removal])])], [first, removal], { pin })).toThrow(refused)
	})

	it('a branch in between, even one that began earlier, asks for more', () => {
		const lists = listsOf(anna, bruno)
		const root = write(anna, listsOf(anna))
		const first = write(anna, lists, [root])
		const second = write(anna, lists, [first])
		const pin = pinOf(open([second], []), AT)
		const beside = write(bruno, lists, [first], { at: AT })
		const merge = write(bruno, lists, [second, beside].sort((a, b) => (a.file.name < b.file.name ? -1 : 1)))
		const head = line(merge, 3, lists).at(-1) as Written
		expect(() => open([head], [second], { pin, partial: true })).toThrow(refused)
		expect(() => open([head], [], { pin, partial: true })).toThrow(refused)
		expect(open([head], [second], { pin }).notices).toEqual([])
	})

	it('the word of a keeper is not taken for what could be followed', () => {
		const first = write(anna, listsOf(anna, bruno), [write(anna, listsOf(anna))])
		const pin = pinOf(open([first], []), AT)
		const second = write(anna, listsOf(anna, bruno, eve), [first])
		const head = write(anna, listsOf(anna, bruno, eve), [second])
		expect(() => open([head], [first], { pin, partial: true })).toThrow(refused)
		expect(open([head], [first, second], { pin, partial: true }).notices).toEqual([])
		expect(open([head], [first], { pin }).notices).toEqual([{ kind: 'long-absence' }])
	})
})

describe('what nothing at hand proves', () => {
	it('counts as not at hand, also when its lists are remembered and its author is no longer in them, as after an invitation', () => {
		const first = write(anna, listsOf(anna, bruno, eve), [write(anna, listsOf(anna))])
		const entered = write(eve, listsOf(anna, bruno), [first])
		const seen = write(anna, listsOf(anna, bruno), [entered])
		const pin = pinOf(open([seen], []), AT)
		const head = write(bruno, listsOf(anna, bruno), [seen])
		// The pinned revision was pruned.
		const beside = write(anna, listsOf(anna, bruno), [entered], { at: AT })
		expect(open([head, beside], [entered], { pin })).toMatchObject({ heads: { length: 2 }, notices: [] })
		expect(() => open([write(bruno, listsOf(anna, bruno, eve), [entered])], [entered], { pin, acceptOlder: false })).toThrow()
	})

	it('is set aside, without shutting the vault, when another head has removed its author', () => {
		const first = write(anna, listsOf(anna, bruno), [write(anna, listsOf(anna))])
		const lists = { members: listsOf(anna).members, removed: { [bruno.id]: { at: AT, label: 'x' } } }
		const removal = write(anna, lists, [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const branch = write(bruno, listsOf(anna, bruno), [write(bruno, listsOf(anna, bruno), [first], { at: AT })])
		const current = open([removal], [])
		const state = open([removal, branch], [], { current })
		expect(state).toMatchObject({ heads: [{ name: removal.file.name }], quarantined: [{ author: bruno.id }], notices: [{ kind: 'branch-quarantined', revision: branch.file.name }] })
		expect(() => open([removal, branch], [], { current, partial: true })).toThrow(refused)
		const stranger = write(eve, listsOf(anna, bruno, eve), [branch])
		expect(() => open([removal, stranger], [], { current })).toThrow(refused)
	})
})
