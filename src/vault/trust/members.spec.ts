// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { person } from '../../../tests/support/vault-people.ts'
import type { TestPerson } from '../../../tests/support/vault-people.ts'
import { loadSodium } from '../file/sodium.ts'
import type { Member, MemberLists } from '../model.ts'
import { judge, judgeByOwnLists, judgeFirst, unite } from './members.ts'
import type { JudgedRevision } from './members.ts'

const AT = '2026-11-22T10:00:00.000Z'
const REMOVED = { at: AT, label: 'Partie' }

let anna: TestPerson
let bruno: TestPerson
let chloe: TestPerson
let invitation: TestPerson
let envelope: TestPerson

beforeAll(async () => {
	await loadSodium()
	anna = person(1, 'keeper')
	bruno = person(2, 'writer')
	chloe = person(3, 'reader')
	invitation = person(4, 'writer', 'invitation')
	envelope = person(5, 'keeper', 'envelope')
})

function lists(people: readonly TestPerson[], removed: readonly TestPerson[] = []): MemberLists {
	return {
		members: Object.fromEntries(people.map(({ id, member }) => [id, member])),
		removed: Object.fromEntries(removed.map(({ id }) => [id, REMOVED])),
	}
}

const as = (someone: TestPerson, change: Partial<Member>): TestPerson => ({ ...someone, member: { ...someone.member, ...change } as Member })

const kdf = { memory: 67_108_864, passes: 3, salt: '0'.repeat(32) }

/** A revision as its header and payload give it, honest unless changed. */
function revision(author: TestPerson, list: MemberLists, change: Partial<JudgedRevision> = {}): JudgedRevision {
	const members = Object.values(list.members)
	return {
		name: `00000002-${'a'.repeat(32)}`,
		author: author.id,
		at: AT,
		epoch: 1,
		commitment: 'c'.repeat(64),
		invitations: members.filter(({ kind }) => kind === 'invitation').map(({ slot }) => ({ kdf, slot })),
		slots: members.map(({ slot }) => slot).sort(),
		lists: list,
		content: { schema: 1, collections: { credentials: {} } },
		...change,
	}
}

const parentOf = (list: MemberLists, change: Partial<JudgedRevision> = {}): JudgedRevision => revision(anna, list, { name: `00000001-${'0'.repeat(32)}`, ...change })

const refused = expect.objectContaining({ code: 'not-allowed' }) as unknown as Error

function expectRefused(author: TestPerson, list: MemberLists, before: MemberLists, change: Partial<JudgedRevision> = {}): void {
	expect(() => judge(revision(author, list, change), [parentOf(before)])).toThrow(refused)
}

describe('the first revision', () => {
	it('has one member: its author, a person and a keeper', () => {
		expect(judgeFirst(revision(anna, lists([anna])))).toBe(anna.member)
		for (const [author, list] of [[bruno, lists([bruno])], [anna, lists([anna, bruno])], [anna, lists([bruno])], [envelope, lists([envelope])], [anna, lists([anna], [bruno])]] as const) {
			expect(() => judgeFirst(revision(author, list))).toThrow(refused)
		}
		expect(() => judgeFirst(revision(anna, lists([anna]), { epoch: 2 }))).toThrow(refused)
	})
})

describe('every revision', () => {
	it('has one grant a member, one member a key, one keeper at least, and nobody both present and removed', () => {
		const before = lists([anna, bruno])
		expect(judge(revision(anna, before), [parentOf(before)])).toBe(anna.member)
		expectRefused(anna, before, before, { slots: [anna.member.slot] })
		expectRefused(anna, before, before, { slots: [anna.member.slot, bruno.member.slot, chloe.member.slot] })
		expectRefused(anna, before, before, { invitations: [{ kdf, slot: bruno.member.slot }] })
		expectRefused(anna, lists([anna, bruno, as(chloe, { box: bruno.member.box })]), before)
		expectRefused(anna, lists([anna, bruno, as(chloe, { sign: bruno.member.sign })]), before)
		expectRefused(anna, lists([as(anna, { role: 'writer' }), bruno]), before)
		expectRefused(anna, lists([anna, bruno], [bruno]), before)
		expectRefused(anna, lists([as(anna, { kind: 'envelope' }), bruno]), before)
	})

	it('is signed by a member of every parent, with the same keys in each, before the end of their time', () => {
		expectRefused(chloe, lists([anna, bruno]), lists([anna, bruno]))
		const two = [parentOf(lists([anna])), parentOf(lists([anna, bruno]), { name: `00000001-${'1'.repeat(32)}` })]
		expect(() => judge(revision(bruno, lists([anna, bruno])), two)).toThrow(refused)
		expect(judge(revision(anna, lists([anna, bruno])), two)).toBe(anna.member)
		const rekeyed = [parentOf(lists([anna, bruno])), parentOf(lists([as(anna, { sign: chloe.member.sign }), bruno]), { name: `00000001-${'1'.repeat(32)}` })]
		expect(() => judge(revision(anna, lists([anna, bruno])), rekeyed)).toThrow(refused)
		expect(() => judge(revision(bruno, unite(rekeyed)), rekeyed)).not.toThrow()
		const ending = lists([anna, as(bruno, { expiresAt: AT })])
		expectRefused(bruno, ending, ending)
		expect(() => judge(revision(bruno, ending, { at: '2026-11-22T09:59:59.999Z' }), [parentOf(ending)])).not.toThrow()
	})
})

