// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json } from '../../reference/json.ts'
import type { Suite } from '../suite.ts'

import { Buffer } from 'node:buffer'
import { canonicalBuffer } from '../../reference/json.ts'
import { gives } from '../model.ts'
import { credential, holding, writeInventory } from '../more-writers.ts'
import { as, fixed, fixedId, later, listsOf, NOTEBOOK, removing, somebody, writeVault } from '../writer.ts'

/** Valid files: every part of the format in its right form. */
export function opens(suite: Suite): void {
	const [anne, bruno, chloe] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader')]
	const all = listsOf(anne, bruno, chloe)
	const content = holding({ [fixedId('record 1')]: credential(anne), [fixedId('record 2')]: credential(bruno, { label: 'École', tags: ['école', 'cantine'], favourite: true }) })

	const first = writeVault(anne)
	suite.opens('opens', 'the first revision of a vault, empty', first, { reader: anne })
	const second = writeVault(anne, { parents: [first], lists: all, content })
	suite.opens('opens', 'a second revision: two credentials, three members, read by the keeper who remembers the first', second, { reader: anne, others: [first], remembered: first })
	suite.opens('opens', 'the same read by the writer for the first time, nothing else at hand', second, { reader: bruno })
	suite.opens('opens', 'the same read by the reader', second, { reader: chloe })
	const third = writeVault(bruno, { parents: [second], content: holding({ [fixedId('record 1')]: credential(bruno, { password: 'changé' }) }) })
	suite.opens('opens', 'a revision by the writer, judged by its parent', third, { reader: chloe, others: [second], remembered: second })
	suite.opens('opens', 'the same without its parent, whose lists are those remembered', third, { reader: chloe, remembered: second })
	const foreignFields = holding({ [fixedId('record 1')]: credential(anne, { later: { nested: [1, 2.5, null] } }) }, { later: 'kept' })
	suite.opens('opens', 'fields of a later version are kept', writeVault(anne, { content: foreignFields }), { reader: anne })
	const rekeyed = writeVault(anne, { parents: [third], lists: removing(all, bruno), epoch: 2, key: fixed('second key', 32) })
	suite.opens('opens', 'the writer is removed and the key is new', rekeyed, { reader: chloe, others: [third], remembered: third })
	const invitation = somebody('invitation', 'writer', 'invitation', { expiresAt: '2026-11-29T10:00:00.000Z' })
	const invitations = [{ kdf: { memory: 67_108_864, passes: 3, salt: fixedId('salt') }, slot: String(invitation.entry.slot) }]
	const inviting = writeVault(anne, { parents: [second], lists: listsOf(anne, bruno, chloe, invitation), invitations })
	suite.opens('opens', 'an invitation is written into the lists and the header', inviting, { reader: bruno, others: [second], remembered: second })
	const dora = somebody('dora', 'writer', 'person', { invitedBy: invitation.id })
	const accepted = writeVault(invitation, { parents: [inviting], lists: removing(listsOf(anne, bruno, chloe, invitation, dora), invitation), at: later(30) })
	suite.opens('opens', 'the invitation replaces itself by one person of its role', accepted, { reader: anne, others: [inviting], remembered: inviting })
	const envelope = somebody('envelope', 'keeper', 'envelope')
	const kept = writeVault(anne, { parents: [second], lists: listsOf(anne, bruno, chloe, envelope) })
	const eve = somebody('eve', 'keeper', 'person', { invitedBy: envelope.id })
	const openedEnvelope = writeVault(envelope, { parents: [kept], lists: listsOf(anne, bruno, chloe, envelope, eve), content: { ...content, collections: { ...content.collections, events: { [fixedId('event')]: { at: later(40), by: envelope.id, kind: 'envelope-opened', member: eve.id } } } } })
	suite.opens('opens', 'an envelope adds one keeper and records it', openedEnvelope, { reader: anne, others: [kept], remembered: kept })
	const raised = writeVault(envelope, { parents: [kept], lists: listsOf(anne, as(bruno, { role: 'keeper', invitedBy: envelope.id }), chloe, envelope) })
	suite.opens('opens', 'an envelope makes a keeper of a member', raised, { reader: bruno, others: [kept], remembered: kept })
	const expiring = as(bruno, { expiresAt: later(60) })
	const inTime = writeVault(expiring, { parents: [writeVault(anne, { parents: [first], lists: listsOf(anne, expiring) })], at: later(59) })
	suite.opens('opens', 'a writer writes before their time is over', inTime, { reader: anne })
	const long = writeVault(anne, { content: holding({ [fixedId('record 1')]: credential(anne, { note: 'à'.repeat(36_000) }) }) })
	suite.opens('opens', 'a payload of two chunks', long, { reader: anne })
	const accents = holding({ [fixedId('record 1')]: credential(anne, { label: '\u0000\u001f"\\ é 𝄞 \u2028', 10: 'ten', 9: 'nine', '': 'empty name' }) })
	suite.opens('opens', 'control characters, astral characters, numeric and empty names of members', writeVault(anne, { content: accents }), { reader: anne })
	suite.opens('opens', '32 levels of nesting', writeVault(anne, { content: { ...holding({}), deep: nested(30) } }), { reader: anne })
	inventories(suite)
	markers(suite)
	texts(suite)
}

