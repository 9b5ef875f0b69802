// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Suite } from '../suite.ts'
import type { Somebody, VaultChoices, Written } from '../writer.ts'

import type { Buffer } from 'node:buffer'
import { credential, holding } from '../more-writers.ts'
import { memoryOf, vaultResult } from '../suite.ts'
import { as, fixed, fixedId, later, listsOf, OTHER_VAULT, removing, somebody, writeVault } from '../writer.ts'

const RECORD = fixedId('record 1')
const SALT = { memory: 67_108_864, passes: 3, salt: fixedId('salt') }

/** Rights of each role: each rule of the judgement, and of the remembered pins. */
export function rights(suite: Suite): void {
	keys(suite)
	authors(suite)
	everyone(suite)
	persons(suite)
	guests(suite)
}

function keys(suite: Suite): void {
	const [anne, bruno, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('eve')]
	const written = writeVault(anne, { lists: listsOf(anne, bruno) })
	suite.vault('wrong key', 'an identity without any grant', { reader: eve, heads: [written] }, 'not-a-member')
	suite.vault('wrong key', 'somebody who was removed', { reader: bruno, heads: [writeVault(anne, { parents: [written], lists: removing(listsOf(anne, bruno), bruno), epoch: 2, key: fixed('second key', 32) })], others: [written], remembered: written }, 'not-a-member')
	suite.vault('wrong key', 'a listed box key with another signing key than the reader\'s', { reader: bruno, heads: [writeVault(anne, { lists: listsOf(anne, as(bruno, { sign: String(eve.entry.sign) })) })] }, 'altered')
	suite.vault('wrong key', 'a payload under another key than the grants give', { reader: anne, heads: [writeVault(anne, { parts: { payloadKey: () => fixed('other payload key', 32) } })] }, 'altered')
	suite.vault('wrong key', 'a payload key that is not bound to the header', { reader: anne, heads: [writeVault(anne, { parts: { payloadKey: () => fixed('first vault key', 32) } })] }, 'altered')
	suite.vault('wrong key', 'another vault of the same notebook', { reader: anne, heads: [writeVault(anne, { vault: OTHER_VAULT })] }, 'wrong-notebook')
	suite.vault('wrong key', 'the same, asked for under its own id', { reader: anne, vault: OTHER_VAULT, heads: [writeVault(anne, { vault: OTHER_VAULT })] }, vaultResult({ collections: { credentials: {} }, schema: 1 }, listsOf(anne)))
}

function authors(suite: Suite): void {
	const [anne, bruno, chloe, eve] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader'), somebody('eve')]
	const lists = listsOf(anne, bruno, chloe)
	const before = writeVault(anne, { parents: [writeVault(anne)], lists })
	const after = (description: string, author: Somebody, choices: VaultChoices, code: string): void => suite.vault('wrong author', description, { reader: anne, heads: [writeVault(author, { parents: [before], ...choices })], others: [before], remembered: before }, code)
	after('the keeper named, the writer\'s signature', anne, { signer: bruno }, 'bad-signature')
	after('the writer named, a reader\'s signature', bruno, { signer: chloe }, 'bad-signature')
	after('the writer named, a stranger\'s signature', bruno, { signer: eve }, 'bad-signature')
	after('a signature of zeros', bruno, { parts: { frame: (frame) => frame.fill(0, 0, 64) } }, 'bad-signature')
	after('a signature for identities', bruno, { parts: { domain: 'trousseau identity revision v1' } }, 'bad-signature')
	after('the fields of two credentials exchanged under the signature of what they were', bruno, { parts: { frame: () => swapped(bruno, before) } }, 'bad-signature')
	after('a reader', chloe, {}, 'not-allowed')
	after('a stranger', eve, {}, 'not-allowed')
	after('a stranger who lists themself', eve, { lists: listsOf(anne, bruno, chloe, eve) }, 'not-allowed')
	suite.vault('wrong author', 'a first revision signed by another than its member', { reader: anne, heads: [writeVault(anne, { signer: eve })] }, 'bad-signature')
	suite.vault('wrong author', 'without its parents, a writer\'s name with a reader\'s signature', { reader: anne, heads: [writeVault(bruno, { parents: [before], signer: chloe })] }, 'bad-signature')
	suite.vault('wrong author', 'without its parents, a reader', { reader: anne, heads: [writeVault(chloe, { parents: [before] })] }, 'not-allowed')
	const bad = writeVault(bruno, { parents: [before], signer: eve })
	suite.vault('wrong author', 'a sound revision above one whose signature is false', { reader: anne, heads: [writeVault(anne, { parents: [bad] })], others: [bad, before], remembered: before }, 'bad-signature')
}

