// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Somebody, Written } from '../../vectors/writer.ts'
import type { Attack } from '../attack.ts'
import type { Office } from '../office.ts'

import { Buffer } from 'node:buffer'
import { openVaultFile } from '../../reference/vault-file.ts'
import { as, fixed, fixedId, later, listsOf, NOTEBOOK, removing, somebody, VAULT, writeVault } from '../../vectors/writer.ts'
import { BANK, Browser, PASSPHRASE } from '../office.ts'

/*
 * Somebody removed, or whose role was lowered, comes back with nothing but files that they add: the server is honest, but for
 * letting them. Another keeper, Dora, was away meanwhile, and writes a password once back.
 */

const AFTERWARDS = 'changed after they left'

const nameOf = (number: number, text: string): string => `${String(number).padStart(8, '0')}-${fixedId(text)}`

/** A place right above these, with one parent between that nobody has. */
function aboveMissing(...revisions: readonly Pick<Written, 'name' | 'ancestors'>[]) {
	const top = Math.max(...revisions.map(({ name }) => Number(name.slice(0, 8)))) + 1
	const parent = nameOf(top, 'nobody has it')
	return { number: top + 1, parents: [parent], ancestors: [...new Set([parent, ...revisions.flatMap(({ name, ancestors }) => [name, ...ancestors])])].sort().reverse() }
}

/** A revision that descends from what everybody saw, above a parent that nobody has. */
const onNothing = ({ third }: Office, number: number) => ({ number, parents: [nameOf(number - 1, 'nobody has it')], ancestors: [nameOf(number - 1, 'nobody has it'), third.name, ...third.ancestors].sort().reverse() })

/** State of the vault after Dora's absence. */
interface Meanwhile {
	readonly office: Office
	readonly dora: Somebody
	/** The head that Dora remembers. */
	readonly base: Written
	/** A revision that the other keeper wrote and remembers since. */
	readonly change: Written
}

/** Dora keeps the vault as well, and these people; the keeper has seen it. */
async function withDora(office: Office, ...others: readonly Somebody[]): Promise<{ readonly dora: Somebody, readonly base: Written }> {
	const dora = somebody('dora')
	const base = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, dora, ...others), at: later(4) })
	office.server.put(base)
	await office.keeper.open()
	return { dora, base }
}

function returning(name: string, ends: string, who: (all: Meanwhile) => Somebody, act: (all: Meanwhile) => Promise<void> | void, change: (all: Omit<Meanwhile, 'change'>) => Written = removal): Attack {
	return {
		name,
		ends,
		play: async (office) => {
			const { dora, base } = await withDora(office, somebody('emma'))
			const away = new Browser(dora, office.server)
			await away.open()
			const changed = change({ office, dora, base })
			office.server.put(changed)
			await office.keeper.open()
			const all = { office, dora, base, change: changed }
			const spy = new Browser(who(all), office.server)
			await act(all)
			const outcome = await away.outcome()
			await away.vault.write(async (api, vaultId) => ({ revision: await api.prepare({ vaultId, changes: [{ kind: 'put', id: BANK, draft: { password: AFTERWARDS } }] }) })).catch(() => undefined)
			const isRead = await spy.outcome() === 'accepted' && ((await spy.seen())[BANK] ?? '').includes(AFTERWARDS)
			const isShown = away.vault.view?.members.some(({ id }) => id === spy.person.id && change === removal) === true
			await office.keeper.outcome()
			const isShownToo = office.keeper.vault.view?.members.some(({ id }) => id === spy.person.id && change === removal) === true
			return isRead || isShown || isShownToo ? 'accepted' : outcome
		},
	}
}

/** Bruno is removed, under a new key. */
const removal = ({ office, base }: Omit<Meanwhile, 'change'>): Written => writeVault(office.anne, { parents: [base], lists: removing(base.lists, office.bruno), epoch: 2, key: fixed('second key', 32), at: later(5) })

const bruno = ({ office }: Meanwhile): Somebody => office.bruno
const eve = ({ office }: Meanwhile): Somebody => office.eve
const OWN_KEY = { epoch: 2, key: fixed('a key of one’s own', 32) } as const

