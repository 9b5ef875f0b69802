// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Suite } from '../suite.ts'

import { Buffer } from 'node:buffer'
import { gives } from '../model.ts'
import { credential, holding, writeInventory } from '../more-writers.ts'
import { memoryOf, vaultResult } from '../suite.ts'
import { as, fixed, fixedId, later, listsOf, named, removing, somebody, writeVault } from '../writer.ts'

const RECORD = fixedId('record 1')

/** Remembered heads (rollbacks), forks and merges. */
export function histories(suite: Suite): void {
	rollbacks(suite)
	far(suite)
	heads(suite)
	inventories(suite)
	contents(suite)
}

function rollbacks(suite: Suite): void {
	const [anne, bruno] = [somebody('anne'), somebody('bruno', 'writer')]
	const first = writeVault(anne)
	const second = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno) })
	const third = writeVault(bruno, { parents: [second], content: holding({ [RECORD]: credential(bruno) }) })
	const fork = writeVault(anne, { parents: [second], at: later(40) })
	const one = (description: string, scene: Omit<Parameters<Suite['vault']>[2], 'reader'>, expect: Parameters<Suite['vault']>[3] = 'rolled-back'): void => suite.vault('rolled back', description, { reader: anne, ...scene }, expect)
	one('the second revision where the third was seen', { heads: [second], others: [first], remembered: third })
	one('the first where the third was seen', { heads: [first], remembered: third })
	one('no revision at all', { heads: [], remembered: third })
	one('a fork where the other branch was seen', { heads: [fork], others: [second], remembered: third })
	one('a longer fork', { heads: [writeVault(anne, { parents: [fork] })], others: [second, fork], remembered: third })
	one('the remembered revision among the others, not among the heads', { heads: [second], others: [first, third], remembered: third })
	one('an old revision renumbered above what was seen, as a new beginning', { heads: [writeVault(anne, { place: { number: 9, parents: [`00000008-${fixedId('x')}`], ancestors: [`00000008-${fixedId('x')}`] } })], remembered: third })
	one('the same state, asked for by the person', { heads: [second], others: [first], remembered: third, acceptOlder: true }, vaultResult(second.content, second.lists))
	one('what the browser remembers is gone, what the identity remembers is there', { heads: [second], others: [first], remembered: second, browser: third.name })
	one('both are there', { heads: [third], others: [first, second], remembered: second, browser: third.name }, vaultResult(third.content, third.lists))
	one('nothing remembered but by the browser, and gone', { heads: [first], browser: third.name })
	one('the remembered head under other lists', { heads: [third], others: [second], remembered: { ...memoryOf(third), members: fixed('other lists', 32).toString('hex') } }, 'altered')
	one('the remembered head and a fork: nothing is missing', { heads: [third, fork], others: [second], remembered: third }, vaultResult(third.content, second.lists))
}

function far(suite: Suite): void {
	const [anne, bruno, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('eve')]
	const first = writeVault(anne)
	const before = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno) })
	const names = Array.from({ length: 400 }, (_, index) => `${String(index + 1).padStart(8, '0')}-${fixedId(`filler ${index}`)}`)
	const at = (number: number) => ({ number, parents: [names[number - 2] ?? ''], ancestors: names.slice(Math.max(0, number - 257), number - 1).reverse() })
	const late = writeVault(bruno, { lists: before.lists, place: at(300) })
	suite.vault('rolled back', 'more than 256 revisions later, the lists remembered', { reader: anne, heads: [late], remembered: before }, vaultResult(late.content, late.lists))
	suite.vault('rolled back', 'more than 256 revisions later, other lists by a writer', { reader: anne, heads: [writeVault(bruno, { lists: listsOf(anne, bruno, eve), place: at(300) })], remembered: before }, 'not-allowed')
	const byKeeper = writeVault(anne, { lists: listsOf(anne, bruno, eve), place: at(300) })
	suite.vault('rolled back', 'more than 256 revisions later, other lists by a keeper known then', { reader: anne, heads: [byKeeper], remembered: before }, vaultResult(byKeeper.content, byKeeper.lists))
	suite.vault('rolled back', '200 revisions later, the remembered one not among the ancestors', { reader: anne, heads: [writeVault(bruno, { lists: before.lists, place: at(200) })], remembered: before }, 'rolled-back')
}