/** The frame of an honest revision whose credentials exchange their passwords, the signature left as it was. */
function swapped(author: Somebody, parent: Written): Buffer {
	const two = (first: string, second: string) => holding({ [RECORD]: credential(author, { password: first }), [fixedId('record 2')]: credential(author, { password: second }) })
	let signature: Buffer | undefined
	let frame: Buffer | undefined
	writeVault(author, { parents: [parent], content: two('aaaa', 'bbbb'), parts: { frame: (made) => (signature = made) } })
	writeVault(author, { parents: [parent], content: two('bbbb', 'aaaa'), parts: { frame: (made) => (frame = made) } })
	signature?.copy(frame as Buffer, 0, 0, 64)
	return frame as Buffer
}

function everyone(suite: Suite): void {
	const [anne, bruno, chloe, dora] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader'), somebody('dora')]
	const first = writeVault(anne)
	const head = (description: string, choices: VaultChoices): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(anne, { parents: [first], ...choices })], others: [first], remembered: first }, 'not-allowed')
	const entry = (person: Somebody, more: JsonRecord): Somebody => as(person, more)
	head('two members with one box key', { lists: listsOf(anne, bruno, entry(dora, { box: String(bruno.entry.box) })) })
	head('two members with one signing key', { lists: listsOf(anne, bruno, entry(dora, { sign: String(bruno.entry.sign) })) })
	head('somebody both listed and removed', { lists: { ...listsOf(anne, bruno), removed: { [bruno.id]: { at: later(1), label: 'bruno' } } } })
	head('no keeper left', { lists: listsOf(as(anne, { role: 'writer' })) })
	head('no keeper but an envelope', { lists: listsOf(as(anne, { role: 'writer' }), somebody('envelope', 'keeper', 'envelope')) })
	head('somebody removed who never was a member', { lists: { ...listsOf(anne), removed: { [bruno.id]: { at: later(1), label: 'bruno' } } } })
	head('an invitation in the lists only', { lists: listsOf(anne, somebody('guest', 'writer', 'invitation')) })
	head('an invitation in the header only', { lists: listsOf(anne, bruno), invitations: [{ kdf: SALT, slot: String(bruno.entry.slot) }] })
	const firsts = (description: string, choices: VaultChoices, author = anne): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(author, choices)] }, 'not-allowed')
	firsts('a first revision of two members', { lists: listsOf(anne, bruno) })
	firsts('a first revision of epoch 2', { epoch: 2 })
	firsts('a first revision with somebody removed', { lists: { ...listsOf(anne), removed: { [bruno.id]: { at: later(1), label: 'bruno' } } } })
	firsts('a first revision by a writer', { lists: listsOf(as(anne, { role: 'writer' })) })
	const two = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno, chloe) })
	const third = (description: string, author: Somebody, choices: VaultChoices): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(author, { parents: [two], ...choices })], others: [two], remembered: two }, 'not-allowed')
	third('somebody disappears unsaid', anne, { lists: listsOf(anne, chloe) })
	third('a key changed within its epoch', anne, { key: fixed('second key', 32) })
	third('an epoch left out', anne, { epoch: 3, key: fixed('second key', 32) })
	third('ancestors that are not those of the parent', anne, { place: { number: 3, parents: [two.name], ancestors: [two.name] } })
	const gone = writeVault(anne, { parents: [two], lists: removing(two.lists, bruno), epoch: 2, key: fixed('second key', 32) })
	const fourth = (description: string, choices: VaultChoices): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(anne, { parents: [gone], ...choices })], others: [gone], remembered: gone }, 'not-allowed')
	fourth('a removed member comes back', { lists: two.lists })
	fourth('an entry of the removed is rewritten', { lists: removing(two.lists, bruno, later(50)) })
	fourth('the former epoch again', { epoch: 1, key: first.key })
}

