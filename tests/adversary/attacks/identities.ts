// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Attack } from '../attack.ts'
import type { Office } from '../office.ts'

import { Buffer } from 'node:buffer'
import { decodeMarker, encodeMarker } from '../../../src/journal/marker.ts'
import { KH, str } from '../../reference/primitives.ts'
import { CHEAPEST, writeIdentity } from '../../vectors/more-writers.ts'
import { fixed, NOTEBOOK, OTHER_NOTEBOOK, renamed, VAULT, writeVault } from '../../vectors/writer.ts'
import { derivations } from '../at-work.ts'
import { onReopening } from '../attack.ts'
import { Browser, cheapLock, PASSPHRASE } from '../office.ts'

const NEXT = 'une autre phrase bien longue 7'

type Header = Record<string, unknown>

/** The identity is served again with another derivation in its header. Ends with the number of derivations done all the same. */
function withKdf(name: string, kdf: Readonly<Record<string, number>>): Attack {
	return {
		name,
		ends: 'kdf-bounds, before anything is derived',
		play: async ({ keeper, anne }) => {
			const lock = cheapLock()
			keeper.identity.serveOnly(writeIdentity(anne, lock, { header: (header) => ({ ...header, kdf: { ...lock.kdf, ...kdf } }) }))
			const before = derivations.count
			const ends = await keeper.outcome()
			return derivations.count === before ? `${ends}, before anything is derived` : `${ends}, after ${derivations.count - before}`
		},
	}
}

function identityBytes({ keeper }: Office, change: (bytes: Uint8Array) => Uint8Array): void {
	const [[file, bytes]] = [...keeper.identity.files].sort(([a], [b]) => (a < b ? 1 : -1)) as [[string, Uint8Array]]
	keeper.identity.serveOnly(renamed({ name: file.replace(/\.identity$/, ''), bytes }, change(bytes)))
}

/** Somebody opens their identity among forty that each ask for another derivation. Ends with the number of derivations done. */
function crowded(name: string, ends: string, who: (office: Office) => Browser): Attack {
	return {
		name,
		ends,
		play: async (office) => {
			const browser = who(office)
			const above = { ...writeIdentity(office.eve, cheapLock()), name: `00000009-${fixed('x').toString('hex')}` }
			browser.identity.put(...Array.from({ length: 40 }, (_, index) => writeIdentity(office.eve, cheapLock('sa phrase à elle', fixed(`salt ${index}`)), { parents: [above] })))
			const before = derivations.count
			const outcome = await browser.outcome()
			const isOpen = outcome === 'accepted' && Object.keys(await browser.seen()).length === 2
			return `${isOpen ? 'one\'s own opens' : outcome}, after ${derivations.count - before} derivations`
		},
	}
}

