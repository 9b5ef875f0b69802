// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Written } from '../../vectors/writer.ts'
import type { Attack } from '../attack.ts'
import type { Browser, Office } from '../office.ts'

import { Buffer } from 'node:buffer'
import { credential, holding, writeIdentity } from '../../vectors/more-writers.ts'
import { as, fixed, fixedId, grantFor, later, listsOf, removing, renamed, somebody, VAULT, writeVault } from '../../vectors/writer.ts'
import { onReopening } from '../attack.ts'
import { cheapLock } from '../office.ts'

/** Under the highest number that there can be before the last. */
const TOP = 99_999_990

const nameOf = (number: number, text: string): string => `${String(number).padStart(8, '0')}-${fixedId(text)}`

/** A place that claims to follow these, far above them, on top of a parent that nobody has. */
function above(...revisions: readonly Written[]) {
	const parent = nameOf(TOP - 1, 'a parent that nobody has')
	const ancestors = [parent, ...revisions.flatMap(({ name, ancestors }) => [name, ...ancestors])]
	return { number: TOP, parents: [parent], ancestors: [...new Set(ancestors)].sort().reverse() }
}

/** Sound to whoever has no key: every grant is for somebody else. */
function forNobody(office: Office) {
	return (header: JsonRecord): JsonRecord => ({
		...header,
		grants: (header.grants as readonly JsonRecord[]).map(({ slot }) => grantFor(fixed('first vault key', 32), VAULT, 1, String(slot), office.eve.keys.boxPublic)),
	})
}

/** Result of an opening, then of one with the override; fails unless the passwords and members are the same as before. */
async function told(keeper: Browser, before: string): Promise<string> {
	const first = await keeper.outcome()
	const then = await keeper.outcome(() => keeper.insist())
	const same = then === 'accepted' && await keeper.everything() === before
	return `${first}, then ${same ? 'what there was' : then}`
}

function onAsking(name: string, ends: string, act: (office: Office) => void | Promise<void>): Attack {
	return {
		name,
		ends,
		play: async (office) => {
			const before = await office.keeper.everything()
			await act(office)
			return told(office.keeper, before)
		},
	}
}

/** The latest revision with one byte of its format made another version, as a file of its own. */
export const ofLaterFormat = ({ third }: Office) => renamed(third.file, Buffer.concat([third.file.bytes.subarray(0, 8), Buffer.of(2), third.file.bytes.subarray(9)]), TOP)