function persons(suite: Suite): void {
	const [anne, bruno, chloe, dora] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader'), somebody('dora')]
	const before = writeVault(anne, { parents: [writeVault(anne)], lists: listsOf(anne, bruno, chloe) })
	const by = (description: string, choices: VaultChoices): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(bruno, { parents: [before], ...choices })], others: [before], remembered: before }, 'not-allowed')
	by('a writer adds a member', { lists: listsOf(anne, bruno, chloe, dora) })
	by('a writer makes themself keeper', { lists: listsOf(anne, as(bruno, { role: 'keeper' }), chloe) })
	by('a writer removes a reader', { lists: removing(before.lists, chloe) })
	by('a writer renames a member', { lists: listsOf(as(anne, { label: 'Maire' }), bruno, chloe) })
	by('a writer starts a new key', { epoch: 2, key: fixed('second key', 32) })
	const short = as(bruno, { expiresAt: later(10) })
	const lent = writeVault(anne, { parents: [before], lists: listsOf(anne, short, chloe) })
	suite.vault('not allowed', 'a writer whose time is over', { reader: anne, heads: [writeVault(short, { parents: [lent], at: later(10) })], others: [lent], remembered: lent }, 'not-allowed')
	const removal = writeVault(anne, { parents: [before], lists: removing(before.lists, bruno), epoch: 2, key: fixed('second key', 32) })
	const branch = writeVault(bruno, { parents: [before], content: holding({ [RECORD]: credential(bruno) }), at: later(20) })
	const waiting = vaultResult(removal.content, removal.lists, [branch])
	suite.vault('not allowed', 'a branch of a writer whom another branch removed stays aside', { reader: anne, heads: [removal, branch], others: [before], remembered: removal }, waiting)
	suite.vault('not allowed', 'the same for whoever remembers neither', { reader: anne, heads: [removal, branch], others: [before], remembered: before }, waiting)
	const above = writeVault(anne, { parents: [branch], at: later(25) })
	suite.vault('not allowed', 'a sound revision above that branch stays aside with it', { reader: anne, heads: [removal, above], others: [before, branch], remembered: removal }, vaultResult(removal.content, removal.lists, [above]))
	const merged = writeVault(as(chloe, { role: 'reader' }), { parents: [removal, branch], lists: removal.lists, epoch: 2, key: removal.key })
	suite.vault('not allowed', 'a reader merges that branch', { reader: anne, heads: [merged], others: [before, removal, branch], remembered: before }, 'not-allowed')
	const accepted = writeVault(anne, { parents: [removal, branch], lists: removal.lists, content: branch.content, epoch: 2, key: removal.key })
	suite.vault('not allowed', 'a keeper who accepts it is allowed', { reader: anne, heads: [accepted], others: [before, removal, branch], remembered: before }, vaultResult(branch.content, removal.lists))
	suite.vault('not allowed', 'a revision by a removed writer above the removal', { reader: anne, heads: [writeVault(bruno, { parents: [removal] })], others: [removal, before], remembered: before }, 'not-allowed')
	const bogus = writeVault(bruno, { parents: [before], lists: listsOf(anne, bruno, chloe, dora) })
	suite.vault('not allowed', 'a sound revision above one that is not allowed', { reader: anne, heads: [writeVault(anne, { parents: [bogus] })], others: [bogus, before], remembered: before }, 'not-allowed')
	const [far, unknown] = [writeVault(anne, { parents: [before] }), writeVault(bruno, { parents: [before] })]
	suite.vault('not allowed', 'other lists by a keeper who is remembered, the parents not at hand: allowed', { reader: anne, heads: [writeVault(anne, { parents: [far], lists: listsOf(anne, bruno, chloe, dora) })], remembered: before }, vaultResult(before.content, listsOf(anne, bruno, chloe, dora)))
	suite.vault('not allowed', 'other lists by a writer, the parents not at hand', { reader: anne, heads: [writeVault(bruno, { parents: [unknown], lists: listsOf(anne, bruno, chloe, dora) })], remembered: before }, 'not-allowed')
	suite.vault('not allowed', 'other lists by somebody who lists themself as keeper, the parents not at hand', { reader: anne, heads: [writeVault(dora, { parents: [unknown], lists: listsOf(anne, bruno, chloe, dora) })], remembered: before }, 'not-allowed')
	suite.vault('not allowed', 'other lists than those remembered, no keeper remembered, the parents not at hand', { reader: anne, heads: [writeVault(anne, { parents: [writeVault(anne, { parents: [before] })], lists: listsOf(anne, bruno, chloe, dora) })], remembered: { ...memoryOf(before), keepers: {} } }, 'not-allowed')
	const another = writeVault(anne, { at: later(5) })
	suite.vault('not allowed', 'another beginning beside what is remembered', { reader: anne, heads: [before, another], remembered: before }, 'not-allowed')
}

