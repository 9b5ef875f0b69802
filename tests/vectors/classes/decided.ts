// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Suite } from '../suite.ts'
import type { Written } from '../writer.ts'

import { vaultResult } from '../suite.ts'
import { as, fixed, fixedId, later, listsOf, removing, somebody, writeVault } from '../writer.ts'

/** Merges of branches that exclude one another by a member who is no keeper, and the keeper's decision on them. */
export function decided(suite: Suite): void {
	const [anne, bruno, dora, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('dora'), somebody('eve')]
	const everybody = listsOf(anne, bruno, dora)
	const base = writeVault(anne, { parents: [writeVault(anne)], lists: everybody })
	const removal = writeVault(anne, { parents: [base], lists: removing(everybody, dora), at: later(10) })
	const branch = writeVault(dora, { parents: [base], at: later(11) })
	const merge = writeVault(bruno, { parents: [branch, removal], lists: removal.lists, at: later(20) })
	const scene = { reader: bruno, others: [base, removal, branch, merge], remembered: base }
	suite.vault('not allowed', 'a branch of somebody removed, merged by a writer', { ...scene, heads: [merge] }, 'forked')
	const further = writeVault(bruno, { parents: [merge], at: later(21) })
	suite.vault('not allowed', 'the same, the writer goes on', { ...scene, heads: [further] }, 'forked')
	const above = writeVault(anne, { parents: [further], at: later(22) })
	suite.vault('merge', 'the same, decided by a keeper who goes on', { ...scene, others: [...scene.others, further], heads: [above] }, vaultResult(above.content, above.lists))

	const mole = writeVault(dora, { parents: [base], lists: listsOf(anne, bruno, dora, eve), at: later(11) })
	const moleLists = removing(mole.lists, dora)
	const moleMerge = writeVault(bruno, { parents: [mole, removal], lists: moleLists, at: later(20) })
	suite.vault('not allowed', 'the same, decided by a keeper whom the branch brought in', { reader: bruno, heads: [writeVault(eve, { parents: [moleMerge], at: later(21) })], others: [base, removal, mole, moleMerge], remembered: removal }, 'forked')

	const forged = as(anne, { box: String(eve.entry.box), sign: String(eve.entry.sign) })
	const before = writeVault(dora, { parents: [base], at: later(11) })
	// Of two entries of one id the one of the highest name stands.
	const taken = writeVault(dora, { parents: [before], lists: listsOf(forged, bruno, dora), at: later(12) })
	const takenMerge = writeVault(bruno, { parents: [taken, removal], lists: removing(taken.lists, dora), at: later(20) })
	const inTheirName = writeVault(forged, { parents: [takenMerge], at: later(21), signer: eve })
	suite.vault('not allowed', 'the same, decided under a key that the branch put in place of a keeper’s', { reader: bruno, heads: [inTheirName], others: [base, removal, before, taken, takenMerge], remembered: removal }, 'forked')

	const lesser = listsOf(anne, bruno, as(dora, { role: 'writer' }))
	const demotion = writeVault(anne, { parents: [base], lists: lesser, at: later(10) })
	const beside = writeVault(bruno, { parents: [base], at: later(11) })
	const both = writeVault(bruno, { parents: [beside, demotion], lists: lesser, at: later(20) })
	const raised = writeVault(anne, { parents: [both], lists: everybody, at: later(30) })
	const since = writeVault(dora, { parents: [raised], lists: listsOf(anne, bruno, dora, eve), at: later(31) })
	suite.vault('merge', 'a role used after it was given back, above a merge by a writer of what had lowered it', { reader: bruno, heads: [since], others: [base, demotion, beside, both, raised], remembered: base }, vaultResult(since.content, since.lists))

	const frank = somebody('frank')
	const four = writeVault(anne, { parents: [base], lists: listsOf(anne, bruno, dora, frank), at: later(9) })
	const down = writeVault(anne, { parents: [four], lists: listsOf(anne, bruno, as(dora, { role: 'writer' }), frank), at: later(10) })
	const letIn = writeVault(frank, { parents: [four], lists: listsOf(anne, bruno, dora, frank, eve), at: later(11) })
	const met = writeVault(bruno, { parents: [down, letIn], lists: listsOf(anne, bruno, as(dora, { role: 'writer' }), frank, eve), at: later(20) })
	const up = writeVault(eve, { parents: [met], lists: letIn.lists, at: later(30) })
	const used = writeVault(dora, { parents: [up], lists: removing(letIn.lists, frank), at: later(31) })
	suite.vault('merge', 'the same, given back by a keeper whom the side that lowered it did not know', { reader: bruno, heads: [used], others: [base, four, down, letIn, met, up], remembered: base }, vaultResult(used.content, used.lists))

	const [one, two] = [writeVault(bruno, { parents: [removal], at: later(20) }), writeVault(anne, { parents: [removal], at: later(21) })]
	const inLine = writeVault(bruno, { parents: [one, two], at: later(30) })
	const accepted = writeVault(anne, { parents: [branch, inLine], lists: removal.lists, at: later(40) })
	suite.vault('merge', 'a branch of somebody removed that a keeper accepts, above a merge by a writer of what had removed them', { reader: bruno, heads: [accepted], others: [base, removal, branch, one, two, inLine], remembered: base }, vaultResult(accepted.content, accepted.lists))
}

