// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Suite } from '../suite.ts'
import type { Somebody, VaultChoices, Written } from '../writer.ts'

import { Buffer } from 'node:buffer'
import { canonicalBuffer } from '../../reference/json.ts'
import { H, keysOfSeed, KH, str } from '../../reference/primitives.ts'
import { gives } from '../model.ts'
import { CHEAPEST, credential, holding, lockOf } from '../more-writers.ts'
import { as, fixed, fixedId, later, listsOf, NOTEBOOK, removing, somebody, VAULT, writeVault } from '../writer.ts'

const CODE = 'Abaisser élégant zèbre académie abaisser élégant zèbre acajou'
const PASSWORD = 'abaisser elegant zebre academie abaisser elegant zebre acajou'
const OTHER_CODE = 'acajou élégant zèbre académie abaisser élégant zèbre acajou'

/** Invitations and envelopes, as whoever enters meets them. */
export function entering(suite: Suite): void {
	const { derived, kdf: { salt } } = lockOf(PASSWORD, fixed('salt of the code'))
	const slot = fixedId('slot of the invitation')
	const seed = KH(derived.subarray(0, 32), str('trousseau invitation seed v1'), str(VAULT), str(slot))
	const keys = keysOfSeed(seed)
	const [anne, bruno, eve, dora] = [somebody('anne'), somebody('bruno', 'writer'), somebody('eve'), somebody('dora')]
	const content = holding({ [fixedId('record 1')]: credential(anne) })
	const before = writeVault(anne, { parents: [writeVault(anne)], lists: listsOf(anne, bruno), content })

	/** The invitation's entry, vouched for by somebody. */
	const guest = (inviter: Somebody, voucher: JsonRecord = {}, more: JsonRecord = {}): Somebody => {
		const entry = { expiresAt: later(1_000), role: 'writer', ...more }
		const { box, sign } = inviter.entry
		const said = { after: [before.name], by: inviter.id, lists: H(canonicalBuffer({ ...before.lists })).toString('hex'), ...voucher }
		const proof = KH(derived.subarray(32), str('trousseau invitation voucher v1'), canonicalBuffer({ ...said, box: box ?? '', expiresAt: later(1_000), notebook: NOTEBOOK, role: 'writer', sign: sign ?? '', slot, vault: VAULT }))
		const self = { ...somebody('invitation', 'writer', 'invitation'), keys }
		return as(self, { box: keys.boxPublic.toString('base64'), sign: keys.signPublic.toString('base64'), slot, voucher: { ...said, proof: proof.toString('hex'), ...voucher.proof === undefined ? {} : { proof: voucher.proof } }, ...entry })
	}
	const invitations = [{ kdf: { ...CHEAPEST, salt }, slot }]
	const inviting = (invited: Somebody, author = anne, choices: VaultChoices = {}): Written => writeVault(author, { parents: [before], lists: listsOf(anne, bruno, invited), invitations, ...choices })
	const one = (inClass: Parameters<Suite['invitation']>[0], description: string, head: Written, expect: Parameters<Suite['invitation']>[3], more: Partial<Parameters<Suite['invitation']>[2]> = {}): void => suite.invitation(inClass, description, { code: CODE, person: dora, at: later(100), heads: [head], others: [], ...more }, expect)
	const result = gives({ content, inviter: 'anne', role: 'writer' })
	const honest = inviting(guest(anne))
	one('opens', 'the code of an invitation', honest, result)
	one('opens', 'the code typed without accents', honest, result, { code: ` ${PASSWORD.toUpperCase()} ` })
	const written = writeVault(bruno, { parents: [honest], invitations })
	one('opens', 'an invitation after a writer\'s revision', written, result, { others: [honest, before] })
	one('wrong key', 'the code of another invitation', honest, 'invitation-unknown', { code: OTHER_CODE })
	one('wrong key', 'seven words', honest, 'wrong-words', { code: CODE.split(' ').slice(1).join(' ') })
	one('wrong key', 'a word outside the list', honest, 'wrong-words', { code: CODE.replace('acajou', 'trousseau') })
	one('wrong key', 'an invitation that was used or cancelled', writeVault(anne, { parents: [honest], lists: removing(honest.lists, guest(anne)) }), 'invitation-unknown')
	one('out of bounds', 'an invitation after its time', honest, 'invitation-expired', { at: later(1_000) })
	one('wrong author', 'a voucher by somebody who does not know the code', inviting(guest(anne, { proof: fixed('proof', 32).toString('hex') })), 'altered')
	one('wrong author', 'a voucher whose inviter has other keys in the list', inviting(guest(anne), anne, { lists: listsOf(as(anne, { box: String(eve.entry.box) }), bruno, guest(anne)), parents: [before] }), 'altered')
	one('wrong author', 'an invitation whose role was raised', inviting(guest(anne, {}, { role: 'keeper' })), 'altered')
	one('wrong author', 'an invitation whose time was lengthened', inviting(guest(anne, {}, { expiresAt: later(9_000) })), 'altered')
	one('wrong key', 'an invitation whose inviter is no longer a member', inviting(guest(eve)), 'invitation-unknown')
	const elsewhere = `00000002-${fixedId('x')}`
	const forged = (author: Somebody): Written => writeVault(author, { lists: listsOf(author, anne, bruno, guest(anne)), invitations, place: { number: 3, parents: [elsewhere], ancestors: [elsewhere] } })
	one('rolled back', 'an invitation copied into a history that does not hold what the inviter saw', forged(eve), 'rolled-back')
	one('not allowed', 'a member whom the inviter did not see, the history not at hand', writeVault(eve, { parents: [honest], lists: listsOf(anne, bruno, eve, guest(anne)), invitations }), 'not-allowed')
	const impostor = writeVault(eve, { parents: [honest], lists: listsOf(anne, bruno, eve, guest(anne)), invitations })
	one('not allowed', 'the same with the history at hand', impostor, 'not-allowed', { others: [honest, before] })
	envelopes(suite)
}

