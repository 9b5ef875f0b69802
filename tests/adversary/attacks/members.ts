// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Somebody, VaultChoices, Written } from '../../vectors/writer.ts'
import type { Attack } from '../attack.ts'
import type { Office } from '../office.ts'

import { credential, holding } from '../../vectors/more-writers.ts'
import { as, fixed, fixedId, grantFor, later, listsOf, removing, somebody, VAULT, writeVault } from '../../vectors/writer.ts'
import { onReopening } from '../attack.ts'
import { BANK, TAXES } from '../office.ts'

const SALT = { memory: 67_108_864, passes: 3, salt: fixedId('salt') }

/** Somebody, member or not, writes what they may not, and the server serves it. */
function written(name: string, ends: string, write: (office: Office) => Written): Attack {
	return {
		name,
		ends,
		play: async (office) => {
			const before = await office.keeper.everything()
			office.server.put(write(office))
			const ends = await office.keeper.outcome()
			// Whatever is said of it, nothing of it may be in what is shown.
			return ends.endsWith('set aside') && await office.keeper.everything() !== before ? 'accepted' : ends
		},
	}
}

const by = (who: 'anne' | 'bruno' | 'chloe' | 'eve', choices: (office: Office) => VaultChoices) => (office: Office): Written => writeVault(office[who], { parents: [office.third], ...choices(office) })

/** The two credentials with their passwords exchanged. */
function swapped({ content }: Office) {
	const { [BANK]: bank, [TAXES]: taxes } = content.collections.credentials as Record<string, JsonRecord>
	return holding({ [BANK]: { ...bank, password: taxes?.password ?? '' }, [TAXES]: { ...taxes, password: bank?.password ?? '' } })
}

/** The honest signature of one content over another content, sealed under the right key: what a reader and the server can do together. */
function resealed(office: Office, content: ReturnType<typeof holding>): Written {
	let signature: Buffer | undefined
	const honest = { parents: [office.third], content: office.content, at: later(30) }
	writeVault(office.bruno, { ...honest, parts: { frame: (frame) => (signature = frame) } })
	return writeVault(office.bruno, { ...honest, content, parts: { frame: (frame) => {
		signature?.copy(frame, 0, 0, 64)
		return frame
	} } })
}

const invited = (more: JsonRecord = {}) => somebody('guest', 'writer', 'invitation', { expiresAt: later(50), ...more })

/** A vault with an open invitation, seen by the keeper. */
async function withInvitation(office: Office): Promise<Written> {
	const guest = invited()
	const inviting = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, guest), invitations: [{ kdf: SALT, slot: String(guest.entry.slot) }] })
	office.server.put(inviting)
	await office.keeper.open()
	return inviting
}

async function withEnvelope(office: Office): Promise<Written> {
	const sealed = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, somebody('envelope', 'keeper', 'envelope')) })
	office.server.put(sealed)
	await office.keeper.open()
	return sealed
}

/** A vault in which a keeper was made a writer, as the keeper saw it. */
async function demoting(office: Office): Promise<{ readonly base: Written, readonly demotion: Written, readonly dora: Somebody }> {
	const dora = somebody('dora')
	const base = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, dora) })
	const demotion = writeVault(office.anne, { parents: [base], lists: listsOf(office.anne, office.bruno, office.chloe, as(dora, { role: 'writer' })) })
	office.server.put(base, demotion)
	await office.keeper.open()
	return { base, demotion, dora }
}

/** Result of an opening by the keeper: the attacker is no member, and the branch is reported as quarantined. */
async function aside({ keeper, eve }: Office): Promise<string> {
	const ends = await keeper.outcome()
	const { members = [] } = keeper.vault.view ?? {}
	if (ends !== 'accepted' || members.some(({ label }) => label === eve.name)) {
		return ends
	}
	return `set aside, ${keeper.notices.includes('branch-quarantined') ? 'and said' : 'in silence'}`
}