describe('a keeper', () => {
	it('adds, changes and removes, but removes for good and hides nobody', () => {
		const before = lists([anna, bruno])
		for (const list of [lists([anna, bruno, chloe, invitation, envelope]), lists([anna, as(bruno, { role: 'keeper' })]), lists([anna], [bruno])]) {
			expect(() => judge(revision(anna, list), [parentOf(before)])).not.toThrow()
		}
		expectRefused(anna, lists([anna]), before)
		expectRefused(anna, lists([anna, bruno]), lists([anna], [bruno]))
		expectRefused(anna, lists([anna]), lists([anna], [bruno]))
		expectRefused(anna, { ...lists([anna], [bruno]), removed: { [bruno.id]: { ...REMOVED, label: 'x' } } }, lists([anna], [bruno]))
		expectRefused(anna, lists([anna, bruno], [chloe]), before)
	})

	it('starts an epoch with a new key, and keeps the key without one', () => {
		const before = lists([anna])
		const judged = (change: Partial<JudgedRevision>, ...parents: readonly JudgedRevision[]) => () => judge(revision(anna, before, { name: `00000009-${'a'.repeat(32)}`, ...change }), parents)
		const parent = parentOf(before, { epoch: 3 })
		expect(judged({ epoch: 4, commitment: 'd'.repeat(64) }, parent)).not.toThrow()
		expect(judged({ epoch: 3 }, parent)).not.toThrow()
		for (const change of [{ epoch: 3, commitment: 'd'.repeat(64) }, { epoch: 2 }, { epoch: 5 }]) {
			expect(judged(change, parent)).toThrow(refused)
		}
		const other = parentOf(before, { epoch: 3, commitment: 'd'.repeat(64) })
		expect(judged({ epoch: 3 }, parent, other)).toThrow(refused)
		expect(judged({ epoch: 4, commitment: 'e'.repeat(64) }, parent, other)).not.toThrow()
	})
})

describe('a writer', () => {
	it('keeps exactly what the parents say of members', () => {
		const before = lists([anna, bruno, chloe])
		expect(judge(revision(bruno, before), [parentOf(before)])).toBe(bruno.member)
		for (const list of [lists([anna, bruno, chloe, envelope]), lists([anna, bruno], [chloe]), lists([anna, bruno]), lists([anna, as(bruno, { role: 'keeper' }), chloe]), lists([anna, bruno, as(chloe, { label: 'x' })])]) {
			expectRefused(bruno, list, before)
		}
		expectRefused(bruno, before, before, { epoch: 2, commitment: 'd'.repeat(64) })
	})

	it('merges two parents to exactly their union: additions of both, removals of either', () => {
		const one = parentOf(lists([anna, bruno, envelope]))
		const two = parentOf(lists([anna, bruno], [chloe]), { name: `00000001-${'1'.repeat(32)}` })
		const three = parentOf(lists([anna, bruno, chloe]), { name: `00000001-${'2'.repeat(32)}` })
		expect(() => judge(revision(bruno, lists([anna, bruno, envelope], [chloe])), [one, two, three])).not.toThrow()
		expect(() => judge(revision(bruno, lists([anna, bruno, envelope, chloe])), [one, two, three])).toThrow(refused)
		expect(() => judge(revision(bruno, lists([anna, bruno], [chloe])), [one, two, three])).toThrow(refused)
	})

	it('stays what the least of the parents says', () => {
		const demoted = parentOf(lists([anna, bruno]))
		const promoted = parentOf(lists([anna, as(bruno, { role: 'keeper' })]), { name: `00000009-${'9'.repeat(32)}` })
		expect(unite([demoted, promoted]).members[bruno.id]?.role).toBe('writer')
		expect(() => judge(revision(bruno, lists([anna, bruno, chloe])), [demoted, promoted])).toThrow(refused)
	})

	it('leaves invitations as the keeper wrote them', () => {
		const before = lists([anna, bruno, invitation])
		expect(() => judge(revision(bruno, before), [parentOf(before)])).not.toThrow()
		expectRefused(bruno, before, before, { invitations: [{ kdf: { ...kdf, salt: '1'.repeat(32) }, slot: invitation.member.slot }] })
		expectRefused(bruno, before, before, { invitations: [] })
	})
})

