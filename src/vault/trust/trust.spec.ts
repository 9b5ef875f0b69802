// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { as, AT, open as openSome, without, write } from '../../../tests/support/vault-chains.ts'
import type { Written } from '../../../tests/support/vault-chains.ts'
import { listsOf, person } from '../../../tests/support/vault-people.ts'
import type { TestPerson } from '../../../tests/support/vault-people.ts'
import { nextMeta } from '../../domain/lineage/ancestry.ts'
import { loadSodium } from '../file/sodium.ts'
import type { Pin } from '../keys/identity.ts'
import type { MemberLists } from '../model.ts'
import { pinOf } from '../opening.ts'
import type { VaultOpeningInput, VaultState } from '../opening.ts'

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

/** A vault begun by Anna alone, then opened by her to others. */
const begin = (lists: MemberLists): Written => write(anna, lists, [write(anna, listsOf(anna))])

interface Seen extends Partial<Omit<VaultOpeningInput, 'others'>> {
	readonly others?: readonly Written[]
	readonly reader?: TestPerson
}

const open = (heads: readonly Written[], { others, reader, ...more }: Seen = {}): VaultState => openSome(heads, others, more, reader)

const code = (name: string, revision?: Written): Error => expect.objectContaining(revision === undefined ? { code: name } : { code: name, detail: expect.objectContaining({ revision: revision.file.name }) as object }) as unknown as Error

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
		const last = write(bruno, listsOf(anna, bruno, chloe), [more])
		expect(() => open([last], { pin })).toThrow(code('not-allowed', last))
		expect(() => open([last], { pin, others: [first, second, third] })).toThrow(code('not-allowed', last))
		const state = open([last], { pin, others: [first, second, third, more] })
		expect(Object.keys(state.lists.members)).toHaveLength(3)
		expect(state.notices).toEqual([])
	})

	it('takes the word of a keeper known then when what stands between is not at hand, and says so', () => {
		const first = begin(listsOf(anna, bruno))
		const second = write(bruno, listsOf(anna, bruno), [first])
		const more = write(anna, listsOf(anna, bruno, chloe), [second])
		for (const seen of [{ pin: pinOf(open([first]), AT) }, { current: open([first]) }]) {
			expect(open([more], seen).notices).toEqual([{ kind: 'long-absence' }])
			expect(open([more], { ...seen, others: [second] }).notices).toEqual([])
		}
		const pin = pinOf(open([first]), AT)
		// A different key under a keeper's id; a head whose author was not a keeper then; a head that does not follow.
		const impostor: TestPerson = { ...eve, id: anna.id }
		const forged = write(impostor, { members: { [anna.id]: eve.member, [bruno.id]: bruno.member, [chloe.id]: anna.member }, removed: {} }, [second])
		expect(() => open([forged], { pin })).toThrow(code('not-allowed', forged))
		const promoted = as(bruno, { role: 'keeper' })
		const risen = write(promoted, listsOf(anna, promoted, chloe), [second])
		expect(() => open([risen], { pin })).toThrow(code('not-allowed', risen))
		const { keepers: _gone, ...old } = pin
		expect(() => open([more], { pin: old as Pin })).toThrow(code('not-allowed', more))
		const beside = write(anna, listsOf(anna, bruno, chloe), [begin(listsOf(anna, bruno))], { at: AT })
		expect(() => open([first, beside], { pin })).toThrow(code('not-allowed', beside))
	})

	it('catches, by the name that the browser remembers, a server that rolled both journals back together', () => {
		const first = begin(listsOf(anna))
		const second = write(anna, listsOf(anna), [first])
		const pin = pinOf(open([first]), AT)
		expect(open([second], { pin, browserPin: second.file.name }).notices).toEqual([])
		expect(() => open([first], { pin, browserPin: second.file.name })).toThrow(code('rolled-back', second))
		expect(() => open([first], { browserPin: second.file.name })).toThrow(code('rolled-back', second))
		expect(open([first], { pin, browserPin: second.file.name, acceptOlder: true }).notices).toEqual([{ kind: 'older-accepted', revision: second.file.name }])
	})

	it('leaves aside a head sealed to others, and says so', () => {
		const first = begin(listsOf(anna, bruno))
		const removal = write(anna, without(listsOf(anna, bruno), bruno), [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const branch = write(anna, listsOf(anna, bruno), [first], { at: AT })
		const state = open([removal, branch], { reader: bruno, others: [first] })
		expect(state.heads.map(({ name }) => name)).toEqual([branch.file.name])
		expect(state.notices).toEqual([{ kind: 'waiting-for-key', revisions: [removal.file.name] }])
	})

	it('takes what leads back to nothing known as if it were not supplied', () => {
		const lists = listsOf(anna, bruno)
		const first = begin(lists)
		const pin = pinOf(open([first]), AT)
		const invitation = person(4, 'writer', 'invitation')
		const invitations = [{ kdf: { memory: 67_108_864, passes: 3, salt: '0'.repeat(32) }, slot: invitation.member.slot }]
		const invited = write(anna, listsOf(anna, bruno, invitation), [first], { invitations })
		// By an invitation, unknown to a reader who remembers only the first revision, and whose own parent was pruned.
		const accepted = write(invitation, without(listsOf(anna, bruno, as(chloe, { role: 'writer', invitedBy: invitation.id }), invitation), invitation), [invited])
		const above = write(anna, accepted.opened.lists, [accepted])
		for (const others of [[accepted], []]) {
			const state = open([above], { pin, others })
			expect(state.heads.map(({ name }) => name)).toEqual([above.file.name])
			expect(state.notices).toMatchObject([{ kind: 'long-absence' }])
		}
		expect(() => open([accepted], { pin })).toThrow(code('not-allowed', accepted))
		const byWriter = write(as(chloe, { role: 'writer' }), above.opened.lists, [accepted])
		expect(() => open([byWriter], { pin, others: [accepted] })).toThrow(code('not-allowed', byWriter))
	})

	it('refuses a ladder that leads back to nothing known without climbing every way down', () => {
		const first = begin(listsOf(anna, bruno))
		const pin = pinOf(open([first]), AT)
		const strangers = listsOf(anna, eve)
		let rung = [write(eve, strangers, [write(eve, strangers)])]
		const ladder: Written[] = []
		for (let height = 0; height < 40; height += 1) {
			rung = ['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:01.000Z'].map((at) => write(eve, strangers, rung, { at }))
			ladder.push(...rung)
		}
		const top = write(eve, strangers, [first, ...rung])
		expect(() => open([top], { pin, others: [first, ...ladder] })).toThrow(code('not-allowed', top))
	})

	it('refuses a writer who changes members, whatever stands in between', () => {
		const first = begin(listsOf(anna, bruno))
		const pin = pinOf(open([first]), AT)
		const bad = write(bruno, listsOf(anna, bruno, eve), [first])
		expect(() => open([bad], { pin, others: [first] })).toThrow(code('not-allowed', bad))
		const after = write(eve, listsOf(anna, bruno, eve), [bad])
		expect(() => open([after], { pin, others: [first, bad] })).toThrow(code('not-allowed', bad))
		expect(() => open([after], { pin, others: [bad] })).toThrow(code('not-allowed', after))
		expect(() => open([after], { pin })).toThrow(code('not-allowed', after))
	})

	it('refuses members smuggled in through a false ancestor', () => {
		const first = begin(listsOf(anna, bruno))
		const bogus = write(bruno, listsOf(anna, bruno, eve), [first])
		const liar = write(bruno, listsOf(anna, bruno), [first])
		const pinOfFirst = pinOf(open([first]), AT)
		const meta = nextMeta([liar.opened])
		// The writer claims that the bogus revision is an ancestor of an honest-looking one.
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
			const state = open([removal, branch], { ...seen, others: [first] })
			expect(state.heads.map(({ name }) => name)).toEqual([removal.file.name])
			expect(state.lists.members).not.toHaveProperty(bruno.id)
			expect(state.notices).toEqual([{ kind: 'branch-quarantined', loss: 'removed', revision: branch.file.name, at: AT, author: 'x', adds: [] }])
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
		const late = (lists: MemberLists, author = bruno): Written => write(author, lists, [], { epoch: 1, meta: { number: 301, parents: [names[299] as string], ancestors: names.slice(44).reverse() } })
		const first = begin(listsOf(anna, bruno))
		const pin = pinOf(open([first]), AT)
		expect(open([late(listsOf(anna, bruno))], { pin }).heads).toHaveLength(1)
		expect(() => open([late(listsOf(anna, bruno, eve))], { pin })).toThrow(code('not-allowed'))
		expect(open([late(listsOf(anna, bruno, eve), anna)], { pin }).notices).toEqual([{ kind: 'long-absence' }])
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

describe('branches that exclude one another', () => {
	const names = (state: VaultState): readonly string[] => state.heads.map(({ name }) => name)
	const kept = (...heads: readonly Written[]): readonly string[] => heads.map(({ file }) => file.name).sort()

	it('sets aside with a branch what an honest member wrote on top of it', () => {
		const first = begin(listsOf(anna, bruno, eve))
		const removal = write(anna, without(listsOf(anna, bruno, eve), bruno), [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const bad = write(bruno, listsOf(anna, bruno, eve), [first], { at: AT })
		const above = write(eve, listsOf(anna, bruno, eve), [bad])
		const pin = pinOf(open([first]), AT)
		const state = open([removal, above], { pin, others: [first, bad] })
		expect(names(state)).toEqual(kept(removal))
		expect(state.notices).toMatchObject([{ kind: 'branch-quarantined', revision: above.file.name }])
	})

	it('is decided by a keeper, not by a writer who merges', () => {
		const dora = person(8, 'writer')
		const lists = listsOf(anna, bruno, dora)
		const first = begin(lists)
		const key = new Uint8Array(32).fill(9)
		const removal = write(anna, without(lists, bruno), [first], { epoch: 2, key })
		const branch = write(bruno, lists, [first], { at: AT })
		const pin = pinOf(open([first]), AT)
		const others = [first, removal, branch]
		const byWriter = write(dora, without(lists, bruno), [removal, branch], { epoch: 2, key })
		expect(() => open([byWriter], { pin, others })).toThrow(code('forked'))
		const byKeeper = write(anna, without(lists, bruno), [removal, branch], { epoch: 2, key })
		expect(open([byKeeper], { pin, others }).notices).toEqual([])
		expect(names(open([removal, byWriter], { pin: pinOf(open([removal], { pin, others }), AT), others, follow: byWriter.file.name }))).toEqual(kept(removal, byWriter))
	})

	it('opens nothing by itself when two keepers removed one another, and follows the one that was seen or chosen', () => {
		const lists = listsOf(anna, eve, bruno)
		const first = begin(lists)
		const one = write(anna, without(lists, eve), [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const two = write(eve, without(lists, anna), [first], { epoch: 2, key: new Uint8Array(32).fill(8) })
		const reader = { reader: bruno, others: [first] }
		const pin = pinOf(open([first], reader), AT)
		expect(() => open([one, two], { ...reader, pin })).toThrow(code('forked'))
		expect(names(open([one, two], { ...reader, pin, follow: two.file.name }))).toEqual(kept(two))
		const seen = pinOf(open([one], { ...reader, pin }), AT)
		const state = open([one, two], { ...reader, pin: seen })
		expect(names(state)).toEqual(kept(one))
		expect(state.notices).toMatchObject([{ kind: 'branch-quarantined', revision: two.file.name, author: 'x' }])
	})

	it('lets the acceptance with the lowest name stand when one invitation was used twice', () => {
		const invitation = person(4, 'writer', 'invitation')
		const invitations = [{ kdf: { memory: 67_108_864, passes: 3, salt: '0'.repeat(32) }, slot: invitation.member.slot }]
		const first = write(anna, listsOf(anna, invitation), [write(anna, listsOf(anna))], { invitations })
		const used = (someone: TestPerson): Written => write(invitation, without(listsOf(anna, as(someone, { role: 'writer', invitedBy: invitation.id }), invitation), invitation), [first])
		const both = [used(bruno), used(chloe)].sort((a, b) => (a.file.name < b.file.name ? -1 : 1)) as [Written, Written]
		const pin = pinOf(open([first]), AT)
		const state = open(both, { pin, others: [first] })
		expect(names(state)).toEqual([both[0].file.name])
		expect(state.notices).toMatchObject([{ kind: 'branch-quarantined', revision: both[1].file.name, adds: [{ role: 'writer' }] }])
		const known = open([both[1]], { pin, others: [first] })
		expect(names(open(both, { current: known, others: [first] }))).toEqual([both[1].file.name])
		const cancelled = write(anna, without(listsOf(anna, invitation), invitation), [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		expect(names(open([cancelled, both[0]], { pin, others: [first] }))).toEqual([cancelled.file.name])
	})

	it('reports two histories that had gone on without one another', () => {
		const first = begin(listsOf(anna, bruno))
		const left = write(anna, listsOf(anna, bruno), [first])
		const right = write(bruno, listsOf(anna, bruno), [first], { at: AT })
		expect(open([left, right], { others: [first] }).notices).toEqual([])
		const leftEnd = write(anna, listsOf(anna, bruno), [left])
		expect(open([leftEnd, right], { others: [first, left] }).notices).toEqual([])
		const rightEnd = write(bruno, listsOf(anna, bruno), [right])
		expect(open([leftEnd, rightEnd], { others: [first, left, right] }).notices).toEqual([{ kind: 'split-met', revisions: kept(leftEnd, rightEnd) }])
	})
})