function inventories(suite: Suite): void {
	const content = { collections: { tools: { t1: { name: 'Messagerie', status: 'used' } } }, schema: 1 }
	const first = writeInventory(content)
	suite.inventory('opens', 'an inventory of one tool', { heads: [first] }, gives({ content }))
	const more = { collections: { robots: { r1: { anything: [true] } }, tools: { t1: { colour: 'bleu', name: 'Messagerie' } } }, later: 1, schema: 1 }
	suite.inventory('opens', 'fields and collections of a later version are kept', { heads: [writeInventory(more, { parents: [first] })], others: [first] }, gives({ content: more }))
}

function markers(suite: Suite): void {
	const marker = (more: Record<string, string> = {}) => canonicalBuffer({ commune: { insee: '86239', name: 'Sainte-Radegonde' }, format: 1, notebook: NOTEBOOK, ...more })
	suite.marker('opens', 'a marker', marker(), gives({ notebook: NOTEBOOK, name: 'Sainte-Radegonde', insee: '86239' }))
	suite.marker('opens', 'unknown members of a marker are ignored', marker({ later: 'x' }), gives({ notebook: NOTEBOOK, name: 'Sainte-Radegonde', insee: '86239' }))
	suite.marker('non-canonical', 'a marker with a space', Buffer.from(`${marker().toString()} `), 'altered')
	suite.marker('unknown version', 'a marker of a later format', canonicalBuffer({ commune: {}, format: 2, notebook: NOTEBOOK }), 'unsupported-version')
	suite.marker('header altered', 'a marker whose notebook is no id', marker({ notebook: 'x'.repeat(32) }), 'altered')
	suite.marker('out of bounds', 'a marker longer than 16 KiB', canonicalBuffer({ commune: { insee: '', name: 'x' }, format: 1, later: 'x'.repeat(16_384), notebook: NOTEBOOK }), 'too-large')
}

function texts(suite: Suite): void {
	suite.passphrase('opens', 'outer and inner white space', '  une \u00a0 phrase\tassez\nlongue ', 'une phrase assez longue')
	suite.passphrase('opens', 'compatibility forms', 'ﬁn Ⅳ １２', 'fin IV 12')
	suite.passphrase('opens', 'four words of the list, accents and capitals left out', 'Abaisser ÉLÉGANT zèbre Académie', 'abaisser elegant zebre academie')
	suite.passphrase('opens', 'three words of the list stay as typed', 'Abaisser Élégant zèbre', 'Abaisser Élégant zèbre')
	suite.passphrase('opens', 'a word that is not of the list: all stay as typed', 'Abaisser Élégant zèbre Trousseau', 'Abaisser Élégant zèbre Trousseau')
	suite.passphrase('opens', 'apostrophes, quotes and dashes of a phone or a word processor', 'L’été “à la mairie” — 2026 − 27', 'L\'été "à la mairie" - 2026 - 27')
	suite.passphrase('opens', 'invisible signs', '\uFEFFune\u200B phrase as\u00ADsez \u200Elongue\u2060', 'une phrase assez longue')
	suite.passphrase('opens', 'words of the list, numbered', '1. Abaisser 2) Élégant 3: zèbre 4- Académie.', 'abaisser elegant zebre academie')
	suite.passphrase('opens', 'words of the list, with commas and dashes', 'Abaisser, Élégant – zèbre ; Académie', 'abaisser elegant zebre academie')
	suite.passphrase('opens', 'words of the list and a number that does not count them: all stay as typed', 'Abaisser Élégant zèbre Académie 1962', 'Abaisser Élégant zèbre Académie 1962')
	suite.fingerprint('the five words of two public keys', somebody('anne'), FINGERPRINTS.anne)
	suite.fingerprint('the five words of two other keys', somebody('bruno'), FINGERPRINTS.bruno)
}

/** A list in a list, so many times. */
function nested(levels: number): Json {
	return levels === 0 ? 1 : [nested(levels - 1)]
}

/** Frozen: both readers must give these. */
const FINGERPRINTS = { anne: ['laine', 'source', 'sensible', 'exiler', 'vendredi'], bruno: ['citerne', 'ordonner', 'viticole', 'doseur', 'emmener'] } as const