/** Attacks by one added file on people with access: it may cause a warning, never a refusal to open. */
export const OBSTRUCTING: readonly Attack[] = [
	onReopening('a former member writes above parents that a prune removed', 'not-allowed: set aside', async ({ anne, bruno, chloe, keeper, server, first, second, third, lists }) => {
		const removal = writeVault(anne, { parents: [third], lists: removing(lists, bruno), epoch: 2, key: fixed('second key', 32) })
		const after = writeVault(anne, { parents: [removal] })
		server.put(removal, after)
		await keeper.open()
		server.drop(first, second, third)
		server.put(writeVault(bruno, { lists: listsOf(anne, bruno, chloe), place: above(after) }))
	}),
	onReopening('a stranger lists themself as keeper, above parents that nobody has', 'not-allowed: set aside', ({ anne, eve, server, third }) => server.put(writeVault(eve, { lists: listsOf(anne, eve), place: above(third) }))),
	onReopening('a chain of such files, each above the one before', 'not-allowed: set aside', ({ anne, eve, server, third }) => {
		let last = writeVault(eve, { lists: listsOf(anne, eve), place: above(third) })
		server.put(last)
		for (let height = 1; height < 6; height += 1) {
			last = writeVault(eve, { parents: [last], lists: listsOf(anne, eve), at: later(height) })
			server.put(last)
		}
	}),
	{
		name: 'a refused file claims to follow what two members wrote at the same time',
		ends: 'not-allowed: set aside, both still there',
		play: async ({ anne, bruno, eve, keeper, server, third }) => {
			const both = [writeVault(anne, { parents: [third], at: later(20) }), writeVault(bruno, { parents: [third], at: later(21) })]
			server.put(...both)
			await keeper.open()
			server.put(writeVault(eve, { lists: listsOf(anne, eve), place: above(...both) }))
			const ends = await keeper.outcome()
			return both.every(({ name }) => keeper.vault.view?.heads.includes(name)) ? `${ends}, both still there` : `${ends}, one hidden`
		},
	},
	onReopening('a writer fills a branch so that it no longer merges with the others', 'invalid: set aside', async ({ anne, bruno, keeper, server, third }) => {
		server.put(writeVault(anne, { parents: [third], at: later(20), content: holding({ [fixedId('one more')]: credential(anne) }) }))
		await keeper.open()
		// As many as a vault may hold, none of them those of the others.
		const full = Array.from({ length: 20_000 }, (_, index) => [index.toString(16).padStart(32, '0'), credential(bruno)] as const)
		server.put(writeVault(bruno, { parents: [third], at: later(21), content: holding(Object.fromEntries(full)) }))
	}),
	onAsking('a file sealed to nobody stands above the latest revision', 'not-a-member, then what there was', (office) => office.server.put(writeVault(office.eve, { lists: office.lists, place: above(office.third), header: forNobody(office) }))),
	{
		name: 'a file sealed to nobody claims to follow what was seen, beside what is written next',
		ends: 'said to wait for a key, and nothing hidden',
		play: async (office) => {
			const { anne, bruno, keeper, server, third } = office
			const seen = writeVault(anne, { parents: [third], at: later(20) })
			server.put(seen)
			await keeper.open()
			server.put(writeVault(bruno, { parents: [third], at: later(21) }), writeVault(office.eve, { lists: office.lists, place: above(seen), header: forNobody(office) }))
			const ends = await keeper.outcome()
			const isWhole = keeper.vault.view?.heads.length === 2 && keeper.notices.includes('waiting-for-key')
			return ends === 'accepted' && isWhole ? 'said to wait for a key, and nothing hidden' : ends
		},
	},
	onAsking('a file of a later format under the highest number', 'unsupported-version, then what there was', (office) => office.server.put(ofLaterFormat(office))),
	onAsking('a content of a later schema, by somebody who knows the keys', 'unsupported-version, then unsupported-version: set aside', (office) => office.server.put(writeVault(office.eve, { lists: listsOf(office.anne, office.eve), place: above(office.third), content: { collections: {}, schema: 2 } }))),
	onAsking('an invitation that asks for an unbearable derivation', 'kdf-bounds, then what there was', ({ anne, eve, server, third }) => {
		const guest = somebody('guest', 'writer', 'invitation', { expiresAt: later(50) })
		server.put(writeVault(eve, { lists: listsOf(anne, guest), place: above(third), invitations: [{ kdf: { memory: 2 ** 40, passes: 3, salt: fixedId('salt') }, slot: String(guest.entry.slot) }] }))
	}),
	onAsking('bytes without meaning under the highest number', 'altered, then what there was', ({ server }) => server.put({ name: nameOf(TOP, 'nothing'), bytes: Buffer.from('nothing') })),
	{
		name: 'every revision replaced by some that nobody can judge',
		ends: 'not-allowed, then not-allowed',
		play: async (office) => {
			const { anne, eve, keeper, server, third } = office
			const before = await keeper.everything()
			const false1 = writeVault(eve, { lists: listsOf(anne, eve), place: above(third) })
			server.serveOnly(false1, writeVault(eve, { parents: [false1], lists: listsOf(anne, eve) }))
			return told(keeper, before)
		},
	},
	{
		name: 'the vault goes back to its beginning below a file sealed to nobody',
		ends: 'not-a-member, then rolled-back',
		play: async (office) => {
			const { keeper, server, first } = office
			const before = await keeper.everything()
			server.serveOnly(first, writeVault(office.eve, { lists: office.lists, place: above(first), header: forNobody(office) }))
			return told(keeper, before)
		},
	},
	{
		name: 'the identity is damaged and the vault goes back: one consent is asked, and the other taken',
		ends: 'altered, then rolled-back',
		play: async ({ keeper, server, third }) => {
			const before = await keeper.everything()
			keeper.identity.put({ name: nameOf(TOP, 'nothing'), bytes: Buffer.from('nothing') })
			server.drop(third)
			return told(keeper, before)
		},
	},
	onAsking('a file without meaning beside the identity', 'altered, then what there was', ({ keeper }) => keeper.identity.put({ name: nameOf(TOP, 'nothing'), bytes: Buffer.from('nothing') })),
	onAsking('an identity of a later format beside one\'s own', 'unsupported-version, then what there was', ({ anne, keeper }) => {
		const { file } = writeIdentity(anne, cheapLock())
		keeper.identity.put(renamed(file, Buffer.concat([file.bytes.subarray(0, 8), Buffer.of(2), file.bytes.subarray(9)]), TOP))
	}),
	onAsking('an identity that asks for an unbearable derivation beside one\'s own', 'kdf-bounds, then what there was', ({ anne, keeper }) => {
		const lock = cheapLock()
		keeper.identity.put(writeIdentity(anne, lock, { parents: [writeIdentity(anne, lock)], header: (header) => ({ ...header, kdf: { ...lock.kdf, memory: 2 ** 40 } }) }))
	}),
	{
		name: 'after a restoration that was accepted, a stranger begins another history',
		ends: 'rolled-back, then not-allowed',
		play: async (office) => {
			const { anne, eve, keeper, server } = office
			const before = await keeper.everything()
			server.serveOnly(writeVault(eve, { lists: listsOf(eve, as(anne, { role: 'writer' })) }))
			return told(keeper, before)
		},
	},
	{
		name: 'a restoration that was accepted is not asked about twice, and says who is believed from then on',
		ends: 'rolled-back, then opened, remembered, with what was given up',
		play: async ({ keeper, server, second, third }) => {
			server.drop(third)
			const first = await keeper.outcome()
			await keeper.insist()
			const said = keeper.notices.includes('older-accepted')
			const again = await keeper.outcome()
			const { head, accepted } = keeper.pinned()
			return said && again === 'accepted' && head === second.name && accepted === third.name ? `${first}, then opened, remembered, with what was given up` : JSON.stringify([first, said, again, head, accepted])
		},
	},
]
