// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../../src/domain/document.ts'
import type { CryptoApi, EntryPlace, InvitationOffer } from '../../../src/worker/api.ts'
import type { JsonRecord } from '../../reference/json.ts'
import type { Somebody, VaultChoices, Written } from '../../vectors/writer.ts'
import type { Attack } from '../attack.ts'
import type { Office } from '../office.ts'

import { openVaultFile } from '../../reference/vault-file.ts'
import { as, fixed, fixedId, later, listsOf, NOTEBOOK, somebody, VAULT, writeVault } from '../../vectors/writer.ts'
import { derivations, NOW } from '../at-work.ts'
import { BANK, Browser, PASSPHRASE } from '../office.ts'
import { ofLaterFormat } from './obstructing.ts'

const WEEK_LATER = '2026-11-29T12:00:00.000Z'

/** The keeper invites, and the server has the revision. */
async function invite({ keeper }: Office): Promise<InvitationOffer> {
	return keeper.vault.write((api, vaultId) => api.invite({ vaultId, role: 'writer', label: 'La nouvelle', expiresAt: WEEK_LATER }))
}

/** Somebody new at the vault, whose identity is open. */
async function arrive(newcomer: Browser, { server }: Office): Promise<Browser['vault']> {
	const store = newcomer.vault
	store.setIdentity(newcomer.identity, true)
	await store.setPlace({ notebookId: NOTEBOOK, vaultId: VAULT, store: server })
	await store.unlockIdentity(PASSPHRASE)
	return store
}

/** Somebody new types their words, and once more when asked whether to come in all the same; then they save, lock and open again. */
async function insist(office: Office, prepare: (api: CryptoApi, entry: EntryPlace) => Promise<{ readonly revision: RevisionFile }>): Promise<string> {
	const newcomer = new Browser(somebody('dora', 'writer'), office.server)
	const store = await arrive(newcomer, office)
	const ends = [false, false, true].map((allTheSame) => () => newcomer.outcome(async () => void await store.enter(prepare, 'Dora', allTheSame)))
	const said: string[] = []
	for (const end of ends) {
		said.push(await end())
	}
	const isIn = said.pop() === 'accepted' && Object.keys(await newcomer.seen()).length === 2
	await store.change([{ kind: 'put', id: BANK, draft: { note: 'vu' } }])
	const later = [await newcomer.outcome(), await newcomer.outcome(() => newcomer.insist())]
	return `${[...new Set(said)].join(', ')}, then ${isIn ? 'in without it' : 'out'}; told again at the next opening: ${later.join(', then ')}`
}

/** Somebody new types the code that they were told. */
async function accept(office: Office, code: string): Promise<string> {
	const newcomer = new Browser(somebody('dora', 'writer'), office.server)
	return newcomer.outcome(async () => {
		const store = await arrive(newcomer, office)
		await store.enter((api, entry) => api.acceptInvitation({ ...entry, code }), 'Dora')
	})
}

function accepting(name: string, ends: string, act: (office: Office, offer: InvitationOffer) => Promise<string> | string): Attack {
	return {
		name,
		ends,
		play: async (office) => {
			const offer = await invite(office)
			return accept(office, await act(office, offer))
		},
	}
}

/** A revision with as many invitations as no honest one has. */
function askingForFive({ anne, third }: Office): Written {
	const guests = Array.from({ length: 5 }, (_, index) => somebody(`guest ${index}`, 'writer', 'invitation', { expiresAt: WEEK_LATER }))
	const invitations = guests.map(({ entry }, index) => ({ kdf: { memory: 67_108_864, passes: 3, salt: fixedId(`salt ${index}`) }, slot: String(entry.slot) })).sort((a, b) => (a.slot < b.slot ? -1 : 1))
	return writeVault(anne, { parents: [third], lists: listsOf(anne, ...guests), invitations, at: later(70) })
}

