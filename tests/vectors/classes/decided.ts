// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Suite } from '../suite.ts'

import { vaultResult } from '../suite.ts'
import { as, later, listsOf, removing, somebody, writeVault } from '../writer.ts'

/** What somebody else than a keeper merged of branches that exclude one another, and what decides of it. */
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

	const [one, two] = [writeVault(bruno, { parents: [removal], at: later(20) }), writeVault(anne, { parents: [removal], at: later(21) })]
	const inLine = writeVault(bruno, { parents: [one, two], at: later(30) })
	const accepted = writeVault(anne, { parents: [branch, inLine], lists: removal.lists, at: later(40) })
	suite.vault('merge', 'a branch of somebody removed that a keeper accepts, above a merge by a writer of what had removed them', { reader: bruno, heads: [accepted], others: [base, removal, branch, one, two, inLine], remembered: base }, vaultResult(accepted.content, accepted.lists))
}