function heads(suite: Suite): void {
	const [anne, bruno, chloe] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader')]
	const lists = listsOf(anne, bruno)
	const base = writeVault(anne, { parents: [writeVault(anne)], lists, content: holding({ [RECORD]: credential(anne, { login: 'a', note: 'n' }) }) })
	const [left, right] = [
		writeVault(anne, { parents: [base], at: later(10), content: holding({ [RECORD]: credential(anne, { login: 'b', note: 'n', updatedAt: later(10) }) }) }),
		writeVault(bruno, { parents: [base], at: later(20), content: holding({ [RECORD]: credential(bruno, { login: 'c', note: 'm', updatedAt: later(20) }) }) }),
	]
	const history = [{ at: later(20), by: anne.id, field: 'login', reason: 'conflict', value: 'b' }]
	const merged = holding({ [RECORD]: credential(bruno, { login: 'c', note: 'm', updatedAt: later(20), history }) })
	suite.vault('merge', 'two heads that changed one field: the later value, the other in the history', { reader: anne, heads: [left, right], others: [base], remembered: base }, vaultResult(merged, lists))
	const added = writeVault(anne, { parents: [base], lists: listsOf(anne, bruno, chloe), at: later(10) })
	const lowered = writeVault(anne, { parents: [base], lists: listsOf(anne, as(bruno, { role: 'reader' })), at: later(20) })
	suite.vault('merge', 'the members of both heads, in the least role', { reader: anne, heads: [added, lowered], others: [base], remembered: base }, vaultResult(base.content, listsOf(anne, as(bruno, { role: 'reader' }), chloe)))
	const closed = writeVault(anne, { parents: [base], epoch: 2, key: fixed('second key', 32), lists: listsOf(anne, bruno), at: later(40), header: (header) => ({ ...header, grants: (header.grants as readonly JsonRecord[]).filter(({ slot }) => slot !== bruno.entry.slot) }) })
	suite.vault('merge', 'a head without an access for the reader is left aside', { reader: bruno, heads: [closed, right], others: [base], remembered: base }, vaultResult(right.content, lists))
	excluded(suite)
	const both = writeVault(anne, { parents: [left, right], content: merged, at: later(30) })
	suite.vault('merge', 'the revision that merges them', { reader: bruno, heads: [both], others: [left, right, base], remembered: base }, vaultResult(merged, lists))
	suite.vault('merge', 'two heads whose base is no longer there: nothing is dropped', { reader: anne, heads: [left, right] }, vaultResult(holding({
		[RECORD]: credential(bruno, { login: 'c', note: 'm', updatedAt: later(20), history: [...history, { at: later(20), by: anne.id, field: 'note', reason: 'conflict', value: 'n' }] }),
	}), lists))
}

/** Two keepers who remove each other. */
function excluded(suite: Suite): void {
	const [anne, dora, eve] = [somebody('anne'), somebody('dora'), somebody('eve')]
	const base = writeVault(anne, { parents: [writeVault(anne)], lists: listsOf(anne, dora, eve) })
	const one = writeVault(anne, { parents: [base], lists: removing(base.lists, dora), at: later(10) })
	const two = writeVault(dora, { parents: [base], lists: removing(base.lists, anne), at: later(20) })
	suite.vault('not allowed', 'two keepers removed each other: no branch is left', { reader: eve, heads: [one, two], others: [base], remembered: base }, 'forked')
	suite.vault('not allowed', 'the same, one branch followed', { reader: eve, heads: [one, two], others: [base], remembered: base, follow: two.name }, vaultResult(two.content, two.lists, [one]))
}

