// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { as, AT, open, without, write } from '../../../tests/support/vault-chains.ts'
import type { Written } from '../../../tests/support/vault-chains.ts'
import { listsOf, NOTEBOOK, person, sealAs, VAULT } from '../../../tests/support/vault-people.ts'
import type { TestPerson } from '../../../tests/support/vault-people.ts'
import type { TrousseauError } from '../../domain/errors.ts'
import { loadSodium } from '../file/sodium.ts'
import { describeForks, pinOf } from '../opening.ts'
import type { VaultState } from '../opening.ts'

/*
 * Heads that are quarantined and the reason, and heads that are rejected so that the others still open.
 */

let anna: TestPerson
let bruno: TestPerson
let dora: TestPerson
let eve: TestPerson
/** A second writer. */
let writer: TestPerson

beforeAll(async () => {
	await loadSodium()
	anna = person(1)
	bruno = person(2, 'writer')
	dora = person(5)
	eve = person(6)
	writer = person(7, 'writer')
})

/** The refusal of an opening: its code, and the heads that it names. */
function refusal(opening: () => VaultState): readonly [string, string] {
	try {
		opening()
	} catch (error) {
		const { code, rejected } = error as TrousseauError
		return [code, rejected.map((head) => `${head.code} ${head.revision}`).join(', ')]
	}
	return ['opened', '']
}

const names = (...written: readonly Written[]): readonly string[] => written.map(({ file }) => file.name).sort()

describe('a branch that waits for a keeper', () => {
	it.each([['reader', 'writer'], ['writer', 'keeper']] as const)('says of somebody made a %s that their role was lowered', (lower, before) => {
		const somebody = as(dora, { role: before })
		const first = write(anna, listsOf(anna, somebody), [write(anna, listsOf(anna))])
		const demotion = write(anna, listsOf(anna, as(dora, { role: lower })), [first])
		const branch = write(somebody, before === 'keeper' ? listsOf(anna, somebody, bruno) : listsOf(anna, somebody), [first], { at: AT })
		const state = open([demotion, branch], [first], { pin: pinOf(open([first], []), AT) })
		expect(state.heads.map(({ name }) => name)).toEqual(names(demotion))
		expect(state.notices).toMatchObject([{ kind: 'branch-quarantined', loss: 'lowered', revision: branch.file.name }])
	})

	it('says of somebody lowered on one branch and removed on another that they were removed', () => {
		const first = write(anna, listsOf(anna, bruno), [write(anna, listsOf(anna))])
		const demotion = write(anna, listsOf(anna, as(bruno, { role: 'reader' })), [first])
		const removal = write(anna, without(listsOf(anna, bruno), bruno), [first], { epoch: 2, key: new Uint8Array(32).fill(9) })
		const branch = write(bruno, listsOf(anna, bruno), [first], { at: AT })
		const state = open([demotion, removal, branch], [first], { pin: pinOf(open([first], []), AT) })
		expect(state.notices).toMatchObject([{ kind: 'branch-quarantined', loss: 'removed', revision: branch.file.name }])
	})

	it('tells, of histories that exclude one another, whose role each lowers', () => {
		const first = write(anna, listsOf(anna, dora), [write(anna, listsOf(anna))])
		const one = write(anna, listsOf(anna, as(dora, { role: 'writer' })), [first])
		const two = write(dora, listsOf(as(anna, { role: 'writer' }), dora), [first], { at: AT })
		expect(refusal(() => open([one, two], [first], { pin: pinOf(open([first], []), AT) }))[0]).toBe('forked')
		expect(describeForks({ notebook: NOTEBOOK, vault: VAULT }, [one.file, two.file], anna.keys)).toMatchObject([
			{ head: one.file.name, removes: [], lowers: [dora.member.label], adds: [] },
			{ head: two.file.name, removes: [], lowers: [anna.member.label], adds: [] },
		])
	})

	it('tells, of histories that exclude one another, whom each lets in: people that no other has or has removed', () => {
		const first = write(anna, listsOf(anna, bruno, dora), [write(anna, listsOf(anna))])
		const guest = as(person(7), { kind: 'invitation' })
		const one = write(anna, without(listsOf(anna, bruno, dora, guest), dora), [first], { epoch: 2, key: new Uint8Array(32).fill(9), invitations: [{ kdf: { memory: 67_108_864, passes: 3, salt: '00'.repeat(16) }, slot: guest.member.slot }] })
		const two = write(dora, without(listsOf(anna, bruno, dora, as(eve, { role: 'writer' })), anna), [first], { at: AT, epoch: 2, key: new Uint8Array(32).fill(8) })
		expect(refusal(() => open([one, two], [first], { pin: pinOf(open([first], [], {}, bruno), AT) }, bruno))[0]).toBe('forked')
		expect(describeForks({ notebook: NOTEBOOK, vault: VAULT }, [one.file, two.file], bruno.keys)).toMatchObject([
			{ head: one.file.name, removes: ['x'], adds: [] },
			{ head: two.file.name, removes: ['x'], adds: [{ label: eve.member.label, role: 'writer' }] },
		])
	})
})

