// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Attack } from '../attack.ts'
import type { Office } from '../office.ts'

import type { credential } from '../../vectors/more-writers.ts'
import { holding } from '../../vectors/more-writers.ts'
import { fixed, fixedId, later, listsOf, named, removing, writeVault } from '../../vectors/writer.ts'
import { each, onReopening } from '../attack.ts'
import { BANK, Browser, Office as Mairie, TAXES } from '../office.ts'

function withPassword({ bruno, content }: Office, id: string, password: string) {
	const credentials = content.collections.credentials ?? {}
	return holding({ ...credentials as Record<string, ReturnType<typeof credential>>, [id]: { ...credentials[id] as ReturnType<typeof credential>, password, updatedBy: bruno.id } })
}

/** Attacks by a host that serves, hides or mixes honest revisions. */
export const HISTORIES: readonly Attack[] = [
	onReopening('the latest revision is deleted', 'rolled-back', ({ server, third }) => server.drop(third)),
	onReopening('all but the first revision are deleted', 'rolled-back', ({ server, second, third }) => server.drop(second, third)),
	onReopening('the listing leaves out the head', 'rolled-back', ({ server, third }) => server.hide(third)),
	onReopening('the listing is empty', 'rolled-back', ({ server, first, second, third }) => server.hide(first, second, third)),
	onReopening('the head is listed and never given', 'altered', ({ server, third }) => server.withhold(third)),
	onReopening('an old revision stands under the name of the latest', 'altered', ({ server, second, third }) => server.put({ name: third.name, bytes: second.file.bytes })),
	onReopening('an old revision is served under a higher number', 'altered', ({ server, second, third }) => {
		server.drop(third)
		server.put(named(9, second.file.bytes))
	}),
	{
		name: 'the latest revision disappears while the vault is open',
		ends: 'rolled-back',
		play: async ({ keeper, server, third }) => {
			server.drop(third)
			return keeper.outcome(() => keeper.vault.refresh())
		},
	},
	{
		name: 'the vault and the identity go back together, but not the browser',
		ends: 'rolled-back',
		play: async (office) => {
			const { keeper, server, third } = office
			const fourth = writeVault(office.bruno, { parents: [third], content: withPassword(office, BANK, 'changé') })
			const identityBefore = keeper.identity.snapshot()
			server.put(fourth)
			await keeper.open()
			keeper.identity.restore(identityBefore)
			server.drop(fourth)
			return keeper.outcome()
		},
	},
	{
		name: 'two histories for two members, then one of them taken back from who saw it',
		ends: 'rolled-back',
		play: async (office) => {
			const { keeper, server, second, third } = office
			const other = writeVault(office.anne, { parents: [second], at: later(10) })
			server.serveOnly(office.first, second, other)
			return each([() => keeper.outcome(), async () => {
				server.serveOnly(office.first, second, third)
				await keeper.open()
				server.serveOnly(office.first, second, other)
				return keeper.outcome()
			}])
		},
	},
	{
		name: 'two histories for two members, then both to both',
		ends: 'merged, nothing lost, the same for both, and said',
		play: async (office) => {
			const { keeper, server, third } = office
			const colleague = new Browser(office.bruno, server)
			await colleague.open()
			const ours = [writeVault(office.anne, { parents: [third], content: withPassword(office, BANK, 'banque, par Anne'), at: later(10) })]
			ours.push(writeVault(office.anne, { parents: [ours[0] ?? third], at: later(11) }))
			const theirs = [writeVault(office.bruno, { parents: [third], content: withPassword(office, TAXES, 'impôts, par Bruno'), at: later(12) })]
			theirs.push(writeVault(office.bruno, { parents: [theirs[0] ?? third], at: later(13) }))
			server.put(...ours)
			await keeper.open()
			server.drop(...ours)
			server.put(...theirs)
			await colleague.open()
			server.put(...ours)
			await keeper.open()
			await colleague.open()
			const [mine, yours] = [await keeper.seen(), await colleague.seen()]
			const whole = mine[BANK]?.includes('banque, par Anne') === true && mine[TAXES]?.includes('impôts, par Bruno') === true
			const said = [keeper, colleague].every(({ notices }) => notices.includes('split-met'))
			return whole && said && JSON.stringify(mine) === JSON.stringify(yours) ? 'merged, nothing lost, the same for both, and said' : JSON.stringify([mine, yours])
		},
	},
	onReopening('another beginning of the same vault, by a stranger who knows the keys of its members', 'not-allowed: set aside', (office) => {
		office.server.put(writeVault(office.eve, { lists: listsOf(office.eve, office.anne) }))
	}),
	onReopening('the same instead of the true history', 'rolled-back', (office) => {
		office.server.serveOnly(writeVault(office.eve, { lists: listsOf(office.eve, office.anne) }))
	}),
	onReopening('a history that claims to be 300 revisions further, with a stranger as keeper', 'not-allowed', (office) => office.server.serveOnly(writeVault(office.eve, {
		lists: listsOf(office.eve, office.anne),
		place: { number: 300, parents: [far(299)], ancestors: Array.from({ length: 256 }, (_, index) => far(299 - index)) },
	}))),
	onReopening('a history 100 revisions further that forgot what was seen', 'rolled-back', (office) => office.server.serveOnly(writeVault(office.anne, {
		lists: office.lists,
		place: { number: 100, parents: [far(99)], ancestors: Array.from({ length: 99 }, (_, index) => far(99 - index)) },
	}))),
	{
		name: 'a branch of a writer whom another branch removed',
		ends: 'set aside, and said',
		play: async (office) => {
			const { keeper, server, third } = office
			server.put(writeVault(office.anne, { parents: [third], lists: removing(office.lists, office.bruno), epoch: 2, key: fixed('second key', 32) }))
			server.put(writeVault(office.bruno, { parents: [third], content: withPassword(office, BANK, 'par celui qui est parti'), at: later(30) }))
			await keeper.open()
			const seen = await keeper.seen()
			const merged = seen[BANK]?.includes('par celui qui est parti') === true
			return merged ? 'accepted' : `set aside, ${keeper.notices.includes('branch-quarantined') ? 'and said' : 'in silence'}`
		},
	},
	{
		name: 'two keepers removed each other, both branches shown to a third',
		ends: 'forked',
		play: async (office) => {
			const dora = { ...office.eve, entry: { ...office.eve.entry, label: 'dora' } }
			const base = writeVault(office.anne, { parents: [office.third], lists: listsOf(office.anne, office.bruno, office.chloe, dora) })
			office.server.put(base)
			const reader = new Browser(office.chloe, office.server)
			await reader.open()
			office.server.put(writeVault(office.anne, { parents: [base], lists: removing(base.lists, dora), at: later(20) }))
			office.server.put(writeVault(dora, { parents: [base], lists: removing(base.lists, office.anne), at: later(21) }))
			return reader.outcome()
		},
	},
	{
		name: 'a revision is written on top of a state that the server took back',
		ends: 'rolled-back',
		play: async () => {
			const office = await Mairie.open()
			const { keeper, server } = office
			await keeper.vault.change([{ kind: 'put', id: fixedId('new'), draft: { label: 'Nouveau' } }])
			server.serveOnly(office.first, office.second, office.third)
			return keeper.outcome()
		},
	},
]

const far = (number: number): string => `${String(number).padStart(8, '0')}-${fixedId(`far ${number}`)}`