describe('a reader', () => {
	it('signs nothing, not even what changes nothing', () => {
		const before = lists([anna, chloe])
		expectRefused(chloe, before, before)
		expect(() => judgeByOwnLists(revision(chloe, before))).toThrow(refused)
	})
})

describe('an invitation', () => {
	const letIn = (someone: TestPerson, role: Member['role'] = 'writer'): TestPerson => as(someone, { role, invitedBy: invitation.id })
	const replaced = (someone: TestPerson): MemberLists => lists([anna, letIn(someone)], [invitation])

	it('only replaces itself by one person of its role, in time, and touches nothing else', () => {
		const before = lists([anna, invitation])
		expect(judge(revision(invitation, replaced(bruno)), [parentOf(before)])).toBe(invitation.member)
		expectRefused(invitation, lists([anna, letIn(bruno, 'keeper')], [invitation]), before)
		expectRefused(invitation, lists([anna, as(letIn(bruno), { kind: 'invitation' })], [invitation]), before)
		expectRefused(invitation, lists([anna, invitation, letIn(bruno)]), before)
		expectRefused(invitation, lists([anna, letIn(bruno), letIn(chloe)], [invitation]), before)
		expectRefused(invitation, lists([anna], [invitation]), before)
		expectRefused(invitation, lists([anna, letIn(bruno)]), before)
		expectRefused(invitation, lists([as(anna, { label: 'x' }), letIn(bruno)], [invitation]), before)
		expectRefused(invitation, before, before)
		expectRefused(invitation, replaced(bruno), before, { epoch: 2, commitment: 'd'.repeat(64) })
		expectRefused(invitation, replaced(bruno), before, { content: { schema: 1, collections: { credentials: {}, x: {} } } })
		const ended = lists([anna, as(invitation, { expiresAt: AT })])
		expectRefused(invitation, replaced(bruno), ended)
		const two = [parentOf(before), parentOf(before, { name: `00000001-${'1'.repeat(32)}` })]
		expect(() => judge(revision(invitation, replaced(bruno)), two)).toThrow(refused)
	})

	it('says who let somebody in, and is not dated before what it follows', () => {
		const before = lists([anna, invitation])
		expectRefused(invitation, lists([anna, as(bruno, { role: 'writer' })], [invitation]), before)
		expectRefused(invitation, lists([anna, as(bruno, { role: 'writer', invitedBy: anna.id })], [invitation]), before)
		expectRefused(invitation, replaced(bruno), before, { at: '2026-11-22T09:59:59.999Z' })
	})
})

describe('an envelope', () => {
	const letIn = (someone: TestPerson): TestPerson => as(someone, { role: 'keeper', invitedBy: envelope.id })

	it('makes a keeper of one person of the list, and changes nothing else of their entry', () => {
		const before = lists([anna, bruno, chloe, envelope])
		expect(judge(revision(envelope, lists([anna, letIn(bruno), chloe, envelope])), [parentOf(before)])).toBe(envelope.member)
		expectRefused(envelope, lists([anna, letIn(bruno), letIn(chloe), envelope]), before)
		expectRefused(envelope, lists([anna, as(letIn(bruno), { label: 'x' }), chloe, envelope]), before)
		expectRefused(envelope, lists([anna, as(letIn(bruno), { sign: person(9).member.sign }), chloe, envelope]), before)
		expectRefused(envelope, lists([anna, as(bruno, { role: 'keeper' }), chloe, envelope]), before)
		expectRefused(envelope, lists([anna, as(bruno, { invitedBy: envelope.id }), chloe, envelope]), before)
		expectRefused(envelope, lists([as(anna, { invitedBy: envelope.id }), bruno, chloe, envelope]), before)
		expectRefused(envelope, lists([anna, letIn(bruno), envelope], [chloe]), before)
	})

	it('only adds one person as keeper and records that it was opened', () => {
		const before = lists([anna, envelope])
		const added = lists([anna, envelope, letIn(bruno)])
		const events = { schema: 1, collections: { credentials: {}, events: { 1: { kind: 'opened' } } } }
		expect(judge(revision(envelope, added, { content: events }), [parentOf(before)])).toBe(envelope.member)
		expectRefused(envelope, lists([anna, envelope, as(letIn(bruno), { role: 'writer' })]), before)
		expectRefused(envelope, lists([anna, envelope, as(bruno, { role: 'keeper' })]), before)
		expectRefused(envelope, added, before, { at: '2026-11-22T09:59:59.999Z' })
		expectRefused(envelope, lists([letIn(bruno), envelope], [anna]), before)
		expectRefused(envelope, before, before)
		expectRefused(envelope, lists([anna, letIn(bruno)], [envelope]), before)
		expectRefused(envelope, added, before, { content: { schema: 1, collections: { credentials: { 1: { label: 'x' } } } } })
		expectRefused(envelope, added, before, { epoch: 2, commitment: 'd'.repeat(64) })
	})
})