/** Revisions whose parents are missing, and that contradict the ancestors they list. */
export function contradicting(suite: Suite): void {
	const [anne, bruno, dora, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('dora'), somebody('eve')]
	const lists = listsOf(anne, bruno, dora)
	const base = writeVault(anne, { parents: [writeVault(anne)], lists })
	const missing = (number: number): string => `${String(number).padStart(8, '0')}-${fixedId('nobody has it')}`
	const above = (number: number, ...after: readonly Written[]) => ({ number, parents: [missing(number - 1)], ancestors: [...new Set([missing(number - 1), ...after.flatMap(({ name, ancestors }) => [name, ...ancestors])])].sort().reverse() })
	const one = (description: string, head: Written, expect: Parameters<Suite['vault']>[3] = 'not-allowed', ...others: readonly Written[]): void => suite.vault(expect === 'not-allowed' ? 'not allowed' : 'part missing', description, { reader: anne, heads: [head], others: [base, ...others], remembered: base }, expect)
	const alike = writeVault(bruno, { lists, place: above(6, base) })
	one('what it follows is gone, the lists are those remembered', alike, vaultResult(alike.content, lists))
	const removal = writeVault(anne, { parents: [base], lists: removing(lists, bruno), epoch: 2, key: fixed('second key', 32), at: later(10) })
	one('what it follows is gone, and its author was removed in what it says to follow', writeVault(bruno, { lists, place: above(6, removal), epoch: 2, key: fixed('another key', 32), at: later(11) }), 'not-allowed', removal)
	const lowered = writeVault(anne, { parents: [base], lists: listsOf(anne, bruno, as(dora, { role: 'writer' })), at: later(10) })
	one('the same, by a keeper who was made a writer, and brings somebody in', writeVault(dora, { lists: listsOf(anne, bruno, dora, eve), place: above(6, lowered), at: later(11) }), 'not-allowed', lowered)
	one('the same, a member it says to follow neither there nor removed', writeVault(dora, { lists: listsOf(anne, dora), place: above(6, base), at: later(11) }))
	one('the same, a key started by a writer', writeVault(bruno, { lists, place: above(6, base), epoch: 2, key: fixed('another key', 32) }))
	one('an epoch above its number', writeVault(anne, { lists, place: above(6, base), epoch: 7, key: fixed('another key', 32) }))
	const far = writeVault(bruno, { lists, place: above(100_002, base) })
	one('100,000 above what is remembered', far, vaultResult(far.content, lists))
	one('one more', writeVault(bruno, { lists, place: above(100_003, base) }))
}