function guests(suite: Suite): void {
	const [anne, bruno, dora, eve] = [somebody('anne'), somebody('bruno', 'writer'), ...['dora', 'eve'].map((name) => somebody(name, 'writer', 'person', { invitedBy: fixedId('member guest') }))] as [Somebody, Somebody, Somebody, Somebody]
	const guest = somebody('guest', 'writer', 'invitation', { expiresAt: later(1_000) })
	const invitations = [{ kdf: SALT, slot: String(guest.entry.slot) }]
	const first = writeVault(anne)
	const before = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno, guest), invitations })
	const by = (description: string, choices: VaultChoices): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(guest, { parents: [before], ...choices })], others: [before], remembered: before }, 'not-allowed')
	const used = (...people: readonly Somebody[]) => removing(listsOf(anne, bruno, guest, ...people), guest)
	by('an invitation adds a keeper', { lists: used(as(dora, { role: 'keeper' })) })
	by('an invitation adds two persons', { lists: used(dora, eve) })
	by('an invitation adds an envelope', { lists: used(as(dora, { kind: 'envelope' })) })
	by('an invitation adds a person and stays', { lists: listsOf(anne, bruno, guest, dora), invitations })
	by('an invitation adds nobody', { lists: used() })
	by('an invitation changes the content', { lists: used(dora), content: holding({ [RECORD]: credential(dora) }) })
	by('an invitation after its time', { lists: used(dora), at: later(1_000) })
	by('an invitation removes somebody else', { lists: removing(used(dora), bruno) })
	by('an invitation starts a new key', { lists: used(dora), epoch: 2, key: fixed('second key', 32) })
	suite.vault('not allowed', 'a keeper changes what an invitee needs', { reader: anne, heads: [writeVault(anne, { parents: [before], invitations: [{ kdf: { ...SALT, salt: fixedId('other salt') }, slot: String(guest.entry.slot) }] })], others: [before], remembered: before }, 'not-allowed')
	const cancelled = writeVault(anne, { parents: [before], lists: removing(before.lists, guest) })
	const late = writeVault(guest, { parents: [before], lists: used(dora), at: later(30) })
	suite.vault('not allowed', 'a cancelled invitation used on a branch stays aside', { reader: anne, heads: [cancelled, late], others: [before], remembered: cancelled }, vaultResult(cancelled.content, cancelled.lists, [late]))
	by('an invitation that does not say whom it let in', { lists: used(somebody('dora', 'writer')) })
	by('an invitation dated before what it follows', { lists: used(dora), at: later(-10) })
	const twice = writeVault(guest, { parents: [before], lists: used(eve), at: later(30) })
	const [low, high] = late.name < twice.name ? [late, twice] : [twice, late]
	suite.vault('not allowed', 'an invitation used twice: the acceptance of the lower name stands', { reader: anne, heads: [late, twice], others: [before], remembered: before }, vaultResult(low.content, low.lists, [high]))
	suite.vault('not allowed', 'the slot of a cancelled invitation is put back by a writer', { reader: anne, heads: [writeVault(bruno, { parents: [cancelled], lists: before.lists, invitations })], others: [cancelled], remembered: cancelled }, 'not-allowed')

	const envelope = somebody('envelope', 'keeper', 'envelope')
	const sealed = writeVault(anne, { parents: [first], lists: listsOf(anne, bruno, envelope), content: holding({ [RECORD]: credential(anne) }) })
	const opening = (description: string, choices: VaultChoices): void => suite.vault('not allowed', description, { reader: anne, heads: [writeVault(envelope, { parents: [sealed], ...choices })], others: [sealed], remembered: sealed }, 'not-allowed')
	const keeper = as(dora, { role: 'keeper', invitedBy: envelope.id })
	opening('an envelope adds a writer', { lists: listsOf(anne, bruno, envelope, as(keeper, { role: 'writer' })) })
	opening('an envelope that does not say whom it let in', { lists: listsOf(anne, bruno, envelope, somebody('dora')) })
	opening('an envelope makes a keeper and changes their keys', { lists: listsOf(anne, as(bruno, { role: 'keeper', invitedBy: envelope.id, sign: String(eve.entry.sign) }), envelope) })
	opening('an envelope dated before what it follows', { lists: listsOf(anne, bruno, envelope, keeper), at: later(-10) })
	opening('an envelope adds two keepers', { lists: listsOf(anne, bruno, envelope, keeper, as(eve, { role: 'keeper', invitedBy: envelope.id })) })
	opening('an envelope changes a credential', { lists: listsOf(anne, bruno, envelope, keeper), content: holding({ [RECORD]: credential(anne, { password: 'other' }) }) })
	opening('an envelope removes a member', { lists: removing(listsOf(anne, bruno, envelope, keeper), bruno) })
	opening('an envelope starts a new key', { lists: listsOf(anne, bruno, envelope, keeper), epoch: 2, key: fixed('second key', 32) })
	opening('an envelope adds nobody', {})
}