/** Roles lowered, and members changed, while somebody else writes. */
export function lowered(suite: Suite): void {
	const [anne, bruno, chloe, dora] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader'), somebody('dora')]
	const before = writeVault(anne, { parents: [writeVault(anne)], lists: listsOf(anne, bruno, dora) })
	const demoted = as(dora, { role: 'writer' })
	const demotion = writeVault(anne, { parents: [before], lists: listsOf(anne, bruno, demoted), at: later(20) })
	const edit = writeVault(bruno, { parents: [before], content: holding({ [RECORD]: credential(bruno) }), at: later(30) })
	const scene = { reader: anne, others: [before], remembered: demotion }
	suite.vault('merge', 'a role lowered while a writer writes', { ...scene, heads: [demotion, edit] }, vaultResult(edit.content, demotion.lists))
	const asWriter = writeVault(dora, { parents: [before], content: holding({ [RECORD]: credential(dora) }), at: later(30) })
	suite.vault('merge', 'the same, written by the keeper who becomes a writer, as a writer may', { ...scene, heads: [demotion, asWriter] }, vaultResult(asWriter.content, demotion.lists))
	const asKeeper = writeVault(dora, { parents: [before], lists: listsOf(anne, bruno, dora, chloe), at: later(10) })
	suite.vault('not allowed', 'a branch of a keeper whom another branch makes a writer, as only a keeper may: it stays aside', { ...scene, heads: [demotion, asKeeper] }, vaultResult(demotion.content, demotion.lists, [asKeeper]))
	suite.vault('not allowed', 'the same for whoever remembers neither', { ...scene, heads: [demotion, asKeeper], remembered: before }, vaultResult(demotion.content, demotion.lists, [asKeeper]))
	const toReader = writeVault(anne, { parents: [before], lists: listsOf(anne, as(bruno, { role: 'reader' }), dora), at: later(20) })
	suite.vault('not allowed', 'a branch of a writer whom another branch makes a reader stays aside', { reader: anne, heads: [toReader, edit], others: [before], remembered: toReader }, vaultResult(toReader.content, toReader.lists, [edit]))
	const laundered = writeVault(demoted, { parents: [demotion, asKeeper], lists: listsOf(anne, bruno, demoted, chloe), at: later(40) })
	suite.vault('not allowed', 'that branch merged by the person concerned', { reader: anne, heads: [laundered], others: [before, demotion, asKeeper], remembered: demotion }, 'forked')
	const forged = writeVault(dora, { lists: listsOf(anne, bruno, dora), place: { number: 2, parents: before.header.parents as readonly string[], ancestors: before.ancestors }, at: later(1) })
	const claimed = writeVault(demoted, { parents: [before], lists: demotion.lists, place: { number: 3, parents: [before.name], ancestors: [before.name, forged.name, ...before.ancestors].sort().reverse() }, at: later(21) })
	const under = writeVault(dora, { parents: [forged], lists: listsOf(anne, bruno, dora, chloe), at: later(22) })
	suite.vault('not allowed', 'a keeper no more, above an ancestor of their own making: it stays aside', { reader: anne, heads: [claimed, under], others: [forged], remembered: claimed }, vaultResult(claimed.content, claimed.lists, [under]))
	const joined = writeVault(anne, { parents: [before], lists: listsOf(anne, bruno, dora, chloe), at: later(20) })
	const both = writeVault(bruno, { parents: [edit, joined], lists: joined.lists, content: edit.content, at: later(40) })
	suite.vault('merge', 'members changed while a writer writes, merged by the writer', { reader: anne, heads: [both], others: [before, edit, joined], remembered: joined }, vaultResult(edit.content, joined.lists))
	suite.vault('merge', 'the same, what the writer followed not at hand', { reader: anne, heads: [both], others: [edit, joined], remembered: joined }, vaultResult(edit.content, joined.lists))
	const badBoth = writeVault(bruno, { parents: [edit, joined], lists: listsOf(anne, bruno, chloe, as(dora, { role: 'writer' })), at: later(40) })
	suite.vault('not allowed', 'the same, with other lists', { reader: anne, heads: [badBoth], others: [edit, joined], remembered: joined }, 'not-allowed')
}