describe('what somebody else than a keeper merged', () => {
	const lowered = (): TestPerson => as(bruno, { role: 'reader' })

	it('says nothing of what is written after it', () => {
		const first = write(anna, listsOf(anna, bruno, writer), [write(anna, listsOf(anna))])
		const demotion = write(anna, listsOf(anna, lowered(), writer), [first])
		const beside = write(writer, listsOf(anna, bruno, writer), [first])
		const merge = write(writer, listsOf(anna, lowered(), writer), [demotion, beside])
		const raised = write(anna, listsOf(anna, bruno, writer), [merge])
		const head = write(bruno, listsOf(anna, bruno, writer), [raised])
		const state = open([head], [first, demotion, beside, merge, raised], { pin: pinOf(open([first], []), AT) })
		expect(state.heads.map(({ name }) => name)).toEqual(names(head))
		expect(state.notices).toEqual([])
	})

	it('says nothing of a branch that a keeper accepted after it', () => {
		const first = write(anna, listsOf(anna, bruno, writer), [write(anna, listsOf(anna))])
		const branch = write(bruno, listsOf(anna, bruno, writer), [first])
		const removal = write(anna, without(listsOf(anna, bruno, writer), bruno), [first])
		const [one, two] = [write(writer, without(listsOf(anna, bruno, writer), bruno), [removal]), write(anna, without(listsOf(anna, bruno, writer), bruno), [removal])]
		const merge = write(writer, without(listsOf(anna, bruno, writer), bruno), [one, two])
		const accepted = write(anna, without(listsOf(anna, bruno, writer), bruno), [merge, branch])
		const state = open([accepted], [first, branch, removal, one, two, merge], { pin: pinOf(open([first], []), AT) })
		expect(state.heads.map(({ name }) => name)).toEqual(names(accepted))
	})

	it('keeps waiting for a keeper, and is decided by one who goes on from it', () => {
		const first = write(anna, listsOf(anna, bruno, writer), [write(anna, listsOf(anna))])
		const pin = pinOf(open([first], []), AT)
		const branch = write(bruno, listsOf(anna, bruno, writer), [first])
		const removal = write(anna, without(listsOf(anna, bruno, writer), bruno), [first])
		const merge = write(writer, without(listsOf(anna, bruno, writer), bruno), [branch, removal])
		const others = [first, branch, removal, merge]
		expect(refusal(() => open([merge], others, { pin }))[0]).toBe('forked')
		const further = write(writer, without(listsOf(anna, bruno, writer), bruno), [merge])
		expect(refusal(() => open([further], others, { pin }))[0]).toBe('forked')
		const decided = write(anna, without(listsOf(anna, bruno, writer), bruno), [further])
		expect(open([decided], [...others, further], { pin }).heads.map(({ name }) => name)).toEqual(names(decided))
	})

	it('is not decided by a keeper whom the branch itself brought in', () => {
		const everybody = listsOf(anna, bruno, dora)
		const first = write(anna, everybody, [write(anna, listsOf(anna))])
		const removal = write(anna, without(everybody, dora), [first])
		const mole = write(dora, listsOf(anna, bruno, dora, eve), [first])
		const merged = without(listsOf(anna, bruno, dora, eve), dora)
		const merge = write(bruno, merged, [mole, removal])
		const decided = write(eve, merged, [merge])
		expect(refusal(() => open([decided], [first, removal, mole, merge], { pin: pinOf(open([removal], [first]), AT) }))[0]).toBe('forked')
	})

	it('is not decided by a keeper whose key the branch replaced', () => {
		const everybody = listsOf(anna, bruno, dora)
		const first = write(anna, everybody, [write(anna, listsOf(anna))])
		const removal = write(anna, without(everybody, dora), [first])
		const pin = pinOf(open([removal], [first], {}, bruno), AT)
		const forged = { ...as(anna, { sign: eve.member.sign, box: eve.member.box }), keys: eve.keys }
		const lists = listsOf(forged, bruno, dora)
		const before = write(dora, everybody, [first])
		const branch = write(dora, lists, [before])
		// Of two entries for one id, that of the highest name wins.
		const merge = write(bruno, without(lists, dora), [branch, removal])
		const decided = write(forged, without(lists, dora), [merge])
		expect(refusal(() => open([decided], [first, removal, before, branch, merge], { pin }, bruno))[0]).toBe('forked')
	})
})