function behindAFullList({ office, base, change }: Meanwhile): void {
	const far = (number: number): string => nameOf(number, `far ${number}`)
	const between = writeVault(office.bruno, { lists: base.lists, content: office.content, epoch: 1, key: base.key, at: later(6), place: { number: 200, parents: [far(199)], ancestors: [far(199), change.name, base.name, ...base.ancestors].sort().reverse() } })
	const fakes = Array.from({ length: 254 }, (_, index) => far(299 - index)).filter((name) => !name.startsWith('00000200'))
	const ancestors = [...fakes, between.name, base.name, far(30)].sort().reverse().slice(0, 255)
	office.server.put(between, writeVault(office.bruno, { lists: base.lists, content: office.content, epoch: 1, key: base.key, at: later(7), place: { number: 300, parents: [base.name, far(299)].sort(), ancestors: [...new Set([...ancestors, base.name])].sort().reverse() } }))
}

/** A code that was told before, typed after somebody was removed who puts the former list on top. */
const toldBefore: Attack = {
	name: 'somebody removed since a code was told puts the list of then on top, for who types it',
	ends: 'comes in, without who was removed',
	play: async (office) => {
		const { keeper } = office
		const offer = await keeper.vault.write((api, vaultId) => api.invite({ vaultId, role: 'writer', label: 'La nouvelle', expiresAt: '2026-11-29T12:00:00.000Z' }))
		const { lists, invitations } = openVaultFile(offer.revision, { notebook: NOTEBOOK, vault: VAULT }, office.bruno.keys)
		await keeper.vault.write((api, vaultId) => api.removeMember({ vaultId, memberId: office.bruno.id }))
		const [name = ''] = keeper.vault.view?.heads ?? []
		const { ancestors } = openVaultFile({ name, bytes: Buffer.from(office.server.files.get(`${name}.vault`) as Uint8Array) }, { notebook: NOTEBOOK, vault: VAULT }, office.anne.keys)
		office.server.put(writeVault(office.bruno, { place: aboveMissing({ name, ancestors }), lists, content: office.content, invitations: invitations.map(({ kdf, slot }): JsonRecord => ({ kdf: { ...kdf }, slot })), ...OWN_KEY, at: later(200) }))
		const newcomer = new Browser(somebody('fanny', 'writer'), office.server)
		const outcome = await newcomer.outcome(async () => {
			const store = newcomer.vault
			store.setIdentity(newcomer.identity, true)
			await store.setPlace({ notebookId: NOTEBOOK, vaultId: VAULT, store: office.server })
			await store.unlockIdentity(PASSPHRASE)
			await store.enter((api, entry) => api.acceptInvitation({ ...entry, code: offer.code.join(' ') }), 'Fanny')
		})
		const labels = newcomer.vault.view?.members.map(({ label }) => label) ?? []
		return outcome === 'accepted' && labels.length > 0 && !labels.includes('bruno') ? 'comes in, without who was removed' : `${outcome} ${labels.join(' ')}`
	},
}

/** A keeper accepts a branch, in which another key stands under the name of somebody they know. */
const exchangedKey: Attack = {
	name: 'a branch of a removed keeper, in which a member has another key, is accepted by a keeper',
	ends: 'accepts the branch, not the key',
	play: async (office) => {
		const { dora, base } = await withDora(office)
		office.server.put(writeVault(office.anne, { parents: [base], lists: removing(base.lists, dora), epoch: 2, key: fixed('second key', 32), at: later(5) }))
		await office.keeper.open()
		const chloe = as(office.chloe, { box: String(office.eve.entry.box), sign: String(office.eve.entry.sign) })
		const branch = writeVault(dora, { parents: [base], lists: listsOf(office.anne, office.bruno, chloe, dora), at: later(4.5) })
		const higher = writeVault(dora, { parents: [branch], at: later(4.6) })
		office.server.put(branch, higher)
		await office.keeper.open()
		const journal = await office.keeper.vault.journalInput()
		await office.keeper.vault.write(async (api, vaultId) => ({ revision: await api.acceptBranch({ vaultId, revision: higher.name, journal }) }))
		const ends = await new Browser(office.eve, office.server).outcome()
		return ends !== 'accepted' && await new Browser(office.chloe, office.server).outcome() === 'accepted' ? 'accepts the branch, not the key' : ends
	},
}