/** A revision by the writer whose grant for somebody opens for nobody. */
function unreadable(office: Office, victim: Somebody): Written {
	const slot = String(victim.entry.slot)
	const spoilt = (grants: readonly JsonRecord[]) => grants.map((grant) => (grant.slot === slot ? grantFor(fixed('first vault key', 32), VAULT, 1, slot, office.eve.keys.boxPublic) : grant))
	return writeVault(office.bruno, { parents: [office.third], header: (header) => ({ ...header, grants: spoilt(header.grants as readonly JsonRecord[]) }) })
}

const guestOf = (more: JsonRecord = {}) => somebody('dora', 'writer', 'person', { invitedBy: fixedId('member guest'), ...more })

/** Attacks by members, former members and strangers with the help of the server. */
export const MEMBERS: readonly Attack[] = [
	written('the passwords of two entries are exchanged under the signature of before', 'bad-signature: set aside', (office) => resealed(office, swapped(office))),
	written('the site of an entry is changed under the signature of before', 'bad-signature: set aside', (office) => resealed(office, holding({ [BANK]: credential(office.anne, { label: 'Banque', site: 'https://voleur.exemple.fr' }) }))),
	written('a reader signs', 'not-allowed: set aside', by('chloe', () => ({}))),
	written('a reader signs in the name of the writer', 'bad-signature: set aside', (office) => writeVault(office.bruno, { parents: [office.third], signer: office.chloe })),
	written('a writer signs in the name of the keeper', 'bad-signature: set aside', (office) => writeVault(office.anne, { parents: [office.third], signer: office.bruno, lists: listsOf(office.anne, as(office.bruno, { role: 'keeper' }), office.chloe) })),
	written('the server adds a member, sealed by a reader\'s copy of the key', 'not-allowed: set aside', by('eve', ({ anne, bruno, chloe, eve }) => ({ lists: listsOf(anne, bruno, chloe, eve) }))),
	written('the server adds a grant to the header, for itself', 'not-allowed: set aside', by('bruno', ({ eve }) => ({ header: withGrant(String(fixedId('slot of eve')), eve.keys.boxPublic) }))),
	written('a writer adds a member', 'not-allowed: set aside', by('bruno', ({ anne, bruno, chloe, eve }) => ({ lists: listsOf(anne, bruno, chloe, eve) }))),
	written('a writer makes themself keeper', 'not-allowed: set aside', by('bruno', ({ anne, bruno, chloe }) => ({ lists: listsOf(anne, as(bruno, { role: 'keeper' }), chloe) }))),
	written('a writer removes a member', 'not-allowed: set aside', by('bruno', ({ lists, chloe }) => ({ lists: removing(lists, chloe) }))),
	written('a writer replaces the keeper\'s public keys by their own', 'altered: set aside', by('bruno', ({ anne, bruno, chloe, eve }) => ({ lists: listsOf(as(anne, { sign: String(eve.entry.sign) }), bruno, chloe) }))),
	written('a writer starts a new vault key', 'not-allowed: set aside', by('bruno', () => ({ epoch: 2, key: fixed('second key', 32) }))),
	written('a writer seals under another key of the same epoch', 'not-allowed: set aside', by('bruno', () => ({ key: fixed('second key', 32) }))),
	written('a writer claims ancestors that are not those of the parent', 'not-allowed: set aside', (office) => writeVault(office.bruno, { parents: [office.third], place: { number: 4, parents: [office.third.name], ancestors: [office.third.name, office.second.name] } })),
	written('a member disappears without being said removed', 'not-allowed: set aside', by('anne', ({ anne, bruno }) => ({ lists: listsOf(anne, bruno) }))),
	written('two members share one pair of keys', 'not-allowed: set aside', by('anne', ({ anne, bruno, chloe, eve }) => ({ lists: listsOf(anne, bruno, chloe, as(eve, { box: String(chloe.entry.box) })) }))),
	written('nobody is left to keep the vault', 'not-allowed: set aside', by('anne', ({ anne, bruno, chloe }) => ({ lists: listsOf(as(anne, { role: 'writer' }), bruno, chloe) }))),
	written('a byte of padding carries a message', 'altered: set aside', by('bruno', () => ({ parts: { frame: (frame) => frame.fill(1, frame.length - 1) } }))),
	written('a content of a later schema', 'unsupported-version', by('bruno', () => ({ content: { collections: {}, schema: 2 } }))),
	written('a content beyond its limits', 'invalid: set aside', by('bruno', ({ anne }) => ({ content: holding({ [BANK]: credential(anne, { label: 'x'.repeat(301) }) }) }))),
	written('a content that reaches for the prototype', 'altered: set aside', by('bruno', () => ({ writePayload: (payload) => Buffer.from(JSON.stringify(payload).replace('"content":{', '"content":{"__proto__":{},')) }))),
	onReopening('a removed member is put back by a writer', 'not-allowed: set aside', async (office) => {
		const removal = writeVault(office.anne, { parents: [office.third], lists: removing(office.lists, office.chloe), epoch: 2, key: fixed('second key', 32) })
		office.server.put(removal)
		await office.keeper.open()
		office.server.put(writeVault(office.bruno, { parents: [removal], lists: office.lists }))
	}),
	onReopening('a removed writer goes on above their removal', 'not-allowed: set aside', async (office) => {
		const removal = writeVault(office.anne, { parents: [office.third], lists: removing(office.lists, office.bruno) })
		office.server.put(removal)
		await office.keeper.open()
		office.server.put(writeVault(office.bruno, { parents: [removal] }))
	}),
	{
		name: 'a keeper whom another branch makes a writer adds a member on a branch of before',
		ends: 'set aside, and said',
		play: async (office) => {
			const { base, dora } = await demoting(office)
			office.server.put(writeVault(dora, { parents: [base], lists: listsOf(office.anne, office.bruno, office.chloe, dora, office.eve) }))
			return aside(office)
		},
	},
	onReopening('a keeper made a writer invents an ancestor in which they still keep the vault', 'not-allowed: set aside', async (office) => {
		const { base, dora, demotion } = await demoting(office)
		const forged = writeVault(dora, { lists: base.lists, place: { number: 4, parents: [office.third.name], ancestors: base.ancestors }, at: later(3) })
		const ancestors = [demotion.name, ...demotion.ancestors, forged.name].sort().reverse()
		office.server.put(forged, writeVault(as(dora, { role: 'writer' }), { parents: [demotion], place: { number: 6, parents: [demotion.name], ancestors } }))
		office.server.put(writeVault(dora, { parents: [forged], lists: listsOf(office.anne, office.bruno, office.chloe, dora, office.eve) }))
	}),
	{
		name: 'a writer seals a revision that the keeper cannot open',
		ends: 'not-a-member, until somebody else writes',
		play: async (office) => {
			const closed = unreadable(office, office.anne)
			office.server.put(closed)
			const ends = await office.keeper.outcome()
			office.server.put(writeVault(office.bruno, { parents: [closed] }))
			return `${ends}, until ${await office.keeper.outcome() === 'accepted' ? 'somebody else writes' : 'nothing'}`
		},
	},
	onReopening('a writer writes after the end of their access', 'not-allowed: set aside', async (office) => {
		const short = as(office.bruno, { expiresAt: later(40) })
		const lent = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, short, office.chloe) })
		office.server.put(lent)
		await office.keeper.open()
		office.server.put(writeVault(short, { parents: [lent], at: later(40) }))
	}),
	onReopening('a sound revision stands above one that was not allowed', 'not-allowed: set aside', (office) => {
		const bad = writeVault(office.bruno, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, office.eve) })
		office.server.put(bad, writeVault(office.anne, { parents: [bad] }))
	}),
	onReopening('the slot of an expired invitation is put back after its removal', 'not-allowed: set aside', async (office) => {
		const inviting = await withInvitation(office)
		const over = writeVault(office.anne, { parents: [inviting], lists: removing(inviting.lists, invited()), at: later(60) })
		office.server.put(over)
		await office.keeper.open()
		office.server.put(writeVault(office.bruno, { parents: [over], lists: inviting.lists, invitations: [{ kdf: SALT, slot: String(invited().entry.slot) }] }))
	}),
	onReopening('an invitation is used after its time', 'not-allowed: set aside', async (office) => {
		const inviting = await withInvitation(office)
		office.server.put(writeVault(invited(), { parents: [inviting], lists: removing(listsOf(office.anne, office.bruno, office.chloe, invited(), guestOf()), invited()), at: later(50) }))
	}),
	onReopening('an invitation for a writer lets a keeper in', 'not-allowed: set aside', async (office) => {
		const inviting = await withInvitation(office)
		office.server.put(writeVault(invited(), { parents: [inviting], lists: removing(listsOf(office.anne, office.bruno, office.chloe, invited(), guestOf({ role: 'keeper' })), invited()) }))
	}),
	onReopening('an invitation lets two persons in', 'not-allowed: set aside', async (office) => {
		const inviting = await withInvitation(office)
		office.server.put(writeVault(invited(), { parents: [inviting], lists: removing(listsOf(office.anne, office.bruno, office.chloe, invited(), guestOf(), as(office.eve, { role: 'writer', invitedBy: invited().id })), invited()) }))
	}),
	onReopening('an invitation changes a password on its way', 'not-allowed: set aside', async (office) => {
		const inviting = await withInvitation(office)
		office.server.put(writeVault(invited(), { parents: [inviting], content: swapped(office), lists: removing(listsOf(office.anne, office.bruno, office.chloe, invited(), guestOf()), invited()) }))
	}),
	onReopening('what an invitee must derive is changed', 'not-allowed: set aside', async (office) => {
		const inviting = await withInvitation(office)
		office.server.put(writeVault(office.bruno, { parents: [inviting], invitations: [{ kdf: { ...SALT, salt: fixedId('other salt') }, slot: String(invited().entry.slot) }] }))
	}),
	onReopening('the derivation of an invitation is made cheap', 'kdf-bounds', async (office) => {
		const inviting = await withInvitation(office)
		office.server.put(writeVault(office.bruno, { parents: [inviting], invitations: [{ kdf: { ...SALT, memory: 8_388_608 }, slot: String(invited().entry.slot) }] }))
	}),
	onReopening('an envelope lets a writer in, unseen', 'not-allowed: set aside', async (office) => {
		const sealed = await withEnvelope(office)
		office.server.put(writeVault(somebody('envelope', 'keeper', 'envelope'), { parents: [sealed], lists: { ...sealed.lists, members: { ...sealed.lists.members, ...listsOf(as(office.eve, { role: 'writer', invitedBy: fixedId('member envelope') })).members } } }))
	}),
	onReopening('an envelope changes a password', 'not-allowed: set aside', async (office) => {
		const sealed = await withEnvelope(office)
		office.server.put(writeVault(somebody('envelope', 'keeper', 'envelope'), { parents: [sealed], content: swapped(office), lists: { ...sealed.lists, members: { ...sealed.lists.members, ...listsOf(as(office.eve, { invitedBy: fixedId('member envelope') })).members } } }))
	}),
]

function withGrant(slot: string, receiver: Buffer): NonNullable<VaultChoices['header']> {
	return (header) => ({ ...header, grants: [...header.grants as readonly JsonRecord[], grantFor(fixed('first vault key', 32), VAULT, 1, slot, receiver)].sort((a, b) => (String(a.slot) < String(b.slot) ? -1 : 1)) })
}