function envelopes(suite: Suite): void {
	const bits = fixed('bits of an envelope')
	const sign = keysOfSeed(KH(bits, str('trousseau envelope seed v1'), str(VAULT))).signPublic.toString('hex')
	const result = gives({ bits: bits.toString('hex'), sign })
	const coded = `TRSENV1-${bits.toString('hex').toUpperCase()}`
	suite.envelope('opens', 'the QR code of an envelope', coded, result)
	suite.envelope('opens', 'its twelve words', SHEET.join(' '), result)
	suite.envelope('opens', 'its twelve words without accents, in capitals', ` ${SHEET.join('  ').normalize('NFD').replace(/\p{Mn}/gu, '').toUpperCase()}\n`, result)
	suite.envelope('opens', 'its twelve words, numbered, with commas', SHEET.map((word, place) => `${place + 1}. ${word}`).join(', '), result)
	suite.envelope('opens', 'the QR code as a phone may paste it', `\uFEFF${coded.toLowerCase().replace('-', '–')}`, result)
	suite.envelope('wrong key', 'two words exchanged', [SHEET[1], SHEET[0], ...SHEET.slice(2)].join(' '), 'wrong-words')
	suite.envelope('wrong key', 'a word missing', SHEET.slice(1).join(' '), 'wrong-words')
	suite.envelope('wrong key', 'a word outside the list', ['trousseau', ...SHEET.slice(1)].join(' '), 'wrong-words')
	suite.envelope('wrong key', 'the QR code without its last digit', coded.slice(0, -1), 'wrong-words')
	suite.envelope('wrong key', 'nothing', Buffer.alloc(0).toString(), 'wrong-words')
}

/** Frozen: both readers must give the bits. */
const SHEET: readonly string[] = ['horde', 'tympan', 'natation', 'tripler', 'filtrer', 'spécial', 'libérer', 'exact', 'enviable', 'bavarder', 'méchant', 'exulter']