/** A keeper who left on two branches passes neither for an invitation used twice. */
const leftTwice: Attack = {
	name: 'a keeper who removed themself does so once more, on a branch of before that brings somebody in',
	ends: 'forked',
	play: async (office) => {
		const { dora, base } = await withDora(office)
		const away = new Browser(office.bruno, office.server)
		await away.open()
		const left = writeVault(dora, { parents: [base], lists: removing(base.lists, dora), at: later(5) })
		const after = writeVault(office.anne, { parents: [left], at: later(6), epoch: 2, key: fixed('second key', 32) })
		let back = left
		// Of many that say the same, one has a lower name.
		for (let minute = 10; back.name >= left.name; minute++) {
			back = writeVault(dora, { parents: [base], lists: removing(listsOf(office.anne, office.bruno, office.chloe, dora, office.eve), dora), at: later(minute) })
		}
		office.server.put(left, after, back)
		const ends = await away.outcome()
		return away.vault.view?.members.some(({ label }) => label === 'eve') === true ? 'accepted' : ends
	},
}

/** A writer says of their revision what leaves nothing to those who follow. */
function leaving(name: string, place: (office: Office) => ReturnType<typeof onNothing>, choices: { readonly epoch?: number, readonly key?: Buffer }): Attack {
	return {
		name,
		ends: 'not-allowed: set aside',
		play: async (office) => {
			office.server.put(writeVault(office.bruno, { place: place(office), lists: office.lists, content: office.content, at: later(30), ...choices }))
			const ends = await office.keeper.outcome()
			await office.keeper.vault.write((api, vaultId) => api.removeMember({ vaultId, memberId: office.bruno.id }))
			return ends
		},
	}
}

/** Coming back after a removal, or with a role of before. */
export const RETURNING: readonly Attack[] = [
	returning('a removed writer writes right above their removal, before another keeper has seen it', 'not-allowed: set aside', bruno, ({ office, base, change }) => office.server.put(writeVault(office.bruno, { parents: [change], lists: base.lists, ...OWN_KEY, at: later(6) }))),
	returning('the same, above a parent that nobody has', 'not-allowed: set aside', bruno, ({ office, base, change }) => office.server.put(writeVault(office.bruno, { place: aboveMissing(change), lists: base.lists, content: office.content, ...OWN_KEY, at: later(6) }))),
	returning('the same, the removal hidden behind a full list of ancestors and one more file', 'not-allowed: set aside', bruno, behindAFullList),
	returning('a removed keeper brings somebody in, above a parent that nobody has', 'not-allowed: set aside', eve, ({ office, dora, change }) => office.server.put(writeVault(somebody('emma'), { place: aboveMissing(change), lists: listsOf(office.anne, office.bruno, office.chloe, dora, somebody('emma'), office.eve), content: office.content, ...OWN_KEY, at: later(7) })), ({ office, base }) => writeVault(office.anne, { parents: [base], lists: removing(base.lists, somebody('emma')), epoch: 2, key: fixed('second key', 32), at: later(6) })),
	returning('a keeper made a writer since goes on as a keeper above that', 'not-allowed: set aside', eve, ({ office, dora, change }) => office.server.put(writeVault(somebody('emma'), { place: aboveMissing(change), lists: listsOf(office.anne, office.bruno, office.chloe, dora, somebody('emma'), office.eve), content: office.content, at: later(7) })), ({ office, dora, base }) => writeVault(office.anne, { parents: [base], lists: listsOf(office.anne, office.bruno, office.chloe, dora, as(somebody('emma'), { role: 'writer' })), at: later(6) })),
	toldBefore,
	exchangedKey,
	leftTwice,
	leaving('a writer says the highest epoch, above a parent that nobody has', (office) => onNothing(office, 5), { epoch: 0xFFFF_FFFF, key: fixed('key of bruno', 32) }),
	leaving('a writer starts a new key, above a parent that nobody has', (office) => onNothing(office, 5), { epoch: 2, key: fixed('key of bruno', 32) }),
	leaving('a writer says the highest number, above a parent that nobody has', (office) => onNothing(office, 99_999_999), {}),
]