/** More than two heads, bases that are gone, and lists of ancestors that are full. */
export function several(suite: Suite): void {
	const [anne, bruno, dora] = [somebody('anne'), somebody('bruno', 'writer'), somebody('dora')]
	const lists = listsOf(anne, bruno, dora)
	const record = (by: typeof anne, login: string, minute: number, more: JsonRecord = {}) => holding({ [RECORD]: credential(by, { login, updatedAt: later(minute), ...more }) })
	const root = writeVault(anne, { lists: listsOf(anne) })
	const older = writeVault(anne, { parents: [root], lists, content: record(anne, 'a', 1) })
	const base = writeVault(anne, { parents: [older], content: record(anne, 'b', 2, { updatedBy: fixedId('somebody before') }) })
	const scene = { reader: anne, others: [base], remembered: base }
	const lost = (minute: number, by: typeof anne, value: string) => ({ at: later(minute), by: by.id, field: 'login', reason: 'conflict', value })
	// Enough orders for names to differ from times, whatever the hashes are.
	const orders: readonly (readonly [number, number, number])[] = [[30, 10, 20], [10, 30, 20], [20, 30, 10]]
	orders.forEach((minutes, index) => {
		const [people, logins] = [[anne, bruno, dora] as const, ['x', 'y', 'z'] as const]
		const three = minutes.map((minute, place) => ({ minute, by: people[place] ?? anne, login: logins[place] ?? '' }))
		const [first, second, third] = [...three].sort((a, b) => a.minute - b.minute) as [typeof three[0], typeof three[0], typeof three[0]]
		const heads = three.map(({ minute, by, login }) => writeVault(by, { parents: [base], at: later(minute), content: record(by, login, minute) }))
		const result = record(third.by, third.login, third.minute, { history: [lost(second.minute, first.by, first.login), lost(third.minute, second.by, second.login)] })
		suite.vault('merge', `three heads that changed one field: in the order of their times (${index + 1})`, { ...scene, heads }, vaultResult(result, lists))
	})
	const typed = writeVault(anne, { parents: [base], at: later(10), content: record(anne, 'y', 10) })
	const noted = writeVault(bruno, { parents: [base], at: later(20), content: record(bruno, 'b', 20, { note: 'n' }) })
	const last = writeVault(dora, { parents: [base], at: later(30), content: record(dora, 'x', 30) })
	suite.vault('merge', 'three heads: a value that loses is that of whoever wrote it', { ...scene, heads: [typed, noted, last] }, vaultResult(record(dora, 'x', 30, { note: 'n', history: [lost(30, anne, 'y')] }), lists))
	const again = writeVault(bruno, { parents: [base], at: later(20), content: record(bruno, 'y', 20) })
	suite.vault('merge', 'three heads: a value that two wrote is that of the later', { ...scene, heads: [typed, again, last] }, vaultResult(record(dora, 'x', 30, { history: [lost(30, bruno, 'y')] }), lists))
	const same = writeVault(dora, { parents: [base], at: later(30), content: record(dora, 'b', 30, { note: 'n' }) })
	suite.vault('merge', 'two heads whose base is gone: over the next older one', { reader: anne, heads: [typed, same], others: [older] }, vaultResult(record(dora, 'b', 30, { note: 'n', history: [lost(30, anne, 'y')] }), lists))
	full(suite)
}

/** Merges of a very late branch, whose parent is listed however old. */
function full(suite: Suite): void {
	const [anne, bruno] = [somebody('anne'), somebody('bruno', 'writer')]
	const first = writeVault(anne)
	const before = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno) })
	const names = Array.from({ length: 400 }, (_, index) => `${String(index + 1).padStart(8, '0')}-${fixedId(`filler ${index}`)}`)
	const old = `00000002-${fixedId('late branch')}`
	const place = { number: 301, parents: [old, names[299] ?? ''], ancestors: [...names.slice(45, 300).reverse(), old] }
	const merged = writeVault(bruno, { lists: before.lists, place })
	suite.vault('rolled back', 'more than 256 revisions later, a merge whose other parent is as old as what is remembered', { reader: anne, heads: [merged], remembered: before }, vaultResult(merged.content, before.lists))
	const branch = writeVault(bruno, { parents: [before], content: holding({ [RECORD]: credential(bruno) }) })
	const far = writeVault(anne, { lists: before.lists, place: { number: 300, parents: [names[298] ?? ''], ancestors: names.slice(43, 299).reverse() } })
	const both = writeVault(anne, { parents: [branch, far], content: branch.content })
	const scene = { reader: anne, others: [branch, far] }
	suite.vault('merge', 'a merge that lists all its parents, then the highest others, 256 in all', { ...scene, heads: [both] }, vaultResult(branch.content, before.lists))
	const highest = [far.name, ...far.ancestors].sort().reverse().slice(0, 255)
	const short = writeVault(anne, { parents: [branch, far], content: branch.content, place: { number: 301, parents: [branch.name, far.name].sort(), ancestors: [...highest.slice(0, 254), branch.name] } })
	suite.vault('not allowed', 'the same with one ancestor less', { ...scene, heads: [short] }, 'not-allowed')
}