describe('a refusal', () => {
	it('names each head that is refused, with its code, and no other', () => {
		const first = write(anna, listsOf(anna, bruno), [write(anna, listsOf(anna))])
		const pin = pinOf(open([first], []), AT)
		const honest = write(bruno, listsOf(anna, bruno), [first])
		const taken = write(bruno, listsOf(anna, bruno, eve), [first])
		const forged = write(bruno, listsOf(anna, bruno), [first], { signer: eve.keys, at: AT })
		const broken = { ...honest, file: { ...honest.file, name: `00000009${honest.file.name.slice(8)}` } }
		const [code, said] = refusal(() => open([honest, taken, forged], [first], { pin }))
		expect(['not-allowed', 'bad-signature']).toContain(code)
		expect(said.split(', ').sort()).toEqual([`bad-signature ${forged.file.name}`, `not-allowed ${taken.file.name}`])
		expect(refusal(() => open([honest, broken], [first], { pin }))).toEqual(['altered', `altered ${broken.file.name}`])
		expect(open([honest], [first], { pin }).heads).toHaveLength(1)
	})

	it('names a head of which nothing tells what it follows', () => {
		const first = write(anna, listsOf(anna, bruno), [write(anna, listsOf(anna))])
		const pin = pinOf(open([first], []), AT)
		const lost = write(eve, listsOf(anna, bruno, eve), [write(eve, listsOf(anna, bruno, eve), [first])])
		expect(refusal(() => open([lost], [first], { pin }))).toEqual(['not-allowed', `not-allowed ${lost.file.name}`])
		expect(refusal(() => open([first, lost], [], { pin, partial: true }))).toEqual(['not-allowed', `not-allowed ${lost.file.name}`])
	})

	it('names no head when what was seen is gone, or is not what it was', () => {
		const first = write(anna, listsOf(anna))
		const second = write(anna, listsOf(anna), [first])
		const pin = pinOf(open([second], []), AT)
		expect(refusal(() => open([first], [], { pin }))).toEqual(['rolled-back', ''])
		expect(refusal(() => open([second], [], { pin: { ...pin, members: '0'.repeat(64) } }))).toEqual(['altered', ''])
	})

	it('names the heads sealed to others when nothing else is shown, or hides what was seen', () => {
		const first = write(anna, listsOf(anna, bruno), [write(anna, listsOf(anna))])
		const seen = write(bruno, listsOf(anna, bruno), [first])
		const beside = write(bruno, listsOf(anna, bruno), [first], { at: AT })
		const closed = { ...seen, file: sealAs(bruno, { lists: without(listsOf(anna, bruno), anna), parents: [seen.opened] }) }
		const pin = pinOf(open([seen], []), AT)
		expect(refusal(() => open([closed], [seen], { pin }))).toEqual(['not-a-member', `not-a-member ${closed.file.name}`])
		expect(refusal(() => open([closed, beside], [seen, first], { pin }))).toEqual(['rolled-back', `not-a-member ${closed.file.name}`])
		const refused = [{ revision: closed.file.name, code: 'not-a-member' as const }, { revision: `00000009-${'0'.repeat(32)}`, code: 'not-allowed' as const }]
		expect(open([seen], [], { pin, refused }).notices).toEqual([
			{ kind: 'waiting-for-key', revisions: [closed.file.name] },
			{ kind: 'refused', refused: [refused[1]] },
		])
	})
})
