// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { listsOf, NOTEBOOK, person, sealAs, VAULT } from '../../tests/unit/vault-people.ts'
import type { RevisionChoices, TestPerson } from '../../tests/unit/vault-people.ts'
import type { Pin } from './identity.ts'
import type { Member, MemberLists } from './model.ts'
import { openVault, pinOf } from './opening.ts'
import type { VaultState } from './opening.ts'
import { nextMeta } from './revision.ts'
import type { NamedFile } from './revision.ts'
import { loadSodium } from './sodium.ts'
import { openVaultFile } from './vault.ts'
import type { OpenedVault } from './vault.ts'

const PLACE = { notebook: NOTEBOOK, vault: VAULT }
const AT = '2026-11-22T12:00:00.000Z'

let anna: TestPerson
let bruno: TestPerson
let chloe: TestPerson
let eve: TestPerson

beforeAll(async () => {
	await loadSodium()
	anna = person(1)
	bruno = person(2, 'writer')
	chloe = person(3, 'reader')
	eve = person(6)
})

/** A sealed revision and what its author opens of it. */
interface Written {
	readonly file: NamedFile
	readonly opened: OpenedVault
}

function write(author: TestPerson, lists: MemberLists, parents: readonly Written[] = [], choices: Partial<RevisionChoices> = {}): Written {
	const file = sealAs(author, { lists, parents: parents.map(({ opened }) => opened), ...choices })
	return { file, opened: openVaultFile(file, PLACE, anna.keys) }
}

/** A vault begun by Anna alone, then opened by her to others. */
const begin = (lists: MemberLists): Written => write(anna, lists, [write(anna, listsOf(anna))])

const as = (someone: TestPerson, change: Partial<Member>): TestPerson => ({ ...someone, member: { ...someone.member, ...change } as Member })
function without(lists: MemberLists, ...people: readonly TestPerson[]): MemberLists {
	return {
		members: Object.fromEntries(Object.entries(lists.members).filter(([id]) => people.every((someone) => someone.id !== id))),
		removed: Object.fromEntries(people.map(({ id }) => [id, { at: AT, label: 'x' }])),
	}
}

interface Seen {
	readonly pin?: Pin
	readonly current?: VaultState
	readonly acceptOlder?: boolean
	readonly others?: readonly Written[]
	readonly reader?: TestPerson
}

function open(heads: readonly Written[], seen: Seen = {}): VaultState {
	return openVault({
		...PLACE,
		heads: heads.map(({ file }) => file),
		others: (seen.others ?? []).map(({ file }) => file),
		current: seen.current ?? null,
		pin: seen.pin ?? null,
		acceptOlder: seen.acceptOlder ?? false,
	}, (seen.reader ?? anna).keys)
}

const code = (name: string, revision?: Written): Error => expect.objectContaining(revision === undefined ? { code: name } : { code: name, detail: { revision: revision.file.name } }) as unknown as Error

describe('the first opening', () => {
	it('believes a member who may write, whose signature holds', () => {
		const first = begin(listsOf(anna, bruno))
		const second = write(bruno, listsOf(anna, bruno), [first])
		expect(open([second]).me).toBe(anna.id)
		expect(open([second], { others: [first] }).lists).toEqual(listsOf(anna, bruno))
	})

	it('refuses a reader, somebody outside the list and a false signature', () => {
		const first = begin(listsOf(anna, bruno, chloe))
		expect(() => open([write(chloe, listsOf(anna, bruno, chloe), [first])])).toThrow(code('not-allowed'))
		expect(() => open([write(eve, listsOf(anna, bruno), [first])])).toThrow(code('not-allowed'))
		expect(() => open([write(bruno, listsOf(anna, bruno, chloe), [first], { signer: eve.keys })])).toThrow(code('bad-signature'))
		expect(() => open([write(bruno, listsOf(bruno, anna))])).toThrow(code('not-allowed'))
	})
})