/** Branches that left further back than any list of ancestors reaches. */
export function tooFar(suite: Suite): void {
	const [anne, bruno, chloe, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader'), somebody('eve', 'writer')]
	const first = writeVault(anne)
	const before = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno) })
	const names = Array.from({ length: 700 }, (_, index) => `${String(index + 1).padStart(8, '0')}-${fixedId(`filler ${index}`)}`)
	/** A revision of this number on a line of fillers, that lists some revisions at hand in the place of fillers. */
	const onLine = (by: typeof anne, number: number, listed: readonly { readonly name: string }[], lists = before.lists) => {
		const replaced = names.map((name) => listed.find((one) => one.name.startsWith(name.slice(0, 8)))?.name ?? name)
		return writeVault(by, { lists, place: { number, parents: [replaced[number - 2] ?? ''], ancestors: replaced.slice(Math.max(0, number - 257), number - 1).reverse() } })
	}
	const link = onLine(anne, 100, [before, first])
	const head = onLine(bruno, 300, [link], listsOf(anne, bruno, chloe))
	const branch = writeVault(bruno, { parents: [before], content: holding({ [RECORD]: credential(bruno) }), at: later(20) })
	const scene = { reader: anne, heads: [head, branch], remembered: head }
	const both = vaultResult(branch.content, head.lists)
	suite.vault('merge', 'a branch older than what the head lists, a revision at hand lists what it left', { ...scene, others: [before, link] }, both)
	suite.vault('not allowed', 'the same, that revision not at hand', { ...scene, others: [before] }, 'not-allowed')
	const silent = onLine(anne, 100, [first])
	const aboveSilent = onLine(bruno, 300, [silent], head.lists)
	suite.vault('not allowed', 'the same, a revision at hand that lists another in its place', { ...scene, heads: [aboveSilent, branch], others: [before, silent], remembered: aboveSilent }, 'not-allowed')
	const lower = onLine(anne, 200, [before])
	const upper = onLine(anne, 450, [lower])
	const highest = onLine(bruno, 700, [upper], head.lists)
	suite.vault('merge', 'a branch older than what two lists reach', { ...scene, heads: [highest, branch], others: [before, lower, upper], remembered: highest }, both)
	const removal = onLine(anne, 300, [link], removing(before.lists, bruno))
	suite.vault('not allowed', 'such a branch by somebody removed since stays aside', { ...scene, heads: [removal, branch], others: [before, link], remembered: removal }, vaultResult(removal.content, removal.lists, [branch]))
	const invented = writeVault(anne, { lists: listsOf(anne, bruno, eve), place: { number: 2, parents: [first.name], ancestors: [first.name] } })
	const intrusion = writeVault(eve, { parents: [invented], content: branch.content })
	const claimed = onLine(anne, 100, [invented, first])
	const above = onLine(bruno, 300, [claimed], head.lists)
	suite.vault('not allowed', 'such a branch from a revision that holds somebody the head does not know', { ...scene, heads: [above, intrusion], others: [invented, claimed], remembered: above }, 'not-allowed')
	const common = writeVault(bruno, { parents: [before], content: branch.content })
	const follower = writeVault(anne, { parents: [common], at: later(30) })
	const known = onLine(anne, 100, [common, before, first])
	const removedLater = onLine(anne, 300, [known], removal.lists)
	suite.vault('merge', 'what somebody wrote before both lines parted, and before their removal in one, stands', { ...scene, heads: [removedLater, follower], others: [common, before, known], remembered: before }, vaultResult(common.content, removal.lists))
}