/** A file by somebody who has no key of the vault, above what there is. */
function byStranger({ server, eve }: Office, choices: VaultChoices): void {
	const parent = `00000008-${fixedId('nobody has it')}`
	server.put(writeVault(eve, { key: fixed('a key of one’s own', 32), place: { number: 9, parents: [parent], ancestors: [parent] }, ...choices }))
}

/** After which whoever is invited comes in all the same. */
function besides(name: string, act: (office: Office, offer: InvitationOffer) => void): Attack {
	return {
		name,
		ends: 'comes in all the same',
		play: async (office) => {
			const offer = await invite(office)
			act(office, offer)
			const ends = await accept(office, offer.code.join(' '))
			return ends === 'accepted' ? 'comes in all the same' : ends
		},
	}
}

/** Attacks by a server on an invitee who was told a code and knows nothing else. */
export const ENTERING: readonly Attack[] = [
	accepting('the revision of the invitation is hidden', 'invitation-unknown', ({ server }, { code, revision }) => {
		server.hide(revision)
		return code.join(' ')
	}),
	accepting('the code is guessed', 'invitation-unknown', (_office, { code }) => [...code].reverse().join(' ')),
	accepting('the invitation was cancelled, and is shown without its cancellation and its history', 'invitation-unknown', async ({ keeper, server }, { code, memberId }) => {
		const { revision } = await keeper.vault.write((api, vaultId) => api.cancelInvitation({ vaultId, memberId }))
		server.serveOnly(revision)
		return code.join(' ')
	}),
	accepting('five derivations are asked of the invitee', 'too-large', (office, { code }) => {
		office.server.serveOnly(askingForFive(office))
		return code.join(' ')
	}),
	{
		name: 'five derivations are asked of the invitee by a file beside the invitation',
		ends: 'that file left out, the code derived once',
		play: async (office) => {
			const { code } = await invite(office)
			office.server.put(askingForFive(office))
			const before = derivations.count
			const ends = await accept(office, code.join(' '))
			// One more opens the identity of whoever comes in.
			return ends === 'accepted' && derivations.count - before === 2 ? 'that file left out, the code derived once' : `${ends}, ${derivations.count - before}`
		},
	},
	accepting('a false beginning is sealed to the invitation, whose public keys a member told', 'rolled-back', (office, offer) => {
		const { guest, invitations } = told(office, offer)
		office.server.serveOnly(writeVault(office.eve, { lists: listsOf(office.eve, office.anne, guest), invitations }))
		return offer.code.join(' ')
	}),
	accepting('the same as a continuation of what the inviter saw', 'not-allowed', (office, offer) => {
		const { guest, invitations } = told(office, offer)
		const { third } = office
		office.server.serveOnly(writeVault(office.eve, { lists: listsOf(office.eve, office.anne, guest), invitations, place: { number: 4, parents: [third.name], ancestors: [third.name, ...third.ancestors] } }))
		return offer.code.join(' ')
	}),
	accepting('the same, vouched for by the stranger', 'altered', (office, offer) => {
		const { guest, invitations } = told(office, offer)
		const voucher = { ...guest.entry.voucher as JsonRecord, by: office.eve.id }
		office.server.serveOnly(writeVault(office.eve, { lists: listsOf(office.eve, office.anne, as(guest, { voucher })), invitations }))
		return offer.code.join(' ')
	}),
	accepting('the role of the invitation is raised by a stranger', 'altered', (office, offer) => {
		const { guest, invitations } = told(office, offer)
		office.server.serveOnly(writeVault(office.anne, { lists: listsOf(office.anne, as(guest, { role: 'keeper' })), invitations }))
		return offer.code.join(' ')
	}),
	{
		name: 'the derivation of an invitation is raised to exhaust the invitee',
		ends: 'kdf-bounds, before anything is derived',
		play: async (office) => {
			const { code } = await invite(office)
			const guest = somebody('guest', 'writer', 'invitation', { expiresAt: WEEK_LATER })
			office.server.put(writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, guest), invitations: [{ kdf: { memory: 2 ** 40, passes: 3, salt: fixedId('salt') }, slot: String(guest.entry.slot) }], at: NOW }))
			const newcomer = derivations.count
			const ends = await accept(office, code.join(' '))
			// One derivation is that of the newcomer's own identity.
			return derivations.count - newcomer <= 1 ? `${ends}, before anything is derived` : `${ends}, after ${derivations.count - newcomer}`
		},
	},
	{
		name: 'the sheet of an envelope that was replaced is used',
		ends: 'wrong-words',
		play: async (office) => {
			const create = () => office.keeper.vault.write((api, vaultId) => api.createEnvelope({ vaultId }))
			const [found, present] = [await create(), await create()]
			const ends = await enterWith(office, found.sheet.words.join(' '))
			return await enterWith(office, present.sheet.words.join(' ')) === 'accepted' ? ends : 'the present sheet does not open either'
		},
	},
	{
		name: 'a file of a later format beside the invitation',
		ends: 'unsupported-version, then in without it; told again at the next opening: unsupported-version, then accepted',
		play: async (office) => {
			const { code } = await invite(office)
			office.server.put(ofLaterFormat(office))
			return insist(office, (api, entry) => api.acceptInvitation({ ...entry, code: code.join(' ') }))
		},
	},
	{
		name: 'the same beside the sheet of an envelope',
		ends: 'unsupported-version, then in without it; told again at the next opening: unsupported-version, then accepted',
		play: async (office) => {
			const { sheet } = await office.keeper.vault.write((api, vaultId) => api.createEnvelope({ vaultId }))
			office.server.put(ofLaterFormat(office))
			return insist(office, async (api, entry) => ({ revision: await api.openWithEnvelope({ ...entry, words: sheet.words.join(' ') }) }))
		},
	},
	besides('a file by somebody without any key asks for as many derivations as there may be', (office) => {
		const guests = Array.from({ length: 4 }, (_, index) => somebody(`guest ${index}`, 'writer', 'invitation', { expiresAt: WEEK_LATER }))
		const invitations = guests.map(({ entry }, index) => ({ kdf: { memory: 67_108_864, passes: 3, salt: fixedId(`salt ${index}`) }, slot: String(entry.slot) })).sort((a, b) => (a.slot < b.slot ? -1 : 1))
		byStranger(office, { lists: listsOf(office.eve, ...guests), invitations })
	}),
	besides('a file sealed to the invitation, whose voucher names another inviter', (office, offer) => {
		const { guest, invitations } = told(office, offer)
		byStranger(office, { lists: listsOf(office.eve, as(guest, { voucher: { ...guest.entry.voucher as JsonRecord, by: office.eve.id } })), invitations })
	}),
	besides('a file sealed to the invitation that is no vault', (office, offer) => {
		const { guest, invitations } = told(office, offer)
		byStranger(office, { lists: listsOf(office.eve, guest), invitations, payload: (payload) => ({ ...payload, more: 1 }) })
	}),
]

/** Somebody types the words of a sheet that they found. */
async function enterWith(office: Office, words: string): Promise<string> {
	const finder = new Browser(somebody('dora'), office.server)
	return finder.outcome(async () => {
		const store = await arrive(finder, office)
		await store.enter(async (api, entry) => ({ revision: await api.openWithEnvelope({ ...entry, words }) }), 'Dora')
	})
}

/** Data that a colluding member gives the server about an invitation: its entry, and the invitee's keys. */
function told({ anne }: Office, { revision, memberId }: InvitationOffer): { readonly guest: Somebody, readonly invitations: readonly JsonRecord[] } {
	const { lists, invitations } = openVaultFile(revision, { notebook: NOTEBOOK, vault: VAULT }, anne.keys)
	const entry = lists.members[memberId] ?? {}
	return { guest: { ...somebody('guest', 'writer', 'invitation'), id: memberId, entry }, invitations: invitations.map(({ kdf, slot }) => ({ kdf, slot })) }
}