describe('from what is remembered', () => {
	it('refuses a head that does not descend from it, unless the person asks', () => {
		const first = begin(listsOf(anna))
		const second = write(anna, listsOf(anna), [first])
		const pin = pinOf(open([second]), AT)
		expect(() => open([first], { pin })).toThrow(code('rolled-back', second))
		expect(open([first], { pin, acceptOlder: true }).heads.map(({ name }) => name)).toEqual([first.file.name])
		const fork = write(anna, listsOf(anna), [first], { at: AT })
		expect(() => open([fork], { pin, others: [first] })).toThrow(code('rolled-back'))
		expect(open([second, fork], { pin, others: [first] }).heads).toHaveLength(2)
	})

	it('follows the parents when they are at hand, and the same lists when they are not', () => {
		const first = begin(listsOf(anna, bruno))
		const pin = pinOf(open([first]), AT)
		const second = write(bruno, listsOf(anna, bruno), [first])
		const third = write(bruno, listsOf(anna, bruno), [second])
		expect(open([third], { pin }).heads).toHaveLength(1)
		const more = write(anna, listsOf(anna, bruno, chloe), [third])
		expect(() => open([more], { pin })).toThrow(code('not-allowed', more))
		expect(() => open([more], { pin, others: [first, second] })).toThrow(code('not-allowed', more))
		expect(Object.keys(open([more], { pin, others: [first, second, third] }).lists.members)).toHaveLength(3)
	})

	it('refuses a writer who changes members, whatever stands in between', () => {
		const first = begin(listsOf(anna, bruno))
		const pin = pinOf(open([first]), AT)
		const bad = write(bruno, listsOf(anna, bruno, eve), [first])
		expect(() => open([bad], { pin, others: [first] })).toThrow(code('not-allowed', bad))
		const after = write(eve, listsOf(anna, bruno, eve), [bad])
		expect(() => open([after], { pin, others: [first, bad] })).toThrow(code('not-allowed', bad))
		expect(() => open([after], { pin, others: [bad] })).toThrow(code('not-allowed', bad))
		expect(() => open([after], { pin })).toThrow(code('not-allowed', after))
	})

	it('refuses members smuggled in through a false ancestor', () => {
		const first = begin(listsOf(anna, bruno))
		const bogus = write(bruno, listsOf(anna, bruno, eve), [first])
		const liar = write(bruno, listsOf(anna, bruno), [first])
		const pinOfFirst = pinOf(open([first]), AT)
		const meta = nextMeta([liar.opened])
		// The writer says that the bogus revision is an ancestor of an honest-looking one.
		const seen = write(bruno, listsOf(anna, bruno), [liar], { meta: { ...meta, ancestors: [bogus.file.name, ...meta.ancestors].sort().reverse() } })
		expect(() => open([seen], { pin: pinOfFirst, others: [first, liar] })).toThrow(code('not-allowed', seen))
		const pin = pinOf(open([seen], { pin: pinOfFirst }), AT)
		const merge = write(bruno, listsOf(anna, bruno, eve), [seen, bogus])
		expect(() => open([merge], { pin, others: [first, seen, bogus] })).toThrow(code('not-allowed', bogus))
	})

	it('refuses a key smuggled in through a false ancestor', () => {
		const first = begin(listsOf(anna, bruno))
		const bogus = write(bruno, listsOf(anna, bruno), [first], { epoch: 9, key: new Uint8Array(32).fill(9) })
		const meta = nextMeta([write(bruno, listsOf(anna, bruno), [first]).opened])
		const seen = write(bruno, listsOf(anna, bruno), [first], { meta: { ...meta, ancestors: [bogus.file.name, ...meta.ancestors].sort().reverse() } })
		const pin = pinOf(open([seen]), AT)
		const merge = write(bruno, listsOf(anna, bruno), [bogus, seen])
		expect(() => open([merge], { pin, others: [first, seen, bogus] })).toThrow(code('not-allowed', bogus))
	})

	it('believes a branch that began before what is remembered, when nobody in it is unknown', () => {
		const first = begin(listsOf(anna, bruno))
		const keeper = write(anna, listsOf(anna, bruno, chloe), [first])
		const writer = write(bruno, listsOf(anna, bruno), [first], { at: AT })
		const pin = pinOf(open([keeper]), AT)
		const state = open([keeper, writer], { pin, others: [first] })
		expect(Object.keys(state.lists.members)).toHaveLength(3)
		expect(() => open([keeper, writer], { pin })).toThrow(code('not-allowed', writer))
	})

	it('does not merge in silence a branch of somebody whom another branch removed', () => {
		const first = begin(listsOf(anna, bruno))
		const removal = write(anna, without(listsOf(anna, bruno), bruno), [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const branch = write(bruno, listsOf(anna, bruno), [first], { at: AT })
		for (const seen of [{ pin: pinOf(open([removal]), AT) }, { current: open([removal]) }, { pin: pinOf(open([first]), AT) }, {}]) {
			expect(() => open([removal, branch], { ...seen, others: [first] })).toThrow(code('not-allowed', branch))
		}
		expect(open([removal], { pin: pinOf(open([first]), AT), others: [first] }).lists.removed).toHaveProperty(bruno.id)
		expect(() => open([removal], { reader: bruno })).toThrow(code('not-a-member'))
	})

	it('does not accept another beginning', () => {
		const first = begin(listsOf(anna))
		const other = write(eve, listsOf(eve, anna))
		expect(() => open([first, other], { pin: pinOf(open([first]), AT) })).toThrow(code('not-allowed', other))
		const again = write(anna, listsOf(anna), [], { at: AT })
		expect(open([again]).heads).toHaveLength(1)
		expect(() => open([first, again], { pin: pinOf(open([first]), AT) })).toThrow(code('not-allowed', again))
	})

	it('refuses a remembered head whose lists are not those remembered', () => {
		const first = begin(listsOf(anna))
		expect(() => open([first], { pin: { ...pinOf(open([first]), AT), members: '0'.repeat(64) } })).toThrow(code('altered', first))
	})

	it('believes the same lists more than 256 revisions later, and only these', () => {
		const names = Array.from({ length: 300 }, (_, index) => `${String(index + 1).padStart(8, '0')}-${'0'.repeat(32)}`)
		const late = (lists: MemberLists): Written => write(anna, lists, [], { epoch: 1, meta: { number: 301, parents: [names[299] as string], ancestors: names.slice(44).reverse() } })
		const first = begin(listsOf(anna, bruno))
		const pin = pinOf(open([first]), AT)
		expect(open([late(listsOf(anna, bruno))], { pin }).heads).toHaveLength(1)
		expect(() => open([late(listsOf(anna, bruno, eve))], { pin })).toThrow(code('not-allowed'))
		const near = write(anna, listsOf(anna, bruno), [], { meta: { number: 201, parents: [names[199] as string], ancestors: names.slice(0, 200).reverse() } })
		expect(() => open([near], { pin })).toThrow(code('rolled-back', first))
	})
})

describe('a branch from before the last 256 revisions', () => {
	const names = Array.from({ length: 300 }, (_, index) => `${String(index + 1).padStart(8, '0')}-${'0'.repeat(32)}`)

	it('can be merged, and does not hide how far its merge is from what is remembered', () => {
		const first = begin(listsOf(anna, bruno))
		const branch = write(bruno, listsOf(anna, bruno), [first], { at: AT })
		const later = write(anna, listsOf(anna, bruno), [], { meta: { number: 301, parents: [names[299] as string], ancestors: names.slice(44).reverse() } })
		const meta = nextMeta([branch.opened, later.opened])
		expect([meta.number, meta.ancestors.length, meta.ancestors.at(-1)]).toEqual([302, 256, branch.file.name])
		const merge = write(anna, listsOf(anna, bruno), [branch, later])
		expect(open([merge], { others: [branch, later] }).heads).toHaveLength(1)
		const forgotten = write(anna, listsOf(anna, bruno), [], { meta: { number: 20, parents: [names[18] as string], ancestors: names.slice(0, 19).reverse() } })
		expect(open([merge], { pin: pinOf(open([forgotten]), AT) }).heads).toHaveLength(1)
	})
})

describe('two heads', () => {
	it('merge the same for who still remembers their ancestor as for who never saw it', () => {
		const first = begin(listsOf(anna, bruno))
		const content = (label: string) => ({ collections: { credentials: {}, later: { a: { label } } }, schema: 1 as const })
		const base = write(anna, listsOf(anna, bruno), [first], { content: content('was') })
		const one = write(anna, listsOf(anna, bruno), [base], { content: content('new') })
		const two = write(bruno, listsOf(anna, bruno), [base], { content: content('was'), at: AT })
		const current = open([base])
		expect(open([one, two], { current }).content).toEqual(open([one, two]).content)
		expect(open([one, two], { current, others: [base] }).content.collections.later).toEqual({ a: { label: 'new' } })
	})

	it('merge to the union of their members, by the least role', () => {
		const first = begin(listsOf(anna, bruno))
		const one = write(anna, listsOf(anna, bruno, chloe), [first])
		const two = write(anna, listsOf(anna, as(bruno, { role: 'reader' })), [first], { at: AT })
		const state = open([one, two], { pin: pinOf(open([first]), AT), others: [first] })
		expect(state.lists.members[bruno.id]?.role).toBe('reader')
		expect(state.lists.members).toHaveProperty(chloe.id)
	})
})