function inventories(suite: Suite): void {
	const tools = (t1: JsonRecord, more: JsonRecord = {}) => ({ collections: { tools: { t1, ...more } }, schema: 1 })
	const base = writeInventory(tools({ name: 'Paie', note: 'a' }))
	const left = writeInventory(tools({ name: 'Paie', note: 'b' }), { parents: [base], at: later(10) })
	const right = writeInventory(tools({ name: 'Payes', note: 'a' }, { t2: { name: 'Site' } }), { parents: [base], at: later(20), by: 'bruno' })
	suite.inventory('merge', 'two inventories: fields of both sides', { heads: [left, right], others: [base] }, gives({ content: tools({ name: 'Payes', note: 'b' }, { t2: { name: 'Site' } }) }))
	const replaced = (more: Parameters<typeof writeInventory>[1]) => writeInventory(tools({ name: 'Paie' }), more)
	suite.inventory('header altered', 'an inventory of another notebook', { heads: [replaced({ notebook: 'a'.repeat(32) })] }, 'wrong-notebook')
	suite.inventory('unknown version', 'an inventory of a later format', { heads: [replaced({ change: (revision) => ({ ...revision, format: 2 }) })] }, 'unsupported-version')
	suite.inventory('unknown version', 'an inventory whose content has a later schema', { heads: [replaced({ change: (revision) => ({ ...revision, content: { collections: {}, schema: 2 } }) })] }, 'unsupported-version')
	suite.inventory('header altered', 'an inventory of another kind', { heads: [replaced({ change: (revision) => ({ ...revision, kind: 'vault' }) })] }, 'altered')
	suite.inventory('header altered', 'an inventory with a wrong time', { heads: [replaced({ at: '2026-11-22' })] }, 'altered')
	suite.inventory('non-canonical', 'an inventory with a line break at its end', { heads: [replaced({ write: (value) => Buffer.from(`${JSON.stringify(value)}\n`) })] }, 'altered')
	suite.inventory('name', 'an inventory under the name of another', { heads: [{ name: left.name, bytes: base.file.bytes }] }, 'altered')
	suite.inventory('truncated', 'half an inventory', { heads: [named(2, left.file.bytes.subarray(0, left.file.bytes.length / 2))] }, 'altered')
}

/** Merges of contents, the expectation written by hand. */
function contents(suite: Suite): void {
	const side = (place: number, records: JsonRecord, more: JsonRecord = {}) => ({ name: `0000000${place}-${fixedId(`side ${place}`)}`, at: later(place), by: `by ${place}`, content: { ...more, collections: { things: records }, schema: 1 } })
	const content = (records: JsonRecord, more: JsonRecord = {}) => ({ ...more, collections: { things: records }, schema: 1 })
	const conflict = (field: string, value: string) => ({ at: later(3), by: 'by 2', field, reason: 'conflict', value })
	const merge = (description: string, base: JsonRecord | null, left: JsonRecord, right: JsonRecord, result: JsonRecord): void => suite.merge(description, { base: base === null ? null : content(base), left: side(2, left), right: side(3, right) }, content(result))
	merge('a record added on each side', {}, { a: { v: 1 } }, { b: { v: 2 } }, { a: { v: 1 }, b: { v: 2 } })
	merge('deleted on one side, unchanged on the other', { a: { v: 1 }, b: {} }, { b: {} }, { a: { v: 1 }, b: {} }, { b: {} })
	merge('deleted on one side, changed on the other', { a: { v: 1 } }, {}, { a: { v: 2 } }, { a: { v: 2 } })
	merge('one field, two values', { a: { v: 'x' } }, { a: { v: 'y' } }, { a: { v: 'z' } }, { a: { v: 'z', history: [conflict('v', 'y')] } })
	merge('one field, one value twice', { a: { v: 'x' } }, { a: { v: 'y' } }, { a: { v: 'y' } }, { a: { v: 'y' } })
	merge('a field taken away by the later side', { a: { v: 'x' } }, { a: { v: 'y' } }, { a: {} }, { a: { history: [conflict('v', 'y')] } })
	merge('a field taken away by the earlier side', { a: { v: 'x', w: 1 } }, { a: { w: 1 } }, { a: { v: 'z', w: 1 } }, { a: { v: 'z', w: 1 } })
	merge('fields written by programs keep no loser', { a: { updatedBy: 'x', usedAt: '1' } }, { a: { updatedBy: 'y', usedAt: '2' } }, { a: { updatedBy: 'z', usedAt: '3' } }, { a: { updatedBy: 'z', usedAt: '3' } })
	merge('the same record new on both sides, without a base', null, { a: { v: 'y', w: 1 } }, { a: { v: 'z', w: 1 } }, { a: { v: 'z', w: 1, history: [conflict('v', 'y')] } })
	const edit = (minute: number, value: string) => ({ at: later(minute), by: 'by 1', field: 'v', reason: 'edit', value })
	merge('histories of both sides', { a: { v: 'x' } }, { a: { v: 'y', history: [edit(2, 'x')] } }, { a: { v: 'x', w: 1, history: [edit(1, 'u')] } }, { a: { v: 'y', w: 1, history: [edit(1, 'u'), edit(2, 'x')] } })
	const many = (from: number) => Array.from({ length: 40 }, (_, index) => edit(from + index, `v${from + index}`))
	merge('a history of more than 50 values keeps the last 50', { a: { v: 'x' } }, { a: { v: 'x', w: 1, history: many(0) } }, { a: { v: 'x', x: 1, history: many(30) } }, { a: { v: 'x', w: 1, x: 1, history: [...many(0).slice(20), ...many(30).slice(10)] } })
	suite.merge('other members of the content', { base: content({}, { k: 1, l: 1 }), left: side(2, {}, { k: 2, l: 1 }), right: side(3, {}, { k: 3 }) }, content({}, { k: 3 }))
	suite.merge('equal times: the greater name is the later', { base: content({ a: { v: 'x' } }), left: { ...side(2, { a: { v: 'y' } }), at: later(3) }, right: side(3, { a: { v: 'z' } }) }, content({ a: { v: 'z', history: [conflict('v', 'y')] } }))
	suite.merge('a collection emptied on one side and gone on the other', { base: content({ a: {} }), left: { ...side(2, {}), content: { collections: {}, schema: 1 } }, right: side(3, {}) }, { collections: {}, schema: 1 })
}