/** Attacks by a host on identities, and on the marker of a notebook. */
export const IDENTITIES: readonly Attack[] = [
	withKdf('the memory of the derivation is lowered', { memory: 8_388_608 }),
	withKdf('one pass is asked for', { passes: 1 }),
	withKdf('the memory of the derivation is raised to exhaust the computer', { memory: 2 ** 40 }),
	withKdf('a million passes are asked for', { passes: 1_000_000 }),
	withKdf('memory that is no multiple of a kibibyte', { memory: CHEAPEST.memory + 1 }),
	onReopening('another salt, to make a derivation that is known', 'bad-passphrase', ({ keeper, anne }) => {
		const lock = cheapLock()
		keeper.identity.serveOnly(writeIdentity(anne, lock, { header: (header: Header) => ({ ...header, kdf: { ...lock.kdf, salt: '00'.repeat(16) } }) as never }))
	}),
	onReopening('another derivation function', 'altered', ({ keeper, anne }) => {
		const lock = cheapLock()
		keeper.identity.serveOnly(writeIdentity(anne, lock, { header: (header: Header) => ({ ...header, kdf: { ...lock.kdf, alg: 'pbkdf2' } }) as never }))
	}),
	onReopening('the identity of somebody else, under their passphrase', 'bad-passphrase', ({ keeper, eve }) => keeper.identity.serveOnly(writeIdentity(eve, cheapLock('sa phrase à elle')))),
	onReopening('the identity of somebody else, under a passphrase that was found out', 'not-a-member', ({ keeper, eve }) => keeper.identity.serveOnly(writeIdentity(eve, cheapLock()))),
	onReopening('an identity signed with other keys than its own', 'bad-signature', ({ keeper, anne, eve }) => keeper.identity.serveOnly(writeIdentity(anne, cheapLock(), { signer: eve }))),
	onReopening('a byte of the identity is changed', 'altered', (office) => identityBytes(office, (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]))),
	onReopening('half the identity', 'altered', (office) => identityBytes(office, (bytes) => bytes.subarray(0, bytes.length / 2))),
	onReopening('an identity of a later format', 'unsupported-version', (office) => identityBytes(office, (bytes) => Buffer.concat([bytes.subarray(0, 8), Buffer.of(2), bytes.subarray(9)]))),
	{
		name: 'the identity of before a new passphrase is served in place of the present one',
		ends: 'bad-passphrase',
		play: async ({ keeper }) => {
			const before = keeper.identity.snapshot()
			await keeper.vault.relock((api) => api.changePassphrase({ current: PASSPHRASE, next: NEXT, kdf: CHEAPEST }))
			keeper.identity.restore(before)
			return keeper.outcome(() => keeper.open(NEXT))
		},
	},
	onReopening('no identity at all', 'no-identity', ({ keeper }) => keeper.identity.files.clear()),
	{
		name: 'a second identity of somebody else beside one\'s own',
		ends: 'left aside, one\'s own opens',
		play: async ({ keeper, eve }) => {
			const before = { ...writeIdentity(eve, cheapLock()), name: `00000009-${fixed('x').toString('hex')}` }
			keeper.identity.put(writeIdentity(eve, cheapLock('sa phrase à elle'), { parents: [before] }))
			const ends = await keeper.outcome()
			return ends === 'accepted' && Object.keys(await keeper.seen()).length === 2 ? 'left aside, one\'s own opens' : ends
		},
	},
	crowded('forty identities under as many salts, above one\'s own, in a browser that opened it before', 'one\'s own opens, after 8 derivations', ({ anne, keeper }) => {
		const [name = '', ...ancestors] = [...keeper.identity.files.keys()].map((file) => file.replace(/\.identity$/, '')).sort().reverse()
		// Written by another browser since.
		keeper.identity.put(writeIdentity(anne, cheapLock(), { parents: [{ ...writeIdentity(anne, cheapLock()), name, ancestors }] }))
		return keeper
	}),
	crowded('the same, in a browser that never did', 'bad-passphrase, after 8 derivations', ({ anne, server }) => new Browser(anne, server)),
	{
		name: 'twelve damaged identities, each hiding the one before, the first of them one\'s own',
		ends: 'altered, then altered, after 9 derivations',
		play: async ({ keeper, eve }) => {
			const { kdf, derived } = cheapLock()
			const check = KH(derived.subarray(32), str('trousseau identity check v1'), Buffer.from(kdf.salt, 'hex')).toString('hex')
			let parents = [{ ...writeIdentity(eve, cheapLock()), name: [...keeper.identity.files.keys()].map((file) => file.replace(/\.identity$/, '')).sort().at(-1) ?? '' }]
			for (let index = 0; index < 12; index++) {
				const next = writeIdentity(eve, { kdf, derived: cheapLock('sa phrase à elle').derived }, { parents, header: (header) => ({ ...header, check }) })
				keeper.identity.put(next)
				parents = [next]
			}
			const before = derivations.count
			const ends = [await keeper.outcome(), await keeper.outcome(() => keeper.insist())]
			return `${ends.join(', then ')}, after ${derivations.count - before} derivations`
		},
	},
	{
		name: 'a remembered head is moved to another notebook',
		ends: 'wrong-notebook',
		play: async ({ keeper, third }) => keeper.outcome(async () => {
			await keeper.api.openVault({ notebookId: OTHER_NOTEBOOK, vaultId: VAULT, journal: { heads: [third.file], others: [] }, acceptOlder: false })
		}),
	},
	{
		name: 'the marker says the id of another notebook',
		ends: 'wrong-notebook',
		play: async ({ anne, server }) => {
			const { notebookId } = decodeMarker(encodeMarker({ notebookId: OTHER_NOTEBOOK, communeName: 'Sainte-Radegonde', insee: '86239' }))
			const newcomer = new Browser(anne, server)
			return newcomer.outcome(async () => {
				const store = newcomer.vault
				store.setIdentity(newcomer.identity, true)
				await store.setPlace({ notebookId, vaultId: VAULT, store: server })
				await store.unlock(PASSPHRASE, false)
			})
		},
	},
	{
		name: 'the marker is rewritten with other spacing',
		ends: 'altered',
		play: async ({ keeper }) => keeper.outcome(async () => {
			decodeMarker(Buffer.from(`${Buffer.from(encodeMarker({ notebookId: NOTEBOOK, communeName: 'x', insee: '' })).toString()}\n`))
		}),
	},
	{
		name: 'the marker of a later format',
		ends: 'unsupported-version',
		play: async ({ keeper }) => keeper.outcome(async () => {
			decodeMarker(Buffer.from(Buffer.from(encodeMarker({ notebookId: NOTEBOOK, communeName: 'x', insee: '' })).toString().replace('"format":1', '"format":2')))
		}),
	},
	{
		name: 'the folder of another vault under this vault\'s id, for a newcomer who remembers nothing',
		ends: 'wrong-notebook',
		play: async ({ anne, server }) => {
			server.serveOnly(writeVault(anne, { notebook: OTHER_NOTEBOOK }))
			return new Browser(anne, server).outcome(async () => new Browser(anne, server).open())
		},
	},
]