/** A state older than the remembered one, which is gone, asked for by the person. */
export function older(suite: Suite): void {
	const [anne, bruno, chloe, dora, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader'), somebody('dora'), somebody('eve')]
	const first = writeVault(anne)
	const second = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno) })
	const third = writeVault(bruno, { parents: [second], content: holding({ [RECORD]: credential(bruno) }) })
	const fourth = writeVault(anne, { parents: [third], lists: listsOf(anne, bruno, chloe) })
	const one = (description: string, scene: Omit<Parameters<Suite['vault']>[2], 'reader' | 'acceptOlder'>, expect: Parameters<Suite['vault']>[3]): void => suite.vault('rolled back', `asked for by the person: ${description}`, { reader: anne, remembered: fourth, acceptOlder: true, ...scene }, expect)
	one('other lists, by a writer, above what a keeper known then began', { heads: [third], others: [first, second] }, vaultResult(third.content, third.lists))
	one('the same, its beginning not at hand', { heads: [third], others: [second] }, vaultResult(third.content, third.lists))
	one('the same, what it follows not at hand', { heads: [third] }, 'not-allowed')
	one('the beginning, by a keeper known then', { heads: [first] }, vaultResult(first.content, first.lists))
	const invented = writeVault(eve, { lists: listsOf(eve, anne) })
	one('a beginning by a stranger', { heads: [invented] }, 'not-allowed')
	one('what a stranger wrote above their own beginning', { heads: [writeVault(eve, { parents: [invented], lists: listsOf(eve, anne, bruno) })], others: [invented] }, 'not-allowed')
	one('a stranger under the id of a keeper known then', { heads: [writeVault({ ...eve, id: anne.id }, { parents: [second], lists: { members: { [anne.id]: eve.entry, [eve.id]: anne.entry }, removed: {} } })], others: [first, second] }, 'not-allowed')
	one('what the browser remembers is gone, what the identity remembers still judges', { heads: [writeVault(eve, { parents: [second], lists: listsOf(anne, bruno, eve) })], others: [first, second], remembered: second, browser: fourth.name }, 'not-allowed')
	const unknown = writeVault(dora, { parents: [writeVault(anne, { parents: [first], lists: listsOf(anne, dora) })], lists: listsOf(anne, dora) })
	one('by a keeper of then who is none of those remembered, the history not at hand', { heads: [unknown] }, 'not-allowed')
	suite.vault('rolled back', 'nothing is remembered but the name that the browser knows: the trust of a first opening', { reader: anne, heads: [third], browser: fourth.name, acceptOlder: true }, vaultResult(third.content, third.lists))
}
